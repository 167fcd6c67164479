//! Key and name of a record, the same way for all formats.

use super::context::{Fault, RecordReader};
use crate::clean::text;
use crate::notice::Code;

/// Above this many characters the phone app cuts a name.
const LONGEST_NAME: usize = 64;
const LONGEST_KEY: usize = 200;

/// The publisher's own key; `None` where a record has none.
pub(super) fn key(record: &mut RecordReader<'_, '_>, fields: &[&str]) -> Option<String> {
    let key = fields.iter().find_map(|field| record.scalar(field))?;
    let key: String = key.chars().filter(|&c| !text::is_invisible(c)).collect();
    let key = without_host(key);
    match key.chars().count() {
        0 => None,
        1..=LONGEST_KEY => Some(key),
        _ => Some(digest(&[&key])),
    }
}

/// Calendars put a host behind their keys, which makes them look like a mailbox, and some are one.
fn without_host(key: String) -> String {
    match key.split_once('@') {
        Some((local, host)) if !local.is_empty() && host.contains('.') && !key.contains(['/', ' ']) => {
            let digits = local.bytes().filter(u8::is_ascii_digit).count();
            let is_number = digits * 2 >= local.len() && !local.contains('.');
            if is_number { local.to_owned() } else { digest(&[&key]) }
        }
        _ => key,
    }
}

/// A key made of what makes a meeting itself; it changes when these change, which is why a notice asks for a better.
///
/// `others` count only where a record has them, so that records without them keep their keys.
pub(super) fn content_key(record: &mut RecordReader<'_, '_>, fields: &[&str], others: &[&str]) -> String {
    let mut part = |field: &&str| record.value(field).map(|value| value.to_string());
    let mut parts: Vec<String> = fields.iter().map(|field| part(field).unwrap_or_default()).collect();
    parts.extend(others.iter().filter_map(part));
    let key = digest(&parts.iter().map(String::as_str).collect::<Vec<_>>());
    record.note(Fault::new(Code::MissingId).corrected(key.clone()));
    key
}

/// The id that NA's world services gave a group; markers for "none yet" and "deleted" are none.
pub(super) fn world_id(record: &mut RecordReader<'_, '_>, field: &str) -> Option<String> {
    let id = record.line(field)?.to_uppercase();
    let is_blank =
        matches!(id.as_str(), "OLM999" | "OLM9999" | "G00099999" | "DELETED" | "NONE" | "N/A" | "NA")
            || id.chars().all(|c| c == '0');
    (!is_blank).then_some(id)
}

fn digest(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("c-{}", &hasher.finalize().to_hex()[..16])
}

/// The name, and whether it had to be concluded. `None` where nothing could stand for it.
pub(super) fn name(
    record: &mut RecordReader<'_, '_>,
    fields: &[&str],
    stand_ins: &[&str],
) -> Option<(String, bool)> {
    for field in fields {
        if let Some(name) = record.line(field) {
            record.anchor.name = Some(name.clone());
            if name.chars().count() > LONGEST_NAME {
                record.note(Fault::new(Code::NameTooLong).field(field).value(name.clone()));
            }
            return Some((name, false));
        }
    }
    let found = stand_ins.iter().find_map(|field| record.line(field));
    record.anchor.name.clone_from(&found);
    let fault = Fault::new(Code::MissingName).field(fields.first().copied().unwrap_or_default());
    match &found {
        Some(name) => record.note(fault.corrected(name.clone())),
        None => record.note(fault.costs_the_record()),
    }
    found.map(|name| (name, true))
}
