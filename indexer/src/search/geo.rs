//! Circles and boxes on the globe, over rows that stand in the order of a space-filling curve.
//!
//! A shape is covered by ranges of curve keys; rows in those ranges are then tested exactly. The poles and the
//! antimeridian are the same code as everywhere else.

use everyroom_feeds::place::EARTH_RADIUS_KM;
use std::ops::Range;

const BITS: u32 = 24;
const CELLS: u32 = 1 << BITS;
/// The key of rows without a place; they stand last.
const NOWHERE: u64 = u64::MAX;
/// A cover is refined until it has about so many ranges.
const MOST_RANGES: usize = 96;

/// The longest distance on the globe, in kilometres, rounded up.
pub const MOST_KM: f64 = 20_040.0;

/// A box of the globe, in degrees; `west > east` crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl Bounds {
    /// Whether a point lies in it; edges belong to it.
    pub fn contains(&self, lat: f64, lon: f64) -> bool {
        let in_width = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        (self.south..=self.north).contains(&lat) && in_width
    }

    fn flat(self) -> Vec<Bounds> {
        if self.west <= self.east {
            vec![self]
        } else {
            vec![Bounds { east: 180.0, ..self }, Bounds { west: -180.0, ..self }]
        }
    }
}

/// A circle on the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Latitude of the middle in degrees.
    pub lat: f64,
    /// Longitude of the middle in degrees.
    pub lon: f64,
    /// Radius in kilometres; 0 is the point itself.
    pub radius_km: f64,
}

impl Circle {
    /// Boxes that together hold the circle.
    fn boxes(&self) -> Vec<Bounds> {
        // a hair more than the radius, so that rounding never loses a row; the exact test follows
        let angle = (self.radius_km / EARTH_RADIUS_KM + 1e-9).min(std::f64::consts::PI);
        let degrees = angle.to_degrees();
        let (south, north) = (self.lat - degrees, self.lat + degrees);
        if south <= -90.0 || north >= 90.0 {
            let (south, north) = (south.max(-90.0), north.min(90.0));
            return vec![Bounds { west: -180.0, south, east: 180.0, north }];
        }
        let half = (angle.sin() / self.lat.to_radians().cos()).clamp(-1.0, 1.0).asin().to_degrees() + 1e-7;
        if half >= 180.0 {
            return vec![Bounds { west: -180.0, south, east: 180.0, north }];
        }
        let (west, east) = (wrapped(self.lon - half), wrapped(self.lon + half));
        Bounds { west, south, east, north }.flat()
    }

    /// The square of the chord that spans the radius on a globe of radius one.
    pub fn chord_squared(&self) -> f64 {
        chord_squared(self.radius_km)
    }
}

/// The square of the chord over a distance in kilometres, on a globe of radius one.
pub fn chord_squared(km: f64) -> f64 {
    let half = (km / EARTH_RADIUS_KM / 2.0).min(std::f64::consts::FRAC_PI_2).sin();
    4.0 * half * half
}

/// The distance in kilometres that a squared chord spans.
pub fn km_of_chord(squared: f64) -> f64 {
    2.0 * EARTH_RADIUS_KM * (squared.sqrt() / 2.0).min(1.0).asin()
}

/// The square of the chord between two unit vectors; not a number where one has no place.
pub fn chord_between(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    let (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    x * x + y * y + z * z
}

/// A point as a vector of length one.
pub fn unit_vector(lat: f64, lon: f64) -> [f64; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// One of eight winds, from one point to another.
pub fn bearing(from: (f64, f64), to: (f64, f64)) -> &'static str {
    let (lat_a, lat_b) = (from.0.to_radians(), to.0.to_radians());
    let turn = (to.1 - from.1).to_radians();
    let y = turn.sin() * lat_b.cos();
    let x = lat_a.cos() * lat_b.sin() - lat_a.sin() * lat_b.cos() * turn.cos();
    let eighth = (y.atan2(x).to_degrees().rem_euclid(360.0) / 45.0).round() as usize % 8;
    ["N", "NE", "E", "SE", "S", "SW", "W", "NW"][eighth]
}

/// The place of a point on the curve (Morton order); the last place of all for what is no point.
pub fn key(lat: f64, lon: f64) -> u64 {
    if lat.is_nan() || lon.is_nan() {
        return NOWHERE;
    }
    interleave(cell(lon, 180.0), cell(lat, 90.0))
}

fn cell(degrees: f64, half: f64) -> u32 {
    let share = (degrees + half) / (2.0 * half);
    ((share * f64::from(CELLS)) as u32).min(CELLS - 1)
}

fn interleave(x: u32, y: u32) -> u64 {
    spread(x) | spread(y) << 1
}

fn spread(value: u32) -> u64 {
    let mut bits = u64::from(value);
    for (shift, mask) in [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        bits = (bits | bits << shift) & mask;
    }
    bits
}

fn wrapped(lon: f64) -> f64 {
    if lon < -180.0 {
        lon + 360.0
    } else if lon > 180.0 {
        lon - 360.0
    } else {
        lon
    }
}

/// The rows that may lie in a circle.
pub fn rows_in_circle(circle: &Circle, keys: &[u64]) -> Vec<Range<u32>> {
    rows_in(&circle.boxes(), keys)
}

/// The rows that may lie in a box.
pub fn rows_in_bounds(bounds: &Bounds, keys: &[u64]) -> Vec<Range<u32>> {
    rows_in(&bounds.flat(), keys)
}

fn rows_in(boxes: &[Bounds], keys: &[u64]) -> Vec<Range<u32>> {
    let mut ranges: Vec<Range<u64>> = boxes.iter().flat_map(cover).collect();
    ranges.sort_by_key(|range| range.start);
    let mut rows: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        let start = keys.partition_point(|&key| key < range.start) as u32;
        let end = keys.partition_point(|&key| key < range.end) as u32;
        match rows.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ if start < end => rows.push(start..end),
            _ => {}
        }
    }
    rows
}

/// Ranges of keys that cover a box: cells of a quadtree, halved breadth first while there are few of them.
fn cover(bounds: &Bounds) -> Vec<Range<u64>> {
    let (west, east) = (cell(bounds.west, 180.0), cell(bounds.east, 180.0));
    let (south, north) = (cell(bounds.south, 90.0), cell(bounds.north, 90.0));
    let span = |x: u32, y: u32, level: u32| {
        let start = interleave(x, y);
        start..start + (1u64 << (2 * level))
    };
    let mut done = Vec::new();
    let mut open = vec![(0u32, 0u32, BITS)];
    while !open.is_empty() {
        let coarse = done.len() + open.len() > MOST_RANGES;
        let mut next = Vec::new();
        for (x, y, level) in open {
            let last = (1u32 << level) - 1;
            if x > east || x + last < west || y > north || y + last < south {
                continue;
            }
            let inside = x >= west && x + last <= east && y >= south && y + last <= north;
            if inside || level == 0 || coarse {
                done.push(span(x, y, level));
                continue;
            }
            let half = 1u32 << (level - 1);
            for (dx, dy) in [(0, 0), (half, 0), (0, half), (half, half)] {
                next.push((x + dx, y + dy, level - 1));
            }
        }
        open = next;
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use everyroom_feeds::place::distance_km;
    use proptest::prelude::*;

    fn points() -> impl Strategy<Value = Vec<(f64, f64)>> {
        let edge = prop_oneof![Just(-180.0), Just(180.0), Just(179.999), -180.0..=180.0f64];
        let pole = prop_oneof![Just(-90.0), Just(90.0), Just(89.9), -90.0..=90.0f64];
        proptest::collection::vec((pole, edge), 1..80)
    }

    fn sorted(points: &[(f64, f64)]) -> (Vec<(f64, f64)>, Vec<u64>) {
        let mut points = points.to_vec();
        points.sort_by_key(|&(lat, lon)| key(lat, lon));
        let keys = points.iter().map(|&(lat, lon)| key(lat, lon)).collect();
        (points, keys)
    }

    proptest! {
        #[test]
        fn a_circle_finds_what_brute_force_finds(
            points in points(), lat in -90.0..=90.0f64, lon in -180.0..=180.0f64,
            radius in prop_oneof![Just(0.0), Just(MOST_KM), 0.0..20_040.0f64, 0.0..50.0f64], on_point in any::<bool>(),
        ) {
            let (points, keys) = sorted(&points);
            let (lat, lon) = if on_point { points[0] } else { (lat, lon) };
            let circle = Circle { lat, lon, radius_km: radius };
            let middle = unit_vector(lat, lon);
            let found: Vec<usize> = rows_in_circle(&circle, &keys).into_iter().flatten().map(|row| row as usize)
                .filter(|&row| {
                    let (lat, lon) = points[row];
                    chord_between(&unit_vector(lat, lon), &middle) <= circle.chord_squared()
                }).collect();
            for (row, &point) in points.iter().enumerate() {
                let km = distance_km((lat, lon), point);
                // a centimetre either way is rounding, not geometry
                if km < radius - 1e-5 || (on_point && point == (lat, lon)) {
                    prop_assert!(found.contains(&row), "{point:?} at {km} km is missing");
                }
                if km > radius + 1e-5 {
                    prop_assert!(!found.contains(&row), "{point:?} at {km} km is too much");
                }
            }
        }

        #[test]
        fn a_box_finds_what_brute_force_finds(
            points in points(), west in -180.0..=180.0f64, east in -180.0..=180.0f64,
            south in -90.0..=90.0f64, height in 0.0..=180.0f64,
        ) {
            let (points, keys) = sorted(&points);
            let bounds = Bounds { west, south, east, north: (south + height).min(90.0) };
            let found: Vec<usize> =
                rows_in_bounds(&bounds, &keys).into_iter().flatten().map(|row| row as usize).collect();
            for (row, &(lat, lon)) in points.iter().enumerate() {
                if bounds.contains(lat, lon) {
                    prop_assert!(found.contains(&row), "({lat}, {lon}) is missing from {bounds:?}");
                }
            }
        }
    }

    #[test]
    fn rows_without_a_place_are_never_near() {
        let keys = [key(10.0, 10.0), key(f64::NAN, f64::NAN)];
        let everywhere = Circle { lat: 0.0, lon: 0.0, radius_km: MOST_KM };
        let rows: Vec<u32> = rows_in_circle(&everywhere, &keys).into_iter().flatten().collect();
        assert_eq!(rows, [0]);
    }

    #[test]
    fn winds_are_named() {
        assert_eq!(bearing((0.0, 0.0), (1.0, 0.0)), "N");
        assert_eq!(bearing((0.0, 0.0), (0.0, -1.0)), "W");
        assert_eq!(bearing((37.3, -121.9), (37.4, -122.0)), "NW");
    }
}
