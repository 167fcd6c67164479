//! Documents of JSON, in the shapes that publishers' servers give them.

use super::facts::Facts;
use serde_json::{Value, json};

const TYPES: [&str; 8] = ["O", "C", "D", "B", "ST", "SP", "W", "X"];
const LABELS: [&str; 6] = ["Open", "Closed", "Discussion", "Beginners", "Speaker", "Step Study"];

/// Records one after the other, until the document is as long as asked for; answers how many there are.
pub fn fill<'f>(
    facts: &'f [Facts],
    bytes: usize,
    (open, between, close): (&str, &str, &str),
    write: impl Fn(&'f Facts) -> String,
) -> (Vec<u8>, usize) {
    let mut text = open.to_owned();
    let mut count = 0;
    for fact in facts {
        if text.len() >= bytes {
            break;
        }
        text.push_str(if count == 0 { "" } else { between });
        text.push_str(&write(fact));
        count += 1;
    }
    text.push_str(close);
    (text.into_bytes(), count)
}

fn list<'f>(facts: &'f [Facts], bytes: usize, write: impl Fn(&'f Facts) -> Value) -> (Vec<u8>, usize) {
    fill(facts, bytes, ("[", ",", "]"), |fact| write(fact).to_string())
}

pub fn tsml(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    list(facts, bytes, |fact| {
        json!({
            "id": fact.number, "name": fact.name, "slug": format!("m-{}", fact.number), "day": fact.day,
            "time": fact.start_time(), "end_time": fact.end_time(), "timezone": fact.zone,
            "location": fact.building, "formatted_address": fact.address(), "latitude": fact.latitude,
            "longitude": fact.longitude, "regions": [fact.state, fact.city], "types": fact.codes(&TYPES),
            "notes": fact.notes, "conference_url": fact.online_url, "url": fact.url,
            "updated": format!("{} 08:00:00", fact.updated), "approximate": "no", "location_notes": null,
        })
    })
}

pub fn bmlt(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    list(facts, bytes, |fact| {
        let venue = if fact.online_url.is_empty() { "1" } else { "3" };
        json!({
            "id_bigint": fact.number.to_string(), "worldid_mixed": format!("G{:08}", fact.number),
            "service_body_bigint": "3", "weekday_tinyint": (fact.day + 1).to_string(), "venue_type": venue,
            "start_time": format!("{}:00", fact.start_time()), "duration_time": format!("{}:00", fact.duration()),
            "time_zone": fact.zone, "formats": fact.codes(&TYPES).join(","), "format_shared_id_list": "17,8",
            "longitude": fact.longitude.to_string(), "latitude": fact.latitude.to_string(), "published": "1",
            "root_server_uri": "https://root.example/main_server", "meeting_name": fact.name,
            "location_text": fact.building, "location_info": "", "location_street": fact.street,
            "location_city_subsection": "", "location_neighborhood": "", "location_municipality": fact.city,
            "location_sub_province": "", "location_province": fact.state,
            "location_postal_code_1": fact.postal_code, "location_nation": fact.country,
            "comments": fact.notes, "train_lines": "", "bus_lines": "", "phone_meeting_number": "",
            "virtual_meeting_link": fact.online_url, "virtual_meeting_additional_info": "", "lang_enum": "en",
        })
    })
}

pub fn bmlt_admin(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    list(facts, bytes, |fact| {
        json!({
            "id": fact.number, "serviceBodyId": 5, "formatIds": [17, 22], "venueType": 1,
            "temporarilyVirtual": false, "day": fact.day, "startTime": fact.start_time(),
            "duration": fact.duration(), "timeZone": fact.zone, "latitude": fact.latitude,
            "longitude": fact.longitude, "published": true, "worldId": format!("G{:08}", fact.number),
            "name": fact.name, "location_text": fact.building, "location_street": fact.street,
            "location_municipality": fact.city, "location_province": fact.state, "comments": fact.notes,
            "virtual_meeting_link": fact.online_url,
        })
    })
}

pub fn sheet(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = r#"{"range":"Meetings!A1:Z90000","majorDimension":"ROWS","values":[["Name","Day","Time","End",
        "Location","Full Address","Types","Notes","URL"],"#;
    fill(facts, bytes, (open, ",", "]}"), |fact| {
        json!([
            fact.name,
            fact.day_name(),
            f64::from(fact.start) / 1440.0,
            fact.end_time(),
            fact.building,
            fact.address(),
            fact.codes(&LABELS).join(", "),
            fact.notes,
            fact.url,
        ])
        .to_string()
    })
}

pub fn airtable(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    fill(facts, bytes, ("{\"records\":[", ",", "]}"), |fact| {
        json!({
            "id": format!("rec{:014}", fact.number), "createdTime": "2026-01-05T10:00:00.000Z",
            "fields": {
                "name": fact.name, "slug": format!("m-{}", fact.number), "day": fact.day_name(),
                "time": fact.spoken_start(), "types": fact.codes(&LABELS).join(","), "Address": fact.address(),
                "Notes": fact.notes, "conference_url": fact.online_url, "Wheelchair": fact.number % 3 == 0,
            },
        })
        .to_string()
    })
}

pub fn central_query(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    list(facts, bytes, |fact| {
        json!({
            "_id": {"$oid": format!("{:024x}", fact.number)}, "slug": format!("m-{}", fact.number),
            "name": fact.name, "timezone": fact.zone, "day": fact.day.max(1), "time": fact.start_time(),
            "duration": fact.minutes, "conference_url": format!("https://video.example.org/j/{}", fact.number),
            "archived": false, "accountID": {"$oid": "0a"}, "groupID": {"$oid": "0b"},
            "createdAt": {"$date": "2026-01-01T00:00:00.000Z"}, "updatedAt": {"$date": "2026-02-03T04:05:06.000Z"},
            "types": fact.codes(&TYPES), "languages": ["en", "es"], "notes": fact.notes,
        })
    })
}

fn event(fact: &Facts) -> Value {
    json!({
        "@type": "Event", "name": fact.name, "url": fact.url, "description": fact.notes,
        "eventSchedule": {
            "@type": "Schedule", "repeatFrequency": "P1W", "startDate": fact.date(0),
            "byDay": format!("https://schema.org/{}", fact.day_name()), "startTime": fact.start_time(),
            "endTime": fact.end_time(), "scheduleTimezone": fact.zone,
        },
        "location": {
            "@type": "Place", "name": fact.building,
            "address": {
                "@type": "PostalAddress", "streetAddress": fact.street, "addressLocality": fact.city,
                "addressRegion": fact.state, "postalCode": fact.postal_code, "addressCountry": fact.country,
            },
            "geo": {"@type": "GeoCoordinates", "latitude": fact.latitude, "longitude": fact.longitude},
        },
    })
}

pub fn schema_org(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = r#"{"@context":"https://schema.org","@graph":["#;
    fill(facts, bytes, (open, ",", "]}"), |fact| event(fact).to_string())
}

/// Blocks of one event each, as they stand in a page.
pub fn event_block(fact: &Facts) -> String {
    let mut event = event(fact);
    event["@context"] = Value::from("https://schema.org");
    event.to_string().replace("</", "<\\/")
}

/// Eight weeks of each meeting, as single events.
pub fn events_calendar(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    const WEEKS: usize = 8;
    let open = r#"{"rest_url":"https://harbor.example/wp-json/tribe/events/v1/events/?page=1","total":1,
        "total_pages":1,"events":["#;
    let (body, series) = fill(facts, bytes, (open, ",", "]}"), |fact| {
        let dates = (0..WEEKS).map(|week| {
            let id = fact.number * WEEKS + week;
            let date = fact.date(week);
            json!({
                "id": id, "status": "publish", "title": fact.name, "slug": format!("e-{id}"),
                "url": format!("https://harbor.example/event/e-{id}/"),
                "description": format!("<p>{}</p>", fact.notes), "all_day": false,
                "start_date": format!("{date} {}:00", fact.start_time()),
                "end_date": format!("{date} {}:00", if fact.end() > fact.start { fact.end_time() } else { "23:59".into() }),
                "timezone": fact.zone, "tags": [], "categories": [{"name": "Open"}],
                "venue": {
                    "venue": fact.building, "address": fact.street, "city": fact.city,
                    "stateprovince": fact.state, "zip": fact.postal_code, "country": fact.country,
                    "geo_lat": fact.latitude, "geo_lng": fact.longitude,
                },
            })
            .to_string()
        });
        dates.collect::<Vec<_>>().join(",")
    });
    (body, series * WEEKS)
}

pub fn rpde(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    let open = r#"{"next":"https://feed.example/rpde?afterTimestamp=12&afterId=4","items":["#;
    fill(facts, bytes, (open, ",", "]}"), |fact| {
        json!({
            "state": "updated", "kind": "SessionSeries", "id": format!("series-{}", fact.number), "modified": 10,
            "data": {
                "@type": "SessionSeries", "name": fact.name, "url": fact.url, "description": fact.notes,
                "location": {
                    "@type": "Place", "name": fact.building,
                    "address": {
                        "streetAddress": fact.street, "addressLocality": fact.city,
                        "postalCode": fact.postal_code, "addressCountry": fact.country,
                    },
                    "geo": {"latitude": fact.latitude, "longitude": fact.longitude},
                },
                "eventSchedule": [{
                    "@type": "Schedule", "byDay": [format!("https://schema.org/{}", fact.day_name())],
                    "startTime": fact.start_time(), "endTime": fact.end_time(), "repeatFrequency": "P1W",
                    "scheduleTimezone": fact.zone,
                }],
            },
        })
        .to_string()
    })
}

/// As a meeting search answers that the recipe `aca` is for.
pub fn recipe(facts: &[Facts], bytes: usize) -> (Vec<u8>, usize) {
    fill(facts, bytes, ("{\"results\":[", ",", "]}"), |fact| {
        json!({
            "SID": fact.number.to_string(), "MeetName": fact.name, "m_type": "In Person",
            "DayCode": (fact.day + 1).to_string(), "Time_Local": fact.spoken_start(),
            "Focus": fact.codes(&LABELS).join(", "), "Type": "Discussion", "OpenClosed": "Open",
            "Address": fact.address(), "LangValue": "English",
            "virtualInfo": format!("<a href='{0}'>{0}</a><br>{1}", fact.online_url, fact.notes),
        })
        .to_string()
    })
}
