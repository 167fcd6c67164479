//! The towns that British postal areas are named after: all that is known of a code that no listing has taught.

use super::gazetteer::{Gazetteer, NamedKind};
use everyroom_feeds::country::Country;
use everyroom_feeds::place::GeoPoint;

const AREAS: &str = include_str!("../../data/postal_areas.tsv");

/// The town of an area, as of `SW` or `LS`.
pub fn town_of_area(area: &str) -> Option<&'static str> {
    rows().find(|(known, _)| *known == area).map(|(_, town)| town)
}

/// The middle of the town of an area.
pub fn middle_of_area(area: &str) -> Option<GeoPoint> {
    let town = town_of_area(area)?;
    let country = Country::parse("GB")?;
    let found = Gazetteer::embedded().find(town, Some(country), 8);
    let is_town = |named: &&super::gazetteer::Named<'_>| {
        named.country == country && matches!(named.kind, NamedKind::Town(_))
    };
    found.iter().find(is_town).map(|named| named.point)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    AREAS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_its_town() {
        assert_eq!(rows().count(), 121);
        for (area, town) in rows() {
            assert!(middle_of_area(area).is_some(), "{area} {town}");
        }
        let leeds = middle_of_area("LS").unwrap();
        assert!(leeds.distance_km(GeoPoint::new(53.8, -1.55).unwrap()) < 5.0);
        let reading = middle_of_area("RG").unwrap();
        assert!(reading.distance_km(GeoPoint::new(51.455, -0.97).unwrap()) < 5.0);
        assert_eq!(middle_of_area("ZZ"), None);
    }
}
