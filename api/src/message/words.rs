//! Sections of times, distances and states, of which pages and plain texts are made. The keys of `messages/*.toml`; what each says stands there.
#![allow(missing_docs, reason = "the English table says what each is")]

use super::{Message, Plural};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeText {
    pub am: String,
    pub pm: String,
    pub clock12: Message,
    pub clock24: Message,
    pub noon: String,
    pub span: Message,
    pub in_city: Message,
    pub own: Message,
    pub own_day: Message,
    pub today: String,
    pub tomorrow: String,
    pub yesterday: String,
    pub date: Message,
    pub date_year: Message,
    pub next: Message,
    pub appointment: String,
    pub always: String,
    pub not_stated: String,
    pub minutes: Message,
    pub hours: Message,
    pub hours_minutes: Message,
    pub just_now: String,
    pub ago_minutes: Plural,
    pub ago_hours: Plural,
    pub ago_days: Plural,
    pub at: Message,
    pub in_city_day: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthText {
    pub m1: String,
    pub m2: String,
    pub m3: String,
    pub m4: String,
    pub m5: String,
    pub m6: String,
    pub m7: String,
    pub m8: String,
    pub m9: String,
    pub m10: String,
    pub m11: String,
    pub m12: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    pub weekly: Message,
    pub city: Message,
    pub of_month: Message,
    pub every_other: Message,
    pub every_n: Message,
    pub once: Message,
    pub day_only: Message,
    pub until: Message,
    pub n1: String,
    pub n2: String,
    pub n3: String,
    pub n4: String,
    pub n5: String,
    pub last: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinText {
    pub two: Message,
    pub two_before_i: Message,
    pub more: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusText {
    pub just_started: String,
    pub on_since: Message,
    pub starts_now: String,
    pub starts_in: Message,
    pub paused: String,
    pub on_open: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayText {
    pub in_person: String,
    pub online: String,
    pub phone: String,
    pub both: String,
    pub not_stated: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistanceText {
    pub km: Message,
    pub mi: Message,
    pub toward: Message,
    pub about: Message,
    pub n: String,
    pub ne: String,
    pub e: String,
    pub se: String,
    pub s: String,
    pub sw: String,
    pub w: String,
    pub nw: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardText {
    pub from: Message,
    pub read: Message,
    pub never_read: String,
    pub also: Plural,
    pub directions: String,
    pub join: String,
    pub join_on: Message,
    pub call: String,
    pub withheld: String,
    pub no_link: String,
    pub lacks: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateText {
    pub ok: String,
    pub late: String,
    pub failing: String,
    pub held: String,
    pub gone: String,
    pub disabled: String,
    pub opted_out: String,
    pub never: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindText {
    pub open_self: Message,
    pub open_family: Message,
    pub closed_self: Message,
    pub closed_family: Message,
}

/// Counts as they stand in sentences that have several of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedText {
    pub meetings: Plural,
    pub groups: Plural,
    pub lists: Plural,
    /// Behind "in".
    pub countries: Plural,
}
