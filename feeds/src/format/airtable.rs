//! Records of an Airtable base: a table whose rows name their cells. The headings mean what they mean in any table.

use super::json::{Document, Record, list};
use super::rows::Rows;
use super::table::{Columns, GridRow, MAX_CELLS, json_cell, table};
use crate::notice::{Code, Sample};
use crate::reading::Refusal;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// More different fields are not read.
const MAX_FIELDS: usize = MAX_CELLS;

/// The list of records: under `records`, or the document itself.
fn records(root: &RawValue) -> Option<(&'static str, Vec<&RawValue>)> {
    match list(root) {
        Some(records) => Some(("", records)),
        None => Some(("/records", list(Record::split(root).ok()?.get("records")?)?)),
    }
}

/// Whether a document is of this format.
pub(super) fn recognises(root: &RawValue) -> bool {
    let Some((_, records)) = records(root) else { return false };
    let is_record = |raw: &RawValue| {
        let Ok(record) = Record::read(raw) else { return false };
        let fields = record.get("fields").is_some_and(|fields| fields.get().starts_with('{'));
        fields && (record.get("createdTime").is_some() || record.get("id").is_some())
    };
    records.first().is_some_and(|raw| is_record(raw))
}

/// Brings the document into rows.
pub(super) fn rows(document: &Document<'_>, rows: &mut Rows) -> Result<(), Refusal> {
    let Some((pointer, records)) = records(document.root) else {
        return Err(Refusal::new(Code::SchemaBreak, "there is no list of records"));
    };
    let is_full = |raw: &RawValue| Record::split(raw).is_ok_and(|root| root.get("offset").is_some());
    if is_full(document.root) {
        let value = Some("offset: more records follow on another page".to_owned());
        rows.notices.push(Code::ValueUnexpected, Sample { value, ..Sample::default() });
    }
    let opened: Vec<Option<Record<'_>>> = records
        .iter()
        .map(|raw| Record::read(raw).ok().and_then(|record| Record::split(record.get("fields")?).ok()))
        .collect();
    let mut names: Vec<&str> = Vec::new();
    let mut columns: HashMap<&str, usize> = HashMap::new();
    for (name, _) in opened.iter().flatten().flat_map(Record::fields) {
        if names.len() < MAX_FIELDS && !columns.contains_key(name) {
            columns.insert(name, names.len());
            names.push(name);
        }
    }
    let heading =
        |(at, name): (usize, &&'_ str)| super::table::Cell::new(at, Cow::Owned((*name).to_owned()), None);
    let header = GridRow {
        pointer: format!("{pointer}/…/fields"),
        cells: names.iter().enumerate().filter_map(heading).collect(),
        ..GridRow::default()
    };
    let settled = Columns::of(&header);
    if settled.score() == 0 {
        let detail = format!("no field for a name, or none for a day or time, but: {}", names.join(", "));
        return Err(Refusal::new(Code::SchemaBreak, detail.chars().take(200).collect::<String>()));
    }
    let (columns, width, records, opened) = (&columns, names.len(), &records, &opened);
    let below = || {
        let mut walk = document.positions.walk();
        opened.iter().zip(records).enumerate().map(move |(at, (record, raw))| {
            let spot = Some(walk.to_slice(raw.get()));
            let cell = |(name, raw): (&str, &RawValue)| {
                json_cell(*columns.get(name)?, raw, Some(walk.to_slice(raw.get())))
            };
            let cells = record.iter().flat_map(Record::fields).filter_map(cell).collect();
            GridRow { pointer: format!("{pointer}/{at}"), spot, width, cells }
        })
    };
    for (at, raw) in
        opened.iter().zip(records).enumerate().filter_map(|(at, (r, raw))| r.is_none().then_some((at, raw)))
    {
        let (line, column) = document.positions.of_slice(raw.get());
        let place = Sample { line: Some(line), column: Some(column), ..Sample::default() };
        rows.notices
            .push(Code::RecordUnreadable, Sample { pointer: Some(format!("{pointer}/{at}")), ..place });
    }
    table(settled, below, rows);
    Ok(())
}
