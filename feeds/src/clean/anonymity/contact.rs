//! E-mail addresses and telephone numbers in running text.

use super::{CONTACT_MARK, Masked, PASSCODE_MARK, Strictness, dial, near};
use regex::Regex;
use std::sync::LazyLock;

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:mailto:\s?)?[\w.+'’-]+[@＠][\w-]+(?:\.[\w-]+)+",
        r"|[\w.+-]+\s?[(\[{]\s?(?:at|@|arroba|æt)\s?[)\]}]\s?[\w.-]+(?:\s?[(\[{]\s?(?:dot|punkt|punto|point)\s?[)\]}]\s?\w+)*",
        r"|[\w.+-]+ at [\w-]+ dot (?:com|org|net|info|edu|us|uk|ca|de)\b|\[email.protected\]",
        // hosts that give mailboxes to people, however the sign before them is written
        r"|[\w.+-]+\s?@\s?(?:g-?mail|googlemail|hotmail|yahoo|ymail|outlook|icloud|aol|protonmail|comcast|gmx|btinternet|googlegroups)\b(?:\.\w{2,4})*",
        r"|[\w.+-]+ at (?:g-?mail|googlemail|hotmail|yahoo|ymail|outlook|icloud|aol|protonmail|proton|comcast|gmx|btinternet|me|mac|msn|live)",
        r"(?:\.| dot )(?:com|net|org|co\.uk|de|fr|ca|es|me)\b|\b[\w+-]*[\d._][\w+.-]* at [\w-]+\.(?:com|org|net|info|co\.uk|de|fr|ca)\b",
    ))
    .expect("a constant pattern")
});

/// Where money is sent to: names of accounts, which are names of people.
static PURSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\$[A-Za-z][A-Za-z][\w-]+|(?i:\b(?:venmo|cash\s?app|zelle|paypal)\b[^\n@\[]{0,12}@[\w-]{3,}",
        r"|@[\w-]{3,} (?:on|via|at) (?:venmo|cash\s?app|paypal)\b)",
    ))
    .expect("a constant pattern")
});

/// In this order: with a country code; North American; national with a leading zero; one run of digits; local.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?P<country>\+\d[\d\s().\-–/]{5,20}\d)",
        r"|(?P<abroad>\b00[1-9]\d{0,2}(?:[\s().\-–]{0,2}\d){7,11}\b",
        r"|\b(?:44|353)[\s().\-–]{0,3}0?[\s().\-–]{0,3}[78](?:[\s().\-–]{0,2}\d){7,9}\b",
        r"|\b(?:44|353|61|49|33|34|27|64|52|55|351|39|31)[\s\-–](?:\(?0\)?[\s\-–]?)?[1-9](?:[\s().\-–]{0,2}\d){7,10}\b)",
        r"|(?P<american>(?:\b1[\s.\-–]{0,2})?(?:\(\d{3}\)|\b\d{3})[\s.\-–/]{0,3}\d{3}[\s.\-–]{0,2}\d{4}\b)",
        r"|(?P<national>(?:\b|\()0\d{1,4}[\s/.\-–)]{1,3}\d[\d\s/.\-–]{3,12}\d\b)",
        r"|(?P<bracket>\(\+?\d{1,3}\)[\s.\-–]{0,2}\d(?:[\s.\-–]{0,2}\d){6,11}\b|\b\d{5}\s\d{6}\b)",
        r"|(?P<run>\b\d{10,22}\b)",
        r"|(?P<local>\b\d{3}[-.‑–]\d{4}\b))",
    ))
    .expect("a constant pattern")
});

/// An extension or the codes to be keyed in, behind a number.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\s?(?:x|ext\.?|extension)\s?\d+\b)?(?:[ \t]?[,;]+[\d#*,; \t]*[\d#*])?")
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
        r"\[contact removed\]|(?:\b\d{3} )?\[contact removed\] \d{3} \d{4}\b",
    ))
    .expect("a constant pattern")
});

/// Without any of these nothing spoken is a host; looking for them is cheaper than looking for mailboxes.
const HOST_ENDINGS: [&str; 14] = [
    ".com", ".net", ".org", ".info", ".co.uk", ".de", ".fr", ".ca", ".es", ".me", ".COM", ".NET", ".ORG",
    ".Com",
];

/// Masks what reaches a person.
pub(super) fn mask(text: &str, strictness: Strictness) -> Masked {
    let has_spoken_sign = || {
        [" at ", " At ", " AT "].iter().any(|sign| text.contains(sign))
            && HOST_ENDINGS.iter().any(|ending| text.contains(ending))
    };
    let has_mail_sign =
        text.contains(['@', '＠', '(', '[', '{']) || text.contains(" dot ") || has_spoken_sign();
    let mut found = false;
    let mut out = text.to_owned();
    if has_mail_sign && EMAIL.is_match(&out) {
        found = true;
        out = EMAIL.replace_all(&out, CONTACT_MARK).into_owned();
    }
    if text.contains(['$', '@']) && PURSE.is_match(&out) {
        found = true;
        out = PURSE.replace_all(&out, CONTACT_MARK).into_owned();
    }
    if text.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return Masked { text: out, passcode: false, contact: found };
    }
    let shadow = without_letters(&out);
    let mut masked = String::with_capacity(out.len());
    let mut end = 0;
    let mut passcode = false;
    for captures in PHONE.captures_iter(&shadow) {
        let Some(number) = captures.get(0) else { continue };
        if number.start() < end {
            continue;
        }
        let before = &out[..number.start()];
        let is_short = captures.name("local").is_some();
        let is_loose =
            is_short || ["national", "abroad", "bracket"].iter().any(|name| captures.name(name).is_some());
        let digits = number.as_str().bytes().filter(u8::is_ascii_digit).count();
        let may_be_address = strictness == Strictness::Address
            && (is_loose || captures.name("run").is_some())
            && !(is_short && stands_behind_a_street(before, &out[number.end()..]));
        // a run of letters and digits is somebody's own number for something
        let is_glued = before.ends_with(char::is_alphabetic);
        let is_abroad = captures.name("abroad").is_some();
        let is_code = is_glued && (is_abroad || digits > 15) || is_abroad && is_room(number.as_str());
        if is_code || may_be_address || digits < 7 || DATE.is_match(number.as_str()) {
            continue;
        }
        masked.push_str(&out[end..number.start()]);
        let behind = near(&out[number.end()..]);
        let most_digits = if number.as_str().starts_with('+') { 15 } else { 11 };
        let into = (strictness == Strictness::Notes && (10..=most_digits).contains(&digits))
            .then(|| dial::into_meeting(tail(before), behind))
            .flatten();
        if let Some(into) = into {
            masked.extend(number.as_str().chars().filter(|c| c.is_ascii_digit() || *c == '+'));
            masked.push_str(&into.room);
            masked.push_str(if into.has_code { PASSCODE_MARK } else { "" });
            passcode |= into.has_code;
            end = number.end() + into.length;
            continue;
        }
        end = number.end() + length_behind(behind);
        if !is_short && !number.as_str().starts_with('+') && ID_BEFORE.is_match(tail(before)) {
            // the number of a room; in one run nobody takes it for a telephone
            masked.extend(number.as_str().chars().filter(|c| !" .-–()/".contains(*c)));
            continue;
        }
        masked.push_str(CONTACT_MARK);
        found = true;
    }
    masked.push_str(&out[end..]);
    Masked { text: masked, passcode, contact: found }
}

/// A range of houses stands before its street, and the postal codes that look the same are Japanese.
fn stands_behind_a_street(before: &str, behind: &str) -> bool {
    let has_street =
        before.contains(|c: char| c.is_ascii_alphabetic()) && before.trim_end().ends_with([',', '-', ':']);
    let is_japanese =
        !before.is_ascii() || [before, behind].iter().any(|part| part.contains("Jap") || part.contains("JP"));
    has_street && !is_japanese && (behind.is_empty() || behind.starts_with(','))
}

/// Digits in the groups in which numbers of rooms are written.
fn is_room(number: &str) -> bool {
    let groups: Vec<usize> = number.split([' ', '-']).map(str::len).collect();
    matches!(groups.as_slice(), [3, 4, 4] | [3, 3, 3])
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
    let from = text.char_indices().rev().take(40).last().map_or(0, |(at, _)| at);
    &text[from..]
}
