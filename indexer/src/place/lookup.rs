//! The gazetteer for whoever types the name of a place or a postal code: whole names first, then beginnings.

use super::gazetteer::{Gazetteer, Named, NamedKind, Via};
use super::name::fold;
use super::{CodeWidth, KnownPlaces};
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::place::GeoPoint;
use std::sync::LazyLock;

/// Of each way to find, so many are looked at where countries are chosen: few of them may be in those.
const LOOKED_AT: usize = 200;
/// Beginnings of regions and countries are looked for from so many letters.
const FEWEST_LETTERS: usize = 3;

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// Its name; of a postal code the code.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The country it is in, or is.
    pub country: Country,
    /// The region it is in, or is, where our registry has it.
    pub region: Option<Region>,
    /// The name of that region.
    pub region_name: Option<String>,
    /// Its middle.
    pub point: GeoPoint,
    /// How many live there; of regions and countries only those in places over 1,000. `None` for postal codes.
    pub population: Option<u64>,
    /// How it was found.
    pub matched: Matched,
    /// Whether the words named its region or country too.
    pub qualified: bool,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the ids of the vocabulary")]
pub enum PlaceKind {
    Town,
    Region,
    Country,
    PostalCode,
}

/// How a place was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the ids of the vocabulary")]
pub enum Matched {
    Name,
    OtherName,
    Beginning,
    PostalCode,
}

impl PlaceKind {
    /// The id, as `postal_code`.
    pub fn id(self) -> &'static str {
        ["town", "region", "country", "postal_code"][self as usize]
    }
}

impl Matched {
    /// The id, as `other_name`.
    pub fn id(self) -> &'static str {
        ["name", "other_name", "beginning", "postal_code"][self as usize]
    }
}

/// Places by what was typed, likeliest first. `wanted` says which countries count; the only wanted one is where whoever
/// asks is at home.
pub fn lookup(
    text: &str,
    known: &KnownPlaces,
    wanted: &[Country],
    is_wanted: impl Fn(Country) -> bool,
    limit: usize,
) -> Vec<FoundPlace> {
    let gazetteer = Gazetteer::embedded();
    let home = if let [home] = wanted { Some(*home) } else { None };
    let looked_at = limit.max(LOOKED_AT);
    let mut found: Vec<FoundPlace> = postal_codes(known, text, wanted);
    found.extend(gazetteer.find(text, home, looked_at).iter().map(of_named));
    // what is the name of something as a whole is not the beginning of a region that many expect
    found.extend(areas_beginning(gazetteer, text));
    found.extend(gazetteer.beginning(text, home, looked_at).iter().map(of_named));
    found.retain(|place| is_wanted(place.country));
    let mut seen: Vec<FoundPlace> = Vec::new();
    for place in found {
        let is_same = |other: &FoundPlace| {
            other.kind == place.kind && other.point == place.point && other.name == place.name
        };
        if seen.len() < limit && !seen.iter().any(is_same) {
            seen.push(place);
        }
    }
    seen
}

fn of_named(named: &Named<'_>) -> FoundPlace {
    let row = named.region;
    let region = row.and_then(|row| row.region);
    FoundPlace {
        name: named.name.to_owned(),
        kind: match named.kind {
            NamedKind::Town(_) => PlaceKind::Town,
            NamedKind::Region => PlaceKind::Region,
            NamedKind::Country => PlaceKind::Country,
        },
        country: named.country,
        region,
        region_name: region
            .map(|region| region.name().to_owned())
            .or_else(|| row.map(|row| row.name.to_string()).filter(|name| !name.is_empty())),
        point: named.point,
        population: Some(named.population),
        matched: match named.via {
            Via::Name => Matched::Name,
            Via::OtherName => Matched::OtherName,
            Via::Beginning => Matched::Beginning,
        },
        qualified: named.qualified,
    }
}

/// Regions and countries whose names begin so, those of more people first.
fn areas_beginning(gazetteer: &'static Gazetteer, text: &str) -> Vec<FoundPlace> {
    static NAMES: LazyLock<Vec<(String, Named<'static>)>> = LazyLock::new(|| {
        let gazetteer = Gazetteer::embedded();
        let regions = gazetteer.regions().iter().map(|row| Named {
            kind: NamedKind::Region,
            name: row.region.map_or(&*row.name, Region::name),
            country: row.country,
            region: Some(row),
            point: row.point,
            population: row.population,
            via: Via::Beginning,
            qualified: false,
        });
        let countries = gazetteer.countries().iter().map(|row| Named {
            kind: NamedKind::Country,
            name: row.country.name(),
            country: row.country,
            region: None,
            point: row.point,
            population: row.population,
            via: Via::Beginning,
            qualified: false,
        });
        let mut names: Vec<_> = regions.chain(countries).map(|named| (fold(named.name), named)).collect();
        names.sort_by_key(|(_, named)| std::cmp::Reverse(named.population));
        names
    });
    debug_assert!(std::ptr::eq(gazetteer, Gazetteer::embedded()), "there is one gazetteer");
    let typed = fold(text);
    if typed.chars().count() < FEWEST_LETTERS {
        return Vec::new();
    }
    let begins = |name: &String| name.starts_with(&typed) && *name != typed;
    NAMES.iter().filter(|(name, _)| begins(name)).map(|(_, named)| of_named(named)).collect()
}

/// Codes that the gazetteer or our listings know, those with the most venues first.
fn postal_codes(known: &KnownPlaces, text: &str, wanted: &[Country]) -> Vec<FoundPlace> {
    let codes = known.codes_like(text.trim()).into_iter();
    codes
        .filter(|code| code.width != CodeWidth::Area)
        .filter(|code| wanted.is_empty() || wanted.contains(&code.country))
        .map(|code| FoundPlace {
            name: code.code,
            kind: PlaceKind::PostalCode,
            country: code.country,
            region: None,
            region_name: None,
            point: code.point,
            population: None,
            matched: Matched::PostalCode,
            qualified: false,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str, country: &str) -> Vec<String> {
        let wanted: Vec<Country> = Country::parse(country).into_iter().collect();
        let places = lookup(
            text,
            &KnownPlaces::default(),
            &wanted,
            |country| wanted.is_empty() || wanted.contains(&country),
            4,
        );
        let line = |place: &FoundPlace| {
            let region = place.region.map_or("-", Region::code);
            format!("{} {} {} {region} {}", place.kind.id(), place.name, place.country, place.matched.id())
        };
        places.iter().map(line).collect()
    }

    #[test]
    fn places_are_found_as_people_type_them() {
        for (text, country, first) in [
            ("Springfield, IL", "", "town Springfield US US-IL name"),
            ("springf", "US", "town Springfield US US-MO beginning"),
            ("Cologne", "", "town Köln DE DE-NW other_name"),
            ("califor", "", "region California US US-CA beginning"),
            ("ireland", "", "country Ireland IE - name"),
            ("95112", "", "postal_code 95112 US - postal_code"),
            ("m5v 2t6", "", "postal_code M5V CA - postal_code"),
            ("M5V", "CA", "postal_code M5V CA - postal_code"),
        ] {
            assert_eq!(found(text, country).first().map(String::as_str), Some(first), "{text} {country}");
        }
        assert_eq!(found("95112", "DE"), Vec::<String>::new());
        assert!(found("paris", "US").iter().all(|line| line.contains(" US ")));
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_the_limit_holds(text in any::<String>(), limit in 0usize..5) {
            let places = lookup(&text, &KnownPlaces::default(), &[], |_| true, limit);
            prop_assert!(places.len() <= limit);
        }
    }
}
