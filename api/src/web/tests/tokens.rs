//! Contrast of every pair of tokens that the style sheet lets meet, in light and dark; the same table stands in
//! `docs/design.md`.

use std::collections::BTreeMap;

const STYLE: &str = include_str!("../../../assets/everyroom.css");
const DESIGN: &str = include_str!("../../../../docs/design.md");

/// What stands on what, and the least contrast: 4.5 for text (7 for what is read at length), 3 for edges.
const PAIRS: [(&str, &str, f64); 28] = [
    ("ink", "paper", 7.0),
    ("ink", "card", 7.0),
    ("ink", "soft", 7.0),
    ("ink", "line", 4.5),
    ("muted", "paper", 4.5),
    ("muted", "card", 4.5),
    ("press", "paper", 4.5),
    ("press", "card", 4.5),
    ("press", "soft", 4.5),
    ("press", "warn-back", 4.5),
    ("on-press", "press", 4.5),
    ("now", "now-back", 4.5),
    ("soon", "soon-back", 4.5),
    ("far", "far-back", 4.5),
    ("warn", "warn-back", 4.5),
    ("ink", "warn-back", 4.5),
    ("fault", "card", 4.5),
    ("fault", "paper", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "card", 3.0),
    ("now", "paper", 3.0),
    ("warn", "paper", 3.0),
    ("edge", "land", 3.0),
    ("ink", "land", 4.5),
    ("ink", "water", 4.5),
    ("press", "land", 3.0),
    ("press", "water", 3.0),
    ("edge", "water", 3.0),
];

type Tokens = BTreeMap<&'static str, [f64; 3]>;

/// The tokens of the light and of the dark look: the first two blocks of `:root`.
fn looks() -> [Tokens; 2] {
    let blocks: Vec<&str> = STYLE.split(":root{").skip(1).filter_map(|rest| rest.split('}').next()).collect();
    [tokens(blocks[0]), tokens(blocks[1])]
}

fn tokens(block: &'static str) -> Tokens {
    let pairs = block.split(';').filter_map(|rule| rule.trim().strip_prefix("--")?.split_once(":#"));
    pairs.map(|(name, colour)| (name, channels(colour))).collect()
}

fn channels(colour: &str) -> [f64; 3] {
    let long: String = match colour.len() {
        3 => colour.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => colour.to_owned(),
    };
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&long[at..at + 2], 16).unwrap()) / 255.0)
}

/// Relative luminance, as WCAG 2 has it.
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn what_is_read_can_be_seen() {
    let looks = looks();
    let mut table = String::from("| text or edge | on | least | light | dark |\n|---|---|---|---|---|\n");
    for (front, back, least) in PAIRS {
        let [light, dark] = looks.each_ref().map(|look| contrast(look[front], look[back]));
        assert!(light >= least && dark >= least, "{front} on {back}: {light:.2} light, {dark:.2} dark");
        table.push_str(&format!("| {front} | {back} | {least} | {light:.1} | {dark:.1} |\n"));
    }
    assert!(DESIGN.contains(&table), "docs/design.md has another table than this:\n{table}");
}

#[test]
fn both_looks_have_the_same_tokens() {
    let [light, dark] = looks();
    assert!(light.len() >= 18);
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
    assert!((contrast(channels("000"), channels("ffffff")) - 21.0).abs() < 1e-9);
}
