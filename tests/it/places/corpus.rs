//! Every real list of meetings, read as the source that the manifest says.

use everyroom_feeds::country::Country;
use everyroom_feeds::format::read;
use everyroom_feeds::format::recipe::Recipe;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::notice::{Code, Notices};
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::source::Source;
use everyroom_feeds::zone::Zone;
use std::path::Path;

const MANIFEST: &str = include_str!("../corpus/manifest.tsv");

/// A list and what was read of it.
pub struct List {
    pub name: &'static str,
    pub source: Source,
    pub meetings: Vec<Meeting>,
    pub notices: Notices,
}

/// All lists; `None` where there is no folder with them.
pub fn lists() -> Option<Vec<List>> {
    let folder = crate::acceptance::corpus()?;
    let recipes = recipes();
    let rows = MANIFEST.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let lists = rows.filter(|row| row[1] == "meetings").enumerate().filter_map(|(at, row)| {
        let (name, fellowship, zone, country) = (row[0], row[3], row[4], row[5]);
        let text =
            format!("id='list-{at}'\nname='A list'\nfellowship='{fellowship}'\nurl='https://feed.example/'");
        let mut source: Source = toml::from_str(&text).unwrap();
        source.timezone = Zone::parse(zone);
        source.country = Country::parse(country);
        source.recipe = recipes.iter().find(|(path, _)| path == name).map(|(_, recipe)| recipe.clone());
        let url = url::Url::parse("https://feed.example/").unwrap();
        let body = std::fs::read(folder.join(name)).unwrap();
        let reading = read(&source, &[Part { role: Role::Feed, url, content_type: None, body }]).ok()?;
        Some(List { name, source, meetings: reading.meetings, notices: reading.notices })
    });
    let lists: Vec<List> = lists.collect();
    for code in
        [Code::CoordinatesAtSea, Code::CoordinatesSignLost, Code::CoordinatesSwapped, Code::CountryMismatch]
    {
        let told: u64 = lists.iter().map(|list| list.notices.count(code)).sum();
        let where_told: Vec<&str> =
            lists.iter().filter(|list| list.notices.count(code) > 0).map(|list| list.name).collect();
        eprintln!("{code}: {told} {where_told:?}");
    }
    Some(lists)
}

#[derive(serde::Deserialize)]
struct Trial {
    files: Vec<File>,
    recipe: Recipe,
}

#[derive(serde::Deserialize)]
struct File {
    path: String,
}

fn recipes() -> Vec<(String, Recipe)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/corpus/recipes");
    let mut recipes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let trial: Trial = toml::from_str(&text).unwrap();
        recipes.extend(trial.files.into_iter().map(|file| (file.path, trial.recipe.clone())));
    }
    recipes
}
