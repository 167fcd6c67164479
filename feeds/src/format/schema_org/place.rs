//! Where an event is held: places, addresses, points, and places on the net.

use super::nodes::{Ids, text, types};
use crate::format::location_text::Whereabouts;
use crate::format::rows::RowWriter;
use serde_json::{Map, Value};

/// Writes all locations of an event; of each field the first one is kept.
pub(super) fn write<'a>(row: &mut RowWriter<'_>, value: Option<&'a Value>, ids: &Ids<'a>) {
    for location in ids.each(value) {
        match location {
            Value::String(words) => Whereabouts::read(words).write(row),
            Value::Object(members) if types(members).contains(&"VirtualLocation") => online(row, members),
            Value::Object(members) => place(row, members, ids),
            _ => {}
        }
    }
}

fn online(row: &mut RowWriter<'_>, members: &Map<String, Value>) {
    let get = |name: &str| text(members.get(name)).unwrap_or_default();
    row.text("conference_url", get("url"));
    row.text("conference_url_notes", get("description"));
}

fn place<'a>(row: &mut RowWriter<'_>, members: &'a Map<String, Value>, ids: &Ids<'a>) {
    let name = text(members.get("name")).unwrap_or_default();
    if name.contains("://") || members.get("address").is_none() && members.get("geo").is_none() {
        Whereabouts::read(&name).write(row);
    } else {
        row.text("location", name);
    }
    row.text("location_notes", text(members.get("description")).unwrap_or_default());
    for address in ids.each(members.get("address")) {
        match address {
            Value::String(words) => {
                row.text("formatted_address", words.as_str());
            }
            Value::Object(members) => postal(row, members),
            _ => {}
        }
    }
    for geo in ids.each(members.get("geo")) {
        point(row, geo, ids);
    }
    for (field, name) in [("latitude", "latitude"), ("longitude", "longitude")] {
        row.value(field, members.get(name).cloned().unwrap_or_default());
    }
}

fn postal(row: &mut RowWriter<'_>, members: &Map<String, Value>) {
    for (field, name) in [
        ("address", "streetAddress"),
        ("city", "addressLocality"),
        ("state", "addressRegion"),
        ("postal_code", "postalCode"),
        ("country", "addressCountry"),
    ] {
        row.text(field, text(members.get(name)).unwrap_or_default());
    }
    row.text("location", text(members.get("name")).unwrap_or_default());
}

/// A point, or the middle of a circle: then the place is only somewhere there.
fn point<'a>(row: &mut RowWriter<'_>, geo: &'a Value, ids: &Ids<'a>) {
    let Value::Object(members) = geo else { return };
    let (members, is_circle) = match members.get("geoMidpoint").map(|middle| ids.resolve(middle)) {
        Some(Value::Object(middle)) => (middle, true),
        _ => (members, false),
    };
    let (lat, lon) = (members.get("latitude"), members.get("longitude"));
    if let (Some(lat), Some(lon)) = (lat, lon) {
        row.value("latitude", lat.clone());
        row.value("longitude", lon.clone());
        if is_circle {
            row.text("approximate", "yes");
        }
    }
}
