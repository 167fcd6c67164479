//! One event as rows: what it is, when, where.

use super::nodes::{Found, Ids, bare, text};
use super::schedule::Schedule;
use super::{index, place};
use crate::clean::time::time;
use crate::format::instances::Series;
use crate::format::rows::{RowWriter, Rows};
use crate::format::wall::{self, Stamp};
use crate::notice::{Code, Sample};
use jiff::SignedDuration;
use serde_json::{Map, Value};

/// When an event is held.
#[derive(Debug)]
pub(super) enum When {
    /// By schedules; those that only differ in their days are one.
    Schedules(Vec<Schedule>),
    /// On a date.
    Start(Stamp),
    /// In words that are no date, or not at all.
    Words(String),
}

impl When {
    pub(super) fn read<'a>(event: &'a Map<String, Value>, ids: &Ids<'a>) -> Self {
        let words = text(event.get("startDate")).unwrap_or_default();
        let start = Stamp::read(&words);
        let mut schedules: Vec<Schedule> = Vec::new();
        for schedule in ids.each(event.get("eventSchedule")) {
            let Value::Object(members) = schedule else { continue };
            let schedule = Schedule::read(members, ids, start);
            match schedules.iter_mut().find(|known| known.is_like(&schedule)) {
                Some(known) => known.add_days_of(&schedule),
                None => schedules.push(schedule),
            }
        }
        schedules.retain(|schedule| !schedule.has_nothing());
        match start {
            _ if !schedules.is_empty() => Self::Schedules(schedules),
            Some(start) => Self::Start(start),
            None => Self::Words(words),
        }
    }
}

/// Length in minutes: what is said, else from start to end.
pub(super) fn minutes(event: &Map<String, Value>) -> Option<i64> {
    let said = text(event.get("duration")).and_then(|length| wall::length(&length));
    let stamp =
        |name: &str| text(event.get(name)).and_then(|words| Stamp::read(&words)).and_then(Stamp::wall);
    let spanned = || {
        let length = stamp("endDate")?.duration_since(stamp("startDate")?);
        Some(length.as_mins()).filter(|minutes| *minutes > 0)
    };
    said.or_else(spanned)
}

/// An event of 12 Step Meeting List's page for search engines: all of it is said in its schedule.
pub(super) fn is_tsml(found: &Found<'_>) -> bool {
    const OWN: [&str; 7] =
        ["@type", "byDay", "endTime", "repeatFrequency", "scheduleTimezone", "startDate", "startTime"];
    let Some(Value::Object(schedule)) = found.event.get("eventSchedule") else { return false };
    let names = ["@id", "identifier", "startDate", "endDate", "eventStatus", "eventAttendanceMode"];
    let is_bare =
        names.iter().all(|name| !found.event.contains_key(*name)) && found.event.contains_key("url");
    let is_own = schedule.keys().all(|name| OWN.contains(&name.as_str()))
        && OWN.iter().filter(|name| **name != "scheduleTimezone").all(|name| schedule.contains_key(*name));
    found.is_graph
        && is_bare
        && is_own
        && schedule.get("repeatFrequency").and_then(Value::as_str) == Some("P1W")
}

/// Writes the rows of an event, which is the record at that position.
pub(super) fn write<'a>(
    rows: &mut Rows,
    (position, found): (usize, &Found<'a>),
    when: When,
    series: Option<&(Series, String)>,
    keys: &index::Keys,
    ids: &Ids<'a>,
) {
    let event = found.event;
    let is_tsml = is_tsml(found);
    let name = text(event.get("name")).unwrap_or_default();
    if let Some((series, _)) = series {
        series.tell(rows, &name, &found.pointer, found.spot);
    }
    let slug = series.and_then(|(series, key)| series.slug(&name, key)).or_else(|| keys.of(event));
    let schedules = match when {
        When::Schedules(schedules) => schedules,
        when => {
            let mut row = rows.row(found.pointer.clone(), found.spot);
            row.record(position).text("slug", slug.unwrap_or_default());
            write_once(&mut row, event, &when, series);
            write_words(&mut row, found, ids, is_tsml);
            row.end();
            return;
        }
    };
    let is_several = schedules.len() > 1;
    for mut schedule in schedules {
        settle_end(rows, found, &mut schedule, is_tsml);
        let mut row = rows.row(found.pointer.clone(), found.spot);
        let suffix = if is_several { format!("@{}", schedule.suffix()) } else { String::new() };
        row.record(position);
        row.text("slug", slug.as_ref().map(|slug| format!("{slug}{suffix}")).unwrap_or_default());
        // the date in that page is the next one, whenever it is asked for
        schedule.write(&mut row, !is_tsml);
        if let Some(minutes) = minutes(event).filter(|_| row.get("end_time").is_none()) {
            row.value("duration", minutes.into());
        }
        write_words(&mut row, found, ids, is_tsml);
        row.end();
    }
}

/// An end that is the start. Where 12 Step Meeting List knows no end it moves both by an hour, so that the true
/// start is an hour before.
fn settle_end(rows: &mut Rows, found: &Found<'_>, schedule: &mut Schedule, is_tsml: bool) {
    let read = |words: &Option<String>| words.as_deref().and_then(time).map(|read| read.time);
    let (Some(start), Some(end)) = (read(&schedule.start_time), read(&schedule.end_time)) else { return };
    if start != end {
        return;
    }
    let corrected =
        is_tsml.then(|| start.wrapping_sub(SignedDuration::from_hours(1)).strftime("%H:%M").to_string());
    let sample = Sample {
        record_key: None,
        name: text(found.event.get("name")),
        line: found.spot.map(|(line, _)| line),
        column: found.spot.map(|(_, column)| column),
        pointer: Some(format!("{}/eventSchedule/endTime", found.pointer)),
        value: Some(format!("{0} to {0}", start.strftime("%H:%M"))),
        corrected: corrected.clone(),
    };
    rows.notices.push(Code::DurationSuspicious, sample);
    schedule.end_time = None;
    if corrected.is_some() {
        schedule.start_time = corrected;
    }
}

fn write_once(
    row: &mut RowWriter<'_>,
    event: &Map<String, Value>,
    when: &When,
    series: Option<&(Series, String)>,
) {
    let start = match when {
        When::Start(start) => *start,
        When::Words(words) => {
            row.text("schedule", words.as_str());
            return;
        }
        When::Schedules(_) => return,
    };
    match series {
        Some((series, _)) => series.write(row),
        None => {
            row.text("starts", start.text());
        }
    }
    if matches!(start, Stamp::At { is_utc: true, .. }) {
        row.text("timezone", "UTC");
    }
    if let Some(minutes) = minutes(event) {
        row.value("duration", minutes.into());
    }
}

/// What else is said; never who organises it or speaks there.
fn write_words<'a>(row: &mut RowWriter<'_>, found: &Found<'a>, ids: &Ids<'a>, is_tsml: bool) {
    let event = found.event;
    let get = |name: &str| text(event.get(name)).unwrap_or_default();
    row.text("name", get("name"));
    row.text("url", get("url"));
    match is_tsml {
        // there the description is the list of types, and the organiser the group
        true => {
            row.list("types", get("description").split(',').map(str::trim));
            if let Some(Value::Object(group)) = event.get("organizer") {
                row.text("group", text(group.get("name")).unwrap_or_default());
                row.text("group_notes", text(group.get("description")).unwrap_or_default());
            }
        }
        false => {
            row.text("notes", get("description"));
        }
    }
    row.text("updated", get("dateModified"));
    row.list(
        "languages",
        ids.each(event.get("inLanguage")).into_iter().filter_map(|language| text(Some(language))),
    );
    match bare(&get("eventStatus")).to_ascii_lowercase().as_str() {
        "eventcancelled" | "cancelled" | "canceled" => row.text("status", "cancelled"),
        "eventpostponed" | "postponed" => row.text("status", "inactive"),
        "eventmovedonline" => row.text("attendance_option", "online"),
        _ => row,
    };
    match bare(&get("eventAttendanceMode")).to_ascii_lowercase().as_str() {
        "offlineeventattendancemode" | "offline" => row.text("attendance_option", "in_person"),
        "onlineeventattendancemode" | "online" => row.text("attendance_option", "online"),
        "mixedeventattendancemode" | "mixed" => row.text("attendance_option", "hybrid"),
        _ => row,
    };
    place::write(row, event.get("location"), ids);
}
