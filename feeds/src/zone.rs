//! Time zones: names of the tz database, and the zone of a point. What publishers call them is read in `clean::zone`.

use crate::place::GeoPoint;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::LazyLock;

/// The name of a zone in the tz database, known to exist.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Zone(String);

impl Zone {
    /// The zone of that exact name (letter case is forgiven).
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim();
        // a bare abbreviation such as EST is a fixed offset in the database, hardly what a publisher means
        let named = name.contains('/') || name == "UTC";
        if !named || name.starts_with("Etc/") && name != "Etc/UTC" {
            return None;
        }
        let zone = TimeZone::get(name).ok()?;
        zone.iana_name().map(|canonical| Self(canonical.to_owned()))
    }

    /// The zone at a point on land; `None` at sea.
    pub fn at(point: GeoPoint) -> Option<Self> {
        static FINDER: LazyLock<tzf_rs::EmbeddedFinder> = LazyLock::new(tzf_rs::EmbeddedFinder::new);
        Self::parse(FINDER.get_tz_name(point.lon(), point.lat()))
    }

    /// The name, as `Europe/Berlin`.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The rules of the zone.
    pub fn rules(&self) -> TimeZone {
        // names are checked on the way in; should a database ever drop one, UTC is wrong but not a crash
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Zone::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("`{text}` is not a tz database name, as `America/New_York`"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Option<String> {
        Zone::at(GeoPoint::new(lat, lon).unwrap()).map(|zone| zone.name().to_owned())
    }

    #[test]
    fn points_have_zones_and_the_sea_has_none() {
        assert_eq!(at(36.7278, -110.2546).as_deref(), Some("America/Denver"), "Kayenta keeps Navajo time");
        assert_eq!(at(33.45, -112.07).as_deref(), Some("America/Phoenix"));
        assert_eq!(at(27.7, 85.3).as_deref(), Some("Asia/Kathmandu"));
        assert_eq!(at(0.5, -30.0), None);
    }

    #[test]
    fn only_names_of_the_database_are_zones() {
        assert_eq!(Zone::parse("EST"), None);
        assert_eq!(Zone::parse("Etc/GMT+5"), None);
        assert_eq!(Zone::parse("america/new_york").unwrap().name(), "America/New_York");
        assert_eq!(Zone::parse("Mars/Base"), None);
    }
}
