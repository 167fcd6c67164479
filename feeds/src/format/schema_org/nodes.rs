//! The events among the values of a document, and the values that others refer to by their id.

use crate::format::rows::Spot;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A value of a document, and where it stands.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) value: Value,
    pub(super) pointer: String,
    pub(super) spot: Spot,
    /// Whether it is a member of a graph.
    pub(super) is_graph: bool,
}

/// An event.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) event: &'a Map<String, Value>,
    pub(super) pointer: String,
    pub(super) spot: Spot,
    pub(super) is_graph: bool,
}

/// Values by their ids.
#[derive(Debug, Default)]
pub(super) struct Ids<'a>(HashMap<&'a str, &'a Value>);

impl<'a> Ids<'a> {
    pub(super) fn read(roots: &'a [Root]) -> Self {
        let mut ids = HashMap::new();
        let mut stack: Vec<&Value> = roots.iter().map(|root| &root.value).collect();
        while let Some(value) = stack.pop() {
            match value {
                Value::Array(members) => stack.extend(members),
                Value::Object(members) => {
                    if let Some(Value::String(id)) = members.get("@id").filter(|_| members.len() > 1) {
                        ids.entry(id.as_str()).or_insert(value);
                    }
                    stack.extend(members.values());
                }
                _ => {}
            }
        }
        Self(ids)
    }

    /// The value that a bare reference stands for, or the value itself.
    pub(super) fn resolve(&self, value: &'a Value) -> &'a Value {
        let reference = match value {
            Value::Object(members) if members.len() == 1 => members.get("@id").and_then(Value::as_str),
            _ => None,
        };
        reference.and_then(|id| self.0.get(id).copied()).unwrap_or(value)
    }

    /// The members of a list, or the one value; references are resolved.
    pub(super) fn each(&self, value: Option<&'a Value>) -> Vec<&'a Value> {
        match value {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(members)) => members.iter().map(|member| self.resolve(member)).collect(),
            Some(value) => vec![self.resolve(value)],
        }
    }
}

/// The events in the order of the document. The parts of an event that has a schedule are not events of their own.
pub(super) fn events(roots: &[Root]) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    for root in roots {
        let mut stack: Vec<(&Value, String)> = vec![(&root.value, root.pointer.clone())];
        while let Some((value, pointer)) = stack.pop() {
            match value {
                Value::Array(members) => {
                    let inner = members.iter().enumerate().filter(|(_, member)| is_nested(member));
                    stack.extend(inner.map(|(at, member)| (member, longer(&pointer, &at.to_string()))).rev());
                }
                Value::Object(members) if is_event(members) => {
                    let has_parts = ["subEvent", "subEvents"].iter().any(|name| members.contains_key(*name));
                    let has_dates =
                        ["eventSchedule", "startDate"].iter().any(|name| members.contains_key(*name));
                    if members.get("eventSchedule").is_none_or(Value::is_null) {
                        let parts = ["subEvent", "subEvents"].iter();
                        let parts = parts.filter_map(|name| members.get(*name).map(|part| (part, *name)));
                        stack.extend(parts.map(|(part, name)| (part, longer(&pointer, name))));
                    }
                    // what has neither date nor schedule is only what its parts have in common
                    if has_dates || !has_parts {
                        let (spot, is_graph) = (root.spot, root.is_graph);
                        found.push(Found { event: members, pointer, spot, is_graph });
                    }
                }
                Value::Object(members) => {
                    let inner = members.iter().filter(|(_, member)| is_nested(member));
                    let inner: Vec<_> =
                        inner.map(|(name, member)| (member, longer(&pointer, name))).collect();
                    stack.extend(inner.into_iter().rev());
                }
                _ => {}
            }
        }
    }
    found
}

/// A pointer with one more step; of what is far in, only the way to it is kept.
fn longer(pointer: &str, step: &str) -> String {
    const LONGEST: usize = 200;
    match pointer.len() + step.len() < LONGEST {
        true => format!("{pointer}/{step}"),
        false => pointer.to_owned(),
    }
}

fn is_nested(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// The types of a value, without the address of the vocabulary.
pub(super) fn types(members: &Map<String, Value>) -> Vec<&str> {
    match members.get("@type") {
        Some(Value::String(name)) => vec![bare(name)],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(bare).collect(),
        _ => Vec::new(),
    }
}

/// A name of the vocabulary without its address: `https://schema.org/Monday`, `schema:Monday`.
pub(super) fn bare(name: &str) -> &str {
    let name = name.trim().trim_end_matches('/');
    name.rsplit(['/', '#']).next().and_then(|name| name.rsplit(':').next()).unwrap_or(name)
}

fn is_event(members: &Map<String, Value>) -> bool {
    const OF_MEDIA: [&str; 4] = ["PublicationEvent", "BroadcastEvent", "OnDemandEvent", "DeliveryEvent"];
    types(members)
        .iter()
        .any(|name| name.ends_with("Event") && !OF_MEDIA.contains(name) || *name == "EventSeries")
}

/// The first text of a value: itself, the words of a value with a language, the first of a list.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    let mut value = value?;
    // lists of lists of lists are no text
    for _ in 0..4 {
        match value {
            Value::String(text) => return Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => return Some(number.to_string()),
            Value::Array(members) => value = members.iter().find(|member| !member.is_null())?,
            Value::Object(members) => {
                value =
                    ["@value", "value", "name", "@id", "url"].iter().find_map(|name| members.get(*name))?;
            }
            Value::Bool(_) | Value::Null => return None,
        }
    }
    None
}
