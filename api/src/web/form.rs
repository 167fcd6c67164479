//! The search form: what may be chosen, from the dictionaries, and what was.

use super::frame::Kept;
use super::visitor::Visitor;
use crate::message::number;
use crate::search::label;
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::label::{UiLanguage, Vocabulary, label as label_of};
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::Facets;

/// Languages that many meetings are held in; others are found by words.
const SPOKEN: [&str; 16] =
    ["en", "es", "fr", "de", "pt", "fa", "ar", "it", "ja", "nl", "pl", "pa", "ru", "sv", "uk", "ase"];
/// Access that people ask for most.
const ACCESS: [&str; 4] = ["step_free", "accessible_toilet", "sign_language", "child_care"];
/// Zones to choose from, by their cities.
const ZONES: [&str; 30] = [
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
/// Parameters that have fields of their own, or that a new search does not keep.
const NOT_KEPT: [&str; 22] = [
    "q",
    "understand",
    "when",
    "attendance",
    "for",
    "covers",
    "access",
    "weekday",
    "fellowship",
    "after",
    "before",
    "philosophy",
    "lang",
    "sort",
    "tz",
    "inactive",
    "near",
    "cursor",
    "ui_lang",
    "fields",
    "facets",
    "explain",
];

/// What stands in the form.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each is the field of its name")]
pub struct Form {
    pub q: String,
    /// What is carried along.
    pub kept: Vec<Kept>,
    /// Whether the folded part is open.
    pub is_open: bool,
    /// Whether the common choices stand outside the folded part.
    pub is_full: bool,
    /// The point of a private search, which is sent along by POST.
    pub point: Option<String>,
    pub when: Vec<Choice>,
    pub weekday: Vec<Choice>,
    pub attendance: Vec<Choice>,
    pub fellowship: Vec<Choice>,
    pub for_whom: Vec<Choice>,
    pub philosophy: Vec<Choice>,
    pub covers: Vec<Choice>,
    pub lang: Vec<Choice>,
    pub sort: Vec<Choice>,
    pub tz: Vec<Choice>,
    pub access: Vec<Choice>,
    pub after: String,
    pub before: String,
    pub shows_paused: bool,
}

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

impl Form {
    /// With how many meetings each choice would leave, where it would leave any.
    pub fn counted(mut self, language: UiLanguage, facets: &Facets) -> Self {
        for (name, choices) in [
            ("weekday", &mut self.weekday),
            ("attendance", &mut self.attendance),
            ("fellowship", &mut self.fellowship),
            ("for", &mut self.for_whom),
            ("philosophy", &mut self.philosophy),
            ("covers", &mut self.covers),
            ("lang", &mut self.lang),
        ] {
            for choice in choices {
                let count = facets.count(name, &choice.id);
                if count > 0 {
                    choice.label = format!("{} ({})", choice.label, number(language, count));
                }
            }
        }
        self
    }
}

/// The form with what was given. A town goes back to the words; a point is kept as it is.
pub fn form(visitor: &Visitor, given: &[(String, String)]) -> Form {
    let language = visitor.language();
    let t = visitor.text();
    let value = |name: &str| {
        let found = given.iter().find(|(given, _)| given == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let near = value("near");
    let is_point =
        near.split_once(',').is_some_and(|(a, b)| [a, b].iter().all(|n| n.trim().parse::<f64>().is_ok()));
    let words = [value("q"), if is_point { String::new() } else { near.clone() }];
    let words: Vec<&str> = words.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let in_words = |vocabulary, id: &'static str| (id, label_of(language, vocabulary, id).to_owned());
    let when = [
        ("now", &t.when.now),
        ("today", &t.when.today),
        ("tonight", &t.when.tonight),
        ("tomorrow", &t.when.tomorrow),
        ("week", &t.when.week),
    ];
    let sort = [
        ("best", &t.form.sort_best),
        ("soonest", &t.form.sort_soonest),
        ("nearest", &t.form.sort_nearest),
        ("name", &t.form.sort_name),
    ];
    let list = |name: &str, all: Vec<(&'static str, String)>| choices(language, name, given, all);
    let words_of = |all: &[(&'static str, &'static String)]| {
        all.iter().map(|(id, words)| (*id, (*words).clone())).collect()
    };
    Form {
        q: words.join(" "),
        kept: kept(visitor, given, is_point.then_some(near)),
        is_open: false,
        is_full: false,
        point: None,
        when: list("when", words_of(&when)),
        weekday: list("weekday", week().map(|day| in_words(Vocabulary::Weekday, day.id())).collect()),
        attendance: list(
            "attendance",
            ["in_person", "online", "phone"].map(|id| in_words(Vocabulary::Attendance, id)).to_vec(),
        ),
        fellowship: list("fellowship", fellowships(language)),
        for_whom: list("for", ForWhom::ALL.iter().map(|v| in_words(Vocabulary::For, v.id())).collect()),
        philosophy: list(
            "philosophy",
            Philosophy::ALL.iter().map(|v| in_words(Vocabulary::Philosophy, v.id())).collect(),
        ),
        covers: list("covers", Covers::ALL.iter().map(|v| in_words(Vocabulary::Covers, v.id())).collect()),
        lang: list(
            "lang",
            SPOKEN
                .iter()
                .map(|tag| (*tag, label(language, "lang", tag).unwrap_or_else(|| (*tag).to_owned())))
                .collect(),
        ),
        sort: list("sort", words_of(&sort)),
        tz: list("tz", ZONES.iter().map(|zone| (*zone, city(zone))).collect()),
        access: several(
            given,
            ACCESS.iter().map(|id| (*id, label(language, "access", id).unwrap_or_default())),
        ),
        after: value("after"),
        before: value("before"),
        shows_paused: value("inactive") == "include",
    }
}

/// Monday first, as people read it.
fn week() -> impl Iterator<Item = &'static Weekday> {
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

fn city(zone: &str) -> String {
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

fn several(given: &[(String, String)], all: impl Iterator<Item = (&'static str, String)>) -> Vec<Choice> {
    let asked = |id: &str| {
        let values =
            given.iter().filter(|(name, _)| name == "access").flat_map(|(_, value)| value.split(','));
        values.into_iter().any(|value| value.trim() == id)
    };
    all.map(|(id, label)| Choice { id: id.to_owned(), label, chosen: asked(id) }).collect()
}

/// What a new search carries along: the language, and what the form has no field for.
fn kept(visitor: &Visitor, given: &[(String, String)], point: Option<String>) -> Vec<Kept> {
    let kept = |name: &str, value: &str| Kept { name: name.to_owned(), value: value.to_owned() };
    let language = visitor.is_chosen.then(|| kept("ui_lang", visitor.language().id()));
    let point = point.map(|point| kept("near", &point));
    let has_point = point.is_some();
    let rest = given.iter().filter(|(name, _)| {
        let needs_point = ["radius_km", "radius"].contains(&name.as_str());
        !NOT_KEPT.contains(&name.as_str()) && (has_point || !needs_point)
    });
    let access = given.iter().filter(|(name, value)| name == "access" && !ACCESS.contains(&value.as_str()));
    let rest = rest.chain(access).map(|(name, value)| kept(name, value));
    language.into_iter().chain(point).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn of(query: &str) -> Form {
        let given = crate::params::body::of_form(query.as_bytes());
        form(&Visitor::of(&format!("/?{query}").parse().unwrap(), &HeaderMap::new()), &given)
    }

    #[test]
    fn what_was_given_stands_in_the_form() {
        let form =
            of("q=women&near=San+Jose&fellowship=na&access=step_free&weekday=mon,tue&view=map&ui_lang=de");
        assert_eq!(form.q, "women San Jose");
        let chosen =
            |list: &[Choice]| list.iter().filter(|c| c.chosen).map(|c| c.label.clone()).collect::<Vec<_>>();
        assert_eq!(chosen(&form.fellowship), ["Narcotics Anonymous"]);
        assert_eq!(chosen(&form.weekday), ["Montag, Dienstag"]);
        assert_eq!(chosen(&form.access).len(), 1);
        let kept: Vec<&str> = form.kept.iter().map(|kept| kept.name.as_str()).collect();
        assert_eq!(kept, ["ui_lang", "view"]);
        assert!(form.access.iter().all(|choice| !choice.label.is_empty()));
    }

    #[test]
    fn a_point_is_kept_with_its_radius_and_a_town_is_not() {
        let kept = |query: &str| of(query).kept.iter().map(|kept| kept.name.clone()).collect::<Vec<_>>();
        assert_eq!(kept("near=37.338,-121.886&radius_km=5"), ["near", "radius_km"]);
        assert!(kept("near=Leeds&radius_km=5").is_empty());
    }
}
