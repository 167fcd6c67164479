//! Which zone a meeting's wall time is in: the record's own, the map's, or the one the source was configured with.

use super::Draft;
use crate::format::context::{Fault, Feed};
use crate::meeting::{Inferred, Meeting};
use crate::notice::Code;
use crate::place::{GeoPoint, Precision};
use crate::schedule::ZoneSource;
use crate::zone::Zone;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// Chooses a zone for every draft.
pub(super) fn choose<'a>(feed: &mut Feed<'a>, drafts: &mut [Draft<'a>]) {
    let mut same_rules = SameRules::default();
    for draft in drafts.iter_mut() {
        let of_point = point(&draft.meeting).and_then(Zone::at);
        if let (Some(own), Some(of_point)) = (&draft.own_zone, &of_point)
            && has_exact_point(&draft.meeting)
            && !same_rules.compare(own, of_point)
        {
            let value = format!("{own}, but the place is in {of_point}");
            feed.note(&draft.anchor, Fault::new(Code::TimezoneMismatch).field("timezone").value(value));
        }
        let own = draft.own_zone.clone().map(|zone| (zone, ZoneSource::Meeting));
        let of_point = of_point.map(|zone| (zone, ZoneSource::Coordinates));
        let of_source = feed.source.timezone.clone().map(|zone| (zone, ZoneSource::Source));
        // a room has the time of its place; an online meeting is run from anywhere, so its town comes last
        let chosen = match draft.meeting.attendance.is_remote_only() {
            true => own.or(of_source).or(of_point),
            false => own.or(of_point).or(of_source),
        };
        match chosen {
            Some((zone, source)) => {
                if source != ZoneSource::Meeting {
                    draft.meeting.inferred.push(Inferred::Timezone);
                }
                draft.meeting.schedule.zone = Some(zone);
                draft.meeting.schedule.zone_source = Some(source);
            }
            None => feed.note(&draft.anchor, Fault::new(Code::TimezoneMissing)),
        }
    }
}

fn point(meeting: &Meeting) -> Option<GeoPoint> {
    meeting.venue.as_ref()?.point
}

fn has_exact_point(meeting: &Meeting) -> bool {
    let precision = meeting.venue.as_ref().and_then(|venue| venue.precision);
    meeting.attendance.in_person && matches!(precision, Some(Precision::Street | Precision::Venue))
}

/// Whether two zones keep the same time nowadays; remembers its answers.
#[derive(Debug, Default)]
pub(super) struct SameRules {
    known: HashMap<(Zone, Zone), bool>,
}

impl SameRules {
    /// Compares the offsets of two zones over two recent years.
    pub(super) fn compare(&mut self, a: &Zone, b: &Zone) -> bool {
        if a == b {
            return true;
        }
        *self.known.entry((a.clone(), b.clone())).or_insert_with(|| {
            let (a, b) = (a.rules(), b.rules());
            // fixed years: the answer must not depend on when it is asked
            let start = Timestamp::from_second(1_735_700_400).unwrap_or(Timestamp::UNIX_EPOCH);
            (0..104).all(|week| {
                let instant = start + SignedDuration::from_hours(week * 7 * 24);
                a.to_offset(instant) == b.to_offset(instant)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_with_one_time_are_told_from_others() {
        let zone = |name: &str| Zone::parse(name).unwrap();
        let mut same = SameRules::default();
        assert!(same.compare(&zone("America/New_York"), &zone("America/Detroit")));
        assert!(!same.compare(&zone("America/Phoenix"), &zone("America/Denver")));
        assert!(
            !same.compare(&zone("America/Phoenix"), &zone("America/Los_Angeles")),
            "the same only in summer"
        );
        assert!(same.compare(&zone("Europe/Berlin"), &zone("Europe/Paris")));
    }
}
