//! Whatever the text, the work is bounded and nothing fails.

use super::super::look::{Lookup, MOST_BEGUN, MOST_WAYS};
use super::super::{MOST_WORDS, asked};
use super::Words;
use proptest::prelude::*;
use std::sync::LazyLock;

static WORLD: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        ("en", "Serenity Street Meetings"),
        ("de", "Köln-Süd Gruppe"),
        ("ru", "Группы Надежда"),
        ("zh", "北京家庭互助会"),
        ("th", "กลุ่มกรุงเทพ"),
        ("", "O'Brien's B-12"),
    ])
});

fn check(text: &str) -> Result<(), TestCaseError> {
    let words = asked::read(text);
    prop_assert!(words.len() <= MOST_WORDS);
    let lookup = Lookup::of(words, WORLD.generation.text()).unwrap();
    for word in lookup.words() {
        prop_assert!(word.ways.len() <= MOST_WAYS);
        prop_assert!(word.ways.iter().all(|way| (1..=8).contains(&way.lists.len())));
    }
    let found = WORLD.ask(text);
    prop_assert!(found.rows.windows(2).all(|pair| pair[0].0 < pair[1].0), "in row order");
    prop_assert!(found.rows.iter().all(|(_, score)| score.is_finite() && *score > 0.0));
    prop_assert_eq!(&found, &WORLD.ask(text), "the same again");
    Ok(())
}

#[test]
fn long_and_hostile_texts_stay_small() {
    let many: String = (0..200).map(|n| format!("word{n} wird{} ", n * 7)).collect();
    let texts = [
        "(".repeat(10_000),
        "a* OR b:c^9 \"".repeat(300),
        "x'".repeat(300),
        "a-".repeat(300),
        "A.".repeat(300),
        "東".repeat(400),
        "ก".repeat(400),
        "e\u{301}".repeat(400),
        "serenty ".repeat(60),
        "name:[* TO *] en:meet =北京 \u{202e}\u{0}".into(),
        "x".repeat(5_000),
        many,
    ];
    for text in texts {
        check(&text).unwrap();
    }
}

#[test]
fn stems_and_pieces_are_not_asked_for_by_their_signs() {
    assert!(WORLD.ask("en:meet").words.iter().all(|word| word.typed != "en:meet"));
    assert_eq!(WORLD.names("=北京"), ["北京家庭互助会"], "a sign is no letter");
}

#[test]
fn a_repeated_word_is_looked_for_once() {
    assert_eq!(WORLD.ask("street street STREET").words.len(), 1);
    assert_eq!(WORLD.ask("street street STREET").rows, WORLD.ask("street").rows);
    assert_eq!(WORLD.names("stree stree"), ["Serenity Street Meetings"], "and is still the last one");
}

#[test]
fn beginnings_are_counted() {
    let names: Vec<String> = (0..60).map(|n| format!("se{}", "x".repeat(n))).collect();
    let words = Words::of(names.iter().map(|name| ("", name.as_str())));
    assert_eq!(words.names("sex").len(), 59);
    const { assert!(MOST_BEGUN > 60) };
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn texts_like_those_of_people_are_answered(text in "([a-zäöü'’. -]{0,9}|[0-9a-z]{1,4}|\\p{Han}{1,4}|\\p{Thai}{1,6}|\\p{Hangul}{1,3}| ){0,12}") {
        check(&text)?;
    }
}
