//! What can be chosen on forms: from the dictionaries, in words, with what was chosen.

use crate::search::label;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label as label_of};
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::TIMES_OF_DAY;

/// Languages that many meetings are held in; others are found by words.
pub const SPOKEN: [&str; 16] =
    ["en", "es", "fr", "de", "pt", "fa", "ar", "it", "ja", "nl", "pl", "pa", "ru", "sv", "uk", "ase"];
/// Access that people ask for, what they ask for most first.
pub const ACCESS: [&str; 7] = [
    "step_free",
    "accessible_toilet",
    "sign_language",
    "child_care",
    "captions",
    "hearing_loop",
    "fragrance_free",
];
/// So many of them stand on every form.
pub const ACCESS_FIRST: usize = 4;
/// Kinds that people ask for most; others are found by words.
pub const KINDS: [&str; 9] = [
    "open",
    "closed",
    "beginners",
    "discussion",
    "speaker",
    "step_study",
    "literature",
    "meditation",
    "candlelight",
];
/// Whom meetings are held for, beside everybody.
pub const AUDIENCES: [&str; 8] =
    ["women", "men", "lgbtq", "transgender", "young_people", "seniors", "people_of_color", "veterans"];
/// Zones to choose from, by their cities.
pub const ZONES: [&str; 30] = [
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
    "America/Phoenix",
    "America/Chicago",
    "America/Mexico_City",
    "America/New_York",
    "America/Toronto",
    "America/Bogota",
    "America/Halifax",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Athens",
    "Africa/Johannesburg",
    "Asia/Tehran",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// One entry of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// In words.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Monday first, as people read it.
pub fn week() -> impl Iterator<Item = &'static Weekday> {
    Weekday::ALL.iter().cycle().skip(1).take(7)
}

/// Fellowships by name.
pub fn fellowships(language: UiLanguage) -> Vec<(&'static str, String)> {
    let named = |fellowship: Fellowship| {
        let id = fellowship.id();
        (id, label_of(language, Vocabulary::Fellowship, id).to_owned())
    };
    let known = Fellowship::all().filter(|fellowship| *fellowship != Fellowship::other());
    let mut all: Vec<(&str, String)> = known.map(named).collect();
    all.sort_by_key(|(_, name)| name.to_lowercase());
    all
}

pub fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// A list with what was chosen of it; what the list does not hold but was asked for is there too, so that the form
/// never forgets it.
pub fn choices(
    language: UiLanguage,
    name: &str,
    given: &[(String, String)],
    all: Vec<(&'static str, String)>,
) -> Vec<Choice> {
    let values: Vec<&str> =
        given.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str()).collect();
    let asked = values.join(",");
    let is_known = asked.is_empty() || all.iter().any(|(id, _)| *id == asked);
    let choice = |(id, label): (&str, String)| Choice { id: id.to_owned(), label, chosen: id == asked };
    let mut choices: Vec<Choice> = all.into_iter().map(choice).collect();
    if !is_known {
        let words =
            |id: &str| label(language, name, id.trim_start_matches('-')).unwrap_or_else(|| id.to_owned());
        let words: Vec<String> = asked.split(',').map(words).collect();
        choices.push(Choice { label: words.join(", "), id: asked, chosen: true });
    }
    choices
}

pub fn several(given: &[(String, String)], all: Vec<(&'static str, String)>) -> Vec<Choice> {
    let asked = |id: &str| {
        let values =
            given.iter().filter(|(name, _)| name == "access").flat_map(|(_, value)| value.split(','));
        values.into_iter().any(|value| value.trim() == id)
    };
    all.into_iter().map(|(id, label)| Choice { id: id.to_owned(), label, chosen: asked(id) }).collect()
}

pub fn wall(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The start and the end of a time of day.
pub fn hours(id: &str) -> Option<[String; 2]> {
    TIMES_OF_DAY.iter().find(|(known, _, _)| *known == id).map(|(_, from, to)| [wall(*from), wall(*to)])
}
