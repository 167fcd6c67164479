//! Address lines in the shapes that feeds really have, with invented streets.

use super::*;
use proptest::prelude::*;

fn parts(line: &str) -> [String; 5] {
    let parts = split(line);
    [parts.street, parts.city, parts.state, parts.postal_code, parts.country].map(Option::unwrap_or_default)
}

#[test]
fn lines_are_split() {
    for (line, expected) in [
        ("1 Water St, Vineyard Haven, MA 02568, USA", ["1 Water St", "Vineyard Haven", "MA", "02568", "USA"]),
        (
            "1 Water St, Suite 4, Boston, MA 02108, USA",
            ["1 Water St, Suite 4", "Boston", "MA", "02108", "USA"],
        ),
        ("Boston, MA, USA", ["", "Boston", "MA", "", "USA"]),
        ("San Jose, CA 95112, USA", ["", "San Jose", "CA", "95112", "USA"]),
        ("San Jose, CA", ["", "San Jose", "CA", "", ""]),
        ("1 Elm St, San Jose, CA 95112", ["1 Elm St", "San Jose", "CA", "95112", ""]),
        ("1 King St W, Toronto, ON M5V 2T6, Canada", ["1 King St W", "Toronto", "ON", "M5V 2T6", "Canada"]),
        ("Hauptstr. 5, 10249 Berlin, Germany", ["Hauptstr. 5", "Berlin", "", "10249", "Germany"]),
        ("1 High St, London SW1A 1AA, UK", ["1 High St", "London", "", "SW1A 1AA", "UK"]),
        ("1 George St, Sydney, NSW 2000, Australia", ["1 George St", "Sydney", "NSW", "2000", "Australia"]),
        ("12 Main St", ["12 Main St", "", "", "", ""]),
        ("Springfield", ["", "Springfield", "", "", ""]),
        ("Atlanta, GA, USA", ["", "Atlanta", "GA", "", "USA"]),
        ("Atlanta, Georgia, USA", ["", "Atlanta", "Georgia", "", "USA"]),
        (", ,", ["", "", "", "", ""]),
        ("USA", ["", "USA", "", "", ""]),
    ] {
        assert_eq!(parts(line), expected.map(str::to_owned), "{line}");
    }
}

#[test]
fn parts_make_a_line_without_repeats() {
    let text = |text: &str| Some(text.to_owned());
    let parts = Parts {
        street: text("1 A St"),
        district: text("Drumcondra"),
        city: text("Drumcondra"),
        state: text("MA"),
        postal_code: text("02568"),
        country: text("USA"),
        county: text("Dukes"),
    };
    assert_eq!(compose(&parts).as_deref(), Some("1 A St, Drumcondra, MA 02568, USA"));
    assert_eq!(compose(&Parts::default()), None);
    assert_eq!(fold_repeats("X, x , Y,, Y").as_deref(), Some("X, Y"));
}

#[test]
fn countries_follow_from_words_and_states() {
    let of = |line: &str| country(&split(line)).map(Country::code);
    assert_eq!(of("1 A St, San Jose, CA 95112"), Some("US"));
    assert_eq!(of("1 A St, Toronto, ON M5V 2T6"), Some("CA"));
    assert_eq!(of("Hauptstr. 5, 10249 Berlin, Deutschland"), Some("DE"));
    assert_eq!(of("Springfield"), None);
}

#[test]
fn zeros_come_back_to_american_codes_only() {
    assert_eq!(padded_zip("2568", Country::parse("US")), "02568");
    assert_eq!(padded_zip("2568", Country::parse("AU")), "2568");
    assert_eq!(padded_zip("2568", None), "2568");
}

#[test]
fn extras_leave_the_street() {
    assert_eq!(
        without_extra("12 Main St @ 5th Ave"),
        ("12 Main St".to_owned(), Some("@ 5th Ave".to_owned()))
    );
    assert_eq!(without_extra("@210th St"), ("@210th St".to_owned(), None));
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = compose(&split(&text));
        let _ = without_extra(&text);
    }

    #[test]
    fn a_composed_line_splits_into_the_same_line(text in "[A-Z][a-z]{2,8}(, [A-Za-z0-9 ]{1,12}){0,4}") {
        if let Some(line) = compose(&split(&text)) {
            prop_assert_eq!(compose(&split(&line)), Some(line));
        }
    }
}
