//! Meeting Guide JSON, the format of the 12 Step Meeting List plugin and its many relatives.

mod attendance;
pub(super) mod fields;
mod identity;
mod online;
mod place;
mod record;
mod said;
mod types;
mod when;

use super::context::{Feed, Places};
use super::finish::Draft;
use super::rows::Rows;
use super::{MeetingList, detect, finish};
use crate::notice::{Code, Notices, Sample};
use crate::reading::{Format, Reading, Refusal, Tables};
use crate::source::Source;
use identity::Publisher;

/// Reads a list of Meeting Guide records.
pub(super) fn read(source: &Source, list: MeetingList<'_>) -> Result<Reading, Refusal> {
    if !detect::fits(&list.records, Format::Tsml) {
        return Err(detect::broken(&list.records));
    }
    if detect::is_timeless(&list.records) {
        let detail = "none of the records has a field for its day or time";
        return Err(Refusal::new(Code::SchemaBreak, detail));
    }
    let mut feed = Feed::new(source, Places::Text(&list.document.positions), list.notices, fields::KNOWN);
    let mut drafts = Vec::with_capacity(list.records.records.len());
    let mut publisher = Publisher::default();
    for (at, raw) in list.records.records.iter().enumerate() {
        let pointer = format!("{}/{at}", list.records.pointer);
        if let Some(mut record) = feed.open(raw, at, pointer) {
            publisher.see(&record);
            drafts.extend(record::read(&mut record, list.part));
        }
    }
    if let Some(first) = list.records.records.first() {
        let (line, column) = list.document.positions.of_slice(first.get());
        let pointer = Some(list.records.pointer.clone()).filter(|pointer| !pointer.is_empty());
        let place = Sample { line: Some(line), column: Some(column), pointer, ..Sample::default() };
        publisher.tell(&mut feed.notices, place);
    }
    let records = list.records.records.len();
    Ok(finished(feed, drafts, Format::Tsml, records, list.charset))
}

/// Reads records of another format that were brought into rows.
pub(super) fn read_rows(
    source: &Source,
    format: Format,
    rows: &Rows,
    charset: String,
    notices: Notices,
) -> Reading {
    let mut feed = Feed::new(source, Places::Rows(rows), notices, fields::KNOWN);
    let mut drafts = Vec::new();
    for row in rows.iter() {
        if let Some(mut record) = feed.open(row.raw, row.record, row.pointer.to_owned()) {
            drafts.extend(record::read(&mut record, row.part));
        }
    }
    finished(feed, drafts, format, rows.records(), charset)
}

fn finished<'a>(
    mut feed: Feed<'a>,
    drafts: Vec<Draft<'a>>,
    format: Format,
    records: usize,
    charset: String,
) -> Reading {
    let meetings = finish::finish(&mut feed, drafts);
    Reading { format, charset, records, meetings, notices: feed.notices, tables: Tables::default() }
}
