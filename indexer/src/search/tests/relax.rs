//! What else there would be, counted and shown: against searches that really ask for less.

use super::{any_world, ask, named, names};
use crate::search::ask::{Ask, GIVEN_UP};
use crate::search::{Answer, Choice, Near, Query, RadiusReason, Status, TimeOfDay, Way, Window};
use crate::testing::{World, at, online, weekly};
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::place::GeoPoint;
use everyroom_feeds::schedule::Weekday;
use jiff::SignedDuration;
use proptest::prelude::*;

const TUESDAY_NOON: &str = "2026-11-24T20:00:00Z";

fn fellowship(id: &str) -> Fellowship {
    Fellowship::parse(id).unwrap()
}

fn kind(id: &str) -> Kind {
    Kind::parse(id).unwrap()
}

fn of(id: &'static str, key: &str, change: impl FnOnce(&mut Meeting)) -> Meeting {
    named(key, |meeting| {
        meeting.fellowship = fellowship(id);
        change(meeting);
    })
}

fn asked(change: impl FnOnce(&mut Query)) -> Query {
    let mut query = Query { relax: true, ..ask(TUESDAY_NOON) };
    change(&mut query);
    query
}

fn near(radius_km: Option<f64>) -> Option<Near> {
    Some(Near { lat: 37.3382, lon: -121.8863, radius_km })
}

fn said(answer: &Answer) -> Vec<(Vec<Ask>, bool, u64)> {
    answer.relaxed.iter().map(|relaxed| (relaxed.without.clone(), relaxed.online, relaxed.count)).collect()
}

#[test]
fn one_is_told_how_many_more_there_are_without_each_thing() {
    let step_free = |m: &mut Meeting| m.access = vec![(kind("step_free"), true)];
    let monday = |m: &mut Meeting| m.schedule = weekly("America/Los_Angeles", Weekday::Mon, 9, 0, None);
    let world = World::of(vec![
        of("na", "1", step_free),
        of("na", "2", |_| ()),
        of("na", "3", |_| ()),
        of("na", "4", |m| {
            step_free(m);
            monday(m);
        }),
        of("na", "5", monday),
        of("ha", "6", step_free),
        of("al_anon", "7", step_free),
        online(of("na", "8", |m| m.venue = None)),
    ]);
    let query = asked(|q| {
        q.near = near(Some(5.0));
        q.filters.fellowship.any = vec![fellowship("na")];
        q.filters.access.any = vec![kind("step_free")];
        q.filters.weekday.any = vec![Weekday::Tue];
    });
    let answer = world.catalogue.search(&query).unwrap();
    assert_eq!(answer.total, 1);
    assert!(answer.instead.is_none(), "there is one that has it all");
    // heroin is a drug, and its fellowship will do; that for the family of a drinker will not
    assert_eq!(
        said(&answer),
        [(vec![Ask::Weekday], false, 2), (vec![Ask::Fellowship], false, 2), (vec![Ask::Access], false, 3),]
    );
    let strict = world.catalogue.search(&Query { relax: false, ..query }).unwrap();
    assert_eq!((strict.total, strict.relaxed.len()), (1, 0));
}

#[test]
fn where_nothing_has_it_all_the_hour_is_given_up_before_the_ramp() {
    let world = World::of(vec![
        of("na", "late", |m| {
            m.access = vec![(kind("step_free"), true)];
            m.schedule = weekly("America/Los_Angeles", Weekday::Thu, 9, 0, None);
        }),
        of("na", "stairs", |_| ()),
    ]);
    let tonight = Window::Between { from: at(TUESDAY_NOON), to: at("2026-11-25T12:00:00Z"), ongoing: false };
    let query = asked(|q| {
        q.window = Some(tonight);
        q.filters.access.any = vec![kind("step_free")];
    });
    let answer = world.catalogue.search(&query).unwrap();
    assert_eq!(
        (answer.total, answer.hits.len(), &answer.next),
        (0, 0, &None),
        "nothing is passed off as a match"
    );
    let instead = answer.instead.unwrap();
    assert_eq!((instead.relaxed.without.as_slice(), instead.relaxed.count), (&[Ask::Window][..], 1));
    assert_eq!(instead.hits[0].listing.meeting.name, "Meeting late");
}

#[test]
fn nobody_is_sent_to_a_meeting_that_is_not_for_them() {
    let mut meetings: Vec<Meeting> = (0..9).map(|n| of("aa", &n.to_string(), |_| ())).collect();
    let search = |meetings: Vec<Meeting>| {
        let query = asked(|q| {
            q.near = near(Some(5.0));
            q.filters.fellowship.any = vec![fellowship("al_anon")];
        });
        World::of(meetings).catalogue.search(&query).unwrap()
    };
    let answer = search(meetings.clone());
    assert!(answer.relaxed.is_empty() && answer.instead.is_none(), "{:?}", answer.relaxed);
    meetings.push(of("aca", "kin", |_| ()));
    meetings.push(online(of("al_anon", "online", |m| m.venue = None)));
    let answer = search(meetings);
    let instead = answer.instead.unwrap();
    assert_eq!((instead.relaxed.online, instead.relaxed.count), (true, 1), "the same online before another");
    assert_eq!(instead.hits[0].listing.meeting.fellowship.id(), "al_anon");
    let families = asked(|q| q.filters.for_whom.any = vec![ForWhom::parse("family").unwrap()]);
    let world = World::of(vec![of("aa", "1", |_| ())]);
    assert!(world.catalogue.search(&families).unwrap().instead.is_none());
}

#[test]
fn what_is_excluded_stays_excluded() {
    let world = World::of(vec![of("aa", "1", |_| ()), of("na", "2", |_| ())]);
    let query = asked(|q| {
        q.filters.fellowship = Choice { any: vec![fellowship("smart")], none: vec![fellowship("aa")] };
        q.filters.weekday.none = vec![Weekday::Tue];
        q.near = near(None);
    });
    assert!(world.catalogue.search(&query).unwrap().instead.is_none(), "both are on Tuesdays");
    let query = asked(|q| {
        q.filters.fellowship = Choice { any: vec![fellowship("smart")], none: vec![fellowship("aa")] };
        q.near = near(None);
    });
    let instead = world.catalogue.search(&query).unwrap().instead.unwrap();
    let found: Vec<_> = instead.hits.iter().map(|hit| hit.listing.meeting.fellowship.id()).collect();
    assert_eq!(found, ["na"]);
}

#[test]
fn words_that_nobody_knows_lead_to_what_is_on_online() {
    let world = World::of(vec![of("na", "room", |_| ()), online(of("na", "online", |m| m.venue = None))]);
    let answer = world.catalogue.search(&asked(|q| q.text = Some("xyzzyx".into()))).unwrap();
    assert_eq!((answer.total, said(&answer)), (0, vec![]), "without its only words it asks for nothing");
    let instead = answer.instead.unwrap();
    assert_eq!((instead.relaxed.without.as_slice(), instead.relaxed.online), (&[Ask::Words][..], true));
    assert_eq!(instead.hits[0].listing.meeting.name, "Meeting online");
}

#[test]
fn far_from_everything_one_is_told_of_online_meetings() {
    let world = World::of(vec![of("na", "room", |_| ()), online(of("na", "online", |m| m.venue = None))]);
    let query = asked(|q| q.near = Some(Near { lat: 64.18, lon: -51.72, radius_km: None }));
    let answer = world.catalogue.search(&query).unwrap();
    assert_eq!((answer.total, answer.radius_reason), (1, Some(RadiusReason::NearestFew)));
    assert!(answer.relaxed.is_empty(), "as many online as rooms is not more");
    let query = asked(|q| q.near = Some(Near { lat: 64.18, lon: -51.72, radius_km: Some(50.0) }));
    let answer = world.catalogue.search(&query).unwrap();
    assert_eq!(said(&answer), [(vec![Ask::Radius], false, 1), (vec![Ask::Radius], true, 1)]);
    let instead = answer.instead.unwrap();
    assert_eq!(instead.radius_reason, Some(RadiusReason::NearestFew));
}

#[test]
fn who_wants_online_is_not_confined_by_where_they_are() {
    let hybrid = |m: &mut Meeting| m.attendance.online = true;
    let world = World::of(vec![
        of("na", "room", |_| ()),
        of("na", "hybrid", hybrid),
        online(of("na", "online", |m| m.venue = None)),
    ]);
    let with = |radius_km| Query {
        near: Some(Near { lat: 40.0, lon: -74.0, radius_km }),
        sort: crate::search::Sort::Nearest,
        filters: crate::search::Filters {
            attendance: Choice { any: vec![Way::Online], none: vec![] },
            ..Default::default()
        },
        ..ask(TUESDAY_NOON)
    };
    assert_eq!(names(&world, &with(None)), ["Meeting hybrid", "Meeting online"]);
    assert_eq!(names(&world, &with(Some(50.0))), [""; 0], "a radius means rooms");
}

#[test]
fn alternatives_are_for_the_same_people_and_start_after_it() {
    let day = |id: &'static str, key: &str, weekday, hour, change: &dyn Fn(&mut Meeting)| {
        of(id, key, |m| {
            m.schedule = weekly("America/Los_Angeles", weekday, hour, 0, Some(60));
            change(m);
        })
    };
    let world = World::of(vec![
        day("na", "this", Weekday::Tue, 19, &|_| ()),
        day("na", "before", Weekday::Tue, 18, &|_| ()),
        day("al_anon", "family", Weekday::Tue, 20, &|_| ()),
        day("na", "men", Weekday::Tue, 20, &|m| m.audience = vec![kind("men")]),
        day("na", "far", Weekday::Tue, 20, &|m| {
            m.venue.as_mut().unwrap().point = GeoPoint::new(34.05, -118.24).ok();
        }),
        day("ha", "other", Weekday::Wed, 7, &|_| ()),
        online(day("na", "online", Weekday::Tue, 21, &|m| m.venue = None)),
    ]);
    let generation = world.catalogue.current().unwrap();
    let alternatives = |key: &str, now: &str| {
        let row = (0..generation.len() as u32)
            .find(|row| generation.listing(*row).unwrap().meeting.key == key)
            .unwrap();
        let listing = generation.listing(row).unwrap();
        let zone = crate::testing::zone("America/Los_Angeles");
        let hits = crate::search::alternatives(&generation, &listing, at(now), &zone, None).unwrap();
        hits.iter().map(|hit| (hit.listing.meeting.key.clone(), hit.status)).collect::<Vec<_>>()
    };
    // 12:00 in San Jose
    let found = alternatives("this", TUESDAY_NOON);
    assert_eq!(found, [("other".to_owned(), Status::Later), ("before".to_owned(), Status::Later)]);
    assert_eq!(alternatives("online", TUESDAY_NOON), []);
    assert_eq!(alternatives("family", TUESDAY_NOON), []);
}

/// A query of random wishes.
fn any_query() -> impl Strategy<Value = Query> {
    let wishes = (0usize..5, 0usize..4, 0u8..8, any::<bool>(), any::<bool>(), any::<bool>());
    let place = proptest::option::of((-60.0..60.0f64, -180.0..180.0f64, 1.0..9_000.0f64));
    let time = (0u16..1440, 1i64..9_000, 0usize..4, 29_833_333i64..30_800_000);
    (wishes, place, time).prop_map(
        |((group, way, day, access, words, exclude), place, (after, ahead, when, at))| {
            let now = jiff::Timestamp::from_second(at * 60).unwrap();
            let mut query = Query { now, ..asked(|_| ()) };
            let filters = &mut query.filters;
            if let Some(id) = ["aa", "na", "smart", "al_anon"].get(group) {
                filters.fellowship.any = vec![fellowship(id)];
            }
            if exclude {
                filters.fellowship.none = vec![fellowship("aa")];
            }
            if let Some(way) = Way::ALL.get(way) {
                filters.attendance.any = vec![*way];
            }
            if let Some(day) = Weekday::from_sunday(day) {
                filters.weekday.any = vec![day];
            }
            if access {
                filters.access.any = vec![kind("step_free")];
                filters.covers.any = vec![Covers::parse("alcohol").unwrap()];
            }
            if words {
                query.text = Some("meeting 1".to_owned());
            }
            match when {
                0 => query.window = Some(Window::Now),
                1 => {
                    let to = now + SignedDuration::from_mins(ahead);
                    query.window = Some(Window::Between { from: now, to, ongoing: true });
                }
                2 => query.filters.time = TimeOfDay { after: Some(after), before: None },
                _ => (),
            }
            query.near =
                place.map(|(lat, lon, km)| Near { lat, lon, radius_km: Some(km).filter(|km| *km < 6_000.0) });
            query
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Every count is that of the search that asks for less, and what is shown instead is such a search.
    #[test]
    fn counts_are_those_of_searches_that_ask_for_less(
        meetings in any_world(), queries in proptest::collection::vec(any_query(), 8),
    ) {
        let meetings: Vec<Meeting> = meetings.into_iter().enumerate().map(|(n, mut meeting)| {
            if n % 3 == 0 {
                meeting.access = vec![(kind("step_free"), true)];
            }
            meeting
        }).collect();
        let world = World::of(meetings);
        for query in queries {
            let answer = world.catalogue.search(&query).unwrap();
            prop_assert_eq!(answer.total as usize, answer.hits.len());
            for relaxed in answer.relaxed.iter().chain(answer.instead.as_ref().map(|instead| &instead.relaxed)) {
                let asked = world.catalogue.search(&relaxed.query(&query)).unwrap();
                prop_assert_eq!(asked.total, relaxed.count, "{:?}", relaxed);
                prop_assert!(relaxed.count > answer.total);
                let may_go = |ask: &Ask| GIVEN_UP.contains(ask) || relaxed.online;
                prop_assert!(relaxed.without.iter().all(may_go));
                let is_welcome = |meeting: &Meeting| {
                    let own = query.filters.fellowship.any.iter().flat_map(|one| &one.entry().for_whom);
                    let own: Vec<_> = own.collect();
                    own.is_empty() || meeting.is_for().iter().any(|one| own.contains(&one))
                };
                for hit in asked.hits {
                    prop_assert!(is_welcome(&hit.listing.meeting));
                    prop_assert!(!query.filters.fellowship.none.contains(&hit.listing.meeting.fellowship));
                }
            }
            if let Some(instead) = answer.instead {
                prop_assert!(answer.total == 0 && !instead.hits.is_empty());
            }
        }
    }
}
