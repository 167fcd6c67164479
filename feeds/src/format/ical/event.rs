//! One event: its properties, as they are written.

use super::clock::{Stamp, stamps};
use super::lines::Component;
use calcard::icalendar::{ICalendarComponent, ICalendarEntry, ICalendarProperty, ICalendarValue};
use calcard::{Entry, Parser};

/// An event, or a changed instance of one.
#[derive(Debug)]
pub(super) struct Event<'a> {
    pub(super) component: &'a Component,
    entries: ICalendarComponent,
    pub(super) uid: Option<String>,
    /// The start that this instance stands in for.
    pub(super) replaces: Option<Stamp>,
    pub(super) starts: Option<Stamp>,
    pub(super) ends: Option<Stamp>,
    pub(super) minutes: Option<i64>,
    pub(super) rrule: Option<String>,
    pub(super) exdates: Vec<Stamp>,
    pub(super) rdates: Vec<Stamp>,
    /// Values that should be times and are none: the property and the value.
    pub(super) lost: Vec<(&'static str, String)>,
}

impl<'a> Event<'a> {
    /// Reads an event; `None` where its text is none.
    pub(super) fn read(component: &'a Component) -> Option<Self> {
        let text = component.text();
        let Entry::ICalendar(calendar) = Parser::new(&text).entry() else { return None };
        let entries = calendar.components.into_iter().next()?;
        let mut event = Self {
            component,
            entries,
            uid: None,
            replaces: None,
            starts: None,
            ends: None,
            minutes: None,
            rrule: None,
            exdates: Vec::new(),
            rdates: Vec::new(),
            lost: Vec::new(),
        };
        event.uid = event.text(&ICalendarProperty::Uid);
        event.starts = event.stamps("DTSTART", &ICalendarProperty::Dtstart).into_iter().next();
        event.ends = event.stamps("DTEND", &ICalendarProperty::Dtend).into_iter().next();
        event.replaces = event.stamps("RECURRENCE-ID", &ICalendarProperty::RecurrenceId).into_iter().next();
        event.exdates = event.stamps("EXDATE", &ICalendarProperty::Exdate);
        event.rdates = event.stamps("RDATE", &ICalendarProperty::Rdate);
        event.minutes = event.entries.property(&ICalendarProperty::Duration).and_then(minutes);
        let rule = component.line_of("RRULE").map(|line| line.value().trim().to_owned());
        event.rrule = rule.filter(|rule| !rule.is_empty());
        Some(event)
    }

    fn stamps(&mut self, name: &'static str, property: &ICalendarProperty) -> Vec<Stamp> {
        let mut all = Vec::new();
        for entry in self.entries.properties(property) {
            let (found, lost) = stamps(entry);
            all.extend(found);
            if (lost > 0 || entry.values.is_empty()) && self.lost.last().is_none_or(|(told, _)| *told != name)
            {
                let line = self.component.line_of(name);
                self.lost.push((name, line.map(|line| line.value().to_owned()).unwrap_or_default()));
            }
        }
        all
    }

    /// The text of a property; several values are put together.
    pub(super) fn text(&self, property: &ICalendarProperty) -> Option<String> {
        let entry = self.entries.property(property)?;
        let words: Vec<&str> = entry.values.iter().filter_map(ICalendarValue::as_text).collect();
        let words = words.join(", ");
        (!words.trim().is_empty()).then(|| words.trim().to_owned())
    }

    /// The texts of all properties of that name.
    pub(super) fn texts(&self, property: &ICalendarProperty) -> Vec<String> {
        let entries = self.entries.properties(property);
        entries
            .flat_map(|entry| &entry.values)
            .filter_map(|value| value.as_text())
            .map(str::to_owned)
            .collect()
    }

    /// The value of a line as it is written, for properties of which the form is not certain.
    pub(super) fn written(&self, name: &str) -> Option<&str> {
        self.component.line_of(name).map(|line| line.value().trim()).filter(|value| !value.is_empty())
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.written("STATUS").is_some_and(|status| {
            status.eq_ignore_ascii_case("cancelled") || status.eq_ignore_ascii_case("canceled")
        })
    }

    pub(super) fn is_private(&self) -> bool {
        self.written("CLASS").is_some_and(|class| {
            class.eq_ignore_ascii_case("private") || class.eq_ignore_ascii_case("confidential")
        })
    }

    /// The publisher's key, without the host that calendars put behind it: it looks like an e-mail address.
    pub(super) fn slug(&self) -> Option<String> {
        let uid = self.uid.as_deref()?;
        let local = uid.split('@').next().unwrap_or(uid).trim();
        let is_telling = !local.is_empty() && !local.eq_ignore_ascii_case("mailto:");
        Some(if is_telling {
            local.to_owned()
        } else {
            blake3::hash(uid.as_bytes()).to_hex()[..16].to_owned()
        })
    }

    /// What names the event for people.
    pub(super) fn pointer(&self) -> String {
        match self.slug() {
            Some(slug) => format!("event {}", slug.chars().take(80).collect::<String>()),
            None => format!("event in line {}", self.component.line),
        }
    }
}

fn minutes(entry: &ICalendarEntry) -> Option<i64> {
    entry.values.iter().find_map(|value| match value {
        ICalendarValue::Duration(duration) => Some(duration.as_seconds() / 60),
        _ => None,
    })
}
