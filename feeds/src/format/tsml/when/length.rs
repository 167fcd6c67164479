//! How long a meeting lasts: by its end, or by a length.

use super::start::told;
use super::words;
use crate::clean::duration::spoken_minutes;
use crate::clean::spoken;
use crate::clean::time::{ReadTime, time};
use crate::format::context::{Fault, RecordReader};
use crate::notice::Code;
use jiff::civil::Time;
use serde_json::Value;

/// Minutes, by the end or by the length that is stated.
pub(super) fn read(record: &mut RecordReader<'_, '_>, start: Time) -> Option<u16> {
    by_end(record, start).or_else(|| stated(record))
}

/// The length that is stated as such.
pub(super) fn stated(record: &mut RecordReader<'_, '_>) -> Option<u16> {
    let value = record.value("duration")?;
    let words = words(&value);
    let minutes = spoken_minutes(&words).and_then(|minutes| u16::try_from(minutes).ok());
    let Some(minutes) = minutes else {
        let fault = Fault::new(Code::DurationSuspicious).field("duration").value(words);
        record.note(fault.costs_the_field());
        return None;
    };
    if minutes > 12 * 60 {
        record.note(Fault::new(Code::DurationSuspicious).field("duration").value(words));
    }
    Some(minutes)
}

/// Length in minutes, from the end.
fn by_end(record: &mut RecordReader<'_, '_>, start: Time) -> Option<u16> {
    let value = record.value("end_time")?;
    let words = words(&value);
    let read = match &value {
        Value::String(text) => time(text).or_else(|| {
            let (time, _) = spoken::span(text)?;
            Some(ReadTime { time, plain: false })
        }),
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
