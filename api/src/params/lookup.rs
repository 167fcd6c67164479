//! What the look-ups of places and suggestions take: words, countries, how many.

use super::reader::Reader;
use super::{place, shaping};
use crate::problem::Problem;
use everyroom_feeds::country::Country;
use everyroom_feeds::label::UiLanguage;
use everyroom_indexer::search::{Choice, MOST_CHARS};
use serde_json::Map;

/// What is looked up.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// What was typed so far; empty where it holds no letter and no digit.
    pub words: String,
    /// The countries that are wanted.
    pub countries: Choice<Country>,
    /// The most that is wanted.
    pub limit: usize,
    /// The language of labels.
    pub language: UiLanguage,
    /// Equal for two look-ups that ask the same.
    pub normalised: String,
}

/// Reads and checks a look-up that takes these parameters.
pub fn lookup(pairs: impl Iterator<Item = (String, String)>, names: &[&str]) -> Result<Lookup, Problem> {
    let mut reader = Reader::new(pairs, |parameter| names.contains(&parameter.name));
    let words = words(&mut reader);
    let countries = place::countries(&mut reader, &mut Map::new());
    let shaping = shaping::shaping(&mut reader, true);
    let lookup = Lookup {
        words,
        countries,
        limit: shaping.limit,
        language: shaping.language,
        normalised: reader.normalised(),
    };
    reader.problem().map_or(Ok(lookup), Err)
}

fn words(reader: &mut Reader) -> String {
    if !reader.has("q") {
        reader.fault("q", None, "is missing: give the beginning of a name, as q=spring");
        return String::new();
    }
    let Some(text) = reader.one("q") else { return String::new() };
    if reader.is_longer("q", MOST_CHARS) {
        reader.fault("q", None, &format!("has more than {MOST_CHARS} characters"));
    }
    // somebody may be about to type a name in quotation marks: nothing begins so, which is no mistake
    if text.chars().any(char::is_alphanumeric) { text } else { String::new() }
}
