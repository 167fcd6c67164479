//! The file of places: sections one after the other, each with its length in front, as `data/build.py` writes them.

use super::{Areas, CountryRow, Gazetteer, RegionRow, Strings, Zips};
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::place::GeoPoint;
use std::sync::OnceLock;

const MAGIC: &[u8] = b"ERPLACE1";

/// What is wrong with a file of places.
pub(super) type Fault = &'static str;

/// Reads the file, unpacked.
pub(super) fn decode(bytes: &[u8]) -> Result<Gazetteer, Fault> {
    let mut sections = Sections(bytes.strip_prefix(MAGIC).ok_or("not a file of places")?);
    let regions = sections.rows(region)?;
    let countries = sections.rows(country)?;
    let lats = sections.column(i32::from_le_bytes)?;
    let lons = sections.column(i32::from_le_bytes)?;
    let populations = sections.column(u32::from_le_bytes)?;
    let region_of = sections.column(u16::from_le_bytes)?;
    let names = sections.strings()?;
    let keys = sections.strings()?;
    let posting_starts = starts(sections.column(u16::from_le_bytes)?.into_iter().map(u32::from));
    let postings = sections.column(u32::from_le_bytes)?;
    let zips = Zips {
        codes: sections.column(u32::from_le_bytes)?,
        lats: sections.column(i32::from_le_bytes)?,
        lons: sections.column(i32::from_le_bytes)?,
    };
    let areas = Areas {
        codes: sections.take()?.as_chunks::<3>().0.to_vec(),
        lats: sections.column(i32::from_le_bytes)?,
        lons: sections.column(i32::from_le_bytes)?,
    };
    let places = lats.len();
    let is_even = [lons.len(), populations.len(), region_of.len(), names.len()].iter().all(|&n| n == places)
        && posting_starts.len() == keys.len() + 1
        && posting_starts.last().copied() == u32::try_from(postings.len()).ok()
        && postings.iter().all(|posting| ((posting >> 1) as usize) < places)
        && region_of.iter().all(|&region| usize::from(region) < regions.len())
        && [zips.lats.len(), zips.lons.len()].iter().all(|&n| n == zips.codes.len())
        && [areas.lats.len(), areas.lons.len()].iter().all(|&n| n == areas.codes.len());
    if !is_even {
        return Err("sections that do not belong together");
    }
    Ok(Gazetteer {
        regions,
        countries,
        lats,
        lons,
        populations,
        region_of,
        names,
        keys,
        posting_starts,
        postings,
        zips,
        areas,
        grid: OnceLock::new(),
    })
}

struct Sections<'a>(&'a [u8]);

impl<'a> Sections<'a> {
    fn take(&mut self) -> Result<&'a [u8], Fault> {
        let (length, rest) = self.0.split_first_chunk::<4>().ok_or("a section is missing")?;
        let length = u32::from_le_bytes(*length) as usize;
        let (section, rest) = rest.split_at_checked(length).ok_or("a section is cut off")?;
        self.0 = rest;
        Ok(section)
    }

    fn column<T, const N: usize>(&mut self, value: fn([u8; N]) -> T) -> Result<Vec<T>, Fault> {
        let (values, rest) = self.take()?.as_chunks::<N>();
        if !rest.is_empty() {
            return Err("a column ends in the middle of a value");
        }
        Ok(values.iter().map(|bytes| value(*bytes)).collect())
    }

    fn text(&mut self) -> Result<&'a str, Fault> {
        std::str::from_utf8(self.take()?).map_err(|_| "text that is not UTF-8")
    }

    fn strings(&mut self) -> Result<Strings, Fault> {
        let starts = starts(self.take()?.iter().map(|&length| u32::from(length)));
        let text: Box<str> = self.text()?.into();
        let is_whole = starts.last().copied() == u32::try_from(text.len()).ok()
            && starts.iter().all(|&start| text.is_char_boundary(start as usize));
        if !is_whole {
            return Err("strings that do not fit their lengths");
        }
        Ok(Strings { text, starts })
    }

    fn rows<T>(&mut self, row: fn(&[&str]) -> Option<T>) -> Result<Vec<T>, Fault> {
        let rows = self.text()?.lines().map(|line| row(&line.split('\t').collect::<Vec<_>>()));
        rows.collect::<Option<_>>().ok_or("a row of regions or countries that can't be read")
    }
}

fn starts(lengths: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut next = 0;
    let ends = lengths.map(|length| {
        next += length;
        next
    });
    std::iter::once(0).chain(ends.collect::<Vec<_>>()).collect()
}

fn region(cells: &[&str]) -> Option<RegionRow> {
    let [country, code, iso, name, lat, lon, population, spread] = cells else { return None };
    Some(RegionRow {
        country: Country::parse(country)?,
        code: (*code).into(),
        region: Region::parse(iso),
        name: (*name).into(),
        point: GeoPoint::new(lat.parse().ok()?, lon.parse().ok()?).ok()?,
        population: population.parse().ok()?,
        spread_km: spread.parse().ok()?,
    })
}

fn country(cells: &[&str]) -> Option<CountryRow> {
    let [country, lat, lon, population] = cells else { return None };
    Some(CountryRow {
        country: Country::parse(country)?,
        point: GeoPoint::new(lat.parse().ok()?, lon.parse().ok()?).ok()?,
        population: population.parse().ok()?,
    })
}
