//! One listing of the synthetic world.

use super::venue::sentence;
use super::{City, HYBRID, ONLINE_ONLY, PAUSED, Purpose, Seeded, TOLD_TWICE, WITHOUT_TIME, World};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::id::{MeetingId, SourceId};
use everyroom_feeds::meeting::{Attendance, Entity, Inferred, LinkState, Meeting, Online, RawPlace, State};
use everyroom_feeds::schedule::{Schedule, Slot, Weekday, ZoneSource};
use everyroom_indexer::merge::{Listing, Origin};
use jiff::civil::{Date, Time, date};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

/// The last day on which anything changed, 2026-11-14.
const LAST_DAY: Date = date(2026, 11, 14);
/// Sources of AA, cut by city, and of NA; the others have one each.
const AA_SOURCES: usize = 24;
const NA_SOURCES: usize = 12;
/// Sources that repeat what others tell.
const WIDE_SOURCES: usize = 4;

impl World {
    /// The listing of a number below the count.
    pub(super) fn listing(&self, number: usize) -> Listing {
        let draw = &mut self.draw(Purpose::Meeting, number);
        let city = &self.cities[draw.weighted(&self.rising)];
        let meeting = self.meeting(number, city, draw);
        let origin = |source: &SourceId, number: i64| Origin {
            source: source.clone(),
            key: meeting.key.clone(),
            number,
            url: meeting.url.clone(),
            updated: meeting.updated,
        };
        let number = number as i64 + 1;
        let mut origins = vec![origin(&meeting.source, number)];
        if draw.chance(TOLD_TWICE) {
            let other = source_id(&format!("everywhere-{}", city.number % WIDE_SOURCES));
            origins.push(origin(&other, -number));
        }
        let changed = LAST_DAY.saturating_sub((draw.skewed(900) as i64).days());
        Listing {
            id: meeting.id.to_string(),
            number,
            origins,
            taken_from: BTreeMap::new(),
            conflicts: Vec::new(),
            changed: midnight(changed),
            meeting,
        }
    }

    fn meeting(&self, number: usize, city: &City, draw: &mut Seeded) -> Meeting {
        let fellowship = self.focus.fellowship(draw);
        let source = source_of(fellowship, city.number * AA_SOURCES / self.cities.len());
        let key = (20_000 + number).to_string();
        let attendance = attendance(draw);
        let venue = (!attendance.is_remote_only()).then(|| self.venue(city, draw));
        let tongue = self.words.tongue(city.facts.language);
        let name = self.name(city, draw);
        let (types, audience) = self.focus.kinds(draw);
        let notes = draw.chance(0.34).then(|| {
            let sentences: Vec<String> =
                (0..=draw.skewed(5)).map(|_| sentence(&tongue.notes, draw)).collect();
            let corner = draw.chance(0.2).then(|| format!(" {} / {}", self.place(draw), self.place(draw)));
            sentences.join(" ") + &corner.unwrap_or_default()
        });
        let is_na = fellowship.id() == "na";
        let region = city.region.map_or_else(String::new, |region| region.name().to_owned());
        Meeting {
            id: MeetingId::of(&source, &key),
            key,
            series: None,
            fellowship,
            group: draw.chance(0.4).then(|| format!("{} {}", self.name(city, draw), tongue.suffixes[0])),
            entity: Some(entity(fellowship, city)),
            regions: [region, city.facts.name.to_owned()]
                .into_iter()
                .filter(|name| !name.is_empty())
                .collect(),
            district: draw.chance(0.3).then(|| format!("District {}", 1 + draw.skewed(60))),
            attendance,
            state: if draw.chance(PAUSED) { State::Paused } else { State::Active },
            schedule: self.schedule(city, draw),
            venue,
            online: attendance.online.then(|| online(draw)),
            types,
            audience,
            access: self.focus.access(draw),
            languages: languages(city, draw),
            covers: Vec::new(),
            for_whom: Vec::new(),
            notes,
            url: Some(format!("https://{source}.example.org/meetings/{}", 20_000 + number)),
            updated: Some(LAST_DAY.saturating_sub((draw.skewed(1_400) as i64).days())),
            lineage: None,
            world_id: is_na.then(|| format!("G{:08}", number / 3)),
            inferred: if draw.chance(0.6) { vec![Inferred::Timezone] } else { Vec::new() },
            raw: RawPlace { part: 0, record: number as u32, pointer: format!("/{number}") },
            name,
            source,
        }
    }

    fn name(&self, city: &City, draw: &mut Seeded) -> String {
        let tongue = self.words.tongue(city.facts.language);
        let core = format!("{} {}", draw.favour(&tongue.openings), draw.favour(&tongue.endings));
        match draw.below(10) {
            0..=5 => core,
            6 | 7 => format!("{core} {}", draw.favour(&tongue.suffixes)),
            8 => format!("{} {core}", self.place(draw)),
            _ => format!("{core} {}", city.facts.name),
        }
    }

    fn schedule(&self, city: &City, draw: &mut Seeded) -> Schedule {
        let weekday = *draw.pick(&Weekday::ALL);
        let (slot, text) = if draw.chance(WITHOUT_TIME) {
            match draw.below(4) {
                0 => (Slot::DayOnly { weekday }, Some("after sunset".to_owned())),
                1 => (Slot::ByAppointment, None),
                2 => (Slot::AlwaysOn, None),
                _ => (Slot::Unparsed, Some("every second full moon".to_owned())),
            }
        } else {
            let (hour, minute) = self.focus.start(draw);
            let start = Time::new(hour, minute, 0, 0).unwrap_or(Time::MIN);
            (Slot::Weekly { weekday, start, minutes: self.focus.minutes(draw) }, None)
        };
        Schedule {
            slot,
            repeat: None,
            text,
            zone: Some(city.zone.clone()),
            zone_source: Some(ZoneSource::Meeting),
        }
    }
}

fn attendance(draw: &mut Seeded) -> Attendance {
    let at = draw.unit();
    let in_person = at >= ONLINE_ONLY;
    let online = at < ONLINE_ONLY + HYBRID;
    Attendance { in_person, online, phone: online && draw.chance(0.2) }
}

fn online(draw: &mut Seeded) -> Online {
    let room = 80_000_000_000 + draw.below(9_999_999_999);
    let is_withheld = draw.chance(0.05);
    Online {
        url: (!is_withheld).then(|| format!("https://video.example.org/j/{room}")),
        provider: Some("zoom".to_owned()),
        phone: draw.chance(0.3).then(|| "+1 202-555-0147".to_owned()),
        access_code: draw.chance(0.6).then(|| draw.below(1_000_000).to_string()),
        notes: None,
        link: if is_withheld { LinkState::Withheld } else { LinkState::Published },
    }
}

fn entity(fellowship: Fellowship, city: &City) -> Entity {
    let name = match fellowship.id() {
        "aa" => format!("Greater {} Intergroup", city.facts.name),
        "na" => format!("{} Area Service Committee", city.facts.name),
        _ => format!("{} {}", fellowship.entry().short_name, city.facts.country),
    };
    Entity { name, key: None, url: None }
}

fn languages(city: &City, draw: &mut Seeded) -> Vec<String> {
    let mut languages = Vec::new();
    if draw.chance(0.85) {
        languages.push(city.facts.language.to_owned());
    }
    if draw.chance(0.06) {
        let other = *draw.favour(&["es", "en", "pl", "fr", "ru", "pt-BR", "vi", "ko", "uk"]);
        if other != city.facts.language {
            languages.push(other.to_owned());
        }
    }
    languages
}

fn source_of(fellowship: Fellowship, cut: usize) -> SourceId {
    match fellowship.id() {
        "aa" => source_id(&format!("aa-{cut:02}")),
        "na" => source_id(&format!("na-{:02}", cut * NA_SOURCES / AA_SOURCES)),
        id => source_id(id),
    }
}

fn source_id(text: &str) -> SourceId {
    let text = text.to_lowercase().replace('_', "-");
    SourceId::parse(&text).expect("ids are made of letters, digits and dashes")
}

fn midnight(day: Date) -> Timestamp {
    jiff::tz::TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or_default()
}
