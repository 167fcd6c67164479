//! Which of the entries an operator wants: `country:us`, `fellowship:na`, `region:us-ny`, `source:na-example`.

use super::nearest::nearest;
use crate::country::{Country, Region};
use crate::fellowship::Fellowship;
use crate::source::Source;
use std::collections::HashSet;

const KEYS: [&str; 4] = ["country", "region", "fellowship", "source"];

/// A choice of sources. Values of one key are alternatives, different keys must all hold; empty: all sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    countries: HashSet<Country>,
    regions: HashSet<Region>,
    fellowships: HashSet<Fellowship>,
    ids: HashSet<String>,
}

/// Why a filter makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}`: {message}{}", nearest.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
pub struct FilterError {
    /// The faulty part.
    pub text: String,
    /// What is wrong with it.
    pub message: String,
    /// What may be meant.
    pub nearest: Option<String>,
}

impl Filter {
    /// The filter of some texts; `ids` are those that `source:` may name.
    pub fn parse(texts: &[String], ids: &[&str]) -> Result<Self, FilterError> {
        let mut filter = Self::default();
        for text in texts {
            filter.add(text, ids).map_err(|(message, nearest)| FilterError {
                text: text.clone(),
                message,
                nearest,
            })?;
        }
        Ok(filter)
    }

    fn add(&mut self, text: &str, ids: &[&str]) -> Result<(), (String, Option<String>)> {
        let Some((key, value)) = text.split_once(':') else {
            return Err(("write a key and a value, as `country:us`".to_owned(), None));
        };
        let (key, value) = (key.trim(), value.trim());
        let with_key = |near: &str| format!("{key}:{}", near.to_lowercase());
        match key {
            "country" => {
                let near = || nearest(value, Country::all().map(Country::name)).and_then(Country::parse);
                let found = Country::parse(value);
                let found = found.ok_or_else(|| unknown(key, near().map(|near| with_key(near.code()))))?;
                self.countries.insert(found);
            }
            "region" => {
                let near = || nearest(value, Region::all().map(Region::code));
                let found = Region::parse(value).ok_or_else(|| unknown(key, near().map(with_key)))?;
                self.regions.insert(found);
            }
            "fellowship" => {
                let near = || Fellowship::from_name(value).or_else(|| Fellowship::nearest(value));
                let found = Fellowship::parse(value);
                let found = found.ok_or_else(|| unknown(key, near().map(|near| with_key(near.id()))))?;
                self.fellowships.insert(found);
            }
            "source" => {
                if !ids.contains(&value) {
                    return Err(unknown(key, nearest(value, ids.iter().copied()).map(with_key)));
                }
                self.ids.insert(value.to_owned());
            }
            _ => {
                let near = nearest(key, KEYS.into_iter()).map(|near| format!("{near}:{value}"));
                return Err((format!("unknown key, it is one of: {}", KEYS.join(", ")), near));
            }
        }
        Ok(())
    }

    /// Whether a source is wanted.
    pub fn takes(&self, source: &Source) -> bool {
        let of_country = || source.country.is_some_and(|country| self.countries.contains(&country));
        let of_region = || source.region.is_some_and(|region| self.regions.contains(&region));
        (self.countries.is_empty() || of_country())
            && (self.regions.is_empty() || of_region())
            && (self.fellowships.is_empty() || self.fellowships.contains(&source.fellowship))
            && (self.ids.is_empty() || self.ids.contains(source.id.as_str()))
    }
}

fn unknown(key: &str, nearest: Option<String>) -> (String, Option<String>) {
    (format!("there is no such {key}"), nearest)
}
