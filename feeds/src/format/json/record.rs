//! One record: its fields in order, each still the raw text, so that a place can be told for every value.

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Deeper records are not read.
pub const MAX_DEPTH: usize = 64;

/// The fields of a JSON object.
#[derive(Debug, Default)]
pub struct Record<'a> {
    fields: Vec<(Cow<'a, str>, &'a RawValue)>,
}

/// Why a value is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordFault {
    /// Not an object.
    NotAnObject,
    /// Nested more than [`MAX_DEPTH`] deep.
    TooDeep,
}

impl<'a> Record<'a> {
    /// Splits a record that is not nested too deeply into its fields; nothing inside is decoded yet.
    pub fn read(raw: &'a RawValue) -> Result<Self, RecordFault> {
        if is_too_deep(raw) { Err(RecordFault::TooDeep) } else { Self::split(raw) }
    }

    /// Splits an object of any depth into its fields.
    pub fn split(raw: &'a RawValue) -> Result<Self, RecordFault> {
        let mut json = serde_json::Deserializer::from_str(raw.get());
        let fields = json.deserialize_map(Fields).map_err(|_| RecordFault::NotAnObject)?;
        Ok(Self { fields })
    }

    /// The raw value of a field; of a repeated field the last, as JSON readers commonly do.
    pub fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.fields.iter().rev().find(|(field, _)| field == name).map(|(_, raw)| *raw)
    }

    /// Names and raw values in the order of the document.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.fields.iter().map(|(name, raw)| (name.as_ref(), *raw))
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::with_capacity(32);
        while let Some(FieldName(name)) = map.next_key()? {
            fields.push((name, map.next_value()?));
        }
        Ok(fields)
    }
}

/// A name, borrowed where it holds no escapes.
struct FieldName<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for FieldName<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = FieldName<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(FieldName(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(FieldName(Cow::Owned(name.to_owned())))
            }
        }
        d.deserialize_str(Name)
    }
}

/// Whether a value is nested more than [`MAX_DEPTH`] deep.
pub fn is_too_deep(raw: &RawValue) -> bool {
    depth(raw.get()) > MAX_DEPTH
}

/// How deep brackets nest in a valid JSON text; walks, never recurses.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> &RawValue {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn fields_stay_raw_and_in_order() {
        let record = Record::read(raw(r#"{"b": 1.50, "a\u0062": "x", "b": [2]}"#)).unwrap();
        let fields: Vec<_> = record.fields().map(|(name, raw)| (name, raw.get())).collect();
        assert_eq!(fields, [("b", "1.50"), ("ab", "\"x\""), ("b", "[2]")]);
        assert_eq!(record.get("b").unwrap().get(), "[2]");
        assert!(record.get("c").is_none());
    }

    #[test]
    fn depth_counts_brackets_outside_texts() {
        assert_eq!(depth(r#"{"a":"[[[","b\"{":[{}]}"#), 3);
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(64), "]".repeat(64));
        assert_eq!(Record::read(raw(&deep)).unwrap_err(), RecordFault::TooDeep);
        assert_eq!(Record::read(raw("[1]")).unwrap_err(), RecordFault::NotAnObject);
        assert_eq!(Record::read(raw("null")).unwrap_err(), RecordFault::NotAnObject);
    }
}
