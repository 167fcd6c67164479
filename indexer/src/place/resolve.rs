//! From an address to a point: the same address elsewhere, the postal code, the town, a part of it, the region; else
//! none. What contradicts itself gets the wider place that both halves agree on, or none.

use super::address::Address;
use super::gazetteer::{Gazetteer, RegionRow};
use super::learnt::Learnt;
use super::town::territory;
use everyroom_feeds::country::Region;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::place::{GeoPoint, Precision};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Postal code and town further apart than this contradict each other.
const CONTRADICTION_KM: f64 = 100.0;
/// The middle of the venues of a town is this near its own.
const BESIDE_KM: f64 = 40.0;
/// What our venues say about a town counts more than the gazetteer from so many venues on.
const MANY_VENUES: u32 = 3;

/// How a point was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// Another venue has the same street address.
    SameAddress,
    /// The middle of its postal code.
    PostalCode,
    /// The middle of its town.
    Town,
    /// The middle of its neighbourhood.
    District,
    /// The middle of its region.
    Region,
}

/// A point that was concluded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolved {
    /// Where.
    pub point: GeoPoint,
    /// How exact that is.
    pub precision: Precision,
    /// How it was found.
    pub how: How,
}

impl Resolved {
    fn new(point: GeoPoint, precision: Precision, how: How) -> Option<Self> {
        Some(Self { point, precision, how })
    }
}

/// Finds points for addresses.
#[derive(Clone, Copy, Debug)]
pub struct Resolver<'a> {
    /// What everybody knows.
    pub gazetteer: &'a Gazetteer,
    /// What our venues teach.
    pub learnt: &'a Learnt,
}

impl Resolver<'_> {
    /// The point of an address of a source's list.
    pub fn resolve(&self, address: &Address, source: &SourceId) -> Option<Resolved> {
        if let Some(spot) = self.learnt.address(address) {
            return Resolved::new(spot.point, Precision::Street, How::SameAddress);
        }
        let code = self.postal_point(address).filter(|point| fits(address.region, *point));
        let town = self.town_of(address, source);
        match (code, town) {
            // each is where it says it is, and they are far apart: only the region is sure
            (Some(code), Some(town))
                if code.distance_km(town.point) > CONTRADICTION_KM && address.narrow_region().is_some() =>
            {
                self.middle_of_region(address)
            }
            (Some(code), _) => Resolved::new(code, Precision::Postcode, How::PostalCode),
            (None, Some(town)) => Some(town),
            (None, None) => self.middle_of_region(address),
        }
    }

    fn middle_of_region(&self, address: &Address) -> Option<Resolved> {
        let row = self.region_of(address)?;
        Resolved::new(row.point, Precision::Region, How::Region)
    }

    /// The town, its part, or a town that stands elsewhere in the line.
    fn town_of(&self, address: &Address, source: &SourceId) -> Option<Resolved> {
        let named = |name: &str| self.known_town(name, address, source, true);
        let found = |point: GeoPoint, how: How| Resolved::new(point, Precision::Town, how);
        if let Some(town) = address.city.as_deref().and_then(named) {
            // in a line the part of a town stands before it
            let mut before =
                address.others.iter().skip_while(|other| Some(*other) != address.city.as_ref()).skip(1);
            let part = address.district.as_deref().or_else(|| before.next().map(String::as_str));
            let part = part.filter(|part| Some(*part) != address.city.as_deref());
            return match part.and_then(|part| self.part_of(part, town)) {
                Some(part) => found(part, How::District),
                None => found(town, How::Town),
            };
        }
        if let Some(district) = address.district.as_deref().and_then(named) {
            return found(district, How::District);
        }
        // the line says more than its parts; without a country any word is a town somewhere
        address.country?;
        let is_new =
            |name: &&str| address.state.as_deref() != Some(name) && address.city.as_deref() != Some(name);
        let mut others = address.others.iter().map(String::as_str).filter(is_new);
        // Berlin is its own state, and behind a street it is the city that is meant
        let capital =
            address.state.as_deref().filter(|_| address.street.is_some() && address.region.is_some());
        let town = others
            .find_map(|name| self.known_town(name, address, source, false))
            .or_else(|| named(capital?))?;
        found(town, How::Town)
    }

    /// A town by its name, where it is stated to be one or only may be.
    fn known_town(&self, name: &str, address: &Address, source: &SourceId, stated: bool) -> Option<GeoPoint> {
        let region = address.narrow_region();
        let learnt = address.country.and_then(|country| self.learnt.town(country, region, name));
        match self.town(name, address, source) {
            Some(town) => {
                let where_they_meet = learnt
                    .filter(|spot| spot.venues >= MANY_VENUES && spot.point.distance_km(town) <= BESIDE_KM);
                Some(where_they_meet.map_or(town, |spot| spot.point))
            }
            // too small for the gazetteer, but not for us; without a region only where nothing contradicts
            None => {
                let is_only = self.gazetteer.named(name).next().is_none();
                let is_sure = region.is_some() || (is_only && self.postal_area(address).is_some());
                let spot = learnt.filter(|spot| is_sure && (stated || spot.venues >= MANY_VENUES))?;
                let area = self.postal_area(address);
                area.is_none_or(|area| spot.point.distance_km(area) <= CONTRADICTION_KM).then_some(spot.point)
            }
        }
    }

    /// The middle of the postal code, as narrow as it is known.
    pub(super) fn postal_point(&self, address: &Address) -> Option<GeoPoint> {
        let postal = address.postal.as_ref()?;
        let (country, full) = (postal.country, postal.full.as_deref());
        let learnt = full.and_then(|code| self.learnt.code(country, code));
        let known = match country.code() {
            "US" => full.and_then(|code| self.gazetteer.zip(code.parse().ok()?)),
            "CA" => postal.outward.as_deref().and_then(|code| self.gazetteer.sortation_area(code)),
            _ => None,
        };
        let outward = || postal.outward.as_deref().and_then(|code| self.learnt.outward(country, code));
        // a whole code elsewhere is a few streets; a ZIP code is a town, and one venue is not its middle
        let is_wide = country.code() == "US";
        let learnt = learnt.filter(|spot| !is_wide || known.is_none() || spot.venues >= MANY_VENUES);
        learnt.map(|spot| spot.point).or_else(|| outward().map(|spot| spot.point)).or(known)
    }

    /// Roughly where the codes begin so; for telling towns apart.
    pub(super) fn postal_area(&self, address: &Address) -> Option<GeoPoint> {
        let postal = address.postal.as_ref()?;
        let area = postal.area.as_deref()?;
        match postal.country.code() {
            "US" => self.gazetteer.zips_beginning(area.parse().ok()?),
            _ => self.learnt.area(postal.country, area).map(|spot| spot.point),
        }
    }

    fn region_of(&self, address: &Address) -> Option<&RegionRow> {
        let rows = self.gazetteer.regions();
        if address.region.is_some() && address.narrow_region().is_none() {
            return None;
        }
        if let Some(region) = address.region.filter(|region| territory(*region).is_none()) {
            return rows.iter().find(|row| row.region == Some(region));
        }
        let country = address.region.and_then(territory).or(address.country)?;
        self.gazetteer.regions_named(address.state.as_deref()?).find(|row| row.country == country)
    }

    /// Whether the gazetteer knows which places are in a region.
    pub(super) fn knows(&self, region: Region) -> bool {
        static KNOWN: LazyLock<HashSet<Region>> =
            LazyLock::new(|| Gazetteer::embedded().regions().iter().filter_map(|row| row.region).collect());
        KNOWN.contains(&region)
    }
}

/// Whether a point may be in the stated region.
fn fits(region: Option<Region>, point: GeoPoint) -> bool {
    region.and_then(|region| region.may_hold(point)) != Some(false)
}
