//! Coordinates as numbers, texts and mistakes.

use crate::place::{GeoPoint, PointFault};
use serde_json::Value;
use std::sync::LazyLock;

/// One coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReadCoordinate {
    /// Nothing, or a sign for nothing.
    Absent,
    /// A number.
    Number(f64),
    /// A number with a decimal comma.
    Comma(f64),
    /// Something else.
    Unreadable,
}

impl ReadCoordinate {
    /// The number.
    pub fn number(self) -> Option<f64> {
        match self {
            ReadCoordinate::Number(number) | ReadCoordinate::Comma(number) => Some(number),
            ReadCoordinate::Absent | ReadCoordinate::Unreadable => None,
        }
    }
}

/// Reads one coordinate in degrees from a JSON value.
pub fn coordinate(value: &Value) -> ReadCoordinate {
    match value {
        Value::Null => ReadCoordinate::Absent,
        Value::Number(number) => number.as_f64().map_or(ReadCoordinate::Unreadable, ReadCoordinate::Number),
        Value::String(text) => coordinate_text(text),
        _ => ReadCoordinate::Unreadable,
    }
}

fn coordinate_text(text: &str) -> ReadCoordinate {
    let text = text.trim().trim_end_matches('°');
    if matches!(text, "" | "-" | "–" | "null" | "NULL" | "undefined" | "n/a" | "N/A") {
        return ReadCoordinate::Absent;
    }
    let parse = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    if let Some(number) = parse(text) {
        return ReadCoordinate::Number(number);
    }
    let is_decimal_comma = text.matches(',').count() == 1 && !text.contains('.');
    match is_decimal_comma.then(|| parse(&text.replace(',', "."))).flatten() {
        Some(number) => ReadCoordinate::Comma(number),
        None => ReadCoordinate::Unreadable,
    }
}

/// Two numbers as a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReadPoint {
    /// A place on the globe.
    Point(GeoPoint),
    /// A point that software fills in when it knows no better; no meeting is there.
    SoftwareDefault,
    /// Out of range, but in range with the two exchanged.
    Swapped(GeoPoint),
    /// No place.
    Fault(PointFault),
}

/// Checks two numbers. What can't be a place of a meeting is no point.
pub fn point(lat: f64, lon: f64) -> ReadPoint {
    match GeoPoint::new(lat, lon) {
        Ok(point) if is_software_default(point) => ReadPoint::SoftwareDefault,
        Ok(point) => ReadPoint::Point(point),
        Err(PointFault::OutOfRange) => match GeoPoint::new(lon, lat) {
            Ok(point) => ReadPoint::Swapped(point),
            Err(_) => ReadPoint::Fault(PointFault::OutOfRange),
        },
        Err(fault) => ReadPoint::Fault(fault),
    }
}

/// Points that forms start with and that geocoders answer for a whole country: `registry/default_points.tsv`.
static DEFAULTS: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| {
    let rows = include_str!("../../registry/default_points.tsv").lines().skip(1);
    let number = |cell: Option<&str>| cell.and_then(|cell| cell.parse().ok());
    let point = |row: &str| {
        let mut cells = row.split('\t');
        Some((number(cells.next())?, number(cells.next())?))
    };
    rows.filter_map(point).collect()
});

fn is_software_default(point: GeoPoint) -> bool {
    DEFAULTS.iter().any(|(lat, lon)| (point.lat() - lat).abs() < 1e-5 && (point.lon() - lon).abs() < 1e-5)
}

/// Digits behind the point that a coordinate was written with, as far as a binary number still shows them.
pub fn decimals(coordinate: f64) -> usize {
    let text = format!("{coordinate}");
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn numbers_texts_and_signs_for_nothing() {
        for (value, expected) in [
            (json!(41.45), ReadCoordinate::Number(41.45)),
            (json!("41.45000000000000"), ReadCoordinate::Number(41.45)),
            (json!(" -70.6 "), ReadCoordinate::Number(-70.6)),
            (json!("40,7128"), ReadCoordinate::Comma(40.7128)),
            (json!("-"), ReadCoordinate::Absent),
            (json!(""), ReadCoordinate::Absent),
            (json!(null), ReadCoordinate::Absent),
            (json!("NaN"), ReadCoordinate::Unreadable),
            (json!("1e999"), ReadCoordinate::Unreadable),
            (json!("north"), ReadCoordinate::Unreadable),
            (json!("1,234,5"), ReadCoordinate::Unreadable),
            (json!([1]), ReadCoordinate::Unreadable),
            (json!(true), ReadCoordinate::Unreadable),
        ] {
            assert_eq!(coordinate(&value), expected, "{value}");
        }
    }

    #[test]
    fn points_and_no_points() {
        assert!(matches!(point(41.0, -70.0), ReadPoint::Point(_)));
        assert_eq!(point(0.0, 0.0), ReadPoint::Fault(PointFault::NullIsland));
        assert_eq!(point(90.0, 0.0), ReadPoint::Fault(PointFault::NearPole));
        assert_eq!(point(95.0, 200.0), ReadPoint::Fault(PointFault::OutOfRange));
        assert_eq!(point(1e308, 1.0), ReadPoint::Fault(PointFault::OutOfRange));
        assert_eq!(point(34.235918, -118.563659), ReadPoint::SoftwareDefault);
        assert_eq!(point(37.09024, -95.712891), ReadPoint::SoftwareDefault);
        assert!(matches!(point(37.0903, -95.712891), ReadPoint::Point(_)));
        let rows = include_str!("../../registry/default_points.tsv").lines().count() - 1;
        assert_eq!(DEFAULTS.len(), rows, "a row that can't be read");
        let ReadPoint::Swapped(found) = point(-118.2, 34.05) else { panic!("not seen") };
        assert_eq!((found.lat(), found.lon()), (34.05, -118.2));
    }

    #[test]
    fn decimals_are_counted() {
        assert_eq!(decimals(42.3), 1);
        assert_eq!(decimals(-71.0), 0);
        assert_eq!(decimals(40.88061), 5);
    }

    proptest! {
        #[test]
        fn any_text_and_number_is_survived(text in any::<String>(), lat in any::<f64>(), lon in any::<f64>()) {
            let _ = coordinate(&Value::String(text));
            let _ = point(lat, lon);
            let _ = decimals(lat);
        }
    }
}
