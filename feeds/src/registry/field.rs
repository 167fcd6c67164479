//! The keys of one entry, looked at one by one; whatever is wrong is written down with its place.

use super::fault::{Fault, FaultCode};
use super::load::TextFile;
use super::nearest::nearest;
use super::place::Place;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use url::Url;

/// The keys that an entry may have.
pub(super) const KEYS: [&str; 17] = [
    "id",
    "name",
    "url",
    "also",
    "format",
    "fellowship",
    "timezone",
    "country",
    "region",
    "permission",
    "licence",
    "contact",
    "schedule",
    "recipe",
    "site",
    "found_in",
    "verified",
];

/// The table of one entry.
pub(super) struct Fields<'a> {
    pub(super) table: &'a DeTable<'a>,
    pub(super) file: &'a TextFile<'a>,
    /// Where the entry begins, in bytes.
    pub(super) head: usize,
    pub(super) id: Option<String>,
    pub(super) faults: Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// The place of a byte.
    pub(super) fn place(&self, byte: usize) -> Place {
        Place::of(self.file.name, self.file.text, byte)
    }

    /// Writes a fault down.
    pub(super) fn fault(&mut self, code: FaultCode, byte: usize, message: String, nearest: Option<String>) {
        let (place, id) = (self.place(byte), self.id.clone());
        self.faults.push(Fault { code, place, id, message, nearest });
    }

    /// Tells every key that no entry has.
    pub(super) fn only_known_keys(&mut self) {
        let unknown: Vec<(String, usize)> = self
            .table
            .iter()
            .filter(|(key, _)| !KEYS.contains(&key.get_ref().as_ref()))
            .map(|(key, _)| (key.get_ref().to_string(), key.span().start))
            .collect();
        for (key, at) in unknown {
            let near = nearest(&key, KEYS.into_iter()).map(str::to_owned);
            self.fault(FaultCode::KeyUnknown, at, format!("unknown key `{key}`"), near);
        }
    }

    /// The value of a key and where it stands.
    pub(super) fn value(&self, key: &str) -> Option<(&'a DeValue<'a>, Range<usize>)> {
        self.table.get(key).map(|value| (value.get_ref(), value.span()))
    }

    /// A text, and the byte at which it begins. Another type is a fault.
    pub(super) fn text(&mut self, key: &str) -> Option<(&'a str, usize)> {
        let (value, span) = self.value(key)?;
        match value {
            DeValue::String(text) => Some((text.as_ref(), span.start)),
            other => {
                let message = format!("`{key}` is a text, not {}", kind(other));
                self.fault(FaultCode::TypeWrong, span.start, message, None);
                None
            }
        }
    }

    /// A text that has to be there and must not be empty.
    pub(super) fn needed(&mut self, key: &str) -> Option<(&'a str, usize)> {
        if self.value(key).is_none() {
            let head = self.head;
            self.fault(FaultCode::KeyMissing, head, format!("`{key}` is missing"), None);
            return None;
        }
        let (text, at) = self.text(key)?;
        if text.trim().is_empty() {
            self.fault(FaultCode::KeyMissing, at, format!("`{key}` is empty"), None);
            return None;
        }
        Some((text, at))
    }

    /// A text as it is; empty when it is not there.
    pub(super) fn plain(&mut self, key: &str) -> String {
        self.text(key).map_or_else(String::new, |(text, _)| text.to_owned())
    }

    /// An address that can be fetched. Its text is never told: it may hold a secret.
    pub(super) fn address(&mut self, key: &str, text: &str, at: usize) -> Option<Url> {
        let message = match Url::parse(text) {
            Ok(url) if !matches!(url.scheme(), "http" | "https") => {
                "only http and https addresses can be crawled".to_owned()
            }
            Ok(url) if url.host_str().is_some_and(|host| !host.is_empty()) => return Some(url),
            _ => format!("`{key}` is not an address, as https://list.example/meetings.json"),
        };
        self.fault(FaultCode::UrlInvalid, at, message, None);
        None
    }

    /// A list of addresses.
    pub(super) fn addresses(&mut self, key: &str) -> Vec<Url> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value else {
            let message = format!("`{key}` is a list of texts, not {}", kind(value));
            self.fault(FaultCode::TypeWrong, span.start, message, None);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items.iter() {
            let at = item.span().start;
            match item.get_ref() {
                DeValue::String(text) => found.extend(self.address(key, text.as_ref(), at)),
                other => {
                    let message = format!("`{key}` is a list of texts, not of {}", kind(other));
                    self.fault(FaultCode::TypeWrong, at, message, None);
                }
            }
        }
        found
    }
}

/// A value's type in words.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a truth value",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The table of a value.
pub(super) fn table_of<'a>(value: &'a Spanned<DeValue<'a>>) -> Option<&'a DeTable<'a>> {
    match value.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}
