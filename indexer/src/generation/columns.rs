//! Packed columns: what filters, order and facets need of every row, in row order. Rows stand in space-filling
//! order, those without a place last.

use crate::error::{IndexerError, Result};
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::schedule::Repeat;
use everyroom_feeds::zone::Zone;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

const ROWS: &str = "columns.bin";
const WORDS: &str = "columns.json";

/// No value, in columns of 16 bits.
pub const NONE16: u16 = u16::MAX;
/// No value, in columns of 32 bits.
pub const NONE32: u32 = u32::MAX;
/// No day.
pub const NO_DAY: u8 = 7;

/// Bits of [`Row::flags`].
pub mod flag {
    /// There is a room.
    pub const IN_PERSON: u16 = 1;
    /// One can join online.
    pub const ONLINE: u16 = 1 << 1;
    /// One can join by telephone.
    pub const PHONE: u16 = 1 << 2;
    /// Paused: hidden unless asked for.
    pub const PAUSED: u16 = 1 << 3;
    /// At any time.
    pub const ALWAYS_ON: u16 = 1 << 4;
    /// By appointment.
    pub const APPOINTMENT: u16 = 1 << 5;
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Latitude in degrees; NaN when the row is not searched by place.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// Bits by position in the group of types.
    pub types: u64,
    /// Bits by position in the group of audiences.
    pub audience: u64,
    /// Bits by position in the group of access: stated yes.
    pub access: u32,
    /// Bits of `Covers`.
    pub covers: u32,
    /// When the content last changed, in minutes since 1970.
    pub changed: u32,
    /// Rank of the id among all ids; breaks ties.
    pub id_rank: u32,
    /// Rank of the folded name.
    pub name_rank: u32,
    /// Position in [`Dictionaries::entities`].
    pub entity: u32,
    /// Position in [`Dictionaries::source_sets`].
    pub sources: u32,
    /// Position in [`Dictionaries::language_sets`].
    pub languages: u32,
    /// Position in [`Dictionaries::countries`].
    pub country: u16,
    /// Position in [`Dictionaries::regions`].
    pub region: u16,
    /// Position in [`Dictionaries::zones`].
    pub zone: u16,
    /// Minute of the week of the start in the meeting's own zone.
    pub minute: u16,
    /// Length in minutes; 0 when not stated.
    pub length: u16,
    /// See [`flag`].
    pub flags: u16,
    /// Position in [`Dictionaries::repeats`]; none for what is held every week.
    pub repeat: u16,
    /// Position in the dictionary of fellowships.
    pub fellowship: u8,
    /// Bits of `Philosophy`.
    pub philosophy: u8,
    /// Bits of `ForWhom`.
    pub for_whom: u8,
    /// Days from Sunday, or [`NO_DAY`].
    pub weekday: u8,
}

const ROW_BYTES: usize = 82;

impl Row {
    /// Whether all bits of `mask` are set.
    pub fn is(&self, mask: u16) -> bool {
        self.flags & mask == mask
    }

    /// Whether it can only be joined from afar.
    pub fn is_remote_only(&self) -> bool {
        self.flags & flag::IN_PERSON == 0 && self.flags & (flag::ONLINE | flag::PHONE) != 0
    }

    fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        for value in [self.lat.to_bits(), self.lon.to_bits(), self.types, self.audience] {
            out.extend(value.to_le_bytes());
        }
        let words = [self.access, self.covers, self.changed, self.id_rank, self.name_rank];
        for value in words.into_iter().chain([self.entity, self.sources, self.languages]) {
            out.extend(value.to_le_bytes());
        }
        for value in [self.country, self.region, self.zone, self.minute, self.length, self.flags] {
            out.extend(value.to_le_bytes());
        }
        out.extend([self.fellowship, self.philosophy, self.for_whom, self.weekday]);
        out.extend(self.repeat.to_le_bytes());
        debug_assert_eq!(out.len() - start, ROW_BYTES);
    }

    fn read(bytes: &[u8; ROW_BYTES]) -> Self {
        let long = |at: usize| u64::from_le_bytes(std::array::from_fn(|n| bytes[at + n]));
        let word = |at: usize| u32::from_le_bytes(std::array::from_fn(|n| bytes[at + n]));
        let half = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        Self {
            lat: f64::from_bits(long(0)),
            lon: f64::from_bits(long(8)),
            types: long(16),
            audience: long(24),
            access: word(32),
            covers: word(36),
            changed: word(40),
            id_rank: word(44),
            name_rank: word(48),
            entity: word(52),
            sources: word(56),
            languages: word(60),
            country: half(64),
            region: half(66),
            zone: half(68),
            minute: half(70),
            length: half(72),
            flags: half(74),
            fellowship: bytes[76],
            philosophy: bytes[77],
            for_whom: bytes[78],
            weekday: bytes[79],
            repeat: half(80),
        }
    }
}

/// What the numbers in the columns mean.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dictionaries {
    /// Time zones.
    pub zones: Vec<Zone>,
    /// What keeps weekly slots from being held every week.
    #[serde(default)]
    pub repeats: Vec<Repeat>,
    /// Countries.
    pub countries: Vec<Country>,
    /// Subdivisions.
    pub regions: Vec<Region>,
    /// Names of listing bodies.
    pub entities: Vec<String>,
    /// Sets of sources.
    pub source_sets: Vec<Vec<SourceId>>,
    /// Sets of languages.
    pub language_sets: Vec<Vec<String>>,
    /// Public ids in row order.
    pub ids: Vec<String>,
}

/// The open columns.
#[derive(Debug)]
pub struct Columns {
    rows: Vec<Row>,
    units: Vec<[f64; 3]>,
    keys: Vec<u64>,
    words: Dictionaries,
}

impl Columns {
    /// Puts rows and their dictionaries together.
    pub fn new(rows: Vec<Row>, words: Dictionaries) -> Self {
        let units = rows.iter().map(|row| crate::search::geo::unit_vector(row.lat, row.lon)).collect();
        let keys = rows.iter().map(|row| crate::search::geo::key(row.lat, row.lon)).collect();
        Self { rows, units, keys, words }
    }

    pub(crate) fn open(dir: &Path) -> std::result::Result<Self, String> {
        let bytes = fs::read(dir.join(ROWS)).map_err(|error| error.to_string())?;
        let (chunks, rest) = bytes.as_chunks::<ROW_BYTES>();
        if !rest.is_empty() {
            return Err("columns.bin ends in the middle of a row".to_owned());
        }
        let rows: Vec<Row> = chunks.iter().map(Row::read).collect();
        let words = fs::read(dir.join(WORDS)).map_err(|error| error.to_string())?;
        let words: Dictionaries = serde_json::from_slice(&words).map_err(|error| error.to_string())?;
        if words.ids.len() != rows.len() {
            return Err("columns.json has another number of rows".to_owned());
        }
        Ok(Self::new(rows, words))
    }

    pub(crate) fn write(rows: &[Row], words: &Dictionaries, dir: &Path) -> Result<()> {
        let mut bytes = Vec::with_capacity(rows.len() * ROW_BYTES);
        rows.iter().for_each(|row| row.write(&mut bytes));
        let path = dir.join(ROWS);
        fs::write(&path, bytes).map_err(IndexerError::file(&path))?;
        let words = serde_json::to_vec(words).expect("dictionaries hold nothing that JSON can't");
        let path = dir.join(WORDS);
        fs::write(&path, words).map_err(IndexerError::file(&path))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row.
    pub fn row(&self, row: u32) -> &Row {
        &self.rows[row as usize]
    }

    /// Its place as a vector of length one; not a number where there is no place.
    pub fn unit(&self, row: u32) -> &[f64; 3] {
        &self.units[row as usize]
    }

    /// Space-filling keys in row order, which they sort.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// The public id of a row.
    pub fn id(&self, row: u32) -> &str {
        &self.words.ids[row as usize]
    }

    /// What the numbers mean.
    pub fn words(&self) -> &Dictionaries {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_survives_writing_and_reading() {
        let row = Row {
            lat: -33.9,
            lon: 151.2,
            types: 1 << 63,
            audience: 5,
            access: 7,
            covers: 9,
            changed: 11,
            id_rank: 13,
            name_rank: 17,
            entity: NONE32,
            sources: 19,
            languages: 23,
            country: 29,
            region: NONE16,
            zone: 31,
            minute: 10_079,
            length: 1440,
            flags: flag::ONLINE | flag::PAUSED,
            fellowship: 54,
            philosophy: 3,
            for_whom: 2,
            weekday: 6,
            repeat: 9,
        };
        let mut bytes = Vec::new();
        row.write(&mut bytes);
        assert_eq!(Row::read(bytes.as_slice().try_into().unwrap()), row);
    }
}
