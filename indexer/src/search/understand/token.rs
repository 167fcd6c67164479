//! A text as tokens: folded words that still know where they stand and how they were typed.

use crate::generation::text::{digit, fold};
use std::ops::Range;

/// A word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// No case, no marks; initials without their dots.
    pub folded: String,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What alone stands between it and the word before, when it is no space: `'`, `.`, `:`, `-`.
    pub joined: Option<char>,
    /// Typed in capitals, or as initials with dots.
    pub capitals: bool,
}

impl Token {
    /// The number that it is.
    pub fn number(&self) -> Option<u32> {
        let is_number = self.folded.len() <= 5 && self.folded.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { self.folded.parse().ok() } else { None }
    }
}

/// The words of a text: letters and digits; `+`, `&` and `@` are words of their own.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_letter = c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        // what is not seen does not part words
        let is_unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
        if is_letter || is_unseen && start.is_some() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            push(&mut tokens, text, start..at);
        }
        if matches!(c, '+' | '&' | '@') {
            push(&mut tokens, text, at..at + 1);
        }
    }
    initials(tokens)
}

fn push(tokens: &mut Vec<Token>, text: &str, range: Range<usize>) {
    let word = &text[range.clone()];
    let folded: String = fold(word)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '+' | '&' | '@'))
        .map(typed)
        .collect();
    if folded.is_empty() {
        return;
    }
    let gap = tokens.last().map(|last| &text[last.range.end..range.start]);
    let mut between = gap.unwrap_or_default().chars();
    let joined = match (between.next(), between.next()) {
        (Some(c), None) if !c.is_whitespace() => Some(c),
        _ => None,
    };
    // "freitagabend" is a day and a part of it
    if let Some(at) = seam(&folded).filter(|at| folded.len() == word.len() && word.is_char_boundary(*at)) {
        let middle = range.start + at;
        push(tokens, text, range.start..middle);
        push(tokens, text, middle..range.end);
        return;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase);
    tokens.push(Token { folded, range, joined, capitals });
}

/// A letter as the words of `data/words` have it: digits of any script, and Persian typed with an Arabic keyboard.
fn typed(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ if c.is_ascii() => c,
        _ => digit(c).unwrap_or(c),
    }
}

/// German days and parts of them, which are written in one.
const DAYS: [&str; 8] =
    ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"];
const PARTS: [&str; 10] = [
    "abend",
    "abends",
    "morgen",
    "morgens",
    "vormittag",
    "nachmittag",
    "nachmittags",
    "mittag",
    "mittags",
    "nacht",
];

/// Where a compound of a day and a part of it is taken apart.
fn seam(word: &str) -> Option<usize> {
    let parts = DAYS.iter().filter_map(|day| word.strip_prefix(day).map(|part| (day.len(), part)));
    parts.filter(|(_, part)| PARTS.contains(part)).map(|(at, _)| at).next()
}

/// `N.A.` is one word.
fn initials(tokens: Vec<Token>) -> Vec<Token> {
    let is_initial = |token: &Token| {
        let mut letters = token.folded.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let mut merged: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut open = false;
    for token in tokens {
        let continues = open && is_initial(&token) && token.joined == Some('.');
        open = is_initial(&token);
        match merged.last_mut().filter(|_| continues) {
            Some(last) => {
                last.folded.push_str(&token.folded);
                last.range.end = token.range.end;
                last.capitals = true;
            }
            None => merged.push(token),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn words_know_how_they_were_typed() {
        assert_eq!(folded("Women's N.A. Café, 6:30pm"), ["women", "s", "na", "cafe", "6", "30pm"]);
        assert_eq!(folded("l'héroïne Straße 50+"), ["l", "heroine", "strasse", "50", "+"]);
        let found = tokens("NA n.a. Na 7-9");
        assert_eq!(
            found.iter().map(|token| token.capitals).collect::<Vec<_>>(),
            [true, true, false, false, false]
        );
        assert_eq!(found[4].joined, Some('-'));
        assert_eq!(found[3].number(), Some(7));
        assert_eq!(tokens("\u{202e}((( \0 )))"), []);
        assert_eq!(folded("Freitagabend sonntag"), ["freitag", "abend", "sonntag"]);
        assert_eq!(folded("al\u{ad}co\u{200b}hol"), ["alcohol"]);
    }
}
