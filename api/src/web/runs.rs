//! The last readings of a list: a row of marks, one sentence, and the same one by one.

use super::source::Reader;
use crate::message::number;
use crate::words::Locale;
use everyroom_indexer::store::attempts::AttemptRow;

/// Readings that are looked back at.
pub const SHOWN: u32 = 30;

/// One reading.
#[derive(Clone, Debug)]
pub struct Run {
    /// How its mark looks.
    pub tone: &'static str,
    /// When.
    pub started: String,
    /// How it ended.
    pub outcome: String,
    /// How many meetings were read.
    pub meetings: String,
}

/// The readings, newest first.
pub(super) fn runs(reader: &Reader, history: &[AttemptRow]) -> Vec<Run> {
    let run = |row: &AttemptRow| Run {
        tone: tone(&row.outcome),
        started: format!("{}, {}", reader.date(row.started), reader.clock(row.started)),
        outcome: outcome(reader.locale, &row.outcome),
        meetings: row.meetings.map_or_else(|| "–".to_owned(), |count| number(reader.locale.language, count)),
    };
    history.iter().map(run).collect()
}

/// How many of them failed; `None` before the first.
pub fn say(locale: Locale, history: &[AttemptRow]) -> Option<String> {
    let failed = history.iter().filter(|row| tone(&row.outcome) == "bad").count() as u64;
    let all = number(locale.language, history.len() as u64);
    (!history.is_empty())
        .then(|| locale.text().source.runs_say.plain(locale.language, failed, &[("all", &all)]))
}

fn tone(outcome: &str) -> &'static str {
    match outcome {
        "changed" | "unchanged" => "",
        "deferred" => "none",
        _ => "bad",
    }
}

fn outcome(locale: Locale, outcome: &str) -> String {
    let t = &locale.text().source;
    let word = match outcome {
        "changed" => &t.out_changed,
        "unchanged" => &t.out_unchanged,
        "failed" => &t.out_failed,
        "blocked" => &t.out_blocked,
        "quarantined" => &t.out_quarantined,
        "deferred" => &t.out_deferred,
        "gone" => &t.out_gone,
        other => return other.to_owned(),
    };
    word.clone()
}
