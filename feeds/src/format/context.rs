//! What every reader carries: the feed with its notices, and one record whose fields are decoded leniently.
//!
//! Fields may change their JSON type from record to record. A getter takes what can be taken and tells the rest.

mod fault;
mod value;

pub(super) use fault::{Anchor, Fault};

use super::json::{Positions, Record, RecordFault};
use super::online;
use super::rows::Rows;
use crate::clean::anonymity::{self, Masked};
use crate::clean::text::{self, Cleaned, filled};
use crate::clean::url::{self, ReadLink};
use crate::code_table::System;
use crate::notice::{Code, Notices};
use crate::source::Source;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashSet;

/// Longer texts are cut, in characters.
const LONGEST_TEXT: usize = 16_384;

/// The feed that is being read.
pub(super) struct Feed<'a> {
    pub(super) source: &'a Source,
    pub(super) notices: Notices,
    pub(super) places: Places<'a>,
    known_fields: HashSet<&'static str>,
    unknown_fields: HashSet<String>,
}

/// How places in the publisher's document are found.
#[derive(Clone, Copy)]
pub(super) enum Places<'a> {
    /// The records are slices of the document itself.
    Text(&'a Positions<'a>),
    /// The records were made out of the document.
    Rows(&'a Rows),
}

impl Places<'_> {
    /// Tables of codes that the document uses.
    pub(super) fn systems(&self) -> &[System] {
        match self {
            Places::Rows(rows) if !rows.systems.is_empty() => &rows.systems,
            _ => &[System::TSML, System::TSML_LABEL],
        }
    }
}

/// One record that is being read.
pub(super) struct RecordReader<'f, 'a> {
    pub(super) feed: &'f mut Feed<'a>,
    pub(super) anchor: Anchor<'a>,
    record: Record<'a>,
}

impl<'a> Feed<'a> {
    /// `known` are the fields of the format; others are told.
    pub(super) fn new(
        source: &'a Source,
        places: Places<'a>,
        notices: Notices,
        known: &[&'static str],
    ) -> Self {
        let known_fields = known.iter().copied().collect();
        Self { source, notices, places, known_fields, unknown_fields: HashSet::new() }
    }

    /// Opens a record; one that is none is told and left out.
    pub(super) fn open<'f>(
        &'f mut self,
        raw: &'a RawValue,
        position: usize,
        pointer: String,
    ) -> Option<RecordReader<'f, 'a>> {
        let record = u32::try_from(position).unwrap_or(u32::MAX);
        let anchor = Anchor { key: None, name: None, record, pointer, raw };
        match Record::read(raw) {
            Ok(record) => Some(RecordReader { feed: self, anchor, record }),
            Err(fault) => {
                let value = match fault {
                    RecordFault::NotAnObject => raw.get().chars().take(60).collect(),
                    RecordFault::TooDeep => "nested too deeply".to_owned(),
                };
                self.note(&anchor, Fault::new(Code::RecordUnreadable).value(value));
                None
            }
        }
    }
}

impl<'a> RecordReader<'_, 'a> {
    /// Tells a fault of this record.
    pub(super) fn note(&mut self, fault: Fault<'_>) {
        self.feed.note(&self.anchor, fault);
    }

    /// Tells fields that the format does not have, each name once in a feed.
    pub(super) fn note_unknown_fields(&mut self) {
        for (name, _) in self.record.fields() {
            if self.feed.known_fields.contains(name) || self.feed.unknown_fields.contains(name) {
                continue;
            }
            self.feed.unknown_fields.insert(name.to_owned());
            let nearest = self
                .feed
                .known_fields
                .iter()
                .map(|known| (strsim::jaro_winkler(known, name), *known))
                .filter(|(likeness, _)| *likeness > 0.9)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
            let mut fault = Fault::new(Code::UnknownField).field(name).value(name);
            if let Some((_, nearest)) = nearest {
                fault = fault.corrected(nearest);
            }
            self.feed.note(&self.anchor, fault);
        }
    }

    /// Whether the field is there and not null, empty, blank or false.
    pub(super) fn has(&self, field: &str) -> bool {
        self.record.get(field).is_some_and(|raw| !value::is_nothing(raw.get()))
    }

    /// Whether the field says no, in JSON's own word.
    pub(super) fn is_false(&self, field: &str) -> bool {
        self.record.get(field).is_some_and(|raw| raw.get() == "false")
    }

    /// The decoded value; nothing for null, blank, false, `[]` and `{}`.
    pub(super) fn value(&mut self, field: &str) -> Option<Value> {
        let raw = self.record.get(field)?;
        if value::is_nothing(raw.get()) {
            return None;
        }
        let decoded = value::decode(raw.get());
        if decoded.is_none() {
            self.unexpected(field, raw.get());
        }
        decoded.filter(|value| !value.is_null())
    }

    /// One text or number as text, trimmed.
    pub(super) fn scalar(&mut self, field: &str) -> Option<String> {
        let value = self.value(field)?;
        match value::scalar(&value) {
            Some(text) => filled(text.trim().to_owned()),
            None => {
                // some exports wrap every value in a list of one
                if let Value::Array(members) = &value
                    && let [member] = members.as_slice()
                    && let Some(text) = value::scalar(member)
                {
                    let fault = Fault::new(Code::ValueUnexpected).field(field).value(value.to_string());
                    self.note(fault.corrected(text.clone()).harmless());
                    return filled(text.trim().to_owned());
                }
                self.unexpected(field, &value.to_string());
                None
            }
        }
    }

    /// Texts of a list, of the values of an object (a list with gaps, in PHP), or one text.
    pub(super) fn list(&mut self, field: &str) -> Vec<String> {
        let members: Vec<Value> = match self.value(field) {
            None => return Vec::new(),
            Some(Value::Array(members)) => members,
            Some(Value::Object(members)) => members.into_iter().map(|(_, member)| member).collect(),
            Some(single) => vec![single],
        };
        let mut texts = Vec::with_capacity(members.len());
        for member in members.iter().filter(|member| !member.is_null()) {
            match value::scalar(member) {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => texts.push(text.trim().to_owned()),
                None => self.unexpected(field, &member.to_string()),
            }
        }
        texts
    }

    /// A short text that names something.
    pub(super) fn line(&mut self, field: &str) -> Option<String> {
        self.text(field, text::line, anonymity::name)
    }

    /// A part of a postal address.
    pub(super) fn address_line(&mut self, field: &str) -> Option<String> {
        self.text(field, text::line, anonymity::address)
    }

    /// Free text of several lines.
    pub(super) fn notes(&mut self, field: &str) -> Option<String> {
        self.text(field, text::block, anonymity::notes)
    }

    /// Free text that is cleaned but not masked: for fields that are about joining.
    pub(super) fn unmasked_notes(&mut self, field: &str) -> Option<String> {
        let raw = self.scalar(field)?;
        let cleaned = text::block(&raw);
        self.tell_cleaned(field, &cleaned);
        filled(cleaned.text)
    }

    /// The name of a building, or what stands in its place about joining online: cleaned, but not masked.
    pub(super) fn building(&mut self, field: &str) -> Result<Option<String>, String> {
        match self
            .scalar(field)
            .map(|raw| text::block(&raw).text)
            .filter(|text| online::is_about_joining(text))
        {
            Some(text) => {
                if anonymity::notes(&text).passcode {
                    self.note(Fault::new(Code::PasscodeInNotes).field(field));
                }
                Err(text)
            }
            None => Ok(self.line(field)),
        }
    }

    fn text(&mut self, field: &str, clean: fn(&str) -> Cleaned, mask: fn(&str) -> Masked) -> Option<String> {
        let raw = self.scalar(field)?;
        self.clean_text(field, &raw, clean, mask)
    }

    /// Cleans and masks a text that stands in a field; for members of lists.
    pub(super) fn clean_line(&mut self, field: &str, raw: &str) -> Option<String> {
        self.clean_text(field, raw, text::line, anonymity::name)
    }

    fn clean_text(
        &mut self,
        field: &str,
        raw: &str,
        clean: fn(&str) -> Cleaned,
        mask: fn(&str) -> Masked,
    ) -> Option<String> {
        let mut cleaned = clean(raw);
        self.tell_cleaned(field, &cleaned);
        if let Some((end, _)) = cleaned.text.char_indices().nth(LONGEST_TEXT) {
            self.note(Fault::new(Code::TextTruncated).field(field));
            cleaned.text.truncate(end);
        }
        let masked = mask(&cleaned.text);
        if masked.passcode {
            self.note(Fault::new(Code::PasscodeInNotes).field(field));
        }
        if masked.contact {
            self.note(Fault::new(Code::PersonalDataSuspected).field(field));
        }
        filled(masked.text)
    }

    fn tell_cleaned(&mut self, field: &str, cleaned: &Cleaned) {
        if let Some(markup) = &cleaned.markup {
            self.note(Fault::new(Code::HtmlInText).field(field).value(markup.clone()));
        }
        if let Some(control) = cleaned.control {
            self.note(
                Fault::new(Code::ControlCharacters)
                    .field(field)
                    .value(format!("U+{:04X}", u32::from(control))),
            );
        }
    }

    /// A web address, what stands behind it, or a telephone number in its place. What is no address is told.
    pub(super) fn link(&mut self, field: &str) -> Option<ReadLink> {
        let raw = self.scalar(field)?;
        let read = url::link(&raw)?;
        match &read {
            ReadLink::Invalid => self.note(Fault::new(Code::UrlInvalid).field(field)),
            ReadLink::Forbidden => self.note(Fault::new(Code::UrlSchemeForbidden).field(field)),
            ReadLink::Usable { repaired: true, .. } => self.note(Fault::new(Code::UrlRepaired).field(field)),
            ReadLink::Usable { .. } | ReadLink::Phone(_) => {}
        }
        Some(read)
    }

    /// A web address of a page.
    pub(super) fn page(&mut self, field: &str) -> Option<String> {
        match self.link(field)? {
            ReadLink::Usable { url, .. } if anonymity::is_of_a_person(&url) => {
                self.note(Fault::new(Code::PersonalDataSuspected).field(field));
                None
            }
            ReadLink::Usable { url, .. } => Some(url),
            _ => None,
        }
    }

    fn unexpected(&mut self, field: &str, value: &str) {
        self.note(
            Fault::new(Code::ValueUnexpected).field(field).value(value.chars().take(100).collect::<String>()),
        );
    }
}
