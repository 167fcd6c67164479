//! Meetings of the central-query service: MongoDB's extended JSON, days counted from Monday as 1, and codes in several
//! lists. Its groups, languages and types are dictionaries beside them, recognised and refused.

use super::json::{Document, Record, list};
use super::members::{self, Member, any_of_first};
use super::rows::Rows;
use crate::code_table::System;
use crate::notice::{Code, Sample};
use crate::reading::Refusal;
use crate::schedule::Weekday;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashSet;

/// Fields that are read or left alone on purpose.
const KNOWN: [&str; 34] = [
    "_id",
    "id",
    "slug",
    "name",
    "timezone",
    "day",
    "time",
    "duration",
    "startDateUTC",
    "conference_url",
    "conference_url_notes",
    "conference_notes",
    "conference_phone",
    "conference_phone_notes",
    "notes",
    "types",
    "type",
    "formats",
    "features",
    "communities",
    "languages",
    "archived",
    "updatedAt",
    "createdAt",
    "accountID",
    "groupID",
    "geocodeID",
    "group",
    "rtc",
    "email",
    "phone",
    "website",
    "groupNotes",
    "__v",
];

fn is_of_service(record: &Record<'_>) -> bool {
    let has = |name: &str| record.get(name).is_some();
    let is_mongo = record.get("_id").is_some_and(|id| id.get().contains("$oid"));
    let is_own = ["accountID", "groupID", "archived", "alpha2"].iter().any(|name| has(name));
    is_mongo && (is_own || has("code") && has("desc")) || has("features") && has("communities") && has("slug")
}

/// Whether a document is of this format.
pub(super) fn recognises(root: &RawValue) -> bool {
    let members = list(root).unwrap_or_else(|| vec![root]);
    any_of_first(&members, is_of_service)
}

/// Brings the document into rows.
pub(super) fn rows(document: &Document<'_>, rows: &mut Rows) -> Result<(), Refusal> {
    let members = document.members();
    let is_meeting = |record: &Record<'_>| {
        ["slug", "day", "time", "startDateUTC", "conference_url"]
            .iter()
            .any(|name| record.get(name).is_some())
    };
    if !any_of_first(&members, is_meeting) {
        let is_group = |record: &Record<'_>| record.get("accountID").is_some();
        let what = if any_of_first(&members, is_group) { "groups" } else { "words of its dictionary" };
        let detail = format!("this is the service's list of {what}, not of meetings");
        return Err(Refusal::new(Code::SchemaBreak, detail));
    }
    rows.systems = vec![System::CENTRAL_QUERY, System::TSML];
    let mut unknown = HashSet::new();
    for member in members::read(document, "", &members, rows) {
        for (name, ..) in member.fields.iter().filter(|(name, ..)| !KNOWN.contains(&name.as_str())) {
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

fn meeting(member: &Member, rows: &mut Rows) {
    if member.get("archived") == Some(&Value::Bool(true)) {
        rows.notices.push(Code::UnpublishedRecord, member.sample(Some("archived")));
        return;
    }
    let day = member.get("day").and_then(Value::as_i64);
    // a record that was never given a time holds the program's defaults
    let is_default =
        day == Some(0) && ["timezone", "startDateUTC"].iter().all(|name| member.get(name).is_none());
    if day.is_some_and(|day| !(1..=7).contains(&day)) {
        rows.notices.push(Code::DayInvalid, member.sample(Some("day")));
    }
    let mut row = member.row(rows);
    member.copy(&mut row, "slug", "slug");
    if let Some(key) = mongo(member, "_id", "$oid") {
        row.text("id", key);
    }
    if let Some(day) = day.filter(|_| !is_default).and_then(weekday) {
        row.labelled("day", "day", member.spot_of("day")).text("day", day.days_from_sunday().to_string());
    }
    if !is_default {
        member.copy(&mut row, "time", "time");
    }
    for (from, to) in [
        ("name", "name"),
        ("group", "group"),
        ("timezone", "timezone"),
        ("duration", "duration"),
        ("conference_url", "conference_url"),
        ("conference_url_notes", "conference_url_notes"),
        ("conference_notes", "conference_url_notes"),
        ("conference_phone", "conference_phone"),
        ("conference_phone_notes", "conference_phone_notes"),
        ("notes", "notes"),
        ("groupNotes", "group_notes"),
        ("website", "url"),
        ("languages", "languages"),
    ] {
        if row.get(to).is_none() {
            member.copy(&mut row, from, to);
        }
    }
    for from in ["types", "type", "formats", "features", "communities"] {
        row.list("types", member.list(from));
    }
    if let Some(instant) = mongo(member, "updatedAt", "$date") {
        row.labelled("updated", "updatedAt", member.spot_of("updatedAt"));
        row.text("updated", instant.split('T').next().unwrap_or_default());
    }
    row.end();
}

/// Monday is 1, Sunday 7.
fn weekday(number: i64) -> Option<Weekday> {
    (1..=7).contains(&number).then(|| Weekday::from_sunday(u8::try_from(number % 7).ok()?))?
}

/// A value of MongoDB's, which stands in an object that names its type.
fn mongo(member: &Member, field: &str, kind: &str) -> Option<String> {
    match member.get(field)? {
        Value::Object(object) => members::text(object.get(kind)?),
        plain => members::text(plain),
    }
}
