//! Paths in JSON: names and numbers with dots between, `*` for every member, `**` for every text and number below,
//! `^` for the object around, `@key` for the name the record stands under, `@n` for the place it has in its list,
//! `@json` for JSON inside a text, and a `?` behind a name for what may be missing.

use super::chain::Frame;
use crate::format::json::{Record, list};
use serde_json::Value;
use serde_json::value::RawValue;

/// At most so many values are taken for one field of one record.
const MOST_VALUES: usize = 1_000;

/// A path that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// How many objects up it begins.
    up: usize,
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Name { name: String, may_miss: bool },
    Every,
    Deep,
    Key,
    Same,
    Json,
}

impl Path {
    /// Reads a path; empty and `.` are the record itself.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut path = Path { up: 0, segments: Vec::new() };
        for part in parts(text) {
            let segment = match part.as_str() {
                "^" if path.segments.is_empty() => {
                    path.up += 1;
                    continue;
                }
                "^" => return Err("`^` can only stand at the beginning".to_owned()),
                "*" => Segment::Every,
                "**" => Segment::Deep,
                "@key" => Segment::Key,
                "@n" => Segment::Same,
                "@json" => Segment::Json,
                "" => return Err("there is nothing between two dots".to_owned()),
                name => {
                    let may_miss = name.len() > 1 && name.ends_with('?');
                    let name = if may_miss { &name[..name.len() - 1] } else { name };
                    Segment::Name { name: name.to_owned(), may_miss }
                }
            };
            path.segments.push(segment);
        }
        let last = path.segments.len().saturating_sub(1);
        match path.segments.iter().position(|part| matches!(part, Segment::Deep | Segment::Key)) {
            Some(at) if at != last => Err("nothing can follow `**` and `@key`".to_owned()),
            _ => Ok(path),
        }
    }

    /// Whether it can lead to records: those have no way up, and `**` leads to texts.
    pub(super) fn leads_to_records(&self) -> bool {
        self.up == 0
            && !self.segments.iter().any(|part| matches!(part, Segment::Deep | Segment::Key | Segment::Same))
    }

    /// The values it leads to from a record; the members of a list that it ends in.
    pub(super) fn values(&self, record: &Frame<'_>) -> Vec<Value> {
        let Some(frame) = record.above(self.up) else { return Vec::new() };
        if let [Segment::Key] = self.segments[..] {
            return frame.key().map(|key| Value::String(key.to_owned())).into_iter().collect();
        }
        let mut found = Vec::new();
        match self.segments.iter().position(|segment| *segment == Segment::Same) {
            None => collect(frame.value, &self.segments, &mut found),
            Some(at) => {
                // the member of another list that stands where the record stands in its own
                let mut segments = self.segments.clone();
                if let Some(item) = record.item_number() {
                    segments[at] = Segment::Name { name: item.to_string(), may_miss: false };
                    collect(frame.value, &segments, &mut found);
                }
            }
        }
        found
    }

    /// As [`Path::values`], from a value that nothing is around.
    pub(super) fn values_in(&self, value: &Value) -> Vec<Value> {
        let mut found = Vec::new();
        collect(value, &self.segments, &mut found);
        found
    }

    /// Visits what it leads to with all that is around it; answers whether there was a place for records at all.
    pub(super) fn visit(&self, frame: &Frame<'_>, visit: &mut dyn FnMut(&Frame<'_>)) -> bool {
        walk(frame, &self.segments, visit)
    }

    /// The raw texts of the same records; `None` where they stand in a text that is JSON itself.
    pub(super) fn spans<'a>(&self, root: &'a RawValue) -> Option<Vec<&'a RawValue>> {
        // with what may be missing and is, the record is there already
        let mut found = vec![(root, false)];
        for segment in &self.segments {
            let mut next = Vec::new();
            for (raw, is_there) in found {
                match segment {
                    _ if is_there => next.push((raw, true)),
                    Segment::Name { name, may_miss } => {
                        let member = Record::split(raw).ok().and_then(|record| record.get(name));
                        let item = || list(raw)?.get(name.parse::<usize>().ok()?).copied();
                        match member.or_else(item) {
                            Some(member) if !(*may_miss && is_bare(member.get())) => {
                                next.push((member, false))
                            }
                            _ if *may_miss => next.push((raw, true)),
                            _ => {}
                        }
                    }
                    Segment::Every => match list(raw) {
                        Some(members) => next.extend(members.into_iter().map(|member| (member, false))),
                        None => {
                            let record = Record::split(raw).ok();
                            let members = record.iter().flat_map(Record::fields);
                            next.extend(members.map(|(_, member)| (member, false)));
                        }
                    },
                    Segment::Json | Segment::Deep | Segment::Key | Segment::Same => return None,
                }
            }
            found = next;
        }
        Some(found.into_iter().map(|(raw, _)| raw).collect())
    }
}

/// Whether raw JSON is null or holds nothing.
fn is_bare(raw: &str) -> bool {
    let inner = raw.strip_prefix(['[', '{']).and_then(|raw| raw.strip_suffix([']', '}']));
    raw == "null" || inner.is_some_and(|inner| inner.trim().is_empty())
}

/// Parts between dots; a backslash takes the meaning from a dot.
fn parts(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() || text == "." {
        return Vec::new();
    }
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '.' => parts.push(String::new()),
            _ => {
                let c = if c == '\\' { chars.next().unwrap_or('\\') } else { c };
                if let Some(part) = parts.last_mut() {
                    part.push(c);
                }
            }
        }
    }
    parts
}

fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(name),
        Value::Array(members) => members.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

/// As deep as the path is long.
fn collect(value: &Value, segments: &[Segment], found: &mut Vec<Value>) {
    if found.len() >= MOST_VALUES {
        return;
    }
    match segments.split_first() {
        None => match value {
            Value::Array(members) => found.extend(members.iter().take(MOST_VALUES).cloned()),
            Value::Null => {}
            _ => found.push(value.clone()),
        },
        Some((Segment::Name { name, .. }, rest)) => {
            if let Some(member) = member(value, name) {
                collect(member, rest, found);
            }
        }
        Some((Segment::Every, rest)) => match value {
            Value::Array(members) => members.iter().for_each(|member| collect(member, rest, found)),
            Value::Object(members) => members.values().for_each(|member| collect(member, rest, found)),
            _ => {}
        },
        Some((Segment::Deep, _)) => deep(value, found),
        Some((Segment::Json, rest)) => {
            if let Some(value) = value.as_str().and_then(first_json) {
                collect(&value, rest, found);
            }
        }
        Some((Segment::Key | Segment::Same, _)) => {}
    }
}

/// Every text, number and yes or no below a value; the parser bounds how deep.
fn deep(value: &Value, found: &mut Vec<Value>) {
    match value {
        _ if found.len() >= MOST_VALUES => {}
        Value::Array(members) => members.iter().for_each(|member| deep(member, found)),
        Value::Object(members) => members.values().for_each(|member| deep(member, found)),
        Value::Null => {}
        scalar => found.push(scalar.clone()),
    }
}

fn walk(frame: &Frame<'_>, segments: &[Segment], visit: &mut dyn FnMut(&Frame<'_>)) -> bool {
    let Some((segment, rest)) = segments.split_first() else {
        visit(frame);
        return true;
    };
    match (segment, frame.value) {
        (Segment::Name { name, may_miss }, value) => match member(value, name) {
            Some(found) if !(*may_miss && is_empty(found)) => walk(&frame.named(name, found), rest, visit),
            // the object around stands for itself: there is nothing inside it, and `^` leads to it
            _ if *may_miss => {
                visit(&frame.named(name, &Value::Null));
                true
            }
            _ => false,
        },
        (Segment::Every, Value::Array(members)) => {
            for (at, member) in members.iter().enumerate() {
                walk(&frame.item(at, member), rest, visit);
            }
            true
        }
        (Segment::Every, Value::Object(members)) => {
            for (name, member) in members {
                walk(&frame.named(name, member), rest, visit);
            }
            true
        }
        (Segment::Json, Value::String(text)) => match first_json(text) {
            Some(value) => walk(&frame.inner(&value), rest, visit),
            None => false,
        },
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(members) => members.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The first JSON list or object in a text, whatever stands around it.
pub(super) fn first_json(text: &str) -> Option<Value> {
    let start = text.find(['[', '{'])?;
    serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>().next()?.ok()
}
