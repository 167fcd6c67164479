//! From what people type to what a client would ask: "women's NA tuesday evening manhattan" is a fellowship, an audience,
//! a day, a part of the day and a place; whatever is not understood stays free text.
//!
//! Pure: words in, parameters out. Nothing here searches, and nothing of the question is kept or logged. The words are
//! data (`data/words`).

mod areas;
mod asks;
mod clock;
mod decide;
mod everyday;
mod language;
mod listings;
mod meaning;
mod names;
mod place;
mod scan;
mod token;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use asks::Asks;
use everyroom_feeds::country::Country;
use everyroom_feeds::label::UiLanguage;
pub use listings::{Listings, NoListings};
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

/// The most words that are understood: who tells what happened to them needs some. Of what stands behind only calls for
/// help are heard.
const MOST_WORDS: usize = 40;

/// Understands a question. Words behind the most that are looked at stay free text.
pub fn understand(text: &str, asker: &Asker<'_>) -> Understood {
    let all = token::tokens(text);
    let (tokens, behind) = all.split_at(all.len().min(MOST_WORDS));
    let language = language::language_of(tokens, asker.language);
    let spans = scan::spans(text, tokens, language, asker);
    let heard = scan::calls(&all, MOST_WORDS, language);
    let decided = decide::decide(tokens, spans, language, heard.is_some());
    let (mut asks, used) = asks::together(&decided.spans, tokens);
    asks.crisis |= heard.is_some();
    let mut is_rest = decided.is_rest;
    // "10115 Berlin" is no ZIP code of New York, and no word of a listing either
    let is_code = |span: &scan::Span| matches!(&span.meaning, Meaning::Place(found) if matches!(found.matched, Matched::PostalCode | Matched::PostalArea));
    // "tonight or tomorrow": no word of a listing, though one moment is all that is asked for
    let is_moment = |span: &scan::Span| {
        matches!(span.meaning, Meaning::When(_) | Meaning::StartsWithin(_) | Meaning::Soonest)
    };
    for (span, used) in decided.spans.iter().zip(&used) {
        if !used && !is_code(span) && !is_moment(span) {
            is_rest[span.start..span.end].fill(true);
        }
    }
    let used = decided.spans.into_iter().zip(used).filter(|(_, used)| *used).map(|(span, _)| span);
    let spans = used.map(|span| Span {
        words: text[tokens[span.start].range.start..tokens[span.end - 1].range.end].to_owned(),
        meaning: span.meaning,
        excluded: span.excluded,
    });
    let mut spans: Vec<Span> = spans.collect();
    spans.extend(heard.map(|(from, to)| Span {
        words: text[all[from].range.start..all[to - 1].range.end].to_owned(),
        meaning: Meaning::Crisis,
        excluded: false,
    }));
    let mut left = runs(text, tokens, &is_rest);
    // who tells what happened is not asked for listings that hold it
    let tells = spans.iter().any(|span| matches!(span.meaning, Meaning::ForWhom(_) | Meaning::Crisis));
    left.extend(behind.first().filter(|_| !tells).map(|first| &text[first.range.start..]));
    let text = (!left.is_empty()).then(|| left.join(" "));
    Understood { spans, asks, text, language }
}

/// What a text means that is nothing but a place: a town, a postal code, a region, a country. `None` where it is none
/// that we know.
pub fn place_of(text: &str, asker: &Asker<'_>) -> Option<Meaning> {
    let tokens = token::tokens(text);
    if tokens.is_empty() || tokens.len() > MOST_WORDS {
        return None;
    }
    // "10115, DE"
    let with_country =
        text.rsplit_once(',').and_then(|(code, country)| Some((code, Country::parse(country.trim())?)));
    if let Some((code, country)) = with_country {
        let there = Asker { country: Some(country), ..*asker };
        let found = place::of_code(code, asker.language, &there).map(|(found, _)| found);
        if let Some(found) = found.filter(|found| found.place.country == country) {
            return Some(Meaning::Place(Box::new(found)));
        }
    }
    if let Some((found, _)) = place::of_code(text, asker.language, asker) {
        return Some(Meaning::Place(Box::new(found)));
    }
    let nickname = names::names().nickname(&clock::phrase(&tokens));
    place::of_name(nickname.unwrap_or(text), asker).map(|guess| guess.meaning)
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
