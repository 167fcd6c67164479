//! Every fixture, damaged in many ways, to every reader: what has to hold whatever comes. The damage is drawn from the
//! number of the try, so that a failure happens again; `tests/fuzz` looks for what is not found here.

mod damage;

use super::source;
use crate::format::read;
use crate::format::recipe::{self, Recipe};
use crate::notice::Effect;
use crate::plan::{Part, Role};
use crate::reading::{Format, Reading};
use crate::sniff;
use crate::source::{FormatChoice, Source};
use damage::Damage;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Damaged documents are no longer than this.
const LONGEST: usize = 64 << 10;
/// So long may one take, in a build for tests on a busy machine.
const PATIENCE: Duration = Duration::from_secs(2);
/// Each try sets up its recipe anew, which takes longer than the reading.
const RECIPE_TRIES: usize = 20;

struct Fixture {
    name: String,
    body: Vec<u8>,
}

fn fixtures(folder: &str) -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/format/fixtures").join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().unwrap().is_file());
    let mut fixtures: Vec<Fixture> = files
        .map(|entry| Fixture {
            name: entry.file_name().into_string().unwrap(),
            body: std::fs::read(entry.path()).unwrap(),
        })
        .collect();
    fixtures.sort_by(|a, b| a.name.cmp(&b.name));
    fixtures
}

/// As the content looks, and as each of the formats.
fn choices() -> impl Iterator<Item = FormatChoice> {
    let formats = Format::ALL.into_iter().filter(|format| *format != Format::Recipe);
    std::iter::once(FormatChoice::Auto).chain(formats.map(FormatChoice::Only))
}

fn part(role: Role, body: &[u8]) -> Part {
    let url = url::Url::parse("https://feed.example/").unwrap();
    Part { role, url, content_type: None, body: body.to_vec() }
}

/// What came of many tries.
#[derive(Default)]
struct Trials {
    readings: usize,
    faults: Vec<String>,
}

impl Trials {
    /// Reads, and looks at what has to hold.
    fn try_out(&mut self, source: &Source, parts: &[Part], what: impl FnOnce() -> String) {
        let mut took = Duration::MAX;
        // a slow try gets a second chance: something else may have held up the machine
        for _ in 0..2 {
            let started = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| read(source, parts)));
            took = took.min(started.elapsed());
            if took >= PATIENCE {
                continue;
            }
            match outcome {
                Err(_) => self.faults.push(format!("{}: the reader panicked", what())),
                Ok(Err(_refusal)) => {}
                Ok(Ok(reading)) => {
                    self.readings += 1;
                    let faults = faults(&reading, parts);
                    if !faults.is_empty() {
                        self.faults.push(format!("{}: {}", what(), faults.join("; ")));
                    }
                }
            }
            return;
        }
        self.faults.push(format!("{}: {took:?}", what()));
    }

    /// Damage that nothing survives would test nothing, so there must be some readings.
    fn finish(self, fewest_readings: usize) {
        let Self { readings, faults } = self;
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
        assert!(readings > fewest_readings, "{readings} readings");
    }
}

/// Where records are single dates or parts of pages, several of which make one meeting.
fn merges_records(format: Format) -> bool {
    matches!(format, Format::Ical | Format::SchemaOrg | Format::EventsCalendar | Format::Rpde)
}

fn faults(reading: &Reading, parts: &[Part]) -> Vec<String> {
    let mut faults = Vec::new();
    let kept: HashSet<(u16, u32)> =
        reading.meetings.iter().map(|meeting| (meeting.raw.part, meeting.raw.record)).collect();
    if kept.len() > reading.records {
        faults.push(format!("{} of {} records kept", kept.len(), reading.records));
    }
    let ids: HashSet<&str> = reading.meetings.iter().map(|meeting| meeting.id.as_str()).collect();
    if ids.len() != reading.meetings.len() {
        faults.push("two meetings share an id".to_owned());
    }
    let lost = reading.records.saturating_sub(kept.len()) as u64;
    let told = reading.notices.groups().filter(|group| group.effect == Effect::RecordDropped);
    let told: u64 = told.map(|group| group.count_total).sum();
    if lost > told && !merges_records(reading.format) {
        faults.push(format!("{lost} records lost, {told} told"));
    }
    let lines = |part: &Part| {
        let text = sniff::decode(part).map(|decoded| decoded.text).unwrap_or_default();
        1 + text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count()
    };
    let lines = parts.iter().map(lines).max().unwrap_or_default();
    for group in reading.notices.groups() {
        for sample in &group.samples {
            let is_within = sample.line.is_none_or(|line| (1..=lines).contains(&(line as usize)));
            if !is_within || sample.column == Some(0) {
                let (line, column) = (sample.line, sample.column);
                faults.push(format!("{} at {line:?}:{column:?} of {lines} lines", group.code));
            }
        }
    }
    faults
}

#[test]
fn damaged_documents_of_every_format() {
    let fixtures = fixtures("");
    assert!(fixtures.len() > 20, "{}", fixtures.len());
    let mut trials = Trials::default();
    for (at, fixture) in fixtures.iter().enumerate() {
        for (number, choice) in choices().enumerate() {
            let mut source = source("na");
            source.format = choice;
            // most of the damage goes where something is read, and the large ones cost as much as many small ones
            let is_read = read(&source, &[part(Role::Feed, &fixture.body)]).is_ok();
            let tries = if is_read { (150_000 / fixture.body.len()).clamp(10, 60) } else { 8 };
            for try_number in 0..tries {
                let mut damage = Damage::new([at, number, try_number]);
                let other = &fixtures[damage.below(fixtures.len())].body;
                let body = damage.done_to(&fixture.body, other, LONGEST);
                let what = || format!("{} as {} no. {try_number}", fixture.name, choice.id());
                trials.try_out(&source, &[part(Role::Feed, &body)], what);
            }
        }
    }
    trials.finish(500);
}

#[test]
fn damaged_tables_beside_a_list() {
    let fixtures = fixtures("");
    let body = |name: &str| fixtures.iter().find(|fixture| fixture.name == name).unwrap().body.as_slice();
    let meetings = br#"[{"id_bigint":"1","meeting_name":"A","weekday_tinyint":"2","start_time":"19:00:00",
        "formats":"O,TC","format_shared_id_list":"17,55","service_body_bigint":"3"}]"#;
    let tables = [
        (Role::Formats, body("bmlt-formats.json")),
        (Role::Bodies, body("bmlt-bodies.json")),
        (Role::ServerInfo, body("bmlt-server.json")),
    ];
    let mut trials = Trials::default();
    for (at, (role, table)) in tables.into_iter().enumerate() {
        for try_number in 0..200 {
            let mut damage = Damage::new([at, 100, try_number]);
            let table = damage.done_to(table, body("tsml-rich.json"), LONGEST);
            let parts = [part(role, &table), part(Role::Meetings, meetings)];
            trials.try_out(&source("na"), &parts, || format!("{role:?} no. {try_number}"));
        }
    }
    // a table that can't be read holds back the whole list
    trials.finish(50);
}

#[test]
fn damaged_documents_of_every_shipped_recipe() {
    let fixtures = fixtures("recipes");
    let mut used = HashSet::new();
    let mut trials = Trials::default();
    for (at, fixture) in fixtures.iter().enumerate() {
        let names = recipe::shipped_names().filter(|name| fixture.name.starts_with(name));
        let name = names.max_by_key(|name| name.len()).unwrap();
        used.insert(name);
        let mut source = source("na");
        source.recipe = Some(Recipe { shipped: Some(name.to_owned()), ..Recipe::default() });
        for try_number in 0..RECIPE_TRIES {
            let mut damage = Damage::new([at, 200, try_number]);
            let other = &fixtures[damage.below(fixtures.len())].body;
            let body = damage.done_to(&fixture.body, other, LONGEST);
            let role = [Role::Page, Role::Detail, Role::Index][damage.below(3)];
            let parts = [part(role, &body), part(Role::Detail, &body)];
            let what = || format!("{} no. {try_number}", fixture.name);
            trials.try_out(&source, &parts, what);
            let open = recipe::requests(source.recipe.as_ref().unwrap(), &source.url, &parts[..1]);
            assert!(open.len() <= recipe::max_requests(source.recipe.as_ref().unwrap()) + 1, "{}", what());
        }
    }
    assert_eq!(used.len(), recipe::shipped_names().count(), "a recipe without a fixture");
    trials.finish(50);
}
