//! The plan of the house: imports point down only, rooms are small, tests are told apart from what they test.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each crate and what it may import of us.
const FLOORS: [(&str, &[&str]); 5] = [
    ("everyroom-feeds", &[]),
    ("everyroom-crawler", &["everyroom-feeds"]),
    ("everyroom-indexer", &["everyroom-feeds"]),
    ("everyroom-api", &["everyroom-feeds", "everyroom-indexer"]),
    ("everyroom", &["everyroom-api", "everyroom-crawler", "everyroom-feeds", "everyroom-indexer"]),
];

/// What must stay out of a crate altogether.
const FORBIDDEN: [(&str, &[&str]); 3] = [
    ("everyroom-feeds", &["tokio", "reqwest", "axum", "rusqlite", "tantivy"]),
    ("everyroom-indexer", &["tokio", "reqwest", "axum"]),
    ("everyroom-api", &["reqwest", "rusqlite", "tantivy"]),
];

fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn imports(package: &Value) -> Vec<String> {
    let all = package["dependencies"].as_array().unwrap();
    let normal = all.iter().filter(|dependency| dependency["kind"].is_null());
    normal.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn imports_point_down_only() {
    let packages = packages();
    assert_eq!(packages.len(), FLOORS.len(), "a new crate needs a floor");
    for (name, allowed) in FLOORS {
        let package = packages.iter().find(|package| package["name"] == name).expect(name);
        let mut ours = imports(package);
        ours.retain(|import| import.starts_with("everyroom"));
        ours.sort();
        assert_eq!(ours, allowed, "{name}");
    }
    for (name, forbidden) in FORBIDDEN {
        let package = packages.iter().find(|package| package["name"] == name).expect(name);
        let imports = imports(package);
        for forbidden in forbidden {
            assert!(!imports.iter().any(|import| import == forbidden), "{name} must not import {forbidden}");
        }
    }
}

/// A file above this needs a reason; none has one.
const MOST_LINES: usize = 400;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = entry.file_name().into_string().unwrap();
        if path.is_dir() && name != "target" && name != "node_modules" && !name.starts_with('.') {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Lines of a file that are tests.
fn test_lines(path: &Path, text: &str) -> usize {
    let lines = text.lines().count();
    let is_test_file = path.components().any(|part| part.as_os_str() == "tests")
        || ["tests.rs", "testing.rs"].iter().any(|name| path.ends_with(name));
    if is_test_file {
        return lines;
    }
    let before = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    lines - before.lines().count().min(lines)
}

#[test]
fn rooms_are_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "feeds", "crawler", "indexer", "api", "tests"] {
        sources(&root.join(folder), &mut files);
    }
    let (mut lengths, mut tests, mut too_long) = (Vec::new(), 0, Vec::new());
    for path in &files {
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines().count();
        tests += test_lines(path, &text);
        lengths.push(lines);
        if lines > MOST_LINES {
            too_long.push(format!("{} ({lines})", path.display()));
        }
    }
    lengths.sort_unstable();
    let all: usize = lengths.iter().sum();
    let report = format!(
        "house: {} files, median {} lines, p90 {}, longest {}; {tests} test lines to {} others\n",
        lengths.len(),
        lengths[lengths.len() / 2],
        lengths[lengths.len() * 9 / 10],
        lengths[lengths.len() - 1],
        all - tests,
    );
    // not print: the figures are to be seen although the test passes
    std::io::stderr().write_all(report.as_bytes()).unwrap();
    assert!(too_long.is_empty(), "{too_long:?}");
    assert!(lengths[lengths.len() / 2] <= 150, "{report}");
}
