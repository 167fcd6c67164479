//! The filters that choose among values of a vocabulary.

use super::reader::{Item, Reader};
use super::table::{Takes, parameter};
use crate::nearest::nearest;
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::label::UiLanguage::En;
use everyroom_feeds::label::{Vocabulary as Ids, label};
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::{Choice, Filters, Way};
use serde_json::{Map, Value};

/// Reads all of them, and notes under `said` how a client would write what was understood.
pub fn filters(reader: &mut Reader, said: &mut Map<String, Value>) -> Filters {
    let labels = |all: &'static [Philosophy]| {
        all.iter().map(|value| (label(En, Ids::Philosophy, value.id()), value.id())).collect::<Vec<_>>()
    };
    let philosophies = labels(Philosophy::ALL);
    let people: Vec<_> =
        ForWhom::ALL.iter().map(|value| (label(En, Ids::For, value.id()), value.id())).collect();
    let problems: Vec<_> =
        Covers::ALL.iter().map(|value| (label(En, Ids::Covers, value.id()), value.id())).collect();
    let days: Vec<_> = Weekday::ALL.iter().map(|day| (day.name(), day.id())).collect();
    let mut read = Lists { reader, said };
    Filters {
        fellowship: read.choice(
            "fellowship",
            &Vocabulary {
                parse: Fellowship::parse,
                id: Fellowship::id,
                nearest: |text| Fellowship::nearest(text).map(|found| found.id().to_owned()),
            },
        ),
        philosophy: read.choice(
            "philosophy",
            &Vocabulary {
                parse: Philosophy::parse,
                id: Philosophy::id,
                nearest: |text| among("philosophy", text, &philosophies),
            },
        ),
        for_whom: read.choice(
            "for",
            &Vocabulary {
                parse: ForWhom::parse,
                id: ForWhom::id,
                nearest: |text| among("for", text, &people),
            },
        ),
        covers: read.choice(
            "covers",
            &Vocabulary {
                parse: Covers::parse,
                id: Covers::id,
                nearest: |text| among("covers", text, &problems),
            },
        ),
        attendance: read.choice(
            "attendance",
            &Vocabulary {
                parse: Way::parse,
                id: Way::id,
                nearest: |text| {
                    among("attendance", text, &[("hybrid", "in_person"), ("face to face", "in_person")])
                },
            },
        ),
        weekday: read.choice(
            "weekday",
            &Vocabulary { parse: weekday, id: Weekday::id, nearest: |text| among("weekday", text, &days) },
        ),
        types: read.kinds("type", KindGroup::Type),
        types_all: read.all_of("type_all", KindGroup::Type),
        audience: read.kinds("audience", KindGroup::Audience),
        audience_all: read.all_of("audience_all", KindGroup::Audience),
        access: read.kinds("access", KindGroup::Access),
        access_all: read.all_of("access_all", KindGroup::Access),
        languages: read.languages(),
        sources: read.sources(),
        entities: read.entities(),
        ..Filters::default()
    }
}

/// How the values of a list are written.
struct Vocabulary<T, N: Fn(&str) -> Option<String>> {
    parse: fn(&str) -> Option<T>,
    id: fn(T) -> &'static str,
    nearest: N,
}

struct Lists<'a> {
    reader: &'a mut Reader,
    said: &'a mut Map<String, Value>,
}

impl Lists<'_> {
    fn choice<T: Copy + PartialEq, N: Fn(&str) -> Option<String>>(
        &mut self,
        name: &'static str,
        words: &Vocabulary<T, N>,
    ) -> Choice<T> {
        let mut choice = Choice::default();
        let mut ids = Vec::new();
        for item in self.reader.items(name, true) {
            let Some(value) = (words.parse)(&item.text.to_lowercase()) else {
                let nearest = self.reader.near(|| (words.nearest)(&item.text));
                self.reader.not_allowed(name, &item.text, &allowed(name), nearest);
                continue;
            };
            add(&mut choice, &mut ids, &item, value, (words.id)(value).to_owned());
        }
        self.say(name, ids);
        choice
    }

    fn kinds(&mut self, name: &'static str, group: KindGroup) -> Choice<Kind> {
        let mut choice = Choice::default();
        let mut ids = Vec::new();
        for item in self.reader.items(name, true) {
            if let Some(kind) = self.kind(name, group, &item.text) {
                add(&mut choice, &mut ids, &item, kind, kind.id().to_owned());
            }
        }
        self.say(name, ids);
        choice
    }

    fn kind(&mut self, name: &'static str, group: KindGroup, text: &str) -> Option<Kind> {
        let known = Kind::parse(&text.to_lowercase());
        if let Some(kind) = known.filter(|kind| kind.group() == group) {
            return Some(kind);
        }
        match known {
            Some(kind) => {
                let why = format!("belongs to another parameter; write {}={}", kind.group().id(), kind.id());
                self.reader.fault(name, Some(text), &why);
            }
            None => {
                let nearest =
                    self.reader.near(|| Kind::nearest_in(group, text).map(|kind| kind.id().to_owned()));
                self.reader.not_allowed(name, text, &allowed(name), nearest);
            }
        }
        None
    }

    /// Kinds that all have to hold.
    fn all_of(&mut self, name: &'static str, group: KindGroup) -> Vec<Kind> {
        let mut all = Vec::new();
        for item in self.reader.items(name, true) {
            if item.excluded {
                let other = name.trim_end_matches("_all");
                self.reader.fault(name, Some(&item.text), &format!("can't be excluded here; use {other}=-x"));
            } else if let Some(kind) = self.kind(name, group, &item.text) {
                all.push(kind);
            }
        }
        self.say(name, all.iter().map(|kind| kind.id().to_owned()).collect());
        all
    }

    fn languages(&mut self) -> Choice<String> {
        self.open(
            "lang",
            |text| is_language(text).then(|| text.to_ascii_lowercase()),
            "is not a BCP 47 tag, as en or pt-BR",
        )
    }

    fn sources(&mut self) -> Choice<SourceId> {
        let choice = self.open(
            "source",
            |text| SourceId::parse(text).ok().map(|id| id.to_string()),
            "is not the id of a source: use a-z, 0-9 and -",
        );
        let ids = |texts: Vec<String>| texts.iter().filter_map(|text| SourceId::parse(text).ok()).collect();
        Choice { any: ids(choice.any), none: ids(choice.none) }
    }

    fn entities(&mut self) -> Choice<String> {
        self.open("entity", |text| Some(text.to_owned()), "")
    }

    fn open(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<String>,
        why: &str,
    ) -> Choice<String> {
        let mut choice = Choice::default();
        let mut ids = Vec::new();
        // names of bodies have commas in them
        for item in self.reader.items(name, name != "entity") {
            match parse(&item.text) {
                Some(value) => add(&mut choice, &mut ids, &item, value.clone(), value),
                None => self.reader.fault(name, Some(&item.text), why),
            }
        }
        self.say(name, ids);
        choice
    }

    fn say(&mut self, name: &str, ids: Vec<String>) {
        if !ids.is_empty() {
            self.said.insert(name.to_owned(), ids.into());
        }
    }
}

/// Adds a value to a choice, once, and to what was said.
pub(super) fn add<T: PartialEq>(
    choice: &mut Choice<T>,
    said: &mut Vec<String>,
    item: &Item,
    value: T,
    id: String,
) {
    let values = if item.excluded { &mut choice.none } else { &mut choice.any };
    if !values.contains(&value) {
        values.push(value);
        said.push(if item.excluded { format!("-{id}") } else { id });
    }
}

/// The closed list of a parameter.
pub(super) fn allowed(name: &str) -> Vec<&'static str> {
    match parameter(name).map(|parameter| parameter.takes) {
        Some(Takes::Many(values)) => values(),
        _ => Vec::new(),
    }
}

fn among(name: &str, text: &str, labels: &[(&str, &str)]) -> Option<String> {
    let ids = allowed(name);
    nearest(text, ids.iter().map(|id| (*id, *id)).chain(labels.iter().copied()))
}

fn weekday(text: &str) -> Option<Weekday> {
    Weekday::parse(text).or_else(|| Weekday::from_sunday(text.parse().ok()?))
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_word = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let primary = parts.next().unwrap_or_default();
    is_word(primary, 2, 3)
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| is_word(part, 1, 8))
}
