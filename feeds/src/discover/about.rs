//! Whose page it is: its name, its zone, its fellowship. Words of the publisher, masked like any text.

use super::page::{Text, floor};
use super::tags::Tag;
use super::whose::{self, Whose};
use crate::clean::{anonymity, text};
use crate::zone::Zone;
use serde::Serialize;
use url::Url;

/// A longer name is cut, in characters.
const LONGEST_NAME: usize = 100;
/// More of a title is not read, in bytes.
const LONGEST_TITLE: usize = 2000;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its title.
    pub title: Option<String>,
    /// The name of the site, else the part of the title that is most like one.
    pub name: Option<String>,
    /// The zone that its meeting finder is set to.
    pub timezone: Option<Zone>,
    /// Whose meetings they seem to be.
    pub fellowship: Option<Whose>,
    /// Whether the page shows the TSML plugin.
    pub has_tsml_plugin: bool,
    /// Whether it asks for a password.
    pub asks_password: bool,
}

impl About {
    /// Takes over what another page of the same site says and this one does not.
    pub fn absorb(&mut self, other: About) {
        let is_set = |whose: &Option<Whose>| whose.as_ref().is_some_and(|whose| whose.is_set);
        if self.fellowship.is_none() || is_set(&other.fellowship) && !is_set(&self.fellowship) {
            self.fellowship = other.fellowship;
        }
        self.timezone = self.timezone.take().or(other.timezone);
        self.name = self.name.take().or(other.name);
        self.has_tsml_plugin |= other.has_tsml_plugin;
    }
}

/// Reads it.
pub(super) fn about(tags: &[Tag<'_>], text: &Text<'_>, url: &Url) -> About {
    let title = tags.iter().find(|tag| tag.is("title"));
    let title =
        title.and_then(|tag| shown(text.between(tag.inside, tag.raw_end?.min(tag.inside + LONGEST_TITLE))));
    let meta = |name: &str| {
        let is_it = |tag: &&Tag<'_>| {
            let key = tag.get("property").or_else(|| tag.get("name"));
            tag.is("meta") && key.is_some_and(|key| key.eq_ignore_ascii_case(name))
        };
        tags.iter().find(is_it).and_then(|tag| shown(&tag.get("content")?))
    };
    let site_name = meta("og:site_name").or_else(|| meta("application-name"));
    let zone = tags.iter().filter_map(|tag| tag.get("data-timezone")).find_map(|zone| Zone::parse(&zone));
    let asks_password = tags
        .iter()
        .any(|tag| tag.is("input") && tag.get("type").is_some_and(|it| it.eq_ignore_ascii_case("password")));
    let has_tsml_plugin = tags.iter().any(is_plugin_mark);
    let name = site_name.clone().or_else(|| title.as_deref().map(named));
    let words = [site_name.as_deref(), title.as_deref()];
    let fellowship = whose::whose(text.masked(), &words, url);
    About { title, name, timezone: zone, fellowship, has_tsml_plugin, asks_password }
}

/// Whether a tag shows that the TSML plugin is at work on this site.
pub(super) fn is_plugin_mark(tag: &Tag<'_>) -> bool {
    let is_named = tag.is("meta") && tag.get("name").is_some_and(|name| name == "12_step_meeting_list");
    let is_part =
        |name: &str| tag.get(name).is_some_and(|from| from.contains("/plugins/12-step-meeting-list/"));
    is_named || (tag.is("script") && is_part("src")) || (tag.is("link") && is_part("href"))
}

/// A text of the page as it may be shown: one line, no markup, nobody's name or number.
pub(super) fn shown(raw: &str) -> Option<String> {
    let raw = &raw[..floor(raw, LONGEST_TITLE)];
    let line = text::line(raw).text;
    let masked = anonymity::name(&line).text;
    let plain: String = masked.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let plain = plain.trim().to_owned();
    (!plain.is_empty()).then_some(plain)
}

/// What stands between the parts of a title.
const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " » ", " : ", " · "];

/// The part of a title that names the site: the longest, as others say `Home` or `Meetings`.
fn named(title: &str) -> String {
    let one = SEPARATORS.iter().fold(title.to_owned(), |title, separator| title.replace(separator, "\n"));
    one.lines().max_by_key(|part| part.chars().count()).unwrap_or(title).trim().to_owned()
}
