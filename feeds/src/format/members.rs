//! Members of a JSON list whose fields go under other names: decoded once, each value with its place.

use super::json::{Document, Record, RecordFault};
use super::rows::{RowWriter, Rows, Spot};
use crate::notice::{Code, Sample};
use serde_json::Value;
use serde_json::value::RawValue;

/// One object.
#[derive(Debug)]
pub(super) struct Member {
    /// Its position in the list; what is no object counts too.
    pub(super) record: usize,
    /// JSON pointer.
    pub(super) pointer: String,
    /// Where it starts.
    pub(super) spot: Spot,
    /// Names, values and places, in the order of the document.
    pub(super) fields: Vec<(String, Value, Spot)>,
}

/// The objects of a list; what is none is told.
pub(super) fn read(
    document: &Document<'_>,
    pointer: &str,
    list: &[&RawValue],
    rows: &mut Rows,
) -> Vec<Member> {
    let mut walk = document.positions.walk();
    let mut members = Vec::with_capacity(list.len());
    for (at, raw) in list.iter().enumerate() {
        let pointer = format!("{pointer}/{at}");
        let spot = walk.to_slice(raw.get());
        let record = match Record::read(raw) {
            Ok(record) => record,
            Err(fault) => {
                let value = match fault {
                    RecordFault::NotAnObject => raw.get().chars().take(60).collect(),
                    RecordFault::TooDeep => "nested too deeply".to_owned(),
                };
                let place = Sample { line: Some(spot.0), column: Some(spot.1), ..Sample::default() };
                let sample = Sample { pointer: Some(pointer), value: Some(value), ..place };
                rows.notices.push(Code::RecordUnreadable, sample);
                continue;
            }
        };
        let field = |(name, raw): (&str, &RawValue)| {
            let spot = walk.to_slice(raw.get());
            let value = serde_json::from_str(raw.get()).unwrap_or(Value::Null);
            (name.to_owned(), value, Some(spot))
        };
        let fields = record.fields().map(field).collect();
        members.push(Member { record: at, pointer, spot: Some(spot), fields });
    }
    members
}

/// The names of the fields of the first objects of a list.
pub(super) fn any_of_first(list: &[&RawValue], is_it: impl Fn(&Record<'_>) -> bool) -> bool {
    const LOOKED_AT: usize = 20;
    list.iter().take(LOOKED_AT).filter_map(|raw| Record::read(raw).ok()).any(|record| is_it(&record))
}

impl Member {
    /// The value of a field; nothing for null.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let found = self.fields.iter().rev().find(|(field, ..)| field == name);
        found.map(|(_, value, _)| value).filter(|value| !value.is_null())
    }

    /// Where a field stands.
    pub(super) fn spot_of(&self, name: &str) -> Spot {
        self.fields.iter().rev().find(|(field, ..)| field == name).and_then(|(.., spot)| *spot)
    }

    /// A text or number as text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }

    /// The texts of a list, or one text.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        match self.get(name) {
            Some(Value::Array(members)) => members.iter().filter_map(text).collect(),
            Some(single) => text(single).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Starts the row of this record.
    pub(super) fn row<'r>(&self, rows: &'r mut Rows) -> RowWriter<'r> {
        let mut row = rows.row(self.pointer.as_str(), self.spot);
        row.record(self.record);
        row
    }

    /// Writes a field under another name.
    pub(super) fn copy(&self, row: &mut RowWriter<'_>, from: &str, to: &'static str) {
        if let Some(value) = self.get(from) {
            row.labelled(to, from, self.spot_of(from)).value(to, value.clone());
        }
    }

    /// A place to tell about a field, or about the whole.
    pub(super) fn sample(&self, field: Option<&str>) -> Sample {
        let spot = field.and_then(|name| self.spot_of(name)).or(self.spot);
        let pointer = field.map_or(self.pointer.clone(), |name| format!("{}/{name}", self.pointer));
        let value = field.and_then(|name| self.text(name));
        Sample {
            pointer: Some(pointer),
            line: spot.map(|(line, _)| line),
            column: spot.map(|(_, column)| column),
            value,
            ..Sample::default()
        }
    }
}

/// A text or number as text.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
