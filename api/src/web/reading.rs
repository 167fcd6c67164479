//! Who reads what is found, when, where and how: what every card is written for. Must not write anything itself.

use super::visitor::Visitor;
use crate::params::Parsed;
use crate::sources::SourceFacts;
use everyroom_feeds::country::Country;
use everyroom_feeds::zone::Zone;
use everyroom_indexer::place::country_of_zone;
use everyroom_indexer::search::Way;
use jiff::Timestamp;

/// What cards need to know beside the listing.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Who reads.
    pub visitor: &'a Visitor,
    /// How the sources stand.
    pub facts: &'a SourceFacts,
    /// The moment of asking.
    pub now: Timestamp,
    /// The reader's own zone, where it is known.
    pub zone: Option<&'a Zone>,
    /// The country around which is looked: its people's miles or kilometres are those of the whole page.
    pub country: Option<Country>,
    /// Whether only ways to join from afar were asked for.
    pub from_afar: bool,
}

impl<'a> Reading<'a> {
    /// Of a page that no search stands behind.
    pub fn of(visitor: &'a Visitor, facts: &'a SourceFacts, now: Timestamp) -> Self {
        Self { visitor, facts, now, zone: None, country: None, from_afar: false }
    }

    /// Of what a search found.
    pub fn of_search(visitor: &'a Visitor, facts: &'a SourceFacts, parsed: &'a Parsed) -> Self {
        let is_known = parsed.interpreted.window.tz_source != "server";
        let ways = &parsed.query.filters.attendance.any;
        Self {
            zone: is_known.then_some(&parsed.query.zone),
            country: country_asked(parsed),
            from_afar: !ways.is_empty() && !ways.contains(&Way::InPerson),
            ..Self::of(visitor, facts, parsed.query.now)
        }
    }
}

/// The country around which a search looks, as far as it can be told.
pub fn country_asked(parsed: &Parsed) -> Option<Country> {
    let place = parsed.place.as_ref().map(|found| found.place.country);
    let filters = &parsed.query.filters;
    let region = filters.regions.any.first().map(|region| region.country());
    let asked = filters.countries.any.first().copied().or(region);
    let zone = || parsed.query.near.map(|_| &parsed.query.zone);
    let here = || zone().and_then(country_of_zone);
    place.or(asked).or_else(here)
}
