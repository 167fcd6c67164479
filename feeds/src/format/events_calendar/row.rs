//! One event: when, where, and what it is called.

use crate::format::instances::Series;
use crate::format::location_text::Whereabouts;
use crate::format::rows::{RowWriter, Rows, Spot};
use crate::format::wall::Stamp;
use crate::notice::{Code, Sample};
use serde_json::{Map, Value};

/// An event, as it is published, and where.
#[derive(Debug)]
pub(in crate::format) struct PagedEvent {
    pub(super) members: Map<String, Value>,
    pub(super) pointer: String,
    pub(super) spot: Spot,
    /// Which part of the snapshot it stands in.
    pub(super) part: u16,
}

impl PagedEvent {
    fn text(&self, name: &str) -> Option<String> {
        text(self.members.get(name)?)
    }

    /// Why it is not to be listed.
    pub(super) fn hidden(&self) -> Option<String> {
        let status = self.text("status").filter(|status| status != "publish");
        let is_hidden = self.is("hide_from_listings").then(|| "hide_from_listings".to_owned());
        status.map(|status| format!("status {status}")).or(is_hidden)
    }

    fn is(&self, name: &str) -> bool {
        match self.members.get(name) {
            Some(Value::Bool(yes)) => *yes,
            Some(Value::String(word)) => matches!(word.as_str(), "yes" | "true" | "1"),
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    pub(super) fn start(&self) -> Option<Stamp> {
        Stamp::read(&self.text("start_date")?)
    }

    pub(super) fn is_all_day(&self) -> bool {
        self.is("all_day")
    }

    fn minutes(&self) -> Option<i64> {
        let end = Stamp::read(&self.text("end_date")?)?.wall()?;
        let length = end.duration_since(self.start()?.wall()?);
        Some(length.as_mins()).filter(|minutes| *minutes > 0)
    }

    /// The one place it is held at; none is an empty list.
    fn venue(&self) -> Option<&Map<String, Value>> {
        match self.members.get("venue")? {
            Value::Object(venue) => Some(venue),
            Value::Array(venues) => venues.iter().find_map(Value::as_object),
            _ => None,
        }
    }

    /// What instances of one meeting share besides weekday and time.
    pub(super) fn key(&self) -> String {
        let words = |text: String| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let venue = self.venue().and_then(|venue| text(venue.get("venue")?)).unwrap_or_default();
        let name = self.text("title").unwrap_or_default();
        format!("{} {} {}", words(name), words(venue), self.minutes().unwrap_or(0))
    }

    pub(super) fn write(&self, rows: &mut Rows, series: Option<&(Series, String)>) {
        let name = self.text("title").unwrap_or_default();
        rows.enter_part(self.part);
        if let Some((series, _)) = series {
            series.tell(rows, &name, &self.pointer, self.spot);
        }
        let zone = self.zone(rows, &name);
        let slug = series.and_then(|(series, key)| series.slug(&name, key)).or_else(|| self.text("slug"));
        let mut row = rows.row(self.pointer.clone(), self.spot);
        row.labelled("name", "title", None).text("name", name);
        row.text("slug", slug.or_else(|| self.text("id")).unwrap_or_default());
        row.text("timezone", zone.unwrap_or_default());
        row.labelled("starts", "start_date", None).labelled("duration", "end_date", None);
        match (series, self.start()) {
            (Some((series, _)), _) => series.write(&mut row),
            (None, Some(start)) if self.is_all_day() => {
                row.text("starts", start.date().to_string());
            }
            (None, Some(start)) => {
                row.text("starts", start.text());
            }
            (None, None) => {
                row.text("schedule", self.text("start_date").unwrap_or_default());
            }
        }
        if let Some(minutes) = self.minutes().filter(|_| !self.is_all_day()) {
            row.value("duration", minutes.into());
        }
        self.write_words(&mut row);
        row.end();
    }

    /// The zone, where it is one: what WordPress calls `UTC-5` is an offset, and mostly that of another season.
    fn zone(&self, rows: &mut Rows, name: &str) -> Option<String> {
        let zone = self.text("timezone")?;
        let is_offset = zone.starts_with("UTC") && zone.len() > 3;
        if is_offset {
            let sample = Sample {
                name: Some(name.to_owned()),
                line: self.spot.map(|(line, _)| line),
                column: self.spot.map(|(_, column)| column),
                pointer: Some(format!("{}/timezone", self.pointer)),
                value: Some(zone.clone()),
                ..Sample::default()
            };
            rows.notices.push(Code::TimezoneUnknown, sample);
        }
        (!is_offset).then_some(zone)
    }

    fn write_words(&self, row: &mut RowWriter<'_>) {
        row.text("notes", self.text("description").or_else(|| self.text("excerpt")).unwrap_or_default());
        row.text("url", self.text("url").unwrap_or_default());
        let site = self.text("website").unwrap_or_default();
        // the event's own site is where online ones are joined, if anywhere
        match is_meeting_link(&site) {
            true => row.text("conference_url", site),
            false => row.append("notes", &site),
        };
        row.text("conference_url", self.text("virtual_url").unwrap_or_default());
        if self.is("is_virtual") {
            let is_hybrid = self.text("virtual_event_type").is_some_and(|kind| kind == "hybrid");
            row.text("attendance_option", if is_hybrid { "hybrid" } else { "online" });
        }
        for list in ["categories", "tags"] {
            let names = self.members.get(list).and_then(Value::as_array).into_iter().flatten();
            row.list("types", names.filter_map(|tag| text(tag.get("name")?)));
        }
        row.text("updated", self.text("modified").unwrap_or_default());
        if let Some(venue) = self.venue() {
            write_venue(row, venue);
        }
    }
}

fn write_venue(row: &mut RowWriter<'_>, venue: &Map<String, Value>) {
    let get = |name: &str| venue.get(name).and_then(text).unwrap_or_default();
    let has_address = ["address", "city", "zip", "geo_lat"].iter().any(|name| !get(name).is_empty());
    match has_address {
        true => {
            row.text("location", get("venue"));
        }
        false => Whereabouts::read(&get("venue")).write(row),
    }
    for (field, names) in [
        ("address", &["address"][..]),
        ("city", &["city"]),
        ("state", &["state", "province", "stateprovince"]),
        ("postal_code", &["zip"]),
        ("country", &["country"]),
    ] {
        for name in names {
            row.text(field, get(name));
        }
    }
    row.value("latitude", venue.get("geo_lat").cloned().unwrap_or_default());
    row.value("longitude", venue.get("geo_lng").cloned().unwrap_or_default());
}

fn is_meeting_link(link: &str) -> bool {
    const HOSTS: [&str; 5] =
        ["zoom.us", "meet.google.com", "teams.microsoft.com", "webex.com", "gotomeeting.com"];
    let host =
        url::Url::parse(link).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    HOSTS.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")))
}

/// A text or number as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
