//! The TSML plugin, TSML UI and their settings: where the list is, whether the site offers it.

use super::Kind;
use super::about::is_plugin_mark;
use super::address::{Base, host, without_stamp};
use super::classify::classify;
use super::gather::{Finding, Gather};
use super::page::{Text, floor};
use super::sheet;
use super::tags::Tag;
use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// TSML UI shows at most so many lists at once that we look at.
const MOST_LISTS: usize = 8;

static AJAX_URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"["']?ajax_?url["']?\s{0,5}:\s{0,5}["']([^"']{1,400})["']"#).expect("the pattern is valid")
});

/// Reads embeds and settings, and names the plugin's own addresses where the plugin is.
pub(super) fn scan(tags: &[Tag<'_>], text: &Text<'_>, base: &Base, gather: &mut Gather) {
    for tag in tags {
        embed(tag, text.line(tag.start), base, gather);
    }
    let plugin = tags.iter().find(|tag| is_plugin_mark(tag));
    if let Some(tag) = plugin {
        let line = Some(text.line(tag.start));
        let version = tag.get("content").and_then(|version| super::about::shown(&version));
        let version = version.map(|version| format!(" {version}")).unwrap_or_default();
        gather.sign(format!("the page shows the TSML plugin{version}"), line);
        well_known(text, tag, base, gather, line);
    }
}

/// `<div id="tsml-ui" data-src="..">`: one address or several, and a key for Google's that is left alone.
fn embed(tag: &Tag<'_>, line: u32, base: &Base, gather: &mut Gather) {
    let is_embed = tag.get("id").is_some_and(|id| id == "tsml-ui" || id == "meetings")
        || tag.get("data-google").is_some();
    let Some(lists) = tag.get("data-src").filter(|_| is_embed) else { return };
    if lists.trim_start().to_ascii_lowercase().starts_with("data:") {
        return;
    }
    for list in lists.split(',').take(MOST_LISTS) {
        if let Some(url) = base.resolve(list) {
            gather.add(embedded(&url), Some(line));
        }
    }
}

/// One list of an embed: what it names is read as TSML unless its address says otherwise.
fn embedded(url: &Url) -> Finding {
    let how = "`data-src` of TSML UI leads";
    if host(url) == "docs.google.com"
        && let Some(table) = sheet::as_csv(url)
    {
        let what = format!("{how} to a Google sheet");
        return Finding::Try { kind: Kind::Sheet, url: table, rank: 18, what };
    }
    match classify(url, how, "") {
        Some(Finding::Try { kind: Kind::Tsml, url, rank, what }) => {
            Finding::Try { kind: Kind::Tsml, url, rank: rank.min(17), what }
        }
        Some(Finding::Try { kind: Kind::Json, .. }) | None => {
            let url = without_stamp(url.clone());
            Finding::Try { kind: Kind::Tsml, url, rank: 11, what: format!("{how} to a list") }
        }
        Some(finding) => finding,
    }
}

/// The addresses where the plugin serves its list, on the site that shows the plugin.
fn well_known(text: &Text<'_>, mark: &Tag<'_>, base: &Base, gather: &mut Gather, line: Option<u32>) {
    let Some(root) = root(text, mark, base) else { return };
    let is_list = |url: &Url, ending: &str| url.path().trim_end_matches('/').ends_with(ending);
    if !gather.has(|candidate| is_list(&candidate.url, "/admin-ajax.php"))
        && let Ok(list) = root.join("wp-admin/admin-ajax.php?action=meetings")
    {
        // a site that keeps its list to itself has a cached copy all the same: the plugin is asked first
        let has_copy = gather.has(|candidate| candidate.url.path().contains("/tsml-cache-"));
        let rank = if has_copy { 13 } else { 31 };
        gather.well_known(Kind::Tsml, list, rank, "where the plugin serves its list", line);
    }
    if !gather.has(|candidate| is_list(&candidate.url, "/wp-json/tsml/meetings"))
        && let Ok(list) = root.join("wp-json/tsml/meetings")
    {
        gather.well_known(Kind::Tsml, list, 32, "where the plugin serves its list over REST", line);
    }
}

/// The root of WordPress: the page's own site, by the plugin's files or by its `ajaxurl`.
fn root(text: &Text<'_>, mark: &Tag<'_>, base: &Base) -> Option<Url> {
    let from_file = mark.get("src").or_else(|| mark.get("href")).and_then(|file| base.resolve(&file));
    let from_file = from_file.and_then(|file| cut(file, "/wp-content/"));
    let setting = || {
        let masked = text.masked();
        let at = masked.find("var tsml")?;
        let reach = &masked[at..floor(masked, at + (16 << 10))];
        let ajax = AJAX_URL.captures(reach)?.get(1)?.as_str().replace("\\/", "/");
        cut(base.resolve(&ajax)?, "/wp-admin/")
    };
    let root = from_file.or_else(setting).or_else(|| base.page.join("/").ok())?;
    base.is_own(&root).then_some(root)
}

fn cut(mut url: Url, at: &str) -> Option<Url> {
    let path = url.path();
    let path = format!("{}/", &path[..path.find(at)?]);
    url.set_path(&path);
    url.set_query(None);
    Some(url)
}
