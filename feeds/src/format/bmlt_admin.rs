//! BMLT's administration API (v1): the same rows as in its public answers under other names, typed, with days counted
//! from Sunday as 0. Its formats and service bodies are recognised and refused.

use super::bmlt;
use super::json::{Document, Record, list};
use super::members::{self, Member, any_of_first};
use super::rows::{Dialect, Rows};
use crate::notice::{Code, Sample};
use crate::reading::Refusal;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashSet;

fn is_meeting(record: &Record<'_>) -> bool {
    let names = ["formatIds", "venueType", "serviceBodyId", "startTime", "temporarilyVirtual"];
    names.iter().filter(|name| record.get(name).is_some()).count() >= 3
}

fn is_beside(record: &Record<'_>) -> bool {
    let has = |name: &str| record.get(name).is_some();
    has("worldId") && (has("translations") || has("adminUserId") || has("assignedUserIds"))
}

/// Whether a document is of this format.
pub(super) fn recognises(root: &RawValue) -> bool {
    let members = list(root).unwrap_or_else(|| vec![root]);
    any_of_first(&members, |record| is_meeting(record) || is_beside(record))
}

/// Brings the document into rows of BMLT fields.
pub(super) fn rows(document: &Document<'_>, rows: &mut Rows) -> Result<(), Refusal> {
    let mut members = document.members();
    if members.is_empty() {
        members.push(document.root);
    }
    if !any_of_first(&members, is_meeting) {
        let detail = "this is the server's list of formats or service bodies, not of meetings";
        return Err(Refusal::new(Code::SchemaBreak, detail));
    }
    rows.dialect = Dialect::Bmlt;
    let mut unknown = HashSet::new();
    for member in members::read(document, "", &members, rows) {
        for (name, ..) in member.fields.iter().filter(|(name, ..)| !is_known(name)) {
            if unknown.insert(name.clone()) {
                let sample = Sample { value: Some(name.clone()), ..member.sample(Some(name)) };
                rows.notices.push(Code::UnknownField, sample);
            }
        }
        meeting(&member, rows);
    }
    rows.records = Some(rows.records.unwrap_or(0) + members.len());
    Ok(())
}

/// The names that differ from those of the public answers.
const RENAMED: [(&str, &str); 11] = [
    ("id", "id_bigint"),
    ("serviceBodyId", "service_body_bigint"),
    ("venueType", "venue_type"),
    ("startTime", "start_time"),
    ("duration", "duration_time"),
    ("timeZone", "time_zone"),
    ("worldId", "worldid_mixed"),
    ("name", "meeting_name"),
    ("latitude", "latitude"),
    ("longitude", "longitude"),
    ("comments", "comments"),
];

fn is_known(name: &str) -> bool {
    RENAMED.iter().any(|(from, _)| *from == name)
        || ["day", "published", "formatIds", "temporarilyVirtual", "email", "customFields"].contains(&name)
        || bmlt::known_field(name).is_some()
}

fn meeting(member: &Member, rows: &mut Rows) {
    let mut row = member.row(rows);
    for (from, to) in RENAMED {
        member.copy(&mut row, from, to);
    }
    // yes goes without saying; in the public answers it would be the text `1`
    if member.get("published") == Some(&Value::Bool(false)) {
        member.copy(&mut row, "published", "published");
    }
    row.labelled("weekday_tinyint", "day", member.spot_of("day"));
    match member.get("day").and_then(Value::as_i64) {
        Some(day @ 0..=6) => drop(row.text("weekday_tinyint", (day + 1).to_string())),
        // nothing that the public count would take for a day
        Some(day) => drop(row.text("weekday_tinyint", format!("day {day}"))),
        None => {}
    }
    let formats = member.list("formatIds");
    if !formats.is_empty() {
        row.labelled("format_shared_id_list", "formatIds", member.spot_of("formatIds"));
        row.text("format_shared_id_list", formats.join(","));
    }
    for (name, value, spot) in &member.fields {
        let is_read = |field: &&str| {
            ["location_", "virtual_", "phone_", "train_", "bus_"].iter().any(|start| field.starts_with(start))
        };
        if let Some(field) = bmlt::known_field(name).filter(is_read) {
            row.labelled(field, field, *spot).value(field, value.clone());
        }
    }
    row.end();
}
