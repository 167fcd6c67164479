//! Names that repeat what other fields say: the day, the time, or nothing but the fellowship. They stay as they are.

use super::{Draft, Held};
use crate::clean::day;
use crate::clean::time::time;
use crate::fellowship::Fellowship;
use crate::format::context::{Fault, Feed};
use crate::format::json::Record;
use crate::meeting::Inferred;
use crate::notice::{Code, SAMPLES_KEPT};
use crate::schedule::{Slot, Weekday};
use jiff::ToSpan;
use jiff::civil::Time;
use regex::Regex;
use serde_json::value::RawValue;
use std::sync::LazyLock;

/// The fields that names stand in.
const FIELDS: [&str; 3] = ["name", "meeting_name", "meeting"];
/// Days that are also numbers, in Portuguese and in Spanish.
const ALSO_NUMBERS: [&str; 6] = ["segunda", "terca", "terça", "quarta", "quinta", "sexta"];

/// Tells each record at most once.
pub(super) fn judge<'a>(feed: &mut Feed<'a>, drafts: &[Draft<'a>]) {
    for draft in drafts.iter().filter(|draft| !draft.meeting.inferred.contains(&Inferred::Name)) {
        let Some(words) = repeated(&draft.meeting.name, draft.meeting.fellowship, &draft.slots) else {
            continue;
        };
        let has_room = feed.notices.count(Code::NameRedundant) < SAMPLES_KEPT as u64;
        let field = if has_room { field_of_name(draft.anchor.raw) } else { FIELDS[0] };
        feed.note(&draft.anchor, Fault::new(Code::NameRedundant).field(field).value(words));
    }
}

fn field_of_name(raw: &RawValue) -> &'static str {
    let record = Record::split(raw).unwrap_or_default();
    FIELDS.into_iter().find(|field| record.get(field).is_some()).unwrap_or(FIELDS[0])
}

/// The words that say nothing new.
fn repeated(name: &str, fellowship: Fellowship, slots: &[Held]) -> Option<String> {
    if is_only_fellowship(name, fellowship) {
        return Some(name.to_owned());
    }
    repeated_days(name, slots).or_else(|| repeated_time(name, slots))
}

/// `NA`, `Narcotics Anonymous meeting`.
fn is_only_fellowship(name: &str, fellowship: Fellowship) -> bool {
    let is_of_it = |name: &str| Fellowship::from_name(name) == Some(fellowship);
    if fellowship == Fellowship::other() {
        return false;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let says_nothing =
        |word: &&str| matches!(word.to_lowercase().as_str(), "meeting" | "meetings" | "group" | "groups");
    let end = words.iter().rposition(|word| !says_nothing(word)).map_or(0, |last| last + 1);
    is_of_it(name) || end < words.len() && is_of_it(&words[..end].join(" "))
}

/// Weekdays in full, where they are exactly those of the schedule; short ones are words too, as `sun` and `mar`.
fn repeated_days(name: &str, slots: &[Held]) -> Option<String> {
    let mut named: Vec<(Weekday, &str)> = Vec::new();
    let mut before = "";
    for word in name.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()) {
        let is_long = word.chars().count() >= 5 && !is_number(word);
        // Santo Domingo is a town
        let is_place = before.eq_ignore_ascii_case("santo");
        let day = day::named(word).filter(|_| is_long && !is_place);
        named.extend(day.filter(|day| !named.iter().any(|(known, _)| known == day)).map(|day| (day, word)));
        before = word;
    }
    let mut held: Vec<Weekday> = slots.iter().filter_map(|held| held.slot.weekday()).collect();
    let mut days: Vec<Weekday> = named.iter().map(|(day, _)| *day).collect();
    for list in [&mut held, &mut days] {
        list.sort_unstable();
        list.dedup();
    }
    let words: Vec<&str> = named.iter().map(|(_, word)| *word).collect();
    (!days.is_empty() && days == held).then(|| words.join(", "))
}

fn is_number(word: &str) -> bool {
    let folded = word.to_lowercase();
    ALSO_NUMBERS.contains(&folded.trim_end_matches('s'))
}

/// A clock time that the schedule has; without a half of the day it may be in either.
fn repeated_time(name: &str, slots: &[Held]) -> Option<String> {
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b\d{1,2}(?:[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)")
            .expect("the pattern is checked by every test")
    });
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let starts: Vec<Time> = slots
        .iter()
        .filter_map(|held| match held.slot {
            Slot::Weekly { start, .. } => Some(start),
            _ => None,
        })
        .collect();
    let is_start = |words: &str| {
        let Some(read) = time(words) else { return false };
        let has_half = words.ends_with(|c: char| !c.is_ascii_digit());
        let half_a_day_later = read.time.wrapping_add(12.hours());
        starts.iter().any(|&start| start == read.time || !has_half && start == half_a_day_later)
    };
    CLOCK.find_iter(name).map(|found| found.as_str()).find(|words| is_start(words)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn held(weekday: Weekday, start: &str) -> Held {
        Slot::Weekly { weekday, start: time(start).unwrap().time, minutes: None }.into()
    }

    /// What a meeting of NA on Mondays at half past seven in the evening says twice.
    fn twice(name: &str) -> Option<String> {
        repeated(name, Fellowship::parse("na").unwrap(), &[held(Weekday::Mon, "19:30")])
    }

    #[test]
    fn days_times_and_fellowships_are_said_twice() {
        for (name, words) in [
            ("Monday Night Lantern", "Monday"),
            ("Lantern (Mondays)", "Mondays"),
            ("Lunes de Luz", "Lunes"),
            ("MONDAY Lantern (Monday)", "MONDAY"),
            ("Lantern 7:30 PM", "7:30 PM"),
            ("7.30pm Lantern", "7.30pm"),
            ("7:30 Lantern", "7:30"),
            ("19:30 Lantern", "19:30"),
            ("NA", "NA"),
            ("N.A. Meeting", "N.A. Meeting"),
            ("Narcotics Anonymous", "Narcotics Anonymous"),
        ] {
            assert_eq!(twice(name).as_deref(), Some(words), "{name}");
        }
    }

    #[test]
    fn other_names_say_something() {
        for name in [
            "",
            "Lantern Street",
            "Tuesday Night Lantern",
            "Monday and Tuesday Lantern",
            "Monday-Friday Lantern",
            "Mon Ami",
            "Segunda Tradición",
            "7:30 AM Lantern",
            "Lantern 8 PM",
            "12 Steps",
            "NA Lantern",
            "AA",
            "Alcoholics Anonymous",
            "Meeting",
        ] {
            assert_eq!(twice(name), None, "{name}");
        }
        let domingo = [held(Weekday::Sun, "10:00")];
        let aa = Fellowship::parse("aa").unwrap();
        assert_eq!(repeated("Grupo Santo Domingo", aa, &domingo), None);
        assert_eq!(repeated("Domingo Feliz", aa, &domingo).as_deref(), Some("Domingo"));
    }

    #[test]
    fn days_of_a_series_are_repeated_where_all_are() {
        let slots = [held(Weekday::Mon, "12:00"), held(Weekday::Wed, "12:00")];
        let of = |name: &str| repeated(name, Fellowship::parse("na").unwrap(), &slots);
        assert_eq!(of("Monday & Wednesday Noon").as_deref(), Some("Monday, Wednesday"));
        assert_eq!(of("Monday Noon"), None);
        assert_eq!(of("Nooners at 12:00").as_deref(), Some("12:00"));
    }

    proptest! {
        #[test]
        fn any_name_is_survived(name in "\\PC{0,40}") {
            let words = twice(&name);
            prop_assert!(words.is_none_or(|words| !words.is_empty()));
        }
    }
}
