//! Nicknames, counties, and countries in other languages: names of places that the gazetteer lacks, each with the name
//! that it is known by there, or the code of a region or country.

use super::vocabulary::folded;
use everyroom_feeds::country::Country;
use everyroom_feeds::label::UiLanguage;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    any: HashMap<String, String>,
    en: HashMap<String, String>,
    pt: HashMap<String, String>,
    counties: HashMap<String, String>,
    shires: HashMap<String, String>,
}

/// The names, by their folded words.
pub struct Areas {
    any: HashMap<String, String>,
    en: HashMap<String, String>,
    pt: HashMap<String, String>,
    /// Name and state.
    counties: HashMap<String, String>,
    shires: HashMap<String, String>,
}

/// The names of places that the gazetteer lacks.
pub fn areas() -> &'static Areas {
    static AREAS: LazyLock<Areas> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("../../../data/words/areas.toml"))
            .expect("the file of areas is checked by a test");
        let fold = |names: HashMap<String, String>| {
            names.into_iter().map(|(name, place)| (folded(&name), place)).collect::<HashMap<_, _>>()
        };
        Areas {
            any: fold(file.any),
            en: fold(file.en),
            pt: fold(file.pt),
            counties: fold(file.counties),
            shires: fold(file.shires),
        }
    });
    &AREAS
}

impl Areas {
    /// Where a nickname leads in a question of this language.
    pub fn nickname(&self, phrase: &str, language: UiLanguage) -> Option<&str> {
        let own = match language {
            UiLanguage::En => self.en.get(phrase),
            UiLanguage::Pt => self.pt.get(phrase),
            _ => None,
        };
        own.or_else(|| self.any.get(phrase)).map(String::as_str)
    }

    /// The town of a county of the United States, with its state where that is said; without one there has to be just one
    /// county of the name in the table.
    pub fn county(&self, name: &str, state: Option<&str>) -> Option<&str> {
        if let Some(state) = state {
            return self.counties.get(&format!("{name} {state}")).map(String::as_str);
        }
        let begins = |key: &&String| key.strip_prefix(name).is_some_and(|rest| rest.len() == 3);
        let mut keys = self.counties.keys().filter(begins);
        let only = keys.next()?;
        if keys.next().is_some() { None } else { self.counties.get(only).map(String::as_str) }
    }

    /// The town of a county of the United Kingdom or a department of France.
    pub fn shire(&self, phrase: &str, asker: Option<Country>) -> Option<&str> {
        let place = self.shires.get(phrase)?;
        let is_elsewhere = asker.is_some_and(|country| {
            !place.ends_with(country.code()) && !place.contains(&format!(", {}-", country.code()))
        });
        (!is_elsewhere).then_some(place.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::understand::place::of_name;
    use crate::search::understand::{Asker, Meaning, NoListings};

    #[test]
    fn every_name_leads_to_a_place() {
        let asker = Asker { language: UiLanguage::En, country: None, listings: &NoListings };
        let areas = areas();
        let all = [&areas.any, &areas.en, &areas.pt, &areas.counties, &areas.shires];
        for (name, place) in all.into_iter().flatten() {
            let meaning = of_name(place, &asker).map(|guess| guess.meaning);
            let is_code = place.len() == 2 || place.split('-').all(|part| part.len() <= 3);
            match meaning {
                Some(Meaning::Region(_) | Meaning::Country(_)) if is_code => {}
                Some(Meaning::Place(found)) if !is_code => {
                    let wanted = place.split(',').next().unwrap();
                    let (got, wanted) = (crate::place::fold(&found.place.name), crate::place::fold(wanted));
                    assert!(got.contains(&wanted), "{name}: {place} became {got}");
                    assert_eq!(found.matched.id(), "qualified_name", "{name}: {place}");
                }
                other => panic!("{name}: {place} is {other:?}"),
            }
        }
    }

    #[test]
    fn counties_of_one_name_need_their_state() {
        let areas = areas();
        assert_eq!(areas.county("cook", None), Some("Chicago, IL"));
        assert_eq!(areas.county("orange", None), None);
        assert_eq!(areas.county("orange", Some("ny")), Some("Newburgh, NY"));
        assert_eq!(areas.shire("kent", Country::parse("US")), None);
        assert_eq!(areas.shire("kent", Country::parse("GB")), Some("Maidstone, GB-ENG"));
    }
}
