//! Passcodes behind a word for one, in links, and accounts to which money is sent.

use super::{Field, Finding, Kind, before};
use regex::Regex;
use std::sync::LazyLock;

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)pass\s?-?\s?(?:code|wor[dt]|wd|phrase)s?|\bpwd?\b|\bp/w\b|\bpin\b|\bcodes?\b|kennwort|mot de passe|contrase|",
        r"\bclave\b|c[oó]digo|\bsenha\b|парол\p{L}*|\bпин\b|hasło|wachtwoord|lösenord|رمز|पासवर्ड|密码|パス\p{L}+|비밀번호",
    ))
    .unwrap()
});

/// A value near behind the word: digits, or a word that no dictionary has.
static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\d\n.\[]{0,24}?(?:\n)?[\s:#*=~–-]*(?P<value>[#*]?\d{3,}|\b\p{L}*\d+\p{L}[\p{L}\d]*|\b\p{L}{2,}\d+\b|\b\p{Ll}+\p{Lu}[\p{L}\d]*)")
        .unwrap()
});

/// A word right behind a colon.
static TOLD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s?[:=]\s*(?P<value>[\p{L}\d]{3,})\s*(?:$|\n|[,.;])").unwrap());

static IN_LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)[?&](?:pwd|password|passcode|pass|pw)=[^\s&\[]").unwrap());

/// Keyed in behind the number of a room.
static KEYED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d#[\s,]*(?:[\d]?[#*][\s,]*)+\d{3,10}\b").unwrap());

static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:zip|post(?:al)?|area|dress|door|gate|barrier|building|entry|entrance|lock|box|key|alarm|elevator|qr|type|eir|google|group|bus|meeting id|#)\W{0,3}$")
        .unwrap()
});

static NOT_ASKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:no|not|without|sans|sem|sin|ohne|kein)\W{1,3}$").unwrap());

static OF_A_ROOM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:id|zoom|meeting|meets?|call|phone|dial|room|floor|step|page|at|ministry|on|google|street|entrance|barrier|https?)\b")
        .unwrap()
});

static PURSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\$[a-z][\w-]{2,}|(?:paypal|venmo|zelle|cash\s?app)\b[^\n\[]{0,14}@\w{3,}|(?:paypal|venmo)\.(?:me|com)/\w|cash\.app/")
        .unwrap()
});

const NO_VALUE: [&str; 16] = [
    "none",
    "email",
    "call",
    "see",
    "not",
    "contact",
    "text",
    "request",
    "passcode",
    "the",
    "ask",
    "please",
    "open",
    "available",
    "needed",
    "required",
];

pub(super) fn find(text: &str, field: Field) -> Vec<Finding> {
    let finding = |at, why| Finding { kind: Kind::Passcode, at, why };
    let mut all: Vec<Finding> = IN_LINK.find_iter(text).map(|found| finding(found.range(), None)).collect();
    if field == Field::Key {
        return all;
    }
    all.extend(KEYED.find_iter(text).map(|found| finding(found.range(), None)));
    for word in WORD.find_iter(text) {
        let rest = &text[word.end()..];
        if rest.starts_with(" removed]") {
            continue;
        }
        let folded = word.as_str().to_lowercase();
        let is_weak = matches!(folded.as_str(), "code" | "codes" | "pin" | "clave" | "código" | "codigo");
        let value = VALUE.captures(rest).or_else(|| TOLD.captures(rest).filter(|_| !is_weak));
        let Some(value) = value.and_then(|captures| captures.name("value")) else { continue };
        if NO_VALUE.contains(&value.as_str().to_lowercase().as_str()) {
            continue;
        }
        let front = before(text, word.start(), 24);
        let why = match () {
            () if OTHER.is_match(front) => Some("another code"),
            () if NOT_ASKED.is_match(front) => Some("none is needed"),
            () if OF_A_ROOM.is_match(&rest[..value.start()]) => Some("another number"),
            () if field == Field::Address => Some("street"),
            () => None,
        };
        all.push(finding(word.start()..word.end() + value.end(), why));
    }
    all
}

pub(super) fn purses(text: &str, field: Field) -> Vec<Finding> {
    // in a pointer the sign begins the name of a field
    let text = if field == Field::Key && text.contains("/$") { "" } else { text };
    PURSE.find_iter(text).map(|found| Finding { kind: Kind::Purse, at: found.range(), why: None }).collect()
}
