//! Numbers that lead into a meeting, not to a person: they stay, in one run, so that nobody takes them for anything
//! else. Only what is said right beside a number counts.

use regex::Regex;
use std::sync::LazyLock;

/// Pauses and the number of a room behind a number, then perhaps a passcode to be keyed in.
static ONE_TAP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[ \t]?,{1,3}[ \t]?(?P<room>\d(?:[ -]?\d){7,11})#?(?P<more>[,#*\d \t]*\*(?P<code>\d{3,10})#?)?",
    )
    .expect("a constant pattern")
});

/// What an invitation says behind each of its numbers.
static OF_COUNTRY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[ \t]?#?[ \t]?(?:US|USA|Canada|UK|United Kingdom|Germany|Australia|Ireland|France|Spain|Mexico|India|Brazil)\b[ \t]?(?:\(|\n|$|\[|\+|toll|Meeting ID)")
        .expect("a constant pattern")
});

static KEYED_IN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s,.;]*(?:(?:and|then|und|puis|y|e)\s+)*(?:enter|key in|access code|conference|meeting id|code|pin|participant|id\b|saisir|introduzca|passcode|password)")
        .expect("a constant pattern")
});

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:one[- ]?tap(?: mobile)?|dial(?:ing)?[- ]?in(?: (?:number|no\.?|details|by phone))?(?: is)?|dial by your location|einwahl(?:nummer)?)\s*(?:#|no\.?)?\s*[:=,\-–]*\s*$")
        .expect("a constant pattern")
});

static DIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:dial|composer|einwählen|marque|disque|phone in|call in)\s*[:=\-–]*\s*$")
        .expect("a constant pattern")
});

/// The tail of a dial string that leads into a meeting.
pub(super) struct Into {
    /// What to put behind the number.
    pub(super) room: String,
    /// Whether a passcode followed.
    pub(super) has_code: bool,
    /// How much of the text behind the number it took.
    pub(super) length: usize,
}

/// What follows a number that leads into a meeting; `None` for any other number.
pub(super) fn into_meeting(before: &str, behind: &str) -> Option<Into> {
    if let Some(found) = ONE_TAP.captures(behind) {
        let room: String = found.name("room")?.as_str().chars().filter(char::is_ascii_digit).collect();
        let length = found.get(0)?.end();
        let has_code = found.name("code").is_some();
        return Some(Into { room: format!(",,{room}#"), has_code, length });
    }
    let leads_in = OF_COUNTRY.is_match(behind)
        || ANNOUNCED.is_match(before)
        || DIAL.is_match(before) && KEYED_IN.is_match(behind);
    leads_in.then(|| Into { room: String::new(), has_code: false, length: 0 })
}
