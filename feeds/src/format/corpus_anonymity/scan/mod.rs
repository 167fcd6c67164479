//! Looks for people, ways to reach them and passcodes in a text. For tests only, and on purpose not made of the
//! patterns by which the product masks: these are broader, and what is harmless among their findings must be explained.

mod mail;
mod numbers;
mod people;
mod secrets;
mod words;

use std::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Mail,
    Number,
    Name,
    Passcode,
    Purse,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Mail, Kind::Number, Kind::Name, Kind::Passcode, Kind::Purse];

    pub fn label(self) -> &'static str {
        ["e-mail addresses", "telephone numbers", "names of people", "passcodes", "accounts for money"]
            [self as usize]
    }
}

/// What sort of text it was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Sentences.
    Notes,
    /// The name of a meeting, a group, a building, a town.
    Name,
    /// A postal address or a part of one.
    Address,
    /// A key or a web address.
    Key,
}

/// One finding; `why` names the row of the table that explains why it is no leak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    pub at: Range<usize>,
    pub why: Option<&'static str>,
}

/// Everything in a text that looks like a leak.
pub fn scan(text: &str, field: Field) -> Vec<Finding> {
    let mut all = mail::find(text, field);
    all.extend(secrets::find(text, field));
    all.extend(secrets::purses(text, field));
    if field != Field::Key {
        all.extend(numbers::find(text, field));
    }
    if matches!(field, Field::Notes) {
        all.extend(people::find(text));
    }
    all
}

/// So many bytes before a place, from a whole character on.
fn before(text: &str, at: usize, most: usize) -> &str {
    let mut from = at.saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..at]
}

/// So many bytes behind a place, up to a whole character.
fn behind(text: &str, at: usize, most: usize) -> &str {
    let mut to = (at + most).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[at..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let mut kinds: Vec<Kind> =
            scan(text, Field::Notes).into_iter().filter(|f| f.why.is_none()).map(|f| f.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    #[test]
    fn leaks_are_found() {
        for (text, kind) in [
            ("pat@example.org", Kind::Mail),
            ("pat at example dot org", Kind::Mail),
            ("pat (at) example.org", Kind::Mail),
            ("pat @gmail", Kind::Mail),
            ("[email protected]", Kind::Mail),
            ("https://calendar.example/?src=pat%40example.org", Kind::Mail),
            ("call 555-555-0123", Kind::Number),
            ("555 0123 is mine, 555-0123", Kind::Number),
            ("5555550123", Kind::Number),
            ("+44 7700 900123", Kind::Number),
            ("07700 900 123", Kind::Number),
            ("contact Xenia Y", Kind::Name),
            ("Contact: Xenia Yarrow", Kind::Name),
            ("hosted by Xenia Yarrow", Kind::Name),
            ("c/o Xenia Yarrow", Kind::Name),
            ("Kontakt: Xenia", Kind::Name),
            ("we ask for Xenia Y.", Kind::Name),
            ("GSR: Xenia", Kind::Name),
            ("Xenia Y. opens the door", Kind::Name),
            ("Password: 123456", Kind::Passcode),
            ("mot de passe espoir1", Kind::Passcode),
            ("PW 123456", Kind::Passcode),
            ("15555550123,,55555550100#,,,,0#,,151617#", Kind::Passcode),
            ("CanadaHosted By Xenia", Kind::Name),
            ("https://zoom.example/j/1?pwd=Ab1", Kind::Passcode),
            ("paypal.me/pat", Kind::Purse),
            ("$patwillow", Kind::Purse),
            ("Venmo @pat", Kind::Purse),
        ] {
            assert!(kinds(text).contains(&kind), "{text}: {:?}", scan(text, Field::Notes));
        }
    }

    #[test]
    fn harmless_texts_are_let_through() {
        for text in [
            "Meets at the Old Mill, 12 Weir Lane, Room B",
            "Zoom ID: 555 5555 0100 Password: [passcode removed]",
            "Call [contact removed] for the code",
            "Since 10/24/2024, 7:30-8:30",
            "Bring a chair. Big Book study",
        ] {
            assert_eq!(kinds(text), [], "{text}: {:?}", scan(text, Field::Notes));
        }
    }
}
