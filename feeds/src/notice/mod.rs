//! Notices: coded faults and oddities of a feed's data, grouped, counted, with places to look.
//!
//! Bad data is never an error of ours; it is told to whoever can mend it. Nothing here decides what to do about a
//! fault: the readers decide, and say so by the code they push.

mod code;

pub use code::{CODES, Code, CodeInfo};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// At most so many samples are kept of one code; the total stays exact.
pub const SAMPLES_KEPT: usize = 50;
const VALUE_CHARS: usize = 200;

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Against the format's rules, or the record can't be used.
    Error,
    /// Allowed, but probably wrong or harmful to someone who looks for a meeting.
    Warning,
    /// Worth knowing; nothing needs doing.
    Info,
}

/// What was done about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing was lost.
    None,
    /// The value was left out.
    FieldDropped,
    /// The record was left out.
    RecordDropped,
    /// The whole list is held back; the last good one stays.
    FeedQuarantined,
    /// There was nothing to read.
    FetchFailed,
}

impl Effect {
    /// What a reader of the list takes it for, in a sentence.
    pub fn consequence(self) -> &'static str {
        match self {
            Effect::None => "Listed; where a corrected value is shown, that is what is taken.",
            Effect::FieldDropped => "Listed without this value.",
            Effect::RecordDropped => "This meeting is not listed.",
            Effect::FeedQuarantined => "The new list is held back; the last good one is still shown.",
            Effect::FetchFailed => "Nothing could be read; the last good list is still shown.",
        }
    }
}

impl Code {
    /// The row of the table that explains this code.
    pub fn info(self) -> &'static CodeInfo {
        &CODES[self as usize]
    }

    /// The stable name, as `time_invalid`.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// The code of that name.
    pub fn parse(id: &str) -> Option<Self> {
        CODES.iter().find(|info| info.id == id).map(|info| info.code)
    }

    /// Whether the offending value must not be repeated in a report, because it may name or reach a person.
    pub fn conceals_value(self) -> bool {
        matches!(
            self,
            Code::PersonalDataSuspected
                | Code::PasscodeInNotes
                | Code::PasscodeInUrl
                | Code::EmailInvalid
                | Code::UrlInvalid
                | Code::UrlSchemeForbidden
                | Code::PhoneInvalid
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Code::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("unknown notice code `{text}`")))
    }
}

/// One place where a fault stands. All parts are optional: what is known is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The publisher's own key of the record.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub record_key: Option<String>,
    /// The name of the meeting.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Line in the document, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Column in that line in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u32>,
    /// JSON pointer, CSV row and column, or the like.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pointer: Option<String>,
    /// What stands there, at most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
    /// What it was read as.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub corrected: Option<String>,
}

/// All notices of one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeGroup {
    /// The code.
    pub code: Code,
    /// Who must act; usually the code's own severity.
    pub severity: Severity,
    /// What was done; usually the code's own effect.
    pub effect: Effect,
    /// How often it was met, exactly.
    pub count_total: u64,
    /// The first places.
    pub samples: Vec<Sample>,
}

/// The notices of one reading or one attempt, grouped by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    groups: BTreeMap<Code, NoticeGroup>,
}

impl Notices {
    /// Counts a fault and keeps its place while there is room.
    pub fn push(&mut self, code: Code, sample: Sample) {
        let info = code.info();
        self.push_as(code, info.severity, info.effect, sample);
    }

    /// As [`Notices::push`], with another severity and effect than the code's own.
    pub fn push_as(&mut self, code: Code, severity: Severity, effect: Effect, mut sample: Sample) {
        let group = self.groups.entry(code).or_insert_with(|| NoticeGroup {
            code,
            severity,
            effect,
            count_total: 0,
            samples: Vec::new(),
        });
        group.count_total += 1;
        group.severity = group.severity.min(severity);
        group.effect = group.effect.max(effect);
        if group.samples.len() < SAMPLES_KEPT {
            if code.conceals_value() {
                sample.value = None;
                sample.corrected = None;
            }
            clip(&mut sample.value);
            clip(&mut sample.corrected);
            clip(&mut sample.name);
            clip(&mut sample.record_key);
            group.samples.push(sample);
        }
    }

    /// The groups, in the order of the code list.
    pub fn groups(&self) -> impl Iterator<Item = &NoticeGroup> {
        self.groups.values()
    }

    /// How often a code was met.
    pub fn count(&self, code: Code) -> u64 {
        self.groups.get(&code).map_or(0, |group| group.count_total)
    }

    /// How many notices there are of a severity.
    pub fn count_of(&self, severity: Severity) -> u64 {
        self.groups().filter(|group| group.severity == severity).map(|group| group.count_total).sum()
    }

    /// Whether nothing was noticed.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The same without what says that the list is held back.
    pub fn without_held(mut self) -> Self {
        self.groups.retain(|_, group| group.effect != Effect::FeedQuarantined);
        self
    }

    /// Takes the notices of another list in.
    pub fn absorb(&mut self, other: Notices) {
        for (code, group) in other.groups {
            match self.groups.get_mut(&code) {
                None => {
                    self.groups.insert(code, group);
                }
                Some(mine) => {
                    mine.count_total += group.count_total;
                    mine.severity = mine.severity.min(group.severity);
                    mine.effect = mine.effect.max(group.effect);
                    let room = SAMPLES_KEPT.saturating_sub(mine.samples.len());
                    mine.samples.extend(group.samples.into_iter().take(room));
                }
            }
        }
    }
}

impl Serialize for Notices {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.groups())
    }
}

impl<'de> Deserialize<'de> for Notices {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let groups = Vec::<NoticeGroup>::deserialize(d)?;
        Ok(Notices { groups: groups.into_iter().map(|group| (group.code, group)).collect() })
    }
}

fn clip(text: &mut Option<String>) {
    if let Some(inner) = text
        && let Some((at, _)) = inner.char_indices().nth(VALUE_CHARS)
    {
        inner.truncate(at);
        inner.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_ids_are_unique() {
        assert_eq!(CODES.len(), include_str!("../../registry/notices.tsv").lines().count() - 1);
        let mut seen = std::collections::HashSet::new();
        for (at, info) in CODES.iter().enumerate() {
            assert_eq!(info.code as usize, at, "{}", info.id);
            // the enum and the file must name the same code in the same row
            assert_eq!(format!("{:?}", info.code).to_lowercase(), info.id.replace('_', ""));
            assert!(seen.insert(info.id), "{} twice", info.id);
            assert_eq!(Code::parse(info.id), Some(info.code));
        }
    }

    #[test]
    fn totals_stay_exact_when_samples_are_capped() {
        let mut notices = Notices::default();
        for n in 0..120 {
            notices.push(Code::TimeInvalid, Sample { value: Some(n.to_string()), ..Sample::default() });
        }
        let group = notices.groups().next().unwrap();
        assert_eq!((group.count_total, group.samples.len()), (120, SAMPLES_KEPT));
    }

    #[test]
    fn the_gravest_of_two_lists_counts() {
        let mut light = Notices::default();
        light.push_as(Code::TruncatedBody, Severity::Info, Effect::None, Sample::default());
        let mut grave = Notices::default();
        grave.push_as(Code::TruncatedBody, Severity::Error, Effect::RecordDropped, Sample::default());
        light.absorb(grave);
        let group = light.groups().next().unwrap();
        assert_eq!(
            (group.severity, group.effect, group.count_total),
            (Severity::Error, Effect::RecordDropped, 2)
        );
    }

    #[test]
    fn values_that_may_reach_a_person_are_not_repeated() {
        let mut notices = Notices::default();
        let value = Some("someone@example.org".to_owned());
        notices.push(Code::PersonalDataSuspected, Sample { value, ..Sample::default() });
        assert_eq!(notices.groups().next().unwrap().samples[0].value, None);
    }

    #[test]
    fn long_values_are_clipped_at_a_character() {
        let mut notices = Notices::default();
        notices.push(Code::NameTooLong, Sample { value: Some("é".repeat(500)), ..Sample::default() });
        let sample = &notices.groups().next().unwrap().samples[0];
        assert_eq!(sample.value.as_ref().unwrap().chars().count(), VALUE_CHARS + 1);
    }
}
