//! Coordinates of a record, checked; the publisher is told why two numbers are no place.

use super::context::{Fault, RecordReader};
use crate::clean::point::{self, ReadCoordinate, ReadPoint};
use crate::notice::Code;
use crate::place::{GeoPoint, PointFault};

/// One coordinate in degrees.
pub(super) fn coordinate(record: &mut RecordReader<'_, '_>, field: &str) -> Option<f64> {
    let value = record.value(field)?;
    let read = point::coordinate(&value);
    match read {
        ReadCoordinate::Comma(number) => {
            let fault = Fault::new(Code::NumberFormat).field(field).value(value.to_string());
            record.note(fault.corrected(number.to_string()));
        }
        ReadCoordinate::Unreadable => {
            record.note(Fault::new(Code::CoordinatesInvalid).field(field).value(value.to_string()));
        }
        ReadCoordinate::Absent | ReadCoordinate::Number(_) => {}
    }
    read.number()
}

/// Checks two numbers; the publisher is told why they are no place.
pub(super) fn checked_point(
    record: &mut RecordReader<'_, '_>,
    field: &str,
    lat: f64,
    lon: f64,
) -> Option<GeoPoint> {
    let value = format!("{lat}, {lon}");
    let (code, corrected) = match point::point(lat, lon) {
        ReadPoint::Point(point) => {
            if point::decimals(lat) < 3 && point::decimals(lon) < 3 {
                record.note(Fault::new(Code::CoordinatesLowPrecision).field(field).value(value));
            }
            return Some(point);
        }
        ReadPoint::SoftwareDefault => (Code::CoordinatesDefaultPoint, None),
        ReadPoint::Swapped(point) => {
            (Code::CoordinatesSwapped, Some(format!("{}, {}", point.lat(), point.lon())))
        }
        ReadPoint::Fault(PointFault::OutOfRange) => (Code::CoordinatesInvalid, None),
        ReadPoint::Fault(PointFault::NullIsland) => (Code::CoordinatesNullIsland, None),
        ReadPoint::Fault(PointFault::NearPole) => (Code::CoordinatesNearPole, None),
    };
    let mut fault = Fault::new(code).field(field).value(value);
    if let Some(corrected) = corrected {
        fault = fault.corrected(corrected);
    }
    record.note(fault);
    None
}
