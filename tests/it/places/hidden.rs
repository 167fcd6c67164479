//! Hides points that are known, concludes them from the address alone, and measures how far off that is.
//! `EVERYROOM_SHOW_WRONG=1` shows what is wrong or nowhere, line by line.

use super::corpus::List;
use super::{is_in_a_room, percent};
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::place::{GeoPoint, Precision};
use everyroom_feeds::zone::Zone;
use everyroom_indexer::place::{How, Places};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Further off than this is a wrong place, not a rough one.
const WRONG_KM: f64 = 25.0;

/// How the venues are divided into those that teach and those that are hidden.
#[derive(Clone, Copy, PartialEq)]
enum Lesson {
    /// Nothing is learnt.
    Nothing,
    /// From the venues of one half of the places; those of the other half were never seen.
    OtherPlaces,
    /// From one half of the meetings, many of which are in the same rooms as the hidden ones.
    OtherMeetings,
}

impl Lesson {
    const ALL: [(Lesson, &str); 3] = [
        (Lesson::Nothing, "nothing learnt"),
        (Lesson::OtherPlaces, "half of the places learnt"),
        (Lesson::OtherMeetings, "half of the meetings learnt"),
    ];

    fn teaches(self, meeting: &Meeting) -> bool {
        let place = meeting.venue.as_ref().and_then(|venue| venue.point);
        match self {
            Lesson::Nothing => false,
            // one room within a hundred metres
            Lesson::OtherPlaces => {
                place.is_some_and(|point| is_even(&format!("{:.3} {:.3}", point.lat(), point.lon())))
            }
            Lesson::OtherMeetings => is_even(&format!("{} {}", meeting.source, meeting.key)),
        }
    }
}

fn is_even(words: &str) -> bool {
    blake3::hash(words.as_bytes()).as_bytes()[0].is_multiple_of(2)
}

/// Where a meeting truly is, if its list says so to the street.
fn truth(meeting: &Meeting) -> Option<GeoPoint> {
    let venue = meeting.venue.as_ref().filter(|_| is_in_a_room(meeting))?;
    // some lists have points in another state than their address: not the truth
    let is_true = |point: &GeoPoint| {
        venue.region.and_then(|region| region.may_hold(*point)) != Some(false)
            && venue.country.and_then(|country| country.may_hold(*point)) != Some(false)
    };
    let has_words = venue.address.is_some() || venue.city.is_some() || venue.postal_code.is_some();
    venue.point.filter(is_true).filter(|_| venue.precision == Some(Precision::Street) && has_words)
}

#[derive(Default)]
struct Errors {
    km: Vec<f64>,
    zones_wrong: usize,
    zones: usize,
}

impl Errors {
    fn quantile(&self, tenths: usize) -> f64 {
        self.km.get((self.km.len().max(1) - 1) * tenths / 10).copied().unwrap_or(f64::NAN)
    }

    fn wrong(&self) -> usize {
        self.km.iter().filter(|km| **km > WRONG_KM).count()
    }

    fn write(&self, what: &str, hidden: usize, text: &mut String) {
        writeln!(
            text,
            "| {what} | {} | {} | {:.1} | {:.1} | {} | {} |",
            self.km.len(),
            percent(self.km.len(), hidden),
            self.quantile(5),
            self.quantile(9),
            percent(self.wrong(), self.km.len()),
            percent(self.zones_wrong, self.zones),
        )
        .unwrap();
    }
}

/// Measures, writes the table, and holds the floors.
pub fn measure(lists: &[List], text: &mut String) -> Vec<String> {
    let mut faults = Vec::new();
    *text += "\n| how, and what was learnt before | meetings | of the hidden | p50 km | p90 km | over 25 km off | another zone |\n\
        |---|---:|---:|---:|---:|---:|---:|\n";
    for (lesson, words) in Lesson::ALL {
        let (hidden, mut by_how) = run(lists, lesson);
        let mut exact = Errors::default();
        for (how, errors) in &mut by_how {
            errors.km.sort_by(f64::total_cmp);
            if *how != How::Region {
                exact.km.extend(&errors.km);
                exact.zones += errors.zones;
                exact.zones_wrong += errors.zones_wrong;
            }
        }
        exact.km.sort_by(f64::total_cmp);
        exact.write(&format!("**all but regions: {words}**"), hidden, text);
        for (how, errors) in &by_how {
            errors.write(&format!("{how:?}"), hidden, text);
        }
        faults.extend(fault(lesson, hidden, &exact).map(|fault| format!("{words}: {fault}")));
    }
    faults
}

fn run(lists: &[List], lesson: Lesson) -> (usize, BTreeMap<How, Errors>) {
    let sources: Vec<_> = lists.iter().map(|list| list.source.clone()).collect();
    let all = || lists.iter().flat_map(|list| &list.meetings);
    let pupils = all().filter(|meeting| !lesson.teaches(meeting));
    let hidden: Vec<(&Meeting, GeoPoint, Meeting)> =
        pupils.filter_map(|meeting| Some((meeting, truth(meeting)?, blind(meeting)))).collect();
    let teachers = all().filter(|meeting| lesson.teaches(meeting));
    let places = Places::learn(teachers.chain(hidden.iter().map(|(.., blind)| blind)), &sources);
    let mut by_how: BTreeMap<How, Errors> = BTreeMap::new();
    let count = hidden.len();
    for (meeting, truth, mut blind) in hidden.iter().cloned() {
        let Some(how) = places.complete(&mut blind) else {
            show("NOWHERE", meeting);
            continue;
        };
        if how == How::Region {
            show("REGION", meeting);
        }
        let Some(point) = blind.venue.as_ref().and_then(|venue| venue.point) else { continue };
        let errors = by_how.entry(how).or_default();
        let km = point.distance_km(truth);
        errors.km.push(km);
        if let (Some(zone), Some(right)) = (blind.schedule.zone, Zone::at(truth)) {
            errors.zones += 1;
            errors.zones_wrong += usize::from(zone != right);
        }
        if km > WRONG_KM && how != How::Region && std::env::var_os("EVERYROOM_SHOW_WRONG").is_some() {
            let venue = meeting.venue.as_ref().unwrap();
            let (city, zip) = (&venue.city, &venue.postal_code);
            let address = &venue.address;
            eprintln!(
                "WRONG {how:?} {km:.0} km {} {address:?} {city:?} {:?} {zip:?} {truth:?} {point:?}",
                meeting.source, venue.state
            );
        }
    }
    (count, by_how)
}

fn blind(meeting: &Meeting) -> Meeting {
    let mut blind = meeting.clone();
    if let Some(venue) = &mut blind.venue {
        (venue.point, venue.precision) = (None, None);
    }
    blind.schedule.zone = None;
    blind
}

fn show(what: &str, meeting: &Meeting) {
    if std::env::var_os("EVERYROOM_SHOW_WRONG").is_some() {
        let venue = meeting.venue.as_ref().unwrap();
        eprintln!(
            "{what} {} {:?} {:?} {:?} {:?}",
            meeting.source, venue.address, venue.city, venue.state, venue.postal_code
        );
    }
}

/// What falls short of the floors, which are a little below what was measured.
fn fault(lesson: Lesson, hidden: usize, exact: &Errors) -> Option<String> {
    let placed = exact.km.len() as f64 / hidden as f64;
    let wrong = exact.wrong() as f64 / exact.km.len() as f64;
    let zones_wrong = exact.zones_wrong as f64 / exact.zones as f64;
    let (most_km, least_placed) = match lesson {
        Lesson::Nothing => (2.0, 0.6),
        Lesson::OtherPlaces => (2.0, 0.7),
        Lesson::OtherMeetings => (0.5, 0.88),
    };
    let p50 = exact.quantile(5);
    let holds =
        hidden > 5_000 && placed > least_placed && p50 < most_km && wrong < 0.01 && zones_wrong < 0.005;
    (!holds)
        .then(|| format!("{placed} of {hidden} placed, {p50} km, {wrong} wrong, {zones_wrong} zones wrong"))
}
