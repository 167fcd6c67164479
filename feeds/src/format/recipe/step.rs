//! What can be done with a value on its way into a field: a closed list. Each step is done to each value.

use super::Field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Small letters.
    Lower,
    /// `Title Case`.
    TitleCase,
    /// Text of markup.
    StripHtml,
    /// An address relative to the document's made whole.
    Absolute,
    /// The weekday of a date, `Saturday`.
    DayOf,
    /// The clock time in a date and time, `19:00`.
    TimeOf,
    /// Seconds since midnight as `19:00`.
    SecondsOfDay,
    /// Minutes since midnight as `19:00`.
    MinutesOfDay,
    /// Several values of one, at each of these separators.
    Split(String),
    /// One value of several, with this between.
    Join(String),
    /// With this in front.
    Prefix(String),
    /// The first match: its first group, or all of it; nothing where there is no match.
    Capture(String),
    /// All matches, in place of the text.
    Matches(String),
    /// Only values that match.
    Keep(String),
    /// Only values that don't match.
    Drop(String),
    /// Matches replaced.
    Replace(Replace),
    /// One value of several, from 1, from the end below 0.
    Pick(i32),
    /// Words for words, letter case aside; what is not in the list stays, unless there is a word for `*`.
    Map(BTreeMap<String, String>),
    /// As `map`, with a list from `tables`.
    Table(String),
    /// A number for a weekday as its name.
    DayBase(DayBase),
    /// An instant as local wall time.
    Local(Local),
    /// A date and time in this strptime form, as `2026-03-01T19:00:00`.
    Datetime(String),
    /// Seconds since the week began, as a date and time for `day_of` and `time_of`.
    SecondsOfWeek(DayBase),
    /// A number divided.
    Divide(f64),
    /// What a path leads to in a text that is JSON.
    Json(String),
    /// What is selected in a text that is markup.
    Html(Markup),
}

/// Which number a weekday has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayBase {
    /// 0 to 6 from Sunday.
    #[serde(rename = "sunday_0")]
    Sunday0,
    /// 1 to 7 from Sunday.
    #[serde(rename = "sunday_1")]
    Sunday1,
    /// 0 to 6 from Monday.
    #[serde(rename = "monday_0")]
    Monday0,
    /// 1 to 7 from Monday.
    #[serde(rename = "monday_1")]
    Monday1,
}

/// A pattern and what to put in its place; `$1` and `${name}` are groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// The pattern.
    pub find: String,
    /// What to put there.
    pub with: String,
}

/// Where the clock of an instant hangs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Local {
    /// One zone for all records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Where the record says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Field>,
}

/// What to take of markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Markup {
    /// A selector; all of it when empty.
    pub select: String,
    /// This attribute in place of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr: Option<String>,
    /// Only the element's own text.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}
