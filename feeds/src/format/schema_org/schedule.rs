//! The `Schedule` of an event: days, weeks, times, from when to when.

use super::nodes::{Ids, bare, text};
use crate::clean::time::time;
use crate::format::rows::RowWriter;
use crate::format::wall::{self, Stamp};
use crate::schedule::Weekday;
use jiff::civil::Time;
use serde_json::{Map, Value};

/// How often, in days, weeks or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly(u32),
    Monthly,
}

/// A schedule, as far as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Schedule {
    frequency: Option<Frequency>,
    days: Vec<Weekday>,
    /// Numbers of nth weekdays of the month, with their days.
    numbered: Vec<(i8, Weekday)>,
    weeks_of_month: Vec<i8>,
    /// Something that narrows it down and is not understood.
    is_narrowed: bool,
    pub(super) start_time: Option<String>,
    pub(super) end_time: Option<String>,
    zone: Option<String>,
    from: Option<Stamp>,
    until: Option<Stamp>,
    count: Option<u32>,
    minutes: Option<i64>,
    except: Vec<String>,
    words: String,
}

impl Schedule {
    /// `event_start` stands in for a date or time that the schedule itself does not say.
    pub(super) fn read<'a>(
        members: &'a Map<String, Value>,
        ids: &Ids<'a>,
        event_start: Option<Stamp>,
    ) -> Self {
        let get = |name: &str| text(members.get(name));
        let mut schedule = Self {
            frequency: None,
            days: Vec::new(),
            numbered: Vec::new(),
            weeks_of_month: Vec::new(),
            is_narrowed: false,
            start_time: get("startTime").map(|time| wall_clock(&time)),
            end_time: get("endTime").map(|time| wall_clock(&time)),
            zone: get("scheduleTimezone"),
            from: get("startDate").and_then(|date| Stamp::read(&date)),
            until: get("endDate").and_then(|date| Stamp::read(&date)),
            count: get("repeatCount").and_then(|count| count.parse().ok()).filter(|count| *count > 0),
            minutes: get("duration").and_then(|length| wall::length(&length)),
            except: Vec::new(),
            words: String::new(),
        };
        let mut day_words = Vec::new();
        for day in ids.each(members.get("byDay")) {
            let Some(day) = text(Some(day)) else { continue };
            for day in day.split([',', ' ']).filter(|day| !day.is_empty()) {
                schedule.add_day(bare(day));
                day_words.push(bare(day).to_owned());
            }
        }
        let numbers = ids.each(members.get("byMonthWeek"));
        schedule.weeks_of_month = numbers.iter().filter_map(|week| text(Some(week))?.parse().ok()).collect();
        schedule.is_narrowed |=
            ["byMonth", "byMonthDay"].iter().any(|name| members.get(*name).is_some_and(is_said));
        let frequency = get("repeatFrequency");
        schedule.frequency = match &frequency {
            Some(words) => frequency_of(words),
            None if !schedule.days.is_empty() || !schedule.numbered.is_empty() => Some(Frequency::Weekly(1)),
            None => None,
        };
        let except = ids.each(members.get("exceptDate"));
        let except = except.iter().filter_map(|date| Some(Stamp::read(&text(Some(date))?)?.text()));
        schedule.except = except.collect();
        schedule.stand_in(event_start);
        let times = [schedule.start_time.clone(), schedule.end_time.clone()];
        let times: Vec<String> = times.into_iter().flatten().collect();
        let month_days = ids.each(members.get("byMonthDay"));
        day_words.extend(month_days.iter().filter_map(|day| text(Some(day))).map(|day| format!("day {day}")));
        let words = [frequency.unwrap_or_default(), day_words.join(", "), times.join(" - ")];
        schedule.words = words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        schedule
    }

    fn stand_in(&mut self, event_start: Option<Stamp>) {
        let Some(start) = event_start else { return };
        self.from = self.from.or(Some(Stamp::Date(start.date())));
        if let Some(at) = start.wall()
            && self.start_time.is_none()
        {
            self.start_time = Some(at.strftime("%H:%M").to_string());
        }
        if let (Frequency::Weekly(_), true) =
            (self.frequency.unwrap_or(Frequency::Daily), self.days.is_empty())
        {
            self.days.push(Weekday::of(start.date()));
        }
    }

    fn add_day(&mut self, word: &str) {
        let folded = word.to_ascii_lowercase();
        let name = folded.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        let number = &folded[..folded.len() - name.len()];
        let is_short = name.len() >= 2;
        let day =
            Weekday::ALL.into_iter().find(|day| is_short && day.name().to_lowercase().starts_with(name));
        match (day, number.trim_start_matches('+').parse::<i8>()) {
            (Some(day), Ok(number)) => self.numbered.push((number, day)),
            (Some(day), Err(_)) if number.is_empty() && !self.days.contains(&day) => self.days.push(day),
            (Some(_), Err(_)) if number.is_empty() => {}
            // public holidays and the like
            _ => self.is_narrowed = true,
        }
    }

    /// What two schedules of one event share that are told in one row.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let bare = |schedule: &Self| Self { days: Vec::new(), words: String::new(), ..schedule.clone() };
        self.frequency.is_some()
            && !self.days.is_empty()
            && !other.days.is_empty()
            && bare(self) == bare(other)
    }

    pub(super) fn add_days_of(&mut self, other: &Self) {
        let new: Vec<Weekday> = other.days.iter().copied().filter(|day| !self.days.contains(day)).collect();
        self.days.extend(new);
    }

    /// What tells the rows of one event apart.
    pub(super) fn suffix(&self) -> String {
        let days: Vec<&str> = self.days.iter().map(|day| day.id()).collect();
        let start = self.start_time.as_deref().and_then(time);
        let start = start.map(|start| start.time.strftime("%H%M").to_string()).unwrap_or_default();
        format!("{}-{start}", days.join("-"))
    }

    pub(super) fn has_nothing(&self) -> bool {
        self.days.is_empty()
            && self.numbered.is_empty()
            && self.start_time.is_none()
            && self.frequency.is_none()
    }

    /// Writes when it is held. A schedule that starts on a date is written as a rule, one that only knows the week as
    /// days, and one that is not understood as its words.
    pub(super) fn write(&self, row: &mut RowWriter<'_>, is_dated: bool) {
        row.text("timezone", self.zone.as_deref().unwrap_or_default());
        let start = self.start_time.as_deref().and_then(time).map(|read| read.time);
        let from = self.from.map(Stamp::date).filter(|_| is_dated);
        if self.is_narrowed {
            row.text("schedule", self.words.as_str());
        } else if let (Some(from), Some(start), Some(rule)) = (from, start, self.rule()) {
            row.text("starts", wall::text(from.to_datetime(start)));
            row.text("rrule", rule);
            row.list("exdates", self.except.iter().map(String::as_str));
            if let Some(minutes) = self.minutes.or_else(|| self.minutes_to_end(start)) {
                row.value("duration", minutes.into());
            }
        } else if let Some(days) = self.day_words() {
            row.list("day", days);
            row.text("time", self.start_time.as_deref().unwrap_or_default());
            row.text("end_time", self.end_time.as_deref().unwrap_or_default());
            row.list("exdates", self.except.iter().map(String::as_str));
            if let (Some(minutes), None) = (self.minutes, &self.end_time) {
                row.value("duration", minutes.into());
            }
        } else {
            row.text("schedule", self.words.as_str());
        }
    }

    fn minutes_to_end(&self, start: Time) -> Option<i64> {
        let end = self.end_time.as_deref().and_then(time)?.time;
        let of_day = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        Some((of_day(end) - of_day(start)).rem_euclid(1440)).filter(|minutes| *minutes > 0)
    }

    fn rule(&self) -> Option<String> {
        let names = |days: &[Weekday]| {
            let names: Vec<String> = days.iter().map(|day| day.id()[..2].to_uppercase()).collect();
            names.join(",")
        };
        let mut rule = match self.frequency? {
            Frequency::Daily if self.days.is_empty() => "FREQ=DAILY".to_owned(),
            Frequency::Daily => format!("FREQ=WEEKLY;BYDAY={}", names(&self.days)),
            Frequency::Weekly(interval) => {
                if !self.numbered.is_empty() || !self.weeks_of_month.is_empty() {
                    return None;
                }
                let interval = if interval > 1 { format!(";INTERVAL={interval}") } else { String::new() };
                let days = if self.days.is_empty() {
                    String::new()
                } else {
                    format!(";BYDAY={}", names(&self.days))
                };
                format!("FREQ=WEEKLY{interval}{days}")
            }
            Frequency::Monthly => {
                let days: Vec<String> =
                    self.nth_days().iter().map(|(n, day)| format!("{n}{}", names(&[*day]))).collect();
                if days.is_empty() {
                    return None;
                }
                format!("FREQ=MONTHLY;BYDAY={}", days.join(","))
            }
        };
        match self.until {
            Some(Stamp::Date(date)) => rule.push_str(&format!(";UNTIL={}", date.strftime("%Y%m%d"))),
            Some(Stamp::At { wall, .. }) => {
                rule.push_str(&format!(";UNTIL={}", wall.strftime("%Y%m%dT%H%M%S")))
            }
            None => {}
        }
        if let Some(count) = self.count {
            rule.push_str(&format!(";COUNT={count}"));
        }
        Some(rule)
    }

    fn nth_days(&self) -> Vec<(i8, Weekday)> {
        let by_week = self.days.iter().flat_map(|day| self.weeks_of_month.iter().map(|week| (*week, *day)));
        self.numbered.iter().copied().chain(by_week).collect()
    }

    /// Days as words, where no date is needed to say which weeks.
    fn day_words(&self) -> Option<Vec<String>> {
        let name = |day: &Weekday| day.name().to_owned();
        match self.frequency? {
            Frequency::Weekly(1) if self.numbered.is_empty() && self.weeks_of_month.is_empty() => {
                (!self.days.is_empty()).then(|| self.days.iter().map(name).collect())
            }
            Frequency::Daily if self.days.is_empty() => Some(Weekday::ALL.iter().map(name).collect()),
            Frequency::Daily => Some(self.days.iter().map(name).collect()),
            Frequency::Weekly(2) if self.days.len() == 1 => {
                Some(vec![format!("every other {}", self.days[0].name())])
            }
            Frequency::Weekly(_) => None,
            Frequency::Monthly => {
                let nth = |number: i8| match number {
                    1 => Some("1st"),
                    2 => Some("2nd"),
                    3 => Some("3rd"),
                    4 => Some("4th"),
                    5 => Some("5th"),
                    -1 => Some("last"),
                    _ => None,
                };
                let days = self.nth_days();
                let words: Option<Vec<String>> = Weekday::ALL
                    .iter()
                    .filter(|day| days.iter().any(|(_, named)| named == *day))
                    .map(|day| {
                        let numbers =
                            days.iter().filter(|(_, named)| named == day).map(|(number, _)| nth(*number));
                        let numbers: Option<Vec<&str>> = numbers.collect();
                        Some(format!("{} {}", numbers?.join(" and "), day.name()))
                    })
                    .collect();
                words.filter(|words| !words.is_empty())
            }
        }
    }
}

fn is_said(value: &Value) -> bool {
    !matches!(value, Value::Null) && value.as_array().is_none_or(|members| !members.is_empty())
}

/// A clock time without the offset that may stand behind it.
fn wall_clock(words: &str) -> String {
    let words = words.trim();
    if let Some(Stamp::At { wall, .. }) = Stamp::read(words) {
        return wall.strftime("%H:%M").to_string();
    }
    let end = words.find(['Z', '+', '-']).filter(|at| *at >= 5).unwrap_or(words.len());
    words[..end].trim().to_owned()
}

fn frequency_of(words: &str) -> Option<Frequency> {
    let folded = bare(words).to_ascii_lowercase();
    let folded: String = folded.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    match folded.as_str() {
        "p1d" | "daily" | "everyday" => Some(Frequency::Daily),
        "p1w" | "p7d" | "weekly" | "everyweek" | "week" => Some(Frequency::Weekly(1)),
        "p2w" | "p14d" | "biweekly" | "fortnightly" | "everyotherweek" | "everytwoweeks" | "every2weeks" => {
            Some(Frequency::Weekly(2))
        }
        "p1m" | "monthly" | "everymonth" => Some(Frequency::Monthly),
        other => {
            let weeks: u32 = other.strip_prefix('p')?.strip_suffix('w')?.parse().ok()?;
            (1..=52).contains(&weeks).then_some(Frequency::Weekly(weeks))
        }
    }
}
