//! The search form: what may be chosen, from the dictionaries, and what was.

use super::chips::{in_words, place};
use super::choices::{
    ACCESS, ACCESS_FIRST, AUDIENCES, Choice, KINDS, SPOKEN, ZONES, choices, city, fellowships, several, wall,
    week,
};
use super::fields::is_point;
use super::frame::Kept;
use super::visitor::Visitor;
use crate::message::number;
use crate::search::label;
use crate::words::Locale;
use everyroom_feeds::fellowship::{Covers, ForWhom, Philosophy};
use everyroom_feeds::label::{UiLanguage, Vocabulary, label as label_of};
use everyroom_indexer::search::{Facets, TIMES_OF_DAY};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Parameters that have fields of their own, or that a new search does not keep.
const NOT_KEPT: [&str; 25] = [
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
    "type",
    "audience",
    "hours",
    "near",
    "cursor",
    "ui_lang",
    "fields",
    "facets",
    "explain",
];

/// Parameters that a search may have without a field of its own: said in words, to be taken away or kept.
const SAID: [&str; 13] = [
    "country",
    "region",
    "bbox",
    "source",
    "from",
    "to",
    "starts_within",
    "updated_since",
    "type_all",
    "audience_all",
    "access",
    "access_all",
    "radius_km",
];

/// What stands in the form.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each is the field of its name")]
pub struct Form {
    pub q: String,
    /// What is carried along.
    pub kept: Vec<Kept>,
    /// What else was asked for, which a new search keeps unless it is taken away.
    pub also: Vec<Also>,
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
    pub kind: Vec<Choice>,
    pub audience: Vec<Choice>,
    pub hours: Vec<Choice>,
    pub after: String,
    pub before: String,
    pub shows_paused: bool,
    /// What the words say of a field, in words: there the field leaves it to them.
    pub written: BTreeMap<String, String>,
    /// Access that the words ask for.
    pub written_access: Vec<String>,
}

/// A part of the search that the form has no field for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// Its parameter.
    pub name: String,
    /// Its value.
    pub value: String,
    /// In words.
    pub label: String,
}

impl Form {
    /// The form of a search whose place stands in no address, and is sent along unseen.
    pub fn private(mut self, point: Option<String>) -> Self {
        if point.is_some() {
            self.kept.retain(|kept| kept.name != "near");
        }
        Self { point, ..self }
    }

    /// What the words say, for fields that were left to them.
    pub fn written(mut self, locale: Locale, given: &[(String, String)], said: &Map<String, Value>) -> Self {
        for (name, value) in said {
            let is_chosen = given.iter().any(|(given, value)| given == name && !value.is_empty());
            let values = match value {
                Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
                Value::String(value) => vec![value.as_str()],
                _ => Vec::new(),
            };
            if name == "access" {
                let chosen = self.access.iter().filter(|choice| choice.chosen);
                let chosen: Vec<&str> = chosen.map(|choice| choice.id.as_str()).collect();
                self.written_access =
                    values.into_iter().filter(|id| !chosen.contains(id)).map(str::to_owned).collect();
            } else if !is_chosen {
                let words: Vec<String> = values.into_iter().map(|id| in_words(locale, name, id)).collect();
                let what = words.join(", ");
                self.written.insert(name.clone(), locale.text().form.as_written.plain(&[("what", &what)]));
            }
        }
        self
    }

    /// The first choice of a field: what the words say, or `any`.
    pub fn first<'a>(&'a self, name: &str, any: &'a str) -> &'a str {
        self.written.get(name).map_or(any, String::as_str)
    }

    /// Whether the words ask for this access.
    pub fn is_written(&self, access: &str) -> bool {
        self.written_access.iter().any(|id| id == access)
    }

    /// Whether kinds of meetings and times of day can be chosen: beside results, and wherever one was.
    pub fn shows_kinds(&self) -> bool {
        let all = self.kind.iter().chain(&self.audience).chain(&self.hours);
        self.is_full || all.into_iter().any(|choice| choice.chosen)
    }

    /// Access that can be chosen: on small forms what is asked for most, and what was asked for.
    pub fn access_shown(&self) -> impl Iterator<Item = &Choice> {
        let all = self.access.iter().enumerate();
        let is_asked = |choice: &Choice| choice.chosen || self.is_written(&choice.id);
        all.filter(move |(at, choice)| self.is_full || *at < ACCESS_FIRST || is_asked(choice))
            .map(|(_, choice)| choice)
    }

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
            ("access", &mut self.access),
            ("type", &mut self.kind),
            ("audience", &mut self.audience),
            ("time_of_day", &mut self.hours),
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
    let is_point = is_point(&near);
    let words = [value("q"), if is_point { String::new() } else { typed(visitor.locale, &near) }];
    let words: Vec<&str> = words.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let named = |vocabulary, id: &'static str| (id, label_of(language, vocabulary, id).to_owned());
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
    let known = |name: &'static str, ids: &[&'static str]| -> Vec<(&'static str, String)> {
        ids.iter().map(|id| (*id, label(language, name, id).unwrap_or_else(|| (*id).to_owned()))).collect()
    };
    let (after, before) = (value("after"), value("before"));
    // the hours of a time of day stand in its own field alone, so that the two do not contradict each other
    let hours: Vec<Choice> = TIMES_OF_DAY
        .iter()
        .map(|(id, from, to)| {
            let is_asked =
                [(&after, from), (&before, to)].iter().all(|(text, minute)| **text == wall(**minute));
            let label = label(language, "time_of_day", id).unwrap_or_default();
            Choice { id: (*id).to_owned(), label, chosen: is_asked }
        })
        .collect();
    let is_named = hours.iter().any(|choice| choice.chosen);
    Form {
        q: words.join(" "),
        kept: kept(visitor, given, is_point.then_some(near)),
        also: also(visitor.locale, given, is_point),
        is_open: false,
        is_full: false,
        point: None,
        when: list("when", words_of(&when)),
        weekday: list("weekday", week().map(|day| named(Vocabulary::Weekday, day.id())).collect()),
        attendance: list(
            "attendance",
            ["in_person", "online", "phone"].map(|id| named(Vocabulary::Attendance, id)).to_vec(),
        ),
        fellowship: list("fellowship", fellowships(language)),
        for_whom: list("for", ForWhom::ALL.iter().map(|v| named(Vocabulary::For, v.id())).collect()),
        philosophy: list(
            "philosophy",
            Philosophy::ALL.iter().map(|v| named(Vocabulary::Philosophy, v.id())).collect(),
        ),
        covers: list("covers", Covers::ALL.iter().map(|v| named(Vocabulary::Covers, v.id())).collect()),
        lang: list("lang", known("lang", &SPOKEN)),
        sort: list("sort", words_of(&sort)),
        tz: list("tz", ZONES.iter().map(|zone| (*zone, city(zone))).collect()),
        access: several(given, known("access", &ACCESS)),
        kind: list("type", known("type", &KINDS)),
        audience: list("audience", known("audience", &AUDIENCES)),
        hours,
        after: if is_named { String::new() } else { after },
        before: if is_named { String::new() } else { before },
        shows_paused: value("inactive") == "include",
        written: BTreeMap::new(),
        written_access: Vec::new(),
    }
}

/// A place as people type it: our own links tell the region by its code. "Springfield, IL" stays as it is.
fn typed(locale: Locale, near: &str) -> String {
    let is_ours = near.rsplit_once(", ").is_some_and(|(_, code)| code.contains('-'));
    if is_ours { place(locale, near) } else { near.to_owned() }
}

/// What a new search carries along unseen: the language, the point, how the list is shown.
fn kept(visitor: &Visitor, given: &[(String, String)], point: Option<String>) -> Vec<Kept> {
    let kept = |name: &str, value: &str| Kept { name: name.to_owned(), value: value.to_owned() };
    let language = visitor.is_chosen.then(|| kept("ui_lang", visitor.language().id()));
    let point = point.map(|point| kept("near", &point));
    let has_point = point.is_some();
    let rest = given.iter().filter(|(name, _)| {
        let name = name.as_str();
        !NOT_KEPT.contains(&name) && !SAID.contains(&name) && (has_point || name != "radius")
    });
    let rest = rest.map(|(name, value)| kept(name, value));
    language.into_iter().chain(point).chain(rest).collect()
}

/// What was asked for and has no field: a new search should neither forget it nor keep it unseen. A distance goes with
/// the point that it was measured from.
fn also(locale: Locale, given: &[(String, String)], has_point: bool) -> Vec<Also> {
    let is_said = |name: &str, value: &str| match name {
        "access" => !ACCESS.contains(&value),
        "radius_km" => has_point,
        name => SAID.contains(&name),
    };
    let asked = given.iter().filter(|(name, value)| is_said(name, value));
    asked
        .map(|(name, value)| {
            let ids = if name == "bbox" { vec![value.as_str()] } else { value.split(',').collect() };
            let words: Vec<String> = ids.into_iter().map(|id| in_words(locale, name, id.trim())).collect();
            Also { name: name.clone(), value: value.clone(), label: words.join(", ") }
        })
        .collect()
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
        let also = |query: &str| of(query).also.iter().map(|also| also.label.clone()).collect::<Vec<_>>();
        assert_eq!(kept("near=37.338,-121.886&radius_km=5"), ["near"]);
        assert_eq!(also("near=37.338,-121.886&radius_km=5"), ["Within 5.0 km"]);
        assert_eq!(of("near=Oakland,+US-CA").q, "Oakland, California");
        for typed in ["Springfield, IL", "Athens, GA", "Tehran, IR"] {
            assert_eq!(of(&format!("near={}", typed.replace(' ', "+"))).q, typed);
        }
        assert!(kept("near=Leeds&radius_km=5").is_empty() && also("near=Leeds&radius_km=5").is_empty());
    }

    #[test]
    fn what_has_no_field_is_said_and_can_be_taken_away() {
        let form = of(
            "region=US-CA&country=GB&starts_within=60&access=outdoor&type=speaker&after=17:00&before=21:00",
        );
        let also: Vec<(&str, &str)> =
            form.also.iter().map(|also| (also.name.as_str(), also.label.as_str())).collect();
        assert_eq!(
            also[..3],
            [("region", "California"), ("country", "United Kingdom"), ("starts_within", "Starts within 1 h"),]
        );
        assert_eq!(also[3].0, "access");
        assert!(form.kept.is_empty());
        let chosen =
            |list: &[Choice]| list.iter().find(|choice| choice.chosen).map(|choice| choice.id.clone());
        assert_eq!(chosen(&form.kind).as_deref(), Some("speaker"));
        assert_eq!(chosen(&form.hours).as_deref(), Some("evening"));
        assert!(form.audience.iter().chain(&form.kind).all(|choice| choice.label != choice.id));
    }
}
