//! Points and zones, which are judged over a whole feed.

use super::read_text;
use crate::meeting::Meeting;
use crate::notice::Code;
use crate::place::Precision;
use crate::reading::Reading;
use crate::schedule::ZoneSource;
use serde_json::{Value, json};

fn meeting(at: usize, lat: f64, lon: f64, street: &str) -> Value {
    let address = match street {
        "" => "Northport, MA, USA".to_owned(),
        street => format!("{street}, Northport, MA 02999, USA"),
    };
    json!({"slug": format!("s{at}"), "name": format!("Meeting {at}"), "day": at % 7, "time": "19:00",
           "formatted_address": address, "latitude": lat, "longitude": lon})
}

fn read(records: Vec<Value>) -> Reading {
    read_text("aa", &Value::from(records).to_string()).unwrap()
}

fn precision(meeting: &Meeting) -> Option<Precision> {
    meeting.venue.as_ref().and_then(|venue| venue.precision)
}

#[test]
fn a_club_house_is_a_place_and_the_middle_of_a_town_is_not() {
    let club = (0..30).map(|at| meeting(at, 41.45123, -70.60456, "1 Harbor St")).collect();
    let reading = read(club);
    assert_eq!(reading.notices.count(Code::CoordinatesDefaultPoint), 0);
    assert!(reading.meetings.iter().all(|meeting| precision(meeting) == Some(Precision::Street)));

    let scattered =
        (0..30).map(|at| meeting(at, 41.45123, -70.60456, &format!("{} Mill Ln", at * 2 + 1))).collect();
    let reading = read(scattered);
    assert_eq!(reading.notices.count(Code::CoordinatesDefaultPoint), 30);
    assert!(reading.meetings.iter().all(|meeting| precision(meeting) == Some(Precision::Town)));
    assert!(reading.meetings.iter().all(|meeting| meeting.venue.as_ref().unwrap().point.is_some()));

    let streetless = (0..30).map(|at| meeting(at, 41.45123, -70.60456, "")).collect();
    assert_eq!(read(streetless).notices.count(Code::CoordinatesDefaultPoint), 30);
    let few = (0..20).map(|at| meeting(at, 41.45123, -70.60456, "")).collect();
    assert_eq!(read(few).notices.count(Code::CoordinatesDefaultPoint), 0);
}

#[test]
fn the_middle_of_a_state_is_no_place_of_its_towns() {
    let at = |town: usize, house: usize| {
        let mut record = meeting(town, 42.40721, -71.38244, "");
        record["slug"] = json!(format!("s{town}-{house}"));
        record["formatted_address"] =
            json!(format!("{house} Mill Ln, Town {}, MA, USA", ["A", "B", "C", "D"][town]));
        record
    };
    let reading = read((0..4).map(|town| at(town, town * 3 + 1)).collect());
    assert_eq!(reading.notices.count(Code::CoordinatesDefaultPoint), 4);
    assert!(reading.meetings.iter().all(|meeting| meeting.venue.as_ref().unwrap().point.is_none()));
    // three towns may claim one house, and four spell it with one number
    let three = read((0..3).map(|town| at(town, town * 3 + 1)).collect());
    assert_eq!(three.notices.count(Code::CoordinatesDefaultPoint), 0);
    let one_house = read((0..4).map(|town| at(town, 7)).collect());
    assert_eq!(one_house.notices.count(Code::CoordinatesDefaultPoint), 0);
}

#[test]
fn a_lost_sign_is_only_put_back_where_region_or_zone_agree() {
    let one = |lat: f64, lon: f64, address: &str| {
        let mut record = meeting(1, lat, lon, "");
        record["formatted_address"] = json!(address);
        let reading = read(vec![record]);
        let point = reading.meetings[0].venue.as_ref().unwrap().point;
        (point.map(|point| (point.lat(), point.lon())), reading.notices.count(Code::CoordinatesSignLost))
    };
    let boston = "1 Mill Ln, Boston, MA 02108, USA";
    assert_eq!(one(42.35843, 71.05977, boston), (Some((42.35843, -71.05977)), 1));
    assert_eq!(one(-42.35843, -71.05977, boston), (Some((42.35843, -71.05977)), 1));
    // in the country, but not in the stated region
    assert_eq!(one(34.05223, 118.24368, boston), (None, 1));
    assert_eq!(one(42.35843, -71.05977, boston), (Some((42.35843, -71.05977)), 0));
}

#[test]
fn the_sea_and_other_countries_are_told() {
    let read_one = |lat: f64, lon: f64, country: Value| {
        let mut record = meeting(1, lat, lon, "1 Harbor St");
        record["country"] = country;
        let reading = read(vec![record]);
        let has_point = reading.meetings[0].venue.as_ref().unwrap().point.is_some();
        let count = |code: Code| reading.notices.count(code);
        (has_point, count(Code::CoordinatesAtSea), count(Code::CountryMismatch))
    };
    assert_eq!(read_one(38.51234, -68.12345, json!("US")), (false, 1, 0));
    assert_eq!(read_one(48.85123, 2.35123, json!("US")), (true, 0, 1));
    assert_eq!(read_one(42.35843, -71.05977, json!("US")), (true, 0, 0));
    // across the North Sea, not a lost sign
    assert_eq!(read_one(51.59123, 4.76123, json!("GB")), (true, 0, 1));
}

#[test]
fn exchanged_numbers_are_found_by_the_rest_of_the_list() {
    let mut records: Vec<Value> =
        (0..5).map(|at| meeting(at, 41.4 + at as f64 * 0.0101, -70.60456, "1 Harbor St")).collect();
    records.push(meeting(9, -70.60456, 41.45123, "1 Harbor St"));
    let reading = read(records);
    assert_eq!(reading.notices.count(Code::CoordinatesSwapped), 1);
    assert!(reading.meetings[5].venue.as_ref().unwrap().point.is_none());
    assert!(reading.meetings[..5].iter().all(|meeting| meeting.venue.as_ref().unwrap().point.is_some()));
}

#[test]
fn a_point_far_from_a_dense_list_is_told_and_kept() {
    let mut records: Vec<Value> =
        (0..25).map(|at| meeting(at, 41.4 + at as f64 * 0.0101, -70.60456, "1 Harbor St")).collect();
    records.push(meeting(99, 34.05123, -118.20456, "1 Far St"));
    let reading = read(records);
    assert_eq!(reading.notices.count(Code::CoordinatesOutlier), 1);
    assert!(reading.meetings[25].venue.as_ref().unwrap().point.is_some());
    // two halves far apart are a list of two towns, not a town with outliers
    let halves = (0..30).map(|at| match at % 2 {
        0 => meeting(at, 41.4 + at as f64 * 0.0101, -70.60456, "1 Harbor St"),
        _ => meeting(at, 34.0 + at as f64 * 0.0101, -118.20456, "1 Far St"),
    });
    assert_eq!(read(halves.collect()).notices.count(Code::CoordinatesOutlier), 0);
}

#[test]
fn a_room_has_the_time_of_its_place_and_a_link_that_of_its_source() {
    let zone = |record: Value| {
        let meeting = read(vec![record]).meetings.remove(0);
        (meeting.schedule.zone.map(|zone| zone.name().to_owned()), meeting.schedule.zone_source)
    };
    let name = |name: &str| Some(name.to_owned());
    let mut room = meeting(1, 41.87811, -87.62981, "1 Lake St");
    assert_eq!(zone(room.clone()), (name("America/Chicago"), Some(ZoneSource::Coordinates)));
    room["timezone"] = json!("America/Denver");
    assert_eq!(zone(room), (name("America/Denver"), Some(ZoneSource::Meeting)));
    let mut online = meeting(1, 41.87811, -87.62981, "");
    online["attendance_option"] = json!("online");
    assert_eq!(zone(online), (name("America/New_York"), Some(ZoneSource::Source)));
}

#[test]
fn without_a_zone_of_the_source_the_town_comes_last_and_nothing_is_told() {
    let mut source = super::source("aa");
    source.timezone = None;
    let online = |point: Value| {
        json!([{"slug": "a", "name": "A", "day": 1, "time": "19:00", "conference_url": "https://zoom.us/j/123456789",
                "latitude": point[0], "longitude": point[1]}])
    };
    let read = |list: Value| {
        let reading =
            crate::format::read(&source, &[super::part(crate::plan::Role::Feed, list.to_string())]).unwrap();
        (reading.meetings[0].schedule.zone_source, reading.notices.count(Code::TimezoneMissing))
    };
    assert_eq!(read(online(json!([41.87811, -87.62981]))), (Some(ZoneSource::Coordinates), 0));
    assert_eq!(read(online(json!([null, null]))), (None, 1));
}
