//! What was understood, as words that can be taken away one by one, and the same search in other ways: each a step to the
//! same search without it. Labels are words, queries are what a link would have; a template decides between link and button.

use super::fields::is_point;
use super::visitor::Visitor;
use crate::message::Text;
use crate::params::Parsed;
use crate::search::label;
use crate::words::{self, Locale};
use everyroom_feeds::country::{Country, Region};
use everyroom_indexer::search::Sort;
use jiff::civil::{Date, DateTime};
use serde_json::Value;

/// A step from one search to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// In words.
    pub label: String,
    /// The query of the other search.
    pub query: String,
    /// Whether it is what is shown.
    pub chosen: bool,
}

/// What names a span of time, of which there is one.
const SPAN: [&str; 4] = ["when", "starts_within", "from", "to"];
/// What says when, and at what time of day.
pub const WHEN: [&str; 5] = ["when", "starts_within", "from", "to", "weekday"];
pub const HOURS: [&str; 2] = ["after", "before"];

/// Ways on that people take most.
#[derive(Clone, Debug)]
pub struct Quick {
    /// To less of what is shown.
    pub narrower: Vec<Step>,
    /// To something else than what is shown.
    pub other: Vec<Step>,
}

/// A search as single parameters; the words that were understood are among them.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pairs: Vec<(String, String)>,
    /// What a page carries along that is no part of the search.
    along: Vec<(String, String)>,
    /// Whether the place stands in no address.
    is_private: bool,
}

impl Parts {
    /// The parts of a search; `is_private` leaves the point out of every query.
    pub fn of(parsed: &Parsed, visitor: &Visitor, is_private: bool) -> Self {
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
        let given = |wanted: &'static str| {
            let found = parsed.pairs.iter().filter(move |(given, _)| *given == wanted);
            found.map(move |(_, value)| (wanted.to_owned(), value.clone()))
        };
        pairs.extend(["from", "to", "tz", "limit"].into_iter().flat_map(given));
        // "8pm eastern": said in the words
        if given("tz").next().is_none() && parsed.interpreted.window.tz_source == "parameter" {
            pairs.push(("tz".to_owned(), parsed.interpreted.window.tz.clone()));
        }
        if let Some(near) = parsed.query.near {
            let point = || format!("{},{}", near.lat, near.lon);
            pairs.push(("near".to_owned(), parsed.place.as_ref().map_or_else(point, |found| found.label())));
            pairs.extend(near.radius_km.map(|km| ("radius_km".to_owned(), format!("{km}"))));
        }
        let sort = match parsed.query.sort {
            Sort::Best => None,
            Sort::Soonest => Some("soonest"),
            Sort::Nearest => Some("nearest"),
            Sort::Name => Some("name"),
        };
        pairs.extend(sort.map(|sort| ("sort".to_owned(), sort.to_owned())));
        let view = visitor.pairs().iter().filter(|(name, value)| name == "view" && value == "map").cloned();
        let language = visitor.is_chosen.then(|| ("ui_lang".to_owned(), visitor.language().id().to_owned()));
        Self { pairs, along: view.take(1).chain(language).collect(), is_private }
    }

    /// The same without some parameters.
    pub fn without(&self, names: &[&str]) -> Self {
        let mut parts = self.clone();
        let has_place = !names.contains(&"near");
        parts.pairs.retain(|(name, _)| !names.contains(&name.as_str()) && (has_place || name != "radius_km"));
        if !has_place {
            parts.pairs.retain(|(name, value)| name != "sort" || value != "nearest");
        }
        parts
    }

    /// The same with one more.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut parts = self.clone();
        parts.pairs.push((name.to_owned(), value.to_owned()));
        parts
    }

    /// The same shown in another way.
    pub fn shown(&self, name: &str, value: Option<&str>) -> Self {
        let mut parts = self.clone();
        parts.along.retain(|(known, _)| known != name);
        parts.along.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        parts
    }

    /// Whether something is asked for.
    pub fn has(&self, wanted: &str) -> bool {
        self.pairs.iter().any(|(name, _)| name == wanted)
    }

    /// Its query. On a private page the point is not in it: an empty `near` says that it is to be left out.
    pub fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let is_shown = |name: &str| !(self.is_private && name == "near");
        query.extend_pairs(self.pairs.iter().filter(|(name, _)| is_shown(name)));
        if self.is_private && !self.has("near") {
            query.append_pair("near", "");
        }
        // what is left of the words has been understood already
        if self.has("q") {
            query.append_pair("understand", "off");
        }
        query.extend_pairs(&self.along);
        query.finish()
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

    /// What was asked for, each a step to the search without it.
    pub fn said(&self, locale: Locale, source: impl Fn(&str) -> String) -> Vec<Step> {
        let step = |(at, (name, value)): (usize, &(String, String))| {
            let label = match name.as_str() {
                "source" => locale.text().chip.source.plain(&[("source", &source(value))]),
                _ => self.in_words(locale, name, value)?,
            };
            Some(Step { label, query: self.without_one(at).query(), chosen: false })
        };
        self.pairs.iter().enumerate().filter_map(step).collect()
    }

    /// What was asked for by some parameters, in words.
    pub fn said_of(&self, locale: Locale, names: &[&str]) -> Vec<String> {
        let asked = self.pairs.iter().filter(|(name, _)| names.contains(&name.as_str()));
        // the sentence that they go into quotes them
        let said = |name: &str, value: &str| match name {
            "q" => Some(value.to_owned()),
            _ => self.in_words(locale, name, value),
        };
        asked.filter_map(|(name, value)| said(name, value)).collect()
    }

    fn in_words(&self, locale: Locale, name: &str, value: &str) -> Option<String> {
        let t = locale.text();
        match name {
            "before" if self.has("after") => None,
            "sort" | "tz" | "limit" => None,
            "near" if self.is_private => Some(t.chip.near_you.clone()),
            "after" if self.has("before") => {
                let before = self.pairs.iter().find(|(name, _)| name == "before");
                let to = before.map_or("", |(_, before)| before.as_str());
                Some(t.time.span.plain(&[("start", &wall(locale, value)), ("end", &wall(locale, to))]))
            }
            _ => Some(in_words(locale, name, value)),
        }
    }

    /// Ways on that people take most, without those that are taken already.
    pub fn quick(&self, t: &Text) -> Quick {
        let step =
            |label: &str, parts: Parts| Step { label: label.to_owned(), query: parts.query(), chosen: false };
        let times = [("now", &t.when.now), ("tonight", &t.when.tonight), ("tomorrow", &t.when.tomorrow)];
        let is_said = |id: &str| self.pairs.iter().any(|(name, value)| name == "when" && value == id);
        let unsaid = times.into_iter().filter(|(id, _)| !is_said(id));
        let times = unsaid.map(|(id, words)| step(words, self.without(&SPAN).with("when", id)));
        let (mut narrower, mut other) = (Vec::new(), Vec::new());
        let is_timed = WHEN.iter().chain(&HOURS).any(|name| self.has(name));
        if is_timed { &mut other } else { &mut narrower }.extend(times);
        if !self.has("attendance") {
            narrower.push(step(&t.way.online, self.with("attendance", "online")));
        }
        if !self.has("for") {
            // a fellowship for oneself has no meetings for family: those that do have others' names
            let others = self.without(&["fellowship"]);
            other.push(step(&t.chip.family, others.with("for", "family")));
        }
        Quick { narrower, other }
    }
}

fn wall(locale: Locale, text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |time| words::clock(locale, time))
}

/// A part of a search in words.
pub fn in_words(locale: Locale, name: &str, text: &str) -> String {
    let t = locale.text();
    let (is_not, id) = text.strip_prefix('-').map_or((false, text), |id| (true, id));
    let said = match name {
        "q" => return t.chip.words.plain(&[("words", text)]),
        "near" if is_point(text) => return t.chip.near_you.clone(),
        "near" => return t.chip.near.plain(&[("place", &place(locale, text))]),
        "bbox" => return t.chip.map.clone(),
        "radius_km" => {
            let length = text.parse().map_or_else(|_| text.to_owned(), |km| words::length(locale, km));
            return t.chip.within.plain(&[("distance", &length)]);
        }
        "after" => return t.chip.from.plain(&[("time", &wall(locale, text))]),
        "before" => return t.chip.before.plain(&[("time", &wall(locale, text))]),
        "from" => return t.chip.from.plain(&[("time", &instant(locale, text))]),
        "to" => return t.chip.before.plain(&[("time", &instant(locale, text))]),
        "updated_since" => return t.chip.changed.plain(&[("date", &date(locale, text))]),
        "starts_within" => {
            let span =
                text.parse().map_or_else(|_| text.to_owned(), |minutes| words::minutes(locale, minutes));
            return t.chip.starts_within.plain(&[("span", &span)]);
        }
        "inactive" => return t.chip.paused.clone(),
        "when" => span(t, id).to_owned(),
        "country" => Country::parse(id)
            .map_or_else(|| id.to_owned(), |country| words::country(locale, country).to_owned()),
        "region" => Region::parse(id).map_or_else(|| id.to_owned(), |region| region.name().to_owned()),
        _ => label(locale.language, name, id).unwrap_or_else(|| id.to_owned()),
    };
    if is_not { t.chip.not.plain(&[("what", &said)]) } else { said }
}

/// An instant by the clock that it was written with.
fn instant(locale: Locale, text: &str) -> String {
    let wall: Option<DateTime> = text.get(..16).and_then(|text| text.replace(' ', "T").parse().ok());
    wall.map_or_else(
        || text.to_owned(),
        |wall| {
            let (day, time) = (words::date(locale, wall.date()), words::clock(locale, wall.time()));
            locale.text().time.at.plain(&[("day", &day), ("time", &time)])
        },
    )
}

/// The date of an instant.
fn date(locale: Locale, text: &str) -> String {
    let date: Option<Date> = text.get(..10).and_then(|text| text.parse().ok());
    date.map_or_else(|| text.to_owned(), |date| words::date_year(locale, date))
}

/// A place with its region or country by name, where it is told by code.
pub fn place(locale: Locale, text: &str) -> String {
    let Some((town, code)) = text.rsplit_once(", ") else { return text.to_owned() };
    let region = Region::parse(code).map(|region| region.name());
    let land = || Country::parse(code).map(|country| words::country(locale, country));
    region.or_else(land).map_or_else(|| text.to_owned(), |name| format!("{town}, {name}"))
}

fn span<'a>(t: &'a Text, id: &'a str) -> &'a str {
    match id {
        "now" => &t.when.now,
        "today" => &t.when.today,
        "tonight" => &t.when.tonight,
        "tomorrow" => &t.when.tomorrow,
        "week" => &t.when.week,
        other => other,
    }
}
