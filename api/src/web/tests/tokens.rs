//! Contrast of every pair of tokens that the style sheet lets meet, in light and dark; the same table stands in
//! `docs/design.md`. That no rule uses a colour that is not in it is tested here, that nothing else meets on the pages in a
//! browser (`tests/browser/contrast.test.mjs`).

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

/// Lines between things that stand apart without them; nobody needs to see these.
const ORNAMENTS: [&str; 1] = ["line"];

/// Every rule but those that give the tokens their colours: selector and declarations.
fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rules = STYLE.split('}').filter_map(|piece| {
        let (selector, declarations) = piece.rsplit_once('{')?;
        Some((selector.rsplit('{').next()?.trim(), declarations))
    });
    rules.filter(|(selector, _)| *selector != ":root")
}

/// Tokens that declarations use for what is in front, and for what is behind.
fn used(declarations: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut fronts, mut backs) = (Vec::new(), Vec::new());
    for (property, value) in declarations.split(';').filter_map(|one| one.split_once(':')) {
        let tokens = value.split("var(--").skip(1).filter_map(|rest| rest.split(')').next());
        let is_behind = property.trim().starts_with("background");
        if is_behind { &mut backs } else { &mut fronts }.extend(tokens);
    }
    (fronts, backs)
}

#[test]
fn no_rule_uses_a_colour_that_is_not_in_the_table() {
    let [light, _] = looks();
    let is_front = |token: &str| PAIRS.iter().any(|(front, _, _)| *front == token);
    // what is filled with a colour and holds no words stands on something itself
    let is_back = |token: &str| is_front(token) || PAIRS.iter().any(|(_, back, _)| *back == token);
    let mut met = std::collections::BTreeSet::new();
    for (selector, declarations) in rules() {
        let (fronts, backs) = used(declarations);
        for token in fronts.iter().chain(&backs) {
            assert!(light.contains_key(token), "{selector}: there is no --{token}");
            met.insert(*token);
        }
        for front in fronts.iter().filter(|front| !ORNAMENTS.contains(front)) {
            // the ground of a map is drawn, and words on it are lined with it
            assert!(
                is_front(front) || selector.starts_with(".map") && is_back(front),
                "{selector}: --{front}"
            );
        }
        assert!(backs.iter().all(|back| is_back(back)), "{selector}: {backs:?}");
        let words = declarations.split(';').find_map(|one| one.trim().strip_prefix("color:var(--"));
        if let Some((words, back)) = words.and_then(|rest| rest.split(')').next()).zip(backs.first()) {
            let known = PAIRS.iter().find(|(front, behind, _)| *front == words && behind == back);
            assert!(known.is_some_and(|(_, _, least)| *least >= 4.5), "{selector}: --{words} on --{back}");
        }
        // a colour of its own would be in no table
        let plain = declarations.split(';').filter(|one| one.contains('#') && !one.contains("url("));
        let is_print = |one: &&str| *one == "color:#000";
        assert_eq!(plain.filter(|one| !is_print(one)).collect::<Vec<_>>(), [""; 0], "{selector}");
    }
    let unused: Vec<&&str> = light.keys().filter(|token| !met.contains(*token)).collect();
    assert!(unused.is_empty(), "no rule uses {unused:?}");
}
