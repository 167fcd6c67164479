//! The zones that a calendar names: of the tz database, of Windows, of its own.

use super::lines::{Component, Kind};
use crate::clean::zone::{ReadZone, zone};
use crate::zone::Zone;
use calcard::common::timezone::Tz;
use calcard::{Entry, Parser};
use std::collections::HashMap;
use std::str::FromStr;

/// The zones of a document.
#[derive(Debug, Default)]
pub(super) struct Zones {
    /// What the document's own descriptions of zones stand for; `None` where that can't be told.
    own: HashMap<String, Option<Zone>>,
}

impl Zones {
    pub(super) fn read(components: &[Component]) -> Self {
        let mut own = HashMap::new();
        for component in components.iter().filter(|component| component.kind == Kind::Zone) {
            let Some(name) = component.line_of("TZID").map(|line| line.value().trim().to_owned()) else {
                continue;
            };
            let found = described(component);
            let known: &mut Option<Zone> = own.entry(name).or_default();
            *known = known.take().or(found);
        }
        Self { own }
    }

    /// The zone of a name.
    pub(super) fn zone(&self, name: &str) -> Option<Zone> {
        let name = name.trim();
        let own = || self.own.get(name).cloned().flatten();
        match zone(name) {
            ReadZone::Known(zone) => Some(zone),
            // Windows has names that look like labels but are zones of their own
            ReadZone::Alias(zone) => own().or_else(|| by_other_name(name)).or(Some(zone)),
            ReadZone::Unknown => own().or_else(|| by_other_name(name)),
        }
    }

    /// Whether the document describes that zone itself.
    pub(super) fn describes(&self, name: &str) -> bool {
        self.own.contains_key(name.trim())
    }
}

/// The zone that a description stands for, by its names.
fn described(component: &Component) -> Option<Zone> {
    let location = component.line_of("X-LIC-LOCATION").and_then(|line| by_other_name(line.value()));
    if location.is_some() {
        return location;
    }
    let text = component.text();
    let Entry::ICalendar(calendar) = Parser::new(&text).entry() else { return None };
    calendar.components.first()?.timezone().and_then(|(_, tz)| named(tz))
}

/// Names of Windows and of other programs.
fn by_other_name(name: &str) -> Option<Zone> {
    Tz::from_str(name.trim()).ok().and_then(named).or_else(|| Zone::parse(name))
}

fn named(tz: Tz) -> Option<Zone> {
    match tz {
        // a fixed offset is no zone: its clock changes are unknown
        Tz::Fixed(_) | Tz::Floating => None,
        _ if tz.is_utc() => Zone::parse("UTC"),
        _ => {
            let name = tz.name()?;
            match zone(&name) {
                ReadZone::Known(zone) | ReadZone::Alias(zone) => Some(zone),
                ReadZone::Unknown => None,
            }
        }
    }
}
