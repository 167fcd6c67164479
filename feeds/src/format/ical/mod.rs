//! iCalendar: events and their rules, which stay rules: no dates are made of them here.
//!
//! The calendar library takes components apart; it does not expand them. Organisers, attendees, contacts and the
//! names of calendars, which are often somebody's address, are never read.

mod byday;
mod changes;
mod clock;
mod event;
mod lines;
mod row;
#[cfg(test)]
mod tests;
mod zones;

use super::instances::{self, Instance, Series};
use super::rows::Rows;
use crate::notice::{Code, Effect, Sample, Severity};
use crate::reading::Refusal;
use calcard::icalendar::ICalendarProperty;
use changes::Changes;
use clock::{Clock, Stamp};
use event::Event;
use lines::{Component, Kind};
use std::collections::HashSet;
use zones::Zones;

/// What is known of the document as a whole.
struct Calendars {
    zones: Zones,
    /// The zone that each calendar says it is in.
    defaults: Vec<Option<crate::zone::Zone>>,
    /// The one zone that all events name without describing it: perhaps that of whoever exported them.
    exporter: Option<String>,
}

/// Brings the document into rows.
pub(super) fn rows(text: &str, rows: &mut Rows) -> Result<(), Refusal> {
    let components = lines::components(text);
    if !components.iter().any(|component| component.kind == Kind::Calendar) {
        return Err(Refusal::new(Code::MalformedIcal, "the document has no BEGIN:VCALENDAR"));
    }
    let events: Vec<Event<'_>> = whole_events(&components, rows);
    let has_events = components.iter().any(|component| component.kind == Kind::Event);
    if events.is_empty() && has_events && rows.notices.count(Code::TruncatedBody) > 0 {
        return Err(Refusal::new(Code::MalformedIcal, "the calendar ends in the middle of its first event"));
    }
    rows.records = Some(rows.records.unwrap_or(0) + count(&components, Kind::Event));
    let calendars = Calendars::read(&components, &events);
    rows.exporter_zone.clone_from(&calendars.exporter);
    let changes = changes::read(&events, &calendars);
    let plans = plan(&events, &changes, &calendars);
    let mut told_zones = HashSet::new();
    for Plan { event, series } in plans {
        row::write(rows, &events[event], series.as_ref(), changes.of(event), &calendars, &mut told_zones);
    }
    Ok(())
}

fn count(components: &[Component], kind: Kind) -> usize {
    components.iter().filter(|component| component.kind == kind).count()
}

/// The events that have an end and may be shown; the others are told.
fn whole_events<'a>(components: &'a [Component], rows: &mut Rows) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    for component in components {
        let place = |value: &str| Sample {
            line: Some(component.line),
            column: Some(1),
            value: Some(value.to_owned()),
            ..Sample::default()
        };
        if component.loose_lines > 0 {
            let value = format!("{} lines are not folded", component.loose_lines);
            rows.notices.push_as(Code::MalformedIcal, Severity::Info, Effect::None, place(&value));
        }
        match component.kind {
            Kind::Event if !component.is_whole => {
                let code = Code::TruncatedBody;
                let sample = place("this event has no END:VEVENT");
                rows.notices.push_as(code, Severity::Error, Effect::RecordDropped, sample);
            }
            Kind::Event => match Event::read(component) {
                Some(event) if event.is_private() => {
                    rows.notices.push(Code::UnpublishedRecord, place("the event is marked as private"));
                }
                Some(event) => events.push(event),
                None => rows.notices.push(Code::RecordUnreadable, place("BEGIN:VEVENT")),
            },
            Kind::Calendar if !component.is_whole => {
                let sample = place("this calendar has no END:VCALENDAR");
                rows.notices.push_as(Code::TruncatedBody, Severity::Warning, Effect::None, sample);
            }
            Kind::Calendar | Kind::Zone => {}
        }
    }
    events
}

impl Calendars {
    fn read(components: &[Component], events: &[Event<'_>]) -> Self {
        let zones = Zones::read(components);
        let default = |calendar: &Component| {
            let names = ["X-WR-TIMEZONE", "TIMEZONE-ID"];
            names.iter().find_map(|name| zones.zone(calendar.line_of(name)?.value()))
        };
        let calendars = components.iter().filter(|component| component.kind == Kind::Calendar);
        let defaults = calendars.map(default).collect();
        let exporter = shared_zone(events).filter(|name| !zones.describes(name));
        let exporter = exporter.and_then(|name| zones.zone(&name)).map(|zone| zone.name().to_owned());
        Self { zones, defaults, exporter }
    }

    /// The zone that an event's times are told in.
    fn clock(&self, event: &Event<'_>) -> Clock {
        let default = self.defaults.get(event.component.calendar).cloned().flatten();
        match &event.starts {
            Some(Stamp::Wall(_, Some(name))) => match self.zones.zone(name) {
                Some(zone) => Clock::Known(zone),
                None => Clock::Named(Some(name.clone())),
            },
            Some(Stamp::Utc(_)) => match default.or_else(|| crate::zone::Zone::parse("UTC")) {
                Some(zone) => Clock::Known(zone),
                None => Clock::Named(None),
            },
            _ => default.map_or(Clock::Named(None), Clock::Known),
        }
    }
}

/// The zone that all events with a time name.
fn shared_zone(events: &[Event<'_>]) -> Option<String> {
    let mut names = events.iter().filter_map(|event| match &event.starts {
        Some(Stamp::Wall(_, name)) => Some(name.as_deref()),
        Some(Stamp::Utc(_)) => Some(None),
        _ => None,
    });
    let first = names.next()??;
    names.all(|name| name == Some(first)).then(|| first.to_owned())
}

/// An event that becomes a row, with the instances that belong to it.
struct Plan {
    event: usize,
    series: Option<(Series, String)>,
}

/// Which events become rows, in the order of the document: those with a rule, and what dated instances make up.
fn plan(events: &[Event<'_>], changes: &Changes, calendars: &Calendars) -> Vec<Plan> {
    let mut plans: Vec<(usize, Plan)> = Vec::new();
    let mut dated: Vec<usize> = Vec::new();
    let mut instances: Vec<Instance> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        if changes.is_change(at) {
            continue;
        }
        let start =
            event.starts.as_ref().and_then(|starts| calendars.clock(event).wall(starts, &calendars.zones));
        let is_dated = event.rrule.is_none()
            && event.rdates.is_empty()
            && changes.of(at).is_none()
            && !event.is_cancelled();
        match start.filter(|_| is_dated) {
            Some(start) => {
                dated.push(at);
                instances.push(Instance { key: instance_key(event, calendars), start });
            }
            None => plans.push((at, Plan { event: at, series: None })),
        }
    }
    for series in instances::fold(&instances) {
        let first = series.members.iter().min().copied().unwrap_or_default();
        let key = instances[first].key.clone();
        let newest = dated[series.newest()];
        plans.push((dated[first], Plan { event: newest, series: Some((series, key)) }));
    }
    plans.sort_by_key(|(at, _)| *at);
    plans.into_iter().map(|(_, plan)| plan).collect()
}

/// What instances of one meeting share besides weekday and time.
fn instance_key(event: &Event<'_>, calendars: &Calendars) -> String {
    let name = event.text(&ICalendarProperty::Summary).unwrap_or_default();
    let place = event.text(&ICalendarProperty::Location).unwrap_or_default();
    // links may hold a ticket of their own for each date
    let place = if place.contains("://") { String::new() } else { place };
    let clock = calendars.clock(event);
    let minutes = row::minutes(event, &clock, calendars).unwrap_or(0);
    let words = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{} {} {} {minutes}", words(&name), words(&place), clock.name().unwrap_or_default())
}
