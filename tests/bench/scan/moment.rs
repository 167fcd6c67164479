//! Schedules as they stand at the moment of a question. Each is worked out by the calendar once a question, when the
//! first meeting that has it comes by.

use super::rows::Row;
use everyroom_feeds::schedule::{Schedule, Weekday};
use everyroom_indexer::search::{Query, Window};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What comes before every meeting that has not begun yet.
pub const UNDER_WAY: u32 = 1440;

/// The moment of a question.
pub struct Moment<'a> {
    now: Timestamp,
    asker: TimeZone,
    schedules: &'a [Schedule],
    looks: Vec<Option<Look>>,
}

/// A schedule at the moment of a question.
#[derive(Clone, Copy)]
struct Look {
    /// Minutes since it began, when it is under way.
    since: Option<u32>,
    next: Timestamp,
    until: u32,
    /// Day and minute of the day of the start that is shown, under way or next, on the asker's clock.
    asker_day: Weekday,
    asker_minute: u16,
}

impl<'a> Moment<'a> {
    /// The moment of a question that is asked on the whole minute.
    pub fn new(schedules: &'a [Schedule], query: &Query) -> Self {
        Self { now: query.now, asker: query.zone.rules(), schedules, looks: vec![None; schedules.len()] }
    }

    fn look(&mut self, row: &Row) -> Option<Look> {
        let at = row.schedule? as usize;
        if self.looks[at].is_none() {
            self.looks[at] = self.look_up(&self.schedules[at]);
        }
        self.looks[at]
    }

    fn look_up(&self, schedule: &Schedule) -> Option<Look> {
        let minutes = |from: Timestamp, to: Timestamp| to.duration_since(from).as_mins() as u32;
        let under_way = schedule.under_way(self.now).map(|o| o.start);
        let since = under_way.as_ref().map(|start| minutes(start.timestamp(), self.now));
        let next = schedule.next_from(self.now)?.start;
        let there = under_way.as_ref().unwrap_or(&next).with_time_zone(self.asker.clone());
        Some(Look {
            since,
            next: next.timestamp(),
            until: minutes(self.now, next.timestamp()),
            asker_day: Weekday::of(there.date()),
            asker_minute: there.hour().unsigned_abs() as u16 * 60 + there.minute().unsigned_abs() as u16,
        })
    }

    /// Day and minute of the day: on the clock of the room, or the asker's where there is no room.
    pub fn day_and_minute(&mut self, row: &Row) -> (Option<Weekday>, Option<u16>) {
        let look = row.attendance.is_remote_only().then(|| self.look(row)).flatten();
        look.map_or((row.weekday, row.minute), |look| (Some(look.asker_day), Some(look.asker_minute)))
    }

    /// Whether it is held in a span of time.
    pub fn is_in(&mut self, row: &Row, window: Window) -> bool {
        if row.is_always_on {
            return true;
        }
        let Some(look) = self.look(row) else { return false };
        match window {
            Window::Now => look.since.is_some(),
            // the benchmark's spans begin at the moment of asking
            Window::Between { to, ongoing, .. } => look.next < to || ongoing && look.since.is_some(),
        }
    }

    /// Order in time: under way first, the latest begun before the others, then by start, last what has no time.
    pub fn wait(&mut self, row: &Row) -> u32 {
        self.look(row).map_or(u32::MAX, |look| look.since.unwrap_or(look.until + UNDER_WAY))
    }
}
