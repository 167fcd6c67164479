//! Recipes over real lists that no format reads, where a folder with them is at hand: `EVERYROOM_CORPUS` names it.
//!
//! The recipes stand in `tests/it/corpus/recipes`, the lists do not. Each file is read whole, and what is lost is told.
#![allow(clippy::print_stderr, reason = "a report for whoever runs it with --nocapture")]

use super::recipe::{self, Recipe};
use super::rows::Rows;
use super::*;
use crate::notice::Effect;
use crate::plan::Role;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A recipe, and the lists it is for.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Trial {
    files: Vec<List>,
    #[serde(default)]
    fellowship: String,
    #[serde(default)]
    timezone: String,
    #[serde(default)]
    country: String,
    recipe: Recipe,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    path: String,
    /// How many records stand in the file.
    records: usize,
    #[serde(default)]
    fellowship: String,
    #[serde(default)]
    timezone: String,
}

fn trials() -> Vec<(PathBuf, Trial)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/it/corpus/recipes");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut trials: Vec<(PathBuf, Trial)> = files
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let trial = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, trial)
        })
        .collect();
    trials.sort_by(|a, b| a.0.cmp(&b.0));
    trials
}

#[test]
fn every_recipe_can_be_used() {
    let trials = trials();
    assert!(trials.len() > 20, "{}", trials.len());
    for (path, trial) in trials {
        assert_eq!(trial.recipe.check(), [], "{}", path.display());
    }
}

/// The recipe for a real list that no format reads.
pub(super) fn recipe_for(path: &str) -> Option<Recipe> {
    let mut trials = trials().into_iter().map(|(_, trial)| trial);
    trials.find(|trial| trial.files.iter().any(|list| list.path == path)).map(|trial| trial.recipe)
}

fn source(trial: &Trial, list: &List) -> Source {
    let first = |own: &str, of_all: &str| if own.is_empty() { of_all.to_owned() } else { own.to_owned() };
    let fellowship = first(&list.fellowship, &trial.fellowship);
    let text = format!("id='corpus'\nname='Corpus'\nfellowship='{fellowship}'\nurl='https://feed.example/'");
    let mut source: Source = toml::from_str(&text).unwrap();
    source.timezone = Zone::parse(&first(&list.timezone, &trial.timezone));
    source.country = crate::country::Country::parse(&trial.country);
    source.recipe = Some(trial.recipe.clone());
    source
}

#[test]
fn lists_that_no_format_reads_are_read_whole() {
    let Some(corpus) = std::env::var_os("EVERYROOM_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: EVERYROOM_CORPUS names no folder");
        return;
    };
    let (mut files, mut lists, mut kept_in_all) = (0, 0, 0);
    for (_, trial) in trials() {
        for list in &trial.files {
            let url = url::Url::parse("https://feed.example/").unwrap();
            let body = std::fs::read(corpus.join(&list.path)).unwrap();
            let parts = [Part { role: Role::Feed, url, content_type: None, body }];
            let mut rows = Rows::default();
            recipe::rows(&trial.recipe, &parts, &mut rows)
                .unwrap_or_else(|refusal| panic!("{}: {refusal}", list.path));
            assert_eq!(rows.records(), list.records, "{}", list.path);
            let reading = read(&source(&trial, list), &parts).unwrap();
            let kept =
                reading.meetings.iter().map(|meeting| meeting.raw.record).collect::<HashSet<_>>().len();
            let is_drop = |effect| effect == Effect::RecordDropped;
            let groups = reading.notices.groups();
            let told: u64 = groups.filter(|group| is_drop(group.effect)).map(|group| group.count_total).sum();
            let share = 100.0 * kept as f64 / reading.records as f64;
            eprintln!(
                "{}: {} records, {kept} kept ({share:.1} %), {} meetings, {told} told as left out",
                list.path,
                reading.records,
                reading.meetings.len()
            );
            assert!((reading.records - kept) as u64 <= told, "{}: lost without a notice", list.path);
            (files, lists, kept_in_all) = (files + 1, lists + reading.records, kept_in_all + kept);
        }
    }
    eprintln!("{files} files, {lists} records, {kept_in_all} kept");
    assert!(kept_in_all * 100 >= lists * 98, "{kept_in_all} of {lists}");
}
