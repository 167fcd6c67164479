//! A first date and a recurrence rule, as calendars have them.

use super::length;
use super::{When, published, repeat, words};
use crate::format::context::{Fault, Places, RecordReader};
use crate::format::finish::Held;
use crate::notice::Code;
use crate::schedule::{DateOrDateTime, Repeat, RuleFault, Slot, Slots, Weekday, Weeks, rule};
use crate::zone::Zone;
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan, Unit};
use serde_json::Value;

const DATE_LENGTH: usize = "2026-03-01".len();

/// `None` where the record has no first date.
pub(super) fn read(record: &mut RecordReader<'_, '_>, own: Option<&Zone>) -> Option<When> {
    let text = record.scalar("starts")?;
    let Ok(starts) = text.parse::<DateTime>() else {
        record.note(Fault::new(Code::TimeInvalid).field("starts").value(text.clone()));
        return Some(When::single(Slot::Unparsed, Some(published(&text))));
    };
    let minutes = minutes(record, starts);
    let rule_text = record.scalar("rrule");
    let exdates: Vec<DateOrDateTime> = dates(record, "exdates");
    let rdates = dates(record, "rdates");
    let rdates: Vec<DateTime> = rdates
        .into_iter()
        .map(|date| match date {
            DateOrDateTime::At(at) => at,
            DateOrDateTime::Date(date) => date.to_datetime(starts.time()),
        })
        .collect();
    let zone = own.or(record.feed.source.timezone.as_ref()).cloned();
    match rule(rule_text.as_deref(), starts, minutes, &exdates, &rdates, zone.as_ref()) {
        Ok(slots) if !slots.is_empty() => {
            let moved = own.and_then(|own| out_of_export(record, own, starts, &slots));
            let (slots, zone) = moved.map_or((slots, None), |(slots, zone)| (slots, Some(zone)));
            let is_whole_day = text.trim().len() == DATE_LENGTH;
            let is_open_ended = record.has("open_ended");
            let held = |(slot, repeat): (Slot, Option<Box<Repeat>>)| {
                let repeat = if is_open_ended { repeat.and_then(|repeat| endless(*repeat)) } else { repeat };
                let slot = match slot {
                    Slot::Weekly { weekday, .. } if is_whole_day => Slot::DayOnly { weekday },
                    other => other,
                };
                Held { slot, repeat }
            };
            let slots = slots.into_iter().map(held).collect();
            Some(When { slots, text: None, zone })
        }
        outcome => {
            let code = match outcome {
                Err(RuleFault::TooMany) => Code::RecurrenceLimit,
                _ => Code::RecurrenceUnsupported,
            };
            let shown = rule_text.unwrap_or_else(|| text.clone());
            record.note(Fault::new(code).field("rrule").value(shown.clone()));
            let words = format!("{shown}, {}", starts.strftime("%-d %B %Y %H:%M"));
            Some(When::single(Slot::Unparsed, Some(published(&words))))
        }
    }
}

/// A rule concluded from dates that were published one by one: it has neither the first nor the last of them for a
/// limit, and the same rhythm is the same rule, whichever dates are published at present.
fn endless(held: Repeat) -> Option<Box<Repeat>> {
    const MONDAY: Date = jiff::civil::date(2001, 1, 1);
    let weeks = match held.weeks {
        Weeks::Interval { weeks, from } => {
            let days = from.since((Unit::Day, MONDAY)).map_or(0, |span| span.get_days());
            let first = days.rem_euclid(7 * i32::from(weeks.max(1)));
            Weeks::Interval { weeks, from: MONDAY.checked_add(first.days()).unwrap_or(from) }
        }
        other => other,
    };
    let held = Repeat { weeks, from: None, until: None, ..held };
    (!held.is_every_week()).then(|| Box::new(held))
}

fn minutes(record: &mut RecordReader<'_, '_>, starts: DateTime) -> Option<u16> {
    let Some(text) = record.scalar("ends") else { return length::stated(record) };
    let length = text.parse::<DateTime>().ok().map(|ends| ends.duration_since(starts).as_mins());
    match length {
        Some(length @ 1..=1440) => {
            if length > 12 * 60 {
                record.note(Fault::new(Code::DurationSuspicious).field("ends").value(text));
            }
            u16::try_from(length).ok()
        }
        Some(_) => {
            record.note(Fault::new(Code::DurationSuspicious).field("ends").value(text).costs_the_field());
            None
        }
        None => {
            record.note(Fault::new(Code::TimeInvalid).field("ends").value(text));
            None
        }
    }
}

fn dates(record: &mut RecordReader<'_, '_>, field: &str) -> Vec<DateOrDateTime> {
    let members = match record.value(field) {
        Some(Value::Array(members)) => members,
        Some(single) => vec![single],
        None => return Vec::new(),
    };
    let mut dates = Vec::with_capacity(members.len());
    for member in &members {
        match DateOrDateTime::parse(&words(member)) {
            Some(date) => dates.push(date),
            None => record.note(Fault::new(Code::TimeInvalid).field(field).value(words(member))),
        }
    }
    dates
}

/// Slots in the zone of the source, where all that the records name is the zone of whoever exported them: the first
/// start is the right instant, but the clocks of the meeting are those of the source.
fn out_of_export(
    record: &mut RecordReader<'_, '_>,
    own: &Zone,
    starts: DateTime,
    slots: &Slots,
) -> Option<(Slots, Zone)> {
    let Places::Rows(rows) = record.feed.places else { return None };
    let zone = record.feed.source.timezone.clone().filter(|zone| zone != own)?;
    if rows.exporter_zone.as_deref() != Some(own.name()) {
        return None;
    }
    let moved = starts.to_zoned(own.rules()).ok()?.with_time_zone(zone.rules()).datetime();
    let days = moved.date().since((Unit::Day, starts.date())).ok()?.get_days();
    let shift = moved.duration_since(starts);
    let slots = slots.iter().map(|held| shifted(held, days, shift)).collect::<Option<Slots>>()?;
    let fault = Fault::new(Code::TimezoneMismatch).field("timezone").value(own.name());
    record.note(fault.corrected(zone.name()));
    Some((slots, zone))
}

fn shifted(
    (slot, held): &(Slot, Option<Box<Repeat>>),
    days: i32,
    shift: SignedDuration,
) -> Option<(Slot, Option<Box<Repeat>>)> {
    let Slot::Weekly { weekday, start, minutes } = *slot else { return None };
    let date = |date: Date| date.checked_add(days.days()).ok();
    let week = i32::from(weekday.days_from_sunday()) + days;
    let weekday = Weekday::from_sunday(u8::try_from(week.rem_euclid(7)).ok()?)?;
    let slot = Slot::Weekly { weekday, start: start.wrapping_add(shift), minutes };
    let Some(held) = held else { return Some((slot, repeat(Weeks::Every))) };
    let weeks = match held.weeks {
        Weeks::OfMonth(_) if days != 0 => return None,
        Weeks::Interval { weeks, from } => Weeks::Interval { weeks, from: date(from)? },
        other => other,
    };
    let all = |dates: &[Date]| dates.iter().map(|day| date(*day)).collect::<Option<Vec<_>>>();
    let held = Repeat {
        weeks,
        from: held.from.and_then(date),
        until: held.until.and_then(date),
        except: all(&held.except)?,
        extra: held.extra.iter().map(|at| at.checked_add(shift).ok()).collect::<Option<Vec<_>>>()?,
    };
    Some((slot, Some(Box::new(held))))
}
