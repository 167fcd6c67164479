//! What an item says besides when: name, place, links. Who leads or runs it is never read.

use super::schedule::{self, When};
use crate::format::members::{Member, text};
use crate::format::rows::{RowWriter, Rows};
use serde_json::{Map, Value};

/// An item and the series it belongs to, which says what the item leaves out.
struct Event<'v> {
    own: &'v Map<String, Value>,
    series: Option<&'v Map<String, Value>>,
}

impl<'v> Event<'v> {
    fn get(&self, name: &str) -> Option<&'v Value> {
        self.own.get(name).or_else(|| self.series?.get(name)).filter(|value| !value.is_null())
    }

    fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }
}

/// Writes a row for every schedule of the item; one without any has one row. All of them are one record.
pub(super) fn write(member: &Member, position: usize, data: &Map<String, Value>, rows: &mut Rows) {
    let series = data.get("superEvent").and_then(Value::as_object);
    let event = Event { own: data, series };
    let key = member.text("id").or_else(|| event.text("@id"));
    let mut whens = schedule::of(data);
    if whens.is_empty() {
        whens.push(When::default());
    }
    for (nth, when) in (1..).zip(whens) {
        let mut row = rows.row(member.pointer.as_str(), member.spot);
        row.record(position);
        if let Some(key) = &key {
            let key = if nth == 1 { key.clone() } else { format!("{key}@{nth}") };
            row.labelled("id", "id", member.spot_of("id")).text("id", key);
        }
        when.write(&mut row);
        about(&event, &mut row);
        place(&event, &mut row);
        row.end();
    }
}

fn about(event: &Event<'_>, row: &mut RowWriter<'_>) {
    for (from, to) in [("name", "name"), ("description", "notes"), ("url", "url")] {
        if let Some(text) = event.text(from) {
            row.text(to, text);
        }
    }
    // the last word of an address of the vocabulary
    let word = |name: &str| {
        event.text(name).map(|text| text.rsplit(['/', '#']).next().unwrap_or_default().to_owned())
    };
    let way = match word("eventAttendanceMode").as_deref() {
        Some("OfflineEventAttendanceMode") => Some("in_person"),
        Some("OnlineEventAttendanceMode") => Some("online"),
        Some("MixedEventAttendanceMode") => Some("hybrid"),
        _ => None,
    };
    if let Some(way) = way {
        row.text("attendance_option", way);
    }
    if let Some("EventCancelled" | "EventPostponed") = word("eventStatus").as_deref() {
        row.text("status", "cancelled");
    }
    for name in ["virtualLocation", "beta:virtualLocation"] {
        if let Some(link) = event.get(name).and_then(|place| text(place.get("url")?)) {
            row.text("conference_url", link);
        }
    }
    if let Some(updated) = event.text("dateModified") {
        row.text("updated", updated.chars().take(10).collect::<String>());
    }
}

fn place(event: &Event<'_>, row: &mut RowWriter<'_>) {
    let place = match event.get("location") {
        Some(Value::Array(places)) => places.first(),
        other => other,
    };
    let Some(Value::Object(place)) = place else {
        if let Some(words) = place.and_then(text) {
            row.text("location", words);
        }
        return;
    };
    if let Some(name) = place.get("name").and_then(text) {
        row.text("location", name);
    }
    match place.get("address") {
        Some(Value::Object(address)) => {
            for (from, to) in [
                ("streetAddress", "address"),
                ("addressLocality", "city"),
                ("addressRegion", "state"),
                ("postalCode", "postal_code"),
                ("addressCountry", "country"),
            ] {
                if let Some(part) = address.get(from).and_then(text) {
                    row.text(to, part);
                }
            }
        }
        Some(Value::String(line)) => drop(row.text("formatted_address", line.as_str())),
        _ => {}
    }
    for name in ["latitude", "longitude"] {
        let number = place.get("geo").and_then(|geo| geo.get(name)).unwrap_or(&Value::Null);
        row.value(if name == "latitude" { "latitude" } else { "longitude" }, number.clone());
    }
}
