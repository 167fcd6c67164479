//! Which requests a recipe needs, given what has come: first pages one after the other, then what they lead to.
//!
//! Pages are walked to their end before links are followed, so that each page is looked at twice at most. Where more
//! would be asked for than the recipe allows, one too many is: that fails the attempt, and no list is half read.

use super::compile::Compiled;
use super::pick::{Desk, Pick, Spot, scalar};
use super::read::Document;
use super::spec::{Fetch, Pages, Recipe};
use crate::plan::{MAX_REQUESTS, Method, Part, Request, Role};
use serde_json::Value;
use std::collections::HashSet;
use url::Url;

/// A recipe may not allow more.
const MOST_REQUESTS: usize = 5_000;

/// At most so many requests belong to the plan of a recipe.
pub fn max_requests(recipe: &Recipe) -> usize {
    let said = recipe.resolved().ok().and_then(|recipe| recipe.fetch.max_requests);
    said.unwrap_or(MAX_REQUESTS).min(MOST_REQUESTS)
}

/// What is wrong with the requests, beside the fields in them.
pub(super) fn check(fetch: &Fetch, wrong: &mut dyn FnMut(&str, String)) {
    if fetch.max_requests.is_some_and(|most| !(1..=MOST_REQUESTS).contains(&most)) {
        wrong("fetch.max_requests", format!("it can be from 1 to {MOST_REQUESTS}"));
    }
    if let Some(at) =
        fetch.links.iter().position(|link| !matches!(link.role, Role::Detail | Role::Index | Role::Page))
    {
        wrong(&format!("fetch.links[{at}].role"), "links lead to `detail`, `page` or `index`".to_owned());
    }
    let Some(pages) = &fetch.pages else { return };
    let ways = [&pages.next, &pages.count, &pages.total, &pages.found];
    if ways.iter().filter(|way| way.is_some()).count() != 1 {
        wrong("fetch.pages", "say one of `next`, `count`, `total` and `found`".to_owned());
    }
    let in_body = fetch.body.as_ref().is_some_and(|body| body.contains("{page}"));
    if pages.next.is_none() && pages.query.is_none() && !in_body {
        wrong(
            "fetch.pages.query",
            "neither `query` nor `{page}` in `body` says where the number goes".to_owned(),
        );
    }
    if pages.total.is_some() && pages.size.or(pages.step).unwrap_or_default() == 0 {
        wrong("fetch.pages.size", "`total` needs the number of records a page".to_owned());
    }
    if fetch.urls.len() > 1 {
        wrong("fetch.pages", "pages are walked from one address only".to_owned());
    }
    if fetch.links.iter().any(|link| link.role == Role::Page) {
        wrong("fetch.links", "where `pages` are walked, links can't lead to pages".to_owned());
    }
}

/// The requests that are still open.
pub fn requests(recipe: &Recipe, source: &Url, done: &[Part]) -> Vec<Request> {
    let Ok(recipe) = recipe.resolved() else { return Vec::new() };
    let Ok(compiled) = super::compile::compile(&recipe) else { return Vec::new() };
    let plan = Plan { fetch: &recipe.fetch, compiled: &compiled, source, desk: Desk::new() };
    let most = max_requests(&recipe);
    let mut open = plan.open(done);
    open.truncate((most + 1).saturating_sub(done.len()));
    open
}

struct Plan<'r> {
    fetch: &'r Fetch,
    compiled: &'r Compiled,
    source: &'r Url,
    desk: Desk,
}

impl Plan<'_> {
    fn open(&self, done: &[Part]) -> Vec<Request> {
        let first = self.first();
        if done.len() < first.len() {
            return first.into_iter().skip(done.len()).collect();
        }
        let leading = done.iter().take_while(|part| part.role == Role::Page).count();
        let mut walked = first.len();
        if let Some(pages) = &self.fetch.pages {
            walked = leading.max(first.len());
            if walked == done.len() {
                let open = self.further(pages, done);
                if !open.is_empty() {
                    return open;
                }
            }
        }
        self.linked(first, walked, done)
    }

    fn role(&self) -> Role {
        let leads_on = self.fetch.pages.is_some() || !self.fetch.links.is_empty();
        let usual = if leads_on || self.fetch.urls.len() > 1 { Role::Page } else { Role::Feed };
        self.fetch.role.unwrap_or(usual)
    }

    fn first(&self) -> Vec<Request> {
        let urls = self.fetch.urls.iter().filter_map(|url| self.source.join(url).ok());
        let mut urls: Vec<Url> = urls.collect();
        if self.fetch.urls.is_empty() {
            urls.push(self.source.clone());
        }
        let from = self.fetch.pages.as_ref().map(|pages| pages.from.unwrap_or(1));
        urls.into_iter().map(|url| self.numbered(url, from)).collect()
    }

    /// The request for a page of that number.
    fn numbered(&self, mut url: Url, number: Option<u64>) -> Request {
        let pages = self.fetch.pages.as_ref();
        if let (Some(name), Some(number)) = (pages.and_then(|pages| pages.query.as_ref()), number) {
            let others = url.query_pairs().filter(|(key, _)| key != name);
            let others: Vec<(String, String)> =
                others.map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
            url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, &number.to_string());
        }
        let mut request = self.get(self.role(), url);
        if let Some(body) = &self.fetch.body {
            let number = number.map(|number| number.to_string()).unwrap_or_default();
            let is_json = body.trim_start().starts_with(['{', '[']);
            let usual = if is_json { "application/json" } else { "application/x-www-form-urlencoded" };
            let content_type = self.fetch.content_type.as_deref().unwrap_or(usual).to_owned();
            request.method =
                Method::Post { content_type, body: body.replace("{page}", &number).into_bytes() };
            if !number.is_empty() {
                // requests that differ in the body alone are told apart by what is never sent
                request.url.set_fragment(Some(&format!("page={number}")));
            }
        }
        request
    }

    fn get(&self, role: Role, url: Url) -> Request {
        let headers = self.fetch.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        Request { headers, ..Request::get(role, url) }
    }

    /// The pages that follow.
    fn further(&self, pages: &Pages, done: &[Part]) -> Vec<Request> {
        let Some(last) = done.last() else { return Vec::new() };
        let (from, step) = (pages.from.unwrap_or(1), pages.step.unwrap_or(1).max(1));
        let number = |at: usize| from.saturating_add(step.saturating_mul(at as u64));
        let start = self.first().remove(0).url;
        if let Some(next) = &self.compiled.next {
            let known: HashSet<&str> = done.iter().map(|part| part.url.as_str()).collect();
            let links = self.addresses(next, last).into_iter().take(1);
            let links = links.filter(|url| !known.contains(url.as_str()));
            return links.map(|url| self.get(self.role(), url)).collect();
        }
        if self.compiled.found.is_some() {
            let found = self.values(self.compiled.found.as_ref(), last);
            let is_last = found.is_empty();
            return (!is_last).then(|| self.numbered(start, Some(number(done.len())))).into_iter().collect();
        }
        if done.len() > 1 {
            return Vec::new();
        }
        let counted = |pick: Option<&Pick>| {
            let values = self.values(pick, last);
            values.iter().find_map(scalar).and_then(|text| text.replace(',', "").parse::<u64>().ok())
        };
        let size = pages.size.unwrap_or(step).max(1);
        let total = || counted(self.compiled.total.as_ref()).map(|total| total.div_ceil(size));
        let count = counted(self.compiled.count.as_ref()).or_else(total).unwrap_or(1);
        let count = usize::try_from(count).unwrap_or(usize::MAX).min(MOST_REQUESTS + 1);
        (1..count).map(|at| self.numbered(start.clone(), Some(number(at)))).collect()
    }

    /// What the documents lead to, round by round as it was asked for.
    fn linked(&self, first: Vec<Request>, walked: usize, done: &[Part]) -> Vec<Request> {
        let leads_on = self.compiled.links.iter().any(|(_, role)| role.leads_on());
        if self.compiled.links.is_empty() || !leads_on && done.len() > walked {
            return Vec::new();
        }
        let mut asked: HashSet<String> = first.iter().map(|request| request.url.to_string()).collect();
        asked.extend(done[..walked].iter().map(|part| part.url.to_string()));
        let (mut start, mut end) = (0, walked);
        loop {
            let mut round = Vec::new();
            for part in done[start..end].iter().filter(|part| part.role.leads_on()) {
                for (pick, role) in &self.compiled.links {
                    for url in self.addresses(pick, part) {
                        if round.len() <= MOST_REQUESTS && asked.insert(url.to_string()) {
                            round.push(self.get(*role, url));
                        }
                    }
                }
            }
            (start, end) = (end, end + round.len());
            if end > done.len() || round.is_empty() {
                return round.into_iter().skip(done.len() - start).collect();
            }
        }
    }

    fn values(&self, pick: Option<&Pick>, part: &Part) -> Vec<Value> {
        let Some(pick) = pick else { return Vec::new() };
        let Ok(document) = Document::open(part) else { return Vec::new() };
        let bare = Spot::bare(&self.desk, &part.url);
        document.with_root(bare, |spot| pick.values(&spot)).unwrap_or_default()
    }

    /// Addresses in a document, whole, on hosts that may be asked.
    fn addresses(&self, pick: &Pick, part: &Part) -> Vec<Url> {
        let texts = self.values(Some(pick), part);
        let urls = texts.iter().filter_map(scalar).filter_map(|text| part.url.join(&text).ok());
        let whole = urls.map(|mut url| {
            url.set_fragment(None);
            url
        });
        whole.filter(|url| self.may_ask(url)).collect()
    }

    fn may_ask(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        let is_web = matches!(url.scheme(), "http" | "https");
        let is_ours = self.source.host_str() == Some(host) && self.source.port() == url.port();
        is_web && (is_ours || self.fetch.hosts.iter().any(|other| other == host))
    }
}
