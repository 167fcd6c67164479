//! The questions of `questions.tsv`, each with what a person would understand, against what is understood. Their table
//! is `docs/understanding.md`.

use super::*;
use crate::place::{CodeWidth, LearntCode, LearntTown};
use everyroom_feeds::place::GeoPoint;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const QUESTIONS: &str = include_str!("questions.tsv");
/// So many of a hundred have to be right.
const RIGHT: f64 = 97.0;

/// Codes that venues have taught, as a generation would know them.
struct Codes;

impl Listings for Codes {
    fn codes(&self, text: &str) -> Vec<LearntCode> {
        let known = [("DE", "10115"), ("ES", "28013"), ("FR", "69003"), ("GB", "LS6")];
        let found = known.iter().filter(|(_, code)| code.eq_ignore_ascii_case(text));
        let venue = |(country, code): &(&str, &str)| LearntCode {
            code: (*code).to_owned(),
            country: Country::parse(country).unwrap(),
            width: CodeWidth::Whole,
            point: GeoPoint::new(51.0, 7.0).unwrap(),
            venues: 3,
        };
        found.map(venue).chain(NoListings.codes(text)).collect()
    }

    fn near(&self, point: GeoPoint, km: f64) -> u32 {
        NoListings.near(point, km)
    }

    fn towns(&self, name: &str) -> Vec<LearntTown> {
        NoListings.towns(name)
    }

    fn has_word(&self, word: &str) -> bool {
        NoListings.has_word(word)
    }
}

fn ask(text: &str, language: UiLanguage) -> Understood {
    understand(text, &Asker { language, country: None, listings: &Codes })
}

/// What was understood, in the words of the table.
fn told(understood: &Understood) -> BTreeMap<String, String> {
    let asks = &understood.asks;
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for (name, values) in &asks.pairs {
        told.insert((*name).to_owned(), values.join(","));
    }
    if let Some(found) = &asks.place {
        let place = &found.place;
        let is_code = matches!(found.matched, Matched::PostalCode | Matched::PostalArea);
        let region = place.region.filter(|_| ["US", "CA"].contains(&place.country.code()) && !is_code);
        let whereabouts = region.map_or(place.country.code(), |region| region.code());
        told.insert(
            if is_code { "zip" } else { "place" }.to_owned(),
            format!("{}|{whereabouts}", place.name),
        );
    }
    if asks.near_me {
        told.insert("near".to_owned(), "me".to_owned());
    }
    if asks.crisis {
        told.insert("crisis".to_owned(), "true".to_owned());
    }
    if let Some(text) = &understood.text {
        let text = text.replace(['\'', '’'], "");
        told.insert(
            "text".to_owned(),
            vocabulary::folded(&text).replace(['+', '&', '@'], "").trim().to_owned(),
        );
    }
    told
}

fn expected(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split("; ").filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Lists are compared as sets, distances with a tenth to spare, regions only where they are expected.
fn agree(expected: &BTreeMap<String, String>, told: &BTreeMap<String, String>) -> bool {
    let same = |name: &str, wanted: &str, got: &str| match name {
        "radius_km" => wanted
            .parse::<f64>()
            .ok()
            .zip(got.parse::<f64>().ok())
            .is_some_and(|(a, b)| (a - b).abs() <= 0.11),
        "place" => got == wanted || got.starts_with(wanted) && got[wanted.len()..].starts_with('-'),
        "text" => got == wanted,
        _ => {
            let mut lists = [wanted, got].map(|text| text.split(',').collect::<Vec<_>>());
            lists.iter_mut().for_each(|list| list.sort_unstable());
            lists[0] == lists[1]
        }
    };
    expected.len() == told.len()
        && expected.iter().all(|(name, wanted)| told.get(name).is_some_and(|got| same(name, wanted, got)))
}

fn line(pairs: &BTreeMap<String, String>) -> String {
    let order = [
        "fellowship",
        "philosophy",
        "for",
        "covers",
        "audience",
        "type",
        "access",
        "lang",
        "attendance",
        "weekday",
        "when",
        "after",
        "before",
        "starts_within",
        "place",
        "zip",
        "near",
        "country",
        "region",
        "radius_km",
        "sort",
        "crisis",
        "text",
    ];
    let said = order.iter().filter_map(|name| Some(format!("{name}={}", pairs.get(*name)?)));
    said.collect::<Vec<_>>().join("; ")
}

#[test]
fn questions_are_understood() {
    let mut table = String::new();
    let mut wrong = String::new();
    let (mut all, mut right, mut right_unhinted, mut adversarial) = (0, 0, 0, 0);
    let mut by_language: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for row in QUESTIONS.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, language, question, wanted, why] = cells[..] else { panic!("{row}") };
        let asker = UiLanguage::parse(language).unwrap();
        let understood = told(&ask(question, asker));
        let wanted = expected(wanted);
        let is_right = agree(&wanted, &understood);
        all += 1;
        right += u32::from(is_right);
        adversarial += u32::from(why.contains("[adv]"));
        let unhinted = told(&ask(question, UiLanguage::En));
        if is_right && !agree(&wanted, &unhinted) {
            println!("unhinted {id} {question}\n   {}", line(&unhinted));
        }
        right_unhinted += u32::from(agree(&wanted, &unhinted));
        let counts = by_language.entry(language).or_default();
        counts.0 += 1;
        counts.1 += u32::from(is_right);
        let mark = if is_right { "" } else { " ✗" };
        writeln!(
            table,
            "| {id} | {} | {} |{mark}",
            question.replace('|', "\\|"),
            line(&understood).replace('|', " ")
        )
        .unwrap();
        if !is_right {
            writeln!(wrong, "{id} {question}\n   wanted {}\n   told   {}", line(&wanted), line(&understood))
                .unwrap();
        }
    }
    let share = f64::from(right) * 100.0 / f64::from(all);
    println!(
        "{wrong}{right} of {all} right ({share:.1} %), {right_unhinted} without knowing the asker's language"
    );
    assert!(all >= 300 && adversarial * 10 >= all);
    assert!(share >= RIGHT, "{wrong}{right} of {all}: {share:.1} %");
    let _ = (table, by_language);
}

proptest! {
    /// Whatever is typed: no panic, every word once, in time.
    #[test]
    fn any_text_is_survived(text in any::<String>(), words in "[a-z0-9 .,'-]{0,120}") {
        for text in [&text, &words] {
            let understood = ask(text, UiLanguage::En);
            prop_assert!(understood.spans.len() <= MOST_WORDS);
        }
    }
}
