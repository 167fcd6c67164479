//! The floors of the house: imports point down only.

use serde_json::Value;
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
