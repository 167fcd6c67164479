//! The cases of the renderer that the rules of `docs/map.md` were tried with, byte for byte, and hostile files.

use super::labels::Town;
use super::outlines::Outlines;
use super::view::View;
use super::{MapWords, Pin, clip, draw, map, path};
use everyroom_feeds::place::GeoPoint;
use everyroom_indexer::place::GeoBox;
use proptest::prelude::*;

const WORDS: MapWords<'static> = MapWords {
    label: "Map",
    you: "you",
    unit: "{n} km",
    is_miles: false,
    digits: |digits| digits.to_owned(),
};
const BAY: [Town<'static>; 15] = [
    town("San Jose", 37.3394, -121.895),
    town("San Francisco", 37.7749, -122.4194),
    town("Oakland", 37.8044, -122.2708),
    town("Fremont", 37.5483, -121.9886),
    town("Sunnyvale", 37.3688, -122.0363),
    town("Santa Clara", 37.3541, -121.9552),
    town("Mountain View", 37.3861, -122.0839),
    town("Milpitas", 37.4283, -121.9066),
    town("Palo Alto", 37.4419, -122.143),
    town("Santa Cruz", 36.9741, -122.0308),
    town("Cupertino", 37.323, -122.0322),
    town("Campbell", 37.2872, -121.95),
    town("Saratoga", 37.2638, -122.023),
    town("Los Gatos", 37.2358, -121.9624),
    town("Alum Rock", 37.366, -121.827),
];

const fn town(name: &'static str, lat: f64, lon: f64) -> Town<'static> {
    Town { name, lat, lon }
}

fn point(lat: f64, lon: f64) -> GeoPoint {
    GeoPoint::new(lat, lon).unwrap()
}

fn pins(points: &[(f64, f64)]) -> Vec<Pin> {
    let pin = |(at, &(lat, lon)): (usize, &(f64, f64))| Pin { number: Some(at + 1), point: point(lat, lon) };
    points.iter().enumerate().map(pin).collect()
}

fn drawn(
    area: (f64, f64, f64, f64),
    points: &[(f64, f64)],
    towns: &[Town<'_>],
    you: Option<GeoPoint>,
) -> String {
    let (west, south, east, north) = area;
    let view = View::of(GeoBox { west, south, east, north });
    draw::svg(Outlines::embedded(), &view, &pins(points), towns, you, WORDS)
}

/// Every picture of the reference, by name.
fn pictures() -> Vec<(&'static str, String)> {
    let dozen: Vec<(f64, f64)> =
        (1..=12).map(|i| (37.30 + f64::from(i) * 0.006, -121.95 + f64::from(i) * 0.008)).collect();
    let around = (
        -121.95 + 0.008 - 0.01,
        37.30 + 0.006 - 0.01,
        -121.95 + 12.0 * 0.008 + 0.01,
        37.30 + 12.0 * 0.006 + 0.01,
    );
    let states = [
        town("Dallas", 32.8, -96.8),
        town("Denver", 39.7, -105.0),
        town("Seattle", 47.6, -122.3),
        town("Atlanta", 33.7, -84.4),
    ];
    let isles = [
        town("London", 51.5, -0.12),
        town("Dublin", 53.35, -6.26),
        town("Glasgow", 55.86, -4.25),
        town("Belfast", 54.6, -5.93),
    ];
    let coasts = [(37.3, -121.9), (40.7, -74.0), (41.9, -87.6)];
    vec![
        ("town", drawn(around, &dozen, &BAY, Some(point(37.338, -121.886)))),
        ("bay", drawn((-122.6, 36.9, -121.6, 38.0), &[(37.34, -121.89), (37.77, -122.42)], &BAY, None)),
        ("us", drawn((-125.0, 24.0, -66.0, 50.0), &coasts, &states, None)),
        ("uk", drawn((-8.0, 50.0, 2.0, 59.0), &[(53.8, -1.55)], &isles, None)),
        ("norway", drawn((4.0, 57.0, 31.0, 71.0), &[(59.9, 10.75)], &[town("Bergen", 60.39, 5.32)], None)),
        ("iran", drawn((44.0, 25.0, 64.0, 40.0), &[(35.7, 51.4)], &[town("اصفهان", 32.65, 51.67)], None)),
        ("fiji", drawn((176.5, -19.5, 179.9, -16.0), &[(-18.13, 178.43)], &[], None)),
        ("world", drawn((-175.0, -56.0, 180.0, 75.0), &[(37.3, -121.9), (51.5, -0.1)], &[], None)),
        ("dateline", drawn((175.0, -20.0, 185.0, -15.0), &[(-17.8, 178.0)], &[], None)),
        ("sea", drawn((-41.0, 39.0, -39.0, 41.0), &[], &[], None)),
    ]
}

#[test]
fn pictures_are_those_of_the_reference() {
    for (name, svg) in pictures() {
        assert!(svg.len() <= 6144, "{name} has {} bytes", svg.len());
        assert!(!svg.contains("style=") && !svg.contains("<script"), "{name}");
        insta::assert_snapshot!(name, svg);
    }
}

/// Whether a point is on land, by counting the coasts west of it.
fn is_land(lat: f64, lon: f64) -> bool {
    let outlines = Outlines::embedded();
    let (x, y) = (lon * f64::from(outlines.per_degree), lat * f64::from(outlines.per_degree));
    let crossings = outlines.near.iter().flat_map(|ring| ring.points.windows(2)).filter(|pair| {
        let [a, b] = [pair[0], pair[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0
    });
    crossings.count() % 2 == 1
}

#[test]
fn towns_lie_on_land_and_seas_do_not() {
    let land = [
        (37.34, -121.89),
        (53.8, -1.55),
        (35.7, 51.4),
        (-36.85, 174.76),
        (64.13, -21.85),
        (1.35, 103.8),
        (35.89, 14.45),
        (-17.8, 178.0),
    ];
    for (lat, lon) in land {
        assert!(is_land(lat, lon), "{lat}, {lon}");
    }
    for (lat, lon) in [(40.0, -40.0), (-20.0, -150.0), (56.0, 3.0)] {
        assert!(!is_land(lat, lon), "{lat}, {lon}");
    }
}

#[test]
fn a_file_that_is_not_whole_is_refused() {
    let header = |lines: u32, near: u32| {
        let mut bytes = b"EROUT1\n".to_vec();
        bytes.extend(500u16.to_le_bytes());
        [lines, near, 0].iter().for_each(|count| bytes.extend(count.to_le_bytes()));
        bytes
    };
    let square = [0, 5, 0, 0, 20, 0, 0, 20, 19, 0, 0, 19];
    let with = |counts: (u32, u32), rest: &[u8]| {
        let bytes: Vec<u8> = header(counts.0, counts.1).into_iter().chain(rest.iter().copied()).collect();
        Outlines::decode(&bytes).map(|outlines| (outlines.lines.len(), outlines.near.len()))
    };
    assert_eq!(with((1, 1), &[&square[..], &[1, 0]].concat()), Ok((1, 1)));
    assert_eq!(Outlines::decode(b"EROUT2\n").unwrap_err(), "not a file of outlines");
    assert_eq!(with((1, 0), &[]), Err("the file is cut off"));
    assert_eq!(with((u32::MAX, 0), &square), Err("the file is cut off"));
    assert_eq!(with((1, 0), &[7]), Err("a line of no known kind"));
    assert_eq!(with((1, 0), &[0, 0]), Err("a line without points"));
    assert_eq!(with((1, 0), &[0, 1, 255, 255, 255, 255, 255]), Err("a number is too long"));
    assert_eq!(with((1, 0), &[0, 1, 254, 255, 255, 255, 15, 0]), Err("a point off the globe"));
    assert_eq!(with((1, 1), &[&square[..], &[1, 4]].concat()), Err("a ring of no such line"));
    assert_eq!(with((1, 1), &[0, 2, 0, 0, 20, 20, 1, 0]), Err("a ring that does not close"));
    assert_eq!(with((1, 0), &[&square[..], &[9]].concat()), Err("bytes are left over"));
}

#[test]
fn rings_and_lines_are_cut_at_the_edge() {
    let square = vec![(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
    let mut cut = clip::ring(square, 5.0, 5.0, 0.0);
    cut.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(cut, [(0.0, 0.0), (0.0, 5.0), (5.0, 0.0), (5.0, 5.0)]);
    assert!(clip::ring(vec![(20.0, 0.0), (30.0, 0.0), (30.0, 9.0)], 5.0, 5.0, 0.0).is_empty());
    assert_eq!(clip::line(&[(-10.0, 2.0), (20.0, 2.0)], 8.0, 8.0, 0.0), [[(0.0, 2.0), (8.0, 2.0)]]);
    assert!(clip::line(&[(-10.0, -2.0), (20.0, -2.0)], 8.0, 8.0, 0.0).is_empty());
    let back = [(4.0, 4.0), (12.0, 4.0), (12.0, 6.0), (4.0, 6.0)];
    assert_eq!(clip::line(&back, 8.0, 8.0, 0.0).len(), 2, "out and in again is two pieces");
}

#[test]
fn paths_are_relative_and_short() {
    let points = [(1, 2), (5, 2), (5, 2), (5, -1), (4, 0), (1, 2)];
    assert_eq!(path::text(&points, true), "M1 2h4v-3l-1 1l-3 2z");
    assert_eq!(path::text(&points[..2], true), "");
    assert_eq!(path::text(&[(0, 0), (3, -4)], false), "M0 0l3-4");
    assert_eq!(path::thinned(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], 1.5), [(0, 0), (2, 0)]);
}

#[test]
fn a_town_is_shown_with_its_meetings_and_its_neighbours() {
    let svg = map(
        &pins(&[(37.34, -121.89), (37.341, -121.891), (37.36, -121.95)]),
        Some(point(37.35, -121.9)),
        WORDS,
    );
    let svg = svg.unwrap().to_string();
    assert!(svg.contains(">1+</text>") && svg.contains(">3</text>"), "{svg}");
    assert!(svg.contains(">Santa Clara</text>"), "{svg}");
    assert_eq!(map(&[], None, WORDS), None);
}

#[test]
fn meetings_on_both_sides_of_the_line_of_dates_share_a_small_map() {
    let svg = map(&pins(&[(-16.8, 179.9), (-16.9, -179.9)]), None, WORDS).unwrap().to_string();
    assert!(svg.contains(">5 km</text>"), "{svg}");
}

#[test]
fn words_never_become_markup() {
    let words = MapWords { label: "\"><script>", you: "<b>", unit: "{n} <i>", ..WORDS };
    let svg = map(&pins(&[(53.8, -1.55)]), Some(point(53.9, -1.4)), words).unwrap().to_string();
    assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains("<i>"), "{svg}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_meetings_make_a_map_of_the_allowed_weight(
        points in proptest::collection::vec((-88.0..88.0f64, -180.0..180.0f64), 1..30)
    ) {
        let svg = map(&pins(&points), None, WORDS).unwrap().to_string();
        prop_assert!(svg.len() <= 9000, "{} bytes", svg.len());
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
