//! One look over a page: decodes it, walks over its tags once, and asks every reader of signs.

use super::address::Base;
use super::gather::Gather;
use super::tags::{self, Tags};
use super::{LOOKED_AT, Looked, Own, about, bmlt, follow, links, scripts, tsml};
use crate::plan::Part;
use crate::sniff::{self, Shape};
use std::borrow::Cow;
use std::ops::Range;

/// The text of a page, without its comments, and where its lines begin.
pub(super) struct Text<'a> {
    raw: &'a str,
    masked: String,
    line_starts: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(raw: &'a str, comments: &[Range<usize>]) -> Self {
        let mut masked = String::with_capacity(raw.len());
        let mut end = 0;
        for comment in comments {
            masked.push_str(&raw[end..comment.start]);
            // of the same length, so that places in one text are places in the other
            masked.extend(std::iter::repeat_n(' ', comment.len()));
            end = comment.end;
        }
        masked.push_str(&raw[end..]);
        let line_starts =
            raw.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1).collect();
        Self { raw, masked, line_starts }
    }

    /// A text without comments.
    pub(super) fn whole(raw: &'a str) -> Self {
        Self::new(raw, &[])
    }

    /// The text with blanks where comments stand.
    pub(super) fn masked(&self) -> &str {
        &self.masked
    }

    /// What stands between two places, the later one moved to the text's end where it is past it.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        let to = floor(self.raw, to);
        self.raw.get(from.min(to)..to).unwrap_or_default()
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, at: usize) -> u32 {
        let before = self.line_starts.partition_point(|start| *start <= at);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// The nearest place at or before `at` where a character begins.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Whether a document is markup, or nothing else that is known.
pub(super) fn is_page(part: &Part) -> bool {
    match sniff::decode(part) {
        Ok(decoded) => matches!(decoded.shape, Shape::Page | Shape::Xml),
        Err(_) => part.body[..part.body.len().min(4096)].contains(&b'<'),
    }
}

/// Looks at a page; what the document itself is, is left open.
pub(super) fn look(part: &Part) -> Looked {
    let (text, is_markup) = text_of(part);
    let raw = &text[..floor(&text, LOOKED_AT)];
    let Tags { tags, comments } = if is_markup { tags::walk(raw) } else { Tags::default() };
    let text = Text::new(raw, &comments);
    let base = tags.iter().find(|tag| tag.is("base")).and_then(|tag| tag.get("href"));
    let base = Base::new(&part.url, base.as_deref());
    let mut gather = Gather::new(&part.url);
    let about = about::about(&tags, &text, &part.url);
    if let Some(finding) = super::classify::classify(&part.url, "the address itself leads", "") {
        gather.add(finding, None);
    }
    if is_markup {
        links::scan(&tags, &text, &base, &mut gather);
        for tag in &tags {
            bmlt::tag(tag, text.line(tag.start), &base, &mut gather);
        }
        bmlt::scan(&text, &base, &mut gather);
        scripts::scan(&tags, &text, &base, &mut gather);
        tsml::scan(&tags, &text, &base, &mut gather);
        follow::scan(&tags, &text, &base, &mut gather);
        if about.asks_password {
            gather.sign("the page asks for a password, and nobody here has one", None);
        }
    }
    let (candidates, left, follow_ups, signs) = gather.finish();
    let own = Own::Nothing(String::new());
    Looked { own, about, candidates, left, follow_ups, signs }
}

/// The document as text, and whether it may be markup.
fn text_of(part: &Part) -> (Cow<'_, str>, bool) {
    match sniff::decode(part) {
        Ok(decoded) => {
            let is_markup = matches!(decoded.shape, Shape::Page | Shape::Xml);
            (Cow::Owned(decoded.text), is_markup)
        }
        Err(_) => {
            let start = &part.body[..part.body.len().min(LOOKED_AT)];
            (String::from_utf8_lossy(start), start.contains(&b'<'))
        }
    }
}
