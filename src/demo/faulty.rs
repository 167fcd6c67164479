//! A Meeting Guide feed as it looks after years of hands and plugins: good records with a dozen typical
//! faults among them, and a warning of the web server printed after the array. For showing what notices look
//! like.

use serde_json::{Value, json};

use super::php_json::{Slashes, encode};
use super::tsml::{Row, text};

/// What follows the array.
const STRAY: &str = "\n<br />\n<b>Warning</b>: Cannot modify header information - headers already sent in \
                     <b>/var/www/html/wp-content/plugins/list/cache.php</b> on line <b>88</b><br />\n";

/// How many records [`feed`] adds.
#[cfg(test)]
pub(super) const FAULTS: usize = 15;

/// The good `rows` with faulty ones spread among them, then stray text.
pub(super) fn feed(mut rows: Vec<Row>) -> String {
    let faulty = faulty_rows(&rows);
    for (index, row) in faulty.into_iter().enumerate() {
        let place = (index * 3 + 1).min(rows.len());
        rows.insert(place, row);
    }
    encode(&json!(rows), Slashes::Escaped) + STRAY
}

/// A plausible record, to be spoilt.
fn plain(number: usize, name: &str) -> Row {
    let record = json!({
        "id": 8800 + number,
        "name": name,
        "slug": format!("hudson-{number}"),
        "updated": "2024-11-05 16:20:00",
        "day": number % 7,
        "time": "19:30",
        "end_time": "20:30",
        "types": ["O", "D"],
        "location": "Old Ferry House",
        "formatted_address": format!("{} Cooperage Street, New York, NY 10009, USA", 20 + number),
        "latitude": 40.7271,
        "longitude": -73.9822,
        "region": "New York",
        "entity": "Hudson Intergroup of A.A.",
    });
    match record {
        Value::Object(row) => row,
        _ => Row::new(),
    }
}

fn faulty_rows(good: &[Row]) -> Vec<Row> {
    let spoilt = |number: usize, name: &str, fields: &[(&str, Value)]| {
        let mut row = plain(number, name);
        for (key, value) in fields {
            row.insert((*key).to_owned(), value.clone());
        }
        row
    };
    let without = |number: usize, name: &str, key: &str| {
        let mut row = plain(number, name);
        row.shift_remove(key);
        row
    };
    let taken = good.first().map_or_else(|| "hudson-1".to_owned(), |row| text(row, "slug"));
    vec![
        spoilt(1, "Named Day", &[("day", json!("Tuesday"))]),
        spoilt(2, "Twelve Hour Clock", &[("time", json!("7:30 PM")), ("end_time", json!("8:30 PM"))]),
        spoilt(3, "Types in One String", &[("types", json!("O,D,X"))]),
        spoilt(
            4,
            "Point in Strings",
            &[("latitude", json!("40.811000")), ("longitude", json!("-73.950000"))],
        ),
        spoilt(5, "Null Island", &[("latitude", json!(0)), ("longitude", json!(0))]),
        spoilt(
            6,
            "Bread &amp; Roses",
            &[
                ("location", json!("St. Alder&#8217;s&nbsp;Hall")),
                ("notes", json!("Ask for the &quot;blue room&quot;.")),
            ],
        ),
        without(7, "No Slug", "slug"),
        without(8, "", "name"),
        spoilt(9, "Unknown Zone", &[("timezone", json!("America/Manhattan"))]),
        spoilt(10, "Taken Slug", &[("slug", json!(taken))]),
        spoilt(11, "Ends Before It Starts", &[("time", json!("19:00")), ("end_time", json!("18:00"))]),
        spoilt(12, "Unknown Code", &[("types", json!(["O", "ASBI", "ZZ9"]))]),
        spoilt(13, "Eighth Day", &[("day", json!(8)), ("time", json!("25:00"))]),
        spoilt(
            14,
            "  Loose   Link ",
            &[
                ("conference_url", json!("rooms.example.org/j/5550100999 ")),
                ("types", json!(["C", 11, " X"])),
            ],
        ),
        spoilt(
            15,
            "Empty Words",
            &[("notes", Value::Null), ("updated", json!("8/29/2024")), ("region", json!(""))],
        ),
    ]
}
