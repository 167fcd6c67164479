//! The rules of a zone as a VTIMEZONE: what holds when the first event begins, and every change after it. Changes that
//! come back each year in the same way become a rule, others stay dates.

use super::lines::Lines;
use everyroom_feeds::zone::Zone;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::ops::Range;

/// Changes are looked at for so many years: days of the week and dates meet in all ways within 28.
const YEARS: i16 = 28;
/// Changes that follow no rule are told for so many years.
const TOLD_YEARS: i16 = 10;
/// So many years in the same way are a rule.
const FEWEST: usize = 3;

/// A change of the clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// The wall time at which it comes, by the clock before.
    at: DateTime,
    kind: Kind,
}

/// What a change leads from and to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind {
    from: Offset,
    to: Offset,
    name: String,
    is_dst: bool,
}

/// Writes the rules that hold from a wall time on.
pub fn write(lines: &mut Lines, zone: &Zone, first: DateTime) {
    let rules = zone.rules();
    lines.put("BEGIN", "VTIMEZONE");
    lines.put("TZID", zone.name());
    for (kind, changes) in grouped(changes(&rules, first)) {
        let rule_from = yearly(&changes);
        let (single, ruled) = changes.split_at(rule_from.as_ref().map_or(changes.len(), |(from, _)| *from));
        if let [start, others @ ..] = single {
            let last_told = first.year().saturating_add(TOLD_YEARS);
            let others: Vec<DateTime> = others.iter().copied().filter(|at| at.year() <= last_told).collect();
            observance(lines, &kind, *start, None, &others);
        }
        if let (Some((_, rule)), [start, ..]) = (rule_from, ruled) {
            observance(lines, &kind, *start, Some(&rule), &[]);
        }
    }
    lines.put("END", "VTIMEZONE");
}

fn observance(lines: &mut Lines, kind: &Kind, start: DateTime, rule: Option<&str>, others: &[DateTime]) {
    let name = if kind.is_dst { "DAYLIGHT" } else { "STANDARD" };
    lines.put("BEGIN", name);
    lines.put("DTSTART", &super::wall(start));
    lines.put("TZOFFSETFROM", &offset(kind.from));
    lines.put("TZOFFSETTO", &offset(kind.to));
    lines.text("TZNAME", &kind.name);
    if let Some(rule) = rule {
        lines.put("RRULE", rule);
    }
    for other in others {
        lines.put("RDATE", &super::wall(*other));
    }
    lines.put("END", name);
}

fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

/// The change that brought what holds at a wall time, and those after it.
fn changes(rules: &TimeZone, first: DateTime) -> Vec<Change> {
    let at =
        rules.to_ambiguous_zoned(first).compatible().map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
    // an event within a fold or a gap belongs to the clock before it
    let at = at.checked_sub(SignedDuration::from_hours(24)).unwrap_or(at);
    let last_year = first.year().saturating_add(YEARS);
    let standing = rules.preceding(at).next();
    let began = standing.as_ref().map(|change| change.timestamp());
    let ahead =
        rules.following(at).take_while(|change| rules.to_datetime(change.timestamp()).year() <= last_year);
    let mut changes: Vec<Change> = Vec::new();
    if began.is_none() {
        let info = rules.to_offset_info(at);
        let kind = Kind {
            from: info.offset(),
            to: info.offset(),
            name: info.abbreviation().to_owned(),
            is_dst: info.dst().is_dst(),
        };
        let beginning = jiff::civil::date(1970, 1, 1).to_datetime(jiff::civil::Time::midnight());
        changes.push(Change { at: beginning, kind });
    }
    for change in standing.into_iter().chain(ahead) {
        let before =
            change.timestamp().checked_sub(SignedDuration::from_secs(1)).unwrap_or(change.timestamp());
        let from = rules.to_offset(before);
        let kind = Kind {
            from,
            to: change.offset(),
            name: change.abbreviation().to_owned(),
            is_dst: change.dst().is_dst(),
        };
        changes.push(Change { at: from.to_datetime(change.timestamp()), kind });
    }
    changes
}

/// Changes of one kind together, in the order in which the kinds first come.
fn grouped(changes: Vec<Change>) -> Vec<(Kind, Vec<DateTime>)> {
    let mut groups: Vec<(Kind, Vec<DateTime>)> = Vec::new();
    for Change { at, kind } in changes {
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, starts)) => starts.push(at),
            None => groups.push((kind, vec![at])),
        }
    }
    groups
}

/// From which change on they come back each year for good, and the rule.
fn yearly(changes: &[DateTime]) -> Option<(usize, String)> {
    (0..changes.len().saturating_sub(FEWEST - 1)).find_map(|from| {
        let run = &changes[from..];
        // rules that end before the years that were looked at are none
        let lasts = run.last().zip(run.first()).is_some_and(|(last, first)| {
            usize::try_from(last.year() - first.year()).ok() == Some(run.len() - 1)
                && run.len() > usize::from(TOLD_YEARS.unsigned_abs())
        });
        let day = rule_of(run).filter(|_| lasts)?;
        Some((from, format!("FREQ=YEARLY;BYMONTH={};{day}", run[0].month())))
    })
}

/// The day of the month on which they all come.
fn rule_of(run: &[DateTime]) -> Option<String> {
    let first = run[0];
    let is_alike = run.windows(2).all(|pair| pair[1].year() == pair[0].year() + 1)
        && run.iter().all(|at| {
            (at.month(), at.weekday(), at.time()) == (first.month(), first.weekday(), first.time())
        });
    if !is_alike {
        return None;
    }
    let day = match first.weekday() {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    };
    let days = span(run.iter().map(|at| at.day()));
    let is_last = run.iter().all(|at| at.day() + 7 > at.date().days_in_month());
    match days {
        _ if is_last => Some(format!("BYDAY=-1{day}")),
        Range { start, end } if (start - 1) / 7 == (end - 2) / 7 => {
            Some(format!("BYDAY={}{day}", (start - 1) / 7 + 1))
        }
        Range { start, end } if end - start == 7 => {
            let days: Vec<String> = (start..end).map(|day| day.to_string()).collect();
            Some(format!("BYDAY={day};BYMONTHDAY={}", days.join(",")))
        }
        _ => None,
    }
}

fn span(days: impl Iterator<Item = i8> + Clone) -> Range<i8> {
    days.clone().min().unwrap_or(0)..days.max().unwrap_or(0) + 1
}
