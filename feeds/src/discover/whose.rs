//! Whose meetings a page is about: by the setting of its meeting finder, by the words of its name, by its host.

use super::address::host;
use super::page::floor;
use crate::fellowship::Fellowship;
use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;
use url::Url;

/// A fellowship, and what it was concluded from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Whose {
    /// Whose.
    pub fellowship: Fellowship,
    /// What said so, in words.
    pub because: String,
    /// Whether a setting of the site said so, not words.
    #[serde(skip)]
    pub is_set: bool,
}

/// Initials that are also states, towns or words; alone they say nothing.
const UNCLEAR: [&str; 14] =
    ["CA", "MA", "PA", "GA", "DA", "SA", "UA", "VA", "RD", "PAL", "SIA", "SOS", "MARA", "SMART"];
/// Names have at most so many words.
const MOST_WORDS: usize = 6;
/// More of a name is not looked at, in bytes.
const LOOKED_AT: usize = 300;

static PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"["']?program["']?\s{0,5}[:=]\s{0,5}["']([A-Za-z][A-Za-z -]{0,30})["']"#)
        .expect("the pattern is valid")
});

/// Reads it.
pub(super) fn whose(page: &str, names: &[Option<&str>], url: &Url) -> Option<Whose> {
    let told = |fellowship, because: &str| Whose { fellowship, because: because.to_owned(), is_set: false };
    if let Some(fellowship) = program(page) {
        let told = told(fellowship, "the setting `program` of its meeting finder");
        return Some(Whose { is_set: true, ..told });
    }
    let by_name = names.iter().flatten().find_map(|name| in_words(name));
    if let Some(fellowship) = by_name {
        return Some(told(fellowship, "the name of the page"));
    }
    in_host(host(url)).map(|fellowship| told(fellowship, "the name of the host"))
}

/// The setting of the TSML plugin, in `var tsml = {..}` or as `tsml.program`.
fn program(page: &str) -> Option<Fellowship> {
    const REACH: usize = 64 << 10;
    let marks = ["var tsml = ", "var tsml=", "tsml.program", "tsml_react_config", "var tsml "];
    let places = marks.iter().filter_map(|mark| page.find(mark));
    { places }.find_map(|at| {
        let reach = &page[at..floor(page, at + REACH)];
        let end = reach.find("</script").unwrap_or(reach.len());
        let program = PROGRAM.captures(&reach[..end])?.get(1)?.as_str();
        Fellowship::parse(&program.to_lowercase().replace(['-', ' '], "_"))
            .or_else(|| Fellowship::from_name(program))
    })
}

/// The fellowship that words name; the longest name counts.
pub(super) fn in_words(text: &str) -> Option<Fellowship> {
    let text = &text[..floor(text, LOOKED_AT)];
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (1..=MOST_WORDS.min(words.len())).rev().find_map(|length| {
        let mut windows = words.windows(length);
        windows.find_map(|window| {
            let joined = window.concat();
            let is_clear = joined.chars().count() > 5
                || !UNCLEAR.contains(&joined.as_str())
                    && joined.chars().filter(|c| c.is_uppercase()).count() >= 2;
            let found = Fellowship::from_name(&joined).filter(|found| *found != Fellowship::other());
            found.filter(|_| is_clear)
        })
    })
}

/// The fellowship that a host is named after, as `heroinanonymous.example` or `ga-al-anon.example`.
fn in_host(host: &str) -> Option<Fellowship> {
    host.split('.').take(4).find_map(|label| {
        let words: Vec<&str> = label.split('-').filter(|word| !word.is_empty()).take(12).collect();
        (1..=4.min(words.len())).rev().find_map(|length| {
            let mut windows = words.windows(length);
            windows.find_map(|window| {
                let joined = window.concat();
                let is_clear = joined.len() > 5 || matches!(joined.as_str(), "aa" | "na") && words.len() > 1;
                Fellowship::from_name(&joined).filter(|found| is_clear && *found != Fellowship::other())
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pages_are_understood() {
        for (text, want) in [
            ("Greater Example Intergroup of Alcoholics Anonymous", Some("aa")),
            ("Example Intergroup of AA", Some("aa")),
            ("A.A. of Example County", Some("aa")),
            ("Example Area of Narcotics Anonymous", Some("na")),
            ("Al-Anon Family Groups of Example", Some("al_anon")),
            ("Nar-Anon Example", Some("nar_anon")),
            ("Recovery Dharma Example", Some("recovery_dharma")),
            ("SMART Recovery Example", Some("smart")),
            ("Alcooliques Anonymes Exemple", Some("aa")),
            ("Churches of Atlanta, GA", None),
            ("smart homes", None),
            ("Sail away, PA", None),
            ("", None),
        ] {
            assert_eq!(in_words(text).map(Fellowship::id), want, "{text}");
        }
    }

    #[test]
    fn hosts_are_understood() {
        for (text, want) in [
            ("heroinanonymous.example", Some("ha")),
            ("ga-al-anon.example", Some("al_anon")),
            ("aa-example.example", Some("aa")),
            ("naples.example", None),
            ("127.0.0.1", None),
        ] {
            assert_eq!(in_host(text).map(Fellowship::id), want, "{text}");
        }
    }

    #[test]
    fn the_setting_of_the_finder_goes_over_everything() {
        let page = r#"<script>var tsml = {"ajaxurl":"x","program":"al-anon"};</script>"#;
        let url = Url::parse("https://aa-example.example/").unwrap();
        let found = whose(page, &[Some("AA Example")], &url).unwrap();
        assert_eq!(found.fellowship.id(), "al_anon");
        let found = whose("<script>tsml.program = 'ha';</script>", &[], &url).unwrap();
        assert_eq!(found.fellowship.id(), "ha");
        assert!(whose("program: 'na'", &[], &Url::parse("https://x.example").unwrap()).is_none());
    }
}
