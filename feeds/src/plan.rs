//! Which requests a source needs, as data; no I/O. The crawler carries a plan out and hands back the parts.

use crate::format::{self, recipe};
use crate::reading::Format;
use crate::source::{FormatChoice, Source};
use url::Url;

/// What a document of a snapshot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The one document of a single-document source.
    Feed,
    /// What the server says of itself.
    ServerInfo,
    /// The tree of service bodies.
    Bodies,
    /// The server's format table.
    Formats,
    /// The meetings of a source with several documents.
    Meetings,
    /// One page of several with meetings; what it says may lead to more.
    Page,
    /// A document that only leads to others, as a sitemap.
    Index,
    /// One meeting, or a few, on a page of their own.
    Detail,
}

impl Role {
    /// Whether a document of this role lists meetings.
    pub fn holds_meetings(self) -> bool {
        matches!(self, Role::Feed | Role::Meetings | Role::Page)
    }

    /// Whether the plan may ask for more because of what it says: then it has to be there each time, changed or not.
    pub fn leads_on(self) -> bool {
        matches!(self, Role::Page | Role::Index)
    }
}

/// One request of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked for.
    pub role: Role,
    /// Where. A fragment is never sent; it tells requests apart that differ in the body alone.
    pub url: Url,
    /// How.
    pub method: Method,
    /// Header fields to send beside our own.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// Asks for a document in the plain way.
    pub fn get(role: Role, url: Url) -> Self {
        Self { role, url, method: Method::Get, headers: Vec::new() }
    }
}

/// How a document is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// By its address alone.
    #[default]
    Get,
    /// With a question in the body; it changes nothing on the server.
    Post {
        /// What the body is, as `application/json`.
        content_type: String,
        /// The question.
        body: Vec<u8>,
    },
}

/// One document that came back.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// Where it came from, after redirects.
    pub url: Url,
    /// The `Content-Type` header, if any.
    pub content_type: Option<String>,
    /// The decoded bytes.
    pub body: Vec<u8>,
}

/// At most so many requests belong to one plan, unless a recipe says otherwise.
pub const MAX_REQUESTS: usize = 64;

/// At most so many requests belong to the plan of a source.
pub fn max_requests(source: &Source) -> usize {
    source.recipe.as_ref().map_or(MAX_REQUESTS, recipe::max_requests)
}

/// The requests of a source that are still open, given the parts that have come.
///
/// Most formats need one round; a recipe with pages or links answers with more requests until it is done.
pub fn requests(source: &Source, done: &[Part]) -> Vec<Request> {
    if let Some(recipe) = &source.recipe {
        return recipe::requests(recipe, &source.url, done);
    }
    if let FormatChoice::Only(format @ (Format::EventsCalendar | Format::Rpde)) = source.format {
        return paged(source, format, done);
    }
    if !done.is_empty() {
        return Vec::new();
    }
    match source.format {
        FormatChoice::Only(Format::Bmlt) if !names_a_query(&source.url) => bmlt_root(&source.url),
        _ => vec![Request::get(Role::Feed, source.url.clone())],
    }
}

/// One page after the other, on one host.
fn paged(source: &Source, format: Format, done: &[Part]) -> Vec<Request> {
    let Some(last) = done.last() else { return vec![Request::get(Role::Page, source.url.clone())] };
    let next = format::next_page(format, last);
    let is_new = |next: &Url| done.iter().all(|part| part.url != *next) && *next != source.url;
    let next = next.filter(|next| next.host() == source.url.host() && is_new(next));
    next.map(|next| Request::get(Role::Page, next)).into_iter().collect()
}

/// A BMLT address may also be a whole query, as `.../json/?switcher=GetSearchResults&get_used_formats=1`.
fn names_a_query(url: &Url) -> bool {
    url.query_pairs().any(|(key, _)| key == "switcher") || url.path().ends_with(".json")
}

fn bmlt_root(root: &Url) -> Vec<Request> {
    let mut base = root.clone();
    base.set_query(None);
    base.set_fragment(None);
    base.set_path(&format!("{}/client_interface/json/", root.path().trim_end_matches('/')));
    let ask = |role, switcher| {
        let mut url = base.clone();
        url.set_query(Some(&format!("switcher={switcher}")));
        Request::get(role, url)
    };
    vec![
        ask(Role::ServerInfo, "GetServerInfo"),
        ask(Role::Bodies, "GetServiceBodies"),
        ask(Role::Formats, "GetFormats"),
        ask(Role::Meetings, "GetSearchResults"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(url: &str, format: &str) -> Source {
        let text = format!("id='x'\nname='X'\nfellowship='na'\nurl='{url}'\nformat='{format}'");
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn a_bmlt_root_is_four_requests_whatever_its_slashes() {
        for root in [
            "http://h.example/main_server",
            "http://h.example/main_server/",
            "http://h.example//main_server//",
        ] {
            let requests = requests(&source(root, "bmlt"), &[]);
            assert_eq!(requests.len(), 4, "{root}");
            assert!(
                requests[3]
                    .url
                    .as_str()
                    .ends_with("main_server/client_interface/json/?switcher=GetSearchResults")
            );
        }
    }

    #[test]
    fn a_bmlt_query_and_a_feed_are_one_request() {
        let query = "http://h.example/client_interface/json/?switcher=GetSearchResults";
        assert_eq!(requests(&source(query, "bmlt"), &[]).len(), 1);
        assert_eq!(requests(&source("http://h.example/feed.json", "auto"), &[])[0].role, Role::Feed);
    }
}
