//! Web addresses inside text: kept, but without passcodes, and not at all where they reach a
//! person's telephone, mailbox or purse.

use regex::Regex;
use std::sync::LazyLock;

/// A part of a text.
pub(super) enum Piece<'a> {
    /// A web address.
    Address(&'a str),
    /// What stands between addresses.
    Words(&'a str),
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:https?://|www\.)[a-z0-9.@:_-]*\.[^\s<>"']+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>"']*"#)
        .expect("a constant pattern")
});

static PASSCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)([?&])(?:pwd|pw|password|passcode|pass|pin)=[^&\s#]*&?").expect("a constant pattern")
});

static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)wa\.me/|whatsapp\.com/send|[\w.+-]+(?:@|%40)[\w-]+\.\w|mailto:|tel:|phone=\+?\d|paypal\.me/|paypal\.com/|venmo\.com/|cash\.app/")
        .expect("a constant pattern")
});

/// Splits a text at its web addresses.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut end = 0;
    for found in ADDRESS.find_iter(text) {
        // an address at the end of a sentence does not own the full stop
        let address = found.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
        if address.len() < 5 {
            continue;
        }
        pieces.push(Piece::Words(&text[end..found.start()]));
        pieces.push(Piece::Address(address));
        end = found.start() + address.len();
    }
    pieces.push(Piece::Words(&text[end..]));
    pieces
}

pub(super) fn without_passcode(address: &str) -> String {
    let bare = PASSCODE.replace_all(address, "$1");
    if bare == address { bare.into_owned() } else { bare.trim_end_matches(['?', '&']).to_owned() }
}

pub(super) fn reaches_a_person(address: &str) -> bool {
    PERSON.is_match(address)
}
