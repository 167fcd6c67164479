//! The words of `data/words/*.toml`: one file a language, so that a translator can add to it.

use super::meaning::{Exactness, Meaning};
use super::token::tokens;
use crate::search::query::{TIMES_OF_DAY, TimeOfDay, Way};
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::schedule::Weekday;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What has to hold for a phrase to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// Nothing.
    #[default]
    Nothing,
    /// Another understood word right beside it.
    Company,
    /// Another understood word anywhere.
    Anyone,
    /// It is the whole question.
    Only,
    /// Typed in capitals.
    Upper,
    /// Nothing else says the same sort of thing.
    Unsaid,
}

/// A phrase and what it means.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// What it means.
    pub meaning: Meaning,
    /// Whether that is what is not wanted.
    pub excluded: bool,
    /// When.
    pub needs: Needs,
}

/// What stands behind a connecting word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "they name what stands behind")]
pub enum Before {
    Place,
    TimeFrom,
    TimeTo,
    TimeAt,
    Distance,
    Language,
    Not,
}

/// What stands behind a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    /// So many kilometres each.
    Km(f64),
    /// So many minutes each.
    Minutes(u32),
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// Of 24 hours.
    Hours,
    /// A time of the clock, whichever half of the day.
    OClock,
}

/// The words of one language, by their folded words with a space between.
#[derive(Debug, Default)]
pub struct Words {
    /// Phrases.
    pub phrases: HashMap<String, Vec<Phrase>>,
    /// Connecting words.
    pub connectors: HashMap<String, Vec<Before>>,
    /// Units.
    pub units: HashMap<String, Unit>,
}

/// The longest phrase, in words.
pub const LONGEST: usize = 8;

/// The languages there are words for.
pub const LANGUAGES: [UiLanguage; 6] =
    [UiLanguage::En, UiLanguage::Es, UiLanguage::Fr, UiLanguage::De, UiLanguage::Pt, UiLanguage::Fa];

/// The words of a language; English for those without words.
pub fn words_of(language: UiLanguage) -> &'static Words {
    static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| {
        let load = |text| load(text).expect("the files of words are checked by a test");
        FILES.iter().map(|text| load(text)).collect()
    });
    let at = LANGUAGES.iter().position(|known| *known == language).unwrap_or(0);
    &ALL[at]
}

const FILES: [&str; 6] = [
    include_str!("../../../data/words/en.toml"),
    include_str!("../../../data/words/es.toml"),
    include_str!("../../../data/words/fr.toml"),
    include_str!("../../../data/words/de.toml"),
    include_str!("../../../data/words/pt.toml"),
    include_str!("../../../data/words/fa.toml"),
];

/// The form that phrases are looked up by.
pub fn folded(phrase: &str) -> String {
    let words: Vec<String> = tokens(phrase).into_iter().map(|token| token.folded).collect();
    words.join(" ")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    phrase: Vec<PhraseRow>,
    connector: Vec<ConnectorRow>,
    unit: Vec<UnitRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseRow {
    says: Vec<String>,
    #[serde(default)]
    needs: Needs,
    #[serde(default, rename = "because")]
    _because: Option<String>,
    #[serde(default)]
    not: bool,
    fellowship: Option<String>,
    #[serde(default)]
    philosophy: Vec<String>,
    #[serde(rename = "for")]
    for_whom: Option<String>,
    covers: Option<String>,
    audience: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    access: Option<String>,
    /// Kinds of the same group that will do, too.
    #[serde(default)]
    or: Vec<String>,
    lang: Option<String>,
    attendance: Option<String>,
    weekday: Option<Vec<String>>,
    when: Option<String>,
    time_of_day: Option<String>,
    between: Option<[String; 2]>,
    clock: Option<String>,
    starts_within: Option<u32>,
    sort: Option<String>,
    #[serde(default)]
    near_me: bool,
    #[serde(default)]
    crisis: bool,
    #[serde(default)]
    filler: bool,
    #[serde(default)]
    literal: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConnectorRow {
    says: Vec<String>,
    before: Before,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    says: Vec<String>,
    distance: Option<String>,
    clock: Option<String>,
    minutes: Option<u32>,
}

/// Reads a file of words; the fault names the first phrase that can't be used.
pub fn load(text: &str) -> Result<Words, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut words = Words::default();
    for row in &file.phrase {
        let meaning =
            row.meaning().ok_or_else(|| format!("{:?} has no meaning or an unknown one", row.says))?;
        for says in &row.says {
            let phrase = Phrase { meaning: meaning.clone(), excluded: row.not, needs: row.needs };
            words.phrases.entry(folded(says)).or_default().push(phrase);
        }
    }
    for row in file.connector {
        for says in &row.says {
            words.connectors.entry(folded(says)).or_default().push(row.before);
        }
    }
    for row in &file.unit {
        let unit = row.unit().ok_or_else(|| format!("{:?} is no unit", row.says))?;
        for says in &row.says {
            words.units.entry(folded(says)).or_insert(unit);
        }
    }
    Ok(words)
}

impl PhraseRow {
    fn meaning(&self) -> Option<Meaning> {
        if let Some(id) = &self.fellowship {
            return Fellowship::parse(id).map(Meaning::Fellowship);
        }
        if !self.philosophy.is_empty() {
            let values = self.philosophy.iter().map(|id| Philosophy::parse(id));
            return values.collect::<Option<_>>().map(Meaning::Philosophy);
        }
        if let Some(id) = &self.for_whom {
            return ForWhom::parse(id).map(Meaning::ForWhom);
        }
        if let Some(id) = &self.covers {
            return Covers::parse(id).map(Meaning::Covers);
        }
        if let Some(id) = self.audience.as_ref().or(self.kind.as_ref()).or(self.access.as_ref()) {
            let kinds = std::iter::once(id).chain(&self.or).map(|id| Kind::parse(id));
            return kinds.collect::<Option<_>>().map(Meaning::Kinds);
        }
        if let Some(id) = &self.attendance {
            return Way::parse(id).map(Meaning::Attendance);
        }
        if let Some(days) = &self.weekday {
            return days.iter().map(|id| Weekday::parse(id)).collect::<Option<_>>().map(Meaning::Weekday);
        }
        if let Some(name) = &self.time_of_day {
            let (_, from, to) = TIMES_OF_DAY.iter().find(|(id, _, _)| id == name)?;
            let time = TimeOfDay { after: Some(*from), before: Some(*to) };
            return Some(Meaning::Time(time, Exactness::PartOfDay));
        }
        if let Some([from, to]) = &self.between {
            let time = TimeOfDay { after: minute(from), before: minute(to) };
            return Some(Meaning::Time(time, Exactness::PartOfDay));
        }
        if let Some(clock) = &self.clock {
            return minute(clock).map(|minute| Meaning::Time(super::clock::around(minute), Exactness::Clock));
        }
        let said = self.lang.clone().map(Meaning::Language);
        let said = said.or_else(|| self.when.clone().map(Meaning::When));
        let said = said.or_else(|| self.starts_within.map(Meaning::StartsWithin));
        let said = said.or_else(|| self.sort.as_ref().map(|_| Meaning::Soonest));
        let flag = |set: bool, meaning: Meaning| set.then_some(meaning);
        said.or_else(|| flag(self.near_me, Meaning::NearMe))
            .or_else(|| flag(self.crisis, Meaning::Crisis))
            .or_else(|| flag(self.filler, Meaning::Filler))
            .or_else(|| flag(self.literal, Meaning::Literal))
    }
}

impl UnitRow {
    fn unit(&self) -> Option<Unit> {
        let distance = match self.distance.as_deref() {
            Some("mi") => Some(Unit::Km(1.609_344)),
            Some("km") => Some(Unit::Km(1.0)),
            Some("m") => Some(Unit::Km(0.001)),
            _ => None,
        };
        let clock = match self.clock.as_deref() {
            Some("am") => Some(Unit::Am),
            Some("pm") => Some(Unit::Pm),
            Some("h") => Some(Unit::Hours),
            Some("oclock") => Some(Unit::OClock),
            _ => None,
        };
        distance.or(clock).or(self.minutes.map(Unit::Minutes))
    }
}

fn minute(wall: &str) -> Option<u16> {
    let (hour, minute) = wall.split_once(':')?;
    Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_words_can_be_used() {
        for (language, text) in LANGUAGES.iter().zip(FILES) {
            let words = load(text).unwrap_or_else(|fault| panic!("{language:?}: {fault}"));
            assert!(words.phrases.len() > 500, "{language:?}");
            let longest = words.phrases.keys().chain(words.connectors.keys());
            let longest = longest.max_by_key(|phrase| phrase.split(' ').count()).unwrap();
            assert!(longest.split(' ').count() <= LONGEST, "{longest}");
            for before in [Before::Place, Before::TimeFrom, Before::TimeTo, Before::Not, Before::Language] {
                assert!(
                    words.connectors.values().flatten().any(|found| *found == before),
                    "{language:?} {before:?}"
                );
            }
        }
    }

    #[test]
    fn a_wrong_file_is_told() {
        let file = "connector = []\nunit = []\n[[phrase]]\nsays = [\"x\"]\ncovers = \"nothing\"\n";
        assert!(load(file).unwrap_err().contains('x'));
        assert!(load("[[phrase]]\nsays = 1\n").is_err());
    }
}
