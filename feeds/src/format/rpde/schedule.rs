//! When an item is held: by its schedules, or once.

use crate::format::members::text;
use crate::format::rows::RowWriter;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde_json::{Map, Value};

/// The days of the week with the codes of repeat rules.
const DAYS: [(&str, &str); 7] = [
    ("Sunday", "SU"),
    ("Monday", "MO"),
    ("Tuesday", "TU"),
    ("Wednesday", "WE"),
    ("Thursday", "TH"),
    ("Friday", "FR"),
    ("Saturday", "SA"),
];

/// One schedule in the words of the fields.
#[derive(Debug, Default, PartialEq)]
pub(super) struct When {
    pub(super) days: Vec<&'static str>,
    pub(super) time: Option<String>,
    pub(super) end: Option<String>,
    pub(super) minutes: Option<f64>,
    pub(super) zone: Option<String>,
    pub(super) starts: Option<String>,
    pub(super) ends: Option<String>,
    pub(super) rule: Option<String>,
    pub(super) exceptions: Vec<String>,
}

impl When {
    pub(super) fn write(&self, row: &mut RowWriter<'_>) {
        // numbers count from Sunday
        let number = |day: &&str| DAYS.iter().position(|(name, _)| name == day).map(|at| at.to_string());
        row.list("day", self.days.iter().filter_map(number));
        row.list("exdates", self.exceptions.iter().map(String::as_str));
        for (field, text) in [
            ("time", &self.time),
            ("end_time", &self.end),
            ("timezone", &self.zone),
            ("starts", &self.starts),
            ("ends", &self.ends),
            ("rrule", &self.rule),
        ] {
            row.text(field, text.as_deref().unwrap_or_default());
        }
        if let Some(minutes) = self.minutes {
            row.number("duration", minutes);
        }
    }
}

/// The schedules of an item; for an item without any, the one time that it names.
pub(super) fn of(data: &Map<String, Value>) -> Vec<When> {
    let schedules: Vec<&Map<String, Value>> = match data.get("eventSchedule") {
        Some(Value::Array(schedules)) => schedules.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(schedule)) => vec![schedule],
        _ => Vec::new(),
    };
    let repeated: Vec<When> = schedules.into_iter().map(|schedule| repeated(schedule, data)).collect();
    if !repeated.is_empty() {
        return repeated;
    }
    let zone = field(data, "scheduleTimezone");
    let Some((starts, named)) = field(data, "startDate").and_then(|text| wall(&text, zone.as_deref())) else {
        return Vec::new();
    };
    let ends = field(data, "endDate").and_then(|text| wall(&text, zone.as_deref())).map(|(ends, _)| ends);
    let minutes = minutes(data);
    vec![When { starts: Some(starts), ends, minutes, zone: zone.or(named), ..When::default() }]
}

fn field(object: &Map<String, Value>, name: &str) -> Option<String> {
    text(object.get(name)?)
}

fn minutes(object: &Map<String, Value>) -> Option<f64> {
    let span: Span = field(object, "duration")?.parse().ok()?;
    let length = SignedDuration::try_from(span).ok()?.as_mins();
    (0..=7 * 24 * 60).contains(&length).then(|| f64::from(i32::try_from(length).unwrap_or_default()))
}

/// The wall time of an instant, and its zone where the text names none but UTC. An offset is that of the place.
fn wall(text: &str, zone: Option<&str>) -> Option<(String, Option<String>)> {
    let is_instant = text.ends_with('Z');
    if !is_instant {
        let local: DateTime = text.parse().or_else(|_| text.get(..19).unwrap_or(text).parse()).ok()?;
        return Some((local.strftime("%Y-%m-%dT%H:%M:%S").to_string(), None));
    }
    let instant: Timestamp = text.parse().ok()?;
    let (zone, named) = match zone.and_then(|zone| TimeZone::get(zone).ok()) {
        Some(zone) => (zone, None),
        None => (TimeZone::UTC, Some("UTC".to_owned())),
    };
    let local = instant.to_zoned(zone).datetime();
    Some((local.strftime("%Y-%m-%dT%H:%M:%S").to_string(), named))
}

fn repeated(schedule: &Map<String, Value>, data: &Map<String, Value>) -> When {
    let days = days(schedule);
    let mut when = When {
        time: field(schedule, "startTime").map(|time| hour_and_minute(&time)),
        end: field(schedule, "endTime").map(|time| hour_and_minute(&time)),
        minutes: minutes(schedule).or_else(|| minutes(data)),
        zone: field(schedule, "scheduleTimezone").or_else(|| field(data, "scheduleTimezone")),
        ..When::default()
    };
    if let Some(Value::Array(dates)) = schedule.get("exceptDate") {
        let local = |date: &Value| wall(&text(date)?, when.zone.as_deref()).map(|(local, _)| local);
        when.exceptions = dates.iter().filter_map(local).collect();
    }
    let every = field(schedule, "repeatFrequency").and_then(|text| frequency(&text));
    let of_month = |name: &str| -> Vec<i64> {
        match schedule.get(name) {
            Some(Value::Array(members)) => members.iter().filter_map(Value::as_i64).collect(),
            Some(single) => single.as_i64().into_iter().collect(),
            None => Vec::new(),
        }
    };
    let (dates, weeks) = (of_month("byMonthDay"), of_month("byMonthWeek"));
    let is_weekly =
        matches!(every, None | Some(("WEEKLY" | "DAILY", 1))) && dates.is_empty() && weeks.is_empty();
    if is_weekly {
        let is_daily = every.is_some_and(|(unit, _)| unit == "DAILY") && days.is_empty();
        when.days =
            DAYS.iter().filter(|day| is_daily || days.contains(*day)).map(|(name, _)| *name).collect();
        return when;
    }
    let (unit, interval) = every.unwrap_or(("MONTHLY", 1));
    let mut rule = format!("FREQ={unit}");
    if interval > 1 {
        rule.push_str(&format!(";INTERVAL={interval}"));
    }
    let join = |parts: Vec<String>| parts.join(",");
    if !days.is_empty() {
        let weeks =
            if weeks.is_empty() { vec![String::new()] } else { weeks.iter().map(i64::to_string).collect() };
        let each =
            weeks.iter().flat_map(|week| days.iter().map(move |(_, code)| format!("{week}{code}"))).collect();
        rule.push_str(&format!(";BYDAY={}", join(each)));
    }
    if !dates.is_empty() {
        rule.push_str(&format!(";BYMONTHDAY={}", join(dates.iter().map(i64::to_string).collect())));
    }
    let first = field(schedule, "startDate").and_then(|text| Some(text.get(..10)?.to_owned()));
    if let (Some(date), Some(time)) = (first, &when.time) {
        when.starts = Some(format!("{date}T{time}:00")).filter(|text| text.parse::<DateTime>().is_ok());
    }
    when.rule = Some(rule);
    when
}

fn hour_and_minute(time: &str) -> String {
    time.get(..5).filter(|start| start.contains(':')).unwrap_or(time).to_owned()
}

/// `P2W` is `WEEKLY` with the interval 2.
fn frequency(text: &str) -> Option<(&'static str, u32)> {
    let inner = text.strip_prefix('P')?;
    let unit = match inner.chars().last()? {
        'D' => "DAILY",
        'W' => "WEEKLY",
        'M' => "MONTHLY",
        'Y' => "YEARLY",
        _ => return None,
    };
    let count: u32 = inner[..inner.len() - 1].parse().ok()?;
    match (unit, count) {
        ("DAILY", days) if days > 0 && days % 7 == 0 => Some(("WEEKLY", days / 7)),
        _ if (1..=60).contains(&count) => Some((unit, count)),
        _ => None,
    }
}

fn days(schedule: &Map<String, Value>) -> Vec<(&'static str, &'static str)> {
    let named: Vec<String> = match schedule.get("byDay") {
        Some(Value::Array(days)) => days.iter().filter_map(text).collect(),
        Some(single) => text(single).into_iter().collect(),
        None => Vec::new(),
    };
    let is_named = |(name, code): &&(&str, &str)| {
        named.iter().any(|day| {
            let word = day.rsplit(['/', '#', ':']).next().unwrap_or_default();
            word == *name || word == *code
        })
    };
    DAYS.iter().filter(is_named).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn whens(data: Value) -> Vec<When> {
        of(data.as_object().unwrap())
    }

    #[test]
    fn schedules_of_series() {
        let weekly = json!({"eventSchedule": [{"byDay": ["https://schema.org/Monday", "schema:Thursday"],
            "startTime": "19:00:00", "duration": "PT1H30M", "repeatFrequency": "P1W",
            "scheduleTimezone": "Europe/London", "exceptDate": ["2026-05-04T18:00:00Z"]}]});
        let expected = When {
            days: vec!["Monday", "Thursday"],
            time: Some("19:00".into()),
            minutes: Some(90.0),
            zone: Some("Europe/London".into()),
            exceptions: vec!["2026-05-04T19:00:00".into()],
            ..When::default()
        };
        assert_eq!(whens(weekly), [expected]);
        for (schedule, rule, starts) in [
            (
                json!({"repeatFrequency": "P2W", "byDay": "https://schema.org/Friday", "startDate": "2026-03-06",
                    "startTime": "07:30"}),
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
                Some("2026-03-06T07:30:00"),
            ),
            (
                json!({"repeatFrequency": "P1M", "byDay": ["https://schema.org/Tuesday"], "byMonthWeek": [1, 3]}),
                "FREQ=MONTHLY;BYDAY=1TU,3TU",
                None,
            ),
            (json!({"repeatFrequency": "P1M", "byMonthDay": [5, 20]}), "FREQ=MONTHLY;BYMONTHDAY=5,20", None),
        ] {
            let found = &whens(json!({ "eventSchedule": schedule }))[0];
            assert_eq!((found.rule.as_deref(), found.starts.as_deref()), (Some(rule), starts));
            assert!(found.days.is_empty(), "a day would make it weekly");
        }
        assert_eq!(
            whens(json!({"eventSchedule": {"repeatFrequency": "P1D", "startTime": "06:00"}}))[0].days.len(),
            7
        );
    }

    #[test]
    fn a_single_session_is_at_its_wall_time() {
        for (start, zone, starts, named) in [
            ("2026-03-01T19:00:00+01:00", None, "2026-03-01T19:00:00", None),
            ("2026-07-01T18:00:00Z", Some("Europe/London"), "2026-07-01T19:00:00", None),
            ("2026-07-01T18:00:00Z", None, "2026-07-01T18:00:00", Some("UTC")),
        ] {
            let found = &whens(json!({"startDate": start, "scheduleTimezone": zone}))[0];
            assert_eq!(found.starts.as_deref(), Some(starts));
            assert_eq!(found.zone.as_deref(), zone.or(named));
        }
        assert!(whens(json!({"startDate": "soon"})).is_empty());
    }
}
