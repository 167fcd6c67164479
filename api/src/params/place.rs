//! Where: around a point, in a box, in countries and regions.

use super::Context;
use super::lists::add;
use super::meant::with_asker;
use super::reader::Reader;
use crate::nearest::nearest;
use crate::problem::{ParamError, Problem, ProblemCode};
use everyroom_feeds::country::{self, Country, Region};
use everyroom_indexer::search::MOST_CHARS;
use everyroom_indexer::search::understand::{Found, Meaning, place_of};
use everyroom_indexer::search::{Bounds, Choice, MOST_KM, Near};
use serde_json::{Map, Value};

/// A client that sends `near` without a place would get the whole world for a neighbourhood. Pages drop what was left
/// empty in a form before they ask.
pub fn must_not_be_blank(pairs: &[(String, String)]) -> Result<(), Problem> {
    let mut sent = pairs.iter().filter(|(name, _)| name == "near").peekable();
    if sent.peek().is_none() || sent.any(|(_, value)| !value.trim().is_empty()) {
        return Ok(());
    }
    let error = ParamError { parameter: "near".to_owned(), value: None, allowed: None, nearest: None };
    let why = "near is empty: send a town, a postal code or `latitude,longitude`, or leave it out";
    Err(Problem::of_parameters(ProblemCode::InvalidParameter, why, vec![error]))
}

const KM_PER_MILE: f64 = 1.609_344;

/// The circle to search in, with the place that it was found by: `named` is that of the words of `q`.
pub fn near(
    reader: &mut Reader,
    context: &Context<'_>,
    named: Option<Found>,
) -> Option<(Near, Option<Found>)> {
    let radius_km = radius(reader);
    if !reader.has("near") {
        let Some(found) = named else {
            let alone = ["radius_km", "radius"].into_iter().find(|name| reader.has(name));
            if let Some(name) = alone {
                reader.fault(name, None, "needs a place: near=latitude,longitude or the name of a town");
            }
            return None;
        };
        return Some((at(&found, radius_km), Some(found)));
    }
    let text = reader.one("near")?;
    let Some([lat, lon]) = numbers::<2>(&text) else {
        return named_place(reader, context, &text).map(|found| (at(&found, radius_km), Some(found)));
    };
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        reader.fault("near", None, "is outside the globe: latitude is -90 to 90, longitude -180 to 180");
        return None;
    }
    Some((Near { lat, lon, radius_km }, None))
}

fn at(found: &Found, radius_km: Option<f64>) -> Near {
    Near { lat: found.place.point.lat(), lon: found.place.point.lon(), radius_km }
}

/// A town or a postal code; a region or a country is taken as the filter of that name.
fn named_place(reader: &mut Reader, context: &Context<'_>, text: &str) -> Option<Found> {
    let looks_like_numbers =
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '+'));
    let is_short = text.chars().count() <= MOST_CHARS;
    let code = looks_like_numbers && text.contains(',');
    let meaning =
        if is_short && !code { with_asker(reader, context, |asker| place_of(text, asker)) } else { None };
    match meaning {
        Some(Meaning::Place(found)) => return Some(*found),
        Some(Meaning::Country(country)) => {
            area(reader, "country", country.code(), |given| Country::parse(given) == Some(country));
        }
        Some(Meaning::Region(region)) => {
            area(reader, "region", region.code(), |given| Region::parse(given) == Some(region));
        }
        _ => {
            let why = "is no place that is known here: a town, a postal code, or `latitude,longitude` in degrees as \
                       51.5,-0.12; a region or country behind the name tells towns apart, as Springfield, IL";
            reader.fault("near", None, why);
        }
    }
    None
}

/// A whole country or region is a filter: it has no middle to measure from, and there is one of it.
fn area(reader: &mut Reader, name: &'static str, code: &str, is_same: impl Fn(&str) -> bool) {
    for distance in ["radius_km", "radius"] {
        if reader.has(distance) {
            let why = format!("needs a point: near names a whole {name}, which is searched all over");
            reader.fault(distance, None, &why);
        }
    }
    if reader.all("sort").iter().any(|sort| sort.trim().eq_ignore_ascii_case("nearest")) {
        let why = format!("needs a point: near names a whole {name}, whose middle is near nobody");
        reader.fault("sort", Some("nearest"), &why);
    }
    match reader.all(name) {
        [] => reader.give(name, code.to_owned()),
        [one] if !one.trim().starts_with('-') && is_same(one.trim()) => {}
        _ => {
            let why = format!("names a {name} where {name} says one too; leave one of them out");
            reader.fault("near", None, &why);
        }
    }
}

fn radius(reader: &mut Reader) -> Option<f64> {
    if reader.has("radius_km") && reader.has("radius") {
        reader.fault("radius", None, "says the same as radius_km; give one of them");
        return None;
    }
    if reader.has("radius_km") {
        return reader.number("radius_km");
    }
    let text = reader.one("radius")?;
    let km = kilometres(&text);
    if km.is_none() {
        let why = format!("is not a distance with its unit, as 10mi, 10km or 500m, up to {MOST_KM} km");
        reader.fault("radius", Some(&text), &why);
    }
    km
}

fn kilometres(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic() && c != 'e')?;
    let (number, unit) = text.split_at(unit_at);
    let per_unit = match unit {
        "km" => 1.0,
        "mi" | "mile" | "miles" => KM_PER_MILE,
        "m" => 0.001,
        _ => return None,
    };
    let km = number.trim().parse::<f64>().ok()? * per_unit;
    (0.0..=MOST_KM).contains(&km).then_some(km)
}

/// The box to search in.
pub fn bounds(reader: &mut Reader, said: &mut Map<String, Value>) -> Option<Bounds> {
    let text = reader.one("bbox")?;
    let fits = |[west, south, east, north]: &[f64; 4]| {
        let on_globe = |lon: &f64| (-180.0..=180.0).contains(lon);
        on_globe(west) && on_globe(east) && (-90.0..=90.0).contains(south) && (*south..=90.0).contains(north)
    };
    let Some([west, south, east, north]) = numbers::<4>(&text).filter(fits) else {
        let why = "is not `west,south,east,north` in degrees, with south below north";
        reader.fault("bbox", None, why);
        return None;
    };
    said.insert("bbox".to_owned(), vec![west, south, east, north].into());
    Some(Bounds { west, south, east, north })
}

fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let parts: Vec<f64> = text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>().ok()?;
    parts.try_into().ok()
}

/// Countries.
pub fn countries(reader: &mut Reader, said: &mut Map<String, Value>) -> Choice<Country> {
    let mut choice = Choice::default();
    let mut codes = Vec::new();
    for item in reader.items("country", true) {
        match Country::parse(&item.text) {
            Some(country) => add(&mut choice, &mut codes, &item, country, country.code().to_owned()),
            None => {
                let names = || Country::all().map(|country| (country.name(), country.code()));
                let nearest = reader.near(|| nearest(&item.text, names()));
                let why = "is not a country; use its ISO 3166-1 code or its name, as US or Ireland";
                reader.fault_near("country", Some(&item.text), why, None, nearest);
            }
        }
    }
    if !codes.is_empty() {
        said.insert("country".to_owned(), codes.into());
    }
    choice
}

/// States and provinces; a bare name is looked for in the wanted countries, else everywhere.
pub fn regions(reader: &mut Reader, said: &mut Map<String, Value>, wanted: &[Country]) -> Choice<Region> {
    let mut choice = Choice::default();
    let mut codes = Vec::new();
    for item in reader.items("region", true) {
        match regions_called(&item.text, wanted).as_slice() {
            [region] => add(&mut choice, &mut codes, &item, *region, region.code().to_owned()),
            [] => {
                let names = || Region::all().map(|region| (region.name(), region.code()));
                let nearest = reader.near(|| nearest(&item.text, names()));
                let why =
                    "is not a known state or province; use its ISO 3166-2 code or its name, as US-CA or Ohio";
                reader.fault_near("region", Some(&item.text), why, None, nearest);
            }
            several => {
                let allowed = several.iter().map(|region| region.code().to_owned()).collect();
                let why = "is the name of several regions; use one of their codes";
                reader.fault_near("region", Some(&item.text), why, Some(allowed), None);
            }
        }
    }
    if !codes.is_empty() {
        said.insert("region".to_owned(), codes.into());
    }
    choice
}

fn regions_called(text: &str, wanted: &[Country]) -> Vec<Region> {
    if let Some(region) = Region::parse(text) {
        return vec![region];
    }
    if !wanted.is_empty() {
        return wanted.iter().filter_map(|&country| country::region(country, text)).collect();
    }
    // two letters without a country could be anyone's
    if text.chars().count() <= 3 {
        return Vec::new();
    }
    Country::all().filter_map(|country| country::region(country, text)).collect()
}
