//! Places of a box.

use crate::place::{Gazetteer, GeoBox};

fn names(west: f64, south: f64, east: f64, north: f64, most: usize) -> Vec<&'static str> {
    let gazetteer = Gazetteer::embedded();
    let places = gazetteer.places_in(GeoBox { west, south, east, north }, most);
    places.into_iter().map(|place| gazetteer.name(place)).collect()
}

#[test]
fn the_largest_places_of_a_box_come_first() {
    assert_eq!(names(-122.6, 36.9, -121.6, 38.0, 3), ["San Jose", "San Francisco", "Oakland"]);
    assert_eq!(names(-6.4, 53.2, -6.1, 53.5, 1), ["Dublin"]);
    assert!(names(-41.0, 39.0, -39.0, 41.0, 9).is_empty(), "open sea");
    assert!(names(10.0, 50.0, 9.0, 51.0, 9).is_empty(), "a box the wrong way round");
}

#[test]
fn a_box_may_cross_the_line_of_dates() {
    let east = names(175.0, -20.0, 185.0, -15.0, 40);
    assert_eq!(east, names(-185.0, -20.0, -175.0, -15.0, 40));
    assert!(east.contains(&"Suva") && east.contains(&"Labasa"), "{east:?}");
    assert!(names(178.0, -20.0, 181.0, -15.0, 40).contains(&"Suva"));
}

#[test]
fn cells_and_going_through_all_find_the_same() {
    let gazetteer = Gazetteer::embedded();
    let boxes = [
        (-8.0, 50.0, 2.0, 59.0),
        (-122.03, 37.2, -121.8, 37.4),
        (179.5, -90.0, 182.0, 90.0),
        (3.0, 89.5, 4.0, 90.0),
        (-180.0, -90.0, -179.0, 0.0),
    ];
    for (west, south, east, north) in boxes {
        let area = GeoBox { west, south, east, north };
        let is_in = |point: everyroom_feeds::place::GeoPoint| area.holds(point.lat(), point.lon()).is_some();
        let all: Vec<_> =
            gazetteer.places().filter(|place| gazetteer.point(*place).is_some_and(is_in)).collect();
        assert_eq!(gazetteer.places_in(area, usize::MAX), all, "{area:?}");
    }
    assert_eq!(names(-180.0, -90.0, 180.0, 90.0, 5).len(), 5);
}
