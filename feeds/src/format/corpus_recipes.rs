//! Recipes over real lists that no format reads, where a folder with them is at hand: `EVERYROOM_CORPUS` names it.
//!
//! The recipes stand in `tests/it/corpus/recipes`, the lists do not; what comes out is held against
//! [`super::corpus_manifest`].

use super::recipe::Recipe;
use std::path::{Path, PathBuf};

/// A recipe, and the lists it is for. What else the file says of them is for people.
#[derive(serde::Deserialize)]
struct Trial {
    files: Vec<List>,
    recipe: Recipe,
}

#[derive(serde::Deserialize)]
struct List {
    path: String,
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
