//! From tokens to slots: groups of days and times, `Mon 7pm, Wed & Fri 8pm` or `7pm Mon, 8pm Wed & Fri`. What could
//! be read in two ways is not read.

use super::SpokenSlot;
use super::clock::Said;
use super::token::{Half, Part, Token};
use crate::clean::zone::named_zone;
use crate::schedule::{Weekday, Weeks};
use crate::zone::Zone;
use jiff::civil::Time;

/// The slots and the zone; `None` where the tokens do not fit together.
pub(super) fn parse(tokens: &[Token], means_time: bool) -> Option<(Vec<SpokenSlot>, Option<Zone>)> {
    let tokens = settle(tokens)?;
    let means_time = means_time || tokens.iter().any(Token::is_day);
    let mut parser = Parser { tokens: &tokens, at: 0, means_time, ..Parser::default() };
    parser.run()?;
    let zone = parser.zone.take();
    Some((parser.slots()?, zone))
}

/// Settles words of several meanings by what stands beside them.
fn settle(tokens: &[Token]) -> Option<Vec<Token>> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let (before, after) = (out.last(), tokens.get(at + 1));
        let settled = match token {
            Token::ToOrAt => to_or_at(before, after)?,
            Token::AmOrOn => am_or_on(before, after)?,
            Token::EtOrZone => Some(et_or_zone(before, after)?),
            other => Some(other.clone()),
        };
        out.extend(settled);
    }
    Some(out)
}

fn to_or_at(before: Option<&Token>, after: Option<&Token>) -> Option<Option<Token>> {
    let ends_time = before.is_some_and(Token::ends_time);
    let joins = |kind: fn(&Token) -> bool| before.is_some_and(kind) && after.is_some_and(kind);
    let is_ordinal = |token: &Token| matches!(token, Token::Ordinal(_));
    if ends_time && after.is_some_and(Token::begins_time) || joins(Token::is_day) || joins(is_ordinal) {
        return Some(Some(Token::To));
    }
    match (before, after) {
        (
            Some(Token::Number { .. } | Token::Clock(_)),
            None | Some(Token::Comma | Token::Zone(_) | Token::Close),
        ) => Some(Some(Token::Half(Half::Am))),
        _ if ends_time => None,
        _ => Some(None),
    }
}

fn am_or_on(before: Option<&Token>, after: Option<&Token>) -> Option<Option<Token>> {
    let am = Some(Token::Half(Half::Am));
    let leads_to_day = after.is_some_and(|after| {
        after.is_day() || matches!(after, Token::Ordinal(_) | Token::Number { dot: true, .. })
    });
    match before {
        Some(Token::Clock(clock)) if leads_to_day && (clock.hour > 12 || clock.is_24h) => Some(None),
        Some(Token::Number { dot: false, .. } | Token::Clock(_)) => Some(am),
        _ if leads_to_day => Some(None),
        _ if after.is_some_and(|after| matches!(after, Token::Number { .. } | Token::Clock(_))) => Some(am),
        _ => None,
    }
}

fn et_or_zone(before: Option<&Token>, after: Option<&Token>) -> Option<Token> {
    let says_half = matches!(before, Some(Token::Half(_) | Token::Open));
    let goes_on = after.is_some_and(|after| {
        after.is_day()
            || after.begins_time()
            || matches!(after, Token::Ordinal(_) | Token::Every | Token::EveryOther | Token::ToOrAt)
    });
    if goes_on && !says_half { Some(Token::And) } else { named_zone("et").map(Token::Zone) }
}

/// What stands between two items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Between {
    #[default]
    Nothing,
    Comma,
    And,
    Slash,
    Dash,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Days,
    Time,
}

#[derive(Default)]
pub(super) struct Parser<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    pub(super) means_time: bool,
    /// Groups that are complete.
    groups: Vec<Group>,
    pub(super) group: Group,
    /// What the first group begins with.
    first: Option<Item>,
    pub(super) last: Option<Item>,
    pub(super) between: Between,
    zone: Option<Zone>,
    /// Whether days are written with two letters.
    pub(super) short: Option<bool>,
    says_weekly: bool,
    /// `of the month` came before the day.
    pub(super) month_before: bool,
}

/// Days, and the times that belong to them.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) days: Vec<HeldDay>,
    pub(super) times: Vec<(Time, Option<u16>)>,
    /// `evenings`, after the day.
    pub(super) part: Option<Part>,
    pub(super) every_other: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct HeldDay {
    pub(super) day: Weekday,
    /// The ordinals before it.
    pub(super) weeks: Option<Weeks>,
    /// `every second Tuesday`: only `of the month` makes it clear.
    pub(super) is_unclear: bool,
    /// Names of several days, or a word that may be something else, do not stand beside others without a separator.
    pub(super) is_plain: bool,
}

impl Parser<'_> {
    pub(super) fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn run(&mut self) -> Option<()> {
        while let Some(token) = self.peek(0) {
            match token {
                Token::Comma => self.separate(Between::Comma),
                Token::Slash => self.separate(Between::Slash),
                Token::Dash => self.separate(Between::Dash),
                Token::And if self.between == Between::And || self.last.is_none() => return None,
                Token::And => self.separate(Between::And),
                Token::Zone(zone) => self.enter_zone(zone.clone())?,
                Token::Weekly => {
                    self.says_weekly = true;
                    self.at += 1;
                }
                Token::Month => {
                    self.of_the_month();
                    self.at += 1;
                }
                Token::EveryOther if !self.leads_to_day(1) => {
                    self.group.every_other = true;
                    self.at += 1;
                }
                Token::Part(part) => {
                    self.group.part = Some(*part);
                    if self.last != Some(Item::Days) || !self.group.times.is_empty() {
                        return None;
                    }
                    self.at += 1;
                }
                Token::Open => self.bracket()?,
                Token::Close => self.separate(Between::Comma),
                _ if self.leads_to_day(0) => {
                    self.enter(Item::Days)?;
                    self.days()?;
                }
                _ if token.begins_time() => {
                    if !self.length()? {
                        self.enter(Item::Time)?;
                        self.time()?;
                    }
                }
                _ => return None,
            }
        }
        (!matches!(self.between, Between::And)).then_some(())
    }

    fn separate(&mut self, between: Between) {
        // `Monday - 7pm`, `Mon., 7pm`: of several marks the strongest counts
        if !matches!(self.between, Between::And | Between::Slash) || between == Between::And {
            self.between = between;
        }
        self.at += 1;
    }

    /// One zone a text; two would be two times of one meeting, or two meetings.
    pub(super) fn enter_zone(&mut self, zone: Zone) -> Option<()> {
        self.at += 1;
        let known = self.zone.get_or_insert_with(|| zone.clone());
        (*known == zone).then_some(())
    }

    /// Begins the next group where the order of days and times asks for it, and checks what stands between.
    fn enter(&mut self, item: Item) -> Option<()> {
        let between = std::mem::take(&mut self.between);
        let first = *self.first.get_or_insert(item);
        let is_same = self.last == Some(item);
        if first == item && !is_same && self.last.is_some() {
            self.groups.push(std::mem::take(&mut self.group));
        } else if self.last.is_some() {
            let fits = match (item, is_same) {
                (Item::Days, true) => match between {
                    Between::Nothing => {
                        let is_plain = self.group.days.last().is_some_and(|day| day.is_plain);
                        is_plain && matches!(self.peek(0), Some(Token::Day(_)))
                    }
                    other => other != Between::Dash,
                },
                (Item::Time, true) => matches!(between, Between::Comma | Between::And),
                (_, false) => !matches!(between, Between::And | Between::Slash),
            };
            if !fits {
                return None;
            }
        }
        self.last = Some(item);
        Some(())
    }

    fn of_the_month(&mut self) {
        if self.group.days.last().is_none_or(|day| day.weeks.is_none()) {
            self.month_before = true;
            return;
        }
        for day in &mut self.group.days {
            day.is_unclear = false;
        }
    }

    /// A bracket may hold the zone, the weeks of the one day before it, or what has not been said yet.
    fn bracket(&mut self) -> Option<()> {
        let length = self.tokens[self.at + 1..].iter().position(|token| *token == Token::Close)?;
        let inner = &self.tokens[self.at + 1..self.at + 1 + length];
        if self.weeks_behind(inner)? {
            self.at += length + 2;
            self.between = Between::Comma;
            return Some(());
        }
        let has_days = inner.iter().any(Token::is_day);
        let has_time = inner.iter().any(Token::begins_time);
        let is_length = inner.iter().any(|token| matches!(token, Token::MinuteWord | Token::HourWord));
        let days_before =
            self.groups.iter().any(|group| !group.days.is_empty()) || !self.group.days.is_empty();
        let times_before =
            self.groups.iter().any(|group| !group.times.is_empty()) || !self.group.times.is_empty();
        if has_days && days_before || has_time && times_before && !is_length {
            return None;
        }
        self.separate(Between::Comma);
        Some(())
    }

    fn slots(mut self) -> Option<Vec<SpokenSlot>> {
        let last = std::mem::take(&mut self.group);
        self.groups.push(last);
        let is_single = self.groups.len() == 1;
        let held: Vec<&HeldDay> = self.groups.iter().flat_map(|group| &group.days).collect();
        let has_weeks = held.iter().any(|day| day.weeks.is_some());
        let has_other = self.groups.iter().any(|group| group.every_other);
        let is_unclear = held.iter().any(|day| day.is_unclear) || self.month_before;
        if is_unclear || self.says_weekly && (has_weeks || has_other) {
            return None;
        }
        let mut slots: Vec<SpokenSlot> = Vec::new();
        for group in &self.groups {
            let is_whole = !group.days.is_empty() && !group.times.is_empty();
            let is_empty = group.days.is_empty() && group.times.is_empty();
            if is_empty || !is_whole && !is_single || group.every_other && group.days.is_empty() {
                return None;
            }
            for slot in group.slots()? {
                add(&mut slots, slot)?;
            }
        }
        Some(slots)
    }
}

impl Group {
    fn slots(&self) -> Option<Vec<SpokenSlot>> {
        let days: Vec<(Option<Weekday>, Option<Weeks>)> = match &self.days[..] {
            [] => vec![(None, Some(Weeks::Every))],
            days => {
                days.iter().map(|held| Some((Some(held.day), self.weeks(held)?))).collect::<Option<_>>()?
            }
        };
        let times: Vec<(Option<Time>, Option<u16>)> = match &self.times[..] {
            [] => vec![(None, None)],
            times => times.iter().map(|(start, minutes)| (Some(*start), *minutes)).collect(),
        };
        let of_day = |&(day, weeks): &(Option<Weekday>, Option<Weeks>)| {
            let slot = move |&(start, minutes)| SpokenSlot { day, weeks, start, minutes };
            times.iter().map(slot).collect::<Vec<_>>()
        };
        Some(days.iter().flat_map(of_day).collect())
    }

    fn weeks(&self, held: &HeldDay) -> Option<Option<Weeks>> {
        match (self.every_other, held.weeks) {
            (true, Some(_)) => None,
            (true, None) => Some(None),
            (false, weeks) => Some(Some(weeks.unwrap_or_default())),
        }
    }
}

/// Adds a slot; the 1st and then the 3rd Tuesday at one time are one slot, and nothing else may be said twice.
fn add(slots: &mut Vec<SpokenSlot>, slot: SpokenSlot) -> Option<()> {
    let Some(known) = slots.iter_mut().find(|known| known.day == slot.day && known.start == slot.start)
    else {
        slots.push(slot);
        return Some(());
    };
    if known.minutes != slot.minutes {
        return None;
    }
    match (known.weeks, slot.weeks) {
        (a, b) if a == b => {}
        (Some(a @ Weeks::OfMonth(_)), Some(b @ Weeks::OfMonth(_))) => {
            known.weeks = Weeks::of_month(a.numbers().into_iter().chain(b.numbers()));
        }
        _ => return None,
    }
    Some(())
}

impl Said {
    /// The part of the day that is said with the day, where the time has none of its own.
    pub(super) fn or_part(mut self, part: Option<Part>) -> Self {
        self.part = self.part.or(part);
        self
    }
}
