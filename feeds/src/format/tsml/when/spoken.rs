//! A whole schedule in words, as `Mondays & Thursdays 7-8:30pm (ET)`.

use super::length;
use super::{When, is_always, is_by_appointment, published, repeat};
use crate::clean::spoken::{self, SpokenSlot};
use crate::format::context::{Fault, RecordReader};
use crate::format::finish::Held;
use crate::notice::Code;
use crate::schedule::{Slot, Weeks};

const FIELD: &str = "schedule";

/// `None` where the record has no such words.
pub(super) fn read(record: &mut RecordReader<'_, '_>) -> Option<When> {
    let text = record.scalar(FIELD)?;
    if is_always(&text) {
        return Some(When::single(Slot::AlwaysOn, None));
    }
    if is_by_appointment(&text) {
        return Some(When::single(Slot::ByAppointment, None));
    }
    let Some(read) = spoken::schedule(&text) else {
        record.note(Fault::new(Code::TimeInvalid).field(FIELD).value(text.clone()));
        return Some(When::single(Slot::Unparsed, Some(published(&text))));
    };
    let is_counted = read.slots.iter().all(|slot| slot.weeks.is_some());
    if !is_counted {
        record.note(Fault::new(Code::RecurrenceUnsupported).field(FIELD).value(text.clone()));
        return Some(When { zone: read.zone, ..When::single(Slot::Unparsed, Some(published(&text))) });
    }
    let has_days = read.slots.iter().all(|slot| slot.day.is_some());
    if !has_days {
        record.note(Fault::new(Code::TimeMissing).field(FIELD).value(text.clone()));
        return Some(When { zone: read.zone, ..When::single(Slot::ByAppointment, Some(published(&text))) });
    }
    let stated = match read.slots.iter().any(|slot| slot.minutes.is_none() && slot.start.is_some()) {
        true => length::stated(record),
        false => None,
    };
    let slots: Vec<Held> = read.slots.iter().filter_map(|slot| held(slot, stated)).collect();
    if slots.iter().any(|held| matches!(held.slot, Slot::DayOnly { .. })) {
        record.note(Fault::new(Code::TimeMissing).field(FIELD).value(text));
    }
    Some(When { slots, text: read.rest.map(|rest| published(&rest)), zone: read.zone })
}

fn held(read: &SpokenSlot, stated: Option<u16>) -> Option<Held> {
    let weekday = read.day?;
    let slot = match read.start {
        Some(start) => Slot::Weekly { weekday, start, minutes: read.minutes.or(stated) },
        None => Slot::DayOnly { weekday },
    };
    Some(Held { slot, repeat: repeat(read.weeks.unwrap_or(Weeks::Every)) })
}
