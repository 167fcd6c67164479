//! Whole readings: golden outlines of invented feeds, and what must hold for any input at all.

mod anything;
mod codes;
mod coverage;
mod documents;
mod golden;
mod instants;
mod joining;
mod lists;
mod mutations;
mod notices;
pub(super) mod outline;
mod places;

use super::*;
use crate::plan::Role;

/// A source as an operator would configure it.
pub(super) fn source(fellowship: &str) -> Source {
    let text = format!(
        "id='harbor'\nname='Harbor'\nfellowship='{fellowship}'\nurl='https://feed.example/'\ncountry='US'\n\
         timezone='America/New_York'"
    );
    toml::from_str(&text).unwrap()
}

/// A document as the crawler hands it over.
pub(super) fn part(role: Role, body: impl Into<Vec<u8>>) -> Part {
    let url = url::Url::parse("https://feed.example/").unwrap();
    Part { role, url, content_type: Some("application/json".to_owned()), body: body.into() }
}

/// A reading of one document.
pub(super) fn read_text(fellowship: &str, text: &str) -> Result<Reading, Refusal> {
    read(&source(fellowship), &[part(Role::Feed, text)])
}
