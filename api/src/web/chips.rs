//! What was understood, as words that can be taken away one by one, each a link to the same search without it.

use super::words;
use crate::params::Parsed;
use crate::search::label;
use everyroom_feeds::label::UiLanguage;
use everyroom_indexer::search::Sort;
use serde_json::Value;

/// A part of the search, in words, and the search without it.
pub struct Chip {
    /// In words.
    pub label: String,
    /// Address of the search without it.
    pub remove: String,
}

/// A search as single parameters; the words that were understood are among them.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pairs: Vec<(String, String)>,
}

impl Parts {
    /// The parts of a search.
    pub fn of(parsed: &Parsed) -> Self {
        let said = &parsed.interpreted;
        let mut pairs: Vec<(String, String)> = Vec::new();
        pairs.extend(said.text.iter().map(|text| ("q".to_owned(), text.clone())));
        for (name, value) in &said.filters {
            match value {
                Value::Array(values) if name == "bbox" => {
                    let numbers: Vec<String> = values.iter().map(Value::to_string).collect();
                    pairs.push((name.clone(), numbers.join(",")));
                }
                Value::Array(values) => {
                    let texts = values.iter().filter_map(Value::as_str);
                    pairs.extend(texts.map(|text| (name.clone(), text.to_owned())));
                }
                Value::String(text) => pairs.push((name.clone(), text.clone())),
                other => pairs.push((name.clone(), other.to_string())),
            }
        }
        for name in ["from", "to"] {
            pairs.extend(
                parsed
                    .pairs
                    .iter()
                    .filter(|(given, _)| *given == name)
                    .map(|(_, value)| (name.to_owned(), value.clone())),
            );
        }
        if let Some(near) = parsed.query.near {
            let point = || format!("{},{}", near.lat, near.lon);
            pairs.push(("near".to_owned(), parsed.place.as_ref().map_or_else(point, |found| found.label())));
            pairs.extend(near.radius_km.map(|km| ("radius_km".to_owned(), format!("{km}"))));
        }
        match parsed.query.sort {
            Sort::Best => {}
            Sort::Soonest => pairs.push(("sort".to_owned(), "soonest".to_owned())),
            Sort::Nearest => pairs.push(("sort".to_owned(), "nearest".to_owned())),
            Sort::Name => pairs.push(("sort".to_owned(), "name".to_owned())),
        }
        Self { pairs }
    }

    /// The same without some parameters.
    pub fn without(&self, names: &[&str]) -> Self {
        let mut parts = self.clone();
        let has_place = !names.contains(&"near");
        parts.pairs.retain(|(name, _)| !names.contains(&name.as_str()) && (has_place || name != "radius_km"));
        parts
    }

    /// The same with one more.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut parts = self.clone();
        parts.pairs.push((name.to_owned(), value.to_owned()));
        parts
    }

    /// The address of its page.
    pub fn address(&self) -> String {
        if self.pairs.is_empty() {
            return "/".to_owned();
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.pairs);
        // what is left of the words has been understood already
        if self.pairs.iter().any(|(name, _)| name == "q") {
            query.append_pair("understand", "off");
        }
        format!("/search?{}", query.finish())
    }

    fn without_one(&self, at: usize) -> Self {
        let mut parts = self.clone();
        let (name, _) = parts.pairs.remove(at);
        match name.as_str() {
            "near" => parts.without(&["near"]),
            "after" | "before" => parts.without(&["after", "before"]),
            _ => parts,
        }
    }

    /// Its chips.
    pub fn chips(&self) -> Vec<Chip> {
        let mut chips = Vec::new();
        let has = |wanted: &str| self.pairs.iter().any(|(name, _)| name == wanted);
        for (at, (name, value)) in self.pairs.iter().enumerate() {
            let label = match name.as_str() {
                "before" if has("after") => continue,
                "sort" => continue,
                "after" if has("before") => {
                    let before = self.pairs.iter().find(|(name, _)| name == "before");
                    format!("{value}–{}", before.map_or("", |(_, before)| before.as_str()))
                }
                _ => in_words(name, value),
            };
            chips.push(Chip { label, remove: self.without_one(at).address() });
        }
        chips
    }
}

/// A part of a search in words.
pub fn in_words(name: &str, text: &str) -> String {
    let (not, id) = text.strip_prefix('-').map_or(("", text), |id| ("not ", id));
    let named = words::choice(name, id);
    if let Some(words) = named {
        return format!("{not}{words}");
    }
    match name {
        "q" => format!("“{text}”"),
        "near"
            if text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && text.contains(',')
                && !text.contains(char::is_alphabetic) =>
        {
            "near your point".to_owned()
        }
        "near" => format!("near {text}"),
        "radius_km" => format!("within {text} km"),
        "after" => format!("from {text}"),
        "before" => format!("before {text}"),
        "starts_within" => format!("starts within {text} minutes"),
        "from" | "to" => format!("{name} {text}"),
        "inactive" => "with paused meetings".to_owned(),
        _ => format!("{not}{}", label(UiLanguage::En, name, id).unwrap_or_else(|| id.to_owned())),
    }
}

/// A parameter that can be left out, in words.
pub fn name_in_words(name: &str) -> &'static str {
    match name {
        "fellowship" => "the fellowship",
        "philosophy" => "the approach",
        "for" => "whom it is for",
        "covers" => "what it is about",
        "attendance" => "the way to take part",
        "weekday" => "the day",
        "after" | "before" => "the time of day",
        "type" | "type_all" => "the kind of meeting",
        "audience" | "audience_all" => "who it is meant for",
        "access" | "access_all" => "the access",
        "lang" => "the language",
        "country" => "the country",
        "region" => "the region",
        "when" | "starts_within" | "from" | "to" => "when it starts",
        "q" => "the words",
        "radius_km" | "radius" | "near" => "the distance",
        "bbox" => "the map",
        _ => "that",
    }
}
