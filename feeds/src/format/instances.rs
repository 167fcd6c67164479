//! Dated instances of one meeting, put together again: calendars and event lists that publish every date on its own.
//!
//! What comes out holds exactly on the dates that went in: a rule is only concluded where it says the same dates,
//! with a few left out, and it ends with the last of them. A reader has no clock, so old dates stay too.

mod rhythm;
#[cfg(test)]
mod tests;

use super::rows::{RowWriter, Rows, Spot};
use super::wall;
use crate::clean::text;
use crate::notice::{Code, Sample};
use crate::schedule::Weekday;
use jiff::civil::{Date, DateTime};
use std::collections::HashMap;

/// One dated instance.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// What the instances of one meeting share besides weekday and time: the title, and where it is held.
    pub(super) key: String,
    /// When it starts, in wall time.
    pub(super) start: DateTime,
}

/// Instances that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Series {
    /// Which instances, by their position, in the order of their dates.
    pub(super) members: Vec<usize>,
    /// The first start.
    pub(super) starts: DateTime,
    /// The rule; `None` where the dates follow none.
    pub(super) rrule: Option<String>,
    /// Dates that the rule says and nobody published.
    pub(super) exdates: Vec<Date>,
    /// Starts besides the first, where there is no rule.
    pub(super) rdates: Vec<DateTime>,
}

impl Series {
    /// The member with the latest date: its words are the newest.
    pub(super) fn newest(&self) -> usize {
        self.members.last().copied().unwrap_or_default()
    }

    /// A key for the whole, which does not change when the first dates pass; not for a single instance.
    pub(super) fn slug(&self, name: &str, key: &str) -> Option<String> {
        let name = text::line(name).text.to_lowercase();
        let name: String = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(8)
            .collect::<Vec<_>>()
            .join("-");
        let day = Weekday::of(self.starts.date()).id();
        let time = self.starts.strftime("%H%M");
        // keys are long and may differ far behind; the digest keeps them apart
        let digest = blake3::hash(key.as_bytes()).to_hex();
        (self.members.len() > 1).then(|| format!("{name}-{day}-{time}-{}", &digest[..6]))
    }

    /// Writes when it is held.
    pub(super) fn write(&self, row: &mut RowWriter<'_>) {
        row.text("starts", wall::text(self.starts));
        if let Some(rule) = &self.rrule {
            // published is only what lies near; that it ends there is not said
            row.text("rrule", rule.as_str()).text("open_ended", "yes");
        }
        row.list("exdates", self.exdates.iter().map(Date::to_string));
        row.list("rdates", self.rdates.iter().map(|at| wall::text(*at)));
    }

    /// Tells that several instances became one.
    pub(super) fn tell(&self, rows: &mut Rows, name: &str, pointer: &str, spot: Spot) {
        if self.members.len() < 2 {
            return;
        }
        let what = match &self.rrule {
            Some(rule) => format!("{} from {}", rule, self.starts.date()),
            None => "single dates".to_owned(),
        };
        let sample = Sample {
            name: Some(name.to_owned()),
            pointer: Some(pointer.to_owned()),
            line: spot.map(|(line, _)| line),
            column: spot.map(|(_, column)| column),
            value: Some(format!("{} instances", self.members.len())),
            corrected: Some(what),
            ..Sample::default()
        };
        rows.notices.push(Code::InstancesFolded, sample);
    }
}

/// Puts instances of one key, weekday and time together, in the order in which each first appears.
pub(super) fn fold(instances: &[Instance]) -> Vec<Series> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<(&str, Weekday, jiff::civil::Time), usize> = HashMap::new();
    for (at, instance) in instances.iter().enumerate() {
        let key = (instance.key.as_str(), Weekday::of(instance.start.date()), instance.start.time());
        let group = *known.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(at);
    }
    groups.into_iter().filter_map(|members| series(instances, members)).collect()
}

fn series(instances: &[Instance], mut members: Vec<usize>) -> Option<Series> {
    members.sort_by_key(|&at| (instances[at].start, at));
    let starts = instances[*members.first()?].start;
    let mut dates: Vec<Date> = members.iter().map(|&at| instances[at].start.date()).collect();
    dates.dedup();
    let single = |dates: &[Date]| dates.iter().skip(1).map(|date| date.to_datetime(starts.time())).collect();
    Some(match rhythm::of(&dates) {
        Some(rhythm) => {
            Series { members, starts, rrule: Some(rhythm.rrule), exdates: rhythm.missing, rdates: Vec::new() }
        }
        None => Series { members, starts, rrule: None, exdates: Vec::new(), rdates: single(&dates) },
    })
}
