//! The largest real list of each format, where a folder with them is at hand.
//!
//! `tests/it/corpus/manifest.tsv` says which lists there are, and whose; the lists themselves are not ours to keep here.

use super::bare::Bare;
use super::rounds::Trial;
use super::{part, source};
use anyhow::{Context, Result};
use everyroom_feeds::format::read;
use everyroom_feeds::reading::Format;
use std::collections::HashSet;
use std::path::Path;

const MANIFEST: &str = include_str!("../../it/corpus/manifest.tsv");

/// A trial for each format that a list can be read in without a recipe.
pub fn largest(folder: &Path) -> Result<Vec<Trial>> {
    let rows = MANIFEST.lines().skip(1).map(|line| line.split('\t').collect::<Vec<&str>>());
    let mut lists: Vec<(u64, &str)> = Vec::new();
    for row in rows.filter(|row| row.get(1) == Some(&"meetings")) {
        let bytes = std::fs::metadata(folder.join(row[0])).with_context(|| row[0].to_owned())?.len();
        lists.push((bytes, row[0]));
    }
    lists.sort_unstable_by(|a, b| b.cmp(a));
    let mut seen = HashSet::new();
    let mut trials = Vec::new();
    for (_, path) in lists {
        let body = std::fs::read(folder.join(path)).with_context(|| path.to_owned())?;
        let bare_for = |format| match format {
            Format::Csv | Format::Naws => Bare::Csv,
            Format::Ical => Bare::Calendar,
            _ if body.trim_ascii_start().starts_with(b"<") => Bare::Markup,
            _ => Bare::Json,
        };
        let (source, parts) = (source("")?, vec![part(body.clone())?]);
        // what needs a recipe is not for here
        let Ok(reading) = read(&source, &parts) else { continue };
        let (format, bare) = (reading.format, bare_for(reading.format));
        let is_new = !reading.meetings.is_empty() && seen.insert((format, bare.name()));
        if is_new && bare.parse(&body).is_ok() {
            trials.push(Trial { name: format.id(), source, parts, bare });
        }
    }
    trials.sort_by_key(|trial| trial.name);
    Ok(trials)
}
