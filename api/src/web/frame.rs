//! The frame that all pages share, and the small parts that many are made of.

use super::assets;
use super::visitor::{Visitor, at};
use crate::message::{Hours, text};
use everyroom_feeds::label::UiLanguage;

/// What the frame has to know.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Title of the page.
    pub title: String,
    /// Language of the page.
    pub lang: &'static str,
    /// Its direction.
    pub dir: &'static str,
    /// The clock that is read, as `hourCycle` names it.
    pub hours: &'static str,
    /// The same in other forms.
    pub twins: Vec<Twin>,
    /// The same in other languages.
    pub languages: Vec<Other>,
    /// Address of the style sheet.
    pub style: String,
    /// Address of the script.
    pub script: String,
    /// Address of the icon.
    pub icon: String,
    /// Whether search engines should leave the page out.
    pub is_hidden: bool,
    /// Whether a desk has room for two columns of it.
    pub is_wide: bool,
    language: Option<UiLanguage>,
}

/// The same page in another form.
#[derive(Clone, Debug)]
pub struct Twin {
    /// Its media type.
    pub kind: &'static str,
    /// Its address.
    pub href: String,
}

/// The same page in another language.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its tag.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// The page's address in it.
    pub href: String,
}

/// Something to press.
#[derive(Clone, Debug)]
pub struct Act {
    /// Where it leads.
    pub href: String,
    /// In words.
    pub label: String,
    /// Whether it is one of several, not the first.
    pub is_quiet: bool,
}

/// A link to more of the same.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// In words.
    pub label: String,
}

/// A word with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word.
    pub label: String,
    /// What it means.
    pub sentence: String,
}

/// Something known, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What is known.
    pub value: String,
}

/// A field that a form carries along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Name of the field.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Act {
    /// The first thing to do.
    pub fn first(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), is_quiet: false }
    }

    /// Another thing to do.
    pub fn quiet(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), is_quiet: true }
    }
}

impl Frame {
    /// The frame of a page at the visitor's address.
    pub fn new(visitor: &Visitor, title: impl Into<String>) -> Self {
        let language = visitor.language();
        let others = UiLanguage::ALL.into_iter().filter(|other| *other != language);
        Self {
            title: title.into(),
            lang: language.id(),
            dir: direction(language),
            hours: match visitor.locale.hours {
                Hours::Twelve => "h12",
                Hours::TwentyFour => "h23",
            },
            twins: Vec::new(),
            languages: others
                .map(|other| Other {
                    tag: other.id(),
                    name: &text(other).language.name,
                    href: visitor.in_language(other),
                })
                .collect(),
            style: assets::STYLE.address(),
            script: assets::SCRIPT.address(),
            icon: assets::ICON.address(),
            is_hidden: false,
            is_wide: false,
            language: visitor.is_chosen.then_some(language),
        }
    }

    /// The same, left out by search engines.
    pub fn hidden(self) -> Self {
        Self { is_hidden: true, ..self }
    }

    /// The same in two columns where there is room.
    pub fn wide(self) -> Self {
        Self { is_wide: true, ..self }
    }

    /// The same without links to itself: what is shown stands in no address.
    pub fn private(self) -> Self {
        Self { twins: Vec::new(), languages: Vec::new(), ..self }
    }

    /// The same with another form of it.
    pub fn twin(mut self, kind: &'static str, href: impl Into<String>) -> Self {
        self.twins.push(Twin { kind, href: href.into() });
        self
    }

    /// An address of ours that carries the language on, when the address of this page said it.
    pub fn at(&self, path: &str) -> String {
        at(path, self.language)
    }
}

fn direction(language: UiLanguage) -> &'static str {
    if language == UiLanguage::Fa { "rtl" } else { "ltr" }
}
