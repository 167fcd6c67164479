//! No person, no way to reach one, no passcode and no way to join is in the text index or in any answer: real feeds,
//! read where `EVERYROOM_CORPUS` points, crawled and served by the program. Skipped where it is not set.

use crate::acceptance;
use crate::scan::{self, Field, Kind};
use everyroom_indexer::generation::text::{Stand, words};
use everyroom_indexer::generation::{Generation, Shelf};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_index_and_every_answer_name_and_reach_nobody() {
    let Some(crawled) = acceptance::crawled() else { return };
    let shelf = Shelf::open(&crawled.world.data()).unwrap();
    let generation = shelf.load_current().unwrap().unwrap();
    let listings = crawled.server.all("&inactive=include");
    nothing_to_join_by_is_indexed(&generation, &listings);
    every_answer_is_clean(&crawled);
    reports_are_clean(&crawled);
}

fn nothing_to_join_by_is_indexed(generation: &Generation, listings: &[Value]) {
    let terms = generation.text().inventory().unwrap();
    assert!(terms.len() > 10_000, "{}", terms.len());
    let telling = terms.iter().filter(|(term, found)| {
        let digits = term.bytes().filter(u8::is_ascii_digit).count();
        let is_number = digits >= 7 && digits * 2 > term.len();
        // a postal code with its extension is two words
        is_number && found.stands != [Stand::Address]
    });
    let telling: Vec<_> = telling.collect();
    assert!(telling.is_empty(), "numbers in the index: {telling:?}");
    for secret in ["gmail", "mailto", "removed]"] {
        let found: Vec<_> = terms.keys().filter(|term| term.contains(secret)).collect();
        assert!(found.is_empty(), "{found:?}");
    }
    let secrets = ways_to_join(listings);
    assert!(secrets.len() > 200, "{}", secrets.len());
    let found: BTreeSet<&String> =
        secrets.iter().filter(|secret| terms.contains_key(secret.as_str())).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Passcodes, and numbers of rooms, as single words that nobody would write otherwise.
fn ways_to_join(listings: &[Value]) -> BTreeSet<String> {
    let mut secrets = BTreeSet::new();
    for online in listings.iter().map(|listing| &listing["online"]) {
        let url = online["url"].as_str().unwrap_or_default();
        let parts = url.split(['/', '?', '&', '=', '#']).skip(3).chain(online["access_code"].as_str());
        let parts = parts
            .chain(online["phone"].as_str().into_iter().flat_map(|phone| phone.split(['+', ',', '#', '*'])));
        for part in parts {
            let has_digit = part.bytes().filter(u8::is_ascii_digit).count() >= 3;
            let is_mixed = has_digit && part.bytes().any(|byte| byte.is_ascii_alphabetic()) && part.len() > 8;
            let is_number = part.len() >= 7 && part.bytes().all(|byte| byte.is_ascii_digit());
            if is_mixed || is_number {
                secrets.extend(words(part).into_iter().filter(|word| word.len() > 6));
            }
        }
    }
    secrets
}

fn every_answer_is_clean(crawled: &acceptance::Crawled) {
    let mut leaks = Vec::new();
    let mut texts = 0;
    for form in ["json", "geojson", "csv", "ndjson"] {
        for source in
            ["seattle", "cape-cod", "sf-marin-2021", "sepia-2024", "greater-new-york", "berlin", "virtual-na"]
        {
            let got = crawled
                .server
                .get(&format!("/v1/meetings.{form}?limit=200&source={source}&inactive=include"));
            assert_eq!(got.status, 200, "{form} {source}");
            let all = match form {
                "csv" => csv_texts(&got.body),
                "ndjson" => got
                    .body
                    .lines()
                    .flat_map(|line| json_texts(&serde_json::from_str(line).unwrap()))
                    .collect(),
                _ => json_texts(&got.json()),
            };
            for (place, field, text) in all {
                texts += 1;
                let found = scan::scan(&text, field).into_iter().filter(|finding| finding.why.is_none());
                leaks.extend(
                    found.map(|finding| format!("{form} {source} {place}: {:?} {text}", finding.kind)),
                );
            }
        }
    }
    assert!(texts > 20_000, "{texts}");
    assert!(leaks.is_empty(), "{} leaks: {:#?}", leaks.len(), &leaks[..leaks.len().min(10)]);
}

/// What a place in an answer holds; `None` for what is given out as published.
fn field(place: &str) -> Option<Field> {
    match place {
        "online.url" | "online.phone" | "online.access_code" => None,
        "notes" | "online.notes" | "venue.notes" | "schedule.text" => Some(Field::Notes),
        place if place.starts_with("venue.") => Some(Field::Address),
        "name" | "group" | "entity" => Some(Field::Name),
        _ => Some(Field::Key),
    }
}

fn json_texts(value: &Value) -> Vec<(String, Field, String)> {
    let mut texts = Vec::new();
    walk("", value, &mut texts);
    texts
}

fn walk(place: &str, value: &Value, texts: &mut Vec<(String, Field, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let is_wrapper = ["meetings", "features", "properties"].contains(&name.as_str());
                let place = match (is_wrapper, place) {
                    (true, _) => String::new(),
                    (false, "") => name.clone(),
                    (false, place) => format!("{place}.{name}"),
                };
                walk(&place, member, texts);
            }
        }
        Value::Array(members) => members.iter().for_each(|member| walk(place, member, texts)),
        Value::String(text) => {
            texts.extend(field(place).map(|field| (place.to_owned(), field, text.clone())))
        }
        _ => {}
    }
}

fn csv_texts(body: &str) -> Vec<(String, Field, String)> {
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut texts = Vec::new();
    for row in reader.records().map(Result::unwrap) {
        for (place, cell) in headers.iter().zip(row.iter()) {
            texts.extend(field(place).map(|field| (place.to_owned(), field, cell.to_owned())));
        }
    }
    texts
}

/// What is said of each source quotes values of its feed.
fn reports_are_clean(crawled: &acceptance::Crawled) {
    let sources = crawled.server.json("/v1/sources");
    let ids: Vec<&str> =
        sources["sources"].as_array().unwrap().iter().map(|source| source["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 20, "{ids:?}");
    for id in ids {
        let source = crawled.server.json(&format!("/v1/sources/{id}"));
        for sample in
            source["report"].as_array().unwrap().iter().flat_map(|group| group["samples"].as_array().unwrap())
        {
            for (name, value) in sample.as_object().unwrap() {
                let Some(text) = value.as_str() else { continue };
                let field = if ["pointer", "record_key"].contains(&name.as_str()) {
                    Field::Key
                } else {
                    Field::Address
                };
                let leak =
                    scan::scan(text, field).into_iter().find(|f| f.why.is_none() && f.kind != Kind::Name);
                assert!(leak.is_none(), "{id} {name}: {leak:?} in {text}");
            }
        }
    }
}
