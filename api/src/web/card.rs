//! One listing among others.

use super::frame::Act;
use super::reading::Reading;
use super::sources::state_word;
use super::visitor::{Device, Visitor};
use crate::message::{Halves, Marked};
use crate::shape::{instant, safe_link};
use crate::sources::SourceFacts;
use crate::words;
use everyroom_feeds::meeting::{LinkState, Meeting};
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::{Hit, Status};
use everyroom_indexer::store::sources::SourceState;

/// How to find the room takes so many letters of a card at most.
const ENTRANCE: usize = 120;

/// Nobody travels farther to a meeting that can be joined from where one is.
const TRAVEL_KM: f64 = 200.0;

/// Languages that names are not written in.
const SIGNED: [&str; 4] = ["ase", "bfi", "fsl", "gsg"];

/// A listing as it stands in a list.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its number on the map.
    pub number: Option<usize>,
    /// The number as it is written.
    pub told: String,
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The language of its name, where it is not the page's.
    pub lang: Option<String>,
    /// When it starts, on the clock.
    pub time: String,
    /// On which day.
    pub day: String,
    /// The date of a day that is told as seen from today: prints are read later.
    pub date: Option<String>,
    /// The instant.
    pub starts: Option<String>,
    /// How to say it in the reader's own time, where that is another.
    pub own: Option<&'static str>,
    /// Whether it is on.
    pub status: Option<String>,
    /// The style that goes with it.
    pub tone: &'static str,
    /// How to take part, where not in person only.
    pub way: Option<String>,
    /// Whose it is, for whom, what kind, in which language, with what access.
    pub whose: String,
    /// The time elsewhere.
    pub zone: Option<Marked>,
    /// Where.
    pub place: Option<String>,
    /// How far.
    pub distance: Option<String>,
    /// How to find the room.
    pub entrance: Option<String>,
    /// Why there is no link.
    pub missing: Option<String>,
    /// The link where there is no room, and the number to dial, as they are published, for prints.
    pub printed: Vec<String>,
    /// What to do.
    pub actions: Vec<Act>,
    /// Around the name of the source.
    pub from: Halves,
    /// The source's name.
    pub source: String,
    /// Its page.
    pub source_href: String,
    /// When it was read.
    pub read: String,
    /// That other sources list it too.
    pub also: Option<String>,
    /// What is wrong with the source.
    pub trouble: Option<String>,
}

/// When it is, as a card tells it.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// On the clock.
    pub time: String,
    /// On which day.
    pub day: String,
    /// Its date, where it is told as seen from today.
    pub date: Option<String>,
    /// The instant.
    pub starts: Option<String>,
    /// How to say it in the reader's own time.
    pub own: Option<&'static str>,
    /// The time elsewhere.
    pub zone: Option<Marked>,
}

/// The card of a hit.
pub fn card(hit: &Hit, reading: &Reading<'_>) -> Card {
    let Reading { visitor, facts, now, .. } = *reading;
    let locale = visitor.locale;
    let t = locale.text();
    let meeting = &hit.listing.meeting;
    let When { time, day, date, starts, own, zone } = when(hit, reading);
    let room = meeting.venue.as_ref().filter(|_| !meeting.attendance.is_remote_only());
    let origin = hit.listing.origins.first();
    let fact = origin.and_then(|origin| facts.get(&origin.source));
    let also = hit.listing.origins.len().saturating_sub(1) as u64;
    // what is signed is written in another language
    let is_foreign = |tag: &&String| {
        !SIGNED.contains(&tag.as_str()) && tag.split('-').next() != Some(locale.language.id())
    };
    let read = match fact.and_then(|fact| fact.last_ok) {
        Some(at) => t.card.read.plain(&[("ago", &words::ago(locale, at, now))]),
        None => t.card.never_read.clone(),
    };
    Card {
        number: None,
        told: String::new(),
        href: visitor.at(&format!("/m/{}", hit.listing.id)),
        name: meeting.name.clone(),
        lang: meeting.languages.first().filter(|_| meeting.languages.len() == 1).filter(is_foreign).cloned(),
        time,
        day,
        date,
        starts,
        own,
        zone,
        status: words::status(locale, hit),
        tone: words::tone(hit.status),
        way: words::way(locale, meeting.attendance),
        whose: words::on_card(locale, meeting),
        place: room.map(|venue| words::place(locale, venue)).filter(|place| !place.is_empty()),
        distance: words::distance(locale.within(reading.country), hit).filter(|_| room.is_some()),
        entrance: room.and_then(|venue| venue.notes.as_deref()).map(|notes| words::cut(notes, ENTRANCE)),
        missing: words::missing_link(locale, meeting),
        printed: ways(meeting)
            .filter(|(is_link, _)| !is_link || room.is_none())
            .map(|(_, way)| way)
            .collect(),
        actions: actions(visitor, meeting),
        from: t.card.from.halves("source"),
        source: source_name(hit, facts),
        source_href: origin
            .map_or_else(String::new, |origin| visitor.at(&format!("/sources/{}", origin.source))),
        read,
        also: (also > 0).then(|| t.card.also.plain(locale.language, also, &[])),
        trouble: fact.and_then(|fact| trouble(visitor, fact.state)),
    }
}

fn source_name(hit: &Hit, facts: &SourceFacts) -> String {
    let Some(origin) = hit.listing.origins.first() else { return String::new() };
    facts.get(&origin.source).map_or_else(|| origin.source.to_string(), |fact| fact.name.clone())
}

/// What is wrong with a source; `None` when nothing is.
pub fn trouble(visitor: &Visitor, state: SourceState) -> Option<String> {
    let is_well = matches!(state, SourceState::Ok | SourceState::Never);
    (!is_well).then(|| state_word(visitor.locale, state).to_owned())
}

/// The occurrence under way or next: a room's by the clock on its wall, that of a meeting which is joined from afar by the
/// reader's.
pub fn when(hit: &Hit, reading: &Reading<'_>) -> When {
    let locale = reading.visitor.locale;
    let t = &locale.text().time;
    let schedule = &hit.listing.meeting.schedule;
    let next = hit.next.as_ref().filter(|_| hit.status != Status::Paused);
    let Some((next, own)) = next.zip(schedule.zone.as_ref()) else {
        return When {
            time: words::time_of(locale, schedule),
            day: words::day_of(locale, schedule),
            ..When::default()
        };
    };
    let ways = hit.listing.meeting.attendance;
    let is_joined = ways.online || ways.phone;
    let is_far = reading.from_afar || hit.distance_km.is_some_and(|km| km > TRAVEL_KM);
    let is_remote = ways.is_remote_only() || is_joined && is_far;
    let told = reading.zone.filter(|_| is_remote).unwrap_or(own);
    let start = next.start.with_time_zone(told.rules());
    let today = reading.now.to_zoned(told.rules()).date();
    let day = words::relative(locale, start.date(), today);
    let date = words::date(locale, start.date());
    // the clock that is not the one above: there, or the reader's own where the time above is a room's
    let is_own = reading.zone.is_some() && !is_remote;
    let other = if is_own { reading.zone.unwrap_or(own) } else { own };
    let then = next.start.with_time_zone(other.rules());
    let is_elsewhere = start.offset() != then.offset();
    let weekday = words::weekday(locale, Weekday::of(then.date()));
    let values =
        [("day", &*weekday), ("time", &words::clock(locale, then.time())), ("city", &words::city(own))];
    let message = match (is_own, then.date() == start.date()) {
        (true, true) => &t.own,
        (true, false) => &t.own_day,
        (false, true) => &t.in_city,
        (false, false) => &t.in_city_day,
    };
    let is_told = is_joined && (is_elsewhere || reading.zone.is_none());
    When {
        time: words::clock(locale, start.time()),
        date: (day != date).then_some(date),
        day,
        starts: Some(instant(&start)),
        own: (is_joined && reading.zone.is_none()).then(|| t.own.as_written()),
        zone: is_told.then(|| message.marked(&values)),
    }
}

/// What to do: join, go, call; the first of them is the one to press.
pub fn actions(visitor: &Visitor, meeting: &Meeting) -> Vec<Act> {
    let t = &visitor.text().card;
    let online = meeting.online.as_ref().filter(|online| online.link != LinkState::Withheld);
    let join = online.and_then(|online| {
        let url = online.url.as_deref().and_then(safe_link)?;
        let label = match &online.provider {
            Some(service) => t.join_on.plain(&[("service", service)]),
            None => t.join.clone(),
        };
        Some((url.to_owned(), label))
    });
    let go = words::goal(visitor.locale, meeting)
        .map(|goal| (directions(visitor.device, &goal), t.directions.clone()));
    let call = online.and_then(words::telephone).map(|href| (href, t.call.clone()));
    let acts = [join, go, call].into_iter().flatten().enumerate();
    acts.map(|(at, (href, label))| Act { href, label, is_quiet: at > 0 }).collect()
}

/// The ways to join that are published, each with whether it is a link.
pub fn ways(meeting: &Meeting) -> impl Iterator<Item = (bool, String)> {
    let online = meeting.online.as_ref().filter(|online| online.link != LinkState::Withheld);
    let link = online.and_then(|online| online.url.as_deref()).and_then(safe_link);
    let phone = online.and_then(|online| online.phone.clone());
    link.map(|link| (true, link.to_owned())).into_iter().chain(phone.map(|phone| (false, phone)))
}

fn directions(device: Device, goal: &words::Goal) -> String {
    let [apple, _, osm, own] = words::ways(goal);
    match device {
        Device::Android => own,
        Device::Apple => apple,
        Device::Other => osm,
    }
}
