//! What our own venues teach: where an address, a postal code, a town or a county is. Only from venues whose point is
//! that of a street address, and only where those that share a name agree.

use super::address::Address;
use super::known::CodeWidth;
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::place::{GeoPoint, Precision, distance_km};
use std::collections::HashMap;
use std::hash::Hash;

/// The middle of some venues.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The median of their points.
    pub point: GeoPoint,
    /// How many places they are.
    pub venues: u32,
}

/// How far apart venues may be that share a name, and how many it takes.
pub(super) struct Agreement {
    within_km: f64,
    venues: u32,
}

const ADDRESS: Agreement = Agreement { within_km: 0.5, venues: 1 };
pub(super) const CODE: Agreement = Agreement { within_km: 15.0, venues: 1 };
const OUTWARD: Agreement = Agreement { within_km: 15.0, venues: 3 };
const AREA: Agreement = Agreement { within_km: 80.0, venues: 3 };
pub(super) const TOWN: Agreement = Agreement { within_km: 20.0, venues: 1 };
pub(super) const PART: Agreement = Agreement { within_km: 10.0, venues: 3 };
const COUNTY: Agreement = Agreement { within_km: 60.0, venues: 3 };

/// Tables of what our venues teach.
#[derive(Debug, Default)]
pub struct Learnt {
    addresses: HashMap<(Country, String), Spot>,
    codes: HashMap<(Country, String), Spot>,
    outward: HashMap<(Country, String), Spot>,
    areas: HashMap<(Country, String), Spot>,
    towns: HashMap<(Country, Option<Region>, String), Spot>,
    counties: HashMap<(Country, String), Spot>,
    near: HashMap<(SourceId, Cell), u32>,
    reach: HashMap<SourceId, u32>,
}

/// A list that is in no more squares than this belongs somewhere.
const LOCAL_CELLS: u32 = 60;

/// A square of half a degree.
type Cell = (i16, i16);

impl Learnt {
    /// Learns from meetings; `home` is the country of a source.
    pub fn from_meetings<'a>(
        meetings: impl IntoIterator<Item = &'a Meeting>,
        home: impl Fn(&SourceId) -> Option<Country>,
    ) -> Self {
        let mut school = School::default();
        for meeting in meetings {
            let Some(point) = teaches(meeting) else { continue };
            let Some(venue) = &meeting.venue else { continue };
            let address = Address::of(venue, home(&meeting.source));
            let Some(country) = address.country else { continue };
            if country.may_hold(point) == Some(false)
                || address.region.and_then(|region| region.may_hold(point)) == Some(false)
            {
                continue;
            }
            school.take(country, &address, point);
            *school.near.entry((meeting.source.clone(), cell(point))).or_default() += 1;
        }
        school.finish()
    }

    /// Takes in where meetings of sources were found to be. Tells where a list belongs, and nothing else.
    pub(super) fn belong(&mut self, found: impl IntoIterator<Item = (SourceId, GeoPoint)>) {
        for (source, point) in found {
            *self.near.entry((source, cell(point))).or_default() += 1;
        }
        self.reach = reach(&self.near);
    }

    /// Where the same street address is, by town or postal code.
    pub(super) fn address(&self, address: &Address) -> Option<Spot> {
        address_keys(address)
            .into_iter()
            .find_map(|key| self.addresses.get(&(address.country?, key)).copied())
    }

    /// Where a whole postal code is.
    pub(super) fn code(&self, country: Country, code: &str) -> Option<Spot> {
        self.codes.get(&(country, code.to_owned())).copied()
    }

    /// Where the outward part of a postal code is.
    pub(super) fn outward(&self, country: Country, code: &str) -> Option<Spot> {
        self.outward.get(&(country, code.to_owned())).copied()
    }

    /// Roughly where codes begin so.
    pub(super) fn area(&self, country: Country, code: &str) -> Option<Spot> {
        self.areas.get(&(country, code.to_owned())).copied()
    }

    /// Every code that is known, in no order.
    pub(super) fn all_codes(&self) -> impl Iterator<Item = (CodeWidth, Country, &str, Spot)> {
        let tables = [
            (CodeWidth::Whole, &self.codes),
            (CodeWidth::Outward, &self.outward),
            (CodeWidth::Area, &self.areas),
        ];
        tables.into_iter().flat_map(|(width, table)| {
            table.iter().map(move |((country, code), spot)| (width, *country, code.as_str(), *spot))
        })
    }

    /// Where a town is.
    pub(super) fn town(&self, country: Country, region: Option<Region>, name: &str) -> Option<Spot> {
        self.towns.get(&(country, region, name.to_owned())).copied()
    }

    /// Roughly where a county is.
    pub(super) fn county(&self, country: Country, name: &str) -> Option<Spot> {
        self.counties.get(&(country, name.to_owned())).copied()
    }

    /// How many meetings of a source are within a degree or so; `None` for one that is all over a country.
    pub(super) fn near(&self, source: &SourceId, point: GeoPoint) -> Option<u32> {
        if *self.reach.get(source)? > LOCAL_CELLS {
            return None;
        }
        let (lat, lon) = cell(point);
        let around = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (lat + down, lon + right)));
        Some(around.filter_map(|cell| self.near.get(&(source.clone(), cell))).sum())
    }
}

/// The point of a meeting that others may learn from.
pub(super) fn teaches(meeting: &Meeting) -> Option<GeoPoint> {
    let venue = meeting.venue.as_ref()?;
    let is_exact = venue.precision == Some(Precision::Street) && !meeting.attendance.is_remote_only();
    venue.point.filter(|_| is_exact)
}

fn cell(point: GeoPoint) -> Cell {
    ((point.lat() * 2.0).floor() as i16, (point.lon() * 2.0).floor() as i16)
}

/// A street alone is in many towns: it is known with its town and with its code. Narrow keys first.
fn address_keys(address: &Address) -> Vec<String> {
    let Some(street) = &address.street else { return Vec::new() };
    let code = address.postal.as_ref().and_then(|postal| postal.full.as_ref());
    let with_code = code.map(|code| format!("{street}#{code}"));
    let with_town = address.city.as_ref().map(|city| format!("{street}|{city}"));
    let with_region =
        with_town.as_ref().zip(address.narrow_region()).map(|(town, region)| format!("{town}|{region}"));
    [with_code, with_region, with_town].into_iter().flatten().collect()
}

/// Latitudes and longitudes in degrees.
pub(super) type Points = Vec<(f64, f64)>;

/// Points by key, before they are weighed.
#[derive(Default)]
struct School {
    addresses: HashMap<(Country, String), Points>,
    codes: HashMap<(Country, String), Points>,
    outward: HashMap<(Country, String), Points>,
    areas: HashMap<(Country, String), Points>,
    towns: HashMap<(Country, Option<Region>, String), Points>,
    counties: HashMap<(Country, String), Points>,
    near: HashMap<(SourceId, Cell), u32>,
}

impl School {
    fn take(&mut self, country: Country, address: &Address, point: GeoPoint) {
        let point = (point.lat(), point.lon());
        for key in address_keys(address) {
            self.addresses.entry((country, key)).or_default().push(point);
        }
        if let Some(postal) = &address.postal {
            let parts = [
                (&mut self.codes, &postal.full),
                (&mut self.outward, &postal.outward),
                (&mut self.areas, &postal.area),
            ];
            for (table, part) in parts {
                if let Some(part) = part {
                    table.entry((postal.country, part.clone())).or_default().push(point);
                }
            }
        }
        if let Some(city) = &address.city {
            let regions = [None, address.narrow_region()];
            let known = if regions[1].is_some() { &regions[..] } else { &regions[..1] };
            for region in known {
                self.towns.entry((country, *region, city.clone())).or_default().push(point);
            }
        }
        if let Some(county) = &address.county {
            self.counties.entry((country, county.clone())).or_default().push(point);
        }
    }

    fn finish(self) -> Learnt {
        Learnt {
            reach: reach(&self.near),
            addresses: spots(self.addresses, &ADDRESS),
            codes: spots(self.codes, &CODE),
            outward: spots(self.outward, &OUTWARD),
            areas: spots(self.areas, &AREA),
            towns: spots(self.towns, &TOWN),
            counties: spots(self.counties, &COUNTY),
            near: self.near,
        }
    }
}

/// In how many squares a source is.
fn reach(near: &HashMap<(SourceId, Cell), u32>) -> HashMap<SourceId, u32> {
    let mut reach: HashMap<SourceId, u32> = HashMap::new();
    for (source, _) in near.keys() {
        *reach.entry(source.clone()).or_default() += 1;
    }
    reach
}

fn spots<K: Eq + Hash>(points: HashMap<K, Points>, agreement: &Agreement) -> HashMap<K, Spot> {
    points.into_iter().filter_map(|(key, points)| Some((key, spot(points, agreement)?))).collect()
}

/// The middle of what agrees: nine of ten are near the median.
pub(super) fn spot(mut points: Points, agreement: &Agreement) -> Option<Spot> {
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    // a club house with thirty meetings is one place
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup_by(|a, b| distance_km(*a, *b) < 0.01);
    let lat = median(points.iter().map(|point| point.0).collect())?;
    let lon = median(points.iter().map(|point| point.1).collect())?;
    let mut apart: Vec<f64> = points.iter().map(|point| distance_km(*point, (lat, lon))).collect();
    apart.sort_by(f64::total_cmp);
    let agrees = apart[(apart.len() - 1) * 9 / 10] <= agreement.within_km;
    // of a few every one has to agree
    let few_agree = apart.len() > 10 || apart[apart.len() - 1] <= agreement.within_km;
    let venues = u32::try_from(points.len()).unwrap_or(u32::MAX);
    let point = GeoPoint::new(lat, lon).ok()?;
    (agrees && few_agree && venues >= agreement.venues).then_some(Spot { point, venues })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_agrees_is_learnt_and_what_does_not_is_not() {
        let near = |n: usize| (0..n).map(|at| (40.0 + at as f64 * 0.001, -74.0)).collect::<Vec<_>>();
        assert_eq!(spot(near(5), &TOWN).unwrap().venues, 5);
        assert_eq!(spot(vec![(40.0, -74.0); 9], &TOWN).unwrap().venues, 1, "one house");
        assert!(spot(vec![(40.0, -74.0), (41.0, -74.0)], &TOWN).is_none());
        assert!(spot(near(2), &OUTWARD).is_none(), "too few");
        let mut with_one_wild = near(30);
        with_one_wild.push((10.0, 10.0));
        assert!(spot(with_one_wild, &TOWN).is_some());
        assert!(spot(Vec::new(), &TOWN).is_none());
    }
}
