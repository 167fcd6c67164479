//! When: the asker's zone, spans of time, wall time.

use super::reader::Reader;
use crate::nearest::nearest;
use everyroom_feeds::country::Region;
use everyroom_feeds::place::GeoPoint;
use everyroom_feeds::zone::Zone;
use everyroom_indexer::place::zone_of_region;
use everyroom_indexer::search::{Near, Span, TimeOfDay, TimeWord, Window};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

/// A span of time can lie so far from now.
const FARTHEST: SignedDuration = SignedDuration::from_hours(24 * 366 * 2);
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The asker's zone and who said so: `parameter`, `near`, `region` or `server`.
pub fn zone(
    reader: &mut Reader,
    near: Option<Near>,
    regions: &[Region],
    server: &Zone,
) -> (Zone, &'static str) {
    if let Some(text) = reader.one("tz") {
        if let Some(zone) = Zone::parse(&text) {
            return (zone, "parameter");
        }
        let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let nearest = nearest(&text, names.iter().map(|name| (name.as_str(), name.as_str())));
        let why = "is not a name of the tz database, as America/New_York";
        reader.fault_near("tz", Some(&text), why, None, nearest);
    }
    let at_near = near.and_then(|near| GeoPoint::new(near.lat, near.lon).ok()).and_then(Zone::at);
    // who asks for one state is probably in it
    let at_region = match regions {
        [region] => zone_of_region(*region),
        _ => None,
    };
    let by_region = || at_region.map_or_else(|| (server.clone(), "server"), |zone| (zone, "region"));
    at_near.map_or_else(by_region, |zone| (zone, "near"))
}

/// Reads `when`, `starts_within`, `from` and `to`, of which one kind can be given.
pub fn span(reader: &mut Reader, said: &mut Map<String, Value>, now: Timestamp, zone: &Zone) -> Option<Span> {
    let has_instants = reader.has("from") || reader.has("to");
    let kinds = [reader.has("when"), reader.has("starts_within"), has_instants];
    if kinds.iter().filter(|given| **given).count() > 1 {
        let name = if reader.has("when") { "when" } else { "starts_within" };
        reader.fault(name, None, "can't be combined: give one of when, starts_within, or from and to");
        return None;
    }
    if let Some(word) = reader.word("when") {
        said.insert("when".to_owned(), word.into());
        return TimeWord::parse(word).map(|word| word.span(now, zone));
    }
    if let Some(minutes) = reader.whole_number("starts_within") {
        said.insert("starts_within".to_owned(), minutes.into());
        let ahead = |minutes: u32| now + SignedDuration::from_mins(i64::from(minutes));
        // a start in the last minute counts
        let window = Window::Between { from: now, to: ahead(minutes + 1), ongoing: false };
        return Some(Span { window, from: now, to: ahead(minutes) });
    }
    if has_instants { instants(reader, now) } else { None }
}

fn instants(reader: &mut Reader, now: Timestamp) -> Option<Span> {
    let from = instant(reader, "from");
    let to = instant(reader, "to");
    let is_spoilt = (reader.has("from") && from.is_none()) || (reader.has("to") && to.is_none());
    if is_spoilt {
        return None;
    }
    let from = from.unwrap_or(now);
    let to = to.or_else(|| from.checked_add(WEEK).ok()).unwrap_or(from);
    for (name, at) in [("from", from), ("to", to)] {
        if now.duration_since(at).abs() > FARTHEST {
            reader.fault(name, None, "is more than two years away from now");
            return None;
        }
    }
    if to <= from {
        reader.fault("to", None, "is not later than from");
        return None;
    }
    Some(Span { window: Window::Between { from, to, ongoing: false }, from, to })
}

fn instant(reader: &mut Reader, name: &'static str) -> Option<Timestamp> {
    let text = reader.one(name)?;
    let parsed = timestamp(&text);
    if parsed.is_none() {
        reader.fault(name, Some(&text), "is not an instant as RFC 3339 writes it, as 2026-11-22T18:00:00Z");
    }
    parsed
}

/// An instant as RFC 3339 writes it, with a `T` or a blank behind the day. Further on a blank is a plus that was not
/// escaped.
fn timestamp(text: &str) -> Option<Timestamp> {
    const DAY: usize = "2026-11-22".len();
    let written = text.char_indices().map(|(at, c)| match c {
        ' ' if at == DAY => 'T',
        ' ' => '+',
        _ => c,
    });
    written.collect::<String>().parse().ok()
}

/// An instant, or the beginning of a day in UTC.
pub fn updated_since(reader: &mut Reader, said: &mut Map<String, Value>) -> Option<Timestamp> {
    let text = reader.one("updated_since")?;
    let parsed = match text.parse::<Date>() {
        Ok(date) if text.len() == "2026-11-22".len() => date.in_tz("UTC").ok().map(|day| day.timestamp()),
        _ => timestamp(&text),
    };
    match parsed {
        Some(at) => {
            said.insert("updated_since".to_owned(), at.to_string().into());
        }
        None => {
            let why =
                "is not an instant as RFC 3339 writes it, nor a date, as 2026-11-22T18:00:00Z or 2026-11-22";
            reader.fault("updated_since", Some(&text), why);
        }
    }
    parsed
}

/// Wall times.
pub fn time_of_day(reader: &mut Reader, said: &mut Map<String, Value>) -> TimeOfDay {
    let after = wall_minute(reader, said, "after").filter(|minute| *minute < 1440);
    let before = wall_minute(reader, said, "before");
    TimeOfDay { after, before }
}

fn wall_minute(reader: &mut Reader, said: &mut Map<String, Value>, name: &'static str) -> Option<u16> {
    let text = reader.one(name)?;
    let minute = minute_of_day(&text).filter(|minute| *minute < 1440 || name == "before");
    // before midnight is before the end of the day: what a field for a time of day sends
    let minute = minute.map(|minute| if minute == 0 && name == "before" { 1440 } else { minute });
    match minute {
        Some(minute) => {
            said.insert(name.to_owned(), format!("{:02}:{:02}", minute / 60, minute % 60).into());
        }
        None => reader.fault(name, Some(&text), "is not a wall time of 24 hours, as 19:00"),
    }
    minute
}

fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(hour, 2) || minute.len() != 2 || !digits(minute, 2) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= 1440).then_some(total)
}
