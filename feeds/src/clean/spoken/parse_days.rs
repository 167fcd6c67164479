//! Days with their weeks: `Mon-Fri`, `2nd and 4th Wednesday`.

use super::parse::{HeldDay, Parser};
use super::token::{DayWord, Token};
use crate::schedule::{Weekday, Weeks};

impl Parser<'_> {
    /// Whether days are named from here, so many tokens on: perhaps `every`, perhaps ordinals, then a day.
    pub(super) fn leads_to_day(&self, ahead: usize) -> bool {
        let mut ahead = ahead;
        loop {
            match self.peek(ahead) {
                Some(Token::Day(_) | Token::Days(_)) => return true,
                Some(Token::Every | Token::EveryOther | Token::Ordinal(_)) => {}
                Some(Token::Number { dot: true, digits: 1, .. }) => {}
                Some(Token::Comma)
                    if self.is_ordinal(ahead + 2) && self.peek(ahead + 1) == Some(&Token::And) =>
                {
                    ahead += 1;
                }
                // what stands between ordinals
                Some(Token::And | Token::Comma | Token::Slash | Token::To | Token::Dash)
                    if ahead > 0 && self.is_ordinal(ahead + 1) && self.is_ordinal(ahead - 1) => {}
                _ => return false,
            }
            ahead += 1;
        }
    }

    fn is_ordinal(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), Some(Token::Ordinal(_) | Token::Number { dot: true, digits: 1, .. }))
    }

    /// One day, a range, or a word for several, with what stands before it.
    pub(super) fn days(&mut self) -> Option<()> {
        let mut says_every = false;
        let mut says_other = false;
        let mut ordinals: Vec<i8> = Vec::new();
        let mut is_range = false;
        loop {
            match self.peek(0)? {
                Token::Every if ordinals.is_empty() => says_every = true,
                Token::EveryOther if ordinals.is_empty() => says_other = true,
                Token::To | Token::Dash => is_range = true,
                Token::And | Token::Comma | Token::Slash => {}
                Token::Day(_) | Token::Days(_) => break,
                ordinal => add_ordinal(&mut ordinals, number(ordinal)?, std::mem::take(&mut is_range))?,
            }
            self.at += 1;
        }
        let weeks = match ordinals[..] {
            [] => None,
            _ if says_other => return None,
            _ => Some(Weeks::of_month(ordinals.iter().copied())?),
        };
        self.group.every_other |= says_other;
        let is_unclear = says_every && ordinals.len() == 1 && ordinals[0] > 1 && !self.month_before;
        let had_weeks = self.group.days.iter().any(|day| day.weeks.is_some());
        if weeks.is_some() {
            self.month_before = false;
        } else if had_weeks {
            // `2nd Tuesday and Friday`: the second Friday, or every Friday?
            return None;
        }
        match self.named(weeks.is_some())? {
            Named::One(word) => {
                let held =
                    HeldDay { day: word.day, weeks, is_unclear, is_plain: !word.shaky && weeks.is_none() };
                self.group.days.push(held);
            }
            Named::Several(days) => {
                let held = |day| HeldDay { day, weeks: None, is_unclear: false, is_plain: false };
                self.group.days.extend(days.into_iter().map(held));
            }
        }
        Some(())
    }

    fn named(&mut self, has_weeks: bool) -> Option<Named> {
        let first = match self.peek(0)? {
            Token::Days(_) if has_weeks => return None,
            Token::Days(days) => {
                let days = days.to_vec();
                self.at += 1;
                return Some(Named::Several(days));
            }
            Token::Day(word) if has_weeks && word.shaky => return None,
            Token::Day(word) => *word,
            _ => return None,
        };
        self.same_length(first)?;
        self.at += 1;
        let last = match (self.peek(0), self.peek(1)) {
            (Some(Token::To | Token::Dash), Some(Token::Day(last))) => *last,
            _ => return Some(Named::One(first)),
        };
        self.same_length(last)?;
        self.at += 2;
        if has_weeks || last.day == first.day {
            return None;
        }
        Some(Named::Several(range(first.day, last.day)))
    }

    /// `SA Monday` is not Saturday and Monday.
    fn same_length(&mut self, word: DayWord) -> Option<()> {
        (*self.short.get_or_insert(word.short) == word.short).then_some(())
    }

    /// Ordinals in brackets behind a single day, as `Wednesday (2nd and 4th)`; whether that is what the bracket holds.
    pub(super) fn weeks_behind(&mut self, inner: &[Token]) -> Option<bool> {
        let mut ordinals = Vec::new();
        for token in inner {
            match token {
                Token::And | Token::Comma | Token::Slash => {}
                Token::Month if !ordinals.is_empty() => {}
                other => match number(other) {
                    Some(number) => ordinals.push(number),
                    None => return Some(false),
                },
            }
        }
        if ordinals.is_empty() {
            return Some(false);
        }
        match &mut self.group.days[..] {
            [day] if day.weeks.is_none() => {
                day.weeks = Some(Weeks::of_month(ordinals)?);
                Some(true)
            }
            _ => None,
        }
    }
}

enum Named {
    One(DayWord),
    Several(Vec<Weekday>),
}

fn number(token: &Token) -> Option<i8> {
    match token {
        Token::Ordinal(number) => Some(*number),
        Token::Number { value, dot: true, digits: 1 } => i8::try_from(*value).ok(),
        _ => None,
    }
}

/// Adds an ordinal, and those before it down to the last where it ends a range.
fn add_ordinal(ordinals: &mut Vec<i8>, number: i8, ends_range: bool) -> Option<()> {
    if ends_range {
        let first = ordinals.last().copied().filter(|&first| (1..number).contains(&first))?;
        ordinals.extend(first + 1..number);
    }
    ordinals.push(number);
    Some(())
}

/// The days from one to another, over the end of the week where need be.
fn range(first: Weekday, last: Weekday) -> Vec<Weekday> {
    let mut days = Vec::new();
    for day in Weekday::ALL.into_iter().cycle().skip(usize::from(first.days_from_sunday())).take(7) {
        days.push(day);
        if day == last {
            break;
        }
    }
    days
}
