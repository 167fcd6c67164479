mod zones;

use super::*;
use crate::out::testing::{hit, meeting, now, online, paper, weekly};
use everyroom_feeds::format::read;
use everyroom_feeds::meeting::{Attendance, LinkState, Meeting, Online, State};
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::schedule::{Repeat, Schedule, Slot, Weekday, Weeks};
use everyroom_feeds::source::Source;
use everyroom_indexer::search::Hit;
use jiff::civil::{date, datetime, time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

fn text(paper: &Paper<'_>) -> String {
    String::from_utf8(calendar(paper)).unwrap()
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

fn of(meeting: Meeting) -> String {
    unfolded(&text(&paper(&[hit(meeting)])))
}

fn with(repeat: Repeat) -> Meeting {
    let mut meeting = meeting();
    meeting.schedule.repeat = Some(Box::new(repeat));
    meeting
}

/// What our own reader makes of a calendar.
fn read_again(body: &str) -> Vec<Meeting> {
    let source: Source = serde_json::from_value(serde_json::json!({
        "id": "na-example", "name": "Example", "url": "https://na.example/feed.ics", "fellowship": "na",
    }))
    .unwrap();
    let part = Part {
        role: Role::Feed,
        url: source.url.clone(),
        content_type: Some("text/calendar".to_owned()),
        body: body.as_bytes().to_vec(),
    };
    read(&source, &[part]).unwrap().meetings
}

fn starts(schedule: &Schedule, from: Timestamp) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut from = from;
    while let Some(next) = schedule.next_from(from).filter(|_| found.len() < 9) {
        from = next.start.timestamp() + SignedDuration::from_secs(1);
        found.push((next.start.to_string(), next.end.to_string()));
    }
    found
}

#[test]
fn a_calendar_looks_as_documented() {
    insta::assert_snapshot!(text(&paper(&[hit(meeting()), hit(online())])).replace("\r\n", "\n"));
}

#[test]
fn a_discreet_one_says_nothing_of_meetings() {
    let hits = [hit(meeting()), hit(online())];
    let body = text(&Paper { discreet: true, ..paper(&hits) });
    insta::assert_snapshot!(body.replace("\r\n", "\n"));
    let own_page = Online {
        provider: None,
        url: Some("https://na-club.example/room".to_owned()),
        ..online().online.unwrap()
    };
    let hits = [hit(Meeting { online: Some(own_page), ..online() })];
    assert!(!text(&Paper { discreet: true, ..paper(&hits) }).contains("na-club"));
}

#[test]
fn rules_that_are_not_weekly() {
    let weeks = |numbers: &[i8]| Weeks::of_month(numbers.iter().copied()).unwrap();
    let line = |repeat: Repeat| {
        let body = of(with(repeat));
        let lines = body.lines().skip_while(|line| *line != "BEGIN:VEVENT");
        let wanted =
            |line: &&str| ["DTSTART", "RRULE", "EXDATE", "RDATE"].iter().any(|name| line.starts_with(name));
        lines
            .filter(wanted)
            .map(|line| line.replace(";TZID=America/Los_Angeles", ""))
            .collect::<Vec<_>>()
            .join(" ")
    };
    // the Sundays from the 1st of November 2026: 1, 8, 15, 22, 29
    assert_eq!(
        line(Repeat { weeks: weeks(&[2]), ..Repeat::default() }),
        "DTSTART:20261108T190000 RRULE:FREQ=MONTHLY;BYDAY=2SU"
    );
    assert_eq!(
        line(Repeat { weeks: weeks(&[5, -1]), ..Repeat::default() }),
        "DTSTART:20261129T190000 RRULE:FREQ=MONTHLY;BYDAY=-1SU"
    );
    assert_eq!(
        line(Repeat { weeks: Weeks::Interval { weeks: 2, from: date(2026, 10, 25) }, ..Repeat::default() }),
        "DTSTART:20261108T190000 RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"
    );
    // the end is an instant in UTC; eight hours behind in winter
    let ends = Repeat {
        until: Some(date(2026, 12, 6)),
        except: vec![date(2026, 11, 1), date(2026, 11, 22)],
        ..Repeat::default()
    };
    assert_eq!(
        line(ends),
        "DTSTART:20261108T190000 RRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20261207T030000Z EXDATE:20261122T190000"
    );
    let day = Some(date(2026, 11, 29));
    let once = Repeat {
        from: day,
        until: day,
        extra: vec![datetime(2026, 12, 3, 18, 0, 0, 0)],
        ..Repeat::default()
    };
    assert_eq!(line(once), "DTSTART:20261129T190000 RDATE:20261203T180000");
    // a date that was added before the rule sets in would come before the first one
    let added = |day, hour| datetime(2026, 11, day, hour, 0, 0, 0);
    let early = Repeat {
        from: Some(date(2026, 11, 22)),
        extra: vec![added(5, 18), added(22, 20), added(12, 18)],
        ..Repeat::default()
    };
    assert_eq!(
        line(early),
        "DTSTART:20261105T180000 RDATE:20261112T180000 DTSTART:20261122T190000 RRULE:FREQ=WEEKLY;BYDAY=SU \
         RDATE:20261122T200000"
    );
    let over = Some(date(2026, 5, 3));
    assert_eq!(line(Repeat { from: over, until: over, ..Repeat::default() }), "DTSTART:20260503T190000");
}

#[test]
fn what_has_no_time_is_left_out_and_counted() {
    let always = Schedule { slot: Slot::AlwaysOn, ..meeting().schedule };
    let no_zone = Schedule { zone: None, ..meeting().schedule };
    let hits =
        [hit(Meeting { schedule: always, ..meeting() }), hit(Meeting { schedule: no_zone, ..meeting() })];
    let body = unfolded(&text(&paper(&hits)));
    assert!(body.contains("X-EVERYROOM-WITHOUT-TIME:2") && !body.contains("VEVENT"), "{body}");
    assert!(
        body.contains("DESCRIPTION:2 meetings have no fixed time") && body.contains("TZID:UTC"),
        "{body}"
    );
    let empty = unfolded(&text(&paper(&[])));
    assert!(empty.contains("BEGIN:VTIMEZONE") && empty.contains("X-EVERYROOM-WITHOUT-TIME:0"));
}

#[test]
fn what_is_withheld_and_what_is_a_passcode_is_never_written() {
    let body = of(online());
    assert!(
        body.contains("tel:+15555550100") && !body.contains("4321") && !body.contains("123456"),
        "{body}"
    );
    let withheld = Online { link: LinkState::Withheld, ..online().online.unwrap() };
    let body = of(Meeting { online: Some(withheld), ..online() });
    assert!(!body.contains("zoom") && !body.contains("tel:") && body.contains("not published"), "{body}");
    // a link that is none a browser may follow
    // a link that bears its passcode lets in whoever looks over a shoulder
    let hits = [hit(online())];
    let discreet = unfolded(&text(&Paper { discreet: true, ..paper(&hits) }));
    assert!(unfolded(&text(&paper(&hits))).contains("zoom.example/j/123?pwd=Ab1"));
    assert!(discreet.contains("https://zoom.example/j/123\r\n") && !discreet.contains("pwd"), "{discreet}");
    let odd = Online { url: Some("javascript:alert(1)".to_owned()), ..online().online.unwrap() };
    assert!(!of(Meeting { online: Some(odd), ..online() }).contains("javascript"));
}

#[test]
fn what_is_paused_is_cancelled() {
    assert!(of(Meeting { state: State::Paused, ..meeting() }).contains("STATUS:CANCELLED"));
    assert!(of(meeting()).contains("STATUS:CONFIRMED"));
}

#[test]
fn no_text_of_a_publisher_begins_a_property() {
    let evil = "A\r\nATTENDEE:mailto:x@y.example\nEND:VEVENT\u{2028}\u{85}\u{0}\u{202e};,\\n";
    let mut spoilt = Meeting {
        name: evil.to_owned(),
        notes: Some(evil.to_owned()),
        group: Some(evil.to_owned()),
        ..meeting()
    };
    if let Some(venue) = spoilt.venue.as_mut() {
        venue.name = Some(evil.to_owned());
        venue.address = Some(evil.to_owned());
        venue.notes = Some(evil.to_owned());
    }
    let body = of(spoilt);
    assert_eq!(body.matches("BEGIN:VEVENT").count(), 1);
    assert!(body.lines().all(|line| !line.starts_with("ATTENDEE") && !line.contains('\u{202e}')), "{body}");
    assert_eq!(body.lines().filter(|line| line.starts_with("END:VEVENT")).count(), 1);
    assert!(body.contains("SUMMARY:A ATTENDEE:mailto:x@y.example END:VEVENT \\;\\,\\\\n"), "{body}");
}

#[test]
fn the_same_listing_gives_the_same_event_at_any_time() {
    let hits = [hit(meeting())];
    let later = Paper { now: now() + SignedDuration::from_hours(400), ..paper(&hits) };
    assert_eq!(text(&paper(&hits)), text(&later));
}

#[test]
fn a_rule_is_told_as_one() {
    let body = of(meeting());
    let rules: Vec<&str> = body.lines().filter(|line| line.starts_with("RRULE:FREQ=YEARLY")).collect();
    let (march, november) =
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU");
    assert!(rules.contains(&march) && rules.contains(&november) && rules.len() == 2, "{rules:?}");
}

const ZONES: [&str; 8] = [
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Jerusalem",
];

fn weeks() -> impl Strategy<Value = Weeks> {
    prop_oneof![
        Just(Weeks::Every),
        proptest::collection::vec(prop_oneof![1i8..=5, Just(-1)], 1..4)
            .prop_map(|n| Weeks::of_month(n).unwrap()),
        (2u8..6, 0i64..60).prop_map(|(weeks, day)| Weeks::Interval {
            weeks,
            from: date(2026, 9, 1).checked_add(day.days()).unwrap()
        }),
    ]
}

fn repeat() -> impl Strategy<Value = Option<Repeat>> {
    let day = |days: i64| date(2026, 9, 1).checked_add(days.days()).unwrap();
    let dates = move |most: usize| proptest::collection::vec((0i64..300).prop_map(day), 0..most);
    let whole = (
        weeks(),
        proptest::option::of(0i64..200),
        proptest::option::of(100i64..400),
        dates(6),
        dates(3),
        0i8..24,
    )
        .prop_map(move |(weeks, from, until, except, extra, hour)| Repeat {
            weeks,
            from: from.map(day),
            until: until.map(day),
            except,
            extra: extra.into_iter().map(|date| date.to_datetime(time(hour, 15, 0, 0))).collect(),
        });
    proptest::option::of(whole)
}

/// Whether no date of an event comes before its first, and no two events have one name.
fn events_begin_with_their_first(body: &str) -> bool {
    let unfolded = body.replace("\r\n ", "");
    let values = |event: &str, name: &str| -> Vec<String> {
        let lines = event.lines().filter(|line| line.starts_with(name));
        lines
            .flat_map(|line| line.rsplit(':').next().unwrap_or_default().split(',').map(str::to_owned))
            .collect()
    };
    let events: Vec<&str> = unfolded.split("BEGIN:VEVENT").skip(1).collect();
    let mut names: Vec<String> = events.iter().flat_map(|event| values(event, "UID")).collect();
    names.dedup();
    let begins = |event: &&str| values(event, "RDATE").iter().all(|date| *date > values(event, "DTSTART")[0]);
    names.len() == events.len() && events.iter().all(begins)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// What is written is read again by our own reader, and is held at the same times.
    #[test]
    fn what_is_written_is_held_at_the_same_times(
        zone in 0usize..ZONES.len(), day in 0u8..7, hour in 0i8..24, minute in 0i8..60,
        long in proptest::option::of(15u16..=480), repeat in repeat(),
    ) {
        let mut schedule = weekly(ZONES[zone], Weekday::from_sunday(day).unwrap(), hour, minute, long);
        schedule.repeat = repeat.map(Box::new);
        let hit: Hit = hit(Meeting { schedule: schedule.clone(), ..meeting() });
        let from = hit.listing.changed.to_zoned(schedule.zone.as_ref().unwrap().rules()).start_of_day().unwrap().timestamp();
        let expected = starts(&schedule, from);
        let body = text(&paper(&[hit]));
        if !body.contains("BEGIN:VEVENT") {
            prop_assert!(expected.is_empty(), "{expected:?}");
            return Ok(());
        }
        prop_assert!(events_begin_with_their_first(&body), "{}", body);
        let found: Vec<Schedule> = read_again(&body).into_iter().map(|meeting| meeting.schedule).collect();
        prop_assert!(!found.is_empty(), "{body}");
        let mut held: Vec<(String, String)> = found.iter().flat_map(|schedule| starts(schedule, from)).collect();
        held.sort();
        held.dedup();
        held.truncate(expected.len());
        let mut expected = expected;
        expected.sort();
        prop_assert_eq!(held, expected, "{}", body);
    }

    #[test]
    fn any_text_is_survived(name in any::<String>(), notes in any::<String>(), url in any::<String>(), phone in any::<String>()) {
        let online = Online { url: Some(url), phone: Some(phone), notes: Some(notes.clone()), link: LinkState::Published, ..Online::default() };
        let attendance = Attendance { online: true, ..Attendance::default() };
        let body = text(&paper(&[hit(Meeting { name, notes: Some(notes), online: Some(online), attendance, ..meeting() })]));
        prop_assert!(body.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.chars().any(char::is_control)));
        let begins = unfolded(&body).lines().filter(|line| line.starts_with("BEGIN:VEVENT")).count();
        prop_assert_eq!(begins, 1);
    }
}
