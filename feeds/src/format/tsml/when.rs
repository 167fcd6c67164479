//! Day and time. What is not understood stays the publisher's words and is never put under a guessed day.

use crate::clean::anonymity;
use crate::clean::day::{self, ReadDay};
use crate::clean::text;
use crate::clean::time::{ReadTime, time};
use crate::format::context::{Fault, RecordReader};
use crate::format::finish::Held;
use crate::notice::Code;
use crate::schedule::{Slot, Weekday};
use jiff::civil::Time;
use serde_json::Value;

/// What a record says about when.
pub(super) struct When {
    /// One slot a day; never empty.
    pub(super) slots: Vec<Held>,
    /// The publisher's words, where the slots do not say all.
    pub(super) text: Option<String>,
}

enum Days {
    None,
    Known(Vec<Weekday>),
    Invalid(String),
}

enum Start {
    None,
    At(Time),
    ByAppointment,
    Always,
    Invalid(String),
}

pub(super) fn read(record: &mut RecordReader<'_, '_>) -> When {
    let days = days(record);
    let (start, field) = start(record);
    let minutes = match start {
        Start::At(time) => minutes(record, time),
        _ => None,
    };
    let single = |slot: Slot, text: Option<String>| When { slots: vec![slot.into()], text };
    match (days, start) {
        (_, Start::Always) => single(Slot::AlwaysOn, None),
        (Days::None, Start::ByAppointment) => single(Slot::ByAppointment, None),
        (Days::None, Start::None) => {
            record.note(Fault::new(Code::TimeMissing));
            single(Slot::ByAppointment, None)
        }
        (Days::None, Start::At(time)) => {
            // without a day there is no week to put it in
            let words = time.strftime("%H:%M").to_string();
            record.note(Fault::new(Code::TimeMissing).field(field).value(words.clone()));
            single(Slot::ByAppointment, Some(words))
        }
        (Days::None, Start::Invalid(words)) => single(Slot::Unparsed, Some(words)),
        (Days::Invalid(words), start) => {
            let words = match start {
                Start::At(time) => format!("{words}, {}", time.strftime("%H:%M")),
                Start::Invalid(time) => format!("{words}, {time}"),
                _ => words,
            };
            single(Slot::Unparsed, Some(words))
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
            let slot = |weekday| match weekly {
                Some(start) => Slot::Weekly { weekday, start, minutes },
                None => Slot::DayOnly { weekday },
            };
            When { slots: days.into_iter().map(slot).map(Held::from).collect(), text }
        }
    }
}

fn days(record: &mut RecordReader<'_, '_>) -> Days {
    let Some(value) = record.value("day") else { return Days::None };
    let members = match value {
        Value::Array(members) => members,
        Value::Object(members) => members.into_iter().map(|(_, member)| member).collect(),
        single => vec![single],
    };
    let mut days: Vec<Weekday> = Vec::new();
    let mut invalid: Vec<String> = Vec::new();
    for member in members.iter().filter(|member| !member.is_null()) {
        match day_member(member) {
            Some(read) => {
                let is_plain = read.iter().all(|read| read.plain);
                let found: Vec<Weekday> = read.iter().map(|read| read.day).collect();
                if !is_plain {
                    let names: Vec<&str> = found.iter().map(|day| day.name()).collect();
                    let fault = Fault::new(Code::DayFormat).field("day").value(words(member));
                    record.note(fault.corrected(names.join(", ")));
                }
                days.extend(found);
            }
            None if is_by_appointment(&words(member)) => {}
            None => {
                let words = words(member);
                record.note(Fault::new(Code::DayInvalid).field("day").value(words.clone()));
                invalid.push(words);
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    if days.len() > 1 {
        let names: Vec<&str> = days.iter().map(|day| day.id()).collect();
        record.note(Fault::new(Code::DayListExpanded).field("day").value(names.join(", ")));
    }
    match (days.is_empty(), invalid.is_empty()) {
        (false, _) => Days::Known(days),
        (true, true) => Days::None,
        (true, false) => Days::Invalid(published(&invalid.join(", "))),
    }
}

/// One day, or the days of a text that lists several.
fn day_member(member: &Value) -> Option<Vec<ReadDay>> {
    match member {
        Value::Number(number) => {
            let whole =
                number.as_i64().or_else(|| number.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i64))?;
            day::tsml_number(whole).map(|read| vec![read])
        }
        Value::String(text) => {
            let folded = text.trim().to_lowercase();
            if matches!(folded.as_str(), "daily" | "every day" | "everyday" | "7 days a week") {
                return Some(Weekday::ALL.map(|day| ReadDay { day, plain: false }).to_vec());
            }
            if let Some(read) = day::tsml_text(text) {
                return Some(vec![read]);
            }
            let parts = folded.replace(" and ", ",");
            let parts: Vec<&str> = parts.split([',', ';', '/', '&', '|']).map(str::trim).collect();
            if parts.len() < 2 {
                return None;
            }
            let read = |part: &&str| day::tsml_text(part).map(|read| ReadDay { plain: false, ..read });
            parts.iter().filter(|part| !part.is_empty()).map(read).collect()
        }
        _ => None,
    }
}

fn start(record: &mut RecordReader<'_, '_>) -> (Start, &'static str) {
    for field in ["time", "start_time"] {
        let Some(value) = record.value(field) else { continue };
        let words = words(&value);
        let read = match &value {
            Value::String(text) => time(text),
            _ => None,
        };
        let start = match read {
            Some(read) => Start::At(told(record, field, read, &words)),
            None if is_by_appointment(&words) => Start::ByAppointment,
            None if is_always(&words) => Start::Always,
            None => {
                record.note(Fault::new(Code::TimeInvalid).field(field).value(words.clone()));
                Start::Invalid(published(&words))
            }
        };
        return (start, field);
    }
    // the words for display say it where the machine's field is empty
    match record.scalar("time_formatted") {
        Some(words) if is_by_appointment(&words) => (Start::ByAppointment, "time_formatted"),
        Some(words) => match time(&words) {
            Some(read) => (Start::At(told(record, "time_formatted", read, &words)), "time_formatted"),
            None => (Start::None, "time_formatted"),
        },
        None => (Start::None, "time"),
    }
}

fn told(record: &mut RecordReader<'_, '_>, field: &str, read: ReadTime, words: &str) -> Time {
    if !read.plain {
        let corrected = read.time.strftime("%H:%M").to_string();
        record.note(Fault::new(Code::TimeFormat).field(field).value(words).corrected(corrected));
    }
    read.time
}

/// Length in minutes, from the end.
fn minutes(record: &mut RecordReader<'_, '_>, start: Time) -> Option<u16> {
    let value = record.value("end_time")?;
    let words = words(&value);
    let read = match &value {
        Value::String(text) => time(text),
        _ => None,
    };
    let Some(read) = read else {
        record.note(Fault::new(Code::TimeInvalid).field("end_time").value(words));
        return None;
    };
    let end = told(record, "end_time", read, &words);
    let of_day = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
    let mut length = of_day(end) - of_day(start);
    let span = format!("{} to {}", start.strftime("%H:%M"), end.strftime("%H:%M"));
    if length == 0 {
        record.note(Fault::new(Code::DurationSuspicious).field("end_time").value(span).costs_the_field());
        return None;
    }
    let crosses_midnight = length < 0;
    if crosses_midnight {
        length += 24 * 60;
    }
    let is_long = length > 12 * 60;
    match (crosses_midnight, is_long) {
        // morning and afternoon were mixed up; better no end than a meeting that seems to run all night
        (true, true) => {
            record.note(Fault::new(Code::DurationSuspicious).field("end_time").value(span).costs_the_field());
            return None;
        }
        (true, false) => record.note(Fault::new(Code::EndBeforeStart).field("end_time").value(span)),
        (false, true) => record.note(Fault::new(Code::DurationSuspicious).field("end_time").value(span)),
        (false, false) => {}
    }
    u16::try_from(length).ok()
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
