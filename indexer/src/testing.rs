//! Invented meetings for the tests of this crate.

use crate::catalogue::Catalogue;
use crate::store::attempts::{AttemptRow, Finish, Outcome, Snapshot, SnapshotPart};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::id::{MeetingId, SourceId};
use everyroom_feeds::meeting::{Attendance, Meeting, RawPlace, State};
use everyroom_feeds::notice::Notices;
use everyroom_feeds::place::{GeoPoint, Precision, Venue};
use everyroom_feeds::plan::Role;
use everyroom_feeds::reading::{Format, Reading, Tables};
use everyroom_feeds::schedule::{Schedule, Slot, Weekday, ZoneSource};
use everyroom_feeds::source::Source;
use everyroom_feeds::zone::Zone;
use jiff::Timestamp;
use jiff::civil::time;

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn source_id(id: &str) -> SourceId {
    SourceId::parse(id).unwrap()
}

pub fn source(id: &str) -> Source {
    Source {
        id: source_id(id),
        name: format!("The list of {id}"),
        url: format!("http://{id}.example/feed.json").parse().unwrap(),
        format: Default::default(),
        fellowship: Fellowship::parse("aa").unwrap(),
        timezone: None,
        country: None,
        region: None,
        permission: Default::default(),
        licence: String::new(),
        contact: String::new(),
        schedule: String::new(),
        recipe: None,
        site: None,
        also: Vec::new(),
        found_in: String::new(),
        verified: Default::default(),
    }
}

pub fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

/// A meeting in a room in San Jose, Tuesdays at 19:30 for an hour.
pub fn meeting(source: &str, key: &str) -> Meeting {
    let source = source_id(source);
    Meeting {
        id: MeetingId::of(&source, key),
        source,
        key: key.to_owned(),
        series: None,
        fellowship: Fellowship::parse("aa").unwrap(),
        name: format!("Meeting {key}"),
        group: None,
        entity: None,
        regions: Vec::new(),
        district: None,
        attendance: Attendance { in_person: true, ..Attendance::default() },
        state: State::Active,
        schedule: weekly("America/Los_Angeles", Weekday::Tue, 19, 30, Some(60)),
        venue: Some(Venue {
            name: Some("Cedar Hall".into()),
            address: Some("1 Cedar St, San Jose, CA 95112, US".into()),
            point: GeoPoint::new(37.3382, -121.8863).ok(),
            precision: Some(Precision::Street),
            ..Venue::default()
        }),
        online: None,
        types: Vec::new(),
        audience: Vec::new(),
        access: Vec::new(),
        languages: Vec::new(),
        covers: Vec::new(),
        for_whom: Vec::new(),
        notes: None,
        url: None,
        updated: None,
        lineage: None,
        world_id: None,
        inferred: Vec::new(),
        raw: RawPlace::default(),
    }
}

pub fn weekly(zone_name: &str, weekday: Weekday, hour: i8, minute: i8, minutes: Option<u16>) -> Schedule {
    Schedule {
        slot: Slot::Weekly { weekday, start: time(hour, minute, 0, 0), minutes },
        repeat: None,
        text: None,
        zone: Some(zone(zone_name)),
        zone_source: Some(ZoneSource::Meeting),
    }
}

pub fn online(mut meeting: Meeting) -> Meeting {
    meeting.attendance = Attendance { online: true, ..Attendance::default() };
    meeting.venue = None;
    meeting
}

pub fn reading(meetings: Vec<Meeting>) -> Reading {
    Reading {
        format: Format::Tsml,
        charset: "utf-8".into(),
        records: meetings.len(),
        meetings,
        notices: Notices::default(),
        tables: Tables::default(),
    }
}

pub fn finish(outcome: Outcome, now: Timestamp, meetings: usize) -> Finish {
    Finish {
        outcome,
        detail: None,
        rest_until: None,
        interrupted: false,
        full: true,
        row: AttemptRow {
            started: now,
            ended: now,
            outcome: outcome.id().into(),
            status: Some(200),
            wire_bytes: 10,
            decoded_bytes: 20,
            hash: None,
            meetings: Some(meetings as u64),
            requests: serde_json::Value::Null,
            notices: Notices::default(),
        },
    }
}

pub fn snapshot(body: &str, now: Timestamp) -> Snapshot {
    let part = SnapshotPart {
        role: Role::Feed,
        requested: "http://a.example/feed.json".into(),
        url: "http://a.example/feed.json".into(),
        hash: blake3::hash(body.as_bytes()).to_hex().to_string(),
        content_type: None,
        etag: Some("\"1\"".into()),
        last_modified: None,
    };
    Snapshot::new(now, vec![part])
}

/// A catalogue over a temporary directory.
pub struct World {
    pub catalogue: Catalogue,
    pub run: i64,
    _dir: tempfile::TempDir,
}

impl World {
    pub fn new(sources: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let catalogue = Catalogue::open(dir.path()).unwrap();
        let sources: Vec<Source> = sources.iter().map(|id| source(id)).collect();
        catalogue.store().register(&sources).unwrap();
        let run = catalogue.store().begin_run(at("2026-11-20T03:30:00Z")).unwrap();
        Self { catalogue, run, _dir: dir }
    }

    /// Applies a list of meetings to a source.
    pub fn apply(&self, source: &str, meetings: Vec<Meeting>, now: &str) -> crate::store::apply::Changes {
        let now = at(now);
        let finish = finish(Outcome::Changed, now, meetings.len());
        let body = format!("{meetings:?}");
        let reading = reading(meetings);
        self.catalogue
            .store()
            .apply(self.run, &source_id(source), &reading, &snapshot(&body, now), &finish)
            .unwrap()
    }

    pub fn publish(&self, now: &str) -> crate::catalogue::Published {
        self.catalogue.publish(at(now), false).unwrap()
    }

    /// A published world of one source.
    pub fn of(meetings: Vec<Meeting>) -> Self {
        let world = Self::new(&["a"]);
        world.apply("a", meetings, "2026-11-20T03:30:00Z");
        world.publish("2026-11-20T03:31:00Z");
        world
    }
}
