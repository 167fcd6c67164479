//! Where: around a point, in a box, in countries and regions.

use super::lists::add;
use super::reader::Reader;
use crate::nearest::nearest;
use everyroom_feeds::country::{self, Country, Region};
use everyroom_indexer::search::{Bounds, Choice, MOST_KM, Near};
use serde_json::{Map, Value};

const KM_PER_MILE: f64 = 1.609_344;

/// The circle to search in.
pub fn near(reader: &mut Reader) -> Option<Near> {
    let radius_km = radius(reader);
    let has_radius = reader.has("radius_km") || reader.has("radius");
    if !reader.has("near") {
        if has_radius {
            let name = if reader.has("radius_km") { "radius_km" } else { "radius" };
            reader.fault(name, None, "needs near=latitude,longitude");
        }
        return None;
    }
    let text = reader.one("near")?;
    let numbers = numbers::<2>(&text);
    let Some([lat, lon]) = numbers else {
        let why = "is not `latitude,longitude` in degrees, as 51.5,-0.12; names of places and postal codes are not \
                   understood yet";
        reader.fault("near", None, why);
        return None;
    };
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        reader.fault("near", None, "is outside the globe: latitude is -90 to 90, longitude -180 to 180");
        return None;
    }
    Some(Near { lat, lon, radius_km })
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
                let nearest =
                    nearest(&item.text, Country::all().map(|country| (country.name(), country.code())));
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
                let nearest = nearest(&item.text, Region::all().map(|region| (region.name(), region.code())));
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
