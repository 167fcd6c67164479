//! The JSON-LD blocks of a page. A block ends where its JSON ends, not where `</script>` first stands in one of its
//! texts; one that is not JSON is mended where the fault is a common one, and told.

use super::nodes::Root;
use crate::clean::text::filled;
use crate::format::json::{Positions, list};
use crate::format::rows::Rows;
use crate::notice::{Code, Effect, Sample, Severity};
use regex::Regex;
use serde_json::Value;
use serde_json::value::RawValue;
use std::sync::LazyLock;

static OPENING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)<!--|<script\b[^>]*>").expect("the pattern is valid"));
static CLOSING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)</script").expect("the pattern is valid"));

/// Whether a page has such blocks at all.
pub(super) fn any(page: &str) -> bool {
    OPENING.find_iter(page).any(|tag| is_json_ld(tag.as_str()))
}

fn is_json_ld(tag: &str) -> bool {
    tag.to_ascii_lowercase().contains("application/ld+json")
}

/// The values of all blocks, the members of lists and graphs each on their own.
pub(super) fn read(page: &str, rows: &mut Rows) -> Vec<Root> {
    let positions = Positions::new(page);
    let mut roots = Vec::new();
    let (mut from, mut number) = (0, 0);
    while let Some(tag) = OPENING.find_at(page, from) {
        from = tag.end();
        let closing = || CLOSING.find_at(page, tag.end()).map_or(page.len(), |found| found.start());
        if tag.as_str() == "<!--" {
            from = page[from..].find("-->").map_or(page.len(), |end| from + end + 3);
        } else if is_json_ld(tag.as_str()) {
            number += 1;
            let block = Block { page, positions: &positions, start: tag.end(), number };
            from = block.read(closing, &mut roots, rows);
        } else {
            from = closing();
        }
    }
    roots
}

struct Block<'p> {
    page: &'p str,
    positions: &'p Positions<'p>,
    start: usize,
    number: usize,
}

impl Block<'_> {
    /// Reads the block; says where it ends.
    fn read(&self, closing: impl Fn() -> usize, roots: &mut Vec<Root>, rows: &mut Rows) -> usize {
        let pointer = format!("JSON-LD block {}", self.number);
        let mut at = self.start + wrapping(&self.page[self.start..]);
        let first = at;
        loop {
            let rest =
                self.page[at..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
            let start = self.page.len() - rest.len();
            if !rest.starts_with(['{', '[']) {
                break;
            }
            let Some(Ok(raw)) = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>().next()
            else {
                break;
            };
            split(raw, &pointer, Some(self.positions), roots, rows);
            at = start + raw.get().len();
        }
        if at > first {
            return at;
        }
        let end = closing();
        let text = &self.page[first.min(end)..end];
        if filled(text.trim().to_owned()).is_none() {
            return end;
        }
        let (line, column) = self.positions.of(self.start);
        let place = |value: String| Sample {
            line: Some(line),
            column: Some(column),
            pointer: Some(pointer.clone()),
            value: Some(value),
            ..Sample::default()
        };
        match serde_json::from_str::<Box<RawValue>>(&mended(text)) {
            Ok(raw) => {
                let sample = place("the block is not JSON; it was mended".to_owned());
                rows.notices.push_as(Code::MalformedJson, Severity::Warning, Effect::None, sample);
                let before = roots.len();
                split(&raw, &pointer, None, roots, rows);
                for root in &mut roots[before..] {
                    root.spot = Some((line, column));
                }
            }
            Err(error) => {
                let sample = place(error.to_string());
                rows.notices.push_as(Code::MalformedJson, Severity::Error, Effect::RecordDropped, sample);
            }
        }
        end
    }
}

/// Length of what hides JSON from old browsers: `<!--`, `//<![CDATA[`.
fn wrapping(text: &str) -> usize {
    let mut rest = text.trim_start();
    for mark in ["<!--", "//", "/*", "<![CDATA[", "*/"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
    }
    text.len() - rest.len()
}

/// The members of a list, of a graph, or the value itself.
pub(super) fn split(
    raw: &RawValue,
    pointer: &str,
    positions: Option<&Positions<'_>>,
    roots: &mut Vec<Root>,
    rows: &mut Rows,
) {
    let mut add = |raw: &RawValue, pointer: String, is_graph: bool| {
        let spot = positions.map(|positions| positions.of_slice(raw.get()));
        match serde_json::from_str::<Value>(raw.get()) {
            Ok(value) => roots.push(Root { value, pointer, spot, is_graph }),
            Err(_) => {
                let (line, column) = spot.unzip();
                let value = Some("nested too deeply".to_owned());
                let sample = Sample { line, column, pointer: Some(pointer), value, ..Sample::default() };
                rows.notices.push(Code::RecordUnreadable, sample);
            }
        }
    };
    let graph =
        crate::format::json::Record::split(raw).ok().and_then(|record| record.get("@graph")).and_then(list);
    let (members, path, is_graph) = match (list(raw), graph) {
        (Some(members), _) => (members, "", false),
        (None, Some(members)) => (members, "/@graph", true),
        (None, None) => return add(raw, pointer.to_owned(), false),
    };
    for (at, member) in members.into_iter().enumerate() {
        let pointer = format!("{pointer}{path}/{at}");
        add(member, pointer, is_graph);
    }
}

/// The text without what closes a comment or a section behind it.
fn unwrapped(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(shorter) = ["]]>", "-->", "//", "/*", "*/"].iter().find_map(|mark| text.strip_suffix(mark))
    {
        text = shorter.trim_end();
    }
    text
}

/// The text with common faults mended: quotation marks written as entities, line breaks within texts, commas before
/// a closing bracket.
fn mended(text: &str) -> String {
    let text = unwrapped(text);
    let text = match text.contains("&quot;") && !text.contains('"') {
        true => text.replace("&quot;", "\"").replace("&#039;", "'").replace("&amp;", "&"),
        false => text.to_owned(),
    };
    let mut mended = String::with_capacity(text.len());
    let (mut in_text, mut escaped) = (false, false);
    for c in text.chars() {
        if in_text {
            match c {
                // `\'` is an escape of JavaScript, not of JSON
                '\'' if escaped => {
                    mended.pop();
                    mended.push(c);
                }
                c if c.is_control() => mended.push_str(if escaped { "\\ " } else { "\\n" }),
                c => mended.push(c),
            }
            in_text = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' => in_text = true,
            '}' | ']' => {
                let end = mended.trim_end().len();
                if mended[..end].ends_with(',') {
                    mended.truncate(end - 1);
                }
            }
            '\u{feff}' | '\u{200b}' | '\u{a0}' => continue,
            _ => {}
        }
        mended.push(c);
    }
    mended
}
