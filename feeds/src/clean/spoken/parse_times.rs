//! Times and lengths: `7-8:30pm`, `19 Uhr`, `90 min`.

use super::clock::{Form, Said};
use super::parse::Parser;
use super::token::Token;
use jiff::civil::Time;

impl Parser<'_> {
    /// One time, perhaps with an end.
    pub(super) fn time(&mut self) -> Option<()> {
        let start = self.said()?.or_part(self.group.part);
        // `7pm ET - 8pm ET`
        if let (Some(Token::Zone(zone)), Some(Token::To | Token::Dash)) = (self.peek(0), self.peek(1))
            && self.peek(2).is_some_and(Token::begins_time)
        {
            self.enter_zone(zone.clone())?;
        }
        let goes_on = matches!(self.peek(0), Some(Token::To | Token::Dash))
            && self.peek(1).is_some_and(Token::begins_time);
        let (start, minutes) = if goes_on {
            self.at += 1;
            let (start, minutes) = self.range(start)?;
            (start, Some(minutes))
        } else {
            (start.alone(self.means_time)?, None)
        };
        self.group.times.push((start, minutes));
        Some(())
    }

    fn range(&mut self, mut start: Said) -> Option<(Time, u16)> {
        let mut end = self.said()?;
        let is_only_digits = |said: &Said| said.form == Form::Digits && said.half.is_none() && !said.is_24h;
        if !self.means_time && (is_only_digits(&start) || is_only_digits(&end)) {
            return None;
        }
        // `von 19 bis 20:30 Uhr`: one mark for both
        let takes_mark = |said: &Said| said.half.is_none() && said.part.is_none();
        let is_24h = |said: &Said| said.is_24h && takes_mark(said);
        start.is_24h |= is_24h(&end) && takes_mark(&start);
        end.is_24h |= is_24h(&start) && takes_mark(&end);
        start.until(&end)
    }

    /// A length behind a time, as `7pm, 90 min`; whether there is one.
    pub(super) fn length(&mut self) -> Option<bool> {
        const MOST_HOURS: u16 = 4;
        let minutes = match (self.peek(0), self.peek(1)) {
            (Some(&Token::Number { value, .. }), Some(Token::MinuteWord)) => value,
            (Some(&Token::Number { value: hours, .. }), Some(Token::HourWord)) if hours <= MOST_HOURS => {
                hours * 60
            }
            _ => return Some(false),
        };
        let Some((_, known)) = self.group.times.last_mut() else { return Some(false) };
        if known.is_some() || !(1..=24 * 60).contains(&minutes) {
            return None;
        }
        *known = Some(minutes);
        self.at += 2;
        if minutes % 60 == 0
            && let (Some(&Token::Number { value, .. }), Some(Token::MinuteWord)) =
                (self.peek(0), self.peek(1))
        {
            self.at += 2;
            let (_, known) = self.group.times.last_mut()?;
            *known = Some(minutes + value).filter(|_| value < 60);
            (*known)?;
        }
        self.between = super::parse::Between::Comma;
        Some(true)
    }

    /// One time as it was written.
    fn said(&mut self) -> Option<Said> {
        let mut half = None;
        if let Some(Token::Half(before)) = self.peek(0) {
            half = Some(*before);
            self.at += 1;
        }
        let mut said =
            Said { hour: 0, minute: 0, form: Form::Clock, half, part: None, padded: false, is_24h: false };
        match self.peek(0)? {
            Token::Noon => (said.hour, said.form) = (12, Form::Word),
            Token::Midnight => said.form = Form::Word,
            Token::Clock(clock) => {
                (said.hour, said.minute) = (clock.hour, clock.minute);
                (said.padded, said.is_24h) = (clock.padded, clock.is_24h);
            }
            &Token::Number { value, digits: 1 | 2, .. } => {
                (said.hour, said.form) = (u8::try_from(value).ok()?, Form::Bare);
            }
            &Token::Number { value, digits, dot: false } => {
                (said.hour, said.minute) = (u8::try_from(value / 100).ok()?, u8::try_from(value % 100).ok()?);
                (said.form, said.padded) = (Form::Digits, digits == 4);
            }
            _ => return None,
        }
        self.at += 1;
        if said.form == Form::Word {
            return half.is_none().then_some(said);
        }
        if matches!(self.peek(0), Some(Token::Uhr | Token::HourWord)) {
            said.is_24h = true;
            self.at += 1;
            self.minutes_behind(&mut said);
        }
        match self.peek(0) {
            Some(Token::Half(after)) if said.half.is_none() => {
                said.half = Some(*after);
                self.at += 1;
            }
            Some(Token::Half(_)) => return None,
            _ => {}
        }
        if let Some(Token::Part(part)) = self.peek(0) {
            said.part = Some(*part);
            self.at += 1;
        }
        Some(said)
    }

    /// `19 heures 30`.
    fn minutes_behind(&mut self, said: &mut Said) {
        let ends = !matches!(
            self.peek(1),
            Some(Token::MinuteWord | Token::HourWord | Token::Uhr | Token::Half(_) | Token::Part(_))
        );
        if let (Some(&Token::Number { value, digits: 2, dot: false }), Form::Bare, true) =
            (self.peek(0), said.form, ends)
            && let Ok(minute) = u8::try_from(value)
        {
            (said.minute, said.form) = (minute, Form::Clock);
            self.at += 1;
        }
    }
}
