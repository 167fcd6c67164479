//! Exact counts by value, each facet without its own filter, in the same pass that finds the answer.

use super::answer::Facets;
use super::ask::Ask;
use super::plan::Plan;
use super::query::{TIMES_OF_DAY, Way};
use crate::generation::columns::{Columns, NO_DAY, NONE16, Row};
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::schedule::Weekday;
use std::collections::BTreeMap;

/// Counts while rows go by.
pub struct Counter {
    fellowship: Vec<u64>,
    philosophy: Vec<u64>,
    for_whom: Vec<u64>,
    covers: Vec<u64>,
    attendance: Vec<u64>,
    weekday: Vec<u64>,
    time: Vec<u64>,
    types: Vec<u64>,
    audience: Vec<u64>,
    access: Vec<u64>,
    language_sets: Vec<u64>,
    countries: Vec<u64>,
}

impl Counter {
    /// All zero.
    pub fn new(columns: &Columns) -> Self {
        let kinds = |group| vec![0; Kind::in_group(group).count()];
        Self {
            fellowship: vec![0; Fellowship::count()],
            philosophy: vec![0; Philosophy::ALL.len()],
            for_whom: vec![0; ForWhom::ALL.len()],
            covers: vec![0; Covers::ALL.len()],
            attendance: vec![0; Way::ALL.len()],
            weekday: vec![0; 7],
            time: vec![0; TIMES_OF_DAY.len()],
            types: kinds(KindGroup::Type),
            audience: kinds(KindGroup::Audience),
            access: kinds(KindGroup::Access),
            language_sets: vec![0; columns.words().language_sets.len()],
            countries: vec![0; columns.words().countries.len()],
        }
    }

    /// Counts a row that misses nothing in every facet, and one that misses a single filter in that filter's facet.
    pub fn count(&mut self, row: &Row, misses: u32, plan: &Plan<'_>) {
        if misses.count_ones() > 1 {
            return;
        }
        let wanted = |dimension: Ask| misses == 0 || misses == dimension.bit();
        if wanted(Ask::Fellowship) {
            self.fellowship[usize::from(row.fellowship)] += 1;
        }
        let words = [
            (Ask::Philosophy, u64::from(row.philosophy), &mut self.philosophy),
            (Ask::For, u64::from(row.for_whom), &mut self.for_whom),
            (Ask::Covers, u64::from(row.covers), &mut self.covers),
            (Ask::Attendance, u64::from(row.flags), &mut self.attendance),
            (Ask::Type, row.types, &mut self.types),
            (Ask::Audience, row.audience, &mut self.audience),
            (Ask::Access, u64::from(row.access), &mut self.access),
        ];
        for (dimension, bits, counts) in words {
            if wanted(dimension) {
                count_bits(bits, counts);
            }
        }
        if wanted(Ask::Language) {
            self.language_sets[row.languages as usize] += 1;
        }
        if wanted(Ask::Country) && row.country != NONE16 {
            self.countries[usize::from(row.country)] += 1;
        }
        if wanted(Ask::Weekday) || wanted(Ask::Time) {
            let when = plan.when(row);
            if wanted(Ask::Weekday) && when.weekday != NO_DAY {
                self.weekday[usize::from(plan.evening_of(when))] += 1;
            }
            if let Some(minute) = when.minute.filter(|_| wanted(Ask::Time)) {
                for (count, (_, from, to)) in self.time.iter_mut().zip(TIMES_OF_DAY) {
                    *count += u64::from((from..to).contains(&minute));
                }
            }
        }
    }

    /// The counts by name; values that do not occur are left out.
    pub fn finish(self, columns: &Columns) -> Facets {
        let words = columns.words();
        let mut languages: BTreeMap<String, u64> = BTreeMap::new();
        for (set, count) in words.language_sets.iter().zip(&self.language_sets) {
            for language in set {
                *languages.entry(language.clone()).or_default() += count;
            }
        }
        let mut countries: Vec<(String, u64)> =
            words.countries.iter().map(|country| country.code().to_owned()).zip(self.countries).collect();
        countries.sort();
        let kinds = |group| Kind::in_group(group).map(Kind::id);
        let mut facets = Facets {
            counts: vec![
                ("fellowship", named(Fellowship::all().map(Fellowship::id), &self.fellowship)),
                ("philosophy", named(Philosophy::ALL.iter().map(|value| value.id()), &self.philosophy)),
                ("for", named(ForWhom::ALL.iter().map(|value| value.id()), &self.for_whom)),
                ("covers", named(Covers::ALL.iter().map(|value| value.id()), &self.covers)),
                ("attendance", named(Way::ALL.iter().map(|way| way.id()), &self.attendance)),
                ("weekday", named(Weekday::ALL.iter().map(|day| day.id()), &self.weekday)),
                ("time_of_day", named(TIMES_OF_DAY.iter().map(|(name, _, _)| *name), &self.time)),
                ("type", named(kinds(KindGroup::Type), &self.types)),
                ("audience", named(kinds(KindGroup::Audience), &self.audience)),
                ("access", named(kinds(KindGroup::Access), &self.access)),
                ("lang", languages.into_iter().collect()),
                ("country", countries),
            ],
        };
        for (_, values) in &mut facets.counts {
            values.retain(|(_, count)| *count > 0);
        }
        facets
    }
}

fn count_bits(mut bits: u64, counts: &mut [u64]) {
    while bits != 0 {
        let at = bits.trailing_zeros() as usize;
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
        bits &= bits - 1;
    }
}

fn named<'a>(ids: impl Iterator<Item = &'a str>, counts: &[u64]) -> Vec<(String, u64)> {
    ids.zip(counts).map(|(id, count)| (id.to_owned(), *count)).collect()
}
