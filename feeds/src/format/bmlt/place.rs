//! The location fields of a BMLT row.

use crate::clean::address::{self, Parts};
use crate::country::{Country, region};
use crate::format::attend::PlaceClue;
use crate::format::context::{Fault, RecordReader};
use crate::format::place::{checked_point, coordinate};
use crate::notice::Code;
use crate::place::{GeoPoint, Precision, Venue};

/// Where a row says it is.
pub(super) struct Place {
    pub(super) venue: Venue,
    pub(super) clue: PlaceClue,
    /// What stood where the name of the building should, and is about joining online.
    pub(super) joining: Option<String>,
    pub(super) country_inferred: bool,
}

pub(super) fn read(record: &mut RecordReader<'_, '_>) -> Place {
    let mut districts: Vec<String> = Vec::new();
    for field in ["location_neighborhood", "location_city_subsection"] {
        districts.extend(record.line(field).filter(|district| !districts.contains(district)));
    }
    let nation = record.line("location_nation");
    let stated_country = nation.as_deref().and_then(Country::parse);
    if let Some(nation) = nation.as_ref().filter(|_| stated_country.is_none()) {
        record.note(
            Fault::new(Code::ValueUnexpected).field("location_nation").value(nation.clone()).harmless(),
        );
    }
    let mut parts = Parts {
        street: record.address_line("location_street").and_then(|line| address::fold_repeats(&line)),
        district: (!districts.is_empty()).then(|| districts.join(", ")),
        city: record.line("location_municipality"),
        county: record.line("location_sub_province"),
        state: record.line("location_province"),
        postal_code: record.line("location_postal_code_1"),
        country: nation,
    };
    let country = stated_country.or_else(|| address::country(&parts)).or(record.feed.source.country);
    parts.postal_code = parts.postal_code.map(|code| address::padded_zip(&code, country));
    let (name, joining) = match record.building("location_text") {
        Ok(name) => (name, None),
        Err(joining) => (None, Some(joining)),
    };
    let notes = record.notes("location_info");
    let transit = transit(record);
    let point = point(record);
    let precision = point.map(|_| precision(&parts, name.is_some()));
    // a district tells people where; in a line for maps it only disturbs
    let address = address::compose(&Parts { district: None, ..parts.clone() });
    let clue = match () {
        () if parts.street.is_some() => PlaceClue::Exact,
        () if name.is_some() || parts.city.is_some() || notes.is_some() => PlaceClue::Vague,
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
        notes,
        transit,
        point,
        precision,
    };
    Place { venue, clue, joining, country_inferred: stated_country.is_none() && country.is_some() }
}

fn transit(record: &mut RecordReader<'_, '_>) -> Option<String> {
    let lines: Vec<String> =
        ["train_lines", "bus_lines"].iter().filter_map(|field| record.notes(field)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn precision(parts: &Parts, is_named: bool) -> Precision {
    match () {
        () if parts.street.is_some() => Precision::Street,
        () if parts.postal_code.is_some() => Precision::Postcode,
        () if parts.city.is_some() => Precision::Town,
        () if is_named && parts.state.is_none() => Precision::Venue,
        () => Precision::Region,
    }
}

fn point(record: &mut RecordReader<'_, '_>) -> Option<GeoPoint> {
    let (lat, lon) = (coordinate(record, "latitude")?, coordinate(record, "longitude")?);
    checked_point(record, "latitude", lat, lon)
}
