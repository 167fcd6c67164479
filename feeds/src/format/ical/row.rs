//! One event as a row.

use super::changes::Change;
use super::clock::{Clock, Stamp};
use super::event::Event;
use super::{Calendars, byday};
use crate::format::instances::Series;
use crate::format::location_text::Whereabouts;
use crate::format::rows::{RowWriter, Rows, Spot};
use crate::format::wall::text;
use crate::notice::{Code, Sample};
use crate::schedule::{DateOrDateTime, Weekday};
use crate::zone::Zone;
use calcard::icalendar::ICalendarProperty;
use jiff::Unit;
use jiff::civil::DateTime;
use std::collections::HashSet;

pub(super) fn write(
    rows: &mut Rows,
    event: &Event<'_>,
    series: Option<&(Series, String)>,
    change: Option<&Change>,
    calendars: &Calendars,
    told_zones: &mut HashSet<String>,
) {
    let name = event.text(&ICalendarProperty::Summary).unwrap_or_default();
    let (pointer, spot) = (event.pointer(), Some((event.component.line, 1)));
    let slug = series.and_then(|(series, key)| series.slug(&name, key)).or_else(|| event.slug());
    let mut teller = Teller { rows, event, name: &name };
    for (property, value) in &event.lost {
        teller.tell(Code::TimeInvalid, property, value, None);
    }
    let mut clock = calendars.clock(event);
    teller.tell_zone(&clock, told_zones);
    let mut rrule = event.rrule.clone();
    if let Some(rule) = &rrule {
        let settled = settle_rule(&mut teller, rule, &mut clock, calendars);
        rrule = Some(settled);
    }
    if let Some(change) = change {
        let value = format!("{} changed instances", change.instances);
        let corrected = format!("{} dates left out, {} added", change.left_out.len(), change.added.len());
        teller.tell(Code::InstancesFolded, "RECURRENCE-ID", &value, Some(corrected));
    }
    if let Some((series, _)) = series {
        series.tell(rows, &name, &pointer, spot);
    }
    let mut row = rows.row(pointer, spot);
    labels(&mut row, event);
    row.text("name", name);
    row.text("slug", slug.unwrap_or_default());
    row.text("timezone", clock.name().unwrap_or_default());
    match series {
        Some((series, _)) => series.write(&mut row),
        None => write_dates(&mut row, event, &clock, calendars, rrule, change),
    }
    write_length(&mut row, event, series.map(|(series, _)| series.starts), &clock, calendars);
    write_words(&mut row, event);
    row.end();
}

struct Teller<'r, 'e, 'a> {
    rows: &'r mut Rows,
    event: &'e Event<'a>,
    name: &'e str,
}

impl Teller<'_, '_, '_> {
    fn tell(&mut self, code: Code, property: &str, value: &str, corrected: Option<String>) {
        let line =
            self.event.component.line_of(property).map_or(self.event.component.line, |line| line.number);
        let sample = Sample {
            record_key: self.event.slug(),
            name: Some(self.name.to_owned()),
            line: Some(line),
            column: Some(1),
            pointer: Some(format!("{}, {property}", self.event.pointer())),
            value: Some(value.to_owned()),
            corrected,
        };
        self.rows.notices.push(code, sample);
    }

    /// Tells a name that had to be understood, once in a document.
    fn tell_zone(&mut self, clock: &Clock, told: &mut HashSet<String>) {
        if let (Some(Stamp::Wall(_, Some(name))), Clock::Known(zone)) = (&self.event.starts, clock)
            && name != zone.name()
            && told.insert(name.clone())
        {
            self.tell(Code::TimezoneAlias, "DTSTART", name, Some(zone.name().to_owned()));
        }
    }
}

/// A rule that is true of the first start on its clock.
///
/// A start in UTC may fall on another day of its calendar's zone than of UTC; the days of the rule move with it, and
/// where they can't, all stays in UTC. And whoever exports a list in one zone for meetings of many may turn the start
/// into that zone but not the day of the rule: then the start is right.
fn settle_rule(
    teller: &mut Teller<'_, '_, '_>,
    rule: &str,
    clock: &mut Clock,
    calendars: &Calendars,
) -> String {
    let Some(starts) = &teller.event.starts else { return rule.to_owned() };
    let Some(wall) = clock.wall(starts, &calendars.zones) else { return rule.to_owned() };
    if let Stamp::Utc(at) = starts {
        let days = wall.date().since((Unit::Day, at.date())).map_or(0, |span| span.get_days());
        return byday::moved(rule, days).unwrap_or_else(|| {
            *clock = Zone::parse("UTC").map_or(Clock::Named(None), Clock::Known);
            rule.to_owned()
        });
    }
    let (Some(day), Some(_)) = (byday::single(rule), &calendars.exporter) else { return rule.to_owned() };
    let own = Weekday::of(wall.date());
    let apart = (7 + own.days_from_sunday() - day.days_from_sunday()) % 7;
    let days = match apart {
        1 => 1,
        6 => -1,
        _ => return rule.to_owned(),
    };
    let moved = byday::moved(rule, days).unwrap_or_else(|| rule.to_owned());
    let value = format!("{rule}, but the first date is a {}", own.name());
    teller.tell(Code::TimezoneMismatch, "RRULE", &value, Some(moved.clone()));
    moved
}

fn write_dates(
    row: &mut RowWriter<'_>,
    event: &Event<'_>,
    clock: &Clock,
    calendars: &Calendars,
    rrule: Option<String>,
    change: Option<&Change>,
) {
    let wall = |stamp: &Stamp| clock.wall(stamp, &calendars.zones);
    match &event.starts {
        Some(Stamp::Date(date)) => row.text("starts", date.to_string()),
        Some(stamp) => row.text("starts", wall(stamp).map(text).unwrap_or_default()),
        None => row,
    };
    row.text("rrule", rrule.unwrap_or_default());
    let date_or_time = |stamp: &Stamp| match stamp {
        Stamp::Date(date) => Some(date.to_string()),
        stamp => wall(stamp).map(text),
    };
    row.list("exdates", event.exdates.iter().filter_map(date_or_time));
    row.list("rdates", event.rdates.iter().filter_map(date_or_time));
    if let Some(change) = change {
        row.list(
            "exdates",
            change.left_out.iter().map(|left_out| match left_out {
                DateOrDateTime::Date(date) => date.to_string(),
                DateOrDateTime::At(at) => text(*at),
            }),
        );
        row.list("rdates", change.added.iter().map(|at| text(*at)));
    }
}

/// The end of the first start, or the length.
fn write_length(
    row: &mut RowWriter<'_>,
    event: &Event<'_>,
    first: Option<DateTime>,
    clock: &Clock,
    calendars: &Calendars,
) {
    let is_timed = matches!(event.starts, Some(Stamp::Wall(..) | Stamp::Utc(_)));
    let Some(minutes) = minutes(event, clock, calendars).filter(|_| is_timed) else { return };
    if event.ends.is_none() || first.is_some() {
        row.value("duration", minutes.into());
    } else if let Some(ends) = event.ends.as_ref().and_then(|ends| clock.wall(ends, &calendars.zones)) {
        row.text("ends", text(ends));
    }
}

/// Length in minutes; wall times of one day are taken apart as such, so that a clock change does not count.
pub(super) fn minutes(event: &Event<'_>, clock: &Clock, calendars: &Calendars) -> Option<i64> {
    let wall = |stamp: &Stamp| clock.wall(stamp, &calendars.zones);
    match &event.ends {
        Some(ends) => {
            let (starts, ends) = (wall(event.starts.as_ref()?)?, wall(ends)?);
            let length = ends.duration_since(starts);
            Some(length.as_mins())
        }
        None => event.minutes,
    }
}

/// What else is said.
fn write_words(row: &mut RowWriter<'_>, event: &Event<'_>) {
    let described = event.text(&ICalendarProperty::Description);
    let described = described.or_else(|| event.text(&ICalendarProperty::StyledDescription));
    row.text("notes", described.unwrap_or_default());
    row.append("notes", &event.text(&ICalendarProperty::Comment).unwrap_or_default());
    for link in event.texts(&ICalendarProperty::Conference) {
        match link.strip_prefix("tel:") {
            Some(phone) => row.text("conference_phone", phone),
            None => row.text("conference_url", link),
        };
    }
    for name in
        ["X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK"]
    {
        row.text(
            "conference_url",
            event.written(name).filter(|link| link.starts_with("http")).unwrap_or_default(),
        );
    }
    let place = event.text(&ICalendarProperty::Location).unwrap_or_default();
    Whereabouts::read(&place).write(row);
    row.text("url", event.text(&ICalendarProperty::Url).unwrap_or_default());
    let apple = event.written("X-APPLE-STRUCTURED-LOCATION").and_then(|link| link.strip_prefix("geo:"));
    let point = event.written("GEO").or(apple).unwrap_or_default();
    row.text("coordinates", point.replace(';', ","));
    row.list("types", event.texts(&ICalendarProperty::Categories));
    if event.is_cancelled() {
        row.text("status", "cancelled");
    }
    if let Some(changed) = event.written("LAST-MODIFIED").and_then(iso) {
        row.text("updated", changed);
    }
}

/// `20260301T190000Z` as `2026-03-01T19:00:00Z`.
fn iso(written: &str) -> Option<String> {
    let zone = if written.ends_with('Z') { "Z" } else { "" };
    let at: DateTime = written.trim_end_matches('Z').parse().ok()?;
    Some(format!("{}{zone}", text(at)))
}

/// What the publisher calls the fields, and where they stand.
fn labels(row: &mut RowWriter<'_>, event: &Event<'_>) {
    const FIELDS: [(&str, &str); 18] = [
        ("name", "SUMMARY"),
        ("slug", "UID"),
        ("starts", "DTSTART"),
        ("timezone", "DTSTART"),
        ("ends", "DTEND"),
        ("duration", "DURATION"),
        ("rrule", "RRULE"),
        ("exdates", "EXDATE"),
        ("rdates", "RDATE"),
        ("notes", "DESCRIPTION"),
        ("location", "LOCATION"),
        ("formatted_address", "LOCATION"),
        ("conference_url", "LOCATION"),
        ("url", "URL"),
        ("coordinates", "GEO"),
        ("types", "CATEGORIES"),
        ("status", "STATUS"),
        ("updated", "LAST-MODIFIED"),
    ];
    for (field, property) in FIELDS {
        if let Some(line) = event.component.line_of(property) {
            let spot: Spot = Some((line.number, 1));
            row.labelled(field, property, spot);
        }
    }
}
