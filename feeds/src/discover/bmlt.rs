//! BMLT satellites: the plugins and widgets that show a root server's meetings, and the address of that server.

use super::Kind;
use super::address::{Base, host};
use super::gather::{Finding, Gather};
use super::page::Text;
use super::tags::{Tag, decoded};
use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// So many mentions of a root server are looked at.
const MOST_MENTIONS: usize = 20;

static ROOT: LazyLock<Regex> = LazyLock::new(|| {
    let quote = r#"(?:&quot;|&#8220;|&#8221;|&#34;|["'“”])"#;
    let pattern = format!(
        r#"(?i)\b(?:bmlt_?)?root_?server(?:_?ur[il])?{quote}?\s{{0,5}}(?:[:=,]|=>)\s{{0,5}}{quote}?((?:https?:)?(?:\\?/){{1,2}}[^\s"'<>&,;\]]{{2,300}})"#
    );
    Regex::new(&pattern).expect("the pattern is valid")
});

static BODIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)\bservice_?bod(?:y|ies)["']?\s{0,5}[:=]\s{0,5}[\["']{0,3}([0-9][0-9,"' ]{0,200})"#)
        .expect("the pattern is valid")
});

/// Software around BMLT: what stands in a page's sources, and what it is.
const SOFTWARE: [(&str, &str); 8] = [
    ("/plugins/crouton", "crouton, a BMLT meeting finder"),
    ("croutonjs", "crouton, a BMLT meeting finder"),
    ("/plugins/bmlt-", "a BMLT plugin"),
    ("/plugins/fetch-meetings", "the BMLT plugin fetch-meetings"),
    ("/plugins/crumb", "crumb, a BMLT meeting finder"),
    ("crumb-widget", "crumb, a BMLT meeting finder"),
    ("/plugins/bread", "bread, which prints BMLT lists"),
    ("bmlt_settings", "the settings of a BMLT satellite"),
];

/// The root server behind an address of one.
pub(super) fn classify(url: &Url, how: &str) -> Option<Finding> {
    let path = url.path();
    let root = match path.find("/client_interface/") {
        Some(at) => format!("{}/", &path[..at]),
        None if path.trim_end_matches('/').ends_with("/main_server") => {
            format!("{}/", path.trim_end_matches('/'))
        }
        None => return None,
    };
    let mut server = url.clone();
    server.set_path(&root);
    server.set_query(None);
    Some(server_or_aggregator(server, None, format!("{how} to a BMLT root server")))
}

fn server_or_aggregator(server: Url, bodies: Option<&str>, what: String) -> Finding {
    let is_aggregator = host(&server).contains("aggregator") || host(&server).starts_with("tomato.");
    let found = |url| Finding::Try { kind: Kind::Bmlt, url, rank: 12, what: what.clone() };
    match (is_aggregator, bodies) {
        (false, _) => found(server),
        (true, Some(bodies)) => {
            let mut query = server.clone();
            query.set_path(&format!("{}/client_interface/json/", server.path().trim_end_matches('/')));
            let services: String = bodies.split(',').map(|body| format!("&services[]={body}")).collect();
            query.set_query(Some(&format!(
                "switcher=GetSearchResults&get_used_formats=1&recursive=1{services}"
            )));
            found(query)
        }
        (true, None) => Finding::Leave {
            kind: Kind::Bmlt,
            shown: server.into(),
            what,
            reason:
                "an aggregator gives nothing without a service body; the root server behind it is the source"
                    .to_owned(),
        },
    }
}

/// Reads the settings of finders in scripts and shortcodes.
pub(super) fn scan(text: &Text<'_>, base: &Base, gather: &mut Gather) {
    scan_settings(text, None, base, gather);
    for (mark, what) in SOFTWARE {
        if let Some(at) = text.masked().find(mark) {
            gather.sign(what, Some(text.line(at)));
        }
    }
}

/// Reads the settings of finders; `line` says where they stand, when not where they are found.
pub(super) fn scan_settings(text: &Text<'_>, line: Option<u32>, base: &Base, gather: &mut Gather) {
    let bodies = service_bodies(text.masked());
    for found in ROOT.captures_iter(text.masked()).take(MOST_MENTIONS) {
        let Some(address) = found.get(1) else { continue };
        let plain = decoded(address.as_str()).replace("\\/", "/");
        let line = line.unwrap_or_else(|| text.line(address.start()));
        mention(&plain, "`root_server` in the page", bodies.as_deref(), Some(line), base, gather);
    }
}

/// Reads the widgets that name their server in an attribute.
pub(super) fn tag(tag: &Tag<'_>, line: u32, base: &Base, gather: &mut Gather) {
    let is_widget = tag.get("id").is_some_and(|id| id == "crumb-widget");
    let named = tag.get("data-root-server").or_else(|| tag.get("data-server").filter(|_| is_widget));
    if let Some(server) = named {
        let bodies = tag.get("data-service-body").and_then(|list| numbers(&list));
        mention(&server, "the widget's server", bodies.as_deref(), Some(line), base, gather);
    }
}

fn mention(text: &str, how: &str, bodies: Option<&str>, line: Option<u32>, base: &Base, gather: &mut Gather) {
    let Some(mut server) = base.resolve(text.trim_end_matches(['\\', ')', '}'])) else { return };
    let path = server.path();
    let path = path.find("/client_interface").map_or(path, |at| &path[..at]);
    let path = format!("{}/", path.trim_end_matches('/'));
    server.set_path(&path);
    server.set_query(None);
    let shown =
        bodies.map(|bodies| format!(", of which it shows the service bodies {bodies}")).unwrap_or_default();
    gather.add(server_or_aggregator(server, bodies, format!("{how} names a BMLT root server{shown}")), line);
}

/// The service bodies that a page shows, as `1060,1061`.
fn service_bodies(text: &str) -> Option<String> {
    BODIES.captures(text).and_then(|found| numbers(found.get(1)?.as_str()))
}

fn numbers(text: &str) -> Option<String> {
    let numbers =
        text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty() && number.len() < 10);
    let list: Vec<&str> = numbers.take(20).collect();
    (!list.is_empty()).then(|| list.join(","))
}
