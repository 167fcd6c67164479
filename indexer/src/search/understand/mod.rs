//! From what people type to what a client would ask: "women's NA tuesday evening manhattan" is a fellowship, an audience,
//! a day, a part of the day and a place; whatever is not understood stays free text.
//!
//! Pure: words in, parameters out. Nothing here searches, and nothing of the question is kept or logged. The words are
//! data (`data/words`).

mod asks;
mod clock;
mod decide;
mod meaning;
mod names;
mod place;
mod scan;
mod token;
mod vocabulary;

#[cfg(test)]
mod tests;

use crate::place::postal::PostalCode;
use crate::search::words::MOST_WORDS;
pub use asks::Asks;
use everyroom_feeds::country::Country;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::place::GeoPoint;
pub use meaning::Meaning;
pub use place::{Candidate, Found, Matched};
use token::Token;

/// Who asks, and what we have.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// The language of the page they look at.
    pub language: UiLanguage,
    /// Where they probably are.
    pub country: Option<Country>,
    /// The listings that could answer.
    pub listings: &'a dyn Listings,
}

/// What has to be known of the listings to tell places and words apart.
pub trait Listings {
    /// How many active listings are within so many kilometres of a point.
    fn near(&self, point: GeoPoint, km: f64) -> u32;
    /// Where a postal code is, and by how many venues that is known.
    fn code(&self, code: &PostalCode) -> Option<(GeoPoint, u32)>;
    /// Where codes are that are written like this, whatever the country; most venues first.
    fn codes(&self, compact: &str) -> Vec<(Country, GeoPoint, u32)>;
    /// Whether a folded word stands in a listing.
    fn has_word(&self, word: &str) -> bool;
    /// Whether there is any listing.
    fn is_something(&self) -> bool;
}

/// No listings at all.
pub struct NoListings;

impl Listings for NoListings {
    fn near(&self, _: GeoPoint, _: f64) -> u32 {
        0
    }

    fn code(&self, _: &PostalCode) -> Option<(GeoPoint, u32)> {
        None
    }

    fn codes(&self, _: &str) -> Vec<(Country, GeoPoint, u32)> {
        Vec::new()
    }

    fn has_word(&self, _: &str) -> bool {
        false
    }

    fn is_something(&self) -> bool {
        false
    }
}

/// Words that were understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// As they were typed.
    pub words: String,
    /// What they mean.
    pub meaning: Meaning,
    /// Whether that is what is not wanted.
    pub excluded: bool,
}

/// A question that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// What was understood, in the order of the text.
    pub spans: Vec<Span>,
    /// What it comes to.
    pub asks: Asks,
    /// The words that are left, as they were typed; `None` when there are none.
    pub text: Option<String>,
    /// The language that the words are in.
    pub language: UiLanguage,
}

/// Understands a question. Words behind the most that are looked at stay free text.
pub fn understand(text: &str, asker: &Asker<'_>) -> Understood {
    let all = token::tokens(text);
    let (tokens, behind) = all.split_at(all.len().min(MOST_WORDS));
    let language = scan::language_of(tokens, asker.language);
    let spans = scan::spans(text, tokens, language, asker);
    let decided = decide::decide(tokens, spans, vocabulary::words_of(language));
    let (asks, used) = asks::together(&decided.spans);
    let mut is_rest = decided.is_rest;
    for (span, used) in decided.spans.iter().zip(&used) {
        if !used {
            is_rest[span.start..span.end].fill(true);
        }
    }
    let used = decided.spans.into_iter().zip(used).filter(|(_, used)| *used).map(|(span, _)| span);
    let spans = used.map(|span| Span {
        words: text[tokens[span.start].range.start..tokens[span.end - 1].range.end].to_owned(),
        meaning: span.meaning,
        excluded: span.excluded,
    });
    let spans: Vec<Span> = spans.collect();
    let mut left = runs(text, tokens, &is_rest);
    left.extend(behind.first().map(|first| &text[first.range.start..]));
    let text = (!left.is_empty()).then(|| left.join(" "));
    Understood { spans, asks, text, language }
}

/// The stretches of the text that are left, as they were typed.
fn runs<'t>(text: &'t str, tokens: &[Token], is_rest: &[bool]) -> Vec<&'t str> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let len = is_rest[at..].iter().take_while(|rest| **rest).count();
        if len > 0 {
            runs.push(&text[tokens[at].range.start..tokens[at + len - 1].range.end]);
        }
        at += len.max(1);
    }
    runs
}
