//! E-mail addresses and telephone numbers in running text.

use super::{CONTACT_MARK, Strictness};
use regex::Regex;
use std::sync::LazyLock;

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:mailto:\s?)?[\w.+'’-]+[@＠][\w-]+(?:\.[\w-]+)+",
        r"|[\w.+-]+\s?[(\[{]\s?(?:at|@|arroba|æt)\s?[)\]}]\s?[\w.-]+(?:\s?[(\[{]\s?(?:dot|punkt|punto|point)\s?[)\]}]\s?\w+)*",
        r"|[\w.+-]+ at [\w-]+ dot (?:com|org|net|info|edu|us|uk|ca|de)\b|\[email.protected\]",
    ))
    .expect("a constant pattern")
});

/// In this order: with a country code; North American; national with a leading zero; one run of digits; local.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?P<country>\+\d[\d\s().\-–/]{5,20}\d)",
        r"|(?P<american>(?:\b1[\s.\-–]{0,2})?(?:\(\d{3}\)|\b\d{3})[\s.\-–/]{0,3}\d{3}[\s.\-–]{0,2}\d{4}\b)",
        r"|(?P<national>(?:\b|\()0\d{1,4}[\s/.\-–)]{1,3}\d[\d\s/.\-–]{3,12}\d\b)",
        r"|(?P<run>\b\d{10,15}\b)",
        r"|(?P<local>\b\d{3}[-.‑–]\d{4}\b))",
    ))
    .expect("a constant pattern")
});

/// An extension or the codes to be keyed in, behind a number.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\s?(?:x|ext\.?|extension)\s?\d+\b)?(?:\s?[,;]+[\d#*,;]*[\d#*])?")
        .expect("a constant pattern")
});

static DATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{1,2}[./\-–\s]\d{1,2}[./\-–\s]\d{2,4}$").expect("a constant pattern"));

static ID_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\bids?\b|\bzoom\b|webinar|meeting|\broom|conference|skype|/j/|\bsala\b|\bsalle\b|virtuelle|réunion|reunião|reunión|\braum)\s?(?:ids?|number|no\.?|nr\.?|room|is)?\s*[:=#-]*\s*$")
        .expect("a constant pattern")
});

static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\[contact removed\](?:[\s,;:/&@()\-–]|\b(?:at|on|or|and|via|und|oder|y|o|et|ou|e)\b)*",
        r"\[contact removed\]",
    ))
    .expect("a constant pattern")
});

/// Masks what reaches a person; the second is whether anything was.
pub(super) fn mask(text: &str, strictness: Strictness) -> (String, bool) {
    let has_mail_sign = text.contains(['@', '＠', '(', '[', '{']) || text.contains(" dot ");
    let mut found = false;
    let mut out = text.to_owned();
    if has_mail_sign && EMAIL.is_match(&out) {
        found = true;
        out = EMAIL.replace_all(&out, CONTACT_MARK).into_owned();
    }
    if text.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return (out, found);
    }
    let shadow = without_letters(&out);
    let mut masked = String::with_capacity(out.len());
    let mut end = 0;
    for captures in PHONE.captures_iter(&shadow) {
        let Some(number) = captures.get(0) else { continue };
        if number.start() < end {
            continue;
        }
        let before = &out[..number.start()];
        let is_short = captures.name("local").is_some();
        let is_loose = is_short || captures.name("national").is_some();
        let digits = number.as_str().bytes().filter(u8::is_ascii_digit).count();
        let may_be_address =
            strictness == Strictness::Address && (is_loose || captures.name("run").is_some());
        if may_be_address || digits < 7 || DATE.is_match(number.as_str()) {
            continue;
        }
        masked.push_str(&out[end..number.start()]);
        end = number.end() + length_behind(&out[number.end()..]);
        if !is_short && !number.as_str().starts_with('+') && ID_BEFORE.is_match(tail(before)) {
            // the number of a room; in one run nobody takes it for a telephone
            masked.extend(number.as_str().chars().filter(|c| !" .-–()/".contains(*c)));
            continue;
        }
        masked.push_str(CONTACT_MARK);
        found = true;
    }
    masked.push_str(&out[end..]);
    (masked, found)
}

/// How far extension and codes reach; what goes on with a hyphen is the next number.
fn length_behind(text: &str) -> usize {
    let length = BEHIND.find(text).map_or(0, |behind| behind.end());
    let mut rest = text[length..].chars();
    let goes_on =
        rest.next().is_some_and(|c| "-.‑–".contains(c)) && rest.next().is_some_and(|c| c.is_ascii_digit());
    if goes_on { 0 } else { length }
}

/// The text with every letter made a mark of the same length, so that a number glued to a word is still a number.
fn without_letters(text: &str) -> String {
    let mut shadow = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_alphabetic() || c == '_' {
            true => shadow.extend(std::iter::repeat_n('\u{1}', c.len_utf8())),
            false => shadow.push(c),
        }
    }
    shadow
}

/// Several marks in a row say no more than one.
pub(super) fn join_marks(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let joined = MARKS.replace_all(&text, CONTACT_MARK);
        if joined == text {
            break;
        }
        text = joined.into_owned();
    }
    text
}

/// The last few characters, which is where an announcement stands.
fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().take(30).last().map_or(0, |(at, _)| at);
    &text[from..]
}
