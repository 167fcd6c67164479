//! Writing one record field by field.

use super::{FieldPlace, RowPlace, Rows, Spot};
use serde_json::{Map, Value};

/// A record that is being written; kept when [`RowWriter::end`] is called.
#[derive(Debug)]
pub(in crate::format) struct RowWriter<'r> {
    rows: &'r mut Rows,
    pointer: String,
    spot: Spot,
    record: usize,
    fields: Map<String, Value>,
    places: Vec<FieldPlace>,
}

impl<'r> RowWriter<'r> {
    pub(super) fn new(rows: &'r mut Rows, pointer: String, spot: Spot) -> Self {
        let record = rows.next_record;
        Self { rows, pointer, spot, record, fields: Map::new(), places: Vec::new() }
    }

    /// Says what the publisher calls a field and where it stands.
    pub(in crate::format) fn labelled(
        &mut self,
        field: &'static str,
        label: impl Into<String>,
        spot: Spot,
    ) -> &mut Self {
        self.places.push(FieldPlace { name: field, label: label.into(), spot });
        self
    }

    /// Which of the publisher's records it is, from 0, where it is not the one after the last.
    pub(in crate::format) fn record(&mut self, record: usize) -> &mut Self {
        self.record = record;
        self
    }

    /// A text; blank ones are left out. A field that is there already keeps its first value.
    pub(in crate::format) fn text(&mut self, field: &'static str, text: impl Into<String>) -> &mut Self {
        let text: String = text.into();
        if !text.trim().is_empty() {
            self.fields.entry(field).or_insert(Value::String(text));
        }
        self
    }

    /// A text below what is there already, on a line of its own.
    pub(in crate::format) fn append(&mut self, field: &'static str, text: &str) -> &mut Self {
        if text.trim().is_empty() {
            return self;
        }
        match self.fields.get_mut(field) {
            Some(Value::String(before)) => {
                before.push('\n');
                before.push_str(text);
                self
            }
            _ => self.text(field, text),
        }
    }

    /// A number.
    pub(in crate::format) fn number(&mut self, field: &'static str, number: f64) -> &mut Self {
        if let Some(number) = serde_json::Number::from_f64(number) {
            self.fields.entry(field).or_insert(Value::Number(number));
        }
        self
    }

    /// A value as it stands in the publisher's JSON; null is left out.
    pub(in crate::format) fn value(&mut self, field: &'static str, value: Value) -> &mut Self {
        if !value.is_null() {
            self.fields.entry(field).or_insert(value);
        }
        self
    }

    /// Adds texts to a list.
    pub(in crate::format) fn list<T: Into<String>>(
        &mut self,
        field: &'static str,
        texts: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        let texts = texts.into_iter().map(Into::into).filter(|text| !text.trim().is_empty());
        let texts: Vec<Value> = texts.map(Value::String).collect();
        if texts.is_empty() {
            return self;
        }
        match self.fields.get_mut(field) {
            Some(Value::Array(members)) => members.extend(texts),
            _ => {
                self.fields.insert(field.to_owned(), Value::Array(texts));
            }
        }
        self
    }

    /// What has been written of a field.
    pub(in crate::format) fn get(&self, field: &str) -> Option<&Value> {
        self.fields.get(field)
    }

    /// Keeps the record.
    pub(in crate::format) fn end(self) {
        let start = self.rows.json.len();
        self.rows.json.push_str(&Value::Object(self.fields).to_string());
        let span = start..self.rows.json.len();
        // a separator, so that no record ever starts where another ends
        self.rows.json.push('\n');
        let part = self.rows.part;
        self.rows.next_record = self.record + 1;
        let record = self.record;
        let place =
            RowPlace { span, part, record, pointer: self.pointer, spot: self.spot, fields: self.places };
        self.rows.rows.push(place);
    }
}
