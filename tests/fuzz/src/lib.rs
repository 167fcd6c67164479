//! What every target does with its bytes: one document of a source, read, and what has to hold of any reading.
//! No sockets, no files; what is found is told by a panic, which is what the fuzzer looks for.

use everyroom_feeds::clean::{duration, language, spoken, zone};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::format;
use everyroom_feeds::plan::{Part, Role};
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
        if let Ok(reading) = format::read(source, &[part]) {
            let mut ids = HashSet::new();
            for meeting in &reading.meetings {
                assert!(ids.insert(meeting.id.clone()), "two meetings with one id: {}", meeting.key);
                if let Slot::Weekly { minutes: Some(minutes), .. } = meeting.schedule.slot {
                    assert!((1..=1440).contains(&minutes), "a length of {minutes} minutes");
                }
            }
        }
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

fn source(format: &str) -> Source {
    let text = format!(
        "id = 'fuzz'\nname = 'Fuzz'\nfellowship = 'na'\nurl = 'https://feed.example/feed'\nformat = '{format}'\n\
         timezone = 'America/New_York'"
    );
    toml::from_str(&text).expect("the source of the fuzzer is written right")
}
