//! Records that were read, until their document is done: several rules keep the publisher's order, and days and times
//! of one record count as one.

use crate::format::recipe::pick::scalar;
use crate::format::rows::{RowWriter, Rows, Spot as Line};
use serde_json::Value;

/// How a record is called, and where it stands.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) pointer: String,
    pub(super) line: Line,
    pub(super) order: Order,
}

/// Where a record stands in the publisher's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order {
    pub(super) list: usize,
    pub(super) element: usize,
    pub(super) part: usize,
    pub(super) slot: usize,
}

impl Order {
    pub(super) fn of(list: usize, element: usize) -> Self {
        Self { list, element, part: 0, slot: 0 }
    }

    /// What all slots of a record share.
    fn record(self) -> Self {
        Self { slot: 0, ..self }
    }
}

/// A record that was read; written once its document is done, so that several rules keep the publisher's order.
pub(super) struct Pending {
    pub(super) named: Named,
    /// Nothing for a record that is left out.
    pub(super) fields: Option<Vec<(&'static str, String, Vec<Value>)>>,
}

/// Writes the records of a document, in its order; answers how many the publisher counts.
pub(super) fn write_down(mut pending: Vec<Pending>, rows: &mut Rows) -> usize {
    pending.sort_by_key(|record| record.named.order);
    let (mut records, mut last) = (0, None);
    for Pending { named, fields } in pending {
        let record = named.order.record();
        if last != Some(record) {
            (records, last) = (records + 1, Some(record));
        }
        let Some(fields) = fields else { continue };
        let mut row = rows.row(named.pointer, named.line);
        row.record(records - 1);
        for (field, label, values) in fields {
            if row.get(field).is_none() {
                if !label.is_empty() && label != field {
                    row.labelled(field, label, None);
                }
                write(&mut row, field, values);
            }
        }
        row.end();
    }
    records
}

/// Puts values into a field: all of them where it is a list or free text, else the first.
fn write(row: &mut RowWriter<'_>, field: &'static str, mut values: Vec<Value>) {
    match field {
        "types" | "regions" | "languages" | "exdates" | "rdates" | "districts" => {
            row.list(field, values.iter().filter_map(scalar));
        }
        "day" if values.len() > 1 => {
            row.value(field, Value::Array(values));
        }
        "notes"
        | "group_notes"
        | "location_notes"
        | "conference_url_notes"
        | "conference_phone_notes"
        | "transit" => {
            for text in values.iter().filter_map(scalar) {
                row.append(field, &text);
            }
        }
        _ => match values.swap_remove(0) {
            Value::String(text) => {
                row.text(field, text.trim());
            }
            other => {
                row.value(field, other);
            }
        },
    }
}
