//! When to crawl: cron lines, evaluated in a named zone, once a local date over clock changes.
//!
//! The only file that knows `cron` and its `chrono` types. Lines have five fields with Unix weekdays (0 and 7 are
//! Sunday); the library wants seconds first and counts Sunday as 1, so they are rewritten. Where a line names both a
//! day of the month and a weekday, both have to hold.

use everyroom_feeds::zone::Zone;
use jiff::{SignedDuration, Timestamp};
use std::str::FromStr;

/// A cron line with its zone.
#[derive(Clone, Debug)]
pub struct Schedule {
    line: cron::Schedule,
    zone: chrono_tz::Tz,
}

/// Why a line is not a schedule.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// Not five fields.
    #[error("`{line}` has {found} fields: use five, as `30 3 * * *` (minute, hour, day, month, weekday)")]
    Fields {
        /// The line.
        line: String,
        /// How many there are.
        found: usize,
    },
    /// A weekday that is none.
    #[error("`{field}` is not a weekday field: use 0 to 7 (0 and 7 are Sunday) or sun to sat")]
    Weekday {
        /// The field.
        field: String,
    },
    /// Something else.
    #[error("`{line}` is not a cron line: {why}")]
    Line {
        /// The line.
        line: String,
        /// What the library says.
        why: String,
    },
    /// The zone is not in the library's database.
    #[error("`{zone}` is not known to the scheduler")]
    Zone {
        /// The zone.
        zone: Zone,
    },
}

impl Schedule {
    /// Reads a five-field line.
    pub fn parse(line: &str, zone: &Zone) -> Result<Self, ScheduleError> {
        let tz =
            chrono_tz::Tz::from_str(zone.name()).map_err(|_| ScheduleError::Zone { zone: zone.clone() })?;
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else {
            return Err(ScheduleError::Fields { line: line.to_owned(), found: fields.len() });
        };
        let weekday = named_weekdays(weekday)?;
        let rewritten = format!("0 {minute} {hour} {day} {month} {weekday}");
        let parsed = cron::Schedule::from_str(&rewritten).map_err(|error| ScheduleError::Line {
            line: line.to_owned(),
            why: error.to_string().lines().next().unwrap_or_default().to_owned(),
        })?;
        Ok(Self { line: parsed, zone: tz })
    }

    /// The next time after `from`. In a fold, the second pass through the same wall time does not count; a wall time
    /// that a gap swallows is skipped, so that a date may have none.
    pub fn after(&self, from: Timestamp) -> Option<Timestamp> {
        let from = to_chrono(from, self.zone)?;
        let earlier = from - chrono::TimeDelta::hours(3);
        let mut last = self.line.after(&earlier).take_while(|at| *at <= from).last();
        for at in self.line.after(&from) {
            let repeats = last.as_ref().is_some_and(|last| last.naive_local() >= at.naive_local());
            if !repeats {
                return Timestamp::from_second(at.timestamp()).ok();
            }
            last = Some(at);
        }
        None
    }

    /// How long it is from one time to the next, as seen from `from`; a day when that can't be told.
    pub fn period(&self, from: Timestamp) -> SignedDuration {
        let next = self.after(from);
        let after = next.and_then(|next| self.after(next));
        next.zip(after).map_or(SignedDuration::from_hours(24), |(next, after)| after.duration_since(next))
    }
}

/// Weekday numbers become names, whose meaning nobody disputes.
fn named_weekdays(field: &str) -> Result<String, ScheduleError> {
    const NAMES: [&str; 8] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let wrong = || ScheduleError::Weekday { field: field.to_owned() };
    let named = |text: &str| match text.parse::<usize>() {
        Ok(number) => NAMES.get(number).map(|name| (*name).to_owned()).ok_or_else(wrong),
        Err(_) if text == "*" || NAMES.contains(&text.to_lowercase().as_str()) => Ok(text.to_lowercase()),
        Err(_) => Err(wrong()),
    };
    let mut parts = Vec::new();
    for part in field.split(',') {
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        if step.is_some_and(|step| step.parse::<u8>().is_err()) {
            return Err(wrong());
        }
        let days = match range.split_once('-') {
            None => vec![named(range)?],
            // Sunday to Sunday is the whole week, and not the one day that both are
            Some(("0", "7")) => NAMES[..7].iter().map(|name| (*name).to_owned()).collect(),
            Some((first, last)) => span(&named(first)?, &named(last)?, &NAMES).ok_or_else(wrong)?,
        };
        match step {
            None => parts.extend(days),
            Some(step) if days == ["*"] => parts.push(format!("*/{step}")),
            Some(step) => parts.extend(days.into_iter().step_by(step.parse().unwrap_or(1).max(1))),
        }
    }
    Ok(parts.join(","))
}

/// The days of a range one by one, over the end of the week if need be.
fn span(first: &str, last: &str, names: &[&str; 8]) -> Option<Vec<String>> {
    let at = |name: &str| names.iter().position(|known| *known == name);
    let (first, last) = (at(first)?, at(last)?);
    let days = (last + 7 - first) % 7;
    Some((0..=days).map(|day| names[(first + day) % 7].to_owned()).collect())
}

#[expect(clippy::disallowed_types, reason = "the edge to cron, which speaks chrono")]
fn to_chrono(at: Timestamp, zone: chrono_tz::Tz) -> Option<chrono::DateTime<chrono_tz::Tz>> {
    Some(chrono::DateTime::from_timestamp(at.as_second(), 0)?.with_timezone(&zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fires(line: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
        let schedule = Schedule::parse(line, &Zone::parse(zone).unwrap()).unwrap();
        let mut at = from.parse().unwrap();
        (0..count)
            .map(|_| {
                at = schedule.after(at).unwrap();
                at.to_string()
            })
            .collect()
    }

    #[test]
    fn nightly_is_nightly() {
        assert_eq!(
            fires("30 3 * * *", "UTC", "2026-11-22T03:30:00Z", 2),
            ["2026-11-23T03:30:00Z", "2026-11-24T03:30:00Z"]
        );
        let schedule = Schedule::parse("30 3 * * *", &Zone::parse("UTC").unwrap()).unwrap();
        assert_eq!(schedule.period("2026-11-22T00:00:00Z".parse().unwrap()), SignedDuration::from_hours(24));
    }

    #[test]
    fn weekdays_are_counted_as_unix_does() {
        // 22 November 2026 is a Sunday
        for sunday in ["0", "7", "sun", "SUN"] {
            let line = format!("0 12 * * {sunday}");
            assert_eq!(fires(&line, "UTC", "2026-11-21T00:00:00Z", 1), ["2026-11-22T12:00:00Z"], "{sunday}");
        }
        assert_eq!(fires("0 12 * * 1", "UTC", "2026-11-21T00:00:00Z", 1), ["2026-11-23T12:00:00Z"]);
        assert_eq!(
            fires("0 12 * * 5-0", "UTC", "2026-11-22T13:00:00Z", 3),
            ["2026-11-27T12:00:00Z", "2026-11-28T12:00:00Z", "2026-11-29T12:00:00Z"]
        );
        for week in ["0-7", "1-7", "0-6", "sun-sat"] {
            let line = format!("0 12 * * {week}");
            let days = fires(&line, "UTC", "2026-11-22T13:00:00Z", 7);
            assert_eq!(
                (days[0].as_str(), days[6].as_str()),
                ("2026-11-23T12:00:00Z", "2026-11-29T12:00:00Z"),
                "{week}"
            );
        }
        assert_eq!(fires("0 12 * * 1-5/2", "UTC", "2026-11-23T13:00:00Z", 1), ["2026-11-25T12:00:00Z"]);
    }

    #[test]
    fn clocks_that_go_back_do_not_crawl_twice() {
        assert_eq!(
            fires("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", 2),
            ["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"]
        );
        let between = fires("30 1 * * *", "America/New_York", "2026-11-01T05:30:00Z", 1);
        assert_eq!(between, ["2026-11-02T06:30:00Z"]);
    }

    #[test]
    fn a_time_that_a_gap_swallows_is_skipped() {
        assert_eq!(
            fires("30 2 * * *", "America/New_York", "2027-03-13T12:00:00Z", 1),
            ["2027-03-15T06:30:00Z"]
        );
    }

    #[test]
    fn mistakes_are_told() {
        let error = |line: &str| Schedule::parse(line, &Zone::parse("UTC").unwrap()).unwrap_err().to_string();
        assert!(error("0 30 3 * * *").contains("has 6 fields"));
        assert!(error("30 3 * * 8").contains("weekday"));
        assert!(error("30 3 * * mo").contains("weekday"));
        assert!(error("61 3 * * *").contains("not a cron line"));
        assert!(error("").contains("has 0 fields"));
    }
}
