//! The rule behind dates of one weekday, if there is one.

use crate::schedule::{Repeat, Weekday, Weeks};
use jiff::civil::Date;
use jiff::{ToSpan, Unit};

/// Fewer dates show no rule.
const FEWEST: usize = 3;
/// A rule may leave out one date of so many.
const ONE_OF: usize = 4;

/// A rule, and the dates it says that are not there.
pub(super) struct Rhythm {
    pub(super) rrule: String,
    pub(super) missing: Vec<Date>,
}

/// The rule that says exactly these dates, sorted and all of one weekday; else the one that lacks fewest of them.
pub(super) fn of(dates: &[Date]) -> Option<Rhythm> {
    let (first, last) = (*dates.first()?, *dates.last()?);
    if dates.len() < FEWEST {
        return None;
    }
    let weeks = usize::try_from(last.since((Unit::Day, first)).ok()?.get_days() / 7).ok()? + 1;
    // a monthly rule holds at least once in six weeks; what is thinner is looked at no further
    if weeks > dates.len() * 6 * ONE_OF / (ONE_OF - 1) + 6 {
        return None;
    }
    let every_other = Weeks::Interval { weeks: 2, from: first };
    let candidates = [Some(Weeks::Every), Some(every_other), of_month(dates)];
    let judged = candidates.into_iter().flatten().filter_map(|weeks| judge(weeks, dates, first, last));
    judged.min_by_key(|rhythm| rhythm.missing.len())
}

fn judge(weeks: Weeks, dates: &[Date], first: Date, last: Date) -> Option<Rhythm> {
    let repeat = Repeat { weeks, from: Some(first), until: Some(last), ..Repeat::default() };
    if !dates.iter().all(|date| repeat.holds(*date)) {
        return None;
    }
    let said = first.series(1.week()).take_while(|date| *date <= last).filter(|date| repeat.holds(*date));
    let missing: Vec<Date> = said.filter(|date| dates.binary_search(date).is_err()).collect();
    let is_close = missing.len() * ONE_OF <= dates.len() + missing.len();
    is_close.then(|| Rhythm { rrule: repeat.rule(Weekday::of(first)), missing })
}

/// Which nth weekdays of the month the dates are; a fourth that is always the last one is the last where a fifth is
/// among them.
fn of_month(dates: &[Date]) -> Option<Weeks> {
    let spans_months = dates.first()?.first_of_month() != dates.last()?.first_of_month();
    let number = |date: &Date| (date.day() - 1) / 7 + 1;
    let is_last = |date: &Date| date.day() + 7 > date.days_in_month();
    let has_fifth = dates.iter().any(|date| number(date) == 5);
    let fourths_are_last = dates.iter().filter(|date| number(date) == 4).all(is_last);
    let by_last = has_fifth && fourths_are_last && dates.iter().any(|date| number(date) == 4);
    let numbers = dates.iter().map(|date| if by_last && number(date) >= 4 { -1 } else { number(date) });
    Weeks::of_month(numbers).filter(|_| spans_months)
}
