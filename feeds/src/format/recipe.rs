//! Anything else: what is where in a document, said by the source itself.
//!
//! A recipe is data: where the records are, where their fields are, which requests bring the documents. It never says
//! what a value means beyond that; cleaning and judging is the business of the `tsml` module, as for every format.
//! `docs/recipes.md` explains every key.

mod chain;
mod compile;
mod fetch;
mod field;
mod markup;
mod page;
mod path;
mod pick;
mod read;
mod shipped;
mod spec;
mod step;
mod steps;
mod table;
#[cfg(test)]
pub(super) mod tests;

pub use compile::Mistake;
pub use fetch::{max_requests, requests};
pub use field::{Field, FieldTable};
pub use shipped::names as shipped_names;
pub use spec::{Detail, Fetch, Links, Pages, Recipe, Records, Skip};
pub use step::{DayBase, Local, Markup, Replace, Step};

use super::rows::Rows;
use crate::notice::Code;
use crate::plan::Part;
use crate::reading::{Reading, Refusal};
use crate::source::Source;

impl Recipe {
    /// What is wrong with it, each with the path of the key; empty for a recipe that can be used.
    pub fn check(&self) -> Vec<Mistake> {
        self.compiled().err().unwrap_or_default()
    }

    fn compiled(&self) -> Result<compile::Compiled, Vec<Mistake>> {
        compile::compile(&*self.resolved()?)
    }
}

/// The recipe among those that come with the program that makes the most of documents which no format reads: at least
/// half of what it finds has a day and a time. A guess, for whoever checks a feed; a crawl never guesses.
pub fn likely(source: &Source, parts: &[Part]) -> Option<(&'static str, Reading)> {
    let timed = |reading: &Reading| {
        reading.meetings.iter().filter(|meeting| meeting.schedule.slot.minute_of_week().is_some()).count()
    };
    let tried = shipped_names().filter_map(|name| {
        let source = Source { recipe: Some(Recipe::named(name)), ..source.clone() };
        let reading = super::read(&source, parts).ok()?;
        let timed = timed(&reading);
        (timed > 0 && timed * 2 >= reading.meetings.len()).then_some((timed, name, reading))
    });
    tried.max_by_key(|(timed, ..)| *timed).map(|(_, name, reading)| (name, reading))
}

/// Brings the parts of a snapshot into rows; answers the character set.
pub(super) fn rows(recipe: &Recipe, parts: &[Part], rows: &mut Rows) -> Result<String, Refusal> {
    let compiled = recipe.compiled().map_err(|mistakes| {
        let first = mistakes.first().map(ToString::to_string).unwrap_or_default();
        Refusal::new(Code::FormatUnknown, format!("the recipe is faulty: {first}"))
    })?;
    read::rows(&compiled, parts, rows)
}
