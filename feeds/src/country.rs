//! Countries (ISO 3166-1) and the states or provinces of some of them (ISO 3166-2), from whatever a feed writes.
//!
//! `registry/countries.tsv` and `registry/regions.tsv` hold the codes, English names and common other spellings,
//! `registry/country_names.tsv` the names in the languages of the interface. A text that is not one of these is `None`:
//! nothing here guesses.

mod boxes;
mod subdivision;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::fellowship::fold;

pub use subdivision::{Region, country_of_state, region};

static COUNTRIES: LazyLock<CountryTable> = LazyLock::new(|| {
    let (table, names) =
        (include_str!("../registry/countries.tsv"), include_str!("../registry/country_names.tsv"));
    CountryTable::load(table, names).expect("the countries registry files are checked by a test")
});

/// A country by its ISO 3166-1 alpha-2 code (and `XK`, the code in common use for Kosovo).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// The country that `text` names: alpha-2 or alpha-3 code, name in a language of the interface or a common other
    /// name. Case, accents, spaces and punctuation do not matter (`U.S.A.`, `the Netherlands`, `ESPANA`).
    pub fn parse(text: &str) -> Option<Self> {
        let folded = fold(text);
        let country_of = |name: &str| COUNTRIES.by_name.get(name).copied();
        country_of(&folded).or_else(|| country_of(folded.strip_prefix("the")?))
    }

    /// The ISO 3166-1 alpha-2 code in capitals.
    pub fn code(self) -> &'static str {
        self.entry().alpha2
    }

    /// The ISO 3166-1 alpha-3 code in capitals.
    pub fn alpha3(self) -> &'static str {
        self.entry().alpha3
    }

    /// The short English name.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// All countries in the order of their alpha-2 codes.
    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.in_order.iter().copied()
    }

    fn entry(self) -> &'static CountryEntry {
        COUNTRIES.entries.get(&self).expect("a country is only ever made from its table entry")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("unknown country `{text}`")))
    }
}

struct CountryEntry {
    alpha2: &'static str,
    alpha3: &'static str,
    name: &'static str,
}

struct CountryTable {
    in_order: Vec<Country>,
    entries: HashMap<Country, CountryEntry>,
    by_name: HashMap<String, Country>,
}

/// A row of a registry file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("line {line} of the registry is not valid: {fault}")]
struct LoadError {
    line: usize,
    fault: String,
}

impl CountryTable {
    fn load(text: &'static str, names: &str) -> Result<Self, LoadError> {
        let mut table = Self { in_order: Vec::new(), entries: HashMap::new(), by_name: HashMap::new() };
        for (number, row) in text.lines().enumerate().skip(1) {
            table.add_row(row).map_err(|fault| LoadError { line: number + 1, fault })?;
        }
        for (number, row) in names.lines().enumerate().skip(1) {
            table.add_names(row).map_err(|fault| LoadError { line: number + 1, fault })?;
        }
        Ok(table)
    }

    fn add_names(&mut self, row: &str) -> Result<(), String> {
        let (alpha2, names) = row.split_once('\t').ok_or("one column")?;
        let country = *self.by_name.get(&fold(alpha2)).ok_or_else(|| format!("no country `{alpha2}`"))?;
        add_names(&mut self.by_name, names.split('\t'), country)
    }

    fn add_row(&mut self, row: &'static str) -> Result<(), String> {
        let columns: Vec<&str> = row.split('\t').collect();
        let [alpha2, alpha3, name, aliases] = columns[..] else {
            return Err(format!("{} columns", columns.len()));
        };
        let code: [u8; 2] = alpha2.as_bytes().try_into().map_err(|_| format!("alpha-2 code `{alpha2}`"))?;
        let country = Country(code);
        self.in_order.push(country);
        self.entries.insert(country, CountryEntry { alpha2, alpha3, name });
        let names = [alpha2, alpha3, name].into_iter().chain(split_aliases(aliases));
        add_names(&mut self.by_name, names, country)
    }
}

fn split_aliases(aliases: &str) -> impl Iterator<Item = &str> {
    aliases.split('|').filter(|alias| !alias.is_empty())
}

/// Adds folded names; two names of the same value may be alike, names of different values may not.
fn add_names<'a, T: Copy + PartialEq>(
    by_name: &mut HashMap<String, T>,
    names: impl Iterator<Item = &'a str>,
    value: T,
) -> Result<(), String> {
    for name in names {
        if *by_name.entry(fold(name)).or_insert(value) != value {
            return Err(format!("`{name}` is already another row's name"));
        }
    }
    Ok(())
}
