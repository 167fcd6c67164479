//! The table of `docs/accessibility.md`: each rule names its tests, and these are there.

use std::path::Path;

const PAGE: &str = include_str!("../../docs/accessibility.md");
/// Rules of the checklist.
const RULES: usize = 24;

/// What stands between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Whether a file has a test of that name, or one whose name, made of several parts, holds it.
fn has_test(file: &str, text: &str, name: &str) -> bool {
    if file.ends_with(".rs") {
        let Some((before, _)) = text.split_once(&format!("fn {name}(")) else { return false };
        let attributes = before.trim_end_matches("async ").lines().rev().map(str::trim);
        let mut attributes =
            attributes.skip_while(|line| line.is_empty()).take_while(|line| line.starts_with('#'));
        return attributes.any(|line| line.ends_with("test]"));
    }
    ["test('", "test(`"].iter().any(|call| {
        let quote = call.chars().last().unwrap();
        text.split(call).skip(1).any(|rest| rest.split(quote).next().is_some_and(|own| own.contains(name)))
    })
}

#[test]
fn a_name_in_passing_is_no_test() {
    let script =
        "// nothing moves\ntest(`pages fit ${screen}, in the dark`, async () => {\n  'nothing moves';\n});\n";
    assert!(has_test("a.mjs", script, "in the dark") && !has_test("a.mjs", script, "nothing moves"));
    let code = "// fn told(\n#[tokio::test]\nasync fn held() {}\n\nfn helper() {}\n#[test]\nfn last() {}\n";
    assert!(has_test("a.rs", code, "held") && has_test("a.rs", code, "last"));
    assert!(!has_test("a.rs", code, "helper") && !has_test("a.rs", code, "told"));
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
                assert!(has_test(file, &text, name), "rule {number}: {file} has no test “{name}”");
            }
            assert!(!names.is_empty(), "rule {number}: {file} without a test");
            in_row += names.len();
        }
        assert!(in_row > 0, "rule {number}");
        named += in_row;
    }
    assert!(named >= RULES);
}
