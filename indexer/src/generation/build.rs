//! From listings to a directory: order the rows along a space-filling curve, pack the columns, write the documents
//! and the text index in that order, and last the manifest.

use super::columns::{Columns, Dictionaries, NO_DAY, NONE16, NONE32, Row, flag};
use super::documents::DocumentsWriter;
use super::manifest::{Manifest, SCHEMA};
use super::names::Names;
use super::places;
use super::secret::Secret;
use super::text::{TextWriter, fold};
use crate::error::Result;
use crate::merge::Listing;
use crate::place::KnownPlaces;
use crate::search::geo;
use everyroom_feeds::fellowship::{Covers, ForWhom, Philosophy};
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::meeting::{Meeting, State};
use everyroom_feeds::place::Precision;
use everyroom_feeds::schedule::Slot;
use jiff::Timestamp;
use std::collections::HashMap;
use std::hash::Hash;
use std::path::Path;

/// What a generation is built from.
pub struct Input {
    /// The listings, in any order.
    pub listings: Vec<Listing>,
    /// What they teach about places.
    pub places: KnownPlaces,
    /// See [`Manifest::basis`].
    pub basis: String,
    /// The time to write into the manifest.
    pub now: Timestamp,
}

/// Builds a generation in an empty directory.
pub fn build(dir: &Path, id: &str, input: Input) -> Result<()> {
    let Input { mut listings, places, basis, now } = input;
    listings.sort_by_cached_key(|listing| {
        let (lat, lon) = indexed_point(&listing.meeting);
        (geo::key(lat, lon), listing.id.clone())
    });
    let (rows, words) = pack(&listings, now);
    Columns::write(&rows, &words, dir)?;
    places::write(&places, dir)?;
    Names::write(&listings, now, dir)?;
    let mut text = TextWriter::create(dir)?;
    let mut documents = DocumentsWriter::create(dir)?;
    for listing in &listings {
        text.add(listing)?;
        let document = serde_json::to_vec(listing).expect("a listing holds nothing that JSON can't");
        documents.add(&document)?;
    }
    documents.finish()?;
    text.finish()?;
    let listings = listings.len() as u64;
    let files = Manifest::facts(dir)?;
    let (id, secret) = (id.to_owned(), Secret::random());
    Manifest { schema: SCHEMA, id, built: now, basis, secret, listings, files }.write(dir)
}

/// The point a row is searched by: only a room can be near; an online meeting's point is its publisher's town, and the
/// middle of a region is nobody's door.
fn indexed_point(meeting: &Meeting) -> (f64, f64) {
    let exact = meeting.venue.as_ref().filter(|venue| venue.precision != Some(Precision::Region));
    match exact.and_then(|venue| venue.point) {
        Some(point) if meeting.attendance.in_person || !meeting.attendance.is_remote_only() => {
            (point.lat(), point.lon())
        }
        _ => (f64::NAN, f64::NAN),
    }
}

/// Gives equal values one number, in the order they are first met.
struct Numbering<T> {
    values: Vec<T>,
    number_of: HashMap<T, u32>,
}

impl<T: Clone + Eq + Hash> Numbering<T> {
    fn new() -> Self {
        Self { values: Vec::new(), number_of: HashMap::new() }
    }

    fn number(&mut self, value: T) -> u32 {
        let next = self.values.len() as u32;
        *self.number_of.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            next
        })
    }

    /// For columns of 16 bits; countries, subdivisions and zones are far fewer.
    fn short(&mut self, value: Option<T>) -> u16 {
        value.map_or(NONE16, |value| u16::try_from(self.number(value)).unwrap_or(NONE16))
    }
}

fn pack(listings: &[Listing], now: Timestamp) -> (Vec<Row>, Dictionaries) {
    let id_ranks = ranks(listings, |listing| listing.id.clone());
    let name_ranks = ranks(listings, |listing| (fold(&listing.meeting.name), listing.id.clone()));
    let (mut zones, mut countries, mut regions) = (Numbering::new(), Numbering::new(), Numbering::new());
    let mut repeats = Numbering::new();
    let (mut entities, mut sources, mut languages) = (Numbering::new(), Numbering::new(), Numbering::new());
    let mut rows = Vec::with_capacity(listings.len());
    for (at, listing) in listings.iter().enumerate() {
        let meeting = &listing.meeting;
        let (lat, lon) = indexed_point(meeting);
        let venue = meeting.venue.as_ref();
        let (minute, length) = match meeting.schedule.slot {
            Slot::Weekly { minutes, .. } => {
                (meeting.schedule.slot.minute_of_week().unwrap_or(NONE16), minutes.unwrap_or(0))
            }
            _ => (NONE16, 0),
        };
        let mut source_set: Vec<_> = listing.origins.iter().map(|origin| origin.source.clone()).collect();
        source_set.sort();
        let mut language_set = meeting.languages.clone();
        language_set.sort();
        let focus = Focus::of(meeting);
        rows.push(Row {
            lat,
            lon,
            types: bits(meeting.types.iter().filter_map(|tag| tag.id), KindGroup::Type),
            audience: bits(meeting.audience.iter().copied(), KindGroup::Audience),
            access: bits(
                meeting.access.iter().filter(|(_, yes)| *yes).map(|(kind, _)| *kind),
                KindGroup::Access,
            ) as u32,
            covers: focus.covers,
            changed: u32::try_from(listing.changed.as_second() / 60).unwrap_or(0),
            id_rank: id_ranks[at],
            name_rank: name_ranks[at],
            entity: meeting.entity.as_ref().map_or(NONE32, |entity| entities.number(entity.name.clone())),
            sources: sources.number(source_set),
            languages: languages.number(language_set),
            country: countries.short(venue.and_then(|venue| venue.country)),
            region: regions.short(venue.and_then(|venue| venue.region)),
            zone: zones.short(meeting.schedule.zone.clone()),
            minute,
            length,
            flags: flags(meeting, now),
            fellowship: meeting.fellowship.index() as u8,
            philosophy: focus.philosophy,
            for_whom: focus.for_whom,
            repeat: repeats.short(meeting.schedule.repeat.as_deref().cloned()),
            weekday: meeting.schedule.slot.weekday().map_or(NO_DAY, |day| day.days_from_sunday()),
        });
    }
    let ids = listings.iter().map(|listing| listing.id.clone()).collect();
    let words = Dictionaries {
        zones: zones.values,
        repeats: repeats.values,
        countries: countries.values,
        regions: regions.values,
        entities: entities.values,
        source_sets: sources.values,
        language_sets: languages.values,
        ids,
    };
    (rows, words)
}

fn ranks<K: Ord>(listings: &[Listing], key: impl Fn(&Listing) -> K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..listings.len()).collect();
    order.sort_by_cached_key(|&at| key(&listings[at]));
    let mut ranks = vec![0; listings.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank as u32;
    }
    ranks
}

/// Bits of kinds by their position in the group; a narrower kind sets the wider ones too.
fn bits(kinds: impl Iterator<Item = Kind>, group: KindGroup) -> u64 {
    let mut bits = 0;
    for kind in kinds {
        for kind in std::iter::once(kind).chain(kind.implies().iter().copied()) {
            if kind.group() == group {
                bits |= 1u64.checked_shl(kind.index_in_group() as u32).unwrap_or(0);
            }
        }
    }
    bits
}

fn flags(meeting: &Meeting, now: Timestamp) -> u16 {
    let mut flags = 0;
    let mut set = |holds: bool, bit: u16| flags |= if holds { bit } else { 0 };
    set(meeting.attendance.in_person, flag::IN_PERSON);
    set(meeting.attendance.online, flag::ONLINE);
    set(meeting.attendance.phone, flag::PHONE);
    set(meeting.state == State::Paused || meeting.schedule.has_ended(now), flag::PAUSED);
    set(meeting.schedule.slot == Slot::AlwaysOn, flag::ALWAYS_ON);
    set(meeting.schedule.slot == Slot::ByAppointment, flag::APPOINTMENT);
    flags
}

/// What a meeting is about: what its fellowship is about, and what its own kinds add.
struct Focus {
    philosophy: u8,
    for_whom: u8,
    covers: u32,
}

impl Focus {
    fn of(meeting: &Meeting) -> Self {
        let entry = meeting.fellowship.entry();
        let position = |found: Option<usize>| found.map_or(0, |at| 1u32 << at);
        let philosophy = |value: &Philosophy| position(Philosophy::ALL.iter().position(|p| p == value)) as u8;
        let for_whom = |value: &ForWhom| position(ForWhom::ALL.iter().position(|p| p == value)) as u8;
        let covers = |value: &Covers| position(Covers::ALL.iter().position(|p| p == value));
        let says_secular = meeting.types.iter().any(|tag| tag.id.is_some_and(|kind| kind.id() == "secular"));
        let own_philosophy = if says_secular { philosophy(&Philosophy::Secular) } else { 0 };
        Self {
            philosophy: entry.philosophy.iter().map(philosophy).fold(own_philosophy, |a, b| a | b),
            for_whom: meeting.is_for().iter().map(for_whom).fold(0, |a, b| a | b),
            covers: entry.covers.iter().chain(&meeting.covers).map(covers).fold(0, |a, b| a | b),
        }
    }
}
