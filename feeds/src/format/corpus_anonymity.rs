//! Temporary.
use super::corpus_recipes::recipe_for;
use super::*;
use crate::country::Country;
use crate::plan::Role;
use std::io::Write;

const MANIFEST: &str = include_str!("../../../tests/it/corpus/manifest.tsv");

#[test]
fn dump() {
    let Some(out) = std::env::var_os("ANON_DUMP") else { return };
    let folder = std::path::PathBuf::from(std::env::var_os("EVERYROOM_CORPUS").unwrap());
    let mut file = std::io::BufWriter::new(std::fs::File::create(out).unwrap());
    for line in MANIFEST.lines().skip(1) {
        let row: Vec<&str> = line.split('\t').collect();
        let text = format!(
            "id='corpus'\nname='Corpus'\nfellowship='{}'\nurl='https://feed.example/'",
            if row[3].is_empty() { "other" } else { row[3] }
        );
        let mut source: Source = toml::from_str(&text).unwrap();
        source.timezone = Zone::parse(row[4]);
        source.country = Country::parse(row[5]);
        source.recipe = recipe_for(row[0]);
        let url = ::url::Url::parse("https://feed.example/").unwrap();
        let body = std::fs::read(folder.join(row[0])).unwrap();
        let role = if row[0].contains("odies") { Role::Bodies } else { Role::Feed };
        let started = std::time::Instant::now();
        match read(&source, &[Part { role, url, content_type: None, body }]) {
            Ok(reading) => {
                for meeting in &reading.meetings {
                    writeln!(file, "{}", serde_json::json!({"f": row[0], "m": meeting})).unwrap();
                }
                for group in reading.notices.groups() {
                    writeln!(file, "{}", serde_json::json!({"f": row[0], "n": group})).unwrap();
                }
                writeln!(file, "{}", serde_json::json!({"f": row[0], "t": reading.tables})).unwrap();
            }
            Err(refusal) => {
                writeln!(file, "{}", serde_json::json!({"f": row[0], "r": refusal.to_string()})).unwrap()
            }
        }
        eprintln!("{} {:?}", row[0], started.elapsed());
    }
}
