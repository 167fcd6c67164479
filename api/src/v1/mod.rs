//! Version 1 of the JSON API: one file a resource, the types it answers with beside it.

pub mod check;
pub mod dictionaries;
mod documented;
pub mod facets;
pub mod index;
pub mod listing;
pub mod meetings;
pub mod places;
pub mod sources;
pub mod suggest;

/// Answers that only change with the program.
const DICTIONARY_CACHE: &str = "public, max-age=3600";
/// Answers that anyone may have asked for.
const USUAL_CACHE: &str = "private, max-age=60";
/// Answers that tell what or where someone asked.
const PERSONAL_CACHE: &str = "no-store";

/// How long an answer may be kept.
pub(crate) fn cache_of(is_personal: bool) -> &'static str {
    if is_personal { PERSONAL_CACHE } else { USUAL_CACHE }
}
