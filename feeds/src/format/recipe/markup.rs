//! Before markup is parsed: how deep it nests, where its tags stand, and XML made into what an HTML parser takes.
//!
//! The parser itself repairs everything, and on purpose made input that costs it time without end; what a page is
//! allowed to cost is decided here, in one walk.

use crate::notice::Code;
use crate::reading::Refusal;
use std::collections::HashMap;

/// Elements may be open inside one another to this depth.
const MOST_OPEN: usize = 1_000;
/// How many elements a parser may make of a page.
const MOST_ELEMENTS: usize = 3_000_000;
/// How far back an end tag looks for its start.
const LOOK_BACK: usize = 64;

/// Elements that have no end, or whose end is often left out.
const NEVER_OPEN: &str = " area base br col embed hr img input link meta param source track wbr \
    td th tr tbody thead tfoot colgroup li p dd dt option optgroup html head body ";
/// Elements that are opened again in every paragraph until they are closed.
const FORMATTING: &str = " a b big code em font i nobr s small strike strong tt u ";
/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Where the tags of a document stand, lines and columns from 1.
pub(super) struct Tags {
    starts: HashMap<String, Vec<(u32, u32)>>,
}

impl Tags {
    /// The places of all start tags of that name.
    pub(super) fn of(&self, name: &str) -> &[(u32, u32)] {
        self.starts.get(name).map_or(&[], Vec::as_slice)
    }
}

fn is_in(list: &str, name: &str) -> bool {
    list.split(' ').any(|member| member == name)
}

/// Elements that end what was left open in the one before.
const FRESH: &str = " p td th tr li dd dt table ";
/// So many equal formatting elements are opened again, no more.
const EQUAL: usize = 3;

/// Walks a document once; refuses what is nested too deeply or would grow too much.
pub(super) fn survey(text: &str) -> Result<Tags, Refusal> {
    let mut starts: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
    let mut open: Vec<String> = Vec::new();
    let mut again: Vec<&str> = Vec::new();
    let mut elements = 0usize;
    let mut cursor = Cursor { text, at: 0, line: 1, column: 1 };
    while let Some((tag, place)) = cursor.next_tag() {
        if let Some(name) = tag.strip_prefix('/') {
            let name = tag_name(name);
            let from = open.len().saturating_sub(LOOK_BACK);
            if let Some(at) = open[from..].iter().rposition(|other| *other == name) {
                open.truncate(from + at);
            }
            let from = again.len().saturating_sub(LOOK_BACK);
            if let Some(at) = again[from..].iter().rposition(|other| tag_name(other) == name) {
                again.remove(from + at);
            }
            continue;
        }
        let name = tag_name(tag);
        if is_in(FRESH, &name) {
            let kept = open.iter().rposition(|name| !is_in(FORMATTING, name)).map_or(0, |at| at + 1);
            open.truncate(kept);
        }
        if matches!(name.as_str(), "td" | "th" | "tr" | "table") {
            again.clear();
        }
        if name == "a" {
            again.retain(|other| tag_name(other) != "a");
        }
        elements += 1 + again.len();
        // elsewhere than in a drawing the slash means nothing
        let closes_itself = tag.ends_with('/') && open.iter().rev().take(LOOK_BACK).any(|name| name == "svg");
        if !is_in(NEVER_OPEN, &name) && !closes_itself {
            if is_in(FORMATTING, &name) && again.iter().filter(|other| **other == tag).count() < EQUAL {
                again.push(tag);
            }
            // a link never stands in a link
            if name != "a" || open.last().is_none_or(|last| last != "a") {
                open.push(name.clone());
            }
        }
        if open.len() > MOST_OPEN || again.len() > MOST_OPEN || elements > MOST_ELEMENTS {
            let detail = format!("elements are nested more than {MOST_OPEN} deep, or there are too many");
            return Err(Refusal { line: Some(place.0), ..Refusal::new(Code::NestingLimit, detail) });
        }
        if RAW.contains(&name.as_str()) {
            cursor.skip_raw(&name);
            open.pop();
        }
        starts.entry(name).or_default().push(place);
    }
    Ok(Tags { starts })
}

fn tag_name(tag: &str) -> String {
    let end = tag.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(tag.len());
    tag[..end].to_ascii_lowercase()
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    /// What stands between the next `<` and `>`, and where.
    fn next_tag(&mut self) -> Option<(&'a str, (u32, u32))> {
        loop {
            let start = self.at + self.text[self.at..].find('<')?;
            self.move_to(start);
            let rest = &self.text[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                self.move_to(comment.find("-->").map_or(self.text.len(), |end| start + 4 + end + 3));
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
                self.move_to(start + 1);
                continue;
            }
            let place = (self.line, self.column);
            let end = tag_end(rest);
            self.move_to((start + 1 + end + 1).min(self.text.len()));
            return Some((&rest[..end], place));
        }
    }

    fn skip_raw(&mut self, name: &str) {
        let rest = &self.text.as_bytes()[self.at..];
        let is_end = |at: &usize| {
            rest.get(at + 1..at + 2 + name.len())
                .is_some_and(|found| found[0] == b'/' && found[1..].eq_ignore_ascii_case(name.as_bytes()))
        };
        let ends = rest.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| at);
        let end = { ends }.find(is_end).unwrap_or(rest.len());
        self.move_to(self.at + end);
    }

    fn move_to(&mut self, to: usize) {
        for byte in &self.text.as_bytes()[self.at..to] {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                // bytes that go on with a character
                0x80..=0xbf => {}
                _ => self.column += 1,
            }
        }
        self.at = to;
    }
}

/// Where a tag ends: a `>` that is not in quotes; a quote that is never closed is none.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate().take(65_536) {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if tag[..at].ends_with('=') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.find('>').unwrap_or(tag.len())
}

/// XML as an HTML parser takes it: elements that close themselves get an end, quoted sections become text, and names
/// that mean something else in HTML get an `x-` in front.
pub(super) fn from_xml(text: &str) -> String {
    const TAKEN: &str =
        " link title image base col meta source param input area body head html table select form ";
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        html.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(quoted) = rest.strip_prefix("<![CDATA[") {
            let end = quoted.find("]]>").unwrap_or(quoted.len());
            html.push_str(&quoted[..end].replace('&', "&amp;").replace('<', "&lt;"));
            rest = quoted.get(end + 3..).unwrap_or_default();
            continue;
        }
        if rest.starts_with("<!--") || rest.starts_with("<?") || rest.starts_with("<!") {
            let mark = if rest.starts_with("<!--") { "-->" } else { ">" };
            let end = rest.find(mark).map_or(rest.len(), |end| end + mark.len());
            // so that what follows stays on its line
            html.extend(rest[..end].chars().filter(|c| *c == '\n'));
            rest = &rest[end..];
            continue;
        }
        let tag = &rest[1..];
        let end = tag_end(tag);
        let (slash, inner) = tag[..end].strip_prefix('/').map_or(("", &tag[..end]), |inner| ("/", inner));
        let (inner, closes) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
        let name = tag_name(inner);
        let mark = if is_in(TAKEN, &name) { "x-" } else { "" };
        html.push_str(&format!("<{slash}{mark}{inner}>"));
        if closes {
            html.push_str(&format!("</{mark}{name}>"));
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    html.push_str(rest);
    html
}
