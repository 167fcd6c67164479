//! What to put into a field: where to look, and what to do with what is found there.

use super::Step;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;

/// Where a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// A named group of the rule's `pattern`, else a selector in a rule with `select`, else a JSON path.
    Short(String),
    /// The first of several that finds something.
    FirstOf(Vec<Field>),
    /// In full.
    Full(Box<FieldTable>),
}

/// Where to look, and what to do with what is found. Of several places each gives what it has, in this order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FieldTable {
    /// The same text for every record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The address of the document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub page_url: bool,
    /// A named group of `pattern`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// A path in JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// A selector inside the record; the record itself when it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<String>,
    /// A selector; the last such element that begins before the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The cell of a table's row, from 1, with cells that span several rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<usize>,
    /// The cell below this heading of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Several places, each in full.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Field>,
    /// This attribute of the element in place of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr: Option<String>,
    /// Only the element's own text, not that of the elements in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// What to do with what was found, in turn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Step>,
    /// All that is left, with this between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
}

impl Field {
    /// As the operator would call the place; empty for a constant.
    pub(super) fn label(&self) -> String {
        match self {
            Field::Short(text) => text.clone(),
            Field::FirstOf(fields) => labels(fields),
            Field::Full(table) => {
                let cell = table.cell.map(|cell| format!("cell {cell}"));
                let named = [&table.group, &table.path, &table.column, &table.select, &table.before];
                let first = named.into_iter().flatten().find(|name| !name.is_empty());
                first.cloned().or(cell).unwrap_or_else(|| labels(&table.of))
            }
        }
    }
}

fn labels(fields: &[Field]) -> String {
    fields.iter().map(Field::label).find(|label| !label.is_empty()).unwrap_or_default()
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path or selector, a list of several, or a table with `path`, `select`, …")
            }

            fn visit_str<E>(self, text: &str) -> Result<Field, E> {
                Ok(Field::Short(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Field, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Field::FirstOf)
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Field, A::Error> {
                FieldTable::deserialize(MapAccessDeserializer::new(table))
                    .map(|table| Field::Full(Box::new(table)))
            }
        }
        d.deserialize_any(Any)
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Field::Short(text) => s.serialize_str(text),
            Field::FirstOf(fields) => fields.serialize(s),
            Field::Full(table) => table.serialize(s),
        }
    }
}
