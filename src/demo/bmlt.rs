//! What a sample BMLT root server knows: server info, service bodies and meeting rows in the shape of the
//! semantic API (every value a string, Sunday is day 1).

use serde_json::{Map, Value, json};

use super::SampleSite;
use super::bmlt_formats::{FORMATS, Format, Meaning};
use super::calendar;
use super::meeting::{Meeting, Presence};
use super::towns::{self, Country, Language};

/// A root server's rows and what belongs to them.
#[derive(Debug)]
pub(super) struct RootServer<'a> {
    site: &'a SampleSite,
    meetings: Vec<Meeting>,
}

/// The map centre that the software starts with, and that nobody changed for online meetings.
const DEFAULT_CENTRE: (&str, &str) = ("34.235918", "-118.563659");

impl<'a> RootServer<'a> {
    /// The server of `site`, with its meetings by weekday, start and length.
    pub(super) fn new(site: &'a SampleSite) -> Self {
        let mut meetings = calendar::meetings(site);
        meetings.retain(|meeting| meeting.slot.is_some());
        meetings.sort_by_key(|meeting| meeting.slot.map(|slot| (slot.day, slot.start, slot.minutes)));
        Self { site, meetings }
    }

    /// The language of the format keys when none is asked for.
    pub(super) fn native_language(&self) -> &'static str {
        if self.is_german() { "de" } else { "en" }
    }

    fn is_german(&self) -> bool {
        self.site.country == "DE"
    }

    /// Added to stock numbers of formats.
    pub(super) fn format_offset(&self) -> u16 {
        if self.is_german() { 100 } else { 0 }
    }

    /// The address that the server thinks it has.
    pub(super) fn root_address(&self) -> String {
        format!("https://{}.example{}", self.site.id, self.site.path)
    }

    /// `GetServerInfo`: a list of one.
    pub(super) fn server_info(&self) -> Value {
        let (latitude, longitude) = DEFAULT_CENTRE;
        json!([{
            "version": "4.2.7",
            "versionInt": "4002007",
            "langs": "de,en,es",
            "nativeLang": self.native_language(),
            "centerLongitude": longitude,
            "centerLatitude": latitude,
            "centerZoom": "6",
            "defaultDuration": "01:00",
            "regionBias": self.site.country.to_lowercase(),
            "charSet": "UTF-8",
            "distanceUnits": if self.is_german() { "km" } else { "mi" },
            "semanticAdmin": "1",
            "changesPerMeeting": "5",
            "meeting_states_and_provinces": "",
            "meeting_counties_and_sub_provinces": "",
            "available_keys": self.row_keys().join(","),
            "google_api_key": "",
            "dbVersion": "2026_04_18_000000_sample",
            "dbPrefix": "na",
            "phpVersion": "8.3.33",
            "auto_geocoding_enabled": true,
            "county_auto_geocoding_enabled": false,
            "zip_auto_geocoding_enabled": false,
            "commit": "0000000000000000000000000000000000000000",
            "default_closed_status": true,
            "aggregator_mode_enabled": false,
        }])
    }

    fn row_keys(&self) -> Vec<String> {
        let first = self.rows(self.native_language()).into_iter().next();
        first.map(|row| row.into_iter().map(|(key, _)| key).collect()).unwrap_or_default()
    }

    /// `GetServiceBodies`: the region and an area per town below it.
    pub(super) fn service_bodies(&self) -> Value {
        let region = json!({
            "id": "1",
            "parent_id": "0",
            "name": self.site.name,
            "description": "",
            "type": "RS",
            "url": format!("https://{}.example/", self.site.id),
            "helpline": "(555) 555-0100",
            "world_id": "RG990",
        });
        let areas = self.site.shares.iter().enumerate().map(|(index, share)| {
            json!({
                "id": (index + 2).to_string(),
                "parent_id": "1",
                "name": area_name(share.town.name),
                "description": "",
                "type": "AS",
                "url": "",
                "helpline": format!("(555) 555-01{:02}", index + 10),
                "world_id": format!("AR{}", 99_010 + index),
            })
        });
        std::iter::once(region).chain(areas).collect()
    }

    /// The formats that some meeting has, or all that the server defines.
    pub(super) fn formats(&self, with_unused: bool) -> impl Iterator<Item = &'static Format> {
        let is_used = |format: &Format| self.meetings.iter().any(|meeting| has(meeting, format.meaning));
        let shown = FORMATS.iter().filter(|format| with_unused || is_used(format));
        shown.collect::<Vec<_>>().into_iter()
    }

    /// All published meetings with format keys in `language`.
    pub(super) fn rows(&self, language: &str) -> Vec<Map<String, Value>> {
        self.meetings.iter().map(|meeting| self.row(meeting, language)).collect()
    }

    fn row(&self, meeting: &Meeting, language: &str) -> Map<String, Value> {
        let Meeting { town, venue, presence, group, .. } = meeting;
        let body = self
            .site
            .shares
            .iter()
            .position(|share| std::ptr::eq(share.town, *town))
            .map_or(1, |index| index + 2);
        let world_id =
            if group.is_multiple_of(5) { String::new() } else { format!("G00{}", 910_000 + group) };
        let (day, start, minutes) = meeting.slot.map_or_else(Default::default, |slot| {
            ((slot.day + 1).to_string(), slot.start.strftime("%H:%M:%S").to_string(), slot.minutes)
        });
        let in_person_only = matches!(presence, Presence::InPerson | Presence::Paused | Presence::Dormant);
        let default_zone_applies = self.site.timezone == Some(town.zone) && in_person_only;
        let mut formats: Vec<&Format> =
            FORMATS.iter().filter(|format| has(meeting, format.meaning)).collect();
        let ids: Vec<String> =
            formats.iter().map(|format| format.id(self.format_offset()).to_string()).collect();
        formats.sort_by_key(|format| !format.is_openness());
        let keys: Vec<&str> = formats.iter().map(|format| format.key(language)).collect();
        let (latitude, longitude) = if *presence == Presence::Online && std::ptr::eq(*town, &towns::BERLIN) {
            (DEFAULT_CENTRE.0.to_owned(), DEFAULT_CENTRE.1.to_owned())
        } else {
            (venue.latitude.to_string(), venue.longitude.to_string())
        };
        let in_room = |text: &str| if presence.has_room() { text.to_owned() } else { String::new() };
        let note = meeting.note.unwrap_or_default();
        // The German software's field with a prompt: what people read stands after the last marker.
        let prompted = self.is_german() && town.language == Language::De;
        let mut row = Map::new();
        let mut put = |key: &str, value: String| row.insert(key.to_owned(), Value::String(value));
        put("id_bigint", meeting.number.to_string());
        put("worldid_mixed", world_id);
        put("shared_group_id_bigint", String::new());
        put("service_body_bigint", body.to_string());
        put("service_body_name", area_name(town.name));
        put("weekday_tinyint", day);
        put("venue_type", venue_type(*presence).to_owned());
        put("start_time", start);
        put("duration_time", format!("{:02}:{:02}:00", minutes / 60, minutes % 60));
        put("time_zone", if default_zone_applies { String::new() } else { town.zone.to_owned() });
        put("formats", keys.join(","));
        put("lang_enum", if town.language == Language::De { "de" } else { "en" }.to_owned());
        put("longitude", longitude);
        put("latitude", latitude);
        put("distance_in_km", String::new());
        put("distance_in_miles", String::new());
        put("email_contact", String::new());
        put("published", "1".to_owned());
        put("root_server_uri", self.root_address());
        put("format_shared_id_list", ids.join(","));
        put("meeting_name", meeting.name.clone());
        put("location_text", in_room(&venue.name));
        put("location_info", in_room(venue.way_in.unwrap_or_default()));
        put("location_street", in_room(&venue.street));
        put("location_city_subsection", in_room(venue.district.name));
        put("location_neighborhood", String::new());
        put("location_municipality", town.name.to_owned());
        put("location_sub_province", town.county.to_owned());
        put("location_province", town.state.to_owned());
        put("location_postal_code_1", in_room(&venue.postal));
        put("location_nation", nation(town.country).to_owned());
        put("comments", if prompted { String::new() } else { note.to_owned() });
        if self.is_german() {
            let prompt =
                if prompted && !note.is_empty() { format!("Hinweis#@-@#{note}") } else { String::new() };
            put("format_comments", prompt);
            put("public_transport", String::new());
        }
        put("train_lines", String::new());
        put("bus_lines", String::new());
        put("phone_meeting_number", meeting.phone().unwrap_or_default().to_owned());
        put("virtual_meeting_link", meeting.link().unwrap_or_default());
        put("virtual_meeting_additional_info", meeting.joining_note.unwrap_or_default().to_owned());
        row
    }
}

fn area_name(town: &str) -> String {
    format!("{town} Area")
}

/// German servers write the country in German.
const fn nation(country: Country) -> &'static str {
    match country {
        Country::De => "Deutschland",
        other => other.name(),
    }
}

/// 1 in person, 2 virtual, 3 both.
const fn venue_type(presence: Presence) -> &'static str {
    match presence {
        Presence::InPerson | Presence::Paused | Presence::Dormant => "1",
        Presence::Online | Presence::OnlineMeanwhile => "2",
        Presence::Hybrid => "3",
    }
}

fn has(meeting: &Meeting, meaning: Meaning) -> bool {
    let presence = meeting.presence;
    match meaning {
        Meaning::Is(kind) => meeting.kinds.contains(&kind),
        Meaning::Virtual => matches!(presence, Presence::Online | Presence::OnlineMeanwhile),
        Meaning::RoomClosed => {
            matches!(presence, Presence::Paused | Presence::OnlineMeanwhile | Presence::Dormant)
        }
        Meaning::Hybrid => presence == Presence::Hybrid,
    }
}
