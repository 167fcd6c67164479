//! Counting by value, each facet without its own filter.

use super::super::agree::Counts;
use super::filters::{FACETS, mask};
use super::moment::Moment;
use super::rows::Row;
use everyroom_feeds::fellowship::Philosophy;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::Meeting;
use everyroom_indexer::search::TIMES_OF_DAY;
use std::collections::HashMap;

/// Counts so far, by facet.
#[derive(Default)]
pub struct Tally<'a>([HashMap<&'a str, u64>; FACETS.len()]);

impl<'a> Tally<'a> {
    /// Counts a meeting in every facet but those whose filters alone it misses nothing but.
    pub fn count(&mut self, meeting: &'a Meeting, row: &Row, misses: u32, moment: &mut Moment) {
        for (facet, counts) in FACETS.iter().zip(&mut self.0) {
            if misses == 0 || misses == mask(facet) {
                for value in values(facet, meeting, row, moment) {
                    *counts.entry(value).or_default() += 1;
                }
            }
        }
    }

    /// The counts.
    pub fn finish(self) -> Counts {
        let named = |(value, count): (&str, u64)| (value.to_owned(), count);
        let counts = self.0.into_iter().map(|counts| counts.into_iter().map(named).collect());
        FACETS.into_iter().zip(counts).collect()
    }
}

/// What a meeting is counted under.
fn values<'a>(facet: &str, meeting: &'a Meeting, row: &Row, moment: &mut Moment) -> Vec<&'a str> {
    let entry = row.fellowship.entry();
    let mut values: Vec<&str> = match facet {
        "fellowship" => vec![row.fellowship.id()],
        "philosophy" => {
            let is_secular =
                meeting.types.iter().any(|tag| tag.id.is_some_and(|kind| kind.id() == "secular"));
            let own = is_secular.then_some(&Philosophy::Secular);
            entry.philosophy.iter().chain(own).map(|value| value.id()).collect()
        }
        "for" => entry.for_whom.iter().map(|value| value.id()).collect(),
        "covers" => entry.covers.iter().chain(&meeting.covers).map(|value| value.id()).collect(),
        "attendance" => {
            let ways = row.attendance;
            let ways = [(ways.in_person, "in_person"), (ways.online, "online"), (ways.phone, "phone")];
            ways.into_iter().filter(|(holds, _)| *holds).map(|(_, id)| id).collect()
        }
        "weekday" => moment.day_and_minute(row).0.into_iter().map(|day| day.id()).collect(),
        "time_of_day" => {
            let minute = moment.day_and_minute(row).1;
            let holds = |from: u16, to: u16| minute.is_some_and(|minute| (from..to).contains(&minute));
            TIMES_OF_DAY.iter().filter(|(_, from, to)| holds(*from, *to)).map(|(name, ..)| *name).collect()
        }
        "type" => with_wider(meeting.types.iter().filter_map(|tag| tag.id)),
        "audience" => with_wider(meeting.audience.iter().copied()),
        "access" => with_wider(meeting.access.iter().filter(|(_, yes)| *yes).map(|(kind, _)| *kind)),
        "lang" => meeting.languages.iter().map(String::as_str).collect(),
        _ => meeting.venue.iter().filter_map(|venue| Some(venue.country?.code())).collect(),
    };
    values.sort_unstable();
    values.dedup();
    values
}

/// Kinds and the wider ones of the same group that they imply.
fn with_wider(kinds: impl Iterator<Item = Kind>) -> Vec<&'static str> {
    kinds
        .flat_map(|kind| {
            let wider = kind.implies().iter().filter(move |wider| wider.group() == kind.group());
            std::iter::once(kind).chain(wider.copied())
        })
        .map(Kind::id)
        .collect()
}
