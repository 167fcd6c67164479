//! Order, pages, fields and counts of an answer.

use super::lists::allowed;
use super::reader::Reader;
use super::table::FACETS;
use crate::nearest::nearest;
use everyroom_feeds::label::UiLanguage;
use everyroom_indexer::search::Sort;

const USUAL_LIMIT: u32 = 20;

/// How the answer is to look.
pub struct Shaping {
    /// Order.
    pub sort: Sort,
    /// Listings on a page.
    pub limit: usize,
    /// Where to go on.
    pub cursor: Option<String>,
    /// Only these top-level fields.
    pub fields: Option<Vec<&'static str>>,
    /// The language of labels.
    pub language: UiLanguage,
    /// Whether a calendar may be seen by others.
    pub discreet: bool,
    /// Facets to count.
    pub facets: Vec<&'static str>,
}

/// Reads the shaping parameters. A cursor that is not one of ours is left for the search to refuse.
pub fn shaping(reader: &mut Reader, has_place: bool) -> Shaping {
    Shaping {
        sort: sort(reader, has_place),
        limit: reader.whole_number("limit").unwrap_or(USUAL_LIMIT) as usize,
        cursor: reader.one("cursor"),
        fields: fields(reader),
        language: language(reader),
        discreet: reader.word("discreet").is_some_and(|word| ["1", "true"].contains(&word)),
        facets: facets(reader),
    }
}

fn language(reader: &mut Reader) -> UiLanguage {
    reader.word("ui_lang").and_then(UiLanguage::parse).unwrap_or_default()
}

fn sort(reader: &mut Reader, has_place: bool) -> Sort {
    let Some(word) = reader.word("sort") else { return Sort::Best };
    match word {
        "soonest" => Sort::Soonest,
        "name" => Sort::Name,
        "nearest" => {
            if !has_place && !reader.has("near") {
                reader.fault(
                    "sort",
                    Some(word),
                    "needs a place: near=latitude,longitude or the name of a town",
                );
            }
            Sort::Nearest
        }
        _ => Sort::Best,
    }
}

fn fields(reader: &mut Reader) -> Option<Vec<&'static str>> {
    let names = allowed("fields");
    let items = reader.items("fields", true);
    if items.is_empty() {
        return None;
    }
    let mut wanted = Vec::new();
    for item in items {
        let known = names.iter().find(|name| **name == item.text).filter(|_| !item.excluded);
        match known {
            Some(name) => wanted.push(*name),
            None => {
                let nearest = reader.near(|| nearest(&item.text, names.iter().map(|name| (*name, *name))));
                reader.not_allowed("fields", &item.text, &names, nearest);
            }
        }
    }
    Some(wanted)
}

fn facets(reader: &mut Reader) -> Vec<&'static str> {
    let mut wanted = Vec::new();
    for item in reader.items("facets", true) {
        match item.text.to_ascii_lowercase().as_str() {
            "1" | "true" | "all" => wanted.extend(FACETS),
            "0" | "false" | "none" => {}
            name => match FACETS.iter().find(|facet| **facet == name).filter(|_| !item.excluded) {
                Some(facet) => wanted.push(*facet),
                None => {
                    let nearest = reader.near(|| nearest(name, FACETS.iter().map(|facet| (*facet, *facet))));
                    reader.not_allowed("facets", &item.text, &FACETS, nearest);
                }
            },
        }
    }
    wanted
}
