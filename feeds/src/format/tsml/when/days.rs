//! The days of a record: numbers, names, lists, and words such as `2nd and 4th Wednesday`.

use super::{is_always, is_by_appointment, published, words};
use crate::clean::day::{self, ReadDay};
use crate::clean::spoken;
use crate::format::context::{Fault, RecordReader};
use crate::notice::Code;
use crate::schedule::{Weekday, Weeks};
use serde_json::Value;

pub(super) enum Days {
    None,
    /// Each day with the weeks it is held in.
    Known(Vec<(Weekday, Weeks)>),
    /// Words that no weekly slot can say.
    Unknown(String),
}

pub(super) fn read(record: &mut RecordReader<'_, '_>) -> Days {
    let Some(value) = record.value("day") else { return Days::None };
    let members = match value {
        Value::Array(members) => members,
        Value::Object(members) => members.into_iter().map(|(_, member)| member).collect(),
        single => vec![single],
    };
    let mut days: Vec<(Weekday, Weeks)> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for member in members.iter().filter(|member| !member.is_null()) {
        match plain_member(member) {
            Some(read) => {
                let is_plain = read.iter().all(|read| read.plain);
                if !is_plain {
                    let names: Vec<&str> = read.iter().map(|read| read.day.name()).collect();
                    let fault = Fault::new(Code::DayFormat).field("day").value(words(member));
                    record.note(fault.corrected(names.join(", ")));
                }
                days.extend(read.iter().map(|read| (read.day, Weeks::Every)));
            }
            None if is_by_appointment(&words(member)) || is_always(&words(member)) => {}
            None => match spoken_member(record, member) {
                Ok(read) => days.extend(read),
                Err(words) => unknown.push(words),
            },
        }
    }
    days.sort_by_key(|(day, _)| *day);
    days.dedup();
    if days.len() > 1 {
        let names: Vec<&str> = days.iter().map(|(day, _)| day.id()).collect();
        record.note(Fault::new(Code::DayListExpanded).field("day").value(names.join(", ")));
    }
    match (days.is_empty(), unknown.is_empty()) {
        (false, _) => Days::Known(days),
        (true, true) => Days::None,
        (true, false) => Days::Unknown(published(&unknown.join(", "))),
    }
}

/// Days in words. Every other week can't be counted without a date, so its words are shown instead.
fn spoken_member(record: &mut RecordReader<'_, '_>, member: &Value) -> Result<Vec<(Weekday, Weeks)>, String> {
    let words = words(member);
    let Some(read) = spoken::day(&words) else {
        record.note(Fault::new(Code::DayInvalid).field("day").value(words.clone()));
        return Err(words);
    };
    let counted: Option<Vec<(Weekday, Weeks)>> =
        read.iter().map(|(day, weeks)| weeks.map(|weeks| (*day, weeks))).collect();
    let Some(counted) = counted else {
        record.note(Fault::new(Code::RecurrenceUnsupported).field("day").value(words.clone()));
        return Err(words);
    };
    let names: Vec<&str> = counted.iter().map(|(day, _)| day.name()).collect();
    record.note(Fault::new(Code::DayFormat).field("day").value(words).corrected(names.join(", ")));
    Ok(counted)
}

/// One day, or the days of a text that lists several.
fn plain_member(member: &Value) -> Option<Vec<ReadDay>> {
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
