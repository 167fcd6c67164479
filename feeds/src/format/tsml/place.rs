//! Address, venue, point and how exact it is.

use crate::clean::address::{self, Parts};
use crate::clean::{point, text};
use crate::country::{Country, region};
use crate::format::attend::PlaceClue;
use crate::format::context::{Fault, RecordReader};
use crate::format::online;
use crate::format::place::{checked_point, coordinate};
use crate::notice::Code;
use crate::place::{GeoPoint, Precision, Venue};
use serde_json::Value;

/// Where a record says it is.
pub(super) struct Place {
    pub(super) venue: Venue,
    pub(super) clue: PlaceClue,
    pub(super) approximate: bool,
    /// What stood where the name of the building should, and is about joining online.
    pub(super) joining: Option<String>,
    /// Whether the country was concluded.
    pub(super) country_inferred: bool,
}

pub(super) fn read(record: &mut RecordReader<'_, '_>) -> Place {
    let mut approximate = is_yes(record, "approximate");
    let said_in_address = joining_in_address(record);
    let formatted = record
        .address_line("formatted_address")
        .filter(|_| said_in_address.is_none())
        .and_then(|line| address::fold_repeats(&line));
    let comma_parts = formatted.as_deref().map_or(0, |line| line.split(',').count());
    let mut parts = stated_parts(record);
    fill_from_line(&mut parts, formatted.as_deref());
    let mut extra = None;
    if let Some(street) = parts.street.take() {
        let (street, found) = address::without_extra(&street);
        if let Some(found) = found {
            record.note(Fault::new(Code::AddressExtraText).field("address").value(found.clone()));
            extra = Some(found);
        }
        parts.street = Some(street).filter(|street| !street.is_empty());
    }
    let stated_country = record.scalar("country").and_then(|text| Country::parse(&text));
    let country = stated_country.or_else(|| address::country(&parts)).or(record.feed.source.country);
    if let Some(code) = parts.postal_code.take() {
        let padded = address::padded_zip(&code, country);
        if padded != code {
            let fault = Fault::new(Code::ValueUnexpected).field("postal_code").value(code);
            record.note(fault.corrected(padded.clone()).harmless());
        }
        parts.postal_code = Some(padded);
    }
    let field = if record.has("location") { "location" } else { "location_name" };
    let (name, joining) = match record.building(field) {
        Ok(name) => (name, None),
        Err(joining) => (None, Some(joining)),
    };
    let joining = joining.or(said_in_address);
    let notes = [extra, record.notes("location_notes")].into_iter().flatten().collect::<Vec<_>>().join("\n");
    let point = read_point(record, &mut approximate);
    let has_street = parts.street.is_some();
    let precision = point.map(|_| precision(&parts, comma_parts, approximate, name.is_some()));
    let address = formatted.or_else(|| address::compose(&parts));
    let clue = match () {
        () if has_street || comma_parts >= 4 => PlaceClue::Exact,
        () if name.is_some() || address.is_some() || point.is_some() => PlaceClue::Vague,
        () => PlaceClue::None,
    };
    let region = country.zip(parts.state.as_deref()).and_then(|(country, state)| region(country, state));
    let venue = Venue {
        name,
        address,
        street: parts.street,
        district: parts.district,
        city: parts.city,
        county: parts.county,
        state: parts.state,
        postal_code: parts.postal_code,
        country,
        region,
        notes: (!notes.is_empty()).then_some(notes),
        transit: record.notes("transit"),
        point,
        precision,
    };
    Place {
        venue,
        clue,
        approximate,
        joining,
        country_inferred: stated_country.is_none() && country.is_some(),
    }
}

/// What an address field says about joining online, where it holds that and no address.
fn joining_in_address(record: &mut RecordReader<'_, '_>) -> Option<String> {
    ["formatted_address", "address"].iter().find_map(|field| {
        let text = record.scalar(field).map(|raw| text::block(&raw).text)?;
        let found = online::is_about_joining(&text).then_some(text)?;
        record.note(Fault::new(Code::AddressExtraText).field(field));
        Some(found)
    })
}

fn is_yes(record: &mut RecordReader<'_, '_>, field: &str) -> bool {
    match record.value(field) {
        Some(Value::String(text)) => {
            matches!(text.trim().to_lowercase().as_str(), "yes" | "true" | "1" | "y")
        }
        Some(Value::Bool(yes)) => yes,
        Some(Value::Number(number)) => number.as_i64() == Some(1),
        _ => false,
    }
}

fn stated_parts(record: &mut RecordReader<'_, '_>) -> Parts {
    let mut parts = Parts {
        street: record.address_line("address").and_then(|line| address::fold_repeats(&line)),
        district: None,
        city: record.line("city"),
        county: record.line("county"),
        state: record.line("state"),
        postal_code: record.line("postal_code").or_else(|| record.line("zip")),
        country: record.line("country"),
    };
    // some lists put the whole address into the field for the street
    if parts.street.as_deref().is_some_and(online::is_about_joining) {
        parts.street = None;
    }
    if parts.city.is_none()
        && parts.state.is_none()
        && parts.street.as_deref().is_some_and(|line| line.contains(','))
    {
        let line = parts.street.take();
        fill_from_line(&mut parts, line.as_deref());
    }
    parts
}

fn fill_from_line(parts: &mut Parts, line: Option<&str>) {
    let Some(found) = line.map(address::split) else { return };
    let has_own = parts.street.is_some() || parts.city.is_some();
    parts.state = parts.state.take().or(found.state);
    parts.postal_code = parts.postal_code.take().or(found.postal_code);
    parts.country = parts.country.take().or(found.country);
    // street and town only together: halves of two addresses make a third
    if !has_own {
        parts.street = found.street;
        parts.city = found.city;
    } else if parts.city.is_none() {
        parts.city = found.city;
    }
}

fn precision(parts: &Parts, comma_parts: usize, approximate: bool, is_named: bool) -> Precision {
    let coarse = if parts.city.is_some() { Precision::Town } else { Precision::Region };
    match () {
        () if approximate => coarse,
        () if parts.street.is_some() || comma_parts >= 4 => Precision::Street,
        () if parts.postal_code.is_some() => Precision::Postcode,
        () if parts.city.is_some() => Precision::Town,
        () if parts.state.is_some() || parts.country.is_some() => Precision::Region,
        // a bare point was set by someone who knew the place
        () if is_named => Precision::Venue,
        () => Precision::Street,
    }
}

fn read_point(record: &mut RecordReader<'_, '_>, approximate: &mut bool) -> Option<GeoPoint> {
    let lat = coordinate(record, "latitude");
    let lon = coordinate(record, "longitude");
    match (lat, lon) {
        (Some(lat), Some(lon)) => checked_point(record, "latitude", lat, lon),
        (None, None) => {
            let (lat, lon) = coordinate_pair(record, approximate)?;
            checked_point(record, "coordinates", lat, lon)
        }
        _ => {
            let field = if lat.is_some() { "latitude" } else { "longitude" };
            record.note(Fault::new(Code::CoordinatesInvalid).field(field).value("one of two"));
            None
        }
    }
}

/// `lat,lng`, or the corners of a box, whose middle is only roughly where.
fn coordinate_pair(record: &mut RecordReader<'_, '_>, approximate: &mut bool) -> Option<(f64, f64)> {
    let value = record.value("coordinates")?;
    let numbers: Option<Vec<f64>> = match &value {
        Value::String(text) => text.split(',').map(|part| part.trim().parse().ok()).collect(),
        Value::Array(members) => members.iter().map(|member| point::coordinate(member).number()).collect(),
        _ => None,
    };
    match numbers.as_deref() {
        Some(&[lat, lon]) => Some((lat, lon)),
        Some(&[north, east, south, west]) => {
            *approximate = true;
            Some((f64::midpoint(north, south), f64::midpoint(east, west)))
        }
        _ => {
            record.note(Fault::new(Code::CoordinatesInvalid).field("coordinates").value(value.to_string()));
            None
        }
    }
}
