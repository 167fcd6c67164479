//! Sections of the pages for people who look for a meeting. The keys of `messages/*.toml`; what each says stands there.
#![allow(missing_docs, reason = "the English table says what each is")]

use super::{Message, Plural};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NothingText {
    pub title: String,
    pub heading: String,
    pub verdict: String,
    pub without: String,
    pub online: String,
    pub know: String,
    pub coverage: Plural,
    pub coverage_none: Message,
    pub coverage_all: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapText {
    pub label: Message,
    pub label_one: String,
    pub caption: String,
    pub you: String,
    pub closer: String,
    pub farther: String,
    pub whole: String,
    pub keys: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingText {
    pub publisher_says: String,
    pub share: String,
    pub copied: String,
    pub calendar: String,
    pub r#where: String,
    pub directions_with: String,
    pub apple: String,
    pub google: String,
    pub osm: String,
    pub own_app: String,
    pub rough_town: String,
    pub rough_code: String,
    pub online: String,
    pub service: String,
    pub phone: String,
    pub passcode: String,
    pub what: String,
    pub about_fellowship: Message,
    pub language: String,
    pub not_stated: String,
    pub yes: String,
    pub no: String,
    pub in_their_words: String,
    pub notes: String,
    pub first: String,
    pub also_here: String,
    pub nobody: String,
    pub next_there: Message,
    pub next_online: Message,
    pub who_says: String,
    pub from: Message,
    pub read: Message,
    pub changed: Message,
    pub their_page: String,
    pub inferred: String,
    pub inferred_name: String,
    pub inferred_fellowship: String,
    pub inferred_attendance: String,
    pub inferred_timezone: Message,
    pub inferred_end: String,
    pub inferred_country: String,
    pub inferred_point: String,
    pub inferred_key: String,
    pub stale: String,
    pub confirm: String,
    pub paused: String,
    pub exception_off: Message,
    pub exception_on: Message,
    pub wrong: String,
    pub wrong_says: String,
    pub withdraw: String,
    pub also_as: String,
    pub twin_text: String,
    pub twin_calendar: String,
    pub twin_data: String,
    pub write: String,
    pub write_subject: String,
    pub write_body: Message,
    pub differ_place: Message,
    pub differ_end: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepText {
    pub keep: String,
    pub remove: String,
    pub says: String,
    pub kept: String,
    pub removed: String,
    pub full: String,
    pub title: String,
    pub remove_one: String,
    pub forget: String,
    pub forgotten: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstText {
    pub title: String,
    pub lead: String,
    pub short: String,
    pub read_more: String,
    pub before: String,
    pub before_1: String,
    pub before_2: String,
    pub before_3: String,
    pub there: String,
    pub there_1: String,
    pub there_2: String,
    pub there_3: String,
    pub there_4: String,
    pub after: String,
    pub after_1: String,
    pub after_2: String,
    pub family: String,
    pub family_1: String,
    pub find: String,
    pub find_family: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FellowshipsText {
    pub title: String,
    pub lead: String,
    pub says: Plural,
    pub none: Message,
    pub neutral: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FellowshipText {
    pub now: String,
    pub all: Plural,
    pub approach: String,
    pub for_whom: String,
    pub covers: String,
    pub led_by: String,
    pub support: String,
    pub site: String,
    pub link_only: String,
    pub words: String,
    pub lists: String,
    pub coverage: Message,
    pub list_says: Plural,
    pub not_ours: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhichText {
    pub count_for: String,
    pub title: String,
    pub lead: String,
    pub for_whom: String,
    pub covers: String,
    pub philosophy: String,
    pub not_sure: String,
    pub all_same: String,
    pub go: String,
    pub count: Plural,
    pub meetings: Plural,
    pub all: String,
    pub approaches: String,
    pub approaches_says: String,
    pub try_more: String,
    pub none: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpText {
    pub title: String,
    pub lead: String,
    pub overdose: String,
    pub overdose_1: String,
    pub overdose_2: String,
    pub overdose_3: String,
    pub talk: String,
    pub call: Message,
    pub text: Message,
    pub chat: String,
    pub always: String,
    pub checked: Message,
    pub elsewhere: String,
    pub elsewhere_says: String,
    pub meeting_now: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorText {
    pub cause_time: String,
    pub cause_place: String,
    pub cause_needs_place: String,
    pub cause_choice: String,
    pub cause_date: String,
    pub cause_number: String,
    pub again: String,
    pub home: String,
    pub bad: String,
    pub bad_says: String,
    pub not_found: String,
    pub not_found_says: String,
    pub no_meeting: String,
    pub no_meeting_says: String,
    pub withdrawn: String,
    pub withdrawn_says: Message,
    pub expired: String,
    pub expired_says: String,
    pub start_again: String,
    pub many: String,
    pub many_says: Plural,
    pub try_again: String,
    pub busy: String,
    pub busy_says: String,
    pub broken: String,
    pub broken_says: String,
    pub refused_says: String,
}
