//! The texts of a document as its publisher wrote them, so far as anybody could read them for what is published.
//! What leads into a meeting (addresses, dial strings, fields for passcodes) is given out on purpose and left out.

use super::scan::Field;
use regex::Regex;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

/// Fields that are given out as they are, or that hold keys.
static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)conference_(?:url|phone)$|virtual_meeting_link|phone_meeting_number|passcode|password|access.?code|zoom|dial|link|url|href|image|slug|(?:^|_)id$|guid|hash|lat|lon|uid|key")
        .unwrap()
});

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)address|street|postal|postcode|^zip|formatted").unwrap());

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)name|title|group$|location$|venue|region|city|town|district|municipality|location_text|summary",
    )
    .unwrap()
});

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^>]*>").unwrap());

/// Sort of field and text, in the order of the document.
pub(super) fn texts(path: &Path) -> Vec<(Field, String)> {
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut texts = Vec::new();
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match (serde_json::from_str::<Value>(text), ending) {
        (Ok(value), _) => walk("", &value, &mut texts),
        (Err(_), "csv") => cells(text, &mut texts),
        (Err(_), _) => texts
            .extend(TAG.replace_all(text, "\n").lines().map(|line| (Field::Notes, line.trim().to_owned()))),
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

fn walk(name: &str, value: &Value, texts: &mut Vec<(Field, String)>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| walk(name, value, texts)),
        Value::Array(members) => members.iter().for_each(|value| walk(name, value, texts)),
        Value::String(text) => push(name, text, texts),
        _ => {}
    }
}

fn cells(text: &str, texts: &mut Vec<(Field, String)>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    for row in reader.records().flatten() {
        for (at, cell) in row.iter().enumerate() {
            push(headers.get(at).unwrap_or_default(), cell, texts);
        }
    }
}

fn push(name: &str, text: &str, texts: &mut Vec<(Field, String)>) {
    let is_link = text.starts_with("http") && !text.contains(char::is_whitespace);
    if GIVEN.is_match(name) || is_link {
        return;
    }
    let field = match name {
        name if name.starts_with("contact_") || name == "author" => Field::Notes,
        name if ADDRESS.is_match(name) => Field::Address,
        name if NAME.is_match(name) => Field::Name,
        _ => Field::Notes,
    };
    texts.push((field, TAG.replace_all(text, " ").into_owned()));
}
