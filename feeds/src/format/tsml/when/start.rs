//! The time a record starts, which may hold its end too.

use super::{is_always, is_by_appointment, published, words};
use crate::clean::spoken;
use crate::clean::time::{ReadTime, time};
use crate::format::context::{Fault, RecordReader};
use crate::notice::Code;
use jiff::civil::Time;
use serde_json::Value;

pub(super) enum Start {
    None,
    At(Time),
    ByAppointment,
    Always,
    Invalid(String),
}

/// A start, the field it came from, and the length that stood beside it.
pub(super) struct ReadStart {
    pub(super) start: Start,
    pub(super) field: &'static str,
    pub(super) minutes: Option<u16>,
}

impl ReadStart {
    fn new(start: Start, field: &'static str) -> Self {
        Self { start, field, minutes: None }
    }
}

pub(super) fn read(record: &mut RecordReader<'_, '_>) -> ReadStart {
    for field in ["time", "start_time"] {
        let Some(value) = record.value(field) else { continue };
        let words = words(&value);
        let read = match &value {
            Value::String(text) => time(text),
            _ => None,
        };
        if let Some(read) = read {
            return ReadStart::new(Start::At(told(record, field, read, &words)), field);
        }
        return match spoken::span(&words) {
            _ if is_by_appointment(&words) => ReadStart::new(Start::ByAppointment, field),
            _ if is_always(&words) => ReadStart::new(Start::Always, field),
            Some((start, minutes)) => {
                told(record, field, ReadTime { time: start, plain: false }, &words);
                ReadStart { start: Start::At(start), field, minutes }
            }
            None => {
                record.note(Fault::new(Code::TimeInvalid).field(field).value(words.clone()));
                ReadStart::new(Start::Invalid(published(&words)), field)
            }
        };
    }
    // the words for display, or for the day, say it where the machine's field is empty
    const DISPLAYED: &str = "time_formatted";
    if let Some(words) = record.scalar(DISPLAYED) {
        if is_by_appointment(&words) {
            return ReadStart::new(Start::ByAppointment, DISPLAYED);
        }
        if let Some(read) = time(&words) {
            return ReadStart::new(Start::At(told(record, DISPLAYED, read, &words)), DISPLAYED);
        }
    }
    let day = record.value("day").map(|value| words(&value)).unwrap_or_default();
    let start = match () {
        () if is_by_appointment(&day) => Start::ByAppointment,
        () if is_always(&day) => Start::Always,
        () => Start::None,
    };
    ReadStart::new(start, "time")
}

pub(super) fn told(record: &mut RecordReader<'_, '_>, field: &str, read: ReadTime, words: &str) -> Time {
    if !read.plain {
        let corrected = read.time.strftime("%H:%M").to_string();
        record.note(Fault::new(Code::TimeFormat).field(field).value(words).corrected(corrected));
    }
    read.time
}
