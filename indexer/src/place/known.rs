//! Postal codes and small towns that our listings teach, kept in a generation for whoever types one. Learnt only from
//! listings that are shown: a withdrawn one leaves no trace.

use super::address::{Address, is_area, place_name};
use super::areas::middle_of_area;
use super::gazetteer::Gazetteer;
use super::learnt::{Agreement, CODE, Learnt, PART, Points, TOWN, spot};
use super::postal::PostalCode;
use everyroom_feeds::clean::address::split;
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::place::GeoPoint;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// The gazetteer has a town already if one of its name is this near.
const SAME_TOWN_KM: f64 = 40.0;
/// A ZIP code is a town, and so many venues are its middle.
const MANY_VENUES: u32 = 3;
/// Longer names are sentences.
const MOST_LETTERS: usize = 40;

/// What our listings teach, in the order in which it is looked up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KnownPlaces {
    codes: Vec<LearntCode>,
    towns: Vec<LearntTown>,
}

/// A postal code, or the beginning of some, with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearntCode {
    /// Capitals and digits only: `SW1A1AA`, `75011`; what was found, which may be shorter than what was asked for.
    pub code: String,
    /// The country whose code it is.
    pub country: Country,
    /// How much of a code it is.
    pub width: CodeWidth,
    /// The middle of its venues, or of the code itself where the gazetteer knows it.
    pub point: GeoPoint,
    /// How many places our listings meet at there; 0 where only the gazetteer knows the code.
    pub venues: u32,
}

/// How much of a postal code is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeWidth {
    /// The whole code: a few streets, or a town.
    Whole,
    /// Its part that names a district: `SW1A`, `D02`, `M5V`.
    Outward,
    /// Only codes that begin alike: some tens of kilometres.
    Area,
}

/// A town or a part of one that the gazetteer does not have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearntTown {
    /// The name as it is compared, see [`super::fold`].
    pub key: String,
    /// The name as it is written most often.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its region, where lists say so.
    pub region: Option<Region>,
    /// The middle of its venues.
    pub point: GeoPoint,
    /// How many places our listings meet at there.
    pub venues: u32,
}

impl KnownPlaces {
    /// Learns from the meetings of listings; `home` is the country of a source.
    pub(super) fn learn<'a>(
        meetings: impl IntoIterator<Item = &'a Meeting> + Clone,
        home: &HashMap<SourceId, Country>,
    ) -> Self {
        let home = |source: &SourceId| home.get(source).copied();
        let learnt = Learnt::from_meetings(meetings.clone(), home);
        let codes = learnt.all_codes().map(|(width, country, code, spot)| LearntCode {
            code: code.to_owned(),
            country,
            width,
            point: spot.point,
            venues: spot.venues,
        });
        let mut codes: Vec<LearntCode> = codes.collect();
        codes.sort_by(|a, b| (&a.code, a.country, a.width).cmp(&(&b.code, b.country, b.width)));
        Self { codes, towns: towns(meetings, home) }
    }

    /// The place of a code: of the whole, else of its outward part, else of codes that begin alike.
    pub fn code(&self, code: &PostalCode) -> Option<LearntCode> {
        let of = |text: &Option<String>, width| self.exactly(text.as_deref()?, code.country, width).cloned();
        let whole = of(&code.full, CodeWidth::Whole);
        let outward = || of(&code.outward, CodeWidth::Outward).or_else(|| self.within_outward(code));
        let in_gazetteer = embedded(code);
        let is_wide = code.country.code() == "US" && in_gazetteer.is_some();
        let venues = whole.as_ref().map_or(0, |whole| whole.venues);
        whole
            .filter(|whole| !is_wide || whole.venues >= MANY_VENUES)
            .or_else(outward)
            .or_else(|| in_gazetteer.map(|known| LearntCode { venues, ..known }))
            .or_else(|| self.beginning_like(code))
            .or_else(|| of(&code.area, CodeWidth::Area))
            .or_else(|| embedded_area(code))
    }

    /// The places of a code that is typed without a country, those with the most venues first: `10115`, `SW1A`.
    pub fn codes_like(&self, text: &str) -> Vec<LearntCode> {
        let typed: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let has_digit = typed.bytes().any(|byte| byte.is_ascii_digit());
        if !has_digit || typed.len() > 10 {
            return Vec::new();
        }
        let same = self.from(&typed).take_while(|row| row.code == typed);
        let mut found: Vec<LearntCode> = same.filter(|row| row.width != CodeWidth::Area).cloned().collect();
        // where a code's shape says the country, or the gazetteer, which has them all; a town stands for an area of which
        // nothing else is known
        let countries = [("", true), ("US", false), ("CA", false), ("GB", true), ("IE", true)];
        for (country, is_sure) in countries.map(|(code, is_sure)| (Country::parse(code), is_sure)) {
            let known = PostalCode::read(text, country).and_then(|code| self.code(&code));
            let is_told =
                |known: &LearntCode| known.width != CodeWidth::Area || (is_sure && found.is_empty());
            if let Some(known) = known.filter(is_told) {
                found.retain(|row| row.country != known.country);
                found.push(known);
            }
        }
        found.sort_by_key(|row| (row.width == CodeWidth::Area, Reverse(row.venues), row.country, row.width));
        let mut seen = Vec::new();
        found.retain(|row| {
            !seen.contains(&row.country) && {
                seen.push(row.country);
                true
            }
        });
        found
    }

    /// The towns of a name that the gazetteer does not have, those with the most venues first.
    pub fn towns(&self, name: &str) -> Vec<&LearntTown> {
        let key = super::fold(name);
        let start = self.towns.partition_point(|row| row.key < key);
        let mut found: Vec<&LearntTown> =
            self.towns[start..].iter().take_while(|row| row.key == key).collect();
        found.sort_by_key(|row| (Reverse(row.venues), row.country, row.region));
        found
    }

    /// How many codes and towns there are.
    pub fn len(&self) -> (usize, usize) {
        (self.codes.len(), self.towns.len())
    }

    fn from<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a LearntCode> + use<'a> {
        self.codes[self.codes.partition_point(|row| row.code.as_str() < code)..].iter()
    }

    fn exactly(&self, code: &str, country: Country, width: CodeWidth) -> Option<&LearntCode> {
        let mut same = self.from(code).take_while(|row| row.code == code);
        same.find(|row| row.country == country && row.width == width)
    }

    /// The middle of the whole codes of an outward part that too few name alone.
    fn within_outward(&self, code: &PostalCode) -> Option<LearntCode> {
        let outward = code.outward.as_deref()?;
        let behind = match code.country.code() {
            "GB" | "CA" => 3,
            "IE" => 4,
            _ => 2,
        };
        // M1 is not the beginning of M11 1AA
        let whole = |row: &&LearntCode| row.code.len() == outward.len() + behind;
        let found = self.middle(outward, code.country, whole)?;
        Some(LearntCode { width: CodeWidth::Outward, ..found })
    }

    /// The middle of the codes that share the longest beginning with this one, where they are all in one place.
    fn beginning_like(&self, code: &PostalCode) -> Option<LearntCode> {
        let full = code.full.as_deref().filter(|full| full.bytes().all(|byte| byte.is_ascii_digit()))?;
        let shortest = code.area.as_ref().map_or(2, String::len);
        (shortest..full.len()).rev().find_map(|length| self.middle(&full[..length], code.country, |_| true))
    }

    /// The middle of the whole codes of a country that begin so, where they are in one place.
    fn middle(
        &self,
        beginning: &str,
        country: Country,
        counts: impl Fn(&&LearntCode) -> bool,
    ) -> Option<LearntCode> {
        let alike = self.from(beginning).take_while(|row| row.code.starts_with(beginning));
        let alike =
            alike.filter(|row| row.country == country && row.width == CodeWidth::Whole).filter(counts);
        let (points, venues): (Points, Vec<u32>) =
            alike.map(|row| ((row.point.lat(), row.point.lon()), row.venues)).unzip();
        let point = spot(points, &CODE)?.point;
        Some(LearntCode { venues: venues.iter().sum(), ..of_area((beginning.to_owned(), country), point) })
    }
}

fn of_area((code, country): (String, Country), point: GeoPoint) -> LearntCode {
    LearntCode { code, country, width: CodeWidth::Area, point, venues: 0 }
}

/// What everybody knows of a code.
fn embedded(code: &PostalCode) -> Option<LearntCode> {
    let gazetteer = Gazetteer::embedded();
    let (text, width) = match (&code.full, &code.outward) {
        (Some(full), None) => (full, CodeWidth::Whole),
        (_, Some(outward)) => (outward, CodeWidth::Outward),
        (None, None) => return None,
    };
    let point = match code.country.code() {
        "US" => gazetteer.zip(text.parse().ok()?),
        "CA" => gazetteer.sortation_area(text),
        _ => None,
    };
    Some(LearntCode { width, ..of_area((text.clone(), code.country), point?) })
}

fn embedded_area(code: &PostalCode) -> Option<LearntCode> {
    let area = code.area.clone()?;
    let point = match code.country.code() {
        "US" => Gazetteer::embedded().zips_beginning(area.parse().ok()?),
        "GB" => middle_of_area(&area),
        _ => None,
    };
    Some(of_area((area, code.country), point?))
}

/// What is said of a name: the region, the point, the name as written.
type Said = (Option<Region>, (f64, f64), String);

fn towns<'a>(
    meetings: impl IntoIterator<Item = &'a Meeting>,
    home: impl Fn(&SourceId) -> Option<Country>,
) -> Vec<LearntTown> {
    let mut said: BTreeMap<(String, Country, bool), Vec<Said>> = BTreeMap::new();
    for meeting in meetings {
        let Some((point, venue)) = super::learnt::teaches(meeting).zip(meeting.venue.as_ref()) else {
            continue;
        };
        let address = Address::of(venue, home(&meeting.source));
        let Some(country) = address.country.filter(|country| country.may_hold(point) != Some(false)) else {
            continue;
        };
        let city = venue.city.clone().or_else(|| split(venue.address.as_deref()?).city);
        let parts = [venue.district.as_ref(), meeting.district.as_ref(), meeting.regions.last()];
        let parts = parts.into_iter().flatten().map(|name| (name, true));
        for (name, is_part) in city.iter().map(|name| (name, false)).chain(parts) {
            let key = place_name(name);
            let is_name = (3..=MOST_LETTERS).contains(&key.chars().count())
                && !key.chars().any(char::is_numeric)
                && !is_area(name, Some(country));
            if is_name {
                let point = (point.lat(), point.lon());
                let region = address.narrow_region();
                said.entry((key, country, is_part)).or_default().push((
                    region,
                    point,
                    name.trim().to_owned(),
                ));
            }
        }
    }
    let mut towns: Vec<LearntTown> = Vec::new();
    for ((key, country, is_part), said) in said {
        let agreement = if is_part { &PART } else { &TOWN };
        for town in agreed(&key, country, said, agreement) {
            let is_new = |town: &LearntTown| {
                let is_there = |other: &LearntTown| {
                    other.country == country && other.point.distance_km(town.point) < SAME_TOWN_KM
                };
                !towns.iter().rev().take_while(|other| other.key == key).any(is_there) && !is_embedded(town)
            };
            if is_new(&town) {
                towns.push(town);
            }
        }
    }
    towns
}

/// One town where all agree, else one a region.
fn agreed(key: &str, country: Country, said: Vec<Said>, agreement: &Agreement) -> Vec<LearntTown> {
    let one = |said: &[Said]| {
        let spot = spot(said.iter().map(|(_, point, _)| *point).collect(), agreement)?;
        Some(LearntTown {
            key: key.to_owned(),
            name: most_common(said.iter().map(|(_, _, name)| name.clone()))?,
            country,
            region: most_common(said.iter().filter_map(|(region, _, _)| *region)),
            point: spot.point,
            venues: spot.venues,
        })
    };
    if let Some(town) = one(&said) {
        return vec![town];
    }
    let mut by_region: BTreeMap<Region, Vec<Said>> = BTreeMap::new();
    for said in said {
        if let Some(region) = said.0 {
            by_region.entry(region).or_default().push(said);
        }
    }
    by_region.values().filter_map(|said| one(said)).collect()
}

fn most_common<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, u32> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

fn is_embedded(town: &LearntTown) -> bool {
    let gazetteer = Gazetteer::embedded();
    let mut points = gazetteer.named(&town.key).filter_map(|(place, _)| gazetteer.point(place));
    let is_region = gazetteer.regions_named(&town.key).any(|row| row.country == town.country);
    is_region || points.any(|point| point.distance_km(town.point) < SAME_TOWN_KM)
}
