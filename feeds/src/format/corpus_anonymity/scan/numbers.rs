//! Runs of seven digits and more, in whatever groups.

use super::{Field, Finding, Kind, before, behind};
use regex::Regex;
use std::sync::LazyLock;

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+?\(?\d(?:[ \t\x{a0}().\-–‑/·•_]{0,3}\d){6,}"));
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)(?:https?://|www\.|paltalk://)[^\s<>"]+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>"]*"#)
});
static DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(?(?:\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}[./\-]\d{1,2}[./\-]\d{1,2})"));
static TIMES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}"));
static POINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,3}\.\d{4,}$"));
static POSTCODE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\d{5}[-–]\d{4}$|^\d{5}[ .-]+\d{1,4}$|^\d{1,3} \d{5}$"));
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:th|st|nd|rd|[a-z])\b"));
static ROUTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\bbus|\broute|travel|tram|train)[^\n]*$"));
static GROUP: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:\bgso|group (?:number|no|id)|registration)\W{0,4}$"));
static DIAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:dial(?:ing)?|one[- ]?tap|einwahl\w*|composer)[^\n\d]{0,24}\n?$"));
static ID_NEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:\bi[’']?d\b|zoom|number|code|session)[^\n\d\p{L}]{0,6}(?:is|no\.?)?[^\d\p{L}]{0,6}$")
});
static INTO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:,,\d|\s?(?:US|USA|Canada|UK|United Kingdom|Germany|Australia)(?:\b|\p{Lu}))")
});
static ROOM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\bi[’']?d\b|zoom|meeting|conf|webinar|room|sala|salle|raum|teams|skype|gotomeeting|link|pin\b|code|join|sess|",
        r"awakening|number|prerana|saisir|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[^\d\n]{0,28}\n?[^\d\n]{0,6}(?:\d{1,2}:)?$",
    ))
});
static SECRET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[\s\W]{0,8}(?:zoom )?(?:pass|pw\b|p/w|pc\b|code|contrase|senha|mot de|\(?waiting|no pass|\[passcode)",
    )
});
static ROOM_SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\d{3}[ -]\d{4}[ -]\d{4}|\d{3}[ -]\d{3}[ -]\d{3}|\d{9}|\d{11}|\d{4} \d{4} \d{3})$")
});
static KEYED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ ?#"));

pub(super) fn find(text: &str, field: Field) -> Vec<Finding> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return Vec::new();
    }
    let links: Vec<_> = LINK.find_iter(text).map(|link| link.range()).collect();
    let numbers = NUMBER.find_iter(text).map(|found| {
        let is_link = links.iter().any(|link| link.contains(&found.start()));
        let why =
            if is_link { Some("in a link") } else { harmless(text, found.as_str(), found.range(), field) };
        Finding { kind: Kind::Number, at: found.range(), why }
    });
    numbers.collect()
}

fn harmless(text: &str, number: &str, at: std::ops::Range<usize>, field: Field) -> Option<&'static str> {
    let (front, back) = (before(text, at.start, 70), behind(text, at.end, 24));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_run = number.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit());
    let is_phone_shape = {
        let groups: Vec<usize> =
            number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect();
        groups.ends_with(&[3, 3, 4]) || groups == [3, 4] || groups == [6, 4] && number.contains('-')
    };
    let is_inside_a_key =
        front.ends_with(|c: char| c.is_ascii_alphabetic() || c == '~') || front.ends_with("c-");
    if is_inside_a_key && digits.len() > 9 && field == Field::Address {
        return Some("key");
    }
    if DATE.is_match(number) || TIMES.is_match(number) {
        return Some("date or time");
    }
    if POINT.is_match(number) {
        return Some("point");
    }
    if digits.bytes().all(|byte| byte == b'5') {
        return Some("placeholder");
    }
    if ORDINAL.is_match(back)
        || field == Field::Address
            && digits.len() < 12
            && (!is_phone_shape || back.starts_with(" ") && digits.len() == 7)
    {
        return Some("street");
    }
    if POSTCODE.is_match(number) {
        return Some("postal code");
    }
    if ROUTE.is_match(front) && !is_phone_shape {
        return Some("bus route");
    }
    if GROUP.is_match(front) || front.ends_with('#') && digits.starts_with('0') {
        return Some("number of a group");
    }
    if INTO.is_match(back) && is_run || is_run && digits.len() >= 10 && DIAL.is_match(front) {
        return Some("dial-in");
    }
    if is_phone_shape && !is_run && !ID_NEAR.is_match(front) {
        return None;
    }
    if ROOM.is_match(front) && !number.starts_with(['+', '('])
        || SECRET.is_match(back) && !number.starts_with('+')
    {
        return Some("room");
    }
    if ROOM_SHAPE.is_match(number)
        || KEYED.is_match(back) && (front.is_empty() || front.ends_with([',', ' ', '\n'])) && is_run
    {
        return Some("room");
    }
    None
}
