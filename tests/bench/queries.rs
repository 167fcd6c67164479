//! The mixed set: two hundred questions of eight kinds, drawn with a seed from the meetings themselves, so that big
//! cities and frequent words are asked for as often as they occur.

use super::synthetic::Seeded;
use everyroom_feeds::meeting::State;
use everyroom_feeds::place::GeoPoint;
use everyroom_feeds::schedule::Slot;
use everyroom_feeds::zone::Zone;
use everyroom_indexer::generation::text;
use everyroom_indexer::merge::Listing;
use everyroom_indexer::search::{Choice, Near, Query, Sort, TimeOfDay, Way, Window};
use jiff::{SignedDuration, Timestamp};

/// The moment of asking: 2026-11-18, 19:40 UTC, when no clock changes.
pub const NOW: Timestamp = Timestamp::constant(1_795_030_800, 0);
/// 2026-10-29, 19:40 UTC: within a week Europe's clocks have changed and America's will.
pub const CHANGING_CLOCKS: Timestamp = Timestamp::constant(1_793_302_800, 0);

/// A question with its kind.
pub struct Asked {
    /// What sort of question it is.
    pub kind: &'static str,
    /// The question.
    pub query: Query,
}

/// The mixed set as of a moment.
pub fn mixed(seed: u64, listings: &[Listing], now: Timestamp) -> Vec<Asked> {
    let draw = &mut Seeded::new(seed, 99, 0);
    let world = Askers { listings, now };
    let kinds: [(&'static str, usize, Recipe<'_>); 8] = [
        ("place", 40, Askers::place),
        ("place and time", 40, Askers::place_and_time),
        ("place and words", 40, Askers::place_and_words),
        ("place, words, all filters", 30, Askers::everything),
        ("words", 15, Askers::words),
        ("nearest, with filters", 15, Askers::nearest),
        ("online, soonest first", 10, Askers::online),
        ("facets around a place", 10, Askers::facets),
    ];
    let mut set = Vec::new();
    for (kind, count, recipe) in kinds {
        set.extend((0..count).map(|turn| Asked { kind, query: recipe(&world, turn, draw) }));
    }
    set
}

type Recipe<'a> = fn(&Askers<'a>, usize, &mut Seeded) -> Query;

/// Those who ask: someone near a meeting, who knows something of it.
struct Askers<'a> {
    listings: &'a [Listing],
    now: Timestamp,
}

impl Askers<'_> {
    fn place(&self, turn: usize, draw: &mut Seeded) -> Query {
        let (_, point) = self.in_a_room(draw);
        let sort = [Sort::Nearest, Sort::Best][turn % 2];
        let km = *draw.pick(&[2.0, 5.0, 10.0, 25.0]);
        Query { near: beside(point, Some(km), draw), sort, ..self.anything(draw) }
    }

    fn place_and_time(&self, turn: usize, draw: &mut Seeded) -> Query {
        let (listing, point) = self.in_a_room(draw);
        let km = *draw.pick(&[5.0, 10.0, 25.0]);
        let near = beside(point, Some(km), draw);
        let mut query = Query { near, sort: [Sort::Nearest, Sort::Soonest][turn % 2], ..self.anything(draw) };
        match turn % 4 {
            0 | 1 => {
                query.filters.weekday = any(listing.meeting.schedule.slot.weekday());
                query.filters.time = around(listing);
            }
            2 => query.window = Some(Window::Now),
            _ => {
                let to = self.now + SignedDuration::from_hours(1 + draw.below(6) as i64);
                query.window = Some(Window::Between { from: self.now, to, ongoing: turn % 8 == 3 });
            }
        }
        query
    }

    fn place_and_words(&self, turn: usize, draw: &mut Seeded) -> Query {
        let (listing, point) = self.in_a_room(draw);
        let km = *draw.pick(&[5.0, 10.0, 25.0, 50.0]);
        let words = said_of(listing, 1 + turn % 2, draw);
        let sort = [Sort::Nearest, Sort::Best, Sort::Name][turn % 3];
        Query { text: Some(words), near: beside(point, Some(km), draw), sort, ..self.anything(draw) }
    }

    fn everything(&self, turn: usize, draw: &mut Seeded) -> Query {
        let (listing, point) = self.in_a_room(draw);
        let meeting = &listing.meeting;
        let km = *draw.pick(&[10.0, 25.0, 50.0]);
        let near = beside(point, Some(km), draw);
        let mut query = Query { near, sort: [Sort::Nearest, Sort::Soonest][turn % 2], ..self.anything(draw) };
        query.text = Some(said_of(listing, 1, draw));
        let filters = &mut query.filters;
        filters.fellowship = any([meeting.fellowship]);
        filters.attendance = any([Way::InPerson]);
        filters.weekday = any(meeting.schedule.slot.weekday());
        filters.time = around(listing);
        filters.types = any(meeting.types.iter().filter_map(|tag| tag.id).take(2));
        filters.audience = any(meeting.audience.first().copied());
        filters.access = any(meeting.access.iter().find(|(_, yes)| *yes).map(|(kind, _)| *kind));
        filters.languages = any(meeting.languages.first().cloned());
        query
    }

    fn words(&self, turn: usize, draw: &mut Seeded) -> Query {
        let words = said_of(draw.pick(self.listings), 1 + turn % 3, draw);
        Query {
            text: Some(words),
            sort: [Sort::Best, Sort::Best, Sort::Name][turn % 3],
            ..self.anything(draw)
        }
    }

    fn nearest(&self, turn: usize, draw: &mut Seeded) -> Query {
        let (listing, point) = self.in_a_room(draw);
        let near = beside(point, None, draw);
        let mut query = Query { near, sort: Sort::Nearest, ..self.anything(draw) };
        query.filters.fellowship = any([listing.meeting.fellowship]);
        if turn.is_multiple_of(2) {
            query.filters.weekday = any(listing.meeting.schedule.slot.weekday());
        }
        if turn.is_multiple_of(3) {
            query.filters.types = any(listing.meeting.types.iter().filter_map(|tag| tag.id).take(1));
        }
        query
    }

    fn online(&self, turn: usize, draw: &mut Seeded) -> Query {
        let mut query = Query { sort: Sort::Soonest, ..self.anything(draw) };
        query.filters.attendance = any([Way::Online, Way::Phone]);
        let meeting = &draw.pick(self.listings).meeting;
        match turn % 3 {
            0 => query.filters.fellowship = any([meeting.fellowship]),
            1 => query.filters.languages = any(meeting.languages.first().cloned()),
            _ => query.window = Some(Window::Now),
        }
        query
    }

    fn facets(&self, turn: usize, draw: &mut Seeded) -> Query {
        let (listing, point) = self.in_a_room(draw);
        let km = *draw.pick(&[25.0, 50.0, 100.0]);
        let near = beside(point, Some(km), draw);
        let mut query = Query { near, facets: true, sort: Sort::Nearest, ..self.anything(draw) };
        if turn % 2 == 1 {
            query.filters.fellowship = any([listing.meeting.fellowship]);
            query.filters.weekday = any(listing.meeting.schedule.slot.weekday());
        }
        query
    }

    /// A question without any condition, from somebody somewhere.
    fn anything(&self, draw: &mut Seeded) -> Query {
        let zone = draw.pick(self.listings).meeting.schedule.zone.clone();
        Query::all(self.now, zone.expect("the synthetic world has zones everywhere"))
    }

    /// A meeting that meets every week in a room.
    fn in_a_room(&self, draw: &mut Seeded) -> (&Listing, GeoPoint) {
        loop {
            let listing = draw.pick(self.listings);
            let meeting = &listing.meeting;
            let is_weekly = matches!(meeting.schedule.slot, Slot::Weekly { .. });
            let point = meeting.venue.as_ref().and_then(|venue| venue.point);
            if let (true, State::Active, Some(point)) = (is_weekly, meeting.state, point) {
                return (listing, point);
            }
        }
    }
}

/// A zone that a question may come from when no listing is at hand.
pub fn home() -> Zone {
    Zone::parse("America/Chicago").expect("the zone is in the database")
}

fn any<T>(values: impl IntoIterator<Item = T>) -> Choice<T> {
    Choice { any: values.into_iter().collect(), none: Vec::new() }
}

/// A few kilometres away.
fn beside(point: GeoPoint, radius_km: Option<f64>, draw: &mut Seeded) -> Option<Near> {
    let lat = (point.lat() + draw.bell() * 0.02).clamp(-89.0, 89.0);
    let lon = (point.lon() + draw.bell() * 0.02).clamp(-180.0, 180.0);
    Some(Near { lat, lon, radius_km })
}

/// An hour and a half on either side of a meeting's start.
fn around(listing: &Listing) -> TimeOfDay {
    let minute = listing.meeting.schedule.slot.minute_of_week().unwrap_or(0) % 1440;
    TimeOfDay { after: Some((minute + 1440 - 90) % 1440), before: Some((minute + 90) % 1440) }
}

/// Words that occur in a listing, now and then with the last one still being typed.
fn said_of(listing: &Listing, count: usize, draw: &mut Seeded) -> String {
    let meeting = &listing.meeting;
    let venue = meeting.venue.as_ref();
    let mut known = text::words(&meeting.name);
    let more =
        [venue.and_then(|v| v.name.as_ref()), venue.and_then(|v| v.city.as_ref()), meeting.notes.as_ref()];
    known.extend(more.into_iter().flatten().flat_map(|text| text::words(text)));
    known.retain(|word| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic));
    if known.is_empty() {
        return "hope".to_owned();
    }
    let mut words: Vec<String> = (0..count).map(|_| draw.favour(&known).clone()).collect();
    if draw.chance(0.2)
        && let Some(last) = words.last_mut()
    {
        // three letters: longer ones that are no word would also be taken for misspelt
        *last = last.chars().take(3).collect();
    }
    words.join(" ")
}
