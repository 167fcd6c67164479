//! The table of `docs/accessibility.md`: each rule names its tests, and these are there.

use std::path::Path;

const PAGE: &str = include_str!("../../docs/accessibility.md");
/// Rules of the checklist.
const RULES: usize = 24;

/// What stands between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_rule_has_tests_and_they_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows: Vec<Vec<&str>> = PAGE
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").collect::<Vec<_>>())
        .filter(|cells| cells[0].parse::<usize>().is_ok())
        .collect();
    let numbers: Vec<usize> = rows.iter().map(|cells| cells[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=RULES).collect::<Vec<_>>());
    let mut named = 0;
    for cells in &rows {
        let [number, rule, tests] = cells[..] else { panic!("{cells:?}") };
        assert!(!rule.is_empty());
        let mut in_row = 0;
        for part in tests.split("<br>") {
            let quoted = quoted(part);
            let (file, names) = quoted.split_first().unwrap_or_else(|| panic!("rule {number} names no file"));
            let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("{file}"));
            for name in names {
                assert!(text.contains(name), "rule {number}: {file} has no test “{name}”");
            }
            assert!(!names.is_empty(), "rule {number}: {file} without a test");
            in_row += names.len();
        }
        assert!(in_row > 0, "rule {number}");
        named += in_row;
    }
    assert!(named >= RULES);
}
