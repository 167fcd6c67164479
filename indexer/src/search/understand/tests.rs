//! The questions of `questions*.tsv`, each with what a person would understand, against what is understood. Their table
//! is `docs/understanding.md`.

use super::*;
use crate::place::{CodeWidth, LearntCode, LearntTown};
use everyroom_feeds::place::GeoPoint;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const QUESTIONS: [&str; 3] =
    [include_str!("questions.tsv"), include_str!("questions_more.tsv"), include_str!("questions_fa.tsv")];
/// So many of a hundred have to be right: of all, and in each language; and so many there have to be in each.
const RIGHT: f64 = 97.0;
const RIGHT_IN_EACH: f64 = 95.0;
const LEAST_IN_EACH: u32 = 50;

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
        "audience_all",
        "type",
        "type_all",
        "access_all",
        "access",
        "access_all",
        "lang",
        "attendance",
        "weekday",
        "when",
        "after",
        "before",
        "tz",
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
    let (mut tables, mut wrong) = (BTreeMap::<&str, String>::new(), String::new());
    let mut by_language = BTreeMap::<&str, (u32, u32)>::new();
    let (mut all, mut right, mut right_unhinted, mut adversarial) = (0u32, 0u32, 0u32, 0u32);
    for row in QUESTIONS.iter().flat_map(|questions| questions.lines()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, language, question, wanted, why] = cells[..] else { panic!("{row}") };
        let understood = told(&ask(question, UiLanguage::parse(language).unwrap()));
        let wanted = expected(wanted);
        let is_right = agree(&wanted, &understood);
        all += 1;
        right += u32::from(is_right);
        let (asked, well) = by_language.entry(language).or_default();
        (*asked, *well) = (*asked + 1, *well + u32::from(is_right));
        adversarial += u32::from(why.contains("[adv]"));
        right_unhinted += u32::from(agree(&wanted, &told(&ask(question, UiLanguage::En))));
        let instead = if is_right { String::new() } else { format!("✗ expected: {}", line(&wanted)) };
        let cells = [question, &line(&understood), &instead].map(|cell| cell.replace('|', " "));
        writeln!(tables.entry(language).or_default(), "| {} |", cells.join(" | ")).unwrap();
        if !is_right {
            writeln!(wrong, "{id} {question}\n   wanted {}\n   told   {}", line(&wanted), line(&understood))
                .unwrap();
        }
    }
    let share = f64::from(right) * 100.0 / f64::from(all);
    assert!(all >= 300 && adversarial * 10 >= all);
    assert!(share >= RIGHT, "{wrong}{right} of {all}: {share:.1} %");
    assert_eq!(by_language.keys().copied().collect::<Vec<_>>(), ["de", "en", "es", "fa", "fr", "pt"]);
    for (language, (asked, well)) in by_language {
        assert!(asked >= LEAST_IN_EACH, "{language}: {asked} questions");
        assert!(
            f64::from(well) * 100.0 >= RIGHT_IN_EACH * f64::from(asked),
            "{wrong}{language}: {well} of {asked}"
        );
    }
    let counts = format!(
        "{all} questions, {adversarial} of them adversarial; {right} are understood as expected ({share:.1} %), and \
         {right_unhinted} where the asker's language is not known and English is taken."
    );
    document(&counts, &tables);
}

/// Compares `docs/understanding.md`, or writes it where `UPDATE_DOCS` is set.
fn document(counts: &str, tables: &BTreeMap<&str, String>) {
    let mut text = format!("{}\n\n{counts}\n", include_str!("understanding.head.md").trim_end());
    for (language, table) in tables {
        write!(text, "\n## {language}\n\n| question | understood | |\n|---|---|---|\n{table}").unwrap();
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/understanding.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(held == text, "docs/understanding.md is not what is understood; run with UPDATE_DOCS=1");
}

#[test]
fn what_is_quoted_is_meant_as_it_stands() {
    let told = told(&ask("\"tuesday women's online\" na", UiLanguage::En));
    assert_eq!(line(&told), "fellowship=na; text=tuesday womens online");
    let open = ask("na \"tuesday", UiLanguage::En);
    assert_eq!(open.asks.pairs.len(), 2, "one mark quotes nothing: {open:?}");
}

/// A label of a place, sent as `near`, is that place again.
#[test]
fn labels_find_their_place_again() {
    let asker = Asker { language: UiLanguage::En, country: None, listings: &Codes };
    let mut checked = 0;
    for name in
        ["Springfield", "Geneva", "Paris", "Portland", "Valencia", "München", "San José", "10115", "M5V 2T6"]
    {
        let Some(Meaning::Place(found)) = place_of(name, &asker) else { panic!("{name}") };
        for place in std::iter::once(&found.place).chain(&found.others) {
            let label = place.label();
            if label.starts_with(|c: char| c.is_ascii_digit() || c == '-') && label.contains('.') {
                continue;
            }
            let Some(Meaning::Place(again)) = place_of(&label, &asker) else { panic!("{label}") };
            assert_eq!(again.place.point, place.point, "{label}");
            checked += 1;
        }
    }
    assert!(checked > 15, "{checked}");
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
