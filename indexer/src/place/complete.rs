//! Fills in places and zones that are missing, for a publication. What is stated is never touched.

use super::address::Address;
use super::gazetteer::Gazetteer;
use super::known::KnownPlaces;
use super::learnt::Learnt;
use super::resolve::{How, Resolved, Resolver};
use everyroom_feeds::country::Country;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::meeting::{Inferred, Meeting};
use everyroom_feeds::place::Precision;
use everyroom_feeds::schedule::ZoneSource;
use everyroom_feeds::source::Source;
use everyroom_feeds::zone::Zone;
use std::collections::HashMap;

/// The largest places of a region that have to share a zone for it to be the zone of the region.
const PLACES_OF_A_REGION: usize = 20;

/// Places for meetings that have an address and no point.
#[derive(Debug)]
pub struct Places {
    learnt: Learnt,
    home: HashMap<SourceId, Country>,
}

impl Places {
    /// Learns from meetings of these sources: from points first, and then, for lists that have few, from the towns
    /// that leave no doubt, where the list belongs.
    pub fn learn<'a, M>(meetings: M, sources: &[Source]) -> Self
    where
        M: IntoIterator<Item = &'a Meeting> + Clone,
    {
        let homes = sources.iter().filter_map(|source| Some((source.id.clone(), source.country?)));
        let home: HashMap<SourceId, Country> = homes.collect();
        let learnt = Learnt::from_meetings(meetings.clone(), |source| home.get(source).copied());
        let mut places = Self { learnt, home };
        let found = meetings.into_iter().filter_map(|meeting| {
            let resolved = places.resolve(meeting).filter(|resolved| resolved.how != How::Region)?;
            Some((meeting.source.clone(), resolved.point))
        });
        let found: Vec<_> = found.collect();
        places.learnt.belong(found);
        places
    }

    /// What the meetings that are shown teach, for whoever types a postal code or a town.
    pub fn known<'a>(&self, shown: impl IntoIterator<Item = &'a Meeting> + Clone) -> KnownPlaces {
        KnownPlaces::learn(shown, &self.home)
    }

    /// Gives a meeting the point of its address if it has none, and the zone of that point if it has none. An online
    /// meeting is nowhere. Returns how the point was found.
    pub fn complete(&self, meeting: &mut Meeting) -> Option<How> {
        let resolved = self.resolve(meeting)?;
        let venue = meeting.venue.as_mut()?;
        venue.point = Some(resolved.point);
        venue.precision = Some(resolved.precision);
        meeting.inferred.push(Inferred::Point);
        if meeting.schedule.zone.is_none()
            && let Some(zone) = zone_of(&resolved)
        {
            meeting.schedule.zone = Some(zone);
            meeting.schedule.zone_source = Some(ZoneSource::Coordinates);
            meeting.inferred.push(Inferred::Timezone);
        }
        Some(resolved.how)
    }

    fn resolve(&self, meeting: &Meeting) -> Option<Resolved> {
        let venue = meeting.venue.as_ref().filter(|venue| venue.point.is_none())?;
        if meeting.attendance.is_remote_only() {
            return None;
        }
        let address =
            Address::of(venue, self.home.get(&meeting.source).copied()).or_regions(&meeting.regions);
        let resolver = Resolver { gazetteer: Gazetteer::embedded(), learnt: &self.learnt };
        resolver.resolve(&address, &meeting.source)
    }
}

/// The zone of a point; of a region only where its large places share one.
pub(super) fn zone_of(resolved: &Resolved) -> Option<Zone> {
    let zone = Zone::at(resolved.point)?;
    if resolved.precision != Precision::Region {
        return Some(zone);
    }
    let gazetteer = Gazetteer::embedded();
    let row = gazetteer.regions().iter().find(|row| row.point == resolved.point)?;
    let places = gazetteer.largest_in(row).take(PLACES_OF_A_REGION);
    let mut zones = places.filter_map(|place| Zone::at(gazetteer.point(place)?));
    zones.all(|other| other == zone).then_some(zone)
}
