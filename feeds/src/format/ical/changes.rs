//! Changed instances of events with a rule: what was moved or cancelled becomes dates left out and dates added.

use super::Calendars;
use super::clock::Stamp;
use super::event::Event;
use crate::schedule::DateOrDateTime;
use jiff::civil::DateTime;
use std::collections::{HashMap, HashSet};

/// The changes of one event.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) left_out: Vec<DateOrDateTime>,
    pub(super) added: Vec<DateTime>,
    /// How many instances were changed, also those whose time stayed.
    pub(super) instances: usize,
}

/// The changes of a document, by the position of the event they belong to.
#[derive(Debug, Default)]
pub(super) struct Changes {
    by_event: HashMap<usize, Change>,
    changed: HashSet<usize>,
}

impl Changes {
    /// The changes of an event.
    pub(super) fn of(&self, event: usize) -> Option<&Change> {
        self.by_event.get(&event)
    }

    /// Whether that event only is a change of another one.
    pub(super) fn is_change(&self, event: usize) -> bool {
        self.changed.contains(&event)
    }
}

/// Finds the changes; one whose event is not in the document stays an event of its own.
pub(super) fn read(events: &[Event<'_>], calendars: &Calendars) -> Changes {
    let mut masters: HashMap<(usize, &str), usize> = HashMap::new();
    for (at, event) in events.iter().enumerate() {
        if let (None, Some(uid)) = (&event.replaces, &event.uid) {
            masters.entry((event.component.calendar, uid)).or_insert(at);
        }
    }
    let mut changes = Changes::default();
    for (at, event) in events.iter().enumerate() {
        let (Some(replaced), Some(uid)) = (&event.replaces, &event.uid) else { continue };
        let Some(&master) = masters.get(&(event.component.calendar, uid.as_str())) else { continue };
        changes.changed.insert(at);
        let change = changes.by_event.entry(master).or_default();
        change.instances += 1;
        let clock = calendars.clock(&events[master]);
        let wall = |stamp: &Stamp| clock.wall(stamp, &calendars.zones);
        let left_out = match replaced {
            Stamp::Date(date) => Some(DateOrDateTime::Date(*date)),
            stamp => wall(stamp).map(DateOrDateTime::At),
        };
        let added = event.starts.as_ref().and_then(wall).filter(|_| !event.is_cancelled());
        if left_out.is_some_and(|left_out| added.map(DateOrDateTime::At) == Some(left_out)) {
            continue;
        }
        change.left_out.extend(left_out);
        change.added.extend(added);
    }
    changes
}
