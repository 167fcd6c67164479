//! Weekday, start and length of a BMLT row. Sunday is 1; a length of `24:00:00` is a whole day.

use crate::clean::anonymity;
use crate::clean::day::bmlt_text;
use crate::clean::duration;
use crate::clean::text;
use crate::clean::time::time;
use crate::format::context::{Fault, RecordReader};
use crate::notice::Code;
use crate::schedule::{Slot, Weekday};
use jiff::civil::Time;

/// The slot, and the publisher's words where it does not say all.
pub(super) fn read(record: &mut RecordReader<'_, '_>) -> (Slot, Option<String>) {
    let (weekday, day_words) = weekday(record);
    let (start, time_words) = start(record);
    let words: Vec<String> = [day_words, time_words].into_iter().flatten().collect();
    let text = (!words.is_empty()).then(|| words.join(", "));
    match (weekday, start) {
        (Some(weekday), Some(start)) => {
            let minutes = minutes(record);
            (Slot::Weekly { weekday, start, minutes }, text)
        }
        (Some(weekday), None) => (Slot::DayOnly { weekday }, text),
        (None, start) => match (text, start) {
            (None, None) => (Slot::ByAppointment, None),
            (None, Some(start)) => (Slot::ByAppointment, Some(start.strftime("%H:%M").to_string())),
            (Some(words), None) => (Slot::Unparsed, Some(words)),
            (Some(words), Some(start)) => {
                (Slot::Unparsed, Some(format!("{words}, {}", start.strftime("%H:%M"))))
            }
        },
    }
}

fn weekday(record: &mut RecordReader<'_, '_>) -> (Option<Weekday>, Option<String>) {
    let Some(words) = record.scalar("weekday_tinyint") else {
        record.note(Fault::new(Code::TimeMissing).field("weekday_tinyint"));
        return (None, None);
    };
    match bmlt_text(&words) {
        Some(read) => {
            if !read.plain {
                let fault = Fault::new(Code::DayFormat).field("weekday_tinyint").value(words);
                record.note(fault.corrected(read.day.name()));
            }
            (Some(read.day), None)
        }
        None => {
            record.note(Fault::new(Code::DayInvalid).field("weekday_tinyint").value(words.clone()));
            (None, Some(published(&words)))
        }
    }
}

fn start(record: &mut RecordReader<'_, '_>) -> (Option<Time>, Option<String>) {
    let Some(words) = record.scalar("start_time") else {
        record.note(Fault::new(Code::TimeMissing).field("start_time"));
        return (None, None);
    };
    match time(&words) {
        Some(read) => {
            let is_plain =
                read.plain || words.len() == 8 && words.starts_with(&read.time.strftime("%H:%M").to_string());
            if !is_plain {
                let corrected = read.time.strftime("%H:%M").to_string();
                record
                    .note(Fault::new(Code::TimeFormat).field("start_time").value(words).corrected(corrected));
            }
            (Some(read.time), None)
        }
        None => {
            record.note(Fault::new(Code::TimeInvalid).field("start_time").value(words.clone()));
            (None, Some(published(&words)))
        }
    }
}

fn minutes(record: &mut RecordReader<'_, '_>) -> Option<u16> {
    let words = record.scalar("duration_time")?;
    let Some(minutes) = duration::minutes(&words) else {
        record.note(Fault::new(Code::ValueUnexpected).field("duration_time").value(words));
        return None;
    };
    if minutes == 0 || minutes > 12 * 60 {
        record.note(Fault::new(Code::DurationSuspicious).field("duration_time").value(words));
    }
    u16::try_from(minutes).ok().filter(|minutes| (1..=24 * 60).contains(minutes))
}

fn published(words: &str) -> String {
    anonymity::notes(&text::line(words).text).text.chars().take(200).collect()
}
