//! Sections of the pages for publishers and programs, and about ourselves. The keys of `messages/*.toml`; what each says stands there.
#![allow(missing_docs, reason = "the English table says what each is")]

use super::{Message, Plural};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcesText {
    pub title: String,
    pub summary: Message,
    pub country: String,
    pub any_country: String,
    pub state: String,
    pub any_state: String,
    pub go: String,
    pub count: Plural,
    pub line: Plural,
    pub world: String,
    pub next: String,
    pub previous: String,
    pub yours: String,
    pub line_never: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceText {
    pub meetings: Plural,
    pub failing: Message,
    pub late: Message,
    pub held: Message,
    pub held_until: Message,
    pub gone: String,
    pub shown: Plural,
    pub next_try: Message,
    pub last_ok: String,
    pub last_try: String,
    pub last_change: String,
    pub next_due: String,
    pub records: String,
    pub records_says: Plural,
    pub format: String,
    pub licence: String,
    pub no_licence: String,
    pub address: String,
    pub site: String,
    pub runs: String,
    pub runs_say: Plural,
    pub runs_table: String,
    pub run_when: String,
    pub run_outcome: String,
    pub run_meetings: String,
    pub out_changed: String,
    pub out_unchanged: String,
    pub out_failed: String,
    pub out_blocked: String,
    pub out_quarantined: String,
    pub out_deferred: String,
    pub out_gone: String,
    pub find: String,
    pub find_label: String,
    pub find_hint: String,
    pub find_go: String,
    pub notices: String,
    pub notices_say: Message,
    pub yours: String,
    pub yours_says: String,
    pub check_again: String,
    pub withdraw: String,
    pub json: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckText {
    pub title: String,
    pub lead: String,
    pub url: String,
    pub url_hint: String,
    pub file: String,
    pub text: String,
    pub more: String,
    pub format: String,
    pub format_auto: String,
    pub fellowship_auto: String,
    pub timezone: String,
    pub timezone_hint: String,
    pub country_hint: String,
    pub go: String,
    pub kept: String,
    pub what: String,
    pub listed: String,
    pub listed_says: String,
    pub nothing: String,
    pub several: String,
    pub too_big: String,
    pub no_fetch: String,
    pub slow: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportText {
    pub title: String,
    pub read_all: Plural,
    pub read_some: Message,
    pub read_none: String,
    pub read_empty: String,
    pub todo: Message,
    pub todo_none: String,
    pub read_as: Message,
    pub preview: String,
    pub errors: String,
    pub errors_says: String,
    pub warnings: String,
    pub warnings_says: String,
    pub infos: String,
    pub infos_says: String,
    pub fix: String,
    pub write: String,
    pub times: Plural,
    pub line: Message,
    pub line_column: Message,
    pub cell: Message,
    pub pointer: Message,
    pub rest: Plural,
    pub more: Plural,
    pub again: String,
    pub again_says: String,
    pub again_go: String,
    pub as_json: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityText {
    pub error: String,
    pub warning: String,
    pub info: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AboutText {
    pub title: String,
    pub what: String,
    pub what_1: String,
    pub what_2: String,
    pub not: String,
    pub not_1: String,
    pub not_2: String,
    pub not_3: String,
    pub facts: String,
    pub facts_1: String,
    pub facts_2: String,
    pub facts_3: String,
    pub facts_4: String,
    pub credit: String,
    pub credit_names: String,
    pub credit_zones: String,
    pub credit_outlines: String,
    pub data: String,
    pub data_1: String,
    pub out: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivacyText {
    pub title: String,
    pub lead: String,
    pub we: String,
    pub we_1: String,
    pub we_2: String,
    pub we_3: String,
    pub near: String,
    pub near_1: String,
    pub near_2: String,
    pub stay: String,
    pub stay_1: String,
    pub stay_2: String,
    pub stay_3: String,
    pub exit: String,
    pub exit_1: String,
    pub exit_2: String,
    pub save: String,
    pub save_1: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DevelopersText {
    pub title: String,
    pub lead: String,
    pub start: String,
    pub start_says: String,
    pub rule_1: String,
    pub rule_2: String,
    pub rule_3: String,
    pub rule_4: String,
    pub endpoints: String,
    pub more: String,
    pub problems: String,
    pub embed: String,
    pub licence: String,
    pub try_it: String,
    pub send: String,
    pub parameters: String,
    pub answers: String,
    pub example: String,
    pub problems_of: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbedText {
    pub title: String,
    pub lead: String,
    pub copy: String,
    pub choose: String,
    pub choose_filter: String,
    pub choose_limit: String,
    pub choose_lang: String,
    pub promises: String,
    pub promise_1: String,
    pub promise_2: String,
    pub promise_3: String,
    pub look: String,
    pub all: String,
    pub from: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawText {
    pub title: String,
    pub lead: String,
    pub what: String,
    pub what_hint: String,
    pub scope: String,
    pub scope_meeting: String,
    pub scope_group: String,
    pub scope_source: String,
    pub scope_detail: String,
    pub why: String,
    pub why_hint: String,
    pub reply: String,
    pub reply_hint: String,
    pub go: String,
    pub then: String,
    pub then_1: String,
    pub then_2: String,
    pub then_3: String,
    pub faster: String,
    pub faster_says: String,
    pub missing: String,
    pub bad_reply: String,
    pub full: String,
    pub thanks: String,
    pub thanks_says: Message,
}
