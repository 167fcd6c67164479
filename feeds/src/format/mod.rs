//! The readers: one module per wire format, the wire shapes private to it, and what they share.
//!
//! A reader never fails for one record and never loses a value silently: what it leaves out or changes, it tells in a
//! notice with the place. Only a document as a whole can be refused.

mod airtable;
mod attend;
mod bmlt;
mod bmlt_admin;
mod bmlt_xml;
mod central_query;
mod context;
mod detect;
pub mod events_calendar;
mod finish;
mod ical;
mod identity;
mod instances;
pub mod json;
mod location_text;
mod markup_depth;
mod members;
mod online;
mod place;
pub mod recipe;
mod rows;
pub mod rpde;
mod schema_org;
mod table;
mod tags;
mod tsml;
mod wall;

#[cfg(test)]
mod corpus_anonymity;
#[cfg(test)]
mod corpus_calendars;
#[cfg(test)]
mod corpus_manifest;
#[cfg(test)]
mod corpus_recipes;
#[cfg(test)]
mod corpus_table;
#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;

use crate::clean::zone::{ReadZone, zone_in};
use crate::notice::{Code, Notices};
use crate::plan::Part;
use crate::reading::{Format, Reading, Refusal};
use crate::sniff::{self, Shape};
use crate::source::{FormatChoice, Source};
use crate::zone::Zone;
use context::{Fault, RecordReader};
use json::{Document, Records};
use rows::Rows;

/// Reads the parts of a snapshot as the source says, or as their content looks.
pub fn read(source: &Source, parts: &[Part]) -> Result<Reading, Refusal> {
    if let Some(recipe) = &source.recipe {
        let mut rows = Rows::default();
        let charset = recipe::rows(recipe, parts, &mut rows)?;
        let notices = std::mem::take(&mut rows.notices);
        return Ok(tsml::read_rows(source, Format::Recipe, &rows, charset, notices));
    }
    let Some(main) = parts.iter().find(|part| part.role.holds_meetings()) else {
        return Err(Refusal::new(Code::EmptyBody, "no document with meetings came"));
    };
    let position = parts.iter().position(|part| std::ptr::eq(part, main)).unwrap_or_default();
    let decoded = sniff::decode(main)?;
    match detect::by_text(source, &decoded)? {
        Some(format) => text_rows(source, format, parts),
        None => {
            let (charset, text, notices) = (decoded.charset, decoded.text, decoded.notices);
            read_json(source, parts, position, charset, &text, notices)
        }
    }
}

/// Where the page after a document is, in formats that come in pages.
pub fn next_page(format: Format, page: &Part) -> Option<::url::Url> {
    let text = String::from_utf8_lossy(&page.body);
    match format {
        Format::EventsCalendar => events_calendar::next_page(&text),
        Format::Rpde => rpde::next_page(&text, &page.url),
        _ => None,
    }
}

fn read_json(
    source: &Source,
    parts: &[Part],
    position: usize,
    charset: String,
    text: &str,
    mut notices: Notices,
) -> Result<Reading, Refusal> {
    let mut document = Document::parse(text)?;
    if let Some(format) = detect::by_root(source, &document) {
        return json_rows(source, format, parts);
    }
    let records = document.records(detect::is_record)?;
    let format = match source.format {
        FormatChoice::Only(format) => format,
        FormatChoice::Auto => detect::format(&records, parts)?,
    };
    notices.absorb(std::mem::take(&mut document.notices));
    let part = u16::try_from(position).unwrap_or(u16::MAX);
    let list = MeetingList { document: &document, records, part, charset, notices };
    match format {
        Format::Bmlt => bmlt::read(source, list, parts),
        _ => tsml::read(source, list),
    }
}

/// Formats of text, calendar, page or XML.
fn text_rows(source: &Source, format: Format, parts: &[Part]) -> Result<Reading, Refusal> {
    rows::reading::read(source, format, parts, |decoded, rows| match format {
        Format::Ical => ical::rows(&decoded.text, rows),
        Format::SchemaOrg => schema_org::rows_of_page(&decoded.text, rows),
        Format::Bmlt if decoded.shape != Shape::Text => bmlt_xml::rows(&decoded.text, rows),
        _ => table::rows(&decoded.text, rows),
    })
}

/// Formats of JSON that are not lists of Meeting Guide or BMLT records.
fn json_rows(source: &Source, format: Format, parts: &[Part]) -> Result<Reading, Refusal> {
    rows::reading::read(source, format, parts, |decoded, rows| {
        let mut document = Document::parse(&decoded.text)?;
        rows.notices.absorb(std::mem::take(&mut document.notices));
        match format {
            Format::Sheet => table::sheet_rows(&document, rows),
            Format::Airtable => airtable::rows(&document, rows),
            Format::CentralQuery => central_query::rows(&document, rows),
            Format::SchemaOrg => schema_org::rows(&document, rows),
            Format::EventsCalendar => events_calendar::rows(&document, rows),
            Format::Rpde => rpde::rows(&document, rows),
            _ => bmlt_admin::rows(&document, rows),
        }
    })
}

/// The document with the meetings, opened and checked.
struct MeetingList<'a> {
    document: &'a Document<'a>,
    records: Records<'a>,
    /// Position in the snapshot.
    part: u16,
    charset: String,
    notices: Notices,
}

/// The zone that a record names.
fn own_zone(record: &mut RecordReader<'_, '_>, field: &str) -> Option<Zone> {
    let text = record.scalar(field)?;
    match zone_in(&text, record.feed.source.country) {
        ReadZone::Known(zone) => Some(zone),
        ReadZone::Alias(zone) => {
            record.note(Fault::new(Code::TimezoneAlias).field(field).value(text).corrected(zone.name()));
            Some(zone)
        }
        ReadZone::Unknown => {
            record.note(Fault::new(Code::TimezoneUnknown).field(field).value(text));
            None
        }
    }
}
