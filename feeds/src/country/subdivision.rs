//! States, provinces, nations and counties: ISO 3166-2 for the countries whose feeds name them.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Country, LoadError, add_names, split_aliases};
use crate::fellowship::fold;

static REGIONS: LazyLock<RegionTable> = LazyLock::new(|| {
    RegionTable::load(include_str!("../../registry/regions.tsv"))
        .expect("the regions registry file is checked by a test")
});

/// A part of a country by its ISO 3166-2 code, such as `US-CA`. The order is that of the codes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(u16);

impl Region {
    /// The region with this ISO 3166-2 code, in any case.
    pub fn parse(code: &str) -> Option<Self> {
        REGIONS.by_code.get(code.to_ascii_uppercase().as_str()).copied()
    }

    /// The ISO 3166-2 code, such as `US-CA`.
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// The part of the code after the country, such as `CA`.
    pub fn short_code(self) -> &'static str {
        self.code().split_once('-').map_or("", |(_, short_code)| short_code)
    }

    /// The name, in English or in the country's own language.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// The country it is a part of.
    pub fn country(self) -> Country {
        self.entry().country
    }

    /// All regions in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..REGIONS.entries.len()).filter_map(|index| u16::try_from(index).ok()).map(Self)
    }

    fn entry(self) -> &'static RegionEntry {
        &REGIONS.entries[usize::from(self.0)]
    }
}

/// The region of `country` that `text` names: its code with or without the country, its name or a common other
/// name. `None` also for every country whose regions are not in the registry.
pub fn region(country: Country, text: &str) -> Option<Region> {
    REGIONS.by_name.get(&country)?.get(&fold(text)).copied()
}

/// The country that a two-letter state or province code of the United States or Canada stands for. `CA` is
/// California here: ask [`Country::parse`] first where a country is as likely as a state.
pub fn country_of_state(text: &str) -> Option<Country> {
    let code = text.trim();
    if code.len() != 2 {
        return None;
    }
    ["US", "CA"]
        .into_iter()
        .find_map(|country| Region::parse(&format!("{country}-{code}")))
        .map(Region::country)
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).ok_or_else(|| de::Error::custom(format!("unknown region `{code}`")))
    }
}

struct RegionEntry {
    code: &'static str,
    name: &'static str,
    country: Country,
}

struct RegionTable {
    entries: Vec<RegionEntry>,
    by_code: HashMap<&'static str, Region>,
    by_name: HashMap<Country, HashMap<String, Region>>,
}

impl RegionTable {
    fn load(text: &'static str) -> Result<Self, LoadError> {
        let mut table = Self { entries: Vec::new(), by_code: HashMap::new(), by_name: HashMap::new() };
        for (number, row) in text.lines().enumerate().skip(1) {
            table.add_row(row).map_err(|fault| LoadError { line: number + 1, fault })?;
        }
        Ok(table)
    }

    fn add_row(&mut self, row: &'static str) -> Result<(), String> {
        let columns: Vec<&str> = row.split('\t').collect();
        let [code, name, aliases] = columns[..] else {
            return Err(format!("{} columns", columns.len()));
        };
        let (country, short_code) = code.split_once('-').ok_or_else(|| format!("code `{code}`"))?;
        let country = Country::parse(country).ok_or_else(|| format!("country `{country}`"))?;
        let region = u16::try_from(self.entries.len()).map(Region).map_err(|_| "too many rows".to_owned())?;
        self.entries.push(RegionEntry { code, name, country });
        self.by_code.insert(code, region);
        let names = [code, short_code, name].into_iter().chain(split_aliases(aliases));
        add_names(self.by_name.entry(country).or_default(), names, region)
    }
}
