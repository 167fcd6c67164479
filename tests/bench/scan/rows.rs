//! What the scan needs of every meeting at hand: a row of plain values, so that most meetings are passed over without
//! touching their texts.

use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::meeting::{Attendance, State};
use everyroom_feeds::schedule::{Schedule, Slot, Weekday};
use everyroom_feeds::zone::Zone;
use everyroom_indexer::generation::text::fold;
use everyroom_indexer::merge::Listing;
use std::collections::HashMap;

/// A meeting.
pub struct Row {
    /// Where its room is; `None` for what has no room.
    pub point: Option<(f64, f64)>,
    /// Position of its schedule; `None` when it has no instants.
    pub schedule: Option<u32>,
    /// Minute of the day of the start, on its own clock.
    pub minute: Option<u16>,
    /// The day, on its own calendar.
    pub weekday: Option<Weekday>,
    /// Whose it is.
    pub fellowship: Fellowship,
    /// How to take part.
    pub attendance: Attendance,
    /// Whether it meets.
    pub state: State,
    /// At any time.
    pub is_always_on: bool,
    /// Rank of its id among all.
    pub id_rank: u32,
    /// Rank of its folded name.
    pub name_rank: u32,
}

/// All meetings, and the schedules they share.
pub struct Rows {
    /// The meetings.
    pub rows: Vec<Row>,
    /// Equal schedules are one.
    pub schedules: Vec<Schedule>,
}

impl Rows {
    /// Of listings, in their order.
    pub fn of(listings: &[Listing]) -> Self {
        let mut schedules = Schedules::default();
        let id_ranks = ranks(listings, |listing| listing.id.clone());
        let name_ranks = ranks(listings, |listing| (fold(&listing.meeting.name), listing.id.clone()));
        let row = |(at, listing): (usize, &Listing)| {
            let meeting = &listing.meeting;
            let slot = meeting.schedule.slot;
            let point = meeting.venue.as_ref().and_then(|venue| venue.point);
            let has_room = !meeting.attendance.is_remote_only();
            Row {
                point: point.filter(|_| has_room).map(|point| (point.lat(), point.lon())),
                schedule: schedules.number(&meeting.schedule),
                minute: slot.minute_of_week().map(|minute| minute % 1440),
                weekday: slot.weekday(),
                fellowship: meeting.fellowship,
                attendance: meeting.attendance,
                state: meeting.state,
                is_always_on: slot == Slot::AlwaysOn,
                id_rank: id_ranks[at],
                name_rank: name_ranks[at],
            }
        };
        let rows = listings.iter().enumerate().map(row).collect();
        Self { rows, schedules: schedules.all }
    }
}

#[derive(Default)]
struct Schedules {
    all: Vec<Schedule>,
    numbers: HashMap<(Zone, u16, Option<u16>), u32>,
}

impl Schedules {
    fn number(&mut self, schedule: &Schedule) -> Option<u32> {
        let Slot::Weekly { minutes, .. } = schedule.slot else { return None };
        let key = (schedule.zone.clone()?, schedule.slot.minute_of_week()?, minutes);
        let next = self.all.len() as u32;
        Some(*self.numbers.entry(key).or_insert_with(|| {
            self.all.push(schedule.clone());
            next
        }))
    }
}

fn ranks<K: Ord>(listings: &[Listing], key: impl Fn(&Listing) -> K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..listings.len()).collect();
    order.sort_by_cached_key(|&at| key(&listings[at]));
    let mut ranks = vec![0; listings.len()];
    order.into_iter().zip(0..).for_each(|(at, rank)| ranks[at] = rank);
    ranks
}
