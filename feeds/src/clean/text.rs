//! Plain text from what a web form or a database column holds: no markup, no entities, nothing invisible.

mod markup;
#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization;

/// Text that was cleaned, and what was taken out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The plain text; may be empty.
    pub text: String,
    /// The first tag or entity that was replaced.
    pub markup: Option<String>,
    /// The first invisible or direction-changing character that was removed.
    pub control: Option<char>,
}

/// BMLT puts the question of a form before the answer, behind this mark.
const PROMPT_MARK: &str = "#@-@#";

/// Cleans a text of one line: line ends become blanks, runs of blanks one blank.
pub fn line(raw: &str) -> Cleaned {
    let mut cleaned = plain(raw);
    cleaned.text = cleaned.text.split_whitespace().collect::<Vec<_>>().join(" ");
    cleaned
}

/// Cleans a text of several lines: lines are trimmed, line ends are LF, at most one empty line in a row.
pub fn block(raw: &str) -> Cleaned {
    let mut cleaned = plain(raw);
    let mut text = String::with_capacity(cleaned.text.len());
    let mut empty_lines = 0;
    for line in cleaned.text.lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            empty_lines += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        text.push_str(&words);
        empty_lines = 0;
    }
    cleaned.text = text;
    cleaned
}

fn plain(raw: &str) -> Cleaned {
    let answer = raw.rsplit(PROMPT_MARK).next().unwrap_or(raw);
    // before, because what can't be seen may hide a tag; after, because an entity may stand for what can't be seen
    let (text, hidden) = remove_invisible(answer);
    let (text, markup) = markup::remove(&text);
    let (text, decoded) = remove_invisible(&text);
    Cleaned { text: text.nfc().collect(), markup, control: hidden.or(decoded) }
}

/// Removes what can't be seen, makes every line end an LF and every kind of blank a blank.
fn remove_invisible(text: &str) -> (String, Option<char>) {
    let mut out = String::with_capacity(text.len());
    let mut removed = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            // joiners shape the letters of many scripts, and some emoji; beside Latin letters they only hide
            '\u{200c}' | '\u{200d}' if out.chars().next_back().is_some_and(joins) => out.push(c),
            _ if c.is_whitespace() => out.push(' '),
            _ if is_invisible(c) => removed = removed.or(Some(c)),
            _ => out.push(c),
        }
    }
    (out, removed)
}

/// Whether a character can't be seen, or only changes how others are laid out.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn joins(before: char) -> bool {
    before > '\u{24f}' && !is_invisible(before) && !before.is_whitespace()
}

/// `None` for an empty text.
pub fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
