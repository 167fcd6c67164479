//! BMLT, the meeting list toolbox of Narcotics Anonymous: a root server's answers, or one answer that holds all.

mod fields;
mod formats;
mod place;
mod row;
mod tables;
mod when;

use super::context::{Feed, Places};
use super::json::Record;
use super::rows::{Row, Rows};
use super::{MeetingList, detect, finish};
use crate::notice::Notices;
use crate::plan::Part;
use crate::reading::{Format, Reading, Refusal};
use crate::source::Source;
use formats::FormatTable;
use serde_json::value::RawValue;

/// Reads the rows of a BMLT answer with the tables that came with them.
pub(super) fn read(source: &Source, list: MeetingList<'_>, parts: &[Part]) -> Result<Reading, Refusal> {
    if !detect::fits(&list.records, Format::Bmlt) {
        return Err(detect::broken(&list.records));
    }
    let mut feed = Feed::new(source, Places::Text(&list.document.positions), list.notices, fields::KNOWN);
    let tables = tables::read(parts, list.records.envelope.as_ref(), &mut feed.notices)?;
    let root = list.records.records.first().and_then(|raw| root_server(raw));
    let formats = FormatTable::new(&tables.formats, &source.url, root.as_deref());
    let mut drafts = Vec::with_capacity(list.records.records.len());
    for (at, raw) in list.records.records.iter().enumerate() {
        let pointer = format!("{}/{at}", list.records.pointer);
        if let Some(mut record) = feed.open(raw, at, pointer) {
            drafts.extend(row::read(&mut record, &formats, &tables.bodies, list.part));
        }
    }
    let meetings = finish::finish(&mut feed, drafts);
    let records = list.records.records.len();
    let (charset, notices) = (list.charset, feed.notices);
    Ok(Reading { format: Format::Bmlt, charset, records, meetings, notices, tables })
}

/// Reads records of another shape that were brought into rows with BMLT's field names.
pub(super) fn read_rows(
    source: &Source,
    rows: &Rows,
    charset: String,
    notices: Notices,
    parts: &[Part],
) -> Result<Reading, Refusal> {
    let mut feed = Feed::new(source, Places::Rows(rows), notices, fields::KNOWN);
    let tables = tables::read(parts, None, &mut feed.notices)?;
    let root = rows.iter().next().and_then(|row| root_server(row.raw));
    let formats = FormatTable::new(&tables.formats, &source.url, root.as_deref());
    let mut drafts = Vec::new();
    for Row { raw, part, record: at, pointer } in rows.iter() {
        if let Some(mut record) = feed.open(raw, at, pointer.to_owned()) {
            drafts.extend(row::read(&mut record, &formats, &tables.bodies, part));
        }
    }
    let meetings = finish::finish(&mut feed, drafts);
    Ok(Reading {
        format: Format::Bmlt,
        charset,
        records: rows.records(),
        meetings,
        notices: feed.notices,
        tables,
    })
}

/// The field of that name.
pub(super) fn known_field(name: &str) -> Option<&'static str> {
    fields::KNOWN.iter().find(|known| **known == name).copied()
}

/// The server that a row says it is from.
fn root_server(raw: &RawValue) -> Option<String> {
    let record = Record::read(raw).ok()?;
    serde_json::from_str(record.get("root_server_uri")?.get()).ok()
}
