//! Places in the words: towns, regions, countries, postal codes. Several of one name are told apart by what the words
//! say behind it, the asker's country, their people, and where we have listings.

use super::Asker;
use super::meaning::Meaning;
use super::names::names;
use crate::place::gazetteer::{Gazetteer, Named, NamedKind, Via};
use crate::place::{CodeWidth, LearntCode, name_words, town_of_area};
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::place::GeoPoint;

/// Listings so near speak for a place.
const SUPPORT_KM: f64 = 40.0;
/// So many places of one name are weighed, and told.
const CANDIDATES: usize = 5;
/// A town in the asker's country counts for so many powers of ten of its people more.
const HOME: f64 = 1.5;

/// A venue of ours counts for so many powers of ten of people.
const VENUES: f64 = 3.0;

/// A place that the words name.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The place.
    pub place: Candidate,
    /// Other places that could be meant, likeliest first.
    pub others: Vec<Candidate>,
    /// How it was found.
    pub matched: Matched,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its region, where our registry has it.
    pub region: Option<Region>,
    /// The name of its region.
    pub region_name: Option<String>,
    /// Its middle.
    pub point: GeoPoint,
    /// How many live there; 0 where unknown.
    pub population: u64,
}

/// How a place was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matched {
    /// By its name, its region or country named too.
    QualifiedName,
    /// By its name.
    Name,
    /// By another name.
    OtherName,
    /// By a postal code.
    PostalCode,
    /// By the outward part of a postal code, or a sortation area.
    PostalArea,
}

impl Matched {
    /// The id, as `postal_code`.
    pub fn id(self) -> &'static str {
        ["qualified_name", "name", "other_name", "postal_code", "postal_area"][self as usize]
    }
}

impl Found {
    /// A text that finds the same place again.
    pub fn label(&self) -> String {
        self.place.label()
    }
}

impl Candidate {
    /// A text that finds the same place again: its name with its region or country, else its point.
    pub fn label(&self) -> String {
        let whereabouts = self.region.map_or_else(|| self.country.code(), |region| region.code());
        let label = format!("{}, {whereabouts}", self.name);
        if self.population == 0 {
            return format!("{}, {}", self.name, self.country.code());
        }
        let found = Gazetteer::embedded().find(&label, None, 1);
        match found.first().is_some_and(|found| found.point == self.point) {
            true => label,
            false => format!("{:.5},{:.5}", self.point.lat(), self.point.lon()),
        }
    }
}

/// What a name alone may be.
#[derive(Clone, Debug)]
pub struct Guess {
    /// A town, a region, a country.
    pub meaning: Meaning,
    /// How much it is worth believing without a word such as "near".
    pub standing: Standing,
    /// It is only another name of the place.
    pub is_other_name: bool,
    /// It was typed in more words than the place is written in.
    pub is_joined: bool,
}

/// How much a name is worth believing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The words name its region or country too, or it is a region or country, or a town that many know.
    Sure,
    /// A small place.
    Small,
}

/// A town of so many people is known by its name alone.
const KNOWN: u64 = 15_000;
/// A city of so many is not meant by another name.
const CITY: u64 = 100_000;

/// The place of a name, if there is one.
pub fn of_name(text: &str, asker: &Asker<'_>) -> Option<Guess> {
    let sure =
        |meaning, is_joined| Guess { meaning, standing: Standing::Sure, is_other_name: false, is_joined };
    if let Some(region) = Region::parse(text).filter(|_| text.contains('-')) {
        return Some(sure(Meaning::Region(region), false));
    }
    if let Some(country) = Country::parse(text).filter(|country| country.code() == text) {
        return Some(sure(Meaning::Country(country), false));
    }
    let gazetteer = Gazetteer::embedded();
    let mut found = gazetteer.find(text, asker.country, 4 * CANDIDATES);
    let qualified = found.first().is_some_and(|first| first.qualified);
    found.retain(|named| named.qualified == qualified);
    // "México" is the country before it is another name of its capital, and Scotland a region before it is a country
    let is_area = |named: &Named<'_>| !matches!(named.kind, NamedKind::Town(_));
    if found.iter().any(is_area) {
        let has_country = found.iter().any(|named| named.kind == NamedKind::Country);
        found.retain(|named| is_area(named) || named.via != Via::OtherName || !has_country);
        found.sort_by_key(|named| std::cmp::Reverse(standing_of_area(named)));
        let own_name =
            |named: &Named<'_>| crate::place::fold(named.country.name()) == crate::place::fold(text);
        let has_region = found.iter().any(|named| named.kind == NamedKind::Region);
        found.retain(|named| named.kind != NamedKind::Country || own_name(named) || !has_region);
    }
    let Some(first) = found.first() else { return learnt(text, asker).map(|(guess, _)| guess) };
    match first.kind {
        NamedKind::Country => {
            return Some(sure(Meaning::Country(first.country), is_joined_of_scraps(text)));
        }
        NamedKind::Region => {
            if let Some(region) = first.region.and_then(|row| row.region) {
                return Some(sure(Meaning::Region(region), is_joined_of_scraps(text)));
            }
        }
        NamedKind::Town(_) => {}
    }
    // who says Manchester means the city of that name, and not the one that was called so once
    let is_city = |named: &Named<'_>| named.via == Via::Name && named.population >= CITY;
    if let Some(city) = found.iter().find(|named| is_city(named)).map(|city| city.country) {
        let is_home = |named: &Named<'_>| named.country == city || Some(named.country) == asker.country;
        let may_be_meant = |named: &Named<'_>| is_home(named) && named.population >= CITY;
        found.retain(|named| named.via != Via::OtherName || may_be_meant(named));
    }
    // they come with those of the most people first: what our listings say is looked up for few of them
    let mut weighed: Vec<(f64, Named<'_>)> = found
        .into_iter()
        .filter(|named| named.kind != NamedKind::Country)
        .take(2 * CANDIDATES)
        .map(|named| (weight(&named, asker), named))
        .collect();
    weighed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    weighed.truncate(CANDIDATES);
    let (heaviest, best) = *weighed.first()?;
    // a part of a town that our listings know, against a village of its name far away
    if !qualified && best.population < KNOWN {
        let own = learnt(text, asker).filter(|(_, weight)| *weight > heaviest);
        if let Some((mut guess, _)) = own {
            if let Meaning::Place(found) = &mut guess.meaning {
                found.others.extend(weighed.iter().map(|(_, named)| Candidate::of(named)));
                found.others.truncate(CANDIDATES - 1);
            }
            return Some(guess);
        }
    }
    let standing = if qualified || best.population >= KNOWN || supported(&best, asker) {
        Standing::Sure
    } else {
        Standing::Small
    };
    let matched = match (qualified, best.via) {
        (true, _) => Matched::QualifiedName,
        (false, Via::OtherName) => Matched::OtherName,
        (false, _) => Matched::Name,
    };
    let others = weighed.iter().skip(1).map(|(_, named)| Candidate::of(named)).collect();
    let place = Candidate::of(&best);
    let is_other_name = matched == Matched::OtherName;
    let is_joined = match matched {
        Matched::QualifiedName => false,
        Matched::OtherName => is_joined_of_scraps(text),
        _ => is_joined(text, best.name),
    };
    Some(Guess {
        meaning: Meaning::Place(Box::new(Found { place, others, matched })),
        standing,
        is_other_name,
        is_joined,
    })
}

/// Words of a name that is written in several have so many letters, but for articles.
const LEAST_PART: usize = 3;

/// "go to" is not Gotō: names are compared without their spaces.
fn is_joined(typed: &str, name: &str) -> bool {
    name_words(typed).len() > name_words(name).len()
}

/// "i ran" is not Iran; of another name nothing is known but its letters.
fn is_joined_of_scraps(typed: &str) -> bool {
    let is_part = |word: &String| {
        word.chars().count() >= LEAST_PART
            || names().is_article(word)
            || ["st", "ft", "mt"].contains(&word.as_str())
    };
    let words = name_words(typed);
    words.len() > 1 && !words.iter().all(is_part)
}

/// A town or a part of one that only our listings know, and what speaks for it.
fn learnt(text: &str, asker: &Asker<'_>) -> Option<(Guess, f64)> {
    let mut towns = asker.listings.towns(text);
    towns.sort_by_key(|town| asker.country != Some(town.country));
    towns.truncate(CANDIDATES);
    let first = towns.first()?;
    let home = if Some(first.country) == asker.country { HOME } else { 0.0 };
    let weight = f64::from(first.venues + 1).log10() + VENUES + home;
    let is_joined = is_joined(text, &first.name);
    let mut candidates = towns.into_iter().map(|town| Candidate {
        name: town.name,
        country: town.country,
        region: town.region,
        region_name: town.region.map(|region| region.name().to_owned()),
        point: town.point,
        population: 0,
    });
    let place = candidates.next()?;
    let found = Found { place, others: candidates.collect(), matched: Matched::Name };
    let meaning = Meaning::Place(Box::new(found));
    let guess = Guess { meaning, standing: Standing::Small, is_other_name: false, is_joined };
    Some((guess, weight))
}

/// Who says New York means the city, who says Bahia the state and not its capital, and who says Delaware no town in Ohio.
fn standing_of_area(named: &Named<'_>) -> u64 {
    let is_state = named.country.code() == "US" && !["New York", "Washington"].contains(&named.name);
    let share = match (named.kind, named.via) {
        (NamedKind::Region, _) if is_state => 1,
        (NamedKind::Town(_), Via::OtherName) => 4,
        (NamedKind::Town(_), _) => 1,
        _ => 20,
    };
    named.population.max(1) / share
}

/// Powers of ten of people and of listings around; those of another name a little less.
fn weight(named: &Named<'_>, asker: &Asker<'_>) -> f64 {
    let people = (named.population.max(1) as f64).log10();
    let listings = f64::from(asker.listings.near(named.point, SUPPORT_KM) + 1).log10();
    let home = if Some(named.country) == asker.country { HOME } else { 0.0 };
    let other = match named.via {
        Via::OtherName if named.population < CITY => 0.8,
        Via::OtherName => 0.5,
        _ => 0.0,
    };
    let region = if named.kind == NamedKind::Region { 1.3 } else { 0.0 };
    people + listings + home - other - region
}

fn supported(named: &Named<'_>, asker: &Asker<'_>) -> bool {
    named.via == Via::Name && asker.listings.near(named.point, 10.0) > 0 && named.population > 2000
}

impl Candidate {
    fn of(named: &Named<'_>) -> Self {
        Self {
            name: named.name.to_owned(),
            country: named.country,
            region: named.region.and_then(|row| row.region),
            region_name: named
                .region
                .map(|row| match row.region {
                    Some(region) => region.name().to_owned(),
                    None => row.name.to_string(),
                })
                .filter(|name| !name.is_empty()),
            point: named.point,
            population: named.population,
        }
    }
}

/// The town of a British area.
fn area_town(code: &LearntCode) -> Option<&'static str> {
    let is_area = code.width == CodeWidth::Area && code.country.code() == "GB";
    if is_area { town_of_area(&code.code) } else { None }
}

/// The country whose codes of plain digits people of a language mean first.
fn country_of(language: UiLanguage) -> Option<Country> {
    Country::parse(match language {
        UiLanguage::En => "US",
        UiLanguage::Es => "ES",
        UiLanguage::Fr => "FR",
        UiLanguage::De => "DE",
        UiLanguage::Pt => "PT",
        UiLanguage::Fa => return None,
    })
}

/// The place of a postal code, and whether its shape alone says that it is one.
pub fn of_code(text: &str, language: UiLanguage, asker: &Asker<'_>) -> Option<(Found, bool)> {
    let compact: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = compact.bytes().filter(u8::is_ascii_digit).count();
    let mut codes = asker.listings.codes(text);
    let home = country_of(language);
    // stable, so that of the others those with the most venues stay first
    codes.sort_by_key(|code| {
        let is_askers = asker.country == Some(code.country);
        (!is_askers, code.venues == 0, home != Some(code.country))
    });
    codes.truncate(CANDIDATES);
    let first = codes.first()?;
    let has_shape = digits == 5 || digits < compact.len() && compact.len() >= 5;
    let is_sure = has_shape || first.venues > 0;
    let matched = if first.width == CodeWidth::Whole { Matched::PostalCode } else { Matched::PostalArea };
    let mut candidates = codes.iter().map(|code| Candidate {
        // an area is as wide as its town
        name: area_town(code).unwrap_or(&code.code).to_owned(),
        country: code.country,
        region: None,
        region_name: None,
        point: code.point,
        population: 0,
    });
    let place = candidates.next()?;
    Some((Found { place, others: candidates.collect(), matched }, is_sure))
}
