//! A world for a test: a data directory, invented sources and meetings in it, a clock that stands still, and a way
//! to ask.

use axum::Router;
use axum::body::{Body, to_bytes};
use everyroom_api::{ApiConfig, router};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::id::{MeetingId, SourceId};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::{Attendance, Entity, LinkState, Meeting, Online, RawPlace, State, TypeTag};
use everyroom_feeds::notice::{Code, Notices, Sample};
use everyroom_feeds::place::{GeoPoint, Precision, Venue};
use everyroom_feeds::reading::{Format, Reading, Tables};
use everyroom_feeds::schedule::{Schedule, Slot, Weekday, ZoneSource};
use everyroom_feeds::source::Source;
use everyroom_feeds::zone::Zone;
use everyroom_indexer::Catalogue;
use everyroom_indexer::store::attempts::{AttemptRow, Finish, Outcome, Snapshot};
use http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use jiff::civil::time;
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// Sunday, 18:40 in San Jose; Monday, 02:40 in London.
pub const NOW: &str = "2026-11-23T02:40:00Z";
/// A point in San Jose.
pub const SAN_JOSE: &str = "37.3512,-121.8841";

/// The moment that is always now.
pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// A server over a catalogue.
pub struct World {
    pub catalogue: Arc<Catalogue>,
    router: Router,
    _data: TempDir,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Names of the meetings of a search.
    pub fn names(&self) -> Vec<String> {
        let json = self.json();
        assert_eq!(self.status, 200, "{json}");
        let meetings = json["meetings"].as_array().unwrap().iter();
        meetings.map(|meeting| meeting["name"].as_str().unwrap().to_owned()).collect()
    }

    /// The code of a problem, after checking that it is one.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let json = self.json();
        assert_eq!(json["status"], self.status.as_u16());
        assert!(!json["detail"].as_str().unwrap().is_empty());
        json["type"].as_str().unwrap().strip_prefix("/problems/").unwrap().to_owned()
    }
}

impl World {
    /// A data directory with nothing in it.
    pub fn empty() -> Self {
        Self::new(Vec::new(), Vec::new(), config())
    }

    /// The meetings below.
    pub fn invented() -> Self {
        Self::of(meetings())
    }

    /// These meetings, of the usual sources.
    pub fn of(meetings: Vec<Meeting>) -> Self {
        Self::with(meetings, config())
    }

    /// The same with another configuration.
    pub fn with(meetings: Vec<Meeting>, config: ApiConfig) -> Self {
        Self::new(sources(), meetings, config)
    }

    fn new(sources: Vec<Source>, meetings: Vec<Meeting>, config: ApiConfig) -> Self {
        let data = tempfile::tempdir().unwrap();
        let catalogue = Arc::new(Catalogue::open(data.path()).unwrap());
        catalogue.store().register(&sources).unwrap();
        for source in &sources {
            let own = meetings.iter().filter(|meeting| meeting.source == source.id).cloned().collect();
            apply(&catalogue, &source.id, own);
        }
        if !sources.is_empty() {
            catalogue.publish(now(), false).unwrap();
        }
        let router = router(Arc::clone(&catalogue), config);
        Self { catalogue, router, _data: data }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path)).await
    }

    /// A search by its query string.
    pub async fn search(&self, query: &str) -> Answer {
        self.get(&format!("/v1/meetings?{query}")).await
    }

    pub async fn send(&self, request: http::request::Builder) -> Answer {
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, content_type: &str, body: &str) -> Answer {
        let request = Request::post(path).header("content-type", content_type);
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// A clock that stands still and no limit.
pub fn config() -> ApiConfig {
    ApiConfig { fixed_now: Some(now()), rate_limit: 0, ..ApiConfig::default() }
}

/// Takes the meetings of a source into the store.
pub fn apply(catalogue: &Catalogue, source: &SourceId, meetings: Vec<Meeting>) {
    let mut notices = Notices::default();
    notices.push(
        Code::TimeInvalid,
        Sample {
            record_key: Some("7".to_owned()),
            line: Some(3),
            value: Some("25:00".to_owned()),
            ..Sample::default()
        },
    );
    let reading = Reading {
        format: Format::Tsml,
        charset: "utf-8".to_owned(),
        records: meetings.len(),
        meetings,
        notices: notices.clone(),
        tables: Tables::default(),
    };
    let row = AttemptRow {
        started: now(),
        ended: now(),
        outcome: "changed".to_owned(),
        status: Some(200),
        wire_bytes: 100,
        decoded_bytes: 200,
        hash: None,
        meetings: Some(reading.meetings.len() as u64),
        requests: Value::Null,
        notices,
    };
    let finish = Finish {
        outcome: Outcome::Changed,
        detail: None,
        rest_until: None,
        interrupted: false,
        full: true,
        row,
    };
    let run = catalogue.store().begin_run(now()).unwrap();
    catalogue.store().apply(run, source, &reading, &Snapshot::new(now(), Vec::new()), &finish).unwrap();
}

fn source(id: &str, name: &str, fellowship: &str, contact: &str) -> Source {
    let json = serde_json::json!({
        "id": id,
        "name": name,
        "url": format!("https://{id}.example/feed?api_key=hush"),
        "fellowship": fellowship,
        "licence": "CC0-1.0",
        "contact": contact,
        "site": format!("https://{id}.example/"),
    });
    serde_json::from_value(json).unwrap()
}

/// The usual sources.
pub fn sources() -> Vec<Source> {
    vec![
        source("na-example", "NA Example Region", "na", "mailto:webservant@na-example.example"),
        source("aa-example", "AA Example Intergroup", "aa", ""),
        source("al-anon-example", "Al-Anon Example", "al_anon", ""),
        source("smart-example", "SMART Example", "smart", ""),
    ]
}

/// A meeting of a source: Sundays at 19:00 for an hour, in a hall in San Jose.
pub fn meeting(source: &str, key: &str, name: &str) -> Meeting {
    let source = SourceId::parse(source).unwrap();
    let fellowship = source.as_str().strip_suffix("-example").unwrap().replace('-', "_");
    Meeting {
        id: MeetingId::of(&source, key),
        source,
        key: key.to_owned(),
        series: None,
        fellowship: Fellowship::parse(&fellowship).unwrap(),
        name: name.to_owned(),
        group: None,
        entity: None,
        regions: Vec::new(),
        district: None,
        attendance: Attendance { in_person: true, ..Attendance::default() },
        state: State::Active,
        schedule: weekly(Weekday::Sun, 19, 0, Some(60), "America/Los_Angeles"),
        venue: Some(hall(37.3512, -121.8841)),
        online: None,
        types: Vec::new(),
        audience: Vec::new(),
        access: Vec::new(),
        languages: vec!["en".to_owned()],
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

pub fn weekly(weekday: Weekday, hour: i8, minute: i8, minutes: Option<u16>, zone: &str) -> Schedule {
    Schedule {
        slot: Slot::Weekly { weekday, start: time(hour, minute, 0, 0), minutes },
        repeat: None,
        text: None,
        zone: Zone::parse(zone),
        zone_source: Some(ZoneSource::Coordinates),
    }
}

fn hall(lat: f64, lon: f64) -> Venue {
    Venue {
        name: Some("Example Hall".to_owned()),
        address: Some("268 Maple Street, San Jose, CA 95112".to_owned()),
        city: Some("San Jose".to_owned()),
        country: everyroom_feeds::country::Country::parse("US"),
        region: everyroom_feeds::country::Region::parse("US-CA"),
        notes: Some("Side door, second floor.".to_owned()),
        point: Some(GeoPoint::new(lat, lon).unwrap()),
        precision: Some(Precision::Street),
        ..Venue::default()
    }
}

fn tag(id: &str, code: &str) -> TypeTag {
    TypeTag { id: Some(Kind::parse(id).unwrap()), code: Some(code.to_owned()), label: None }
}

/// Seven invented meetings.
pub fn meetings() -> Vec<Meeting> {
    let online = |url: &str| Online {
        url: Some(url.to_owned()),
        provider: Some("zoom".to_owned()),
        phone: Some("+15555550100,,123456#".to_owned()),
        access_code: Some("4321".to_owned()),
        notes: None,
        link: LinkState::Published,
    };
    vec![
        Meeting {
            group: Some("Clean Start Group".to_owned()),
            entity: Some(Entity { name: "Example Area, North".to_owned(), key: None, url: None }),
            types: vec![tag("open", "O"), TypeTag { id: None, code: Some("ZZ".to_owned()), label: None }],
            audience: vec![Kind::parse("newcomers").unwrap()],
            access: vec![(Kind::parse("step_free").unwrap(), true), (Kind::parse("asl").unwrap(), false)],
            notes: Some("Bring a friend.".to_owned()),
            url: Some("https://na-example.example/meetings/clean-start".to_owned()),
            updated: Some(jiff::civil::date(2026, 10, 2)),
            ..meeting("na-example", "1", "Clean Start")
        },
        Meeting {
            attendance: Attendance { online: true, phone: true, ..Attendance::default() },
            schedule: weekly(Weekday::Sun, 22, 0, Some(60), "America/New_York"),
            venue: None,
            online: Some(online("https://zoom.example/j/123")),
            types: vec![tag("closed", "C"), tag("speaker", "SP")],
            audience: vec![Kind::parse("women").unwrap()],
            ..meeting("aa-example", "1", "Candle Room")
        },
        Meeting {
            schedule: weekly(Weekday::Mon, 8, 0, Some(60), "Europe/London"),
            venue: Some(Venue {
                address: Some("1 Example Street, London".to_owned()),
                country: everyroom_feeds::country::Country::parse("GB"),
                region: None,
                ..hall(51.5, -0.12)
            }),
            languages: vec!["pt-BR".to_owned()],
            ..meeting("al-anon-example", "1", "Morning Light")
        },
        Meeting {
            schedule: weekly(Weekday::Tue, 19, 30, None, "America/Los_Angeles"),
            venue: Some(hall(37.30, -121.95)),
            ..meeting("smart-example", "1", "Open Window")
        },
        Meeting { state: State::Paused, ..meeting("na-example", "2", "Sleeping Dog") },
        Meeting {
            schedule: Schedule {
                slot: Slot::AlwaysOn,
                repeat: None,
                text: None,
                zone: None,
                zone_source: None,
            },
            attendance: Attendance { online: true, ..Attendance::default() },
            venue: None,
            online: Some(Online { link: LinkState::Withheld, ..Online::default() }),
            ..meeting("aa-example", "2", "Letters All Day")
        },
        Meeting {
            schedule: weekly(Weekday::Sun, 18, 0, Some(90), "America/Los_Angeles"),
            ..meeting("na-example", "3", "Early Door")
        },
    ]
}

/// Many meetings that differ only in name and hour.
pub fn many(count: usize) -> Vec<Meeting> {
    let one = |n: usize| {
        let (hour, minute) = ((n % 24) as i8, (n / 24 % 60) as i8);
        Meeting {
            schedule: weekly(Weekday::ALL[n % 7], hour, minute, Some(60), "America/Los_Angeles"),
            venue: Some(hall(37.3 + n as f64 * 0.001, -121.9)),
            ..meeting("na-example", &n.to_string(), &format!("Room {n:03}"))
        }
    };
    (0..count).map(one).collect()
}
