//! Dial fields as published, with invented numbers.

use super::*;
use proptest::prelude::*;

fn number(text: &str) -> Option<String> {
    dial(text).map(|dial| dial.number)
}

#[test]
fn numbers_and_their_codes() {
    for (text, expected) in [
        ("+15555550123,,1234567890#", "+15555550123,,1234567890#"),
        ("+15555550123,,1234567890#,,#,,123456#", "+15555550123,,1234567890#,,#,,123456#"),
        ("+15555550123,,123456789#,,,,*123456#", "+15555550123,,123456789#,,,,*123456#"),
        ("15555550123", "15555550123"),
        ("(555) 555-0123", "5555550123"),
        ("Dial in: +1 555 555 0123", "+15555550123"),
        ("Dial (555) 555-0107 Access Code 1234567#", "5555550107,,1234567#"),
        ("555.555.0119,26180318#", "5555550119,26180318#"),
        ("555.555.0143, 621983#", "5555550143,621983#"),
        ("tel:555.555.0119, 26180318#", "5555550119,26180318#"),
        ("+1 555 5550125/333025#", "+15555550125,,333025#"),
        ("+155555501231234567890#", "+15555550123,,1234567890#"),
        ("020 5555 0199 x12", "02055550199,,12"),
        ("+49 30 5550 0123", "+493055500123"),
        ("+15555550123,,+15555550124,,1234567890#", "+15555550123,,1234567890#"),
        ("+15555550123,,+15555550124", "+15555550123"),
    ] {
        assert_eq!(number(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_number() {
    for text in ["", "none", "123", "Meeting ID: 123 456 7890", "ask", "+", "#"] {
        assert_eq!(number(text), None, "{text}");
    }
}

#[test]
fn what_stands_around_a_number_is_not_lost() {
    assert_eq!(dial("Phone: +15555550123").unwrap().rest, None);
    assert_eq!(dial("+15555550123 (Spanish line)").unwrap().rest.as_deref(), Some("(Spanish line)"));
    let two = dial("+15555550123,,+15555550124,,1234567890#").unwrap();
    assert_eq!(two.rest.as_deref(), Some("+15555550124"));
    assert!(dial("+155555501231234567890#").unwrap().mended);
}

proptest! {
    #[test]
    fn any_text_is_survived_and_only_dial_characters_come_out(text in any::<String>()) {
        if let Some(number) = number(&text) {
            prop_assert!(number.chars().all(|c| c.is_ascii_digit() || "+,#*".contains(c)), "{}", number);
        }
    }

    #[test]
    fn reading_twice_is_reading_once(text in "[+]?[0-9 ().-]{7,20}([,; ]{0,3}[0-9#*]{0,12}){0,3}") {
        if let Some(once) = number(&text) {
            prop_assert_eq!(number(&once), Some(once));
        }
    }
}
