//! Answers `client_interface/json` and `client_interface/jsonp` requests from what a [`RootServer`] knows: the switchers and the filters
//! that readers of whole lists use. Anything else is refused with 422, as the real software does.

use serde_json::{Map, Value, json};

use super::SampleSite;
use super::bmlt::RootServer;
use super::php_json::{Slashes, encode};

/// A status and a JSON body.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// The answer to the query string `query` (decoded pairs are taken from it).
pub(super) fn answer(site: &SampleSite, query: &str) -> Answer {
    let query = Query::parse(query);
    let server = RootServer::new(site);
    let language = query.last("lang_enum").unwrap_or(server.native_language()).to_owned();
    let found = match query.last("switcher") {
        Some("GetServerInfo") => Some(server.server_info()),
        Some("GetServiceBodies") => Some(service_bodies(&server, &query)),
        Some("GetFormats") => Some(formats_asked_for(&server, &language, &query)),
        Some("GetSearchResults") => Some(search(&server, &query, &language)),
        _ => None,
    };
    let (status, value) = match found {
        Some(value) => (200, value),
        None => (422, json!({"message": "The selected switcher is invalid."})),
    };
    Answer { status, body: encode(&value, Slashes::Plain).into_bytes() }
}

/// The same answer as a script that hands it to the function named by `callback`: how widgets on other hosts ask.
pub(super) fn script(site: &SampleSite, query: &str) -> Answer {
    let pairs = Query::parse(query);
    let is_name = |name: &&str| {
        let mut letters = name.chars();
        letters.next().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, '_' | '$'))
            && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$' | '.'))
    };
    let Some(name) = pairs.last("callback").filter(is_name) else {
        let body = json!({"message": "The callback is invalid."});
        return Answer { status: 422, body: encode(&body, Slashes::Plain).into_bytes() };
    };
    let Answer { status, body } = answer(site, query);
    let body = [b"/**/", name.as_bytes(), b"(", &body, b");"].concat();
    Answer { status, body }
}

fn formats(server: &RootServer<'_>, language: &str, with_unused: bool) -> Value {
    let root = server.root_address();
    server.formats(with_unused).map(|format| format.record(server.format_offset(), language, &root)).collect()
}

/// `GetFormats`: those asked for by their keys, else all.
fn formats_asked_for(server: &RootServer<'_>, language: &str, query: &Query) -> Value {
    let keys = query.all("key_strings");
    let with_unused = query.last("show_all") == Some("1");
    let Value::Array(all) = formats(server, language, with_unused) else { return json!([]) };
    let is_wanted = |format: &Value| {
        keys.is_empty() || format["key_string"].as_str().is_some_and(|key| keys.contains(&key))
    };
    all.into_iter().filter(is_wanted).collect()
}

/// `GetServiceBodies`: those asked for by number, with `parents=1` those above them too, else all.
fn service_bodies(server: &RootServer<'_>, query: &Query) -> Value {
    let wanted = query.ids("services");
    let Value::Array(bodies) = server.service_bodies() else { return json!([]) };
    let is_wanted = |body: &Value| body["id"].as_str().is_none_or(|id| wanted.admits(id));
    let with_parents = query.last("parents") == Some("1");
    let above: Vec<&str> =
        bodies.iter().filter(|body| is_wanted(body)).filter_map(|body| body["parent_id"].as_str()).collect();
    let is_above = |body: &Value| with_parents && body["id"].as_str().is_some_and(|id| above.contains(&id));
    bodies.iter().filter(|body| is_wanted(body) || is_above(body)).cloned().collect()
}

fn search(server: &RootServer<'_>, query: &Query, language: &str) -> Value {
    let mut services = query.ids("services");
    // Body 1 is the region that all areas belong to.
    if query.last("recursive") == Some("1") && services.included.iter().any(|id| id == "1") {
        services.included.clear();
    }
    let filters = [
        ("weekday_tinyint", query.ids("weekdays")),
        ("venue_type", query.ids("venue_types")),
        ("id_bigint", query.ids("meeting_ids")),
        ("service_body_bigint", services),
    ];
    let wanted_formats = query.ids("formats");
    let mut rows = server.rows(language);
    rows.retain(|row| {
        let field = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
        let formats: Vec<&str> = field("format_shared_id_list").split(',').collect();
        filters.iter().all(|(key, ids)| ids.admits(field(key)))
            && wanted_formats.included.iter().all(|id| formats.contains(&id.as_str()))
            && !wanted_formats.excluded.iter().any(|id| formats.contains(&id.as_str()))
    });
    let rows = page(rows, query);
    let used = || formats(server, language, false);
    if query.has("get_formats_only") {
        return json!({"formats": used()});
    }
    let rows = keep_fields(rows, query.last("data_field_key"));
    if query.has("get_used_formats") { json!({"meetings": rows, "formats": used()}) } else { json!(rows) }
}

fn page(rows: Vec<Map<String, Value>>, query: &Query) -> Vec<Map<String, Value>> {
    let number = |key| query.last(key).and_then(|text| text.parse::<usize>().ok());
    match number("page_size") {
        Some(size @ 1..) => {
            let skipped = number("page_num").unwrap_or(1).saturating_sub(1).saturating_mul(size);
            rows.into_iter().skip(skipped).take(size).collect()
        }
        _ => rows,
    }
}

/// Unknown keys are ignored; when none is known all fields stay.
fn keep_fields(mut rows: Vec<Map<String, Value>>, fields: Option<&str>) -> Vec<Map<String, Value>> {
    let wanted: Vec<&str> = fields.unwrap_or_default().split(',').map(str::trim).collect();
    for row in &mut rows {
        if wanted.iter().any(|key| row.contains_key(*key)) {
            row.retain(|key, _| wanted.contains(&key.as_str()));
        }
    }
    rows
}

/// Numbers that are asked for, and those (written with a minus) that are not wanted.
#[derive(Debug, Default)]
struct Ids {
    included: Vec<String>,
    excluded: Vec<String>,
}

impl Ids {
    fn admits(&self, id: &str) -> bool {
        let is = |wanted: &String| wanted == id;
        (self.included.is_empty() || self.included.iter().any(is)) && !self.excluded.iter().any(is)
    }
}

/// The decoded pairs of a query string.
struct Query(Vec<(String, String)>);

impl Query {
    fn parse(query: &str) -> Self {
        Self(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(name, _)| name == key)
    }

    fn last(&self, key: &str) -> Option<&str> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The values of `key[]=a&key[]=b`.
    fn all(&self, key: &str) -> Vec<&str> {
        let named = |(name, _): &&(String, String)| name.strip_suffix("[]").unwrap_or(name) == key;
        self.0.iter().filter(named).map(|(_, value)| value.as_str()).collect()
    }

    /// `key=1,-2` and `key[]=1&key[]=-2` alike.
    fn ids(&self, key: &str) -> Ids {
        let mut ids = Ids::default();
        let values = self.0.iter().filter(|(name, _)| name.strip_suffix("[]").unwrap_or(name) == key);
        for number in
            values.flat_map(|(_, value)| value.split(',')).filter_map(|part| part.trim().parse::<i64>().ok())
        {
            match number {
                1.. => ids.included.push(number.to_string()),
                0 => {}
                _ => ids.excluded.push(number.unsigned_abs().to_string()),
            }
        }
        ids
    }
}
