//! Places over real lists, where a folder with them is at hand: `EVERYROOM_CORPUS` names it. How many meetings in a room
//! can be found by place before and after, and how far off a concluded place is where the true one is known.
//!
//! `UPDATE_DOCS=1` writes the tables of `docs/places.md` anew; without it they are compared.
#![allow(clippy::print_stderr, reason = "a report for whoever runs it with --nocapture")]

mod corpus;
mod hidden;

use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::place::Precision;
use everyroom_indexer::place::{Gazetteer, Places};
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

const BEGIN: &str = "<!-- made by a test: begin -->\n";
const END: &str = "<!-- made by a test: end -->";

/// Whether people can be sent there.
fn is_in_a_room(meeting: &Meeting) -> bool {
    meeting.attendance.in_person
}

/// Whether a meeting can be found near somewhere.
fn is_placed(meeting: &Meeting) -> bool {
    let venue = meeting.venue.as_ref();
    venue.is_some_and(|venue| venue.point.is_some() && venue.precision != Some(Precision::Region))
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.1} %", part as f64 * 100.0 / whole as f64)
}

#[test]
fn the_gazetteer_opens_in_no_time() {
    let start = Instant::now();
    let gazetteer = Gazetteer::embedded();
    let opened = start.elapsed();
    let bytes = gazetteer.bytes();
    let start = Instant::now();
    let found: usize = gazetteer
        .places()
        .take(10_000)
        .map(|place| gazetteer.find(gazetteer.name(place), None, 5).len())
        .sum();
    let asked = start.elapsed();
    eprintln!("opened in {opened:?}, {:.1} MB; 10,000 names found in {asked:?}", bytes as f64 / 1e6);
    assert!(found > 10_000 && bytes < 60 << 20 && opened.as_secs() < 3);
}

#[test]
fn more_meetings_have_a_place_and_few_a_wrong_one() {
    let Some(lists) = corpus::lists() else { return };
    let mut text = BEGIN.to_owned();
    let (before, after) = shares(&lists, &mut text);
    let faults = hidden::measure(&lists, &mut text);
    text += END;
    eprintln!("{text}");
    assert_eq!(faults, [""; 0]);
    assert!(after >= before + 0.1 && after > 0.9, "{before} before, {after} after");
    compare(&text);
}

#[test]
fn lists_teach_postal_codes_and_small_towns() {
    let Some(lists) = corpus::lists() else { return };
    let sources: Vec<_> = lists.iter().map(|list| list.source.clone()).collect();
    let meetings = || lists.iter().flat_map(|list| &list.meetings);
    let places = Places::learn(meetings(), &sources);
    let start = Instant::now();
    let known = places.known(meetings().collect::<Vec<_>>());
    let learnt = start.elapsed();
    let (codes, towns) = known.len();
    let bytes = serde_json::to_vec(&known).unwrap().len();
    eprintln!("{codes} codes and {towns} towns in {learnt:?}, {:.1} MB", bytes as f64 / 1e6);
    let start = Instant::now();
    let mut found_some = 0;
    for code in ["10115", "75011", "SW1A", "2000", "95112", "1012", "D02", "28013", "4000"] {
        let found = known.codes_like(code);
        let said = found.iter().map(|row| format!("{} {:?} {}", row.country, row.width, row.venues));
        eprintln!("{code}: {}", said.collect::<Vec<_>>().join(", "));
        found_some += usize::from(!found.is_empty());
    }
    eprintln!("asked in {:?}", start.elapsed());
    assert!(found_some >= 4 && codes > 1_000 && towns > 100 && bytes < 10 << 20);
}

/// The share of meetings in a room that have a place, per list.
fn shares(lists: &[corpus::List], text: &mut String) -> (f64, f64) {
    let sources: Vec<_> = lists.iter().map(|list| list.source.clone()).collect();
    let places = Places::learn(lists.iter().flat_map(|list| &list.meetings), &sources);
    *text += "| list | in a room | point given | placed | by street | by postal code | by town | region only | nowhere |\n\
        |---|---:|---:|---:|---:|---:|---:|---:|---:|\n";
    let mut total = Share::default();
    for list in lists {
        let mut share = Share::default();
        for meeting in list.meetings.iter().filter(|meeting| is_in_a_room(meeting)) {
            let mut after = meeting.clone();
            let how = places.complete(&mut after);
            if how.is_none() && !is_placed(meeting) && std::env::var_os("EVERYROOM_SHOW_WRONG").is_some() {
                eprintln!("LEFT {} {:?} {:?}", list.name, meeting.venue, meeting.regions);
            }
            share.count(meeting, &after);
        }
        if share.rooms > 0 {
            share.write(list.name, text);
        }
        total.add(&share);
    }
    total.write("**all**", text);
    (total.before as f64 / total.rooms as f64, total.after as f64 / total.rooms as f64)
}

#[derive(Default)]
struct Share {
    rooms: usize,
    before: usize,
    after: usize,
    by: [usize; 4],
    nowhere: usize,
}

impl Share {
    fn count(&mut self, before: &Meeting, after: &Meeting) {
        self.rooms += 1;
        self.before += usize::from(is_placed(before));
        self.after += usize::from(is_placed(after));
        let has_point = |meeting: &Meeting| meeting.venue.as_ref().is_some_and(|venue| venue.point.is_some());
        self.nowhere += usize::from(!has_point(after));
        if !has_point(before)
            && let Some(precision) = after.venue.as_ref().and_then(|venue| venue.precision)
        {
            match precision {
                Precision::Street | Precision::Venue => self.by[0] += 1,
                Precision::Postcode => self.by[1] += 1,
                Precision::Town => self.by[2] += 1,
                Precision::Region => self.by[3] += 1,
            }
        }
    }

    fn add(&mut self, other: &Share) {
        self.rooms += other.rooms;
        self.before += other.before;
        self.after += other.after;
        self.nowhere += other.nowhere;
        self.by.iter_mut().zip(other.by).for_each(|(sum, one)| *sum += one);
    }

    fn write(&self, name: &str, text: &mut String) {
        let [street, code, town, region] = self.by;
        let (before, after) = (percent(self.before, self.rooms), percent(self.after, self.rooms));
        let (rooms, nowhere) = (self.rooms, self.nowhere);
        writeln!(
            text,
            "| {name} | {rooms} | {before} | {after} | {street} | {code} | {town} | {region} | {nowhere} |"
        )
        .unwrap();
    }
}

fn compare(table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/places.md");
    let docs = std::fs::read_to_string(&path).unwrap();
    let begin = docs.find(BEGIN).unwrap();
    let end = docs.find(END).unwrap() + END.len();
    if docs[begin..end] == *table {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_DOCS").is_some(),
        "docs/places.md is of another day: run with UPDATE_DOCS=1"
    );
    std::fs::write(&path, format!("{}{table}{}", &docs[..begin], &docs[end..])).unwrap();
}
