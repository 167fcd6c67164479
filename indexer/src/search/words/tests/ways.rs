//! In which way a word is found, in which order, and what a caller is told of it.

use super::super::HowMatched;
use super::{Words, bare};
use everyroom_feeds::meeting::Meeting;

fn how(words: &Words, text: &str) -> Vec<(String, Option<HowMatched>, Vec<String>)> {
    words.ask(text).words.into_iter().map(|word| (word.typed, word.how, word.became)).collect()
}

#[test]
fn exact_comes_before_stem_and_synonym_and_they_before_prefix_and_typo() {
    let words = Words::of([
        ("", "Centered Mondays"),
        ("en", "Recovery Centers"),
        ("", "A Center of Many Quiet Friends"),
        ("", "Centre"),
    ]);
    let found = words.names("center");
    let expected = ["A Center of Many Quiet Friends", "Centre", "Recovery Centers", "Centered Mondays"];
    assert_eq!(found, expected);
    let still_typed = Words::of([("", "Serenaders"), ("", "Serena")]);
    assert_eq!(still_typed.names("seren"), ["Serena", "Serenaders"]);
    let typed_on = Words::of([("", "Santander"), ("", "Sante")]);
    assert_eq!(typed_on.names("santa"), ["Santander", "Sante"], "a beginning before a misspelling");
}

#[test]
fn an_exact_word_in_notes_outranks_a_stem_in_a_name() {
    let with_notes = |key: &str, name: &str, notes: &str| {
        let mut meeting = bare(key);
        meeting.name = name.into();
        meeting.notes = Some(notes.into());
        meeting.languages = vec!["en".into()];
        meeting
    };
    let words = Words::with(vec![
        with_notes("1", "Stepping", "x"),
        with_notes("2", "Plain Talk about Many Things", "we step out"),
        with_notes("3", "Stepway", "x"),
    ]);
    assert_eq!(words.names("step"), ["Plain Talk about Many Things", "Stepping", "Stepway"]);
}

#[test]
fn the_place_where_a_word_stands_decides_within_a_way() {
    let with = |key: &str, change: &dyn Fn(&mut Meeting)| {
        let mut meeting = bare(key);
        meeting.name = format!("Meeting {key} of the Week");
        change(&mut meeting);
        meeting
    };
    let words = Words::with(vec![
        with("6", &|m| m.notes = Some("by the lantern".into())),
        with("5", &|m| m.regions = vec!["Lantern".into()]),
        with("4", &|m| m.group = Some("Lantern".into())),
        with("3", &|m| m.name = "Meeting 3 of the Lantern".into()),
        with("2", &|m| m.name = "Lantern".into()),
    ]);
    let expected = [
        "Lantern",
        "Meeting 3 of the Lantern",
        "Meeting 4 of the Week",
        "Meeting 5 of the Week",
        "Meeting 6 of the Week",
    ];
    assert_eq!(words.names("lantern"), expected);
    assert_eq!(words.names("lanterm"), expected, "a misspelling as well");
}

#[test]
fn one_wrong_letter_comes_before_two_and_only_when_nothing_else_is_found() {
    let words =
        Words::of([("", "Tradition"), ("", "Traditions"), ("", "Hope"), ("", "Rope"), ("", "Hopeful")]);
    assert_eq!(words.names("tradiition"), ["Tradition"]);
    assert_eq!(words.names("tradiitoons"), ["Traditions"]);
    assert_eq!(words.names("hope"), ["Hope", "Hopeful"], "a word that occurs is meant");
    assert_eq!(words.names("hoep"), ["Hope"], "two letters swapped are one mistake");
    assert_eq!(words.names("hop"), ["Hope", "Hopeful"]);
    assert_eq!(words.names("hpe"), [""; 0], "three letters are too few to be misspelt");
}

#[test]
fn an_unknown_language_has_no_stems_and_a_country_is_enough_to_know_it() {
    let in_country = |code: &str| {
        let mut meeting = crate::testing::meeting("a", code);
        meeting.name = "Newcomers".into();
        meeting.venue.as_mut().unwrap().country = everyroom_feeds::country::Country::parse(code);
        meeting
    };
    assert_eq!(Words::with(vec![in_country("US")]).names("newcoming").len(), 1);
    assert_eq!(Words::with(vec![in_country("CA")]).names("newcoming").len(), 0);
}

#[test]
fn a_caller_is_told_what_became_of_every_word() {
    let words = Words::of([("en", "Serenity Street Meetings"), ("", "東京都の会"), ("", "New Dawn")]);
    let told = |text: &str| {
        let line = |(typed, how, became): (String, Option<HowMatched>, Vec<String>)| {
            format!("{typed}: {} {}", how.map_or("none", HowMatched::id), became.join("|"))
        };
        how(&words, text).into_iter().map(line).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(told("Serenity"), "Serenity: exact serenity");
    assert_eq!(told("Serenty st meeting"), "Serenty: typo serenity; st: synonym street; meeting: stem meet");
    assert_eq!(told("sere"), "sere: prefix serenity");
    assert_eq!(told("newdawn"), "newdawn: split new dawn");
    assert_eq!(told("京都"), "京都: pieces 京都");
    assert_eq!(told("zzzz dawn"), "zzzz: none ; dawn: exact dawn");
    let found = words.ask("zzzz dawn");
    assert!(found.rows.is_empty());
    assert_eq!(found.words[0].at, 0..4);
    assert_eq!(&"zzzz dawn"[found.words[1].at.clone()], "dawn");
    assert_eq!(found.words[1].listings, 1);
    let cheap = super::super::matches_of("zzzz dawn", words.generation.text()).unwrap();
    assert_eq!(cheap, found.words);
}

#[test]
fn the_rarer_word_counts_more() {
    let mut names: Vec<(&str, &str)> = vec![("", "Common Ground"); 30];
    names.push(("", "Common Harbor Light Ground"));
    let words = Words::of(names);
    let score = |text: &str| words.ask(text).rows.last().unwrap().1;
    assert!(score("harbor") > score("common"));
}
