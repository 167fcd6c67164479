//! One spelling for what looks alike: lower case, no accents, one kind of dash, blank and apostrophe.

use crate::clean::text::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded character and the byte in the text that it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folded {
    pub(super) c: char,
    pub(super) at: usize,
    pub(super) is_upper: bool,
}

/// Folds a text; runs of blanks become one, none at the ends.
pub(super) fn fold(text: &str) -> Vec<Folded> {
    let mut out: Vec<Folded> = Vec::with_capacity(text.len());
    for (at, raw) in text.char_indices() {
        let is_upper = raw.is_uppercase();
        let mut push = |c: char| {
            let is_double = c == ' ' && out.last().is_none_or(|last| last.c == ' ');
            if !is_double {
                out.push(Folded { c, at, is_upper });
            }
        };
        match raw {
            // marks of ordinals, which would fold to letters
            'º' | '°' => push('º'),
            'ª' => push('ª'),
            '\n' | '\r' | '\u{2028}' => push(';'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{ff0d}' => push('-'),
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' | '´' => push('\''),
            _ if raw.is_whitespace() => push(' '),
            _ if is_invisible(raw) => {}
            _ => {
                std::iter::once(raw)
                    .nfkd()
                    .filter(|&c| !is_combining_mark(c))
                    .flat_map(char::to_lowercase)
                    .for_each(push);
            }
        }
    }
    while out.last().is_some_and(|last| last.c == ' ') {
        out.pop();
    }
    out
}
