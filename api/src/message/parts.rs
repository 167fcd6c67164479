//! Sections of what all pages share and of the search. The keys of `messages/*.toml`; what each says stands there.
#![allow(missing_docs, reason = "the English table says what each is")]

use super::{Digits, Hours, Message, Plural};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageText {
    pub name: String,
    pub hours: Hours,
    pub digits: Digits,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameText {
    pub skip: String,
    pub leave: String,
    pub site: String,
    pub languages: String,
    pub search: String,
    pub which: String,
    pub first: String,
    pub help: String,
    pub fellowships: String,
    pub sources: String,
    pub check: String,
    pub developers: String,
    pub privacy: String,
    pub about: String,
    pub promise: String,
    pub belongs: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrisisText {
    pub label: String,
    pub ask: String,
    pub call: Message,
    pub call_plain: Message,
    pub call_text: Message,
    pub overdose: String,
    pub overdose_call: Message,
    pub overdose_local: String,
    pub no_line: String,
    pub more: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormText {
    pub ask: String,
    pub ask_hint: String,
    pub go: String,
    pub near_me: String,
    pub near_hint: String,
    pub near_missing: String,
    pub more: String,
    pub when: String,
    pub any_time: String,
    pub as_written: Message,
    pub day: String,
    pub any_day: String,
    pub after: String,
    pub before: String,
    pub way: String,
    pub any_way: String,
    pub fellowship: String,
    pub any_fellowship: String,
    pub for_whom: String,
    pub anyone: String,
    pub philosophy: String,
    pub any_philosophy: String,
    pub covers: String,
    pub anything: String,
    pub language: String,
    pub any_language: String,
    pub sort: String,
    pub sort_best: String,
    pub sort_soonest: String,
    pub sort_nearest: String,
    pub sort_name: String,
    pub zone: String,
    pub zone_of_place: String,
    pub access: String,
    pub paused: String,
    pub kind: String,
    pub any_kind: String,
    pub audience: String,
    pub hours: String,
    pub distance: String,
    pub region: String,
    pub also: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhenText {
    pub now: String,
    pub today: String,
    pub tonight: String,
    pub tomorrow: String,
    pub week: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeText {
    pub title: String,
    pub lead: String,
    pub straight: String,
    pub online_now: String,
    pub tonight: String,
    pub family: String,
    pub secular: String,
    pub women: String,
    pub beginners: String,
    pub new: String,
    pub first: String,
    pub first_says: String,
    pub which: String,
    pub which_says: String,
    pub family_says: String,
    pub coverage: Message,
    pub coverage_link: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnreadText {
    pub title: String,
    pub operator: String,
    pub after: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultsText {
    pub skip: String,
    pub understood: String,
    pub remove: String,
    pub change: String,
    pub title: String,
    pub heading: String,
    pub heading_near: Message,
    pub heading_when: Message,
    pub heading_near_when: Message,
    pub near_you: String,
    pub count_best: Message,
    pub count_soonest: Message,
    pub count_nearest: Message,
    pub count_name: Message,
    pub grown: Message,
    pub nearest_few: Message,
    pub other_place: Message,
    pub relaxed: Message,
    pub wider: String,
    pub next: Plural,
    pub confirm: String,
    pub legend: String,
    pub printed: Message,
    pub text: String,
    pub calendar: String,
    pub family_note: String,
    pub zone_assumed: Message,
    pub say_town: String,
    pub near_unknown: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithoutText {
    pub of: Plural,
    pub only: Plural,
    pub any_day: Plural,
    pub online: Plural,
    pub anywhere: Plural,
    pub any_hour: Plural,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChipText {
    pub near: Message,
    pub near_you: String,
    pub change: String,
    pub family: String,
    pub within: Message,
    pub from: Message,
    pub before: Message,
    pub not: Message,
    pub words: Message,
    pub starts_within: Message,
    pub paused: String,
    pub source: Message,
    pub map: String,
    pub changed: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExitText {
    pub title: String,
    pub says: String,
}
