//! Places by what people type: exact names, beginnings of names, with a region or a country behind.

use super::{Gazetteer, PlaceId, RegionRow};
use crate::place::name::fold;
use everyroom_feeds::country::{Country, Region, region};
use everyroom_feeds::place::GeoPoint;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// A place in the asker's own country counts for so many times its people.
const AT_HOME: u64 = 10;
/// Of a region or country so many people count for one: who says New York means the city.
const WIDE: u64 = 20;
/// A region or country behind a name is at most so many words long.
const MOST_WORDS_BEHIND: usize = 3;

/// Something that has the name one asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named<'g> {
    /// What it is.
    pub kind: NamedKind,
    /// Its name, as its people write it or in English.
    pub name: &'g str,
    /// The country it is in, or is.
    pub country: Country,
    /// The region it is in, or is.
    pub region: Option<&'g RegionRow>,
    /// Its middle.
    pub point: GeoPoint,
    /// How many live there; of regions and countries only those in places over 1,000.
    pub population: u64,
    /// How it was found.
    pub via: Via,
    /// Whether the words named its region or country too.
    pub qualified: bool,
}

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NamedKind {
    /// A town, a village, a part of a big city.
    Town(PlaceId),
    /// A first-level region.
    Region,
    /// A country.
    Country,
}

/// How something was found by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Via {
    /// By its own name.
    Name,
    /// By another name of it, as Cologne for Köln.
    OtherName,
    /// By the beginning of a name.
    Beginning,
}

/// What stands behind a name: where it has to be.
#[derive(Default)]
struct Behind {
    countries: Vec<Country>,
    regions: Vec<Region>,
    names: Vec<u16>,
}

impl Behind {
    fn is_empty(&self) -> bool {
        self.countries.is_empty() && self.regions.is_empty() && self.names.is_empty()
    }
}

impl Gazetteer {
    /// Everything of exactly this name, likeliest first: `Geneva`, `Springfield, IL`, `paris texas`, `Bayern`. What is
    /// in the region or country named behind comes first, then whatever has more people; those of `home` count more.
    pub fn find(&self, text: &str, home: Option<Country>, limit: usize) -> Vec<Named<'_>> {
        self.split_and_find(text, home, limit, |gazetteer, name, behind| {
            let mut found: Vec<Named<'_>> = gazetteer
                .named(name)
                .filter_map(|(place, is_other)| {
                    gazetteer.town(place, if is_other { Via::OtherName } else { Via::Name })
                })
                .collect();
            if behind.is_none() {
                found.extend(gazetteer.areas_named(name));
            }
            found
        })
    }

    /// Towns whose name, or another name of theirs, begins like this; likeliest first.
    pub fn beginning(&self, text: &str, home: Option<Country>, limit: usize) -> Vec<Named<'_>> {
        self.split_and_find(text, home, limit, |gazetteer, name, behind| {
            let mut largest: BTreeSet<PlaceId> = BTreeSet::new();
            // in a region or at home are few of the many that begin so
            let most = if behind.is_some() || home.is_some() { usize::MAX } else { limit };
            let first = gazetteer.keys.lower_bound(name);
            for key in
                (first..gazetteer.keys.len()).take_while(|&key| gazetteer.keys.get(key).starts_with(name))
            {
                for posting in &gazetteer.postings[gazetteer.postings_of(key)] {
                    let place = PlaceId(posting >> 1);
                    if largest.len() >= most && largest.last().is_some_and(|last| *last <= place) {
                        break;
                    }
                    largest.insert(place);
                    if largest.len() > most {
                        largest.pop_last();
                    }
                }
            }
            largest.into_iter().filter_map(|place| gazetteer.town(place, Via::Beginning)).collect()
        })
    }

    fn split_and_find<'g>(
        &'g self,
        text: &str,
        home: Option<Country>,
        limit: usize,
        search: impl Fn(&'g Self, &str, Option<&Behind>) -> Vec<Named<'g>>,
    ) -> Vec<Named<'g>> {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .collect();
        let mut all: Vec<Named<'g>> = Vec::new();
        for behind_words in 0..=MOST_WORDS_BEHIND.min(words.len().saturating_sub(1)) {
            let (name, behind) = words.split_at(words.len() - behind_words);
            let name = fold(&name.join(" "));
            if name.is_empty() {
                continue;
            }
            if behind_words == 0 {
                all.extend(search(self, &name, None));
                continue;
            }
            let behind = self.behind(&behind.join(" "));
            if !behind.is_empty() {
                let found = search(self, &name, Some(&behind))
                    .into_iter()
                    .filter(|found| is_in(found, &behind, self));
                all.extend(found.map(|found| Named { qualified: true, ..found }));
            }
        }
        let weight = |named: &Named<'_>| {
            let factor = if Some(named.country) == home { AT_HOME } else { 1 };
            let share = if matches!(named.kind, NamedKind::Town(_)) { 1 } else { WIDE };
            named.population.max(1) * factor / share
        };
        all.sort_by_key(|named| (!named.qualified, std::cmp::Reverse(weight(named)), named.kind));
        let mut seen: BTreeSet<(NamedKind, Country, Option<&str>)> = BTreeSet::new();
        all.retain(|named| {
            seen.insert((named.kind, named.country, named.region.map(|region| &*region.code)))
        });
        all.truncate(limit);
        all
    }

    fn town(&self, place: PlaceId, via: Via) -> Option<Named<'_>> {
        let region = self.region(place);
        Some(Named {
            kind: NamedKind::Town(place),
            name: self.name(place),
            country: region.country,
            region: Some(region),
            point: self.point(place)?,
            population: u64::from(self.population(place)),
            via,
            qualified: false,
        })
    }

    /// Regions and countries of this folded name.
    fn areas_named(&self, name: &str) -> Vec<Named<'_>> {
        let regions = self.regions_named(name).map(|row| Named {
            kind: NamedKind::Region,
            name: match row.region {
                Some(region) => region.name(),
                None => &row.name,
            },
            country: row.country,
            region: Some(row),
            point: row.point,
            population: row.population,
            via: Via::Name,
            qualified: false,
        });
        let country = Country::parse(name).filter(|_| name.chars().count() > 3);
        let countries = self.countries.iter().filter(|row| Some(row.country) == country).map(|row| Named {
            kind: NamedKind::Country,
            name: row.country.name(),
            country: row.country,
            region: None,
            point: row.point,
            population: row.population,
            via: Via::Name,
            qualified: false,
        });
        regions.chain(countries).collect()
    }

    /// The regions of this folded name, in any country.
    pub fn regions_named(&self, name: &str) -> impl Iterator<Item = &RegionRow> {
        region_names(self).get(name).into_iter().flatten().map(|&at| &self.regions[usize::from(at)])
    }

    fn behind(&self, text: &str) -> Behind {
        let countries: Vec<Country> = Country::parse(text).into_iter().collect();
        static WITH_REGIONS: LazyLock<BTreeSet<Country>> =
            LazyLock::new(|| Region::all().map(Region::country).collect());
        let regions = WITH_REGIONS.iter().filter_map(|country| region(*country, text)).collect();
        let names = region_names(self).get(&fold(text)).cloned().unwrap_or_default();
        Behind { countries, regions, names }
    }
}

fn is_in(named: &Named<'_>, behind: &Behind, gazetteer: &Gazetteer) -> bool {
    let Some(row) = named.region else { return false };
    behind.countries.contains(&named.country)
        || row.region.is_some_and(|region| behind.regions.contains(&region))
        || behind.names.iter().any(|&at| std::ptr::eq(&raw const gazetteer.regions[usize::from(at)], row))
}

/// Folded names of regions: the data's English name, and the names of our registry. Codes of two letters are no names.
fn region_names(gazetteer: &Gazetteer) -> &'static HashMap<String, Vec<u16>> {
    static NAMES: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
        let mut names: HashMap<String, Vec<u16>> = HashMap::new();
        for (at, row) in (0u16..).zip(&Gazetteer::embedded().regions) {
            let own = [Some(&*row.name), row.region.map(Region::name)];
            let folded: BTreeSet<String> =
                own.into_iter().flatten().map(fold).filter(|name| !name.is_empty()).collect();
            for name in folded {
                names.entry(name).or_default().push(at);
            }
        }
        names
    });
    debug_assert!(std::ptr::eq(gazetteer, Gazetteer::embedded()), "there is one gazetteer");
    &NAMES
}
