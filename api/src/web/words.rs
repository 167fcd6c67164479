//! A listing in plain words: when, where, how, how fresh.

use crate::search::label;
use everyroom_feeds::country::Country;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label as label_of};
use everyroom_feeds::meeting::{Attendance, LinkState, Meeting, Online, State};
use everyroom_feeds::place::Venue;
use everyroom_feeds::schedule::{Repeat, Schedule, Slot, Weekday, Weeks};
use everyroom_feeds::zone::Zone;
use everyroom_indexer::search::{Hit, Status};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp, Zoned};

/// A wall time, as `7:00 pm`.
pub fn clock(time: Time) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (hour, minute) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            format!("{hour}:{minute:02} {half}")
        }
    }
}

/// The city that a zone is named after, as `Los Angeles time`.
pub fn zone_city(zone: &Zone) -> String {
    let city = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    format!("{city} time")
}

/// The rule of a meeting, as `Sundays, 7:00 pm to 8:00 pm, Los Angeles time`.
pub fn rule(schedule: &Schedule) -> String {
    let zone = schedule.zone.as_ref().map_or_else(String::new, |zone| format!(", {}", zone_city(zone)));
    match schedule.slot {
        Slot::Weekly { weekday, start, .. } => {
            let span = match schedule.slot.end() {
                Some(end) => format!("{} to {}", clock(start), clock(end)),
                None => clock(start),
            };
            let days = schedule
                .repeat
                .as_ref()
                .map_or_else(|| format!("{}s", weekday.name()), |repeat| held(repeat, weekday));
            format!("{days}, {span}{zone}")
        }
        Slot::DayOnly { weekday } => format!("{}s, time not stated", weekday.name()),
        Slot::ByAppointment => "By appointment".to_owned(),
        Slot::AlwaysOn => "At any time".to_owned(),
        Slot::Unparsed => schedule.text.clone().unwrap_or_else(|| "Time not stated".to_owned()),
    }
}

/// The days of a slot that is not held every week, as `2nd and 4th Wednesday of the month`.
fn held(repeat: &Repeat, weekday: Weekday) -> String {
    let name = weekday.name();
    let dates = |date: jiff::civil::Date| date.strftime("%-d %B %Y").to_string();
    if let (Some(from), Some(until)) = (repeat.from, repeat.until)
        && from == until
    {
        return format!("{name} {}, once", dates(from));
    }
    let mut words = match repeat.weeks {
        Weeks::Every => format!("{name}s"),
        Weeks::OfMonth(_) => {
            let nth = |number: i8| match number {
                1 => "1st",
                2 => "2nd",
                3 => "3rd",
                4 => "4th",
                5 => "5th",
                _ => "last",
            };
            let numbers: Vec<&str> = repeat.weeks.numbers().into_iter().map(nth).collect();
            format!("{} {name} of the month", numbers.join(" and "))
        }
        Weeks::Interval { weeks: 2, .. } => format!("Every other {name}"),
        Weeks::Interval { weeks, .. } => format!("Every {weeks} weeks on {name}"),
    };
    if let Some(until) = repeat.until {
        words.push_str(&format!(" until {}", dates(until)));
    }
    words
}

/// When it is next, as `Today, 7:00 pm (London time)` or `Tuesday 24 November, 7:00 pm (London time)`.
pub fn next(hit: &Hit, now: Timestamp) -> Option<String> {
    let next = hit.next.as_ref().filter(|_| hit.status != Status::Paused)?;
    let zone = hit.listing.meeting.schedule.zone.as_ref().map(zone_city)?;
    let today = now.to_zoned(next.start.time_zone().clone()).date();
    let day = match today.until(next.start.date()).map(|span| span.get_days()) {
        Ok(-1) => "Yesterday".to_owned(),
        Ok(0) => "Today".to_owned(),
        Ok(1) => "Tomorrow".to_owned(),
        _ => date(&next.start),
    };
    Some(format!("{day}, {} ({zone})", clock(next.start.time())))
}

/// A date in full, as `Sunday 22 November`.
pub fn date(at: &Zoned) -> String {
    at.strftime("%A %-d %B").to_string()
}

/// The status as a few words; `None` where the time says all.
pub fn status(hit: &Hit) -> Option<String> {
    let minutes = hit.starts_in_min.unwrap_or(0);
    match hit.status {
        Status::OnNow if minutes == 0 => Some("On now, just started".to_owned()),
        Status::OnNow => Some(format!("On now, started {} ago", span(-minutes))),
        Status::StartsSoon if minutes == 0 => Some("Starts now".to_owned()),
        Status::StartsSoon => Some(format!("Starts in {}", span(minutes))),
        Status::Paused => Some("Not meeting at the moment".to_owned()),
        Status::Today | Status::Later | Status::ByAppointment | Status::AlwaysOn | Status::TimeNotStated => {
            None
        }
    }
}

fn span(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// The style that goes with a status.
pub fn tone(status: Status) -> &'static str {
    match status {
        Status::OnNow => "now",
        Status::StartsSoon => "soon",
        Status::Paused => "paused",
        _ => "plain",
    }
}

/// How to take part, as `In person and online`.
pub fn attendance(ways: Attendance) -> String {
    let mut words = Vec::new();
    if ways.in_person {
        words.push("in person");
    }
    if ways.online {
        words.push("online");
    }
    if ways.phone {
        words.push("by phone");
    }
    capital(&joined(&words))
}

fn joined(words: &[&str]) -> String {
    match words {
        [] => "How to take part is not stated".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Fellowship and approach, as `Narcotics Anonymous · Twelve Steps`.
pub fn whose(meeting: &Meeting) -> String {
    let entry = meeting.fellowship.entry();
    let approach: Vec<&str> = entry
        .philosophy
        .iter()
        .copied()
        .map(|value| label_of(UiLanguage::En, Vocabulary::Philosophy, value.id()))
        .collect();
    std::iter::once(entry.name.as_str()).chain(approach).collect::<Vec<_>>().join(" · ")
}

/// Kinds in words: types, audience.
pub fn kinds(meeting: &Meeting) -> Vec<String> {
    let types = meeting.types.iter().map(|tag| match tag.id {
        Some(kind) => kind.label().to_owned(),
        None => tag.label.clone().or_else(|| tag.code.clone()).unwrap_or_default(),
    });
    let audience = meeting.audience.iter().map(|kind| kind.label().to_owned());
    types.chain(audience).filter(|label| !label.is_empty()).collect()
}

/// Kinds with the sentence that explains each.
pub fn kinds_explained(meeting: &Meeting) -> Vec<String> {
    let of_types = meeting.types.iter().map(|tag| match tag.id {
        Some(kind) => explained(kind),
        None => tag.label.clone().or_else(|| tag.code.clone()).unwrap_or_default(),
    });
    of_types.chain(meeting.audience.iter().copied().map(explained)).filter(|text| !text.is_empty()).collect()
}

fn explained(kind: Kind) -> String {
    format!("{}: {}", kind.label(), kind.sentence())
}

/// What is stated about access, in words.
pub fn access(meeting: &Meeting) -> Vec<String> {
    let word = |holds: bool| if holds { "yes" } else { "no" };
    meeting.access.iter().map(|(kind, holds)| format!("{}: {}", kind.label(), word(*holds))).collect()
}

/// Languages in words.
pub fn languages(meeting: &Meeting) -> Vec<String> {
    meeting
        .languages
        .iter()
        .map(|tag| label(UiLanguage::En, "lang", tag).unwrap_or_else(|| tag.clone()))
        .collect()
}

/// Where it is, on one line.
pub fn place(venue: &Venue) -> String {
    let parts = [venue.name.clone(), venue.address.clone().or_else(|| town(venue))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn town(venue: &Venue) -> Option<String> {
    let country = venue.country.map(Country::name).map(str::to_owned);
    let parts = [venue.street.clone(), venue.city.clone(), venue.state.clone(), country];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A `tel:` address of a dial string; pauses stay, `#` is escaped.
pub fn telephone(online: &Online) -> Option<String> {
    let digits: String = online
        .phone
        .as_deref()?
        .chars()
        .filter(|c| c.is_ascii_digit() || ['+', ',', ';', '*', '#'].contains(c))
        .collect();
    let is_number = digits.chars().filter(char::is_ascii_digit).count() >= 3;
    is_number.then(|| format!("tel:{}", digits.replace('#', "%23")))
}

/// What to say where there is no way to join to be shown.
pub fn missing_link(meeting: &Meeting) -> Option<&'static str> {
    let online = meeting.online.as_ref();
    let has_way = online.is_some_and(|online| online.url.is_some() || online.phone.is_some());
    let is_remote = meeting.attendance.online || meeting.attendance.phone;
    if has_way || !is_remote {
        return None;
    }
    match online.map(|online| online.link) {
        Some(LinkState::Withheld) => Some("The link is not published: ask the group."),
        _ => Some("No link is known: see the publisher's page."),
    }
}

/// How long ago something was, as `3 hours ago`.
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let age = now.duration_since(at).max(SignedDuration::ZERO);
    let (minutes, hours) = (age.as_mins(), age.as_hours());
    let (count, unit) = match (minutes, hours) {
        (..2, _) => return "just now".to_owned(),
        (_, ..2) => (minutes, "minute"),
        (_, ..48) => (hours, "hour"),
        _ => (hours / 24, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

/// Whether it is paused.
pub fn is_paused(meeting: &Meeting) -> bool {
    meeting.state == State::Paused
}

/// A distance, as `0.9 km NW`.
pub fn distance(hit: &Hit) -> Option<String> {
    let (km, bearing) = hit.distance_km.zip(hit.bearing)?;
    Some(if km < 10.0 { format!("{km:.1} km {bearing}") } else { format!("{km:.0} km {bearing}") })
}

/// Spans of time, by id.
pub const WHEN: [(&str, &str); 5] = [
    ("now", "On now"),
    ("today", "Today"),
    ("tonight", "Tonight"),
    ("tomorrow", "Tomorrow"),
    ("week", "The next seven days"),
];
/// Ways to take part, by id.
pub const WAYS: [(&str, &str); 3] = [("in_person", "In person"), ("online", "Online"), ("phone", "By phone")];

/// A value of `when` or `attendance` in words.
pub fn choice(name: &str, id: &str) -> Option<&'static str> {
    let choices: &[(&str, &'static str)] = match name {
        "when" => &WHEN,
        "attendance" => &WAYS,
        _ => &[],
    };
    choices.iter().find(|(choice, _)| *choice == id).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn times_are_read_out() {
        assert_eq!(clock(time(19, 5, 0, 0)), "7:05 pm");
        assert_eq!(clock(time(0, 30, 0, 0)), "12:30 am");
        assert_eq!(clock(time(12, 0, 0, 0)), "noon");
        assert_eq!(zone_city(&Zone::parse("America/Los_Angeles").unwrap()), "Los Angeles time");
    }

    #[test]
    fn dial_strings_become_addresses() {
        let online = |phone: &str| Online { phone: Some(phone.to_owned()), ..Online::default() };
        let number = telephone(&online("+1 (555) 555-0100,,123456#"));
        assert_eq!(number.as_deref(), Some("tel:+15555550100,,123456%23"));
        assert_eq!(telephone(&online("javascript:alert(1)")), None);
    }

    #[test]
    fn ages_are_rounded() {
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let before = |minutes: i64| ago(now - SignedDuration::from_mins(minutes), now);
        assert_eq!(before(0), "just now");
        assert_eq!(before(90), "90 minutes ago");
        assert_eq!(before(3 * 60), "3 hours ago");
        assert_eq!(before(49 * 60), "2 days ago");
        assert_eq!(before(-5), "just now");
    }
}
