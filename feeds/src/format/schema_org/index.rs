//! Keys of events: what the publisher calls them by, where it is one event's alone.

use super::nodes::{Found, text};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// How often each key is used in a document.
#[derive(Debug, Default)]
pub(super) struct Keys(HashMap<String, usize>);

impl Keys {
    pub(super) fn read(found: &[Found<'_>]) -> Self {
        let mut uses = HashMap::new();
        for event in found {
            for key in candidates(event.event) {
                *uses.entry(key).or_insert(0) += 1;
            }
        }
        Self(uses)
    }

    /// The identifier, id or address of an event, the first that no other event has.
    pub(super) fn of(&self, event: &Map<String, Value>) -> Option<String> {
        candidates(event).find(|key| self.0.get(key) == Some(&1)).map(|key| short(&key))
    }
}

fn candidates(event: &Map<String, Value>) -> impl Iterator<Item = String> {
    ["identifier", "@id", "url"].into_iter().filter_map(|name| text(event.get(name)))
}

/// Of an address only what comes last in it: hosts change when sites move.
fn short(key: &str) -> String {
    let path = key.split_once("://").map_or(key, |(_, rest)| rest);
    let path = path.trim_end_matches('/');
    let last = path.rsplit(['/', '#']).next().unwrap_or(path);
    if path == key || last.is_empty() { key.to_owned() } else { last.to_owned() }
}
