//! When a meeting is held: by a day and a time, by a recurrence rule, or in words. What is not understood stays the
//! publisher's words and is never put under a guessed day.

mod days;
mod length;
mod rule;
mod spoken;
mod start;

use crate::clean::anonymity;
use crate::clean::text;
use crate::format::context::{Fault, RecordReader};
use crate::format::finish::Held;
use crate::notice::Code;
use crate::schedule::{Repeat, Slot, Weeks};
use crate::zone::Zone;
use days::Days;
use serde_json::Value;
use start::Start;

/// What a record says about when.
pub(super) struct When {
    /// One slot a day; never empty.
    pub(super) slots: Vec<Held>,
    /// The publisher's words, where the slots do not say all.
    pub(super) text: Option<String>,
    /// The zone that the words name, or that is right instead of the one that the record names.
    pub(super) zone: Option<Zone>,
}

impl When {
    fn single(slot: Slot, text: Option<String>) -> Self {
        Self { slots: vec![slot.into()], text, zone: None }
    }
}

/// `always_on` where the codes of the record say that it can be attended at any time.
pub(super) fn read(record: &mut RecordReader<'_, '_>, always_on: bool, own_zone: Option<&Zone>) -> When {
    if let Some(when) = rule::read(record, own_zone) {
        return when;
    }
    let days = days::read(record);
    let start = start::read(record);
    if matches!((&days, &start.start), (Days::None, Start::None)) {
        return spoken::read(record).unwrap_or_else(|| without_words(record, always_on));
    }
    by_day_and_time(record, days, start)
}

fn without_words(record: &mut RecordReader<'_, '_>, always_on: bool) -> When {
    if always_on {
        return When::single(Slot::AlwaysOn, None);
    }
    record.note(Fault::new(Code::TimeMissing));
    When::single(Slot::ByAppointment, None)
}

fn by_day_and_time(record: &mut RecordReader<'_, '_>, days: Days, read: start::ReadStart) -> When {
    let start::ReadStart { start, field, minutes: spoken_minutes } = read;
    let minutes = match start {
        Start::At(time) => length::read(record, time).or(spoken_minutes),
        _ => None,
    };
    match (days, start) {
        (_, Start::Always) => When::single(Slot::AlwaysOn, None),
        (Days::None, Start::ByAppointment | Start::None) => When::single(Slot::ByAppointment, None),
        (Days::None, Start::At(time)) => {
            // without a day there is no week to put it in
            let words = time.strftime("%H:%M").to_string();
            record.note(Fault::new(Code::TimeMissing).field(field).value(words.clone()));
            When::single(Slot::ByAppointment, Some(words))
        }
        (Days::None, Start::Invalid(words)) => When::single(Slot::Unparsed, Some(words)),
        (Days::Unknown(words), start) => {
            let words = match start {
                Start::At(time) => format!("{words}, {}", time.strftime("%H:%M")),
                Start::Invalid(time) => format!("{words}, {time}"),
                _ => words,
            };
            When::single(Slot::Unparsed, Some(words))
        }
        (Days::Known(days), start) => {
            let (weekly, text) = match start {
                Start::At(time) => (Some(time), None),
                Start::Invalid(words) => (None, Some(words)),
                Start::ByAppointment => (None, Some("by appointment".to_owned())),
                Start::None | Start::Always => {
                    record.note(Fault::new(Code::TimeMissing).field("time"));
                    (None, None)
                }
            };
            let held = |(weekday, weeks): (_, Weeks)| {
                let slot = match weekly {
                    Some(start) => Slot::Weekly { weekday, start, minutes },
                    None => Slot::DayOnly { weekday },
                };
                Held { slot, repeat: repeat(weeks) }
            };
            When { slots: days.into_iter().map(held).collect(), text, zone: None }
        }
    }
}

fn repeat(weeks: Weeks) -> Option<Box<Repeat>> {
    (weeks != Weeks::Every).then(|| Box::new(Repeat { weeks, ..Repeat::default() }))
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

/// Words that are shown in place of a schedule.
fn published(words: &str) -> String {
    let masked = anonymity::notes(&text::line(words).text).text;
    masked.chars().take(200).collect()
}

fn is_by_appointment(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "appointment" | "by appointment" | "by appt" | "by appt." | "appt"
    )
}

fn is_always(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "24/7" | "ongoing" | "anytime" | "any time" | "always" | "always open"
    )
}
