//! An invented listing for the tests of calendars and texts.

use super::Paper;
use crate::sources::SourceFacts;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::id::{MeetingId, SourceId};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::meeting::{Attendance, LinkState, Meeting, Online, RawPlace, State};
use everyroom_feeds::place::{GeoPoint, Precision, Venue};
use everyroom_feeds::schedule::{Schedule, Slot, Weekday};
use everyroom_feeds::zone::Zone;
use everyroom_indexer::merge::{Listing, Origin};
use everyroom_indexer::search::{Hit, hit_of};
use jiff::Timestamp;
use jiff::civil::time;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Sunday, 18:40 in San Jose.
pub fn now() -> Timestamp {
    "2026-11-23T02:40:00Z".parse().unwrap()
}

pub fn weekly(zone: &str, weekday: Weekday, hour: i8, minute: i8, minutes: Option<u16>) -> Schedule {
    let slot = Slot::Weekly { weekday, start: time(hour, minute, 0, 0), minutes };
    Schedule { slot, repeat: None, text: None, zone: Zone::parse(zone), zone_source: None }
}

/// Sundays at 19:00 in a hall in San Jose.
pub fn meeting() -> Meeting {
    let source = SourceId::parse("na-example").unwrap();
    Meeting {
        id: MeetingId::of(&source, "1"),
        source,
        key: "1".to_owned(),
        series: None,
        fellowship: Fellowship::parse("na").unwrap(),
        name: "Clean Start".to_owned(),
        group: None,
        entity: None,
        regions: Vec::new(),
        district: None,
        attendance: Attendance { in_person: true, ..Attendance::default() },
        state: State::Active,
        schedule: weekly("America/Los_Angeles", Weekday::Sun, 19, 0, Some(60)),
        venue: Some(Venue {
            name: Some("Example Hall".to_owned()),
            address: Some("268 Maple Street, San Jose, CA 95112".to_owned()),
            notes: Some("Side door, second floor".to_owned()),
            point: GeoPoint::new(37.3512, -121.8841).ok(),
            precision: Some(Precision::Street),
            ..Venue::default()
        }),
        online: None,
        types: Vec::new(),
        audience: vec![Kind::parse("newcomers").unwrap()],
        access: vec![(Kind::parse("step_free").unwrap(), true)],
        languages: vec!["en".to_owned()],
        covers: Vec::new(),
        for_whom: Vec::new(),
        notes: None,
        url: Some("https://na-example.example/clean-start".to_owned()),
        updated: None,
        lineage: None,
        world_id: None,
        inferred: Vec::new(),
        raw: RawPlace::default(),
    }
}

/// The same, to be joined by a link and a telephone.
pub fn online() -> Meeting {
    Meeting {
        name: "Candle Room".to_owned(),
        attendance: Attendance { online: true, phone: true, ..Attendance::default() },
        online: Some(Online {
            url: Some("https://zoom.example/j/123?pwd=Ab1".to_owned()),
            provider: Some("zoom".to_owned()),
            phone: Some("+1 (555) 555-0100,,123456#,,4321#".to_owned()),
            access_code: Some("4321".to_owned()),
            notes: None,
            link: LinkState::Published,
        }),
        ..meeting()
    }
}

/// A listing of the meeting, changed on the 1st of November 2026.
pub fn hit(meeting: Meeting) -> Hit {
    let origin = Origin {
        source: meeting.source.clone(),
        key: meeting.key.clone(),
        number: 1,
        url: None,
        updated: None,
    };
    let listing = Listing {
        id: "m7k3f9qz2w1ab".to_owned(),
        number: 1,
        meeting,
        origins: vec![origin],
        taken_from: BTreeMap::new(),
        conflicts: Vec::new(),
        changed: "2026-11-01T12:00:00Z".parse().unwrap(),
    };
    hit_of(listing, now(), None)
}

/// What is written of these, in English.
pub fn paper(hits: &[Hit]) -> Paper<'_> {
    static FACTS: LazyLock<SourceFacts> = LazyLock::new(SourceFacts::default);
    static ZONE: LazyLock<Zone> = LazyLock::new(|| Zone::parse("UTC").unwrap());
    Paper {
        hits,
        total: hits.len() as u64,
        facts: &FACTS,
        language: UiLanguage::En,
        now: now(),
        zone: &ZONE,
        asker: None,
        public_url: Some("https://rooms.example/"),
        discreet: false,
    }
}
