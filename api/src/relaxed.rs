//! What else there would be, in the shape of the API: counts without single things that were asked for, and the nearest
//! set where nothing has them all. Never mixed with what has them.

use crate::search::Page;
use crate::shape::{ListingJson, ShapeContext, kilometres, listing_json};
use everyroom_indexer::search::{Answer, Relaxed};
use serde::Serialize;
use utoipa::ToSchema;

/// What there would be without something that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RelaxedJson {
    /// The parameters that are left out; `q` stands for the words that are looked for.
    pub without: Vec<&'static str>,
    /// Whether one joins online or by telephone instead, wherever it is.
    pub online: bool,
    /// How many listings there are then, exactly.
    pub count: u64,
}

/// The nearest set, where nothing has all that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InsteadJson {
    /// The parameters that are left out.
    pub without: Vec<&'static str>,
    /// Whether one joins online or by telephone instead, wherever it is.
    pub online: bool,
    /// How many there are.
    pub count: u64,
    /// The first of them.
    #[schema(value_type = Vec<ListingJson>)]
    pub meetings: Page,
    /// The radius that was used, in kilometres.
    pub radius_km: Option<f64>,
}

/// The counts of an answer.
pub fn relaxed(answer: &Answer) -> Vec<RelaxedJson> {
    answer
        .relaxed
        .iter()
        .map(|relaxed| RelaxedJson {
            without: parameters(relaxed),
            online: relaxed.online,
            count: relaxed.count,
        })
        .collect()
}

/// The nearest set of an answer.
pub fn instead(
    answer: &Answer,
    context: &ShapeContext<'_>,
    fields: Option<Vec<&'static str>>,
) -> Option<InsteadJson> {
    let instead = answer.instead.as_ref()?;
    let listings = instead.hits.iter().map(|hit| listing_json(hit, context)).collect();
    Some(InsteadJson {
        without: parameters(&instead.relaxed),
        online: instead.relaxed.online,
        count: instead.relaxed.count,
        meetings: Page { listings, fields },
        radius_km: instead.radius_km.map(kilometres),
    })
}

/// The parameters that are left out.
pub fn parameters(relaxed: &Relaxed) -> Vec<&'static str> {
    relaxed.without.iter().flat_map(|ask| ask.parameters()).copied().collect()
}
