//! What a search answers: listings with what depends on the moment and the asker, counts, and how to go on.

use super::order::Worth;
use super::relax::Relaxed;
use crate::merge::Listing;
use everyroom_feeds::schedule::Occurrence;
use jiff::Timestamp;

/// The answer to a query.
#[derive(Clone, Debug)]
pub struct Answer {
    /// How many listings match, exactly.
    pub total: u64,
    /// How many of them stand on earlier pages.
    pub offset: usize,
    /// This page.
    pub hits: Vec<Hit>,
    /// Counts, when asked for.
    pub facets: Option<Facets>,
    /// The cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// With few listings, what there would be without one thing that was asked for, most readily given up first. Only
    /// what there is more of. Empty unless [`super::Query::relax`].
    pub relaxed: Vec<Relaxed>,
    /// With no listing at all, the listings of the query that asks for a little less.
    pub instead: Option<Instead>,
    /// The generation that answered.
    pub generation: String,
    /// The moment the answer is true for: that of the first page, to the minute.
    pub as_of: Timestamp,
    /// The radius in kilometres, when the search was around a point.
    pub radius_km: Option<f64>,
    /// How that radius came about.
    pub radius_reason: Option<RadiusReason>,
}

/// What is shown where nothing has all that was asked for. Never among [`Answer::hits`].
#[derive(Clone, Debug)]
pub struct Instead {
    /// What was left out, and how many there are then.
    pub relaxed: Relaxed,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// As [`Answer::radius_km`].
    pub radius_km: Option<f64>,
    /// As [`Answer::radius_reason`].
    pub radius_reason: Option<RadiusReason>,
}

/// How a radius came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RadiusReason {
    /// It was asked for.
    Asked,
    /// Grown until there were enough.
    Grown,
    /// Nothing within the largest step: the nearest few, however far.
    NearestFew,
}

impl RadiusReason {
    /// The id, as `nearest_few`.
    pub fn id(self) -> &'static str {
        ["asked", "grown", "nearest_few"][self as usize]
    }
}

/// One listing of an answer.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The listing.
    pub listing: Listing,
    /// How it stands at [`Answer::as_of`].
    pub status: Status,
    /// The occurrence under way, or the next.
    pub next: Option<Occurrence>,
    /// Minutes from [`Answer::as_of`] to the start of `next`; negative when under way.
    pub starts_in_min: Option<i64>,
    /// Great-circle distance from the asker's point.
    pub distance_km: Option<f64>,
    /// Direction from the asker's point, one of eight winds.
    pub bearing: Option<&'static str>,
    /// Why it stands where it stands in the order `best`, when that was asked for.
    pub worth: Option<Worth>,
}

/// How a listing stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the ids of the vocabulary")]
pub enum Status {
    OnNow,
    StartsSoon,
    Today,
    Later,
    ByAppointment,
    AlwaysOn,
    TimeNotStated,
    Paused,
}

impl Status {
    /// The id, as `on_now`.
    pub fn id(self) -> &'static str {
        [
            "on_now",
            "starts_soon",
            "today",
            "later",
            "by_appointment",
            "always_on",
            "time_not_stated",
            "paused",
        ][self as usize]
    }
}

/// Counts by value; each facet is counted without its own filter, so that it shows what else could be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Name of the facet (the parameter it belongs to) and its values with their counts, in the dictionary's order.
    pub counts: Vec<(&'static str, Vec<(String, u64)>)>,
}

impl Facets {
    /// The count of a value.
    pub fn count(&self, facet: &str, value: &str) -> u64 {
        let facet = self.counts.iter().find(|(name, _)| *name == facet);
        facet.and_then(|(_, values)| values.iter().find(|(id, _)| id == value)).map_or(0, |(_, count)| *count)
    }
}

/// Why a search could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The cursor is not one of ours, or belongs to another query.
    #[error("the cursor is not one of this query")]
    CursorMalformed,
    /// The cursor's generation is no longer kept.
    #[error("the cursor is too old; start again without it")]
    CursorExpired,
    /// Its time was over before it was answered.
    #[error("the search took too long")]
    TooLong,
    /// The generation failed.
    #[error(transparent)]
    Indexer(#[from] crate::error::IndexerError),
}
