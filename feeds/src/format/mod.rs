//! The readers: one module per wire format, the wire shapes private to it, and what they share.
//!
//! A reader never fails for one record and never loses a value silently: what it leaves out or changes, it tells in a
//! notice with the place. Only a document as a whole can be refused.

mod attend;
mod bmlt;
mod context;
mod detect;
mod finish;
mod identity;
pub mod json;
mod online;
mod place;
mod tags;
mod tsml;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;

use crate::clean::zone::{ReadZone, zone};
use crate::notice::{Code, Notices};
use crate::plan::{Part, Role};
use crate::reading::{Format, Reading, Refusal};
use crate::sniff;
use crate::source::{FormatChoice, Source};
use crate::zone::Zone;
use context::{Fault, RecordReader};
use json::{Document, Records};

/// Reads the parts of a snapshot as the source says, or as their content looks.
pub fn read(source: &Source, parts: &[Part]) -> Result<Reading, Refusal> {
    let is_main = |part: &&Part| matches!(part.role, Role::Feed | Role::Meetings);
    let Some(main) = parts.iter().find(is_main) else {
        return Err(Refusal::new(Code::EmptyBody, "no document with meetings came"));
    };
    let position = parts.iter().position(|part| std::ptr::eq(part, main)).unwrap_or_default();
    let decoded = sniff::decode(main)?;
    let mut document = Document::parse(&decoded.text)?;
    let records = document.records(detect::is_record)?;
    let format = match source.format {
        FormatChoice::Tsml => Format::Tsml,
        FormatChoice::Bmlt => Format::Bmlt,
        FormatChoice::Auto => detect::format(&records, parts)?,
    };
    let mut notices = decoded.notices;
    notices.absorb(std::mem::take(&mut document.notices));
    let list = MeetingList {
        document: &document,
        records,
        part: u16::try_from(position).unwrap_or(u16::MAX),
        charset: decoded.charset,
        notices,
    };
    match format {
        Format::Tsml => tsml::read(source, list),
        Format::Bmlt => bmlt::read(source, list, parts),
    }
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
    match zone(&text) {
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
