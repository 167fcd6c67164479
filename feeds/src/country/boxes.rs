//! Whether a point may be in a country or region: generous boxes around their places. A box says no with certainty and
//! yes hardly at all.

use super::{Country, Region};
use crate::place::GeoPoint;
use std::collections::HashMap;
use std::sync::LazyLock;

static BOXES: LazyLock<Boxes> = LazyLock::new(|| {
    Boxes::load(include_str!("../../registry/boxes.tsv"))
        .expect("the boxes of the registry are checked by a test")
});

impl Country {
    /// Whether a point may be in this country, its islands and territories; `None` where no box is known.
    pub fn may_hold(self, point: GeoPoint) -> Option<bool> {
        may_hold(BOXES.of_country.get(&self)?, point)
    }
}

impl Region {
    /// Whether a point may be in this region; `None` where no box is known.
    pub fn may_hold(self, point: GeoPoint) -> Option<bool> {
        may_hold(BOXES.of_region.get(&self)?, point)
    }
}

fn may_hold(boxes: &[Bounds], point: GeoPoint) -> Option<bool> {
    Some(boxes.iter().any(|one| one.holds(point)))
}

struct Bounds {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl Bounds {
    fn holds(&self, point: GeoPoint) -> bool {
        let is_between = match self.west <= self.east {
            true => (self.west..=self.east).contains(&point.lon()),
            // across the date line
            false => point.lon() >= self.west || point.lon() <= self.east,
        };
        is_between && (self.south..=self.north).contains(&point.lat())
    }
}

struct Boxes {
    of_country: HashMap<Country, Vec<Bounds>>,
    of_region: HashMap<Region, Vec<Bounds>>,
}

impl Boxes {
    fn load(text: &str) -> Option<Self> {
        let mut boxes = Self { of_country: HashMap::new(), of_region: HashMap::new() };
        for row in text.lines().skip(1) {
            let (code, sides) = row.split_once('\t')?;
            let sides: Vec<f64> = sides.split('\t').map(str::parse).collect::<Result<_, _>>().ok()?;
            let [south, north, west, east] = sides[..] else { return None };
            let one = || Bounds { south, north, west, east };
            match code.contains('-') {
                true => {
                    let region = Region::parse(code)?;
                    boxes.of_region.entry(region).or_default().push(one());
                    boxes.of_country.entry(region.country()).or_default().push(one());
                }
                false => boxes.of_country.entry(Country::parse(code)?).or_default().push(one()),
            }
        }
        Some(boxes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_hold_their_towns_and_not_those_of_others() {
        let holds = |country: &str, lat: f64, lon: f64| {
            Country::parse(country).unwrap().may_hold(GeoPoint::new(lat, lon).unwrap())
        };
        assert_eq!(holds("US", 37.33, -121.89), Some(true));
        assert_eq!(holds("US", 21.3, -157.86), Some(true), "Honolulu");
        assert_eq!(holds("US", 18.46, -66.1), Some(true), "San Juan is listed under either");
        assert_eq!(holds("US", 37.33, 121.89), Some(false));
        assert_eq!(holds("GB", 51.5, -0.12), Some(true));
        assert_eq!(holds("GB", 40.4, -3.7), Some(false));
        assert_eq!(holds("FJ", -16.8, -179.98), Some(true), "across the date line");
        assert_eq!(holds("FJ", -16.8, 179.3), Some(true));
        assert_eq!(holds("FJ", -16.8, 0.1), Some(false));
    }

    #[test]
    fn regions_hold_their_towns() {
        let holds = |code: &str, lat: f64, lon: f64| {
            Region::parse(code).unwrap().may_hold(GeoPoint::new(lat, lon).unwrap())
        };
        assert_eq!(holds("US-CA", 37.33, -121.89), Some(true));
        assert_eq!(holds("US-CA", 40.71, -74.0), Some(false));
        assert_eq!(holds("IE-CO", 51.9, -8.47), Some(true));
        let without: Vec<&str> =
            Region::all().filter(|region| !BOXES.of_region.contains_key(region)).map(Region::code).collect();
        // provinces of Ireland are no more than their counties, and nobody lives on the outlying islands
        assert_eq!(without, ["IE-C", "IE-M", "IE-U", "US-UM"]);
    }
}
