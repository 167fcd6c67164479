//! What is not wrong with an entry, but worth a second look. Remarks never keep anything from loading.

use super::load::Entry;
use super::place::Place;
use crate::reading::Format;
use crate::source::FormatChoice;
use serde::Serialize;
use std::fmt;

/// What is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkCode {
    /// Records without a zone have none.
    NoZone,
    /// Addresses without a country have none; right for a list of the whole world.
    NoCountry,
    /// It is fetched, and nobody knows where the entry came from.
    NoFoundIn,
}

impl RemarkCode {
    /// The code, as `no_zone`.
    pub fn id(self) -> &'static str {
        match self {
            RemarkCode::NoZone => "no_zone",
            RemarkCode::NoCountry => "no_country",
            RemarkCode::NoFoundIn => "no_found_in",
        }
    }

    /// What it means, in words.
    pub fn message(self) -> &'static str {
        match self {
            RemarkCode::NoZone => "no `timezone`: a record that names no zone will have none",
            RemarkCode::NoCountry => "no `country`, which is right only for a list of several countries",
            RemarkCode::NoFoundIn => "it is fetched, but `found_in` does not say who found it open",
        }
    }
}

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What is worth a look.
    pub code: RemarkCode,
    /// Where the entry begins.
    #[serde(flatten)]
    pub place: Place,
    /// The entry's id.
    pub id: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: source `{}`: {}", self.place, self.code.id(), self.id, self.code.message())
    }
}

/// The remarks about an entry. Only what is fetched is worth any.
pub fn remarks(entry: &Entry) -> Vec<Remark> {
    let source = &entry.source;
    if !source.permission.is_open() {
        return Vec::new();
    }
    // a BMLT server says its zone itself
    let needs_zone = source.format != FormatChoice::Only(Format::Bmlt);
    let found = [
        (RemarkCode::NoZone, source.timezone.is_none() && needs_zone),
        (RemarkCode::NoCountry, source.country.is_none()),
        (RemarkCode::NoFoundIn, source.found_in.is_empty()),
    ];
    let remark = |code| Remark { code, place: entry.place.clone(), id: source.id.to_string() };
    found.into_iter().filter(|(_, is_so)| *is_so).map(|(code, _)| remark(code)).collect()
}
