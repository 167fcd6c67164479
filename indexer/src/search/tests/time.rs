//! Time, worked out by hand and against a plain enumeration of occurrences that shares no code with the search: day by
//! day on the calendar of the meeting, start to start plus length.

use super::super::plan::Plan;
use super::super::{Filters, Query, Span, TimeOfDay, TimeWord, Window};
use crate::generation::columns::{Dictionaries, NONE16, NONE32, Row, flag};
use everyroom_feeds::schedule::Weekday;
use everyroom_feeds::zone::Zone;
use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};
use proptest::prelude::*;

/// A weekly meeting, as plainly as it can be said.
#[derive(Clone, Debug)]
struct Plain {
    zone: &'static str,
    weekday: Weekday,
    start: Time,
    /// 0 when not stated.
    length: u16,
    online: bool,
}

impl Plain {
    fn row(&self) -> (Row, Dictionaries) {
        let minute = minute_of_week(self.weekday, self.start);
        let row = Row {
            lat: f64::NAN,
            lon: f64::NAN,
            types: 0,
            audience: 0,
            access: 0,
            covers: 0,
            changed: 0,
            id_rank: 0,
            name_rank: 0,
            entity: NONE32,
            sources: 0,
            languages: 0,
            country: NONE16,
            region: NONE16,
            zone: 0,
            minute,
            length: self.length,
            flags: if self.online { flag::ONLINE } else { flag::IN_PERSON },
            repeat: NONE16,
            fellowship: 0,
            philosophy: 0,
            for_whom: 0,
            weekday: self.weekday.days_from_sunday(),
        };
        let words = Dictionaries { zones: vec![Zone::parse(self.zone).unwrap()], ..Dictionaries::default() };
        (row, words)
    }

    fn is_found(&self, query: &Query) -> bool {
        let (row, words) = self.row();
        Plan::new(query, &words, query.now).misses(&row) == 0
    }

    /// Start and end of every occurrence within so many days of an instant.
    fn occurrences(&self, around: Timestamp, days: i64) -> Vec<(Timestamp, Timestamp)> {
        let zone = TimeZone::get(self.zone).unwrap();
        let middle = around.to_zoned(zone.clone()).date();
        let dates = (-days..=days).map(|ahead| middle.checked_add(ahead.days()).unwrap());
        let held = dates
            .filter(|date| date.weekday().to_sunday_zero_offset() == self.weekday.days_from_sunday() as i8);
        held.map(|date| {
            let start = date.to_datetime(self.start).to_zoned(zone.clone()).unwrap().timestamp();
            let minutes = if self.length == 0 { 60 } else { i64::from(self.length) };
            (start, start + SignedDuration::from_mins(minutes))
        })
        .collect()
    }
}

fn minute_of_week(weekday: Weekday, start: Time) -> u16 {
    u16::from(weekday.days_from_sunday()) * 1440 + start.hour() as u16 * 60 + start.minute() as u16
}

fn asks(now: Timestamp, asker: &str, window: Option<Window>) -> Query {
    Query { window, ..Query::all(now, Zone::parse(asker).unwrap()) }
}

/// What is asked in a row of the table.
enum Asks {
    Word(TimeWord),
    /// Starts within so many minutes.
    Within(i64),
    /// A weekday, and a time of day in minutes.
    At(Weekday, TimeOfDay),
}
use Asks::{At, Within, Word};

/// The meeting, the asker's zone and moment, the question, whether it is found, and why.
type Case = (Plain, &'static str, &'static str, Asks, bool, &'static str);

fn room(zone: &'static str, weekday: Weekday, hour: i8, minute: i8, length: u16) -> Plain {
    Plain { zone, weekday, start: time(hour, minute, 0, 0), length, online: false }
}

fn online(zone: &'static str, weekday: Weekday, hour: i8, minute: i8, length: u16) -> Plain {
    Plain { online: true, ..room(zone, weekday, hour, minute, length) }
}

fn from(hour: u16) -> TimeOfDay {
    TimeOfDay { after: Some(hour * 60), before: None }
}

fn between(hour: u16, to: u16) -> TimeOfDay {
    TimeOfDay { after: Some(hour * 60), before: Some(to * 60) }
}

const NEW_YORK: &str = "America/New_York";
const LONDON: &str = "Europe/London";
const LORD_HOWE: &str = "Australia/Lord_Howe";
const ST_JOHNS: &str = "America/St_Johns";
const KATHMANDU: &str = "Asia/Kathmandu";
const CASABLANCA: &str = "Africa/Casablanca";
const APIA: &str = "Pacific/Apia";

#[rustfmt::skip]
fn worked_by_hand() -> Vec<Case> {
    use TimeWord::{Now, Today, Tomorrow, Tonight, Week};
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    vec![
        // clocks go on: New York 14 March 2027, 02:00 EST becomes 03:00 EDT at 07:00Z
        (room(NEW_YORK, Sun, 2, 30, 60), NEW_YORK, "2027-03-14T07:00:00Z", Word(Now), false, "02:30 is skipped; it begins at 03:30 EDT, 07:30Z"),
        (room(NEW_YORK, Sun, 2, 30, 60), NEW_YORK, "2027-03-14T07:30:00Z", Word(Now), true, "03:30 EDT, when it begins"),
        (room(NEW_YORK, Sun, 2, 30, 60), NEW_YORK, "2027-03-14T08:29:00Z", Word(Now), true, "an hour is an hour: it ends at 08:30Z"),
        (room(NEW_YORK, Sun, 2, 30, 60), NEW_YORK, "2027-03-14T08:30:00Z", Word(Now), false, "over"),
        (room(NEW_YORK, Sun, 1, 30, 60), NEW_YORK, "2027-03-14T07:15:00Z", Word(Now), true, "begun 01:30 EST = 06:30Z, on until 07:30Z, 03:30 on the wall"),
        (room(NEW_YORK, Sun, 19, 0, 60), NEW_YORK, "2027-03-13T23:30:00Z", Within(23 * 60 + 30), true, "Sunday 19:00 EDT is 23:00Z, 23.5 hours on; the day has 23 hours"),
        (room(NEW_YORK, Sun, 19, 0, 60), NEW_YORK, "2027-03-13T23:30:00Z", Within(23 * 60 + 29), false, "a minute too few"),
        (room(NEW_YORK, Sun, 3, 30, 60), NEW_YORK, "2027-03-14T04:00:00Z", Word(Tonight), true, "Saturday 23:00 EST; tonight goes to 04:00 EDT = 08:00Z, and 03:30 EDT is 07:30Z"),
        (room(NEW_YORK, Sun, 4, 0, 60), NEW_YORK, "2027-03-14T04:00:00Z", Word(Tonight), false, "04:00 is no longer tonight"),
        (room(NEW_YORK, Sun, 23, 30, 60), NEW_YORK, "2027-03-13T15:00:00Z", Word(Tomorrow), true, "tomorrow has 23 hours, the last of them counts"),
        (room(NEW_YORK, Mon, 0, 0, 60), NEW_YORK, "2027-03-13T15:00:00Z", Word(Tomorrow), false, "midnight is Monday"),
        // clocks go back: New York 1 November 2026, 02:00 EDT becomes 01:00 EST at 06:00Z
        (room(NEW_YORK, Sun, 1, 30, 60), NEW_YORK, "2026-11-01T05:30:00Z", Word(Now), true, "the first 01:30 is the one"),
        (room(NEW_YORK, Sun, 1, 30, 60), NEW_YORK, "2026-11-01T06:29:00Z", Word(Now), true, "an hour after 05:30Z, though the wall says 01:29 again"),
        (room(NEW_YORK, Sun, 1, 30, 60), NEW_YORK, "2026-11-01T06:30:00Z", Word(Now), false, "01:30 for the second time: it is over, and does not begin again"),
        (room(NEW_YORK, Sun, 19, 0, 60), NEW_YORK, "2026-10-31T23:00:00Z", Within(1499), false, "Sunday 19:00 EST is 00:00Z, 25 hours on"),
        (room(NEW_YORK, Sun, 19, 0, 60), NEW_YORK, "2026-10-31T23:00:00Z", Within(1500), true, "exactly 25 hours"),
        (room(NEW_YORK, Sat, 19, 30, 60), NEW_YORK, "2026-10-31T23:45:00Z", Word(Week), true, "under way, 19:45 on the wall"),
        (room(NEW_YORK, Sat, 19, 30, 60), NEW_YORK, "2026-11-01T00:30:00Z", Word(Week), false, "over; next Saturday's 19:30 EST is 168 hours on, where the week has ended"),
        (room(NEW_YORK, Sat, 19, 30, 60), NEW_YORK, "2026-11-01T00:31:00Z", Word(Week), true, "a minute later it is within"),
        // London, Sunday 29 March 2026: 01:00 GMT becomes 02:00 BST; 25 October: 02:00 BST becomes 01:00 GMT, both at 01:00Z
        (room(LONDON, Sat, 23, 0, 180), LONDON, "2026-03-29T01:59:00Z", Word(Now), true, "three hours from 23:00Z, 02:59 on the wall"),
        (room(LONDON, Sat, 23, 0, 180), LONDON, "2026-03-29T02:00:00Z", Word(Now), false, "three real hours, not to 02:00 on the wall"),
        (room(LONDON, Sat, 23, 0, 180), LONDON, "2026-10-25T00:59:00Z", Word(Now), true, "from 22:00Z, the last minute"),
        (room(LONDON, Sat, 23, 0, 180), LONDON, "2026-10-25T01:00:00Z", Word(Now), false, "over when the wall says 01:00 for the second time"),
        (room(LONDON, Sun, 0, 0, 60), LONDON, "2026-10-24T23:00:00Z", Word(Now), true, "Sunday's midnight, 00:00 BST"),
        (room(LONDON, Sun, 0, 0, 60), LONDON, "2026-10-24T22:59:00Z", Word(Today), false, "a minute before midnight it is tomorrow's"),
        (room(LONDON, Sun, 0, 0, 60), LONDON, "2026-10-24T22:59:00Z", Word(Tonight), true, "but tonight's"),
        (room(LONDON, Sun, 0, 0, 60), LONDON, "2026-10-24T22:59:00Z", Word(Tomorrow), true, "and tomorrow's"),
        // Lord Howe turns by half an hour: 4 October 2026, 02:00 +10:30 becomes 02:30 +11, at 15:30Z the day before
        (room(LORD_HOWE, Sun, 2, 15, 30), LORD_HOWE, "2026-10-03T15:44:00Z", Word(Now), false, "02:15 is skipped; it begins at 02:45 +11, 15:45Z"),
        (room(LORD_HOWE, Sun, 2, 15, 30), LORD_HOWE, "2026-10-03T15:45:00Z", Word(Now), true, "when it begins"),
        (room(LORD_HOWE, Sun, 9, 0, 60), LORD_HOWE, "2026-10-03T14:30:00Z", Within(7 * 60 + 30), true, "01:00 to 09:00 is seven hours and a half"),
        // and back, 5 April 2026: 02:00 +11 becomes 01:30 +10:30, at 15:00Z the day before
        (room(LORD_HOWE, Sun, 1, 45, 30), LORD_HOWE, "2026-04-04T15:14:00Z", Word(Now), true, "from the first 01:45, 14:45Z"),
        (room(LORD_HOWE, Sun, 1, 45, 30), LORD_HOWE, "2026-04-04T15:15:00Z", Word(Now), false, "the second 01:45 is its end"),
        // St John's, half an hour beside: 8 March 2026, 02:00 -3:30 becomes 03:00 -2:30, at 05:30Z
        (room(ST_JOHNS, Sat, 23, 30, 60), ST_JOHNS, "2026-03-08T03:59:00Z", Word(Now), true, "23:30 -3:30 is 03:00Z; past midnight and past the end of the week"),
        (room(ST_JOHNS, Sun, 2, 0, 60), ST_JOHNS, "2026-03-08T03:00:00Z", Word(Tonight), true, "skipped to 03:00 -2:30, 05:30Z; tonight goes to 04:00 = 06:30Z"),
        // and back, 1 November 2026: 02:00 -2:30 becomes 01:00 -3:30, at 04:30Z
        (room(ST_JOHNS, Sun, 1, 30, 60), ST_JOHNS, "2026-11-01T04:59:00Z", Word(Now), true, "the first 01:30 is 04:00Z; the wall says 01:29 again"),
        (room(ST_JOHNS, Sun, 1, 30, 60), ST_JOHNS, "2026-11-01T05:00:00Z", Word(Now), false, "over at the second 01:30"),
        (room(ST_JOHNS, Sun, 19, 0, 60), ST_JOHNS, "2026-10-31T21:30:00Z", Within(1499), false, "19:00 -2:30 to 19:00 -3:30 is 25 hours"),
        (room(ST_JOHNS, Sun, 19, 0, 60), ST_JOHNS, "2026-10-31T21:30:00Z", Within(1500), true, "exactly 25 hours"),
        // Kathmandu, three quarters beside, never changes
        (room(KATHMANDU, Sat, 23, 45, 0), KATHMANDU, "2026-11-21T18:59:00Z", Word(Now), true, "23:45 +5:45 is 18:00Z; no end is an hour"),
        (room(KATHMANDU, Sat, 23, 45, 0), KATHMANDU, "2026-11-21T19:00:00Z", Word(Now), false, "and not longer"),
        (room(KATHMANDU, Sun, 1, 0, 60), KATHMANDU, "2026-11-21T18:00:00Z", Word(Tonight), true, "Saturday 23:45; Sunday 01:00 is tonight, past the end of the week"),
        (room(KATHMANDU, Sun, 1, 0, 60), KATHMANDU, "2026-11-21T20:30:00Z", Word(Tonight), false, "02:15: it is over, and the night has no second 01:00"),
        (room(KATHMANDU, Sun, 3, 0, 60), KATHMANDU, "2026-11-21T20:30:00Z", Word(Tonight), true, "02:15: what is left of the night"),
        (room(KATHMANDU, Sun, 18, 0, 60), KATHMANDU, "2026-11-21T20:30:00Z", Word(Tonight), false, "02:15 on Sunday: the evening of Sunday is not yet tonight"),
        (room(KATHMANDU, Sun, 18, 0, 60), KATHMANDU, "2026-11-21T20:30:00Z", Word(Today), true, "but today"),
        (room(KATHMANDU, Sun, 16, 30, 60), KATHMANDU, "2026-11-22T06:15:00Z", Word(Tonight), false, "noon: 16:30 is before the evening"),
        (room(KATHMANDU, Sun, 17, 0, 60), KATHMANDU, "2026-11-22T06:15:00Z", Word(Tonight), true, "the evening begins at 17:00"),
        (room(KATHMANDU, Sun, 16, 30, 60), KATHMANDU, "2026-11-22T11:30:00Z", Word(Tonight), true, "17:15: it is under way"),
        // Casablanca goes back for Ramadan, 15 February 2026: 03:00 +1 becomes 02:00 +0, at 02:00Z
        (room(CASABLANCA, Sun, 2, 30, 60), CASABLANCA, "2026-02-15T01:30:00Z", Word(Now), true, "the first 02:30"),
        (room(CASABLANCA, Sun, 2, 30, 60), CASABLANCA, "2026-02-15T02:30:00Z", Word(Now), false, "over at the second"),
        (room(CASABLANCA, Sun, 20, 0, 60), CASABLANCA, "2026-02-14T19:00:00Z", Within(1500), true, "a day of 25 hours: 20:00 +1 to 20:00 +0"),
        // and on after it, 22 March 2026: 02:00 +0 becomes 03:00 +1, at 02:00Z
        (room(CASABLANCA, Sun, 2, 30, 60), CASABLANCA, "2026-03-22T02:29:00Z", Word(Now), false, "02:30 is skipped; it begins at 03:30 +1, 02:30Z"),
        (room(CASABLANCA, Sun, 2, 30, 60), CASABLANCA, "2026-03-22T02:30:00Z", Word(Now), true, "when it begins"),
        (room(CASABLANCA, Sun, 20, 0, 60), CASABLANCA, "2026-03-21T20:00:00Z", Within(1379), false, "20:00 +0 to 20:00 +1 is 23 hours"),
        (room(CASABLANCA, Sun, 20, 0, 60), CASABLANCA, "2026-03-21T20:00:00Z", Within(1380), true, "exactly 23 hours"),
        // Apia is a day ahead of Pago Pago, its neighbour: 19:00 Sunday there is 06:00Z of that Sunday
        (room(APIA, Mon, 9, 0, 60), "Pacific/Pago_Pago", "2026-11-22T20:00:00Z", Word(Now), true, "Monday 09:00 in Apia is Sunday 09:00 next door"),
        (room(APIA, Mon, 9, 0, 60), "Pacific/Pago_Pago", "2026-11-22T20:00:00Z", At(Mon, from(9)), true, "a room is asked for in its own zone"),
        (online(APIA, Mon, 9, 0, 60), "Pacific/Pago_Pago", "2026-11-22T16:00:00Z", At(Mon, from(9)), false, "online it is Sunday to the asker"),
        (online(APIA, Mon, 9, 0, 60), "Pacific/Pago_Pago", "2026-11-22T16:00:00Z", At(Sun, from(9)), true, "Sunday 09:00"),
        (online(APIA, Mon, 9, 0, 60), "Pacific/Pago_Pago", "2026-11-22T12:00:00Z", Word(Today), true, "Sunday 01:00 next door, and 09:00 of that Sunday is today"),
        // online across a change that only one side has: New York on 8 March, London on 29 March 2026
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-03T12:00:00Z", At(Wed, between(0, 1)), true, "19:00 EST is midnight in London"),
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-09T12:00:00Z", At(Tue, between(23, 24)), true, "19:00 EDT is 23:00 GMT, for three weeks"),
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-09T12:00:00Z", At(Wed, between(0, 1)), false, "and not midnight"),
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-30T12:00:00Z", At(Wed, between(0, 1)), true, "19:00 EDT is 00:00 BST"),
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-24T22:30:00Z", At(Tue, between(23, 24)), true, "in half an hour, still GMT"),
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-24T23:30:00Z", At(Tue, between(23, 24)), true, "under way: what is shown began at 23:00 on Tuesday, whatever next week's clock says"),
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-24T23:30:00Z", At(Wed, between(0, 1)), false, "that is next week's"),
        (online(NEW_YORK, Tue, 19, 0, 60), LONDON, "2026-03-25T00:00:00Z", At(Wed, between(0, 1)), true, "over: now next week's is shown"),
        // the asker's midnight and week's end for online
        (online(LONDON, Sun, 2, 0, 60), NEW_YORK, "2026-11-21T12:00:00Z", At(Sat, from(20)), true, "Sunday 02:00 GMT is Saturday 21:00 EST"),
        (online(LONDON, Sun, 2, 0, 60), NEW_YORK, "2026-11-22T01:30:00Z", Word(Tonight), true, "Saturday 20:30 EST, in half an hour"),
        (room(LONDON, Fri, 10, 0, 60), LONDON, "2026-11-19T11:00:00Z", Word(Tomorrow), true, "Friday, all of it"),
        (room(LONDON, Thu, 12, 0, 60), LONDON, "2026-11-19T12:30:00Z", Word(Tomorrow), false, "under way is not tomorrow"),
    ]
}

#[test]
fn worked_out_by_hand() {
    let mut wrong = Vec::new();
    for (meeting, asker, now, asked, expected, why) in worked_by_hand() {
        let now: Timestamp = now.parse().unwrap();
        let zone = Zone::parse(asker).unwrap();
        let query = match asked {
            Word(word) => asks(now, asker, Some(word.span(now, &zone).window)),
            Within(minutes) => {
                let to = now + SignedDuration::from_mins(minutes + 1);
                asks(now, asker, Some(Window::Between { from: now, to, ongoing: false }))
            }
            At(weekday, time) => {
                let mut filters = Filters { time, ..Filters::default() };
                filters.weekday.any = vec![weekday];
                Query { filters, ..asks(now, asker, None) }
            }
        };
        if meeting.is_found(&query) != expected {
            wrong.push(format!("{meeting:?} at {now} from {asker}: {why}"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

const ZONES: [&str; 12] = [
    NEW_YORK,
    LONDON,
    LORD_HOWE,
    ST_JOHNS,
    KATHMANDU,
    CASABLANCA,
    APIA,
    "America/Havana",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Beirut",
    "UTC",
];

/// An instant of 2026 or 2027; half of the time within two days of a clock change of one of the two zones.
fn moment(zones: [&'static str; 2]) -> impl Strategy<Value = Timestamp> {
    let first: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let changes: Vec<Timestamp> = zones
        .iter()
        .flat_map(|zone| {
            let zone = TimeZone::get(zone).unwrap();
            zone.following(first).take(5).map(|change| change.timestamp()).collect::<Vec<_>>()
        })
        .chain([first])
        .collect();
    let anywhere = (0i64..2 * 365 * 1440).prop_map(move |minute| first + SignedDuration::from_mins(minute));
    // a change is an instant of its own
    let minutes = prop_oneof![Just(0i64), -90i64..90, -2880i64..2880];
    let near = (proptest::sample::select(changes), minutes)
        .prop_map(|(change, minutes)| change + SignedDuration::from_mins(minutes));
    prop_oneof![anywhere, near]
}

fn plain(zone: &'static str) -> impl Strategy<Value = Plain> {
    let length = prop_oneof![Just(0u16), 1u16..=1440, 30u16..120];
    (0u8..7, 0i8..24, 0i8..60, length, any::<bool>()).prop_map(move |(day, hour, minute, length, online)| {
        Plain {
            zone,
            weekday: Weekday::from_sunday(day).unwrap(),
            start: time(hour, minute, 0, 0),
            length,
            online,
        }
    })
}

/// A meeting, an asker's zone, a moment.
fn asked() -> impl Strategy<Value = (Plain, &'static str, Timestamp)> {
    let zone = || proptest::sample::select(ZONES.to_vec());
    (zone(), zone()).prop_flat_map(|(theirs, own)| (plain(theirs), Just(own), moment([theirs, own])))
}

/// Whether an occurrence is meant by a word, told by the asker's calendar and wall clock alone.
fn is_meant(word: TimeWord, start: &Zoned, end: Timestamp, now: &Zoned) -> bool {
    let on_now = start.timestamp() <= now.timestamp() && now.timestamp() < end;
    let ahead = start.timestamp() >= now.timestamp();
    let hour = |at: &Zoned| at.datetime().time();
    let next_day = |date: Date| {
        // the next day that there is
        let ends =
            now.time_zone().to_ambiguous_zoned(date.tomorrow().unwrap().at(0, 0, 0, 0)).compatible().unwrap();
        ends.date()
    };
    let night_ends = time(4, 0, 0, 0);
    match word {
        TimeWord::Now => on_now,
        TimeWord::Today => on_now || ahead && start.date() == now.date(),
        TimeWord::Tonight if hour(now) < night_ends => {
            on_now || ahead && start.date() == now.date() && hour(start) < night_ends
        }
        TimeWord::Tonight => {
            let is_evening = start.date() == now.date() && hour(start) >= time(17, 0, 0, 0);
            let is_night = start.date() == next_day(now.date()) && hour(start) < night_ends;
            let has_begun = hour(now) >= time(17, 0, 0, 0);
            has_begun && on_now || ahead && (is_evening || is_night)
        }
        TimeWord::Tomorrow => start.date() == next_day(now.date()),
        TimeWord::Week => {
            on_now || ahead && start.timestamp() < now.timestamp() + SignedDuration::from_hours(7 * 24)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn words_mean_what_the_calendar_says((meeting, own, now) in asked(), word in 0usize..5) {
        let word = TimeWord::ALL[word];
        let zone = Zone::parse(own).unwrap();
        let local = now.to_zoned(zone.rules());
        let Span { window, from, to } = word.span(now, &zone);
        prop_assert!(from <= to);
        let expected = meeting.occurrences(now, 10).into_iter().any(|(start, end)| {
            is_meant(word, &start.to_zoned(zone.rules()), end, &local)
        });
        prop_assert_eq!(meeting.is_found(&asks(now, own, Some(window))), expected, "{} {:?}", word.id(), window);
    }

    #[test]
    fn windows_hold_the_starts_that_lie_in_them(
        (meeting, own, now) in asked(), from in -20_000i64..20_000, minutes in 1i64..20_000, seconds in 0i64..60,
        ongoing in any::<bool>(),
    ) {
        // what is under way is only asked for from whole minutes on
        let seconds = if ongoing { 0 } else { seconds };
        let from = now + SignedDuration::from_mins(from) + SignedDuration::from_secs(seconds);
        let to = from + SignedDuration::from_mins(minutes);
        let window = Window::Between { from, to, ongoing };
        let expected = meeting.occurrences(from, 30).into_iter().any(|(start, end)| {
            let starts = from <= start && start < to;
            starts || ongoing && start <= from && from < end
        });
        prop_assert_eq!(meeting.is_found(&asks(now, own, Some(window))), expected, "{:?}", window);
    }

    #[test]
    fn days_and_times_are_those_of_the_occurrence_that_is_shown(
        (meeting, own, now) in asked(), day in 0u8..7, after in 0u16..1440, before in 0u16..=1440,
    ) {
        let time = TimeOfDay { after: Some(after), before: Some(before) };
        let mut filters = Filters { time, ..Filters::default() };
        filters.weekday.any = vec![Weekday::from_sunday(day).unwrap()];
        let query = Query { filters, ..asks(now, own, None) };
        let (start, _) = meeting.occurrences(now, 10).into_iter().find(|(_, end)| *end > now).unwrap();
        let own = if meeting.online { start.to_zoned(TimeZone::get(own).unwrap()).datetime() } else {
            // a room is announced by the wall time on its door, even when the clock skips it
            start.to_zoned(TimeZone::get(meeting.zone).unwrap()).date().to_datetime(meeting.start)
        };
        let minute = own.hour() as u16 * 60 + own.minute() as u16;
        let in_time = if after <= before { (after..before).contains(&minute) } else { minute >= after || minute < before };
        let weekday = if meeting.online { own.weekday().to_sunday_zero_offset() as u8 } else { meeting.weekday.days_from_sunday() };
        // of a window over midnight the hours behind it belong to the day before
        let weekday = if after > before && minute < before { (weekday + 6) % 7 } else { weekday };
        prop_assert_eq!(meeting.is_found(&query), in_time && weekday == day, "{:?}", own);
    }
}
