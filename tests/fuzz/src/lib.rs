//! What every target does with its bytes: one document of a source, read, and what has to hold of any reading.
//! No sockets, no files; what is found is told by a panic, which is what the fuzzer looks for.

use everyroom_feeds::clean::{duration, language, spoken, zone};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::format::{self, recipe};
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::reading::{Reading, Refusal};
use everyroom_feeds::schedule::Slot;
use everyroom_feeds::source::Source;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

thread_local! {
    static SOURCES: RefCell<HashMap<&'static str, Source>> = RefCell::default();
}

/// Reads bytes as the only document of a source with that format.
pub fn read(format: &'static str, data: &[u8]) {
    SOURCES.with_borrow_mut(|sources| {
        let source = sources.entry(format).or_insert_with(|| source(format));
        let part =
            Part { role: Role::Feed, url: source.url.clone(), content_type: None, body: data.to_vec() };
        check(format::read(source, &[part]));
    });
}

/// Reads bytes by a recipe that comes with the program. The first byte says which and the role of the first document;
/// the control character for record separators stands between that and pages about one record each.
pub fn shipped(data: &[u8]) {
    const ROLES: [Role; 4] = [Role::Feed, Role::Page, Role::Detail, Role::Index];
    let Some((first, rest)) = data.split_first() else { return };
    let names: Vec<&'static str> = recipe::shipped_names().collect();
    let name = names[usize::from(first & 0x3f) % names.len()];
    SOURCES.with_borrow_mut(|sources| {
        let source = sources.entry(name).or_insert_with(|| {
            let used = toml::from_str(&format!("use = '{name}'")).expect("the name of a recipe");
            Source { recipe: Some(used), ..source("auto") }
        });
        let part = |(at, body): (usize, &[u8])| Part {
            role: if at == 0 { ROLES[usize::from(first >> 6)] } else { Role::Detail },
            url: source.url.join(&format!("/meetings/{at}/")).expect("an address"),
            content_type: None,
            body: body.to_vec(),
        };
        let parts: Vec<Part> = rest.split(|byte| *byte == 0x1e).take(8).enumerate().map(part).collect();
        if let Some(recipe) = &source.recipe {
            let most = recipe::max_requests(recipe);
            let open = recipe::requests(recipe, &source.url, &parts).len();
            assert!(open <= most + 1, "{open} requests where {most} are allowed");
        }
        check(format::read(source, &parts));
    });
}

/// Gives a text to the functions that read words.
pub fn words(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Some(spoken) = spoken::schedule(&text) {
        assert!(!spoken.slots.is_empty());
        for slot in spoken.slots {
            assert!(slot.day.is_some() || slot.start.is_some());
            assert!(slot.minutes.is_none_or(|minutes| (1..=1440).contains(&minutes)));
        }
    }
    let _ = (spoken::day(&text), spoken::span(&text), duration::spoken_minutes(&text), zone::zone(&text));
    let _ = (language::mentioned(&text), language::languages(&text), Fellowship::in_name(&text));
}

/// What holds of any reading.
fn check(reading: Result<Reading, Refusal>) {
    let Ok(reading) = reading else { return };
    let mut ids = HashSet::new();
    for meeting in &reading.meetings {
        assert!(ids.insert(meeting.id.clone()), "two meetings with one id: {}", meeting.key);
        if let Slot::Weekly { minutes: Some(minutes), .. } = meeting.schedule.slot {
            assert!((1..=1440).contains(&minutes), "a length of {minutes} minutes");
        }
    }
    let records: HashSet<(u16, u32)> =
        reading.meetings.iter().map(|meeting| (meeting.raw.part, meeting.raw.record)).collect();
    assert!(records.len() <= reading.records, "{} records of {}", records.len(), reading.records);
}

fn source(format: &str) -> Source {
    let text = format!(
        "id = 'fuzz'\nname = 'Fuzz'\nfellowship = 'na'\nurl = 'https://feed.example/feed'\nformat = '{format}'\n\
         timezone = 'America/New_York'"
    );
    toml::from_str(&text).expect("the source of the fuzzer is written right")
}
