//! The country that a clock is set for: an asker's zone says where they probably are.

use super::gazetteer::Gazetteer;
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::zone::Zone;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The country where most people live by this zone; `None` for `UTC` and the like.
pub fn country_of_zone(zone: &Zone) -> Option<Country> {
    static COUNTRIES: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
        let gazetteer = Gazetteer::embedded();
        let mut people: BTreeMap<(String, Country), u64> = BTreeMap::new();
        let zones = gazetteer.regions().iter().filter_map(|row| Some((Zone::at(row.point)?, row)));
        for (zone, row) in zones {
            *people.entry((zone.name().to_owned(), row.country)).or_default() += row.population;
        }
        let mut most: HashMap<String, (u64, Country)> = HashMap::new();
        for ((zone, country), people) in people {
            let entry = most.entry(zone).or_insert((people, country));
            if people > entry.0 {
                *entry = (people, country);
            }
        }
        most.into_iter().map(|(zone, (_, country))| (zone, country)).collect()
    });
    COUNTRIES.get(zone.name()).copied()
}

/// The zone of the middle of a region's people.
pub fn zone_of_region(region: Region) -> Option<Zone> {
    let rows = Gazetteer::embedded().regions();
    Zone::at(rows.iter().find(|row| row.region == Some(region))?.point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_in_the_country_of_most_of_their_people() {
        for (zone, country) in [
            ("America/New_York", Some("US")),
            ("America/Toronto", Some("CA")),
            ("Europe/London", Some("GB")),
            ("Europe/Berlin", Some("DE")),
            ("Asia/Kolkata", Some("IN")),
            ("UTC", None),
        ] {
            let found = country_of_zone(&Zone::parse(zone).unwrap());
            assert_eq!(found.map(Country::code), country, "{zone}");
        }
    }
}
