//! Small total functions that turn what publishers write into what we keep. None of them fails or panics, none knows
//! a format, and each keeps the original when it is not sure.

pub mod address;
pub mod anonymity;
pub mod date;
pub mod day;
pub mod duration;
pub mod join;
pub mod language;
pub mod phone;
pub mod point;
pub mod spoken;
pub mod text;
pub mod time;
pub mod url;
pub mod zone;

/// Whether a word is one of a list of words divided by blanks.
pub(crate) fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}
