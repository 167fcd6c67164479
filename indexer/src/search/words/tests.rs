//! Words over small invented generations: a table in many languages, the order of the ways, what a caller is told, and
//! properties of any text.

mod budget;
mod languages;
mod ways;

use super::{WordsFound, rows_with};
use crate::generation::Generation;
use crate::testing::{World, meeting};
use everyroom_feeds::meeting::Meeting;
use std::sync::Arc;

/// A generation with words to look for.
struct Words {
    generation: Arc<Generation>,
    _world: World,
}

impl Words {
    /// One meeting for each name, in a language or in an unknown one, with nothing else said of it.
    fn of<'a>(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let named = |(at, (language, name)): (usize, (&str, &str))| {
            let mut meeting = bare(&format!("{at:04}"));
            meeting.name = name.to_owned();
            meeting.languages = Vec::from_iter((!language.is_empty()).then(|| language.to_owned()));
            meeting
        };
        Self::with(names.into_iter().enumerate().map(named).collect())
    }

    fn with(meetings: Vec<Meeting>) -> Self {
        let world = World::of(meetings);
        Self { generation: world.catalogue.current().unwrap(), _world: world }
    }

    fn ask(&self, text: &str) -> WordsFound {
        rows_with(text, self.generation.text()).unwrap().unwrap_or(WordsFound { rows: vec![], words: vec![] })
    }

    /// The names that are found, best first.
    fn names(&self, text: &str) -> Vec<String> {
        let mut rows = self.ask(text).rows;
        rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rows.into_iter().map(|(row, _)| self.generation.listing(row).unwrap().meeting.name).collect()
    }
}

/// A meeting of which nothing is said that words could find, but its fellowship.
fn bare(key: &str) -> Meeting {
    let mut meeting = meeting("a", key);
    meeting.venue = None;
    meeting.attendance.in_person = false;
    meeting.attendance.online = true;
    meeting
}
