//! What a reader sees of a group of meetings that are the same: per field the nearest origin that has it.

use crate::store::meetings::StoredMeeting;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::meeting::Meeting;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The view of one meeting over all its sources; what people see. Holds nothing that changes with time of day,
/// asker or language, so that it can be written down once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Its public id, for life.
    pub id: String,
    /// The integer of its founding meeting.
    pub number: i64,
    /// The chosen value of every field.
    pub meeting: Meeting,
    /// The meetings behind it, the chosen one first.
    pub origins: Vec<Origin>,
    /// Which origin a field came from, by position in `origins`, where it was not the first.
    pub taken_from: BTreeMap<String, usize>,
    /// What the origins do not agree on.
    pub conflicts: Vec<Conflict>,
    /// When its content last changed here.
    pub changed: Timestamp,
}

/// A meeting behind a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The source.
    pub source: SourceId,
    /// The publisher's own key.
    pub key: String,
    /// Our integer for it.
    pub number: i64,
    /// The publisher's page.
    pub url: Option<String>,
    /// When the publisher changed it last.
    pub updated: Option<Date>,
}

/// A field on which origins do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The field, as `venue.address`.
    pub field: String,
    /// What each says: source and value.
    pub values: Vec<(SourceId, String)>,
}

/// Makes the view of a group, the nearest origin first.
pub fn view(id: String, group: &[&StoredMeeting]) -> Listing {
    let nearest = group[0];
    let mut listing = Listing {
        id,
        number: nearest.number,
        meeting: nearest.meeting.clone(),
        origins: group.iter().map(|stored| origin(stored)).collect(),
        taken_from: BTreeMap::new(),
        conflicts: Vec::new(),
        changed: group.iter().map(|stored| stored.changed).max().unwrap_or(nearest.changed),
    };
    for (at, stored) in group.iter().enumerate().skip(1) {
        fill(&mut listing, at, &stored.meeting);
    }
    listing.conflicts.extend(conflict(group, "venue.address", |meeting| {
        meeting.venue.as_ref().and_then(|venue| venue.address.clone())
    }));
    listing.conflicts.extend(conflict(group, "schedule.end", |meeting| {
        meeting.schedule.slot.end().map(|end| end.strftime("%H:%M").to_string())
    }));
    listing
}

fn origin(stored: &StoredMeeting) -> Origin {
    let meeting = &stored.meeting;
    Origin {
        source: meeting.source.clone(),
        key: meeting.key.clone(),
        number: stored.number,
        url: meeting.url.clone(),
        updated: meeting.updated,
    }
}

/// Takes over what the nearer origins leave open.
fn fill(listing: &mut Listing, at: usize, other: &Meeting) {
    let Listing { meeting, taken_from, .. } = listing;
    let mut take = |field: &str| taken_from.insert(field.to_owned(), at);
    if meeting.group.is_none() && other.group.is_some() {
        meeting.group.clone_from(&other.group);
        take("group");
    }
    if meeting.notes.is_none() && other.notes.is_some() {
        meeting.notes.clone_from(&other.notes);
        take("notes");
    }
    if meeting.online.is_none() && other.online.is_some() {
        meeting.online.clone_from(&other.online);
        take("online");
        // a way to join is one that can be searched for
        meeting.attendance.online |= other.attendance.online;
        meeting.attendance.phone |= other.attendance.phone;
    }
    if meeting.venue.is_none() && other.venue.is_some() {
        meeting.venue.clone_from(&other.venue);
        take("venue");
    } else if let (Some(venue), Some(others)) = (&mut meeting.venue, &other.venue)
        && venue.point.is_none()
        && others.point.is_some()
        && venue.address == others.address
    {
        (venue.point, venue.precision) = (others.point, others.precision);
        take("venue.point");
    }
    if meeting.types.is_empty() && !other.types.is_empty() {
        meeting.types.clone_from(&other.types);
        take("types");
    }
}

fn conflict(
    group: &[&StoredMeeting],
    field: &str,
    value: impl Fn(&Meeting) -> Option<String>,
) -> Option<Conflict> {
    let stated = group.iter().filter_map(|stored| Some((stored, value(&stored.meeting)?)));
    let values: Vec<_> = stated.map(|(stored, text)| (stored.meeting.source.clone(), text)).collect();
    let fold = |text: &str| text.to_lowercase().replace([',', '.', ' '], "");
    let agree = values.windows(2).all(|pair| fold(&pair[0].1) == fold(&pair[1].1));
    (!agree).then(|| Conflict { field: field.to_owned(), values })
}
