//! What must not be published of free text: passcodes, private e-mail addresses and telephone numbers, names of
//! people to ask. They are replaced by a mark, so that the reader sees that something stood there.
//!
//! Masking never touches the rest of the text, and masking twice is masking once.

mod contact;
mod dial;
mod names;
pub(super) mod passcode;
#[cfg(test)]
mod tests;
mod web;
mod words;

/// Stands for a passcode that was masked.
pub const PASSCODE_MARK: &str = "[passcode removed]";
/// Stands for a name, an address or a number that was masked.
pub const CONTACT_MARK: &str = "[contact removed]";

/// Text that may be published, and what was masked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masked {
    /// The text with marks.
    pub text: String,
    /// Whether a passcode was masked.
    pub passcode: bool,
    /// Whether something that names or reaches a person was masked.
    pub contact: bool,
}

/// How much looks like a way to reach someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strictness {
    /// Everything, also short numbers and names.
    Notes,
    /// Everything but names, unless a number or a mailbox stands there too: a group may well be named after someone.
    Names,
    /// Only what can't be a street number, a range of houses or a postal code.
    Address,
}

/// Masks free text: notes, directions, anything a publisher types at length.
pub fn notes(text: &str) -> Masked {
    mask(text, Strictness::Notes)
}

/// Masks a short text that names something: a meeting, a group, a building, a region.
pub fn name(text: &str) -> Masked {
    mask(text, Strictness::Names)
}

/// Masks a postal address.
pub fn address(text: &str) -> Masked {
    mask(text, Strictness::Address)
}

/// Whether a web address leads to a person's telephone, mailbox or purse, such as a calendar that is named by one.
pub fn is_of_a_person(address: &str) -> bool {
    web::reaches_a_person(address)
}

fn mask(text: &str, strictness: Strictness) -> Masked {
    let mut masked = Masked { text: text.to_owned(), ..Masked::default() };
    let may_hold_something = text.bytes().any(|byte| byte.is_ascii_digit() || b"@:=[".contains(&byte))
        || !text.is_ascii()
        || text.len() > 5;
    if !may_hold_something {
        return masked;
    }
    // what one round takes out may show the next what it stood beside
    for _ in 0..4 {
        let round = mask_once(&masked.text, strictness);
        masked.passcode |= round.passcode;
        masked.contact |= round.contact;
        if round.text == masked.text {
            break;
        }
        masked.text = round.text;
    }
    masked
}

fn mask_once(text: &str, strictness: Strictness) -> Masked {
    let mut masked = Masked::default();
    for piece in web::pieces(text) {
        match piece {
            web::Piece::Address(address) => push_address(&mut masked, address),
            web::Piece::Words(words) => push_words(&mut masked, words, strictness),
        }
    }
    // whom a number in a name belongs to is no namesake
    if strictness == Strictness::Notes || strictness == Strictness::Names && masked.contact {
        let (text, found) = names::mask(&masked.text);
        masked.text = text;
        masked.contact |= found;
    }
    if masked.contact {
        masked.text = contact::join_marks(&masked.text);
    }
    masked
}

/// The beginning of a text: whatever stands farther off says nothing about what
/// was found, and must not be read for each finding.
fn near(text: &str) -> &str {
    text.char_indices().nth(80).map_or(text, |(at, _)| &text[..at])
}

fn push_address(masked: &mut Masked, address: &str) {
    if web::reaches_a_person(address) {
        masked.contact = true;
        masked.text.push_str(CONTACT_MARK);
        return;
    }
    let bare = web::without_passcode(address);
    masked.passcode |= bare != address;
    masked.text.push_str(&bare);
}

fn push_words(masked: &mut Masked, words: &str, strictness: Strictness) {
    let mut text = String::with_capacity(words.len());
    let mut end = 0;
    // a pass is also a way over a mountain
    let is_meant = |found: &passcode::Found| found.is_sure || strictness != Strictness::Address;
    for found in passcode::find(words).into_iter().filter(is_meant) {
        text.push_str(&words[end..found.value.start]);
        text.push_str(PASSCODE_MARK);
        end = found.value.end;
        masked.passcode = true;
    }
    text.push_str(&words[end..]);
    let found = contact::mask(&text, strictness);
    masked.contact |= found.contact;
    masked.passcode |= found.passcode;
    masked.text.push_str(&found.text);
}
