//! The embedded gazetteer: 170,000 places over 1,000 inhabitants with the names people write, first-level regions,
//! countries, points of US ZIP codes and Canadian forward sortation areas. GeoNames data, CC BY 4.0; see NOTICE.
//!
//! Columns and two string arenas; nothing is allocated per place. Opened once, when first needed.

mod file;
mod find;
mod grid;

use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::place::GeoPoint;
pub use find::{Named, NamedKind, Via};
pub use grid::GeoBox;
use std::sync::{LazyLock, OnceLock};

static PACKED: &[u8] = include_bytes!("../../../data/places.bin.zst");

/// Places by name, regions, countries, postal codes.
#[derive(Debug)]
pub struct Gazetteer {
    regions: Vec<RegionRow>,
    countries: Vec<CountryRow>,
    lats: Vec<i32>,
    lons: Vec<i32>,
    populations: Vec<u32>,
    region_of: Vec<u16>,
    names: Strings,
    keys: Strings,
    posting_starts: Vec<u32>,
    postings: Vec<u32>,
    zips: Zips,
    areas: Areas,
    grid: OnceLock<grid::Grid>,
}

/// A first-level region.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionRow {
    /// The country it is in.
    pub country: Country,
    /// The data's own code, unique in the country.
    pub code: Box<str>,
    /// ISO 3166-2, where our registry has it.
    pub region: Option<Region>,
    /// Its English name; may be empty.
    pub name: Box<str>,
    /// The middle of its people.
    pub point: GeoPoint,
    /// People in its places over 1,000.
    pub population: u64,
    /// Nine of ten of its places are within so many kilometres of the middle.
    pub spread_km: u32,
}

/// A country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CountryRow {
    /// Which.
    pub country: Country,
    /// The middle of its people.
    pub point: GeoPoint,
    /// People in its places over 1,000.
    pub population: u64,
}

#[derive(Debug)]
struct Strings {
    text: Box<str>,
    starts: Vec<u32>,
}

impl Strings {
    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn get(&self, at: usize) -> &str {
        &self.text[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The first that is not below `text`; they are sorted.
    fn lower_bound(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }
}

#[derive(Debug)]
struct Zips {
    codes: Vec<u32>,
    lats: Vec<i32>,
    lons: Vec<i32>,
}

#[derive(Debug)]
struct Areas {
    codes: Vec<[u8; 3]>,
    lats: Vec<i32>,
    lons: Vec<i32>,
}

/// A place of the gazetteer: a town, a village, a part of a big city. A larger number is a smaller place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(u32);

impl Gazetteer {
    /// The one that is built in.
    pub fn embedded() -> &'static Gazetteer {
        static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
            let bytes = zstd::stream::decode_all(PACKED).expect("the file is checked by a test");
            file::decode(&bytes).expect("the file is checked by a test")
        });
        &GAZETTEER
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.lats.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lats.is_empty()
    }

    /// Bytes on the heap.
    pub fn bytes(&self) -> usize {
        let words = self.lats.len() + self.lons.len() + self.populations.len() + self.postings.len();
        let starts = self.names.starts.len() + self.keys.starts.len() + self.posting_starts.len();
        let text = self.names.text.len() + self.keys.text.len();
        let rows =
            self.regions.len() * size_of::<RegionRow>() + self.countries.len() * size_of::<CountryRow>();
        (words + starts) * 4
            + self.region_of.len() * 2
            + text
            + rows
            + self.zips.codes.len() * 12
            + self.areas.codes.len() * 11
            + self.grid.get().map_or(0, grid::Grid::bytes)
    }

    /// All places, largest first.
    pub fn places(&self) -> impl Iterator<Item = PlaceId> {
        (0u32..).take(self.len()).map(PlaceId)
    }

    /// The places of exactly this name, largest first, and whether it is only another name of theirs.
    pub fn named(&self, folded: &str) -> impl Iterator<Item = (PlaceId, bool)> {
        let at = self.keys.lower_bound(folded);
        let is_there = !folded.is_empty() && at < self.keys.len() && self.keys.get(at) == folded;
        let range = if is_there { self.postings_of(at) } else { 0..0 };
        self.postings[range].iter().map(|posting| (PlaceId(posting >> 1), posting & 1 == 1))
    }

    fn postings_of(&self, key: usize) -> std::ops::Range<usize> {
        self.posting_starts[key] as usize..self.posting_starts[key + 1] as usize
    }

    /// The name of a place, as its people write it or in English.
    pub fn name(&self, place: PlaceId) -> &str {
        self.names.get(place.0 as usize)
    }

    /// Where it is.
    pub fn point(&self, place: PlaceId) -> Option<GeoPoint> {
        point(self.lats[place.0 as usize], self.lons[place.0 as usize])
    }

    /// How many live there.
    pub fn population(&self, place: PlaceId) -> u32 {
        self.populations[place.0 as usize]
    }

    /// The region it is in.
    pub fn region(&self, place: PlaceId) -> &RegionRow {
        &self.regions[usize::from(self.region_of[place.0 as usize])]
    }

    /// The places of a region, largest first.
    pub fn largest_in(&self, region: &RegionRow) -> impl Iterator<Item = PlaceId> {
        let number =
            self.regions.iter().position(|row| row.country == region.country && row.code == region.code);
        let in_it = move |row: &u16| Some(usize::from(*row)) == number;
        (0u32..).zip(&self.region_of).filter(move |(_, row)| in_it(row)).map(|(at, _)| PlaceId(at))
    }

    /// All regions.
    pub fn regions(&self) -> &[RegionRow] {
        &self.regions
    }

    /// All countries.
    pub fn countries(&self) -> &[CountryRow] {
        &self.countries
    }

    /// The middle of a US ZIP code of five digits.
    pub fn zip(&self, code: u32) -> Option<GeoPoint> {
        let at = self.zips.codes.binary_search(&code).ok()?;
        point(self.zips.lats[at], self.zips.lons[at])
    }

    /// The middle of the ZIP codes that begin with these three digits.
    pub fn zips_beginning(&self, three: u32) -> Option<GeoPoint> {
        let from = self.zips.codes.partition_point(|&code| code < three * 100);
        let to = self.zips.codes.partition_point(|&code| code < (three + 1) * 100);
        let middle = |column: &[i32]| {
            let mut values = column[from..to].to_vec();
            values.sort_unstable();
            values.get(values.len() / 2).copied()
        };
        point(middle(&self.zips.lats)?, middle(&self.zips.lons)?)
    }

    /// The middle of a Canadian forward sortation area, as `M5V`.
    pub fn sortation_area(&self, code: &str) -> Option<GeoPoint> {
        let code: &[u8; 3] = code.as_bytes().try_into().ok()?;
        let at = self.areas.codes.binary_search(code).ok()?;
        point(self.areas.lats[at], self.areas.lons[at])
    }
}

/// A hash of the embedded data.
pub(super) fn fingerprint() -> &'static str {
    static HASH: LazyLock<String> = LazyLock::new(|| blake3::hash(PACKED).to_hex()[..16].to_owned());
    &HASH
}

fn point(lat: i32, lon: i32) -> Option<GeoPoint> {
    GeoPoint::new(f64::from(lat) / 1e5, f64::from(lon) / 1e5).ok()
}
