//! Which of the towns of one name is meant. Told apart by region, postal code, county, where the list's other meetings
//! are, what our venues know, and size; where that does not settle it, no town is taken.

use super::address::Address;
use super::gazetteer::PlaceId;
use super::resolve::Resolver;
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::place::GeoPoint;

/// Towns of one name nearer than this are one town, or a wrong choice among them does no harm.
const ONE_TOWN_KM: f64 = 25.0;
/// A town is this near the middle of its postal code's area.
const IN_AREA_KM: f64 = 120.0;
/// A town is this near its postal code.
const AT_CODE_KM: f64 = 50.0;
/// So many meetings of a list are where it belongs.
const AT_HOME: u32 = 2;
/// A neighbourhood is this near the middle of its town.
const IN_TOWN_KM: f64 = 40.0;
/// A town is this near the middle of its county.
const IN_COUNTY_KM: f64 = 80.0;
/// So many times larger than the next, a town is meant without saying more.
const FAR_LARGER: u64 = 8;
/// Without a country the world is wide.
const FAR_LARGER_IN_THE_WORLD: u64 = 30;
/// A village is never meant without saying more.
const LARGE: u32 = 50_000;
/// A smaller place is hardly the only one of its name, even where the gazetteer has no other.
const NOTED: u32 = 15_000;

/// A town that may be meant.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    place: PlaceId,
    point: GeoPoint,
    population: u32,
    /// It is usually called otherwise.
    is_other_name: bool,
}

/// Whether something speaks for a candidate or against it; `None` where it says nothing.
type Evidence<'a> = &'a dyn Fn(&Candidate) -> Option<bool>;

impl Resolver<'_> {
    /// The town of this folded name that the address means.
    pub(super) fn town(&self, name: &str, address: &Address, source: &SourceId) -> Option<GeoPoint> {
        let mut candidates = self.candidates(name, address);
        // what is called so comes before what is sometimes called so, unless that is far larger
        let largest_own = candidates.iter().filter(|c| !c.is_other_name).map(|c| c.population).max();
        if let Some(largest) = largest_own {
            candidates
                .retain(|c| !c.is_other_name || u64::from(c.population) > u64::from(largest) * FAR_LARGER);
        }
        let steps: [Evidence<'_>; 5] = [
            &|candidate| Some(candidate.point.distance_km(self.postal_point(address)?) < AT_CODE_KM),
            &|candidate| Some(candidate.point.distance_km(self.postal_area(address)?) < IN_AREA_KM),
            &|candidate| {
                let county = self.learnt.county(address.country?, address.county.as_deref()?)?;
                Some(candidate.point.distance_km(county.point) < IN_COUNTY_KM)
            },
            &|candidate| Some(self.learnt.near(source, candidate.point)? >= AT_HOME),
            &|candidate| {
                let town = self.learnt.town(address.country?, address.narrow_region(), name)?;
                Some(candidate.point.distance_km(town.point) < ONE_TOWN_KM)
            },
        ];
        let is_stated = address.narrow_region().is_some();
        // its own postal code is elsewhere: none of them
        let is_elsewhere = steps[..2]
            .iter()
            .any(|step| !candidates.is_empty() && candidates.iter().all(|c| step(c) == Some(false)));
        if let Some(point) = one(&candidates) {
            let says = |holds: bool| {
                steps.iter().any(|step| candidates.iter().any(|candidate| step(candidate) == Some(holds)))
            };
            let is_noted = candidates.iter().any(|candidate| candidate.population >= NOTED);
            return (is_stated || (!is_elsewhere && (is_noted || says(true)))).then_some(point);
        }
        if is_elsewhere && !is_stated {
            return None;
        }
        for holds in steps {
            let kept: Vec<Candidate> =
                candidates.iter().filter(|c| holds(c) == Some(true)).copied().collect();
            if !kept.is_empty() {
                candidates = kept;
            }
            if let Some(point) = one(&candidates) {
                return Some(point);
            }
        }
        largest(&candidates, address)
    }

    /// The place of this name nearest to a town, if it is a part of it or beside it.
    pub(super) fn part_of(&self, name: &str, town: GeoPoint) -> Option<GeoPoint> {
        let points = self.gazetteer.named(name).filter_map(|(place, _)| self.gazetteer.point(place));
        let near = points.filter(|point| point.distance_km(town) <= IN_TOWN_KM);
        near.min_by(|a, b| a.distance_km(town).total_cmp(&b.distance_km(town)))
    }

    fn candidates(&self, name: &str, address: &Address) -> Vec<Candidate> {
        let territory = address.region.and_then(territory);
        let country = territory.or(address.country);
        let region = address.region.filter(|_| territory.is_none());
        let is_inside = |place: PlaceId| {
            let row = self.gazetteer.region(place);
            let in_country = country.is_none_or(|country| row.country == country);
            let in_region = match (region, &address.state) {
                (Some(region), _) if self.knows(region) => row.region == Some(region),
                // a state that our registry does not know may still be one that the gazetteer names
                (None, Some(state)) if self.is_region_of(country, state) => super::fold(&row.name) == *state,
                _ => true,
            };
            in_country && in_region
        };
        let named = self.gazetteer.named(name).filter(|(place, _)| is_inside(*place));
        named
            .filter_map(|(place, is_other_name)| {
                let population = self.gazetteer.population(place);
                Some(Candidate { place, point: self.gazetteer.point(place)?, population, is_other_name })
            })
            .collect()
    }

    fn is_region_of(&self, country: Option<Country>, state: &str) -> bool {
        self.gazetteer.regions_named(state).any(|row| country.is_none_or(|country| row.country == country))
    }
}

/// Territories of the United States that have a country code of their own.
pub(super) fn territory(region: Region) -> Option<Country> {
    let is_one = matches!(region.code(), "US-AS" | "US-GU" | "US-MP" | "US-PR" | "US-VI");
    if is_one { Country::parse(region.short_code()) } else { None }
}

/// The largest, if all are near it.
fn one(candidates: &[Candidate]) -> Option<GeoPoint> {
    let largest = candidates.iter().min_by_key(|candidate| candidate.place)?;
    let is_one = candidates.iter().all(|other| other.point.distance_km(largest.point) <= ONE_TOWN_KM);
    is_one.then_some(largest.point)
}

/// The largest, if it is far larger than all that are not near it.
fn largest(candidates: &[Candidate], address: &Address) -> Option<GeoPoint> {
    let largest = candidates.iter().min_by_key(|candidate| candidate.place)?;
    let far = candidates.iter().filter(|other| other.point.distance_km(largest.point) > ONE_TOWN_KM);
    let next = far.map(|other| u64::from(other.population)).max().unwrap_or(0);
    let times = if address.country.is_some() { FAR_LARGER } else { FAR_LARGER_IN_THE_WORLD };
    let is_meant = largest.population >= LARGE && u64::from(largest.population) > next * times;
    is_meant.then_some(largest.point)
}
