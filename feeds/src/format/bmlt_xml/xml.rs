//! A reader of plain XML: elements, text, the five entities, characters by number, CDATA. No DTD, so nothing expands;
//! a step never looks back, and nesting is counted, not followed.

use crate::notice::Code;
use std::borrow::Cow;

const MAX_DEPTH: usize = 64;

/// What comes next in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'t> {
    /// An element starts, at that byte; the depth counts it already.
    Open { name: &'t str, offset: usize },
    /// An element ended; the depth no longer counts it.
    Close,
    /// Text, with entities resolved.
    Text(Cow<'t, str>),
}

/// Why a text is no such XML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) detail: &'static str,
    pub(super) offset: usize,
}

/// A walk through a text.
#[derive(Debug)]
pub(super) struct Xml<'t> {
    text: &'t str,
    at: usize,
    open: Vec<&'t str>,
    /// An element without content was opened and is still to be closed.
    is_empty: bool,
    is_over: bool,
}

impl<'t> Xml<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, open: Vec::new(), is_empty: false, is_over: false }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    fn fault(&mut self, code: Code, detail: &'static str) -> Option<Result<Event<'t>, Fault>> {
        self.is_over = true;
        Some(Err(Fault { code, detail, offset: self.at }))
    }

    fn cut(&mut self) -> Option<Result<Event<'t>, Fault>> {
        self.at = self.text.trim_end().len();
        self.fault(Code::TruncatedBody, "the document ends in the middle; nothing of it was read")
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Moves behind the next `mark`; whether there is one.
    fn skip_past(&mut self, mark: &str) -> bool {
        let found = self.rest().find(mark);
        self.at = found.map_or(self.text.len(), |length| self.at + length + mark.len());
        found.is_some()
    }

    fn tag(&mut self) -> Option<Result<Event<'t>, Fault>> {
        let offset = self.at;
        let Some(length) = tag_length(self.rest()) else { return self.cut() };
        let inner = &self.rest()[1..length];
        let is_closed = inner.ends_with('/');
        let name_end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
        let name = &inner[..name_end];
        if name.is_empty() || !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return self.fault(Code::SchemaBreak, "not well-formed XML: a tag without a name");
        }
        if self.open.len() >= MAX_DEPTH {
            return self.fault(Code::NestingLimit, "the document is nested too deeply");
        }
        self.at += length + 1;
        // prefixes of namespaces say nothing here
        let name = name.rsplit(':').next().unwrap_or(name);
        self.open.push(name);
        self.is_empty = is_closed;
        Some(Ok(Event::Open { name, offset }))
    }

    fn end_tag(&mut self) -> Option<Result<Event<'t>, Fault>> {
        let Some(length) = self.rest().find('>') else { return self.cut() };
        let name = self.rest()[2..length].trim_end();
        let name = name.rsplit(':').next().unwrap_or(name);
        if self.open.last() != Some(&name) {
            return self.fault(Code::SchemaBreak, "not well-formed XML: an end tag that closes nothing");
        }
        self.open.pop();
        self.at += length + 1;
        Some(Ok(Event::Close))
    }
}

impl<'t> Iterator for Xml<'t> {
    type Item = Result<Event<'t>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        if std::mem::take(&mut self.is_empty) {
            self.open.pop();
            return Some(Ok(Event::Close));
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return if self.open.is_empty() { None } else { self.cut() };
            }
            if let Some(inner) = rest.strip_prefix("<![CDATA[") {
                let Some(length) = inner.find("]]>") else { return self.cut() };
                self.at += "<![CDATA[".len() + length + "]]>".len();
                return Some(Ok(Event::Text(Cow::Borrowed(&inner[..length]))));
            }
            if rest.starts_with("<!--") || rest.starts_with("<?") {
                let mark = if rest.starts_with("<?") { "?>" } else { "-->" };
                if !self.skip_past(mark) {
                    return self.cut();
                }
                continue;
            }
            if rest.starts_with("<!") {
                return self.fault(Code::EntityForbidden, "the document declares a type of its own");
            }
            if rest.starts_with("</") {
                return self.end_tag();
            }
            if rest.starts_with('<') {
                return self.tag();
            }
            let length = rest.find('<').unwrap_or(rest.len());
            self.at += length;
            if !self.open.is_empty() {
                return Some(Ok(Event::Text(resolved(&rest[..length]))));
            }
        }
    }
}

/// Where the `>` of a tag is; one in a quoted value does not count.
fn tag_length(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Text with its entities resolved; what is no entity that is known stays as it stands.
fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // the longest is a character by its number
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(entity: &str) -> Option<char> {
    let number = |digits: &str, base: u32| char::from_u32(u32::from_str_radix(digits, base).ok()?);
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match entity.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => number(entity.strip_prefix('#')?, 10),
        },
    }
    .filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn walk(text: &str) -> Result<Vec<String>, Code> {
        Xml::new(text)
            .map(|event| {
                event.map_err(|fault| fault.code).map(|event| match event {
                    Event::Open { name, .. } => format!("<{name}"),
                    Event::Close => ">".to_owned(),
                    Event::Text(text) => text.into_owned(),
                })
            })
            .collect()
    }

    #[test]
    fn elements_text_and_entities() {
        let text = "<?xml version='1.0'?><!-- > --><a x='>' ><n:b/>1 &lt; 2 &amp; &#233;&#x41;&nbsp;&<![CDATA[<&]]></a>\n";
        assert_eq!(walk(text).unwrap(), ["<a", "<b", ">", "1 < 2 & éA&nbsp;&", "<&", ">"]);
    }

    #[test]
    fn what_is_no_such_xml() {
        for (text, code) in [
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Code::EntityForbidden),
            ("<a><b></a>", Code::SchemaBreak),
            ("<a></a></a>", Code::SchemaBreak),
            ("<a", Code::TruncatedBody),
            ("<a><b>text", Code::TruncatedBody),
            ("<a><![CDATA[", Code::TruncatedBody),
            ("< a>", Code::SchemaBreak),
        ] {
            assert_eq!(walk(text).unwrap_err(), code, "{text}");
        }
        assert_eq!(walk(&"<a>".repeat(100_000)).unwrap_err(), Code::NestingLimit);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[<>/!?\\-\\[\\]CDATA&;#x1a\"' é]{0,60}") {
            let _ = walk(&text);
        }
    }
}
