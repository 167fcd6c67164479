//! From bytes to text, and what kind of document the text is. Content decides, labels only help.
//!
//! A document that is no text at all is refused here, before any reader sees it.

mod charset;
#[cfg(test)]
mod tests;

use crate::format::json;
use crate::notice::{Code, Notices, Sample};
use crate::plan::Part;
use crate::reading::Refusal;

/// A document as text, and what was noticed while decoding it.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The character set it was in, as `utf-8`.
    pub charset: String,
    /// What it is, at first glance.
    pub shape: Shape,
    /// Notices about the bytes.
    pub notices: Notices,
}

/// Decodes a part and looks what it is.
///
/// Refused are: nothing (`empty_body`), text in no known character set (`charset_undetected`) and XML that declares
/// entities (`entity_forbidden`).
pub fn decode(part: &Part) -> Result<Decoded, Refusal> {
    if part.body.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new(Code::EmptyBody, "there are no bytes to read"));
    }
    let mut notices = Notices::default();
    let (text, charset) = charset::decode(&part.body, part.content_type.as_deref(), &mut notices)?;
    if text.trim().is_empty() {
        return Err(Refusal::new(Code::EmptyBody, "there is no text to read"));
    }
    if text.contains('\0') {
        return Err(Refusal::new(Code::CharsetUndetected, "the text is full of NUL characters"));
    }
    let shape = shape(&text)?;
    note_mojibake(&text, &mut notices);
    Ok(Decoded { text, charset, shape, notices })
}

/// How much of a document is looked at to tell markup from data, in bytes.
const HEAD: usize = 4096;

/// What a text is, at first glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// JSON, or what was meant as such.
    Json,
    /// iCalendar.
    Calendar,
    /// XML.
    Xml,
    /// A web page.
    Page,
    /// Lines of text: perhaps a table.
    Text,
}

fn shape(text: &str) -> Result<Shape, Refusal> {
    let text = text.trim_start();
    let head = text[..floor_boundary(text, HEAD)].to_ascii_lowercase();
    if head.starts_with("begin:vcalendar") {
        return Ok(Shape::Calendar);
    }
    if !head.starts_with('<') {
        // a text in quotes is more likely the first heading of a table
        let callback = &text[json::callback_length(text)..];
        let is_callback = callback.len() < text.len() && callback.trim_start().starts_with(['[', '{']);
        let is_json = head.starts_with(['[', '{']) || is_callback;
        return Ok(if is_json { Shape::Json } else { Shape::Text });
    }
    if head.contains("<!entity") {
        return Err(Refusal::new(Code::EntityForbidden, "the document declares XML entities"));
    }
    let is_page =
        ["<!doctype html", "<html", "<head", "<body", "<title"].iter().any(|tag| head.contains(tag));
    Ok(match () {
        () if is_page => Shape::Page,
        () if head.starts_with("<?xml") => Shape::Xml,
        // a program's warning before the data is a fault of the data, told with its place by the JSON reader
        () if text.contains(['[', '{']) && !text.trim_end().ends_with('>') => Shape::Json,
        () => Shape::Page,
    })
}

/// Refuses a web page that holds nothing for us.
pub fn refuse_page(text: &str) -> Refusal {
    let detail = match title(text.trim_start()) {
        Some(title) => format!("the server sent a web page: `{title}`"),
        None => "the server sent a web page".to_owned(),
    };
    Refusal::new(Code::UnexpectedHtml, detail)
}

/// The title of a page, on one line and not too long.
fn title(page: &str) -> Option<String> {
    let head = &page[..floor_boundary(page, 16 * HEAD)];
    let folded = head.to_ascii_lowercase();
    let start = folded.find("<title")?;
    let start = start + folded[start..].find('>')? + 1;
    let end = start + folded[start..].find("</title")?;
    let words: Vec<&str> = head[start..end].split_whitespace().collect();
    let title: String = words.join(" ").chars().filter(|c| !c.is_control()).take(100).collect();
    (!title.is_empty()).then_some(title)
}

/// Two characters in a row that hardly any language has, but UTF-8 read as Latin-1 is full of; and the mark of loss.
fn note_mojibake(text: &str, notices: &mut Notices) {
    for (number, line) in (1u32..).zip(text.lines()) {
        let mut before = ' ';
        for (column, c) in (1u32..).zip(line.chars()) {
            let twice_encoded = matches!(before, 'Ã' | 'Â') && matches!(c, '\u{80}'..='\u{bf}')
                || before == 'â' && matches!(c, '€' | '\u{80}');
            if twice_encoded || c == char::REPLACEMENT_CHARACTER {
                let value = if twice_encoded { format!("{before}{c}") } else { c.to_string() };
                let place = Sample { line: Some(number), column: Some(column), ..Sample::default() };
                notices.push(Code::MojibakeSuspected, Sample { value: Some(value), ..place });
            }
            before = c;
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
