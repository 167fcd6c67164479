//! Searches over small invented worlds, and properties of paging, facets and time.

mod budget;
mod order;
mod relax;
mod time;

use super::*;

use crate::generation::Secret;
use crate::testing::{World, at, meeting, online, source_id, weekly, zone};
use everyroom_feeds::fellowship::{Covers, Fellowship};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::{Meeting, State, TypeTag};
use everyroom_feeds::place::{GeoPoint, distance_km};
use everyroom_feeds::schedule::{Schedule, Slot, Weekday};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::HashSet;

fn ask(now: &str) -> Query {
    Query { limit: 200, ..Query::all(at(now), zone("America/Los_Angeles")) }
}

fn names(world: &World, query: &Query) -> Vec<String> {
    let answer = world.catalogue.search(query).unwrap();
    assert_eq!(answer.total as usize, answer.hits.len());
    answer.hits.into_iter().map(|hit| hit.listing.meeting.name).collect()
}

fn named(key: &str, change: impl FnOnce(&mut Meeting)) -> Meeting {
    let mut meeting = meeting("a", key);
    change(&mut meeting);
    meeting
}

const TUESDAY_NOON: &str = "2026-11-24T20:00:00Z";

#[test]
fn words_are_found_whole_begun_and_misspelt() {
    let world = World::of(vec![
        named("1", |m| m.name = "Clean Start".into()),
        named("2", |m| {
            m.name = "Serenity".into();
            m.notes = Some("Side door, clean shoes please".into());
        }),
        named("3", |m| m.name = "Größe zählt".into()),
    ]);
    let with = |text: &str| names(&world, &Query { text: Some(text.into()), ..ask(TUESDAY_NOON) });
    assert_eq!(with("clean"), ["Clean Start", "Serenity"], "a name counts more than a note");
    assert_eq!(with("clean sta"), ["Clean Start"]);
    assert_eq!(with("serenty"), ["Serenity"]);
    assert_eq!(with("grosse"), ["Größe zählt"]);
    assert_eq!(with("cedar serenity"), ["Serenity"]);
    assert_eq!(with("alcoholics").len(), 3, "a fellowship's name finds its meetings");
    assert_eq!(with("zebra"), [""; 0]);
    assert_eq!(with("95113"), [""; 0], "numbers are meant exactly");
    assert_eq!(with("95112").len(), 3);
}

#[test]
fn hostile_words_are_only_words() {
    let world = World::of(vec![meeting("a", "1")]);
    let texts =
        ["(".repeat(10_000), "a* OR b:c^9 \"".repeat(300), "name:[* TO *]".into(), "\u{202e}\u{0}".into()];
    for text in texts {
        let query = Query { text: Some(text), ..ask(TUESDAY_NOON) };
        world.catalogue.search(&query).unwrap();
    }
}

#[test]
fn filters_or_inside_and_between_and_exclude() {
    let fellowship = |id: &str| Fellowship::parse(id).unwrap();
    let kind = |id: &str| Kind::parse(id).unwrap();
    let tag = |id: &str| TypeTag { id: Some(kind(id)), code: None, label: None };
    let world = World::of(vec![
        named("aa", |m| m.types = vec![tag("open")]),
        named("na", |m| {
            m.fellowship = fellowship("na");
            m.audience = vec![kind("gay")];
        }),
        named("smart", |m| {
            m.fellowship = fellowship("smart");
            m.access = vec![(kind("step_free"), false)];
        }),
        named("paused", |m| m.state = State::Paused),
    ]);
    let with = |change: &dyn Fn(&mut Query)| {
        let mut query = Query { sort: Sort::Name, ..ask(TUESDAY_NOON) };
        change(&mut query);
        names(&world, &query)
    };
    assert_eq!(with(&|_| {}), ["Meeting aa", "Meeting na", "Meeting smart"]);
    assert_eq!(with(&|q| q.include_paused = true).len(), 4);
    assert_eq!(
        with(&|q| q.filters.fellowship.any = vec![fellowship("aa"), fellowship("na")]),
        ["Meeting aa", "Meeting na"]
    );
    assert_eq!(
        with(&|q| q.filters.fellowship.none = vec![fellowship("aa")]),
        ["Meeting na", "Meeting smart"]
    );
    assert_eq!(
        with(&|q| q.filters.covers.any = vec![Covers::parse("opioids").unwrap()]),
        ["Meeting na", "Meeting smart"]
    );
    assert_eq!(
        with(&|q| q.filters.audience.any = vec![kind("lgbtq")]),
        ["Meeting na"],
        "narrower implies wider"
    );
    assert_eq!(with(&|q| q.filters.types.any = vec![kind("open")]), ["Meeting aa"]);
    assert_eq!(with(&|q| q.filters.access.any = vec![kind("step_free")]), [""; 0], "no is not yes");
    assert_eq!(with(&|q| q.filters.sources.any = vec![source_id("b")]), [""; 0]);
}

#[test]
fn online_meetings_are_asked_about_in_the_askers_zone() {
    let world = World::of(vec![
        named("room", |m| m.schedule = weekly("Europe/London", Weekday::Wed, 1, 0, None)),
        online(named("online", |m| m.schedule = weekly("Europe/London", Weekday::Wed, 1, 0, None))),
    ]);
    let on = |day| Query {
        filters: Filters { weekday: Choice { any: vec![day], none: vec![] }, ..Filters::default() },
        ..ask(TUESDAY_NOON)
    };
    assert_eq!(names(&world, &on(Weekday::Tue)), ["Meeting online"], "17:00 on Tuesday in Los Angeles");
    assert_eq!(names(&world, &on(Weekday::Wed)), ["Meeting room"]);
    let evening = TimeOfDay { after: Some(17 * 60), before: Some(17 * 60 + 1) };
    let query = Query { filters: Filters { time: evening, ..Filters::default() }, ..ask(TUESDAY_NOON) };
    assert_eq!(names(&world, &query), ["Meeting online"]);
}

#[test]
fn soonest_begins_with_what_is_under_way_and_wraps_the_week() {
    let day = |key: &str, weekday, hour| {
        named(key, |m| m.schedule = weekly("America/Los_Angeles", weekday, hour, 0, Some(90)))
    };
    let world = World::of(vec![
        day("mon", Weekday::Mon, 9),
        day("begun", Weekday::Tue, 11),
        day("now", Weekday::Tue, 12),
        day("later", Weekday::Tue, 13),
        named("none", |m| m.schedule.slot = Slot::ByAppointment),
    ]);
    let query = Query { sort: Sort::Soonest, ..ask(TUESDAY_NOON) };
    let keys: Vec<String> = names(&world, &query).iter().map(|name| name.replace("Meeting ", "")).collect();
    assert_eq!(keys, ["now", "begun", "later", "mon", "none"]);
    let answer = world.catalogue.search(&query).unwrap();
    assert_eq!(answer.hits[1].status, Status::OnNow);
    assert_eq!(answer.hits[1].starts_in_min, Some(-60));
    assert_eq!(answer.hits[2].status, Status::StartsSoon);
    assert_eq!(answer.hits[4].status, Status::ByAppointment);
    let now = Query { window: Some(Window::Now), ..query.clone() };
    assert_eq!(names(&world, &now), ["Meeting now", "Meeting begun"]);
}

#[test]
fn a_radius_grows_until_there_are_enough_or_takes_the_nearest_few() {
    let at_km = |key: usize, km: f64| {
        named(&key.to_string(), |m| {
            let venue = m.venue.as_mut().unwrap();
            venue.point = GeoPoint::new(37.0 + km / 111.3, -121.0).ok();
        })
    };
    let world = World::of((0..30).map(|n| at_km(n, n as f64)).collect());
    let near = |radius_km| Some(Near { lat: 37.0, lon: -121.0, radius_km });
    let grown = world.catalogue.search(&Query { near: near(None), ..ask(TUESDAY_NOON) }).unwrap();
    assert_eq!(
        (grown.total, grown.radius_km, grown.radius_reason),
        (26, Some(25.0), Some(RadiusReason::Grown))
    );
    let query = Query { near: near(Some(3.5)), sort: Sort::Nearest, ..ask(TUESDAY_NOON) };
    let answer = world.catalogue.search(&query).unwrap();
    let kms: Vec<f64> = answer.hits.iter().map(|hit| hit.distance_km.unwrap().round()).collect();
    assert_eq!(kms, [0.0, 1.0, 2.0, 3.0]);
    assert_eq!(answer.hits[3].bearing, Some("N"));
    let far = Query { near: Some(Near { lat: -37.0, lon: 60.0, radius_km: None }), ..ask(TUESDAY_NOON) };
    let few = world.catalogue.search(&far).unwrap();
    assert_eq!((few.total, few.radius_reason), (20, Some(RadiusReason::NearestFew)));
}

#[test]
fn the_first_page_mixes_fellowships() {
    let mut meetings: Vec<Meeting> = (0..60).map(|n| meeting("a", &n.to_string())).collect();
    meetings.extend((60..70).map(|n| {
        named(&n.to_string(), |m| {
            m.fellowship = Fellowship::parse("na").unwrap();
            m.schedule = weekly("America/Los_Angeles", Weekday::Mon, 3, 0, None);
        })
    }));
    let world = World::of(meetings);
    let query = Query { limit: 20, ..ask(TUESDAY_NOON) };
    let first = world.catalogue.search(&query).unwrap();
    let of_aa = first.hits.iter().filter(|hit| hit.listing.meeting.fellowship.id() == "aa").count();
    assert_eq!(of_aa, crate::search::order::MOST_OF_ONE);
    assert_eq!(all_pages(&world, &Query { limit: 7, ..query }).len(), 70);
}

/// Every id of every page, in order; fails on a repetition.
fn all_pages(world: &World, query: &Query) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut ids = Vec::new();
    let mut query = query.clone();
    loop {
        let answer = world.catalogue.search(&query).unwrap();
        for hit in answer.hits {
            assert!(seen.insert(hit.listing.id.clone()), "{} twice", hit.listing.id);
            ids.push(hit.listing.id);
        }
        // later pages are asked for later
        query.now += SignedDuration::from_secs(61);
        match answer.next {
            Some(next) => query.cursor = Some(next),
            None => return ids,
        }
    }
}

#[test]
fn cursors_are_bound_to_their_query_and_survive_a_publication() {
    let world = World::of((0..30).map(|n| meeting("a", &n.to_string())).collect());
    let query = Query { limit: 10, ..ask(TUESDAY_NOON) };
    let next = world.catalogue.search(&query).unwrap().next.unwrap();
    let other = Query { cursor: Some(next.clone()), text: Some("cedar".into()), ..query.clone() };
    assert!(matches!(world.catalogue.search(&other), Err(SearchError::CursorMalformed)));
    let mut spoilt = next.clone();
    spoilt.replace_range(10..11, if &next[10..11] == "0" { "1" } else { "0" });
    for bad in [spoilt.as_str(), "", "zz", &next[..20], "€€€€"] {
        let query = Query { cursor: Some(bad.into()), ..query.clone() };
        assert!(matches!(world.catalogue.search(&query), Err(SearchError::CursorMalformed)), "{bad}");
    }
    for round in 0..3 {
        let query = Query { cursor: Some(next.clone()), ..query.clone() };
        assert_eq!(world.catalogue.search(&query).unwrap().hits.len(), 10, "round {round}");
        world.apply("a", vec![meeting("a", &format!("new {round}"))], "2026-11-20T04:00:00Z");
        world.publish("2026-11-20T04:00:00Z");
    }
    let query = Query { cursor: Some(next), ..query };
    assert!(matches!(world.catalogue.search(&query), Err(SearchError::CursorExpired)));
}

#[test]
fn a_source_that_changes_state_ends_only_the_orders_that_heed_it() {
    let world = World::of((0..30).map(|n| meeting("a", &n.to_string())).collect());
    let near = Some(Near { lat: 37.3382, lon: -121.8863, radius_km: None });
    for (sort, near, goes_on) in [
        (Sort::Name, None, true),
        (Sort::Soonest, None, true),
        (Sort::Nearest, near, true),
        (Sort::Nearest, None, false),
        (Sort::Best, None, false),
    ] {
        let query = Query { limit: 10, sort, near, ..ask(TUESDAY_NOON) };
        let next = world.catalogue.search(&query).unwrap().next;
        let later = Query { cursor: next, stale: vec![source_id("a")], ..query };
        let answer = world.catalogue.search(&later);
        match goes_on {
            true => assert_eq!(answer.unwrap().hits.len(), 10, "{sort:?}"),
            false => assert!(matches!(answer, Err(SearchError::CursorExpired)), "{sort:?}"),
        }
    }
}

#[test]
fn a_cursor_of_the_same_question_is_another_with_another_secret() {
    let query = ask(TUESDAY_NOON);
    let cursor = |secret: &Secret| Cursor::new("00000001", secret, &query, query.now, 10);
    let (one, other) = (Secret::random(), Secret::random());
    assert_eq!(cursor(&one).text(), cursor(&one).text());
    assert_ne!(cursor(&one).text()[8..40], cursor(&other).text()[8..40]);
    assert!(cursor(&one).resume(&one, &query).is_ok() && cursor(&one).resume(&other, &query).is_err());
}

fn any_meeting(key: usize) -> impl Strategy<Value = Meeting> {
    let zones = ["America/New_York", "Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe"];
    let fellowships = ["aa", "na", "smart", "al_anon"];
    let slot = (0u8..7, 0i8..24, 0i8..60, proptest::option::of(1u16..=1440), 0usize..4);
    (slot, 0usize..4, -89.0..89.0f64, -180.0..180.0f64, any::<bool>(), 0usize..10).prop_map(
        move |((day, hour, minute, minutes, zone), fellowship, lat, lon, is_online, odd)| {
            let mut meeting = named(&key.to_string(), |m| {
                m.schedule = weekly(zones[zone], Weekday::from_sunday(day).unwrap(), hour, minute, minutes);
                m.fellowship = Fellowship::parse(fellowships[fellowship]).unwrap();
                m.venue.as_mut().unwrap().point = GeoPoint::new(lat, lon).ok();
                if odd == 0 {
                    m.schedule.slot = Slot::DayOnly { weekday: Weekday::Sun };
                }
                if odd == 1 {
                    m.state = State::Paused;
                }
            });
            if is_online {
                meeting = online(meeting);
            }
            meeting
        },
    )
}

fn any_world() -> impl Strategy<Value = Vec<Meeting>> {
    (1usize..40).prop_flat_map(|count| (0..count).map(any_meeting).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn near_now_and_windows_agree_with_brute_force(
        meetings in any_world(), lat in -90.0..=90.0f64, lon in -180.0..=180.0f64, km in 0.0..20_040.0f64,
        at in 29_833_333i64..30_800_000, ahead in 1i64..20_000,
    ) {
        let world = World::of(meetings.clone());
        let now = Timestamp::from_second(at * 60).unwrap();
        let base = Query { limit: 200, ..Query::all(now, zone("Europe/Berlin")) };
        let ids = |query: &Query| -> HashSet<String> {
            world.catalogue.search(query).unwrap().hits.into_iter().map(|hit| hit.listing.id).collect()
        };
        let brute = |holds: &dyn Fn(&Meeting) -> bool| -> HashSet<String> {
            let active = meetings.iter().filter(|m| m.state == State::Active && holds(m));
            active.map(|m| m.id.to_string()).collect()
        };
        let near = Query { near: Some(Near { lat, lon, radius_km: Some(km) }), ..base.clone() };
        prop_assert_eq!(ids(&near), brute(&|m| {
            let point = m.venue.as_ref().and_then(|venue| venue.point);
            point.is_some_and(|point| distance_km((lat, lon), (point.lat(), point.lon())) <= km)
        }));
        let on_now = Query { window: Some(Window::Now), ..base.clone() };
        prop_assert_eq!(ids(&on_now), brute(&|m| m.schedule.under_way(now).is_some()));
        let to = now + SignedDuration::from_mins(ahead);
        let window = Query { window: Some(Window::Between { from: now, to, ongoing: false }), ..base };
        let starts = |schedule: &Schedule| schedule.next_from(now).is_some_and(|o| o.start.timestamp() < to);
        prop_assert_eq!(ids(&window), brute(&|m| starts(&m.schedule)));
    }

    #[test]
    fn paging_visits_every_listing_once_in_every_order(meetings in any_world(), limit in 1usize..9, sort in 0usize..4) {
        let world = World::of(meetings.clone());
        let sort = [Sort::Best, Sort::Soonest, Sort::Nearest, Sort::Name][sort];
        let near = (sort == Sort::Nearest).then_some(Near { lat: 1.0, lon: 2.0, radius_km: Some(MOST_KM) });
        let query = Query { limit, sort, near, include_paused: true, ..ask(TUESDAY_NOON) };
        let expected = world.catalogue.search(&Query { limit: 200, ..query.clone() }).unwrap();
        let expected: Vec<String> = expected.hits.into_iter().map(|hit| hit.listing.id).collect();
        prop_assert_eq!(all_pages(&world, &query), expected);
    }

    #[test]
    fn facet_counts_equal_counted_lists(meetings in any_world(), day in 0u8..7, with_day in any::<bool>()) {
        let world = World::of(meetings);
        let mut query = Query { facets: true, ..ask(TUESDAY_NOON) };
        if with_day {
            query.filters.weekday.any = vec![Weekday::from_sunday(day).unwrap()];
        }
        let facets = world.catalogue.search(&query).unwrap().facets.unwrap();
        for (facet, values) in &facets.counts {
            for (value, count) in values {
                let mut narrowed = query.clone();
                let filters = &mut narrowed.filters;
                match *facet {
                    "fellowship" => filters.fellowship.any = vec![Fellowship::parse(value).unwrap()],
                    "covers" => filters.covers.any = vec![Covers::parse(value).unwrap()],
                    "attendance" => filters.attendance.any = vec![Way::parse(value).unwrap()],
                    "weekday" => filters.weekday.any = vec![Weekday::parse(value).unwrap()],
                    "time_of_day" => {
                        let (_, from, to) = TIMES_OF_DAY.into_iter().find(|(name, _, _)| name == value).unwrap();
                        filters.time = TimeOfDay { after: Some(from), before: Some(to) };
                    }
                    _ => continue,
                }
                prop_assert_eq!(world.catalogue.search(&narrowed).unwrap().total, *count, "{} {}", facet, value);
            }
        }
    }
}
