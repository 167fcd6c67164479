//! What a VTIMEZONE says is what its zone does.

use super::super::lines::Lines;
use super::super::zone;
use everyroom_feeds::schedule::Weekday;
use everyroom_feeds::zone::Zone;
use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// When the clocks change, and to which offset in seconds, by a VTIMEZONE with only what RFC 5545 says of it.
fn onsets(body: &str) -> Vec<(Timestamp, i32)> {
    let mut found = Vec::new();
    for block in
        body.split("BEGIN:").filter(|block| block.starts_with("STANDARD") || block.starts_with("DAYLIGHT"))
    {
        let value = |name: &str| block.lines().find_map(|line| line.strip_prefix(&format!("{name}:")));
        let seconds = |text: &str| {
            let sign = if text.starts_with('-') { -1 } else { 1 };
            let part = |range: std::ops::Range<usize>| {
                text.get(range).map_or(0, |part| part.parse::<i32>().unwrap())
            };
            sign * (part(1..3) * 3600 + part(3..5) * 60 + part(5..7))
        };
        let (from, to) = (seconds(value("TZOFFSETFROM").unwrap()), seconds(value("TZOFFSETTO").unwrap()));
        let wall = |text: &str| DateTime::strptime("%Y%m%dT%H%M%S", text).unwrap();
        let start = wall(value("DTSTART").unwrap());
        let mut walls = vec![start];
        walls.extend(block.lines().filter_map(|line| line.strip_prefix("RDATE:")).map(wall));
        if let Some(rule) = value("RRULE") {
            let days = start.date().series(1.day()).take(366 * 22).filter(|day| yearly(rule, *day));
            walls.extend(days.map(|day| day.to_datetime(start.time())));
        }
        let offset = jiff::tz::Offset::from_seconds(from).unwrap();
        found.extend(walls.into_iter().map(|wall| (offset.to_timestamp(wall).unwrap(), to)));
    }
    found.sort();
    found
}

fn yearly(rule: &str, day: Date) -> bool {
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(&format!("{name}=")));
    let by_day = part("BYDAY").unwrap();
    let (nth, name) = by_day.split_at(by_day.len() - 2);
    let fits_nth = match nth {
        "" => true,
        "-1" => day.day() + 7 > day.days_in_month(),
        nth => (day.day() - 1) / 7 + 1 == nth.parse::<i8>().unwrap(),
    };
    let by_month_day =
        part("BYMONTHDAY").is_none_or(|days| days.split(',').any(|one| one == day.day().to_string()));
    part("BYMONTH") == Some(day.month().to_string().as_str())
        && Weekday::of(day).id()[..2].eq_ignore_ascii_case(name)
        && fits_nth
        && by_month_day
}

#[test]
fn zones_have_their_real_rules() {
    // summer and winter, half an hour, days between two dates, none at all, odd offsets, Ramadan, recent changes
    for name in [
        "America/Los_Angeles",
        "Europe/London",
        "Europe/Dublin",
        "Australia/Lord_Howe",
        "Asia/Jerusalem",
        "America/Nuuk",
        "America/Santiago",
        "Asia/Kathmandu",
        "America/Phoenix",
        "Africa/Casablanca",
        "Asia/Gaza",
        "Africa/Cairo",
        "America/Mexico_City",
        "Pacific/Apia",
        "Asia/Tehran",
        "Europe/Volgograd",
        "Pacific/Chatham",
        "UTC",
    ] {
        for year in [2014, 2019, 2023, 2026] {
            let zone = Zone::parse(name).unwrap();
            let first = date(year, 3, 1).at(12, 0, 0, 0);
            let mut lines = Lines::default();
            zone::write(&mut lines, &zone, first);
            let body = String::from_utf8(lines.into_bytes()).unwrap().replace("\r\n", "\n");
            let start = first.to_zoned(zone.rules()).unwrap().timestamp();
            let onsets = onsets(&body);
            for week in 0..9 * 52 {
                let at = start + SignedDuration::from_hours(week * 7 * 24 + week % 24);
                let want = zone.rules().to_offset(at).seconds();
                let told = onsets.iter().rev().find(|(onset, _)| *onset <= at).map(|(_, offset)| *offset);
                assert_eq!(told, Some(want), "{name} from {year} at {at}\n{body}");
            }
        }
    }
}
