//! Faults with their places.

use super::{Feed, Places};
use crate::clean::anonymity;
use crate::format::json::Record;
use crate::format::rows::Spot;
use crate::notice::{Code, Effect, SAMPLES_KEPT, Sample, Severity};
use serde_json::value::RawValue;

/// Where a record stands, and what its publisher calls it.
#[derive(Clone, Debug)]
pub(in crate::format) struct Anchor<'a> {
    /// The publisher's own key, once known.
    pub(in crate::format) key: Option<String>,
    /// The name of the meeting, once known.
    pub(in crate::format) name: Option<String>,
    /// Position of the record in its document, from 0.
    pub(in crate::format) record: u32,
    /// JSON pointer of the record.
    pub(in crate::format) pointer: String,
    /// The record as it stands in the document.
    pub(in crate::format) raw: &'a RawValue,
}

/// One fault, to be told with its place.
#[derive(Clone, Debug)]
pub(in crate::format) struct Fault<'t> {
    code: Code,
    field: Option<&'t str>,
    value: Option<String>,
    corrected: Option<String>,
    weight: Option<(Severity, Effect)>,
}

impl<'t> Fault<'t> {
    pub(in crate::format) fn new(code: Code) -> Self {
        Self { code, field: None, value: None, corrected: None, weight: None }
    }

    /// The field it stands in.
    pub(in crate::format) fn field(mut self, field: &'t str) -> Self {
        self.field = Some(field);
        self
    }

    /// What stands there.
    pub(in crate::format) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// What it was read as.
    pub(in crate::format) fn corrected(mut self, corrected: impl Into<String>) -> Self {
        self.corrected = Some(corrected.into());
        self
    }

    /// Nothing was lost, whatever the code's usual effect.
    pub(in crate::format) fn harmless(mut self) -> Self {
        self.weight = Some((self.code.info().severity, Effect::None));
        self
    }

    /// The value was left out.
    pub(in crate::format) fn costs_the_field(mut self) -> Self {
        self.weight = Some((self.code.info().severity, Effect::FieldDropped));
        self
    }

    /// The whole record was left out.
    pub(in crate::format) fn costs_the_record(mut self) -> Self {
        self.weight = Some((self.code.info().severity, Effect::RecordDropped));
        self
    }
}

impl<'a> Feed<'a> {
    /// Tells a fault of a record. Places are only looked up while there is room for samples.
    pub(in crate::format) fn note(&mut self, anchor: &Anchor<'a>, fault: Fault<'_>) {
        let info = fault.code.info();
        let (severity, effect) = fault.weight.unwrap_or((info.severity, info.effect));
        let has_room = self.notices.count(fault.code) < SAMPLES_KEPT as u64;
        let sample = if has_room { self.sample(anchor, fault.clone()) } else { Sample::default() };
        self.notices.push_as(fault.code, severity, effect, sample);
    }

    fn place(&self, anchor: &Anchor<'a>, field: Option<&str>) -> (String, Spot) {
        let positions = match self.places {
            Places::Text(positions) => positions,
            Places::Rows(rows) => {
                let place = rows.place(anchor.raw, field);
                return place.map_or((anchor.pointer.clone(), None), |place| (place.pointer, place.spot));
            }
        };
        let raw = field.and_then(|name| Record::split(anchor.raw).ok()?.get(name));
        let pointer = match field {
            Some(name) if raw.is_some() => format!("{}/{}", anchor.pointer, escaped(name)),
            _ => anchor.pointer.clone(),
        };
        (pointer, Some(positions.of_slice(raw.unwrap_or(anchor.raw).get())))
    }

    fn sample(&self, anchor: &Anchor<'a>, fault: Fault<'_>) -> Sample {
        let (pointer, spot) = self.place(anchor, fault.field);
        let is_harmless = fault.code.id().starts_with("coordinates")
            || matches!(
                fault.code,
                Code::NumberFormat
                    | Code::CountryMismatch
                    | Code::DuplicateId
                    | Code::DuplicateRecord
                    | Code::MissingId
            );
        let shown = |text: String| if is_harmless { text } else { anonymity::notes(&text).text };
        Sample {
            record_key: anchor.key.clone(),
            name: anchor.name.clone(),
            line: spot.map(|(line, _)| line),
            column: spot.map(|(_, column)| column),
            pointer: Some(pointer),
            value: fault.value.map(shown),
            corrected: fault.corrected.map(shown),
        }
    }
}

/// A name inside a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
