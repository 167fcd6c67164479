//! Steps, looked at once.

use super::{Compiler, Short, unknown};
use crate::format::recipe::pick::Take;
use crate::format::recipe::step::{Local, Step};
use crate::format::recipe::steps::{LocalClock, Op};
use crate::zone::Zone;
use std::collections::BTreeMap;

impl Compiler<'_> {
    pub(super) fn steps(&mut self, at: &str, steps: &[Step], short: Short<'_>) -> Vec<Op> {
        let steps = steps.iter().enumerate();
        steps.filter_map(|(n, step)| self.step(&format!("{at}.then[{n}]"), step, short)).collect()
    }

    fn step(&mut self, at: &str, step: &Step, short: Short<'_>) -> Option<Op> {
        let folded = |words: &BTreeMap<String, String>| {
            Op::Map(words.iter().map(|(from, to)| (from.to_lowercase(), to.clone())).collect())
        };
        Some(match step {
            Step::Lower => Op::Lower,
            Step::TitleCase => Op::TitleCase,
            Step::StripHtml => Op::StripHtml,
            Step::Absolute => Op::Absolute,
            Step::DayOf => Op::DayOf,
            Step::TimeOf => Op::TimeOf,
            Step::SecondsOfDay => Op::ClockOf(1),
            Step::MinutesOfDay => Op::ClockOf(60),
            Step::Split(separator) => Op::Split(separator.clone()),
            Step::Join(between) => Op::Join(between.clone()),
            Step::Prefix(text) => Op::Prefix(text.clone()),
            Step::Capture(text) => Op::Capture(self.regex(at, text)?),
            Step::Matches(text) => Op::Matches(self.regex(at, text)?),
            Step::Keep(text) => Op::Keep(self.regex(at, text)?, true),
            Step::Drop(text) => Op::Keep(self.regex(at, text)?, false),
            Step::Replace(replace) => Op::Replace(self.regex(at, &replace.find)?, replace.with.clone()),
            Step::Pick(which) => Op::Pick(*which),
            Step::Map(words) => folded(words),
            Step::Table(name) => match self.tables.get(name) {
                Some(words) => folded(words),
                None => {
                    self.wrong(at, unknown(name, self.tables.keys().map(String::as_str)));
                    return None;
                }
            },
            Step::DayBase(base) => Op::DayBase(*base),
            Step::SecondsOfWeek(base) => Op::SecondsOfWeek(*base),
            Step::Datetime(form) => Op::Datetime(form.clone()),
            Step::Divide(by) if *by != 0.0 => Op::Divide(*by),
            Step::Divide(_) => {
                self.wrong(at, "nothing can be divided by 0".to_owned());
                return None;
            }
            Step::Local(local) => Op::Local(Box::new(self.clock(at, local, short)?)),
            Step::Json(text) => Op::Json(self.path(at, text)?),
            Step::Html(markup) => {
                let take = Take { attr: markup.attr.clone(), own: markup.own };
                let selector = match markup.select.is_empty() {
                    true => None,
                    false => Some(self.selector(at, &markup.select)?),
                };
                Op::Html(selector, take)
            }
        })
    }

    fn clock(&mut self, at: &str, local: &Local, short: Short<'_>) -> Option<LocalClock> {
        match (&local.zone, &local.from) {
            (Some(name), None) => match Zone::parse(name) {
                Some(zone) => Some(LocalClock::In(zone)),
                None => {
                    self.wrong(at, format!("`{name}` is not a tz database name, as `America/New_York`"));
                    None
                }
            },
            (None, Some(field)) => Some(LocalClock::Said(self.field(&format!("{at}.from"), field, short))),
            _ => {
                self.wrong(at, "say either `zone` or `from`".to_owned());
                None
            }
        }
    }
}
