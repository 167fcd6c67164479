//! Where: points on the globe and venues.

use crate::country::{Country, Region};
use serde::{Deserialize, Serialize};

/// The Earth's mean radius in kilometres, for great-circle distances.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A point on the globe in WGS 84 degrees. Never out of range, never (0,0), never within a degree of a pole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GeoPoint {
    lat: f64,
    lon: f64,
}

/// Why two numbers are not the place of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointFault {
    /// Not a number, or outside ±90, ±180.
    OutOfRange,
    /// 0,0 or a whisker from it.
    NullIsland,
    /// Within a degree of a pole.
    NearPole,
}

impl GeoPoint {
    /// Checks and wraps a latitude and a longitude in degrees.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PointFault> {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(PointFault::OutOfRange);
        }
        if lat.abs() < 0.01 && lon.abs() < 0.01 {
            return Err(PointFault::NullIsland);
        }
        if lat.abs() > 89.0 {
            return Err(PointFault::NearPole);
        }
        Ok(Self { lat, lon })
    }

    /// Latitude in degrees.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Longitude in degrees.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Great-circle distance in kilometres.
    pub fn distance_km(self, other: GeoPoint) -> f64 {
        distance_km((self.lat, self.lon), (other.lat, other.lon))
    }
}

impl<'de> Deserialize<'de> for GeoPoint {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wire {
            lat: f64,
            lon: f64,
        }
        let wire = Wire::deserialize(d)?;
        GeoPoint::new(wire.lat, wire.lon).map_err(|_| serde::de::Error::custom("not a usable point"))
    }
}

/// Great-circle distance in kilometres between two (latitude, longitude) pairs in degrees, by the haversine formula.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

/// How exactly a point says where the room is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A street address.
    Street,
    /// A named venue without a street.
    Venue,
    /// The middle of a postal code.
    Postcode,
    /// The middle of a town.
    Town,
    /// The middle of a region or country.
    Region,
}

/// Where people meet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Venue {
    /// Name of the building.
    pub name: Option<String>,
    /// The whole address on one line.
    pub address: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Neighbourhood or borough.
    pub district: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// County.
    pub county: Option<String>,
    /// State or province as published.
    pub state: Option<String>,
    /// Postal code as published.
    pub postal_code: Option<String>,
    /// ISO 3166-1 country.
    pub country: Option<Country>,
    /// ISO 3166-2 subdivision.
    pub region: Option<Region>,
    /// How to find the room.
    pub notes: Option<String>,
    /// Trains, buses, parking, as published.
    pub transit: Option<String>,
    /// Where that is; `None` when no usable point is known.
    pub point: Option<GeoPoint>,
    /// How exact the point is; `None` without a point.
    pub precision: Option<Precision>,
}

impl Venue {
    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.address.is_none() && self.point.is_none() && self.notes.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn points_that_are_no_place_are_refused() {
        assert_eq!(GeoPoint::new(0.0, 0.0), Err(PointFault::NullIsland));
        assert_eq!(GeoPoint::new(90.0, 0.0), Err(PointFault::NearPole));
        assert_eq!(GeoPoint::new(91.0, 0.0), Err(PointFault::OutOfRange));
        assert_eq!(GeoPoint::new(f64::NAN, 0.0), Err(PointFault::OutOfRange));
        assert_eq!(GeoPoint::new(1.0, 180.1), Err(PointFault::OutOfRange));
    }

    #[test]
    fn a_known_distance() {
        let (paris, london) = ((48.8566, 2.3522), (51.5074, -0.1278));
        assert!((distance_km(paris, london) - 343.5).abs() < 1.0);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_bounded(a in -90.0..90.0f64, b in -180.0..180.0f64, c in -90.0..90.0f64, d in -180.0..180.0f64) {
            let there = distance_km((a, b), (c, d));
            prop_assert!((there - distance_km((c, d), (a, b))).abs() < 1e-6);
            prop_assert!((0.0..=20016.0).contains(&there));
        }
    }
}
