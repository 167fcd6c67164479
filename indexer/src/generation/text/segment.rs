//! Texts to words, with the place where each stands: at spaces and signs where a script has them, by dictionary where
//! it has not. The only file that knows the segmenter.

use super::fold::{is_invisible, lower, spell};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Words longer than this are cut: nobody types them whole.
const MOST_BYTES: usize = 64;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// As it is written.
    pub written: String,
    /// As the index knows it; never empty.
    pub spelt: String,
    /// What stands between it and the word before it.
    pub joint: Joint,
    /// How its script is written.
    pub writing: Writing,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Anything that parts words.
    Gap,
    /// An apostrophe or its like, with nothing else around it.
    Apostrophe,
    /// A hyphen or a joiner nobody sees, with nothing else around it.
    Hyphen,
    /// Nothing: they were told apart by dictionary or script.
    Nothing,
}

/// How a script is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Words are parted by spaces.
    Spaced,
    /// Words are parted by spaces, and hold several words or particles: Korean.
    Clustered,
    /// Words are not parted, a letter is a syllable or a word: Chinese, Japanese.
    Dense,
    /// Words are not parted, a letter is a sound: Thai, Lao, Khmer, Burmese.
    Running,
}

impl Word {
    /// The word in lower case with its accents.
    pub fn lower(&self) -> String {
        lower(&self.written)
    }

    /// Whether it is one letter, as of initials.
    pub fn is_letter(&self) -> bool {
        self.writing == Writing::Spaced
            && self.spelt.chars().count() == 1
            && self.spelt.chars().all(char::is_alphabetic)
    }
}

/// The words of a text in order.
pub fn segment(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut joint = Joint::Gap;
    let mut rest = 0;
    while let Some(from) = text[rest..].find(is_of_word).map(|at| at + rest) {
        if words.is_empty() || from > rest {
            joint = joint_of(&text[rest..from], &text[..rest], &text[from..]);
        }
        let mut to = end_of_word(text, from);
        if let Some(end) = end_of_initials(text, from, to) {
            to = end;
        }
        split_scripts(text, from..to, joint, &mut words);
        rest = to;
        joint = Joint::Nothing;
    }
    words
}

fn is_of_word(c: char) -> bool {
    !is_apostrophe(c) && (c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c) && c != ZERO_WIDTH)
}

const ZERO_WIDTH: char = '\u{200c}';

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '＇' | '\u{5f3}' | '\u{5f4}' | 'ꞌ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '－' | ZERO_WIDTH | '\u{5be}')
}

/// What a stretch between two words is.
fn joint_of(between: &str, before: &str, after: &str) -> Joint {
    let mut signs = between.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return Joint::Gap };
    let is_hebrew = |c: Option<char>| c.is_some_and(|c| ('\u{5d0}'..='\u{5ea}').contains(&c));
    // צה"ל: the sign of an abbreviation, mostly typed as a quotation mark
    let abbreviates = sign == '"' && is_hebrew(before.chars().next_back()) && is_hebrew(after.chars().next());
    if before.is_empty() {
        Joint::Gap
    } else if is_apostrophe(sign) || abbreviates {
        Joint::Apostrophe
    } else if is_hyphen(sign) {
        Joint::Hyphen
    } else {
        Joint::Gap
    }
}

fn end_of_word(text: &str, from: usize) -> usize {
    text[from..].find(|c| !is_of_word(c)).map_or(text.len(), |at| at + from)
}

/// Where initials with full stops between them end, as `N.A.`; they are one word.
fn end_of_initials(text: &str, from: usize, to: usize) -> Option<usize> {
    let is_letter = |range: Range<usize>| {
        let mut letters = text[range].chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    if !is_letter(from..to) {
        return None;
    }
    let mut end = to;
    while text[end..].starts_with('.') {
        let next = end_of_word(text, end + 1);
        if !is_letter(end + 1..next) {
            break;
        }
        end = next;
    }
    (end > to).then_some(end)
}

/// Parts a stretch of letters where the script changes to or from one without spaces, and within such a script.
fn split_scripts(text: &str, stretch: Range<usize>, joint: Joint, words: &mut Vec<Word>) {
    let mut joint = joint;
    let mut push = |range: Range<usize>, writing, words: &mut Vec<Word>| {
        if let Some(word) = word(text, range, joint, writing) {
            words.push(word);
            joint = Joint::Nothing;
        }
    };
    let (mut from, mut current) = (stretch.start, None);
    for (at, c) in text[stretch.clone()].char_indices() {
        let at = at + stretch.start;
        let Some(writing) = writing_of(c) else { continue };
        if let Some(before) = current.filter(|before| *before != writing) {
            part(text, from..at, before, |range| push(range, before, words));
            from = at;
        }
        current = Some(writing);
    }
    let last = current.unwrap_or(Writing::Spaced);
    part(text, from..stretch.end, last, |range| push(range, last, words));
}

fn part(text: &str, run: Range<usize>, writing: Writing, mut push: impl FnMut(Range<usize>)) {
    if matches!(writing, Writing::Spaced | Writing::Clustered) {
        return push(run);
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut from = 0;
    for to in segmenter.segment_str(&text[run.clone()]).filter(|at| *at > 0) {
        push(run.start + from..run.start + to);
        from = to;
    }
}

fn word(text: &str, range: Range<usize>, joint: Joint, writing: Writing) -> Option<Word> {
    let mut written = text[range.clone()].replace('.', "");
    if written.len() > MOST_BYTES {
        written.truncate(written.floor_char_boundary(MOST_BYTES));
    }
    let spelt = spell(&written);
    let is_word = spelt.chars().any(char::is_alphanumeric);
    is_word.then_some(Word { at: range, written, spelt, joint, writing })
}

/// The writing a letter belongs to; marks and digits that go with any belong to what is before them.
fn writing_of(c: char) -> Option<Writing> {
    match u32::from(c) {
        0xe00..=0xeff
        | 0x1000..=0x109f
        | 0x1780..=0x17ff
        | 0x19e0..=0x19ff
        | 0xa9e0..=0xa9ff
        | 0xaa60..=0xaa7f => Some(Writing::Running),
        0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xffa0..=0xffdc => {
            Some(Writing::Clustered)
        }
        0x2e80..=0x2fdf
        | 0x3005..=0x3007
        | 0x3021..=0x3029
        | 0x3040..=0x30ff
        | 0x31f0..=0x31ff
        | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff
        | 0xf900..=0xfaff
        | 0xff66..=0xff9f
        | 0x1b000..=0x1b16f
        | 0x20000..=0x323af => Some(Writing::Dense),
        _ if is_combining_mark(c) || is_invisible(c) => None,
        _ => Some(Writing::Spaced),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spelt(text: &str) -> Vec<String> {
        segment(text).into_iter().map(|word| word.spelt).collect()
    }

    #[test]
    fn words_are_parted_and_folded_in_every_script() {
        let cases: &[(&str, &[&str])] = &[
            ("Café Öffnung ＮＡ — Łódź, smørrebrød", &["cafe", "offnung", "na", "lodz", "smorrebrod"]),
            ("Москва ЧАС", &["москва", "час"]),
            ("It's 7pm", &["it", "s", "7pm"]),
            ("  ((( ))) \u{0}", &[]),
            ("N.A. at 7 p.m., U.S.A", &["na", "at", "7", "pm", "usa"]),
            ("J.R.Smith e.V.", &["jr", "smith", "ev"]),
            ("St.John 7.30", &["st", "john", "7", "30"]),
            ("Al-Anon 24/7", &["al", "anon", "24", "7"]),
            ("Cafe\u{301} noir", &["cafe", "noir"]),
            ("हिंदी में", &["हिंदी", "में"]),
            ("家庭互助会", &["家庭", "互助", "会"]),
            ("東京グループ", &["東京", "グループ"]),
            ("AA東京12", &["aa", "東京", "12"]),
            ("ภาษาไทย", &["ภาษา", "ไทย"]),
            ("서울 모임", &["서울", "모임"]),
        ];
        for (text, expected) in cases {
            assert_eq!(spelt(text), *expected, "{text}");
        }
    }

    #[test]
    fn joints_are_told_apart() {
        let joints = |text: &str| segment(text).iter().map(|word| word.joint).collect::<Vec<_>>();
        use Joint::{Apostrophe, Gap, Hyphen, Nothing};
        assert_eq!(joints("O’Brien's al-anon"), [Gap, Apostrophe, Apostrophe, Gap, Hyphen]);
        assert_eq!(joints("Neighbors' House 'quoted'"), [Gap, Gap, Gap]);
        assert_eq!(joints("-a - b --c"), [Gap, Gap, Gap]);
        assert_eq!(joints("צה\"ל \"a\""), [Gap, Apostrophe, Gap]);
        assert_eq!(joints("می‌شود"), [Gap, Hyphen]);
        assert_eq!(joints("AA東京"), [Gap, Nothing]);
    }

    proptest! {
        #[test]
        fn any_text_has_words_where_they_are_said_to_stand(text in any::<String>()) {
            let mut end = 0;
            for word in segment(&text) {
                prop_assert!(word.at.start >= end && word.at.end > word.at.start);
                prop_assert!(text.get(word.at.clone()).is_some());
                prop_assert!(!word.spelt.is_empty());
                end = word.at.end;
            }
        }
    }
}
