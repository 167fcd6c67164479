//! Questions that no index helps with: over the whole world, by frequent words, from the middle of nowhere.

use super::queries::{Asked, home};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::{Near, Query, Sort, Window};
use jiff::Timestamp;

/// The questions as of a moment.
pub fn queries(now: Timestamp) -> Vec<Asked> {
    let all = || Query::all(now, home());
    let words = |words: &str, sort| Query { text: Some(words.to_owned()), sort, ..all() };
    let near = |lat, lon, radius_km| Some(Near { lat, lon, radius_km });
    let mut tuesday = Query { sort: Sort::Soonest, ..all() };
    tuesday.filters.weekday.any = vec![Weekday::Tue];
    let mut rare_nearby = Query { near: near(64.15, -21.94, None), sort: Sort::Nearest, ..all() };
    rare_nearby.filters.fellowship.any = Fellowship::parse("lifering").into_iter().collect();
    let asked = |(kind, query)| Asked { kind, query };
    let questions = [
        ("everything, soonest first", Query { sort: Sort::Soonest, ..all() }),
        ("everything, best first", all()),
        ("everything, by name, with facets", Query { sort: Sort::Name, facets: true, ..all() }),
        ("tuesdays anywhere, soonest first", tuesday.clone()),
        ("tuesdays anywhere, with facets", Query { facets: true, ..tuesday }),
        ("under way anywhere", Query { window: Some(Window::Now), sort: Sort::Soonest, ..all() }),
        ("a word that half of all have", words("alcoholics", Sort::Best)),
        ("three frequent words", words("serenity group church", Sort::Best)),
        ("two letters, by name", words("se", Sort::Name)),
        ("100 km around a big city, best first", Query { near: near(40.7, -74.0, Some(100.0)), ..all() }),
        (
            "the nearest few to an ocean",
            Query { near: near(-40.0, -120.0, None), sort: Sort::Nearest, ..all() },
        ),
        ("the nearest few of a rare fellowship", rare_nearby),
    ];
    questions.into_iter().map(asked).collect()
}
