//! What can only be decided once all records of a feed are read: points that many share, zones, keys that
//! repeat, names that say nothing of their own.

mod copies;
mod duplicates;
mod names;
mod points;
mod zones;

use super::context::{Anchor, Feed};
use crate::id::{MeetingId, SeriesId};
use crate::meeting::{Inferred, Meeting};
use crate::schedule::{Repeat, Slot};
use crate::zone::Zone;
use std::collections::HashSet;

/// A record that was read, before the feed as a whole was looked at.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// The meeting; its slot is that of the first day.
    pub(super) meeting: Meeting,
    /// When it is held; several when the record names several days.
    pub(super) slots: Vec<Held>,
    /// The zone that the record itself names.
    pub(super) own_zone: Option<Zone>,
    /// Where the record stands.
    pub(super) anchor: Anchor<'a>,
}

/// One slot of a record, and what keeps it from being held every week.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) slot: Slot,
    pub(super) repeat: Option<Box<Repeat>>,
}

impl std::fmt::Debug for Held {
    /// As the slot alone where there is no repeat: keys of records that share one are digests of this.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.repeat {
            None => self.slot.fmt(f),
            Some(repeat) => write!(f, "{:?} {repeat:?}", self.slot),
        }
    }
}

impl From<Slot> for Held {
    fn from(slot: Slot) -> Self {
        Self { slot, repeat: None }
    }
}

/// Finishes the drafts of a feed.
pub(super) fn finish<'a>(feed: &mut Feed<'a>, mut drafts: Vec<Draft<'a>>) -> Vec<Meeting> {
    points::judge(feed, &mut drafts);
    zones::choose(feed, &mut drafts);
    copies::judge(feed, &drafts);
    let drafts = duplicates::settle(feed, drafts);
    names::judge(feed, &drafts);
    let mut meetings: Vec<Meeting> = drafts.into_iter().flat_map(expand).collect();
    part_equal_keys(&mut meetings);
    meetings
}

/// A key that happens to look like the key of one day of a series must not become the same meeting.
fn part_equal_keys(meetings: &mut [Meeting]) {
    let mut seen: HashSet<String> = HashSet::with_capacity(meetings.len());
    for meeting in meetings {
        while !seen.insert(meeting.key.clone()) {
            meeting.key.push('~');
            meeting.id = MeetingId::of(&meeting.source, &meeting.key);
        }
    }
}

/// One meeting a day; those of one record are tied by a series.
fn expand(draft: Draft<'_>) -> Vec<Meeting> {
    let Draft { meeting, slots, .. } = draft;
    let is_series = slots.len() > 1;
    let series = is_series.then(|| SeriesId::of(&meeting.source, &meeting.key));
    let one_day = |Held { slot, repeat }: Held| {
        let mut meeting = meeting.clone();
        if let Some(day) = slot.weekday().filter(|_| is_series) {
            meeting.key = format!("{}@{}", meeting.key, day.id());
        }
        meeting.id = MeetingId::of(&meeting.source, &meeting.key);
        meeting.series.clone_from(&series);
        if matches!(slot, Slot::Weekly { minutes: None, .. }) {
            meeting.inferred.push(Inferred::End);
        }
        meeting.schedule.slot = slot;
        meeting.schedule.repeat = repeat;
        meeting
    };
    slots.into_iter().map(one_day).collect()
}
