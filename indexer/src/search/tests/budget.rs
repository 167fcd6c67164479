//! Queries that ask for much: they end in time or not at all, and whatever they ask is answered like any other.

use super::{all_pages, ask, meeting, named};
use crate::search::pass::Pass;
use crate::search::plan::Plan;
use crate::search::relax::relax;
use crate::search::{Bounds, Choice, Cursor, MOST_KM, Near, Query, SearchError, Sort, Window};
use crate::testing::World;
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::place::GeoPoint;
use everyroom_feeds::schedule::Weekday;
use jiff::SignedDuration;
use std::time::{Duration, Instant};

const TUESDAY_NOON: &str = "2026-11-24T20:00:00Z";

#[test]
fn a_search_whose_time_is_over_has_no_answer() {
    let world = World::of((0..30).map(|n| meeting("a", &n.to_string())).collect());
    let generation = world.catalogue.current().unwrap();
    let over = Query { deadline: Some(Instant::now()), ..ask(TUESDAY_NOON) };
    let is_late = |result: Result<(), SearchError>| matches!(result, Err(SearchError::TooLong));
    assert!(is_late(world.catalogue.search(&over).map(drop)));
    // in the middle of the work too
    let near = Some(Near { lat: 37.0, lon: -121.0, radius_km: None });
    let words: Vec<(u32, f32)> = (0..30).map(|row| (row, 1.0)).collect();
    for (near, words) in [(None, None), (near, None), (None, Some(words.as_slice())), (near, Some(&words))] {
        let query = Query { near, ..over.clone() };
        let plan = Plan::new(&query, generation.columns().words(), query.now);
        let pass = Pass { generation: &generation, query: &query, plan: &plan, words };
        assert!(is_late(pass.run().map(drop)));
        assert!(is_late(relax(&generation, &query, query.now, words, 0).map(drop)));
    }
    let soon = Query { deadline: Some(Instant::now() + Duration::from_secs(60)), ..over };
    assert_eq!(world.catalogue.search(&soon).unwrap().total, 30);
}

fn scattered() -> World {
    let places = [(89.8, 10.0), (-89.8, -170.0), (0.0, 179.999), (0.0, -179.999), (51.5, -0.1)];
    let at = |(key, (lat, lon)): (usize, &(f64, f64))| {
        named(&key.to_string(), |m| m.venue.as_mut().unwrap().point = GeoPoint::new(*lat, *lon).ok())
    };
    let mut meetings: Vec<Meeting> = places.iter().enumerate().map(at).collect();
    meetings.extend((5..40).map(|n| meeting("a", &n.to_string())));
    World::of(meetings)
}

#[test]
fn everything_wanted_and_everything_excluded() {
    let world = scattered();
    let kinds = |group| Kind::in_group(group).collect::<Vec<_>>();
    let languages: Vec<String> = (0..100).map(|n| format!("x{n}")).collect();
    for excluded in [false, true] {
        fn choice<T>(values: Vec<T>, excluded: bool) -> Choice<T> {
            if excluded { Choice { any: vec![], none: values } } else { Choice { any: values, none: vec![] } }
        }
        let mut query = Query { relax: true, facets: true, ..ask(TUESDAY_NOON) };
        let filters = &mut query.filters;
        filters.fellowship = choice(Fellowship::all().collect(), excluded);
        filters.philosophy = choice(Philosophy::ALL.to_vec(), excluded);
        filters.for_whom = choice(ForWhom::ALL.to_vec(), excluded);
        filters.covers = choice(Covers::ALL.to_vec(), excluded);
        filters.weekday = choice(Weekday::ALL.to_vec(), excluded);
        filters.types = choice(kinds(KindGroup::Type), excluded);
        filters.audience = choice(kinds(KindGroup::Audience), excluded);
        filters.access = choice(kinds(KindGroup::Access), excluded);
        filters.languages = choice(languages.clone(), excluded);
        filters.countries = choice(Country::all().take(100).collect(), excluded);
        filters.regions = choice(Region::all().take(100).collect(), excluded);
        filters.sources =
            choice((0..100).map(|n| crate::testing::source_id(&format!("s{n}"))).collect(), excluded);
        filters.entities = choice(languages.clone(), excluded);
        let answer = world.catalogue.search(&query).unwrap();
        assert_eq!(answer.total, 0);
        assert!(answer.instead.is_none(), "of a source that is not there, nothing is");
    }
}

#[test]
fn circles_of_nothing_and_of_everything_anywhere() {
    let world = scattered();
    for (lat, lon) in [(90.0, 0.0), (-90.0, 180.0), (0.0, 180.0), (0.0, -180.0), (51.5, -0.1)] {
        let total = |radius_km| {
            let near = Some(Near { lat, lon, radius_km });
            let query = Query { near, relax: true, facets: true, ..ask(TUESDAY_NOON) };
            world.catalogue.search(&query).unwrap().total
        };
        assert_eq!(total(Some(MOST_KM)), 40, "{lat} {lon}");
        assert_eq!(total(Some(0.0)), u64::from(lat == 51.5), "{lat} {lon}");
        assert!(total(None) > 0, "{lat} {lon}");
    }
    let bounds = Bounds { west: 179.0, south: -1.0, east: -179.0, north: 1.0 };
    let query = Query { bounds: Some(bounds), ..ask(TUESDAY_NOON) };
    assert_eq!(world.catalogue.search(&query).unwrap().total, 2);
}

#[test]
fn two_years_two_hundred_a_page_and_the_last_page() {
    let world = World::of((0..450).map(|n| meeting("a", &n.to_string())).collect());
    let from = ask(TUESDAY_NOON).now;
    let window = Window::Between { from, to: from + SignedDuration::from_hours(24 * 731), ongoing: false };
    for sort in [Sort::Best, Sort::Soonest, Sort::Nearest, Sort::Name] {
        let query = Query { window: Some(window), sort, limit: 200, ..ask(TUESDAY_NOON) };
        assert_eq!(all_pages(&world, &query).len(), 450);
        let generation = world.catalogue.current().unwrap();
        let secret = generation.secret();
        let beyond = Cursor::new(generation.id(), secret, &query, query.now, u32::MAX as usize).text();
        let answer = world.catalogue.search(&Query { cursor: Some(beyond), ..query }).unwrap();
        assert_eq!((answer.total, answer.hits.len(), answer.next), (450, 0, None));
    }
}
