//! Which format a list is in, by the names of the fields of its first records.

use super::json::{Document, Record, Records};
use super::{airtable, bmlt_admin, bmlt_xml, central_query, events_calendar, rpde, schema_org, table};
use crate::notice::Code;
use crate::plan::{Part, Role};
use crate::reading::{Format, Refusal};
use crate::sniff::{self, Decoded, Shape};
use crate::source::{FormatChoice, Source};
use serde_json::value::RawValue;

/// How many records are looked at.
const LOOKED_AT: usize = 20;

const BMLT_FIELDS: [&str; 5] =
    ["id_bigint", "weekday_tinyint", "meeting_name", "service_body_bigint", "format_shared_id_list"];
const TSML_NAMES: [&str; 3] = ["name", "slug", "group"];
const TSML_FACTS: [&str; 10] = [
    "day",
    "time",
    "types",
    "formatted_address",
    "address",
    "location",
    "city",
    "conference_url",
    "attendance_option",
    "start_time",
];

/// The format of a document that is not JSON; `None` for JSON.
pub(super) fn by_text(source: &Source, decoded: &Decoded) -> Result<Option<Format>, Refusal> {
    let text = &decoded.text;
    let chosen = match source.format {
        FormatChoice::Only(format) => Some(format),
        FormatChoice::Auto => None,
    };
    let takes = |formats: &[Format]| chosen.is_none_or(|chosen| formats.contains(&chosen));
    match decoded.shape {
        Shape::Json => Ok(None),
        Shape::Calendar if takes(&[Format::Ical]) => Ok(Some(Format::Ical)),
        Shape::Calendar => {
            Err(Refusal::new(Code::FormatUnknown, "this is a calendar, not a list of meetings"))
        }
        Shape::Xml | Shape::Page if takes(&[Format::Bmlt]) && bmlt_xml::recognises(text) => {
            Ok(Some(Format::Bmlt))
        }
        Shape::Xml => Err(Refusal::new(Code::FormatUnknown, "this is XML, which none of the readers takes")),
        Shape::Page if takes(&[Format::SchemaOrg]) && schema_org::recognises_page(text) => {
            Ok(Some(Format::SchemaOrg))
        }
        Shape::Page => Err(sniff::refuse_page(text)),
        Shape::Text => match chosen {
            Some(format @ (Format::Csv | Format::Naws)) => Ok(Some(format)),
            Some(Format::Bmlt) => Ok(table::recognise(text).filter(|format| *format == Format::Bmlt)),
            None => Ok(table::recognise(text)),
            // what is neither is told by the JSON reader, with line and column
            _ => Ok(None),
        },
    }
}

/// The format of a JSON document that is not a list of Meeting Guide or BMLT records.
pub(super) fn by_root(source: &Source, document: &Document<'_>) -> Option<Format> {
    type Recogniser = fn(&RawValue) -> bool;
    const RECOGNISERS: [(Format, Recogniser); 7] = [
        (Format::Sheet, table::recognises_sheet),
        (Format::Airtable, airtable::recognises),
        (Format::CentralQuery, central_query::recognises),
        (Format::SchemaOrg, schema_org::recognises),
        (Format::EventsCalendar, events_calendar::recognises),
        (Format::Rpde, rpde::recognises),
        (Format::Bmlt, bmlt_admin::recognises),
    ];
    let is_allowed = |format: Format| match source.format {
        FormatChoice::Auto => true,
        FormatChoice::Only(only) => only == format,
    };
    // readers of one object with a list in it know nothing of lines
    let is_of_lines = |format: Format| matches!(format, Format::CentralQuery | Format::Bmlt);
    RECOGNISERS
        .into_iter()
        .filter(|(format, _)| is_allowed(*format) && (!document.is_lines() || is_of_lines(*format)))
        .find(|(_, recognises)| recognises(document.root))
        .map(|(format, _)| format)
}

/// Whether an object is itself the record of a meeting.
pub(super) fn is_record(record: &Record<'_>) -> bool {
    looks_like(record).is_some()
}

/// The format of a list; an empty list is taken for TSML unless other documents came with it.
pub(super) fn format(records: &Records<'_>, parts: &[Part]) -> Result<Format, Refusal> {
    let has_tables = records.envelope.as_ref().is_some_and(|envelope| envelope.get("formats").is_some());
    if has_tables || parts.iter().any(|part| part.role == Role::Meetings) {
        return Ok(Format::Bmlt);
    }
    let mut first = records.records.iter().take(LOOKED_AT).filter_map(|raw| Record::read(raw).ok());
    let format = first.find_map(|record| looks_like(&record));
    match format {
        Some(format) => Ok(format),
        None if records.records.is_empty() => Ok(Format::Tsml),
        None => Err(unknown(records)),
    }
}

/// Whether any of the first records looks like one of that format; vacuously so for an empty list.
pub(super) fn fits(records: &Records<'_>, format: Format) -> bool {
    let mut first = records.records.iter().take(LOOKED_AT).filter_map(|raw| Record::read(raw).ok());
    records.records.is_empty() || first.any(|record| looks_like(&record) == Some(format))
}

/// Whether a list of some length knows no day and no time anywhere: then it is in another format, not a list of
/// meetings that are all by appointment.
pub(super) fn is_timeless(records: &Records<'_>) -> bool {
    const FEWEST: usize = 10;
    let knows_time = |raw: &&RawValue| {
        Record::read(raw)
            .is_ok_and(|record| ["day", "time", "start_time"].iter().any(|name| record.get(name).is_some()))
    };
    records.records.len() >= FEWEST && !records.records.iter().any(|raw| knows_time(&&**raw))
}

fn looks_like(record: &Record<'_>) -> Option<Format> {
    let has = |names: &[&str]| names.iter().any(|name| record.get(name).is_some());
    if BMLT_FIELDS.iter().filter(|name| record.get(name).is_some()).count() >= 2 {
        return Some(Format::Bmlt);
    }
    (has(&TSML_NAMES) && has(&TSML_FACTS)).then_some(Format::Tsml)
}

fn unknown(records: &Records<'_>) -> Refusal {
    let Some(record) = records.records.iter().find_map(|raw| Record::read(raw).ok()) else {
        let is_deep = records
            .records
            .iter()
            .any(|raw| matches!(Record::read(raw), Err(super::json::RecordFault::TooDeep)));
        let code = if is_deep { Code::NestingLimit } else { Code::SchemaBreak };
        return Refusal::new(code, "the list holds no records that can be read");
    };
    let names: Vec<&str> = record.fields().map(|(name, _)| name).take(8).collect();
    let detail = format!("a list of records with none of the known fields, but: {}", names.join(", "));
    Refusal::new(Code::FormatUnknown, detail.chars().take(200).collect::<String>())
}

/// A list in none of the shapes that a source was said to have.
pub(super) fn broken(records: &Records<'_>) -> Refusal {
    let refusal = unknown(records);
    match refusal.code {
        Code::NestingLimit => refusal,
        _ => Refusal::new(Code::SchemaBreak, refusal.detail),
    }
}
