use proptest::prelude::*;

use super::{Country, CountryTable, Region, country_of_state, region};

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

#[test]
fn the_registry_files_load() {
    let names = include_str!("../../registry/country_names.tsv");
    let table = CountryTable::load(include_str!("../../registry/countries.tsv"), names).unwrap();
    assert_eq!(table.in_order.len(), 250);
    assert!(table.in_order.is_sorted());
    assert!(table.entries.values().all(|entry| entry.alpha3.len() == 3 && !entry.name.is_empty()));
    assert_eq!(Region::all().count(), 349);
    assert!(Region::all().map(Region::code).is_sorted());
}

#[test]
fn a_country_is_known_by_code_name_and_other_names() {
    let cases = [
        ("US", "US"),
        ("usa", "US"),
        ("U.S.A.", "US"),
        (" United States of America ", "US"),
        ("Estados Unidos", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("great britain", "GB"),
        ("northern ireland", "GB"),
        ("Ireland", "IE"),
        ("ÉIRE", "IE"),
        ("Deutschland", "DE"),
        ("Österreich", "AT"),
        ("España", "ES"),
        ("ESPANA", "ES"),
        ("Brasil", "BR"),
        ("México", "MX"),
        ("The Netherlands", "NL"),
        ("the Philippines", "PH"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("ایران", "IR"),
        ("Россия", "RU"),
        ("Côte d’Ivoire", "CI"),
        ("CA", "CA"),
        ("Georgia", "GE"),
        ("Kosovo", "XK"),
    ];
    for (text, code) in cases {
        assert_eq!(Country::parse(text).map(Country::code), Some(code), "{text}");
    }
}

#[test]
fn what_is_not_a_country_is_none() {
    for text in ["", " ", "the", "Deutschlang", "Virtual", "XX", "California", "Europe", "0", "U S A S"] {
        assert_eq!(Country::parse(text), None, "{text}");
    }
}

#[test]
fn every_country_has_three_ways_in_and_survives_json() {
    for country in Country::all() {
        for text in [country.code(), country.alpha3(), country.name()] {
            assert_eq!(Country::parse(text), Some(country), "{text}");
        }
        let json = serde_json::to_string(&country).unwrap();
        assert_eq!(json, format!("\"{}\"", country.code()));
        assert_eq!(serde_json::from_str::<Country>(&json).unwrap(), country);
    }
    let error = serde_json::from_str::<Country>("\"Atlantis\"").unwrap_err().to_string();
    assert!(error.contains("unknown country `Atlantis`"), "{error}");
}

#[test]
fn a_region_is_known_by_code_name_and_other_names() {
    let cases = [
        ("US", "wa", "US-WA"),
        ("US", "US-CA", "US-CA"),
        ("US", "california", "US-CA"),
        ("US", "Calif.", "US-CA"),
        ("US", "D.C.", "US-DC"),
        ("US", "District of Columbia", "US-DC"),
        ("US", "Puerto Rico", "US-PR"),
        ("US", "Virgin Islands", "US-VI"),
        ("CA", "Québec", "CA-QC"),
        ("CA", "quebec", "CA-QC"),
        ("CA", "PQ", "CA-QC"),
        ("CA", "AB", "CA-AB"),
        ("CA", "Newfoundland", "CA-NL"),
        ("AU", "Vic", "AU-VIC"),
        ("AU", "New South Wales", "AU-NSW"),
        ("AU", "WA", "AU-WA"),
        ("GB", "England", "GB-ENG"),
        ("GB", "Wales", "GB-WLS"),
        ("GB", "Scotland", "GB-SCT"),
        ("GB", "Northern Ireland", "GB-NIR"),
        ("GB", "Dorset", "GB-ENG"),
        ("GB", "Co. Antrim", "GB-NIR"),
        ("FR", "Île-de-France", "FR-IDF"),
        ("AT", "Wien", "AT-9"),
        ("CH", "Zürich", "CH-ZH"),
        ("IT", "Tuscany", "IT-52"),
        ("DE", "Bavaria", "DE-BY"),
        ("DE", "Nordrhein-Westfalen", "DE-NW"),
        ("DE", "Thüringen", "DE-TH"),
        ("IE", "Leinster", "IE-L"),
        ("IE", "Co. Cork", "IE-CO"),
        ("BR", "RJ", "BR-RJ"),
        ("BR", "São Paulo", "BR-SP"),
        ("NZ", "Hawke's Bay", "NZ-HKB"),
        ("MX", "CDMX", "MX-CMX"),
        ("IN", "Tamil Nadu", "IN-TN"),
    ];
    for (in_country, text, code) in cases {
        assert_eq!(region(country(in_country), text).map(Region::code), Some(code), "{in_country} {text}");
    }
}

#[test]
fn what_is_not_a_region_of_the_country_is_none() {
    for (in_country, text) in
        [("US", "Ontario"), ("US", ""), ("DE", "Deutschland"), ("PL", "Mazowieckie"), ("GB", "Virtual")]
    {
        assert_eq!(region(country(in_country), text), None, "{in_country} {text}");
    }
}

#[test]
fn every_region_tells_its_parts_and_survives_json() {
    for region in Region::all() {
        assert_eq!(Region::parse(region.code()), Some(region));
        assert_eq!(Region::parse(&region.code().to_lowercase()), Some(region));
        assert_eq!(format!("{}-{}", region.country(), region.short_code()), region.to_string());
        assert_eq!(super::region(region.country(), region.name()), Some(region), "{region}");
        assert_eq!(super::region(region.country(), region.short_code()), Some(region), "{region}");
        let json = serde_json::to_string(&region).unwrap();
        assert_eq!(serde_json::from_str::<Region>(&json).unwrap(), region);
    }
    assert_eq!(Region::parse("US"), None);
    assert_eq!(Region::parse("US-XX"), None);
}

#[test]
fn a_state_code_tells_its_country() {
    let cases = [
        ("CA", Some("US")),
        ("ny", Some("US")),
        (" ON ", Some("CA")),
        ("QC", Some("CA")),
        ("PR", Some("US")),
    ];
    for (text, code) in cases {
        assert_eq!(country_of_state(text).map(Country::code), code, "{text}");
    }
    for text in ["", "XX", "NSW", "California", "é", "RJ"] {
        assert_eq!(country_of_state(text), None, "{text}");
    }
}

#[test]
fn no_state_code_is_both_american_and_canadian() {
    let codes = |code| Region::all().filter(move |r| r.country() == country(code)).map(Region::short_code);
    for state in codes("US") {
        assert!(codes("CA").all(|province| province != state), "{state}");
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        let parsed = Country::parse(&text);
        prop_assert_eq!(parsed, Country::parse(&format!(" {}. ", text.to_uppercase())).filter(|_| parsed.is_some()));
        prop_assert!(country_of_state(&text).is_none() || text.trim().len() == 2);
        if let Some(found) = region(country("US"), &text) {
            prop_assert_eq!(found.country(), country("US"));
        }
    }

    #[test]
    fn punctuation_and_case_do_not_matter(index in 0..250_usize, upper in any::<bool>(), separator in "[ .,-]{0,2}") {
        let country = Country::all().nth(index).unwrap();
        let spaced: Vec<String> = country.name().chars().map(String::from).collect();
        let text = spaced.join(&separator);
        let text = if upper { text.to_uppercase() } else { text };
        prop_assert_eq!(Country::parse(&text), Some(country));
    }
}
