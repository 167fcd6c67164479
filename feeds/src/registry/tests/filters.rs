//! Which sources a filter takes, and how a faulty one is told.

use super::*;

fn taken(texts: &[&str]) -> Vec<String> {
    let text = "\
        [[source]]\nid = 'na-ny'\nname = 'a'\nurl = 'http://a.example'\nfellowship = 'na'\ncountry = 'US'\nregion = 'US-NY'\n\
        [[source]]\nid = 'aa-ny'\nname = 'b'\nurl = 'http://b.example'\nfellowship = 'aa'\ncountry = 'US'\nregion = 'US-NY'\n\
        [[source]]\nid = 'aa-ca'\nname = 'c'\nurl = 'http://c.example'\nfellowship = 'aa'\ncountry = 'CA'\n\
        [[source]]\nid = 'world'\nname = 'd'\nurl = 'http://d.example'\nfellowship = 'ha'\n";
    let loaded = read(text);
    assert_eq!(loaded.faults, []);
    let filter = filter(texts).unwrap();
    loaded.sources().filter(|source| filter.takes(source)).map(|source| source.id.to_string()).collect()
}

fn filter(texts: &[&str]) -> Result<Filter, FilterError> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    Filter::parse(&texts, &["na-ny", "aa-ny", "aa-ca", "world"])
}

#[test]
fn values_of_one_key_are_alternatives_and_keys_must_all_hold() {
    for (texts, want) in [
        (&[][..], &["na-ny", "aa-ny", "aa-ca", "world"][..]),
        (&["country:us"], &["na-ny", "aa-ny"]),
        (&["country:us", "country:Canada"], &["na-ny", "aa-ny", "aa-ca"]),
        (&["country:us", "fellowship:aa"], &["aa-ny"]),
        (&["region: us-ny"], &["na-ny", "aa-ny"]),
        (&["fellowship:ha"], &["world"]),
        (&["source:aa-ca", "source:world"], &["aa-ca", "world"]),
        (&["source:aa-ca", "country:us"], &[]),
    ] {
        assert_eq!(taken(texts), want, "{texts:?}");
    }
}

#[test]
fn faulty_filters_are_told_with_the_nearest() {
    let told = |text: &str| filter(&[text]).unwrap_err().to_string();
    assert!(told("county:us").ends_with("did you mean `country:us`?"), "{}", told("county:us"));
    assert!(told("country:Untied States").ends_with("did you mean `country:us`?"));
    assert!(told("region:us-nyy").ends_with("did you mean `region:us-ny`?"));
    assert!(told("fellowship:Heroin Anonymous").ends_with("did you mean `fellowship:ha`?"));
    assert!(told("source:aa-caa").ends_with("did you mean `source:aa-ca`?"));
    assert_eq!(told("us"), "`us`: write a key and a value, as `country:us`");
}
