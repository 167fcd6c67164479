//! The server's own tables: what it says of itself, its service bodies, its formats.

use crate::clean::{anonymity, text};
use crate::format::json::{Document, Record, list};
use crate::notice::Notices;
use crate::plan::{Part, Role};
use crate::reading::{FormatRow, Refusal, ServiceBody, Tables};
use crate::sniff;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Reads the tables out of their documents, or out of the object around the meetings.
pub(super) fn read(
    parts: &[Part],
    envelope: Option<&Record<'_>>,
    notices: &mut Notices,
) -> Result<Tables, Refusal> {
    let mut tables = Tables::default();
    if let Some(formats) = envelope.and_then(|envelope| envelope.get("formats")) {
        tables.formats.extend(rows(formats).iter().flat_map(format_rows));
    }
    for part in parts {
        match part.role {
            Role::ServerInfo => tables.server = open(part, notices)?.into_iter().next().map(server),
            Role::Bodies => tables.bodies.extend(open(part, notices)?.iter().map(service_body)),
            Role::Formats => tables.formats.extend(open(part, notices)?.iter().flat_map(format_rows)),
            Role::Feed | Role::Meetings | Role::Page | Role::Index | Role::Detail => {}
        }
    }
    Ok(tables)
}

fn open(part: &Part, notices: &mut Notices) -> Result<Vec<Map<String, Value>>, Refusal> {
    let decoded = sniff::decode(part)?;
    let document = Document::parse(&decoded.text)?;
    notices.absorb(decoded.notices);
    let inner = Record::split(document.root).ok().and_then(|root| root.get("formats"));
    Ok(rows(inner.unwrap_or(document.root)))
}

/// The objects of a list; what is no object is no row.
fn rows(raw: &RawValue) -> Vec<Map<String, Value>> {
    let members = list(raw).unwrap_or_default();
    members.into_iter().filter_map(|member| serde_json::from_str(member.get()).ok()).collect()
}

fn words(row: &Map<String, Value>, name: &str) -> String {
    match row.get(name) {
        Some(Value::String(text)) => text::block(text).text,
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn service_body(row: &Map<String, Value>) -> ServiceBody {
    ServiceBody {
        id: words(row, "id"),
        parent_id: words(row, "parent_id"),
        name: anonymity::name(&words(row, "name")).text,
        description: anonymity::notes(&words(row, "description")).text,
        kind: words(row, "type"),
        url: words(row, "url"),
        helpline: words(row, "helpline"),
        world_id: words(row, "world_id"),
    }
}

/// A row a language; the administration's list has all languages of a format in one.
fn format_rows(row: &Map<String, Value>) -> Vec<FormatRow> {
    let Some(Value::Array(translations)) = row.get("translations") else { return vec![format_row(row)] };
    let translated = |translation: &Value| {
        let Value::Object(words_of) = translation else { return None };
        Some(FormatRow {
            id: words(row, "id"),
            key_string: words(words_of, "key"),
            name_string: anonymity::name(&words(words_of, "name")).text,
            description_string: anonymity::notes(&words(words_of, "description")).text,
            lang: words(words_of, "language"),
            world_id: words(row, "worldId"),
            format_type_enum: words(row, "type"),
        })
    };
    translations.iter().filter_map(translated).collect()
}

fn format_row(row: &Map<String, Value>) -> FormatRow {
    FormatRow {
        id: words(row, "id"),
        key_string: words(row, "key_string"),
        name_string: anonymity::name(&words(row, "name_string")).text,
        description_string: anonymity::notes(&words(row, "description_string")).text,
        lang: words(row, "lang"),
        world_id: words(row, "world_id"),
        format_type_enum: words(row, "format_type_enum"),
    }
}

/// What the server says of itself, without its keys to other services and without ways to reach its operators.
fn server(row: Map<String, Value>) -> Value {
    let is_private = |name: &str| {
        let name = name.to_lowercase();
        ["api_key", "email", "contact", "password", "secret"].iter().any(|word| name.contains(word))
    };
    Value::Object(row.into_iter().filter(|(name, _)| !is_private(name)).collect())
}
