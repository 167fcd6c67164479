//! Nar-Anon's list: rows of an app on a database platform, in pages, with fields named by number and values in markup.

use super::super::meeting::{Meeting, Slot, town_address};
use super::super::{Document, SampleSite};
use super::{day_name, weekly};
use serde_json::{Value, json};

const ROWS: usize = 12;

pub(super) fn documents(site: &SampleSite) -> Vec<Document> {
    let rows: Vec<Value> = weekly(site).iter().map(|(meeting, slot)| row(meeting, *slot)).collect();
    let pages: Vec<&[Value]> = rows.chunks(ROWS).collect();
    let page = |(nth, records): (usize, &&[Value])| {
        Document {
        target: format!("{}&page={}", site.path, nth + 1),
        content_type: "application/json; charset=UTF-8",
        body: json!({
            "total_pages": pages.len(), "current_page": nth + 1, "total_records": rows.len(), "records": records,
        })
        .to_string()
        .into_bytes(),
    }
    };
    pages.iter().enumerate().map(page).collect()
}

fn row(meeting: &Meeting, slot: Slot) -> Value {
    let Meeting { town, venue, .. } = meeting;
    let has_room = meeting.presence.has_room();
    let place = if has_room {
        json!({
            "street": venue.street, "city": venue.locality(town), "state": town.state, "zip": venue.postal,
            "country": town.country.name(), "latitude": venue.latitude.to_string(),
            "longitude": venue.longitude.to_string(),
        })
    } else {
        json!({ "city": town_address(town) })
    };
    let tag = |label: &str| format!("<span class=\"kn-tag\">{label}</span>");
    let mut tags = vec![tag("Nar-Anon")];
    tags.extend((!has_room || meeting.presence.has_link()).then(|| tag("Virtual")));
    json!({
        "id": format!("5f{:022x}", meeting.number),
        "field_2": meeting.name,
        "field_3": 10_000 + meeting.group,
        "field_5": if has_room { venue.name.as_str() } else { "" },
        "field_1_raw": place,
        "field_6": day_name(slot),
        "field_82": slot.start.strftime("%-I:%M %P").to_string(),
        "field_182": if town.zone == "America/New_York" { "Eastern Time (ET)" } else { "Pacific Time (PT)" },
        "field_4": tags.join("<br />"),
        "field_93": "English",
        "field_67": "Active",
        "field_8": meeting.note.unwrap_or_default(),
    })
}
