//! When a meeting is, in words: the occurrence under way or next, then how often.
//!
//! A room's time is told by the clock on its wall; an online meeting's by the asker's.

use crate::out::Paper;
use crate::out::phrases::{filled, nth, phrase};
use crate::out::plain::{plain, sentence};
use crate::words::{self, Locale};
use everyroom_feeds::label::{UiLanguage, Vocabulary, label};
use everyroom_feeds::schedule::{Schedule, Slot, Weeks};
use everyroom_indexer::search::{Hit, Status};
use jiff::Zoned;
use jiff::civil::Time;

const EVENING: i8 = 17;
const A_DAY: i64 = 24 * 60;

/// The line.
pub fn when(paper: &Paper<'_>, hit: &Hit) -> String {
    let meeting = &hit.listing.meeting;
    let schedule = &meeting.schedule;
    let text = schedule.text.as_deref().map(plain).filter(|text| !text.is_empty());
    let status = || label(paper.language, Vocabulary::Status, hit.status.id()).to_owned();
    let said = match (hit.status, schedule.slot) {
        (Status::Paused, _) => status(),
        (Status::ByAppointment | Status::AlwaysOn, _) => status(),
        (_, Slot::DayOnly { weekday }) => filled(
            paper.language,
            "day_only",
            &[("day", label(paper.language, Vocabulary::Weekday, weekday.id()))],
        ),
        _ => match occurrence(paper, hit) {
            Some(said) => said,
            None => match (schedule.slot, &text) {
                (Slot::Weekly { weekday, start, .. }, _) => {
                    let day = words::weekday(Locale::of(paper.language), weekday);
                    let time = clock(start, paper.language);
                    filled(paper.language, "on_day", &[("day", &day), ("time", &time)])
                }
                (_, Some(text)) => text.clone(),
                (_, None) => status(),
            },
        },
    };
    let text = text.filter(|text| *text != said);
    std::iter::once(said).chain(text).map(|words| sentence(&words)).collect::<Vec<_>>().join(" ")
}

/// The occurrence under way or next, with its zone and how often there is one.
fn occurrence(paper: &Paper<'_>, hit: &Hit) -> Option<String> {
    let next = hit.next.as_ref()?;
    let language = paper.language;
    let schedule = &hit.listing.meeting.schedule;
    let own = schedule.zone.as_ref()?;
    let zone = if hit.listing.meeting.attendance.is_remote_only() { paper.asker.unwrap_or(own) } else { own };
    let (start, end) = (next.start.with_time_zone(zone.rules()), next.end.with_time_zone(zone.rules()));
    let minutes = hit.starts_in_min.unwrap_or(0);
    let mut said = vec![if hit.status == Status::OnNow {
        filled(language, "on_now", &[("time", &clock(start.time(), language))])
    } else {
        on(paper, &start)
    }];
    match minutes {
        0 if hit.status != Status::OnNow => said.push(phrase(language, "starts_now").to_owned()),
        1..A_DAY => said.push(filled(
            language,
            "in_span",
            &[("span", &words::minutes(Locale::of(language), minutes))],
        )),
        _ => {}
    }
    if matches!(schedule.slot, Slot::Weekly { minutes: Some(_), .. }) {
        said.push(filled(language, "until", &[("time", &clock(end.time(), language))]));
    }
    said.push(filled(language, "zone", &[("city", &words::city(zone))]));
    let often = often(schedule, language)?;
    let (comma, semicolon) = (phrase(language, "comma"), phrase(language, "semicolon"));
    Some(format!("{}{semicolon} {often}", said.join(&format!("{comma} "))))
}

fn on(paper: &Paper<'_>, start: &Zoned) -> String {
    let language = paper.language;
    let today = paper.now.to_zoned(start.time_zone().clone()).date();
    let time = clock(start.time(), language);
    let values = [("time", time.as_str())];
    match today.until(start.date()).map(|span| span.get_days()) {
        Ok(0) if start.hour() >= EVENING => filled(language, "tonight", &values),
        Ok(0) => filled(language, "today", &values),
        Ok(1) => filled(language, "tomorrow", &values),
        _ => filled(
            language,
            "on_day",
            &[("day", &words::date(Locale::of(language), start.date())), ("time", &time)],
        ),
    }
}

/// A wall time as pages tell it.
fn clock(time: Time, language: UiLanguage) -> String {
    words::clock(Locale::of(language), time)
}

fn often(schedule: &Schedule, language: UiLanguage) -> Option<String> {
    let weekday = schedule.slot.weekday()?;
    let Some(repeat) = &schedule.repeat else { return Some(phrase(language, "every_week").to_owned()) };
    if repeat.from.is_some() && repeat.from == repeat.until {
        return Some(phrase(language, "once").to_owned());
    }
    Some(match repeat.weeks {
        Weeks::Every => phrase(language, "every_week").to_owned(),
        Weeks::Interval { weeks, .. } => filled(language, "every_weeks", &[("n", &weeks.to_string())]),
        Weeks::OfMonth(_) => {
            let word = |number: i8| match number {
                1..=5 => nth(language, "ordinals", usize::from(number.unsigned_abs()) - 1),
                _ => nth(language, "ordinals", 5),
            };
            let said: Vec<&str> = repeat.weeks.numbers().into_iter().map(word).collect();
            let nth = match said.as_slice() {
                [] => String::new(),
                [one] => (*one).to_owned(),
                [first @ .., last] => filled(language, "and", &[("a", &first.join(" ")), ("b", last)]),
            };
            filled(
                language,
                "of_month",
                &[("nth", &nth), ("day", &words::weekday(Locale::of(language), weekday))],
            )
        }
    })
}
