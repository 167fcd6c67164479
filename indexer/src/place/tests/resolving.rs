use crate::place::{How, Places};
use crate::testing;
use everyroom_feeds::country::Country;
use everyroom_feeds::meeting::{Attendance, Inferred, Meeting};
use everyroom_feeds::place::{GeoPoint, Precision, Venue};
use everyroom_feeds::schedule::ZoneSource;
use everyroom_feeds::source::Source;

fn sources(country: &str) -> Vec<Source> {
    vec![Source { country: Country::parse(country), ..testing::source("harbor") }]
}

/// A meeting at an address on one line, without a point.
fn at(address: &str) -> Meeting {
    let mut meeting = testing::meeting("harbor", address);
    meeting.venue = Some(Venue { address: Some(address.into()), ..Venue::default() });
    meeting.schedule.zone = None;
    meeting.schedule.zone_source = None;
    meeting
}

fn street(address: &str, lat: f64, lon: f64) -> Meeting {
    let mut meeting = at(address);
    let venue = meeting.venue.as_mut().unwrap();
    venue.point = GeoPoint::new(lat, lon).ok();
    venue.precision = Some(Precision::Street);
    meeting
}

/// What becomes of an address: how it was found, how far from where it should be, the zone.
fn resolve(known: &[Meeting], country: &str, address: &str) -> Option<(How, GeoPoint, String)> {
    let places = Places::learn(known, &sources(country));
    let mut meeting = at(address);
    let how = places.complete(&mut meeting)?;
    let zone = meeting.schedule.zone.map(|zone| zone.name().to_owned()).unwrap_or_default();
    Some((how, meeting.venue?.point?, zone))
}

#[track_caller]
fn assert_place(
    found: Option<(How, GeoPoint, String)>,
    how: How,
    near: (f64, f64),
    within_km: f64,
    zone: &str,
) {
    let (found_how, point, found_zone) = found.expect("no place");
    let away = point.distance_km(GeoPoint::new(near.0, near.1).unwrap());
    assert!(found_how == how && away <= within_km, "{found_how:?} {point:?}, {away} km away");
    assert_eq!(found_zone, zone);
}

#[test]
fn from_narrow_to_wide() {
    let known = [street("12 Weir Street, Millbrook, NY 12545, USA", 41.785, -73.694)];
    let us = |address: &str| resolve(&known, "US", address);
    let zone = "America/New_York";
    assert_place(us("12 Weir St, Millbrook, NY, USA"), How::SameAddress, (41.785, -73.694), 0.1, zone);
    assert_place(us("9 Elm St, Millbrook, NY 12545"), How::PostalCode, (41.785, -73.694), 10.0, zone);
    assert_place(us("9 Elm St, Albany, NY, USA"), How::Town, (42.65, -73.75), 5.0, zone);
    assert_place(us("Old Hall, Church Rd, Albany, NY"), How::Town, (42.65, -73.75), 5.0, zone);
    assert_place(us("9 Elm St, No Such Hamlet, NY, USA"), How::Region, (41.2, -74.0), 120.0, zone);
    assert_eq!(us("9 Elm St, No Such Hamlet"), None);
    assert_eq!(us("upstairs"), None);
}

#[test]
fn towns_of_one_name_are_told_apart_or_left_alone() {
    let us = |address: &str| resolve(&[], "US", address);
    let illinois = (39.8, -89.64);
    assert_place(us("1 Elm St, Springfield, IL"), How::Town, illinois, 10.0, "America/Chicago");
    assert_eq!(us("1 Elm St, Springfield"), None, "too many");
    let known: Vec<Meeting> =
        (0..2).map(|at| street(&format!("3{at} Oak St, Chatham, IL 62629"), 39.67, -89.70)).collect();
    assert_place(
        resolve(&known, "US", "1 Elm St, Springfield"),
        How::Town,
        illinois,
        10.0,
        "America/Chicago",
    );
    assert_place(resolve(&[], "GB", "1 Elm St, London"), How::Town, (51.5, -0.12), 10.0, "Europe/London");
    assert_eq!(us("1 Elm St, London"), None, "a small town among several of that name");
    // a village that is the only one in the gazetteer is not the only one in the country
    let gb = |address: &str| resolve(&[], "GB", address);
    assert_eq!(gb("Holy Cross, 1 Church Ln, Woodchurch, Upton"), None);
    assert_eq!(gb("Priory Hall, Monk St, Wales"), None, "the nation, not the village in Yorkshire");
    assert_eq!(resolve(&[], "IE", "Green Side, Nowhere Hamlet, Co. Tipperary").unwrap().0, How::Region);
    assert_place(
        resolve(&[], "", "1 Elm St, Berlin, Germany"),
        How::Town,
        (52.52, 13.4),
        10.0,
        "Europe/Berlin",
    );
}

#[test]
fn a_list_without_points_belongs_where_its_large_towns_are() {
    let list = |towns: &[&str]| towns.iter().map(|town| at(&format!("1 Elm St, {town}"))).collect::<Vec<_>>();
    let around = list(&["Minnetonka", "Eden Prairie", "Minneapolis", "Bloomington"]);
    let found = resolve(&around, "US", "1 Elm St, Bloomington");
    assert_place(found, How::Town, (44.84, -93.3), 10.0, "America/Chicago");
    assert_eq!(resolve(&list(&["Bloomington"]), "US", "1 Elm St, Bloomington"), None);
}

#[test]
fn what_contradicts_itself_is_the_town_in_its_region_or_nothing() {
    let us = |address: &str| resolve(&[], "US", address);
    assert_place(us("1 Elm St, Chicago, IL 94110"), How::Town, (41.85, -87.65), 10.0, "America/Chicago");
    assert_place(
        us("1 Elm St, Springfield, IL 62704"),
        How::PostalCode,
        (39.8, -89.64),
        15.0,
        "America/Chicago",
    );
    // no town of that name in the state: the wider place
    assert_place(us("1 Elm St, Paducah, NV"), How::Region, (36.6, -116.0), 300.0, "America/Los_Angeles");
}

#[test]
fn codes_are_learnt_whole_and_by_their_outward_part() {
    let around = [(51.501, -0.141, "SW1A 1AA"), (51.503, -0.128, "SW1A 2AA"), (51.499, -0.125, "SW1A 0AA")];
    let known: Vec<Meeting> = around
        .iter()
        .enumerate()
        .map(|(at, (lat, lon, code))| street(&format!("{at}1 Quay Walk, London {code}, UK"), *lat, *lon))
        .collect();
    let gb = |known: &[Meeting], address: &str| resolve(known, "GB", address);
    let london = "Europe/London";
    assert_place(gb(&known, "9 Elm St, London SW1A 2AA"), How::PostalCode, (51.503, -0.128), 0.1, london);
    assert_place(gb(&known, "9 Elm St, London SW1A 9ZZ"), How::PostalCode, (51.501, -0.128), 0.5, london);
    assert_place(gb(&known[..2], "9 Elm St, London SW1A 9ZZ"), How::Town, (51.5, -0.12), 10.0, london);
}

#[test]
fn an_inferred_place_says_so_and_touches_nothing_stated() {
    let places = Places::learn(&[], &sources("US"));
    let mut meeting = at("1 Elm St, Springfield, IL 62704, USA");
    places.complete(&mut meeting);
    let venue = meeting.venue.clone().unwrap();
    assert_eq!(venue.precision, Some(Precision::Postcode));
    assert!(meeting.inferred.contains(&Inferred::Point) && meeting.inferred.contains(&Inferred::Timezone));
    assert_eq!(meeting.schedule.zone_source, Some(ZoneSource::Coordinates));

    let mut zoned = at("1 Elm St, Springfield, IL 62704, USA");
    zoned.schedule.zone = Some(testing::zone("America/Denver"));
    zoned.schedule.zone_source = Some(ZoneSource::Source);
    places.complete(&mut zoned);
    assert_eq!(
        zoned.schedule.zone,
        Some(testing::zone("America/Denver")),
        "a town never overrules a stated zone"
    );

    let mut online = at("1 Elm St, Springfield, IL 62704, USA");
    online.attendance = Attendance { online: true, ..Attendance::default() };
    assert_eq!(places.complete(&mut online), None);
    assert_eq!(online.venue.unwrap().point, None);

    let mut stated = street("1 Elm St, Springfield, IL 62704, USA", 10.0, 10.0);
    let before = stated.clone();
    assert_eq!(places.complete(&mut stated), None);
    assert_eq!(stated, before);
}

#[test]
fn a_region_of_two_zones_gives_none() {
    let (how, _, zone) = resolve(&[], "US", "Old Hall, Nowhere Hamlet, TN").unwrap();
    assert_eq!((how, zone.as_str()), (How::Region, ""));
}

#[test]
fn points_outside_their_country_teach_nothing() {
    let known = [street("12 Weir Street, Millbrook, NY 12545, USA", 48.2, 16.37)];
    let found = resolve(&known, "US", "12 Weir Street, Millbrook, NY 12545, USA");
    assert_place(found, How::PostalCode, (41.785, -73.694), 10.0, "America/New_York");
}
