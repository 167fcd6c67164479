//! Weekly slots that are not held every week: the second and fourth Wednesday, every other Monday, from May to June,
//! not on the 25th. Dates and wall times only; the zone is the schedule's.

use super::Weekday;
use jiff::civil::{Date, DateTime};
use jiff::{ToSpan, Unit};
use serde::{Deserialize, Serialize};

/// Which weeks of a weekly slot it is held in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weeks {
    /// All of them.
    #[default]
    Every,
    /// On the nth such weekday of the month: bit 0 is the first, bit 4 the fifth, bit 5 the last.
    OfMonth(u8),
    /// Every so many weeks, counted from the week of a date on which it is held.
    Interval {
        /// 2 to 52.
        weeks: u8,
        /// A date on which it is held.
        from: Date,
    },
}

/// What keeps a weekly slot from being held every week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Repeat {
    /// Which weeks.
    pub weeks: Weeks,
    /// Not before this date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Not after this date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Dates on which it is not held.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Date>,
    /// Starts besides the rule, as wall times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<DateTime>,
}

impl Weeks {
    /// Bit of the last weekday of the month.
    pub const LAST: u8 = 1 << 5;

    /// The nth weekdays of a month, from 1; -1 is the last. `None` where a number is none of 1 to 5 and -1.
    pub fn of_month(numbers: impl IntoIterator<Item = i8>) -> Option<Self> {
        let mut bits = 0;
        for number in numbers {
            bits |= match number {
                1..=5 => 1u8 << (number - 1),
                -1 => Self::LAST,
                _ => return None,
            };
        }
        match bits {
            0 => None,
            _ if bits & 0b11111 == 0b11111 => Some(Self::Every),
            _ => Some(Self::OfMonth(bits)),
        }
    }

    /// The numbers that make up `OfMonth`, from 1; -1 is the last.
    pub fn numbers(self) -> Vec<i8> {
        match self {
            Self::OfMonth(bits) => [1, 2, 3, 4, 5, -1]
                .into_iter()
                .zip(0..)
                .filter(|(_, bit)| bits & (1 << bit) != 0)
                .map(|(number, _)| number)
                .collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn holds(self, date: Date) -> bool {
        match self {
            Self::Every => true,
            Self::OfMonth(bits) => {
                let nth = (date.day() - 1) / 7;
                let is_last = date.day() + 7 > date.days_in_month();
                bits & (1 << nth) != 0 || is_last && bits & Self::LAST != 0
            }
            Self::Interval { weeks, from } => {
                let (Some(a), Some(b)) = (week_start(from), week_start(date)) else { return false };
                let days = b.since((Unit::Day, a)).map_or(1, |span| span.get_days());
                (days / 7) % i32::from(weeks.max(1)) == 0
            }
        }
    }
}

/// The Monday of a date's week.
fn week_start(date: Date) -> Option<Date> {
    date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok()
}

impl Repeat {
    /// Whether nothing in it differs from every week.
    pub fn is_every_week(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the weekly slot is held on that date, which must be one of its weekdays.
    pub fn holds(&self, date: Date) -> bool {
        self.holds_but_for_exceptions(date) && !self.except.contains(&date)
    }

    pub(super) fn holds_but_for_exceptions(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date)
            && self.until.is_none_or(|until| date <= until)
            && self.weeks.holds(date)
    }

    /// The last date on which anything can be held; `None` when there is no end.
    pub fn last_date(&self) -> Option<Date> {
        let extra = self.extra.iter().map(|start| start.date()).max();
        self.until.map(|until| extra.map_or(until, |extra| extra.max(until)))
    }

    /// The recurrence rule of RFC 5545, without dates that are left out or added.
    pub fn rule(&self, weekday: Weekday) -> String {
        let day = weekday.id()[..2].to_uppercase();
        let mut rule = match self.weeks {
            Weeks::Every => format!("FREQ=WEEKLY;BYDAY={day}"),
            Weeks::OfMonth(_) => {
                let days: Vec<String> =
                    self.weeks.numbers().into_iter().map(|number| format!("{number}{day}")).collect();
                format!("FREQ=MONTHLY;BYDAY={}", days.join(","))
            }
            Weeks::Interval { weeks, .. } => format!("FREQ=WEEKLY;INTERVAL={weeks};BYDAY={day}"),
        };
        if let Some(until) = self.until {
            rule.push_str(&format!(";UNTIL={}T235959", until.strftime("%Y%m%d")));
        }
        rule
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nth_weekdays_of_a_month() {
        let second_and_last = Weeks::of_month([2, -1]).unwrap();
        // the Wednesdays of July 2026 are 1, 8, 15, 22, 29
        let held: Vec<i8> =
            [1, 8, 15, 22, 29].into_iter().filter(|&day| second_and_last.holds(date(2026, 7, day))).collect();
        assert_eq!(held, [8, 29]);
        assert_eq!(second_and_last.numbers(), [2, -1]);
        assert_eq!(Weeks::of_month([1, 2, 3, 4, 5]), Some(Weeks::Every));
        assert_eq!(Weeks::of_month([6]), None);
        assert_eq!(Weeks::of_month([]), None);
    }

    #[test]
    fn every_other_week_counts_from_a_date_it_is_held_on() {
        let weeks = Weeks::Interval { weeks: 2, from: date(2026, 1, 7) };
        assert!(weeks.holds(date(2026, 1, 7)) && weeks.holds(date(2026, 1, 21)));
        assert!(!weeks.holds(date(2026, 1, 14)) && !weeks.holds(date(2025, 12, 31)));
        assert!(weeks.holds(date(2025, 12, 24)));
    }

    #[test]
    fn dates_left_out_and_limits() {
        let repeat = Repeat {
            from: Some(date(2026, 1, 7)),
            until: Some(date(2026, 2, 4)),
            except: vec![date(2026, 1, 14)],
            ..Repeat::default()
        };
        let held = |day: Date| repeat.holds(day);
        assert!(!held(date(2025, 12, 31)) && held(date(2026, 1, 7)) && !held(date(2026, 1, 14)));
        assert!(held(date(2026, 2, 4)) && !held(date(2026, 2, 11)));
    }

    #[test]
    fn rules_in_the_words_of_rfc_5545() {
        let repeat = Repeat { weeks: Weeks::of_month([2, 4]).unwrap(), ..Repeat::default() };
        assert_eq!(repeat.rule(Weekday::Wed), "FREQ=MONTHLY;BYDAY=2WE,4WE");
        assert_eq!(Repeat::default().rule(Weekday::Sun), "FREQ=WEEKLY;BYDAY=SU");
    }
}
