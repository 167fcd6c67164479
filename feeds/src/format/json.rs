//! A JSON document and the records in it. The whole document is checked before any record is read, so that a cut or
//! broken list is refused and never half read; the records stay raw, so that every fault can name its place.
//!
//! What the fields mean is none of its business: see the readers of the formats.

mod lines;
mod positions;
mod record;
#[cfg(test)]
mod tests;

pub use positions::{Positions, Walk};
pub use record::{MAX_DEPTH, Record, RecordFault};

use crate::notice::{Code, Notices, Sample};
use crate::reading::Refusal;
use serde_json::value::RawValue;

/// A checked document.
#[derive(Debug)]
pub struct Document<'a> {
    /// Where things stand in the text.
    pub positions: Positions<'a>,
    /// The value that the document consists of, free of any callback around it.
    pub root: &'a RawValue,
    /// Notices about the wrapping.
    pub notices: Notices,
    /// The documents, where there are several, one a line; `root` is the first.
    lines: Vec<&'a RawValue>,
}

/// The records of a document.
#[derive(Debug)]
pub struct Records<'a> {
    /// JSON pointer of the list: empty, or as `/meetings`.
    pub pointer: String,
    /// The records, in order.
    pub records: Vec<&'a RawValue>,
    /// The object that the list stood in, if there was one.
    pub envelope: Option<Record<'a>>,
}

impl<'a> Document<'a> {
    /// Checks that the text is one JSON document, perhaps in a callback, perhaps with stray text behind it.
    pub fn parse(text: &'a str) -> Result<Self, Refusal> {
        let positions = Positions::new(text);
        let mut notices = Notices::default();
        let callback = callback_length(text);
        if callback > 0 {
            let value = text[..callback].trim().chars().take(60).collect();
            notices.push(Code::WrapperRemoved, sample(&positions, 0, value));
        }
        let json = &text[callback..];
        let mut stream = serde_json::Deserializer::from_str(json).into_iter::<&RawValue>();
        let root = match stream.next() {
            Some(Ok(root)) => root,
            Some(Err(_)) if callback == 0 && lines::follow(text) => return Ok(lines::read(text, positions)),
            Some(Err(error)) => return Err(malformed(&positions, text, callback, &error)),
            None => return Err(Refusal::new(Code::EmptyBody, "there is no text to read")),
        };
        // the iterator insists on a separator behind bare numbers; where the value ended is known all the same
        let end = callback + (root.get().as_ptr() as usize - json.as_ptr() as usize) + root.get().len();
        let mut rest = text[end..].trim_start();
        if callback > 0 {
            rest = rest.strip_prefix(')').unwrap_or(rest).trim_start().trim_start_matches(';').trim_start();
        }
        if !rest.is_empty() {
            let offset = text.len() - rest.len();
            if callback == 0 && root.get().starts_with('{') && rest.starts_with('{') {
                if lines::follow(text) {
                    return Ok(lines::read(text, positions));
                }
                let (line, column) = positions.of(offset);
                let detail = "several documents follow one another; send one list".to_owned();
                let place = (Some(line), Some(column));
                return Err(Refusal { code: Code::MalformedJson, detail, line: place.0, column: place.1 });
            }
            notices.push(Code::TrailingText, sample(&positions, offset, rest.chars().take(60).collect()));
        }
        Ok(Self { positions, root, notices, lines: Vec::new() })
    }

    /// Whether it is several documents, one a line.
    pub fn is_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    /// The members of the list that the document is, or its lines.
    pub fn members(&self) -> Vec<&'a RawValue> {
        if self.is_lines() { self.lines.clone() } else { list(self.root).unwrap_or_default() }
    }

    /// The records: the members of the list, of the list under `meetings`, or the one object that is itself a record
    /// by the judgement of `is_record`.
    pub fn records(&mut self, is_record: fn(&Record<'_>) -> bool) -> Result<Records<'a>, Refusal> {
        if self.is_lines() {
            return Ok(Records { pointer: String::new(), records: self.lines.clone(), envelope: None });
        }
        if let Some(records) = list(self.root) {
            return Ok(Records { pointer: String::new(), records, envelope: None });
        }
        let Ok(envelope) = Record::split(self.root) else {
            return Err(Refusal::new(Code::SchemaBreak, "the document is neither a list nor an object"));
        };
        if let Some(raw) = envelope.get("meetings") {
            let Some(records) = list(raw) else {
                return Err(Refusal::new(Code::SchemaBreak, "`meetings` is not a list"));
            };
            if envelope.get("formats").is_none() {
                let (line, column) = self.positions.of_slice(raw.get());
                let pointer = Some("/meetings".to_owned());
                let place = Sample { line: Some(line), column: Some(column), pointer, ..Sample::default() };
                self.notices.push(Code::WrapperRemoved, place);
            }
            return Ok(Records { pointer: "/meetings".to_owned(), records, envelope: Some(envelope) });
        }
        if record::is_too_deep(self.root) {
            let detail = format!("the document is nested more than {MAX_DEPTH} deep");
            return Err(Refusal::new(Code::NestingLimit, detail));
        }
        if is_record(&envelope) {
            return Ok(Records { pointer: String::new(), records: vec![self.root], envelope: None });
        }
        Err(refuse_object(&envelope))
    }
}

/// The members of a list, raw.
pub fn list(raw: &RawValue) -> Option<Vec<&RawValue>> {
    raw.get().starts_with('[').then(|| serde_json::from_str(raw.get()).ok())?
}

/// Length of a callback's opening, as `/**/show(`; 0 where there is none.
pub fn callback_length(text: &str) -> usize {
    let rest = text.trim_start();
    let rest = rest.strip_prefix("/**/").unwrap_or(rest).trim_start();
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_$.[]".contains(c))).unwrap_or(rest.len());
    let starts_well = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$');
    match rest[name..].strip_prefix('(') {
        Some(inner) if starts_well => text.len() - inner.len(),
        _ => 0,
    }
}

fn malformed(positions: &Positions<'_>, text: &str, skipped: usize, error: &serde_json::Error) -> Refusal {
    let is_cut = error.is_eof();
    let offset = if is_cut { text.trim_end().len() } else { skipped + offset_of(&text[skipped..], error) };
    let (line, column) = positions.of(offset);
    let detail = if is_cut {
        "the document ends in the middle; nothing of it was read".to_owned()
    } else {
        let message = error.to_string();
        message.split(" at line ").next().unwrap_or("not JSON").to_owned()
    };
    Refusal { code: Code::MalformedJson, detail, line: Some(line), column: Some(column) }
}

/// The byte that an error of `serde_json` points at; its columns count bytes and its lines end with LF.
fn offset_of(json: &str, error: &serde_json::Error) -> usize {
    let before: usize = json.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (before + error.column().saturating_sub(1)).min(json.len());
    while !json.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// An object without meetings is mostly the server's way to say no.
fn refuse_object(object: &Record<'_>) -> Refusal {
    let said: Vec<String> = ["code", "error", "errors", "message", "status"]
        .iter()
        .filter_map(|name| object.get(name))
        .map(|raw| serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| raw.get().to_owned()))
        .map(|text| text.chars().filter(|c| !c.is_control()).take(120).collect())
        .collect();
    if said.is_empty() {
        let names: Vec<&str> = object.fields().map(|(name, _)| name).take(8).collect();
        let detail = format!("an object with no list of meetings in it, but: {}", names.join(", "));
        return Refusal::new(Code::SchemaBreak, detail.chars().take(200).collect::<String>());
    }
    let said = said.join(": ");
    let folded = said.to_lowercase();
    let is_refusal = ["401", "403", "unauthorized", "forbidden", "restricted", "not allowed", "permission"];
    let code = match is_refusal.iter().any(|word| folded.contains(word)) {
        true => Code::HttpForbidden,
        false => Code::SchemaBreak,
    };
    Refusal::new(code, format!("the server answered: {said}"))
}

fn sample(positions: &Positions<'_>, offset: usize, value: String) -> Sample {
    let (line, column) = positions.of(offset);
    Sample { line: Some(line), column: Some(column), value: Some(value), ..Sample::default() }
}
