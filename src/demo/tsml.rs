//! Writes a site's meetings as Meeting Guide JSON, in the field order and with the omissions of the WordPress
//! plugin.

use jiff::civil::{Date, Time, date};
use jiff::{SignedDuration, ToSpan as _};
use serde_json::{Map, Value, json};

use super::SampleSite;
use super::calendar;
use super::faulty;
use super::federation;
use super::kinds;
use super::meeting::{Meeting, Presence, Slot, town_address};
use super::php_json::{Slashes, encode};

/// One record.
pub(super) type Row = Map<String, Value>;

/// The whole feed of `site`: an array, followed by stray text where the site has faults.
pub(super) fn feed(site: &SampleSite) -> Vec<u8> {
    let rows = rows(site);
    if site.is_faulty {
        return faulty::feed(rows).into_bytes();
    }
    encode(&json!(rows), Slashes::Escaped).into_bytes()
}

/// The site's own records and those that it takes over from another one, by day and time.
fn rows(site: &SampleSite) -> Vec<Row> {
    let mut rows = own_rows(site);
    if let Some(origin) = site.republishes.and_then(federation::site) {
        rows.extend(copies(&origin));
    }
    rows.sort_by_key(|row| (row.get("day").and_then(Value::as_u64), text(row, "time"), text(row, "name")));
    rows
}

fn own_rows(site: &SampleSite) -> Vec<Row> {
    let mut slugs = Vec::new();
    calendar::meetings(site)
        .iter()
        .map(|meeting| row(site, meeting, &unused_slug(&mut slugs, &meeting.name)))
        .collect()
}

/// Every fourth weekly meeting of `origin`, as the plugin's importer stores it: own ids and slug, lineage
/// kept.
fn copies(origin: &SampleSite) -> Vec<Row> {
    let weekly = own_rows(origin).into_iter().filter(|row| row.contains_key("day"));
    weekly.step_by(4).enumerate().map(|(index, row)| copy(origin, index, row)).collect()
}

fn copy(origin: &SampleSite, index: usize, mut row: Row) -> Row {
    let slug = text(&row, "slug");
    let address = text(&row, "formatted_address");
    let region = text(&row, "region");
    for key in ["edit_url", "author", "location_url", "group_id", "region_id"] {
        row.shift_remove(key);
    }
    row.insert("id".to_owned(), json!(90_000 + index));
    row.insert("slug".to_owned(), json!(format!("{slug}-sb")));
    row.insert("location_id".to_owned(), json!(95_000 + index));
    row.insert("url".to_owned(), json!(format!("https://aa-east-bay.example/meetings/{slug}-sb/")));
    row.insert(
        "formatted_address".to_owned(),
        json!(address.replace(" Street,", " St,").replace(" Avenue,", " Ave,")),
    );
    row.insert("data_source_name".to_owned(), json!(origin.name));
    row.insert("source_slug".to_owned(), json!(slug));
    row.insert("source_formatted_address".to_owned(), json!(address));
    row.insert("source_region".to_owned(), json!(region));
    row
}

fn row(site: &SampleSite, meeting: &Meeting, slug: &str) -> Row {
    let home = format!("https://{}.example", site.id);
    let Meeting { town, venue, presence, number, .. } = meeting;
    let mut row = Row::new();
    put(&mut row, "id", *number);
    put(&mut row, "name", meeting.name.as_str());
    put(&mut row, "slug", slug);
    put(&mut row, "notes", meeting.note.unwrap_or_default());
    put(&mut row, "updated", updated(meeting.changed_day));
    put(&mut row, "location_id", venue.number);
    put(&mut row, "url", format!("{home}/meetings/{slug}/"));
    if let Some(slot) = meeting.slot {
        put(&mut row, "day", slot.day);
        put(&mut row, "time", slot.start.strftime("%H:%M").to_string());
        put(&mut row, "end_time", end(slot).strftime("%H:%M").to_string());
    }
    put(
        &mut row,
        "time_formatted",
        meeting.slot.map_or_else(|| "Appointment".to_owned(), |slot| spoken(slot.start)),
    );
    put(&mut row, "edit_url", format!("{home}/wp-admin/post.php?post={number}&action=edit"));
    put(&mut row, "conference_url", meeting.link().unwrap_or_default());
    put(&mut row, "conference_url_notes", meeting.joining_note.unwrap_or_default());
    if let Some(phone) = meeting.phone() {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        put(&mut row, "conference_phone", format!("+{digits},,5550{:06}#", meeting.room));
    }
    put(&mut row, "types", codes(site, meeting));
    put(&mut row, "author", "office");
    if presence.has_room() {
        put(&mut row, "location", venue.name.as_str());
        put(&mut row, "location_url", format!("{home}/locations/{}/", slugify(&venue.name)));
        put(&mut row, "location_notes", venue.way_in.unwrap_or_default());
        put(&mut row, "formatted_address", venue.address(town));
        put(&mut row, "approximate", "no");
        put(&mut row, "latitude", venue.latitude);
        put(&mut row, "longitude", venue.longitude);
    } else {
        put(&mut row, "formatted_address", town_address(town));
        put(&mut row, "approximate", "yes");
        put(&mut row, "latitude", town.districts[0].latitude);
        put(&mut row, "longitude", town.districts[0].longitude);
    }
    let district = if presence.has_room() { venue.district.name } else { "" };
    let regions: Vec<&str> = [town.name, district].into_iter().filter(|part| !part.is_empty()).collect();
    put(&mut row, "region", town.name);
    put(&mut row, "sub_region", district);
    put(&mut row, "regions", json!(regions));
    put(&mut row, "group_id", 700 + meeting.group);
    put(&mut row, "group", meeting.name.as_str());
    put(&mut row, "attendance_option", attendance(*presence));
    if site.timezone != Some(town.zone) {
        put(&mut row, "timezone", town.zone);
    }
    put(&mut row, "entity", site.name);
    put(&mut row, "entity_url", home);
    put(&mut row, "feedback_emails", json!(["webservant@example.org"]));
    row
}

/// Leaves out what PHP calls empty, as the plugin does, but keeps the number 0.
fn put(row: &mut Row, key: &str, value: impl Into<Value>) {
    let value = value.into();
    let is_empty = match &value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    if !is_empty {
        row.insert(key.to_owned(), value);
    }
}

/// The text under `key`, empty when there is none.
pub(super) fn text(row: &Row, key: &str) -> String {
    row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn codes(site: &SampleSite, meeting: &Meeting) -> Value {
    let mut codes: Vec<&str> =
        meeting.kinds.iter().filter_map(|&kind| kinds::tsml_code(site.fellowship, kind)).collect();
    if matches!(meeting.presence, Presence::Paused | Presence::OnlineMeanwhile) {
        codes.push("TC");
    }
    if meeting.presence.has_link() {
        codes.push("ONL");
    }
    json!(codes)
}

const fn attendance(presence: Presence) -> &'static str {
    match presence {
        Presence::InPerson => "in_person",
        Presence::Online | Presence::OnlineMeanwhile => "online",
        Presence::Hybrid => "hybrid",
        Presence::Paused | Presence::Dormant => "inactive",
    }
}

fn end(slot: Slot) -> Time {
    slot.start.wrapping_add(SignedDuration::from_mins(i64::from(slot.minutes)))
}

/// The start in the words of the plugin: `7:30 pm`, `Noon`, `Midnight`.
fn spoken(start: Time) -> String {
    match (start.hour(), start.minute()) {
        (0, 0) => "Midnight".to_owned(),
        (12, 0) => "Noon".to_owned(),
        _ => start.strftime("%-I:%M %P").to_string(),
    }
}

fn updated(changed_day: u32) -> String {
    const FIRST: Date = date(2025, 1, 1);
    let changed = FIRST.saturating_add(i64::from(changed_day).days());
    format!("{changed} 14:{:02}:{:02}", changed_day % 60, changed_day * 7 % 60)
}

/// The name as a slug; `-2`, `-3` follow when it is taken.
fn unused_slug(taken: &mut Vec<String>, name: &str) -> String {
    let slug = slugify(name);
    let free = (1..)
        .map(|n| if n == 1 { slug.clone() } else { format!("{slug}-{n}") })
        .find(|slug| !taken.contains(slug));
    let free = free.expect("the numbers do not run out");
    taken.push(free.clone());
    free
}

fn slugify(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.to_lowercase().chars() {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            'ä' | 'á' => slug.push('a'),
            'é' => slug.push('e'),
            'í' => slug.push('i'),
            'ö' | 'ó' => slug.push('o'),
            'ü' | 'ú' => slug.push('u'),
            'ñ' => slug.push('n'),
            'ß' => slug.push_str("ss"),
            '\'' | '.' => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}
