//! Addresses inside scripts and linked data, where pages that draw their lists themselves have them.

use super::address::Base;
use super::base64;
use super::classify::classify;
use super::gather::{Finding, Gather};
use super::page::Text;
use super::tags::{Tag, decoded};
use super::{Kind, MOST_LINKS};
use regex::Regex;
use std::sync::LazyLock;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)\b(?:https?|webcal):\\?/\\?/(?:[^\s"'<>`\\,;(){}]|\\/){4,1000}"#)
        .expect("the pattern is valid")
});
static CONTENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""contentUrl"\s{0,5}:\s{0,5}"((?:[^"\\]|\\/){4,1000})""#).expect("the pattern is valid")
});

/// Reads the addresses of every script.
pub(super) fn scan(tags: &[Tag<'_>], text: &Text<'_>, base: &Base, gather: &mut Gather) {
    let mut left = MOST_LINKS;
    for tag in tags.iter().filter(|tag| tag.is("script")) {
        let Some(end) = tag.raw_end else { continue };
        let script = text.between(tag.inside, end);
        for found in ADDRESS.find_iter(script).take(left) {
            left -= 1;
            let address = decoded(found.as_str()).replace("\\/", "/");
            let Some(url) = base.resolve(&address) else { continue };
            if let Some(finding) = classify(&url, "an address in a script leads", "") {
                gather.add(finding, Some(text.line(tag.inside + found.start())));
            }
        }
        data_set(script, text.line(tag.inside), base, gather);
        hidden(tag, text.line(tag.start), base, gather);
    }
}

/// A dataset's description that names an RPDE feed.
fn data_set(script: &str, line: u32, base: &Base, gather: &mut Gather) {
    let says_rpde =
        ["application/vnd.openactive", "rpde", "openactive.io"].iter().any(|mark| script.contains(mark));
    if !says_rpde || !script.contains("contentUrl") {
        return;
    }
    for found in CONTENT.captures_iter(script).take(8) {
        let Some(url) = found.get(1).and_then(|url| base.resolve(&url.as_str().replace("\\/", "/"))) else {
            continue;
        };
        let what = "the description of a data set names an RPDE feed".to_owned();
        gather.add(Finding::Try { kind: Kind::Rpde, url, rank: 58, what }, Some(line));
    }
}

/// A script that an optimiser put into its own address.
fn hidden(tag: &Tag<'_>, line: u32, base: &Base, gather: &mut Gather) {
    let Some(source) = tag.get("src").filter(|source| source.starts_with("data:")) else { return };
    let Some(script) = source.split_once("base64,").and_then(|(_, packed)| base64::decode(packed.trim()))
    else {
        return;
    };
    let script = Text::whole(&script);
    super::bmlt::scan_settings(&script, Some(line), base, gather);
}
