//! Every code that a reader can raise: a document that fires it, and the nearest right one, which does not. A code that
//! no reader raises is listed with whoever raises it, or with the reason why nobody does, so that none is forgotten.

mod documents;
mod records;

use super::{part, source};
use crate::format::read;
use crate::notice::{CODES, Code, Notices, Sample};
use crate::plan::{Part, Role};
use crate::source::Source;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a sample says about where the fault stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nothing: it is the document as a whole, or a format without lines.
    Document,
    /// A line.
    Line,
    /// A line, and the meeting by its key and name.
    Meeting,
}

/// What a sample says about the value that was taken instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Corrected {
    No,
    To(&'static str),
    /// Something that depends on a digest.
    Somehow,
}

/// One code with the document that fires it and the one that does not.
struct Case {
    code: Code,
    source: Source,
    fires: Vec<Part>,
    quiet: Vec<Part>,
    place: Place,
    corrected: Corrected,
}

impl Case {
    fn of(code: Code, fires: Vec<Part>, quiet: Vec<Part>, place: Place) -> Self {
        Self { code, source: source("aa"), fires, quiet, place, corrected: Corrected::No }
    }

    /// Two documents of text.
    fn texts(code: Code, fires: &str, quiet: &str) -> Self {
        Self::of(code, vec![part(Role::Feed, fires)], vec![part(Role::Feed, quiet)], Place::Line)
    }

    /// Two Meeting Guide lists.
    fn lists(code: Code, fires: Vec<Value>, quiet: Vec<Value>) -> Self {
        let text = |list: Vec<Value>| serde_json::to_string_pretty(&list).unwrap();
        Self { place: Place::Meeting, ..Self::texts(code, &text(fires), &text(quiet)) }
    }

    /// Two Meeting Guide records that differ from a right one in these fields; null takes a field away.
    fn records(code: Code, fires: Value, quiet: Value) -> Self {
        Self::lists(code, vec![record(fires)], vec![record(quiet)])
    }

    fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    fn to(self, corrected: &'static str) -> Self {
        Self { corrected: Corrected::To(corrected), ..self }
    }

    fn somehow(self) -> Self {
        Self { corrected: Corrected::Somehow, ..self }
    }

    fn source(mut self, change: impl Fn(&mut Source)) -> Self {
        change(&mut self.source);
        self
    }

    fn raised(&self, parts: &[Part]) -> Notices {
        match read(&self.source, parts) {
            Ok(reading) => reading.notices,
            Err(refusal) => refusal.notices(),
        }
    }

    /// What is wrong with the case, in words.
    fn faults(&self) -> Vec<String> {
        let fired = self.raised(&self.fires);
        let Some(group) = fired.groups().find(|group| group.code == self.code) else {
            let others: Vec<&str> = fired.groups().map(|group| group.code.id()).collect();
            return vec![format!("does not fire, but {others:?}")];
        };
        let sample = &group.samples[0];
        let mut faults = self.faults_of_place(sample);
        let corrected = sample.corrected.as_deref();
        let is_right = match self.corrected {
            Corrected::No => corrected.is_none(),
            Corrected::To(expected) => corrected == Some(expected),
            Corrected::Somehow => corrected.is_some_and(|text| !text.is_empty()),
        };
        faults.extend((!is_right).then(|| format!("corrected to {corrected:?}, not {:?}", self.corrected)));
        let has_value = sample.value.is_some();
        faults.extend((self.code.conceals_value() && has_value).then(|| "repeats the value".to_owned()));
        let quiet = self.raised(&self.quiet).count(self.code);
        faults.extend((quiet > 0).then(|| format!("fires {quiet} times for what is right")));
        faults
    }

    fn faults_of_place(&self, sample: &Sample) -> Vec<String> {
        let mut faults = Vec::new();
        let mut must = |holds: bool, what: &str| {
            if !holds {
                faults.push(format!("{what}: {sample:?}"));
            }
        };
        must(sample.line.is_some() == matches!(self.place, Place::Line | Place::Meeting), "line");
        if self.place == Place::Meeting {
            must(sample.record_key.is_some() || sample.name.is_some(), "neither key nor name");
            must(sample.pointer.is_some(), "no pointer");
        }
        faults
    }
}

/// A record without any fault, but for these fields.
fn record(fields: Value) -> Value {
    let mut record = json!({
        "slug": "lantern", "name": "Lantern Street", "day": 1, "time": "19:00", "end_time": "20:00",
        "timezone": "America/New_York", "attendance_option": "in_person", "types": ["O"],
        "formatted_address": "12 Quay St, Port Example, NJ 07001, USA", "country": "US",
        "latitude": 40.12345, "longitude": -74.56789, "updated": "2026-01-02 10:00:00",
        "entity": "Harbor Area", "feedback_url": "https://harbor.example/mistakes",
    });
    for (name, value) in fields.as_object().unwrap() {
        match value {
            Value::Null => drop(record.as_object_mut().unwrap().remove(name)),
            value => record[name] = value.clone(),
        }
    }
    record
}

fn cases() -> Vec<Case> {
    [documents::cases(), records::cases()].into_iter().flatten().collect()
}

/// Raised elsewhere.
const NOT_OF_READERS: [(&str, &[Code]); 2] = [
    (
        "the crawler, while it fetches",
        &[
            Code::DnsFailure,
            Code::ConnectionFailed,
            Code::Timeout,
            Code::SlowResponse,
            Code::TlsInvalid,
            Code::HttpClientError,
            Code::HttpServerError,
            Code::RateLimited,
            Code::BotChallenge,
            Code::RobotsDisallowed,
            Code::DestinationForbidden,
            Code::SchemeForbidden,
            Code::TooManyRedirects,
            Code::MovedPermanently,
            Code::InsecureRedirect,
            Code::ValidatorUnreliable,
            Code::BodyTooLarge,
            Code::DecompressionLimit,
            Code::EncodingMismatch,
        ],
    ),
    (
        "the guard of the indexer, against the list of before",
        &[
            Code::FieldFillDrop,
            Code::IdentityChurn,
            Code::RecordCountDrop,
            Code::RecordCountSurge,
            Code::FeedBecameEmpty,
        ],
    ),
];

/// Raised by nobody so far, and why.
const NOT_RAISED: [(&str, &[Code]); 6] = [
    ("a reader has no clock", &[Code::StaleRecord, Code::UpdatedInFuture]),
    ("no e-mail address is ever read", &[Code::EmailInvalid]),
    (
        "a reader sees one list once, and no other list",
        &[Code::ContentFlapping, Code::MirrorOfFeed, Code::RepublishedRecord],
    ),
    ("needs the history of attempts", &[Code::FeedUnreachableLong]),
    ("facts of the operator's, which no document holds", &[Code::LicenceMissing, Code::ContactMissing]),
    ("our own output has no mark that a reader knows", &[Code::SelfReference]),
];

#[test]
fn each_code_fires_where_it_should_and_only_there() {
    let faults: Vec<String> = cases()
        .iter()
        .flat_map(|case| case.faults().into_iter().map(|fault| format!("{}: {fault}", case.code)))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_code_is_forgotten() {
    let mut places: BTreeMap<Code, usize> = BTreeMap::new();
    let of_readers = cases().into_iter().map(|case| case.code);
    let elsewhere = NOT_OF_READERS.iter().chain(&NOT_RAISED).flat_map(|(_, codes)| codes.iter().copied());
    for code in of_readers.chain(elsewhere) {
        *places.entry(code).or_default() += 1;
    }
    for info in CODES.iter() {
        let times = places.get(&info.code).copied().unwrap_or_default();
        assert_eq!(times, 1, "`{}` stands in {times} of the tables, not in one", info.id);
    }
}

#[test]
fn the_right_record_is_right() {
    let case = Case::records(Code::MissingName, json!({}), json!({}));
    let notices = case.raised(&case.fires);
    assert!(notices.is_empty(), "{notices:?}");
}
