//! What an address says about where it is, in the parts that places are found by.

use super::name::{fold, words};
use super::postal::PostalCode;
use everyroom_feeds::clean::address::split;
use everyroom_feeds::country::{Country, Region, country_of_state, region};
use everyroom_feeds::place::Venue;

/// The parts of an address, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Street and number in the form that is compared.
    pub street: Option<String>,
    /// Neighbourhood or borough, folded.
    pub district: Option<String>,
    /// Town, folded.
    pub city: Option<String>,
    /// County, folded.
    pub county: Option<String>,
    /// Postal code.
    pub postal: Option<PostalCode>,
    /// Country, stated or that of the source.
    pub country: Option<Country>,
    /// Region, where it is one of the registry.
    pub region: Option<Region>,
    /// State or province as published, folded.
    pub state: Option<String>,
    /// The other words between commas, folded, last first: one of them may be a town.
    pub others: Vec<String>,
}

impl Address {
    /// The region, where it says more than the country: a nation of the United Kingdom is as wide as one.
    pub fn narrow_region(&self) -> Option<Region> {
        self.region.filter(|region| region.country().code() != "GB")
    }

    /// Takes the regions of a publisher, general to specific, for the town where the address names none.
    pub fn or_regions(mut self, regions: &[String]) -> Self {
        if self.city.is_none() && self.postal.is_none() && self.others.is_empty() {
            let most_specific = regions.last().filter(|name| !is_area(name, self.country));
            self.city = most_specific.map(|name| place_name(name)).filter(|name| !name.is_empty());
        }
        self
    }

    /// Takes the parts of a venue, and from the line what the parts do not say. `home` is the country of its list.
    pub fn of(venue: &Venue, home: Option<Country>) -> Self {
        let line = venue.address.as_deref().map(split).unwrap_or_default();
        let either = |part: &Option<String>, of_line: Option<String>| part.clone().or(of_line);
        let state = either(&venue.state, line.state);
        let stated = venue.country.or_else(|| line.country.as_deref().and_then(Country::parse));
        let country = stated.or_else(|| state.as_deref().and_then(country_of_state)).or(home);
        let postal_code = either(&venue.postal_code, line.postal_code);
        let postal = postal_code.and_then(|code| PostalCode::read(&code, country));
        let country = country.or(postal.as_ref().map(|postal| postal.country));
        let mut region_named = state.as_deref().and_then(|state| region(country?, state));
        let folded = |text: &str| Some(place_name(text)).filter(|name| !name.is_empty());
        let of_line = || venue.address.iter().flat_map(|line| line.split(',')).rev().map(str::trim);
        let is_area = |text: &str| is_area(text, country);
        let mut others: Vec<String> =
            of_line().filter(|part| !is_area(part) && !is_street(part)).filter_map(folded).collect();
        let stated_city = either(&venue.city, line.city).filter(|city| !is_street(city));
        // lists put the county, the state or the nation where a town should be
        let is_wide = |city: &str| {
            let says_more = state.is_none() && others.len() > 1;
            let is_region = country.is_some_and(|country| region(country, city).is_some());
            is_area(city) || (says_more && (is_region || is_northern_irish_county(city, country)))
        };
        let (wide, city) = match stated_city {
            Some(city) if is_wide(&city) => (Some(city), None),
            city => (None, city),
        };
        if let Some(wide) = &wide {
            let name = place_name(wide);
            others.sort_by_key(|other| *other == name);
        }
        let mut in_line = of_line().filter(|part| is_area(part)).filter_map(|part| region(country?, part));
        region_named = region_named.or_else(|| region(country?, wide.as_deref()?)).or_else(|| in_line.next());
        Self {
            street: either(&venue.street, line.street).as_deref().and_then(street),
            district: venue.district.as_deref().and_then(folded),
            county: venue.county.as_deref().or(wide.as_deref()).and_then(folded),
            city: city.as_deref().and_then(folded),
            state: state.as_deref().and_then(folded),
            region: venue.region.or(region_named),
            others,
            postal,
            country,
        }
    }
}

/// Whether a word between commas is a county, the code of a state, a nation or a country, and no town.
pub(super) fn is_area(text: &str, country: Option<Country>) -> bool {
    let words = words(text);
    let is_county = matches!(words.first().map(String::as_str), Some("co" | "county")) && words.len() > 1;
    let is_british = country.is_some_and(|country| matches!(country.code(), "GB" | "IE"));
    let nations = ["england", "scotland", "wales", "northernireland", "ireland"];
    let is_nation = is_british && nations.contains(&words.concat().as_str());
    let is_code = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_state = is_code && country.is_some_and(|country| region(country, text).is_some());
    is_county || is_nation || is_state || (country.is_some() && Country::parse(text) == country)
}

fn is_northern_irish_county(text: &str, country: Option<Country>) -> bool {
    let counties = ["antrim", "armagh", "derry", "londonderry", "down", "fermanagh", "tyrone"];
    country.is_some_and(|country| country.code() == "GB") && counties.contains(&fold(text).as_str())
}

/// Whether a word between commas is a street, a number, a code.
fn is_street(text: &str) -> bool {
    let words = words(text);
    let is_way = match &as_strs(&words)[..] {
        // Chester-le-Street
        [.., "le" | "la" | "upon" | "on", _] => false,
        [_, .., last] => WAYS.contains(&short(last)),
        _ => false,
    };
    is_way || text.bytes().any(|byte| byte.is_ascii_digit())
}

/// What streets end with.
const WAYS: [&str; 18] = [
    "st", "ave", "rd", "blvd", "dr", "ln", "pl", "ct", "hwy", "pkwy", "sq", "ter", "way", "close", "church",
    "centre", "center", "hall",
];

/// A name of a town without what surveyors and tidy people add.
pub(super) fn place_name(text: &str) -> String {
    let bare = text.split(['(', ',', '/']).next().unwrap_or_default();
    let words = words(bare);
    let mut rest = &words[..];
    if let ["city" | "town" | "village" | "county", "of", after @ ..] | ["county" | "co", after @ ..] =
        &as_strs(rest)[..]
        && !after.is_empty()
    {
        rest = &rest[rest.len() - after.len()..];
    }
    if let [before @ .., "township" | "twp" | "county" | "co" | "borough"] = &as_strs(rest)[..]
        && !before.is_empty()
    {
        rest = &rest[..before.len()];
    }
    let first = match &as_strs(rest)[..] {
        ["n" | "no", _, ..] => "north",
        ["s" | "so", _, ..] => "south",
        ["e", _, ..] => "east",
        ["w", _, ..] => "west",
        _ => return rest.concat(),
    };
    format!("{first}{}", rest[1..].concat())
}

fn as_strs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// A street with its number, so that two ways to write it are one. Without a number it names no building.
fn street(text: &str) -> Option<String> {
    let text = text.split([',', '(', '#', ';']).next().unwrap_or_default();
    let words = words(text);
    let end = words
        .iter()
        .skip(1)
        .position(|word| INSIDE.contains(&word.as_str()))
        .map_or(words.len(), |at| at + 1);
    let words: Vec<&str> = words[..end].iter().map(|word| short(word)).collect();
    let has_number = words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    (has_number && words.len() >= 2).then(|| words.join(" "))
}

/// Behind these words an address goes on inside the building.
const INSIDE: [&str; 9] =
    ["suite", "unit", "apt", "apartment", "room", "rm", "floor", "basement", "building"];

fn short(word: &str) -> &str {
    match word {
        "street" | "str" => "st",
        "avenue" | "av" => "ave",
        "road" => "rd",
        "boulevard" => "blvd",
        "drive" => "dr",
        "lane" => "ln",
        "place" => "pl",
        "court" => "ct",
        "highway" => "hwy",
        "parkway" => "pkwy",
        "square" => "sq",
        "terrace" => "ter",
        "north" => "n",
        "south" => "s",
        "east" => "e",
        "west" => "w",
        "northeast" => "ne",
        "northwest" => "nw",
        "southeast" => "se",
        "southwest" => "sw",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_are_compared_by_number_and_name() {
        let same = |a: &str, b: &str| assert_eq!(street(a), street(b), "{a} {b}");
        same("12 Weir Street", "12 Weir St., Suite 4");
        same("12 North Weir Avenue", "12 N. Weir Ave");
        same("12 Weir St #4", "12 WEIR ST");
        same("12 Weir St (rear)", "12 weir st Room 7");
        assert_ne!(street("12 Weir St"), street("14 Weir St"));
        assert_eq!(street("Weir Street"), None);
        assert_eq!(street("12"), None);
    }

    #[test]
    fn towns_are_freed_of_what_is_added() {
        for (text, expected) in [
            ("City of Millbrook", "millbrook"),
            ("Millbrook Twp", "millbrook"),
            ("Millbrook (East)", "millbrook"),
            ("Saint Mary", "stmary"),
            ("N. Millbrook", "northmillbrook"),
            ("So Millbrook", "southmillbrook"),
            ("Township", "township"),
            ("County Cork", "cork"),
            ("", ""),
        ] {
            assert_eq!(place_name(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_alone_is_taken_apart() {
        let line = |text: &str| Address::of(&Venue { address: Some(text.into()), ..Venue::default() }, None);
        let address = line("Old Mill, 12 Weir Ln, Millbrook, NY 12545, USA");
        assert_eq!(address.city.as_deref(), Some("millbrook"));
        assert_eq!(address.region, Region::parse("US-NY"));
        assert_eq!(address.postal.unwrap().full.as_deref(), Some("12545"));
        assert_eq!(line("12 Weir Ln, Millbrook").country, None);
    }
}
