//! How far a run is: a bar on a terminal, a line a source elsewhere, nothing when told to be quiet. To stderr only.

#![expect(clippy::print_stderr, reason = "talk goes to stderr")]

use crate::refresh::Refreshed;
use crate::tally::Tally;
use everyroom_feeds::id::SourceId;
use everyroom_indexer::store::attempts::Outcome;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// Where progress is shown.
pub struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
}

impl Progress {
    /// On the terminal if there is one, else as lines.
    pub fn new() -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        Self { bar: is_terminal.then(ProgressBar::no_length), lines: !is_terminal }
    }

    /// Nothing at all.
    pub fn quiet() -> Self {
        Self { bar: None, lines: false }
    }

    /// So many sources are to come.
    pub fn begin(&self, sources: usize) {
        if let Some(bar) = &self.bar {
            let style = ProgressStyle::with_template("{pos}/{len} sources  {msg}  {wide_bar}")
                .expect("the template is a constant");
            bar.set_style(style);
            bar.set_length(sources as u64);
        }
    }

    /// A source is done.
    pub fn source(&self, id: &SourceId, refreshed: &Refreshed, tally: Tally) {
        if let Some(bar) = &self.bar {
            let (failed, held) = (tally.failed + tally.blocked + tally.gone, tally.quarantined);
            bar.set_message(format!("ok {} same {} failed {failed} held {held}", tally.ok, tally.unchanged));
            bar.inc(1);
        }
        let changes = refreshed.changes;
        let why = refreshed.detail.as_ref().map(|detail| format!("  {detail}")).unwrap_or_default();
        let line = match refreshed.outcome {
            Outcome::Changed => {
                format!("{id}: +{} ~{} -{}", changes.added, changes.updated, changes.gone)
            }
            outcome => format!("{id}: {}{why}", outcome.id()),
        };
        if self.lines {
            eprintln!("{line}");
        } else if let Some(bar) = &self.bar
            && !matches!(refreshed.outcome, Outcome::Changed | Outcome::Unchanged)
        {
            bar.println(line);
        }
    }

    /// All are done.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
