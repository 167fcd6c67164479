//! From a hit to its JSON. The last line of defence for links: only http and https ever leave here.

use super::{
    ConflictJson, ConflictValue, ExceptionJson, FellowshipRef, LinksJson, ListingJson, NextJson, OnlineJson,
    OriginJson, ScheduleJson, TypeJson, VenueJson, WorthJson,
};
use crate::out::has_time;
use crate::sources::SourceFacts;
use everyroom_feeds::fellowship::Philosophy;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label};
use everyroom_feeds::meeting::{Attendance, Inferred, LinkState, Meeting, Online, State, TypeTag};
use everyroom_feeds::place::{Precision, Venue};
use everyroom_feeds::schedule::{ASSUMED_MINUTES, Schedule, Slot, ZoneSource};
use everyroom_indexer::catalogue::STALE_AFTER;
use everyroom_indexer::merge::{Conflict, Origin};
use everyroom_indexer::search::{Hit, Status, Way, Worth};
use jiff::{SignedDuration, Timestamp, Zoned};
use url::Url;

/// What a listing's JSON needs beside the hit.
#[derive(Clone, Copy, Debug)]
pub struct ShapeContext<'a> {
    /// How the sources stand.
    pub sources: &'a SourceFacts,
    /// The moment of asking.
    pub now: Timestamp,
    /// The language of labels.
    pub language: UiLanguage,
}

/// A hit in the shape that every output gives.
pub fn listing_json(hit: &Hit, context: &ShapeContext<'_>) -> ListingJson {
    let listing = &hit.listing;
    let meeting = &listing.meeting;
    let fellowship = meeting.fellowship.entry();
    let schedule = schedule_json(&meeting.schedule);
    ListingJson {
        id: listing.id.clone(),
        name: meeting.name.clone(),
        fellowship: FellowshipRef {
            id: &fellowship.id,
            name: label(context.language, Vocabulary::Fellowship, &fellowship.id),
        },
        philosophy: philosophy(meeting),
        for_whom: meeting.is_for().iter().map(|value| value.id()).collect(),
        covers: covers(meeting),
        group: meeting.group.clone(),
        entity: meeting.entity.as_ref().map(|entity| entity.name.clone()),
        attendance: attendance(meeting.attendance),
        status: hit.status.id(),
        next: next_json(hit),
        venue: meeting.venue.as_ref().map(venue_json),
        distance_km: hit.distance_km.map(kilometres),
        bearing: hit.bearing,
        online: meeting.online.as_ref().map(online_json),
        audience: meeting.audience.iter().map(|kind| kind.id()).collect(),
        series: meeting.series.as_ref().map(|series| series.as_str().to_owned()),
        paused_since: paused_since(hit),
        exceptions: exceptions(&meeting.schedule),
        conflicts: listing.conflicts.iter().map(conflict_json).collect(),
        stale: is_stale(&listing.origins, context),
        types: meeting.types.iter().map(|tag| type_json(tag, context.language)).collect(),
        access: meeting.access.iter().map(|(kind, holds)| (kind.id(), yes_or_no(*holds))).collect(),
        languages: meeting.languages.clone(),
        notes: meeting.notes.clone(),
        links: LinksJson {
            html: format!("/m/{}", listing.id),
            ics: has_time(&meeting.schedule).then(|| format!("/v1/meetings/{}.ics", listing.id)),
            source: link(meeting.url.as_deref()),
        },
        origins: listing.origins.iter().map(|origin| origin_json(origin, context)).collect(),
        inferred: inferred(&meeting.inferred, schedule.end_inferred),
        number: listing.number,
        why: hit.worth.map(worth),
        schedule,
    }
}

/// What is paused has no next time, whatever its rule says.
fn next_json(hit: &Hit) -> Option<NextJson> {
    let next = hit.next.as_ref().filter(|_| hit.status != Status::Paused)?;
    let starts_in_min = hit.starts_in_min.unwrap_or(0);
    Some(NextJson { start: instant(&next.start), end: instant(&next.end), starts_in_min })
}

/// An instant as RFC 3339 writes it, with the offset of its zone.
pub fn instant(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// An address that a page may link to: http or https, nothing else.
pub fn safe_link(text: &str) -> Option<&str> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    // the parser forgives control characters and spaces around; a browser may read them otherwise
    (is_web && !text.chars().any(|c| c.is_control() || c.is_whitespace())).then_some(text)
}

fn link(text: Option<&str>) -> Option<String> {
    text.and_then(safe_link).map(str::to_owned)
}

fn yes_or_no(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

/// What the fellowship follows, and `secular` where the meeting says so of itself.
fn philosophy(meeting: &Meeting) -> Vec<&'static str> {
    let entry = meeting.fellowship.entry();
    let mut ids: Vec<&str> = entry.philosophy.iter().map(|value| value.id()).collect();
    let secular = Philosophy::Secular.id();
    let says_secular = meeting.types.iter().any(|tag| tag.id.map(Kind::id) == Some(secular));
    if says_secular && !ids.contains(&secular) {
        ids.push(secular);
    }
    ids
}

fn covers(meeting: &Meeting) -> Vec<&'static str> {
    let own = meeting.covers.iter().filter(|value| !meeting.fellowship.entry().covers.contains(value));
    meeting.fellowship.entry().covers.iter().chain(own).map(|value| value.id()).collect()
}

fn attendance(ways: Attendance) -> Vec<&'static str> {
    let held = [(ways.in_person, Way::InPerson), (ways.online, Way::Online), (ways.phone, Way::Phone)];
    held.into_iter().filter(|(holds, _)| *holds).map(|(_, way)| way.id()).collect()
}

fn exceptions(schedule: &Schedule) -> Vec<ExceptionJson> {
    let Some(repeat) = &schedule.repeat else { return Vec::new() };
    let entry = |date: jiff::civil::Date, start: Option<jiff::civil::Time>, status: &str| ExceptionJson {
        date: date.to_string(),
        start: start.map(wall_time),
        status: status.to_owned(),
    };
    let cancelled = repeat.except.iter().map(|date| entry(*date, None, "cancelled"));
    let added = repeat.extra.iter().map(|start| entry(start.date(), Some(start.time()), "additional"));
    cancelled.chain(added).collect()
}

fn wall_time(time: jiff::civil::Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// What its publisher calls paused says since when nowhere; what is over has been since the day after its last date.
fn paused_since(hit: &Hit) -> Option<String> {
    let meeting = &hit.listing.meeting;
    let is_over = hit.status == Status::Paused && meeting.state == State::Active;
    let last = meeting.schedule.repeat.as_ref().filter(|_| is_over)?.last_date()?;
    Some(last.tomorrow().ok()?.to_string())
}

/// Kilometres as they are told: to ten metres.
pub fn kilometres(km: f64) -> f64 {
    (km * 100.0).round() / 100.0
}

fn schedule_json(schedule: &Schedule) -> ScheduleJson {
    let (start, end, end_inferred) = match schedule.slot {
        Slot::Weekly { start, minutes, .. } => {
            let length = SignedDuration::from_mins(i64::from(minutes.unwrap_or(ASSUMED_MINUTES)));
            (Some(start), Some(start.wrapping_add(length)), minutes.is_none())
        }
        _ => (None, None, false),
    };
    ScheduleJson {
        weekday: schedule.slot.weekday().map(|day| day.id()),
        start: start.map(wall_time),
        end: end.map(wall_time),
        end_inferred,
        timezone: schedule.zone.as_ref().map(|zone| zone.name().to_owned()),
        timezone_source: schedule.zone_source.map(|source| match source {
            ZoneSource::Meeting => "meeting",
            ZoneSource::Source => "source",
            ZoneSource::Coordinates => "coordinates",
        }),
        rule: schedule.rule(),
        text: schedule.text.clone(),
    }
}

fn venue_json(venue: &Venue) -> VenueJson {
    VenueJson {
        name: venue.name.clone(),
        address: venue.address.clone(),
        notes: venue.notes.clone(),
        lat: venue.point.map(|point| point.lat()),
        lon: venue.point.map(|point| point.lon()),
        precision: venue.point.and(venue.precision).map(|precision| match precision {
            Precision::Street => "street",
            Precision::Venue => "venue",
            Precision::Postcode => "postcode",
            Precision::Town => "town",
            Precision::Region => "region",
        }),
        country: venue.country.map(|country| country.code()),
        region: venue.region.map(|region| region.code()),
    }
}

fn online_json(online: &Online) -> OnlineJson {
    OnlineJson {
        url: link(online.url.as_deref()),
        provider: online.provider.clone(),
        phone: online.phone.clone(),
        access_code: online.access_code.clone(),
        notes: online.notes.clone(),
        link: match online.link {
            LinkState::Published => "published",
            LinkState::Withheld => "withheld",
            LinkState::None => "none",
        },
    }
}

fn type_json(tag: &TypeTag, language: UiLanguage) -> TypeJson {
    let own = || tag.label.clone().or_else(|| tag.code.clone()).unwrap_or_default();
    TypeJson {
        id: tag.id.map(Kind::id),
        label: tag.id.map_or_else(own, |kind| label(language, Vocabulary::Kind, kind.id()).to_owned()),
        code: tag.code.clone(),
    }
}

fn conflict_json(conflict: &Conflict) -> ConflictJson {
    let value = |(source, value): &(everyroom_feeds::id::SourceId, String)| ConflictValue {
        source: source.to_string(),
        value: value.clone(),
    };
    ConflictJson { field: conflict.field.clone(), values: conflict.values.iter().map(value).collect() }
}

fn origin_json(origin: &Origin, context: &ShapeContext<'_>) -> OriginJson {
    let fact = context.sources.get(&origin.source);
    OriginJson {
        source: origin.source.to_string(),
        name: fact.map_or_else(|| origin.source.to_string(), |fact| fact.name.clone()),
        key: origin.key.clone(),
        url: link(origin.url.as_deref()),
        updated: origin.updated.map(|date| date.to_string()),
        confirmed: fact.and_then(|fact| fact.last_ok).map(|at| whole_second(at).to_string()),
        state: fact.map(|fact| fact.state.id()),
    }
}

fn worth(worth: Worth) -> WorthJson {
    let short = |value: f64| (value * 1000.0).round() / 1000.0;
    WorthJson {
        text: short(worth.text),
        near: short(worth.near),
        wait: short(worth.wait),
        fresh: short(worth.fresh),
        total: short(worth.total),
    }
}

/// Fractions of a second are noise to whoever reads when a list was confirmed.
fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

fn is_stale(origins: &[Origin], context: &ShapeContext<'_>) -> bool {
    let confirmed = |origin: &Origin| context.sources.get(&origin.source)?.last_ok;
    let latest = origins.iter().filter_map(confirmed).max();
    latest.is_none_or(|at| context.now.duration_since(at) > STALE_AFTER)
}

fn inferred(fields: &[Inferred], end_inferred: bool) -> Vec<&'static str> {
    let name = |field: &Inferred| match field {
        Inferred::Name => "name",
        Inferred::Fellowship => "fellowship",
        Inferred::Attendance => "attendance",
        Inferred::Timezone => "schedule.timezone",
        Inferred::End => "schedule.end",
        Inferred::Country => "venue.country",
        Inferred::Point => "venue.point",
        Inferred::Key => "key",
    };
    let mut names: Vec<&str> = fields.iter().map(name).collect();
    if end_inferred && !names.contains(&"schedule.end") {
        names.push("schedule.end");
    }
    names
}
