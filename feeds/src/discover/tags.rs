//! The tags of a page, in one walk forwards: names, attributes, lines, and where comments stand.
//!
//! No tree is built, so that markup nested without end costs what its length costs. Nothing here knows what a tag
//! means; nothing is ever looked at twice.

use std::borrow::Cow;

/// An attribute that is longer is not read.
const LONGEST_VALUE: usize = 16 << 10;
/// More attributes of one tag are not read.
const MOST_ATTRIBUTES: usize = 64;
/// More tags of one page are not read.
const MOST_TAGS: usize = 200_000;

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Its name as written.
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    /// Where it begins.
    pub(super) start: usize,
    /// Where what it holds begins.
    pub(super) inside: usize,
    /// Where what it holds ends, for scripts, styles and titles.
    pub(super) raw_end: Option<usize>,
}

impl Tag<'_> {
    /// Whether it is of that name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// An attribute with its entities decoded, trimmed.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let (_, value) = self.attributes.iter().find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        Some(decoded(value.trim()))
    }
}

/// What a walk over a page found.
#[derive(Debug, Default)]
pub(super) struct Tags<'a> {
    pub(super) tags: Vec<Tag<'a>>,
    /// Where comments stand, outside of scripts.
    pub(super) comments: Vec<std::ops::Range<usize>>,
}

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Walks over a page.
pub(super) fn walk(text: &str) -> Tags<'_> {
    let mut walker =
        Walker { text, at: 0, double: Next::new("\""), single: Next::new("'"), gt: Next::new(">") };
    let mut tags = Tags::default();
    let mut comment_end = Next::new("-->");
    while tags.tags.len() < MOST_TAGS {
        let Some(start) = text[walker.at..].find('<').map(|found| walker.at + found) else { break };
        let rest = &text[start + 1..];
        walker.at = start + 1;
        if rest.starts_with("!--") {
            let Some(end) = comment_end.from(text, start + 4) else { continue };
            tags.comments.push(start..end + 3);
            walker.at = end + 3;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut tag = walker.tag(start);
            if let Some(raw) = RAW.iter().find(|raw| tag.is(raw)) {
                let end = raw_end(text, walker.at, raw);
                tag.raw_end = Some(end);
                walker.at = end;
            }
            tags.tags.push(tag);
        }
    }
    tags
}

/// Where the content of a script, style or title ends; the walk goes on there, so this is looked for once.
fn raw_end(text: &str, from: usize, name: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |at: usize| {
        bytes.get(at + 1) == Some(&b'/')
            && bytes
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
    };
    let ends = bytes[from..].iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| from + at);
    { ends }.find(|&at| is_end(at)).unwrap_or(bytes.len())
}

/// The next place of a mark, looked for only when the last answer is used up.
struct Next {
    mark: &'static str,
    known: Option<Option<usize>>,
}

impl Next {
    fn new(mark: &'static str) -> Self {
        Self { mark, known: None }
    }

    fn from(&mut self, text: &str, at: usize) -> Option<usize> {
        let is_fresh = match self.known {
            None => false,
            Some(None) => true,
            Some(Some(known)) => known >= at,
        };
        if !is_fresh {
            self.known = Some(text.get(at..).and_then(|rest| rest.find(self.mark)).map(|found| at + found));
        }
        self.known.flatten()
    }
}

struct Walker<'a> {
    text: &'a str,
    at: usize,
    double: Next,
    single: Next,
    gt: Next,
}

impl<'a> Walker<'a> {
    /// Reads the tag that begins at `start`; stands behind it afterwards.
    fn tag(&mut self, start: usize) -> Tag<'a> {
        let name = self.word(start + 1);
        let mut attributes = Vec::new();
        loop {
            self.skip_blanks();
            let Some(byte) = self.text.as_bytes().get(self.at) else { break };
            match byte {
                b'>' => {
                    self.at += 1;
                    break;
                }
                // a tag that was never closed
                b'<' => break,
                b'/' | b'=' | b'"' | b'\'' => self.at += 1,
                _ => {
                    let name = self.word(self.at);
                    let value = self.value();
                    if attributes.len() < MOST_ATTRIBUTES && value.len() <= LONGEST_VALUE {
                        attributes.push((name, value));
                    }
                }
            }
        }
        Tag { name, attributes, start, inside: self.at, raw_end: None }
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    /// A name of an element or attribute; at least one byte is used up unless a mark stands there.
    fn word(&mut self, from: usize) -> &'a str {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"/>=<\"'".contains(byte);
        let rest = &self.text.as_bytes()[from..];
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        self.at = from + length;
        &self.text[from..self.at]
    }

    fn value(&mut self) -> &'a str {
        self.skip_blanks();
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'=') {
            return "";
        }
        self.at += 1;
        self.skip_blanks();
        let from = self.at + 1;
        let closing = match bytes.get(self.at) {
            Some(b'"') => self.double.from(self.text, from),
            Some(b'\'') => self.single.from(self.text, from),
            _ => None,
        };
        if let Some(end) = closing.filter(|end| end - from <= LONGEST_VALUE) {
            self.at = end + 1;
            return &self.text[from..end];
        }
        let quoted = matches!(bytes.get(self.at), Some(b'"' | b'\''));
        let from = if quoted { from } else { self.at };
        let end =
            if quoted { self.gt.from(self.text, from).unwrap_or(bytes.len()) } else { self.bare_end(from) };
        self.at = end;
        &self.text[from..end]
    }

    fn bare_end(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        from + rest.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>').unwrap_or(rest.len())
    }
}

/// The entities that stand in addresses. Others are left: `&copy=` in a query is no sign of copyright.
pub(super) fn decoded(value: &str) -> Cow<'_, str> {
    const ENTITIES: [(&str, &str); 12] = [
        ("&#038;", "&"),
        ("&#38;", "&"),
        ("&#x26;", "&"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&#47;", "/"),
        ("&#8221;", "\""),
        ("&#8220;", "\""),
        ("&amp;", "&"),
    ];
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    Cow::Owned(ENTITIES.iter().fold(value.to_owned(), |text, (entity, plain)| text.replace(entity, plain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_every_spelling() {
        let page = "<A HREF=/plain class=\"x y\" data-src='a \"b\"' disabled title = \"A &#038; B\">text</A>";
        let walked = walk(page);
        let tag = &walked.tags[0];
        assert!(tag.is("a"));
        assert_eq!(tag.get("href").unwrap(), "/plain");
        assert_eq!(tag.get("data-src").unwrap(), "a \"b\"");
        assert_eq!(tag.get("disabled").unwrap(), "");
        assert_eq!(tag.get("title").unwrap(), "A & B");
        assert_eq!(&page[tag.inside..], "text</A>");
    }

    #[test]
    fn scripts_comments_and_open_ends_are_no_tags() {
        let page = "<!-- <a href=x> --><script>'<a href=y>'</script><title>T<b></title><a href=\"z>";
        let walked = walk(page);
        let names: Vec<&str> = walked.tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["script", "title", "a"]);
        assert_eq!(walked.comments.iter().map(|it| (it.start, it.end)).collect::<Vec<_>>(), [(0, 19)]);
        assert_eq!(&page[walked.tags[0].inside..walked.tags[0].raw_end.unwrap()], "'<a href=y>'");
        assert_eq!(walked.tags[2].get("href").unwrap(), "z");
    }

    #[test]
    fn what_never_ends_is_walked_over_once() {
        let started = std::time::Instant::now();
        for piece in
            ["<a b=\"", "<a b='", "<a ", "<!--", "<script", "<title>", "<a b=\"c\" ", "<", "<div>", "<a x=1"]
        {
            walk(&piece.repeat((1 << 20) / piece.len()));
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
