//! One document of a snapshot, decoded once and parsed when first asked.

use super::super::chain::Frame;
use super::super::page::Parsed;
use super::super::pick::Spot;
use crate::format::json;
use crate::format::rows::Spot as Line;
use crate::notice::{Code, Notices};
use crate::plan::Part;
use crate::reading::Refusal;
use crate::sniff::{self, Shape};
use serde_json::Value;
use serde_json::value::RawValue;
use std::cell::OnceCell;

/// A decoded document.
pub(in crate::format::recipe) struct Document {
    text: String,
    shape: Shape,
    pub(in crate::format::recipe) charset: String,
    pub(in crate::format::recipe) notices: Notices,
    parsed: OnceCell<Parsed>,
}

/// A document that is JSON.
pub(in crate::format::recipe) struct Json<'a> {
    document: json::Document<'a>,
    pub(in crate::format::recipe) root: &'a RawValue,
    pub(in crate::format::recipe) value: Value,
}

impl Json<'_> {
    /// Where a record begins.
    pub(in crate::format::recipe) fn line(&self, raw: &str) -> Line {
        Some(self.document.positions.of_slice(raw))
    }
}

impl Document {
    pub(in crate::format::recipe) fn open(part: &Part) -> Result<Self, Refusal> {
        let decoded = sniff::decode(part)?;
        Ok(Self {
            text: decoded.text,
            shape: decoded.shape,
            charset: decoded.charset,
            notices: decoded.notices,
            parsed: OnceCell::new(),
        })
    }

    pub(in crate::format::recipe) fn json(&self) -> Result<Json<'_>, Refusal> {
        if self.shape == Shape::Page {
            return Err(sniff::refuse_page(&self.text));
        }
        let document = json::Document::parse(&self.text)?;
        let value = serde_json::from_str(document.root.get())
            .map_err(|_| Refusal::new(Code::NestingLimit, "the document is nested too deeply"))?;
        Ok(Json { root: document.root, document, value })
    }

    pub(in crate::format::recipe) fn parsed(&self) -> Result<&Parsed, Refusal> {
        if let Some(parsed) = self.parsed.get() {
            return Ok(parsed);
        }
        let parsed = match self.is_xml() {
            true => Parsed::parse_xml(&self.text)?,
            false => Parsed::parse(&self.text)?,
        };
        Ok(self.parsed.get_or_init(|| parsed))
    }

    /// Calls for the document as a whole, as JSON, page or text, as it looks.
    pub(in crate::format::recipe) fn with_root<T>(
        &self,
        bare: Spot<'_, '_>,
        call: impl for<'c, 'p> FnOnce(Spot<'c, 'p>) -> T,
    ) -> Result<T, Refusal> {
        match self.shape {
            Shape::Json => {
                let json = self.json()?;
                Ok(call(Spot { frame: Some(&Frame::root(&json.value)), ..bare }))
            }
            Shape::Text | Shape::Calendar => Ok(call(Spot { text: Some(&self.text), ..bare })),
            Shape::Page | Shape::Xml => {
                let page = self.parsed()?.page();
                Ok(call(bare.in_page(&page, page.root)))
            }
        }
    }

    /// XML, also without a declaration: then its first element is none of a page.
    fn is_xml(&self) -> bool {
        const OF_PAGES: &str = " !doctype !-- html head body title meta link style script base a abbr article aside b \
            blockquote br button center dd details div dl dt em figure font footer form h1 h2 h3 h4 h5 h6 header hr i \
            iframe img input label li main nav noscript ol option p pre section select small span strong svg table \
            tbody td template th thead time tr u ul ";
        let text = self.text.trim_start().strip_prefix('<').unwrap_or_default();
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"!-_".contains(c)).unwrap_or(text.len());
        let first = text[..end].to_ascii_lowercase();
        let is_of_page = OF_PAGES.split(' ').any(|name| name == first) || first.starts_with("!--");
        self.shape == Shape::Xml || !first.is_empty() && !is_of_page
    }
}
