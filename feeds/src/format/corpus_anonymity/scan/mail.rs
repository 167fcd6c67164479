//! Mailboxes, however the sign in them is written.

use super::{Field, Finding, Kind};
use regex::Regex;
use std::sync::LazyLock;

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)[\w.+'’-]*\w(?:@|＠|%40)\w[\w-]*(?:\.[\w.-]+)?|mailto:|\[email.{0,14}\]|/cdn-cgi/l/email",
    )
    .unwrap()
});

static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?P<who>[\w.+-]+)\s*[(\[{<]?\s*(?:\b(?:at|arroba|æt)\b|@)\s*[)\]}>]?\s*(?P<host>[\w-]+)",
        r"\s*[(\[{<]?\s*(?:\bdot\b|\bpunkt\b|\bpunto\b|\.)\s*[)\]}>]?\s*(?:com|org|net|info|edu|gov|co|us|uk|ca|de|fr|io|me|st)\b",
    ))
    .unwrap()
});

static PROVIDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:gmail|hotmail|yahoo|outlook|icloud|protonmail|gmx|googlemail|aol|googlegroups)\b")
        .unwrap()
});

pub(super) fn find(text: &str, field: Field) -> Vec<Finding> {
    let finding = |at, why| Finding { kind: Kind::Mail, at, why };
    let mut all: Vec<Finding> = Vec::new();
    for found in WRITTEN.find_iter(text) {
        // `Rd@Bragg St`, `Women@5`, `compañer@s`: what stands behind the sign is no host
        let host = found.as_str().split(['@', '＠']).nth(1);
        let is_host = host.is_none_or(|host| host.contains('.') || PROVIDER.is_match(host));
        all.push(finding(found.range(), (!is_host).then_some("no host")));
    }
    if field == Field::Key {
        return all;
    }
    for found in SPOKEN.captures_iter(text) {
        let whole = found.get(0).unwrap();
        let (who, host) = (&found["who"], &found["host"]);
        let is_place = host == "St" || whole.as_str().contains(" @ ") && host.starts_with(char::is_uppercase);
        let is_site = [
            "time", "day", "days", "week", "meetings", "online", "us", "info", "details", "look", "is",
            "website",
        ]
        .contains(&who.to_lowercase().as_str())
            && !whole.as_str().contains('@');
        let why = if is_place { Some("place") } else { is_site.then_some("site") };
        all.push(finding(whole.range(), why));
    }
    for found in PROVIDER.find_iter(text) {
        let is_mail =
            text[..found.start()].trim_end().ends_with(['@', ')']) || text[..found.start()].ends_with(" at ");
        all.push(finding(found.range(), (!is_mail).then_some("word")));
    }
    all
}
