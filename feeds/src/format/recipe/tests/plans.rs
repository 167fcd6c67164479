//! Which requests follow: pages to their end, then what they lead to, never off the host, never more than allowed.

use super::part;
use crate::plan::{self, Method, Part};
use crate::source::Source;

fn source(fetch: &str) -> Source {
    let text = format!(
        "id = 'x'\nname = 'X'\nfellowship = 'na'\nurl = 'https://list.example/meetings/?lang=en'\n\
         [recipe]\nrecords = [{{ fields = {{ name = 'n' }} }}]\n[recipe.fetch]\n{fetch}"
    );
    toml::from_str(&text).unwrap()
}

/// Fetches until nothing is open, answering each request from a table of addresses; what was asked for, by rounds.
fn walk(source: &Source, answer: impl Fn(&str) -> String) -> Vec<String> {
    let (mut done, mut rounds): (Vec<Part>, Vec<String>) = (Vec::new(), Vec::new());
    loop {
        let round = plan::requests(source, &done);
        if round.is_empty() {
            return rounds;
        }
        let asked: Vec<String> = round
            .iter()
            .map(|request| {
                let body = match &request.method {
                    Method::Get => String::new(),
                    Method::Post { body, .. } => format!(" <- {}", String::from_utf8_lossy(body)),
                };
                let shown = format!("{:?} {}{body}", request.role, request.url);
                done.push(part(request.role, request.url.as_str(), &answer(&shown)));
                shown.replace("https://list.example", "")
            })
            .collect();
        rounds.push(asked.join(", "));
        assert!(rounds.len() < 100, "it never ends");
    }
}

#[test]
fn without_more_ado_it_is_one_document() {
    assert_eq!(walk(&source(""), |_| "{}".into()), ["Feed /meetings/?lang=en"]);
    assert_eq!(
        walk(&source("urls = ['usa/alabama.html', '/b?x=1']"), |_| "<p>".into()),
        ["Page /meetings/usa/alabama.html, Page /b?x=1"]
    );
}

#[test]
fn pages_are_walked_by_number_while_something_is_found() {
    let source = source("pages = { query = 'page', found = { path = 'list.*' } }");
    let rounds = walk(&source, |asked| {
        let is_last = asked.contains("page=3");
        if is_last { "{\"list\": []}".into() } else { "{\"list\": [{\"n\": 1}]}".into() }
    });
    assert_eq!(
        rounds,
        [
            "Page /meetings/?lang=en&page=1",
            "Page /meetings/?lang=en&page=2",
            "Page /meetings/?lang=en&page=3"
        ]
    );
}

#[test]
fn pages_that_are_counted_are_asked_for_at_once() {
    let counted = source("pages = { query = 'p', count = { path = 'pages' } }");
    assert_eq!(
        walk(&counted, |_| "{\"pages\": \"3\"}".into()),
        ["Page /meetings/?lang=en&p=1", "Page /meetings/?lang=en&p=2, Page /meetings/?lang=en&p=3"]
    );
    let offset = source("pages = { query = 'from', from = 0, step = 100, total = { path = 'total' } }");
    assert_eq!(
        walk(&offset, |_| "{\"total\": 201}".into()),
        [
            "Page /meetings/?lang=en&from=0",
            "Page /meetings/?lang=en&from=100, Page /meetings/?lang=en&from=200"
        ]
    );
    assert_eq!(walk(&offset, |_| "{}".into()).len(), 1, "a page without the number is the only one");
}

#[test]
fn a_question_in_the_body_has_the_number_of_the_page() {
    let source = source(
        "body = '{\"paged\": {page}, \"tz\": \"UTC\"}'\nheaders = { x-app = 'list' }\npages = { count = { path = 'c' } }",
    );
    assert_eq!(
        walk(&source, |_| "{\"c\": 2}".into()),
        [
            "Page /meetings/?lang=en#page=1 <- {\"paged\": 1, \"tz\": \"UTC\"}",
            "Page /meetings/?lang=en#page=2 <- {\"paged\": 2, \"tz\": \"UTC\"}"
        ]
    );
    let first = plan::requests(&source, &[]).remove(0);
    assert_eq!(first.headers, [("x-app".to_owned(), "list".to_owned())]);
    let Method::Post { content_type, .. } = first.method else { panic!("{first:?}") };
    assert_eq!(content_type, "application/json");
}

#[test]
fn next_links_are_followed_and_a_circle_ends() {
    let source = source("pages = { next = { select = 'a.next', attr = 'href' } }");
    let rounds = walk(&source, |asked| match asked.split('?').next_back() {
        Some("lang=en") => "<a class=next href='?s=2'>".into(),
        Some("s=2") => "<a class=next href='?s=3'>".into(),
        _ => "<a class=next href='?s=2'>".into(),
    });
    assert_eq!(rounds, ["Page /meetings/?lang=en", "Page /meetings/?s=2", "Page /meetings/?s=3"]);
}

#[test]
fn indexes_lead_to_indexes_and_pages_but_not_off_the_host() {
    let source = source(
        "urls = ['/sitemap.xml']\nrole = 'index'\nhosts = ['cdn.example']\n\
         [[recipe.fetch.links]]\nfrom = { select = 'sitemap loc' }\nrole = 'index'\n\
         [[recipe.fetch.links]]\nfrom = { select = 'url loc', then = [{ keep = '/m/\\d+' }] }",
    );
    let rounds = walk(&source, |asked| {
        match () {
        () if asked.ends_with("/sitemap.xml") => {
            "<?xml version='1.0'?><s><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/a.xml</loc></sitemap></s>".into()
        }
        () if asked.ends_with("/a.xml") => "<?xml version='1.0'?><s><url><loc>/m/1</loc></url><url><loc>/about</loc></url>\
            <url><loc>https://other.example/m/2</loc></url><url><loc>https://cdn.example/m/3#top</loc></url></s>"
            .into(),
        () => "<h1>x</h1>".into(),
    }
    });
    assert_eq!(rounds, ["Index /sitemap.xml", "Index /a.xml", "Detail /m/1, Detail https://cdn.example/m/3"]);
}

#[test]
fn pages_come_before_what_they_lead_to() {
    let source = source(
        "pages = { query = 'page', found = { select = 'a' } }\n\
         [[recipe.fetch.links]]\nfrom = { select = 'a', attr = 'href' }",
    );
    let rounds = walk(&source, |asked| match () {
        () if asked.contains("page=1") => "<a href=/m/1>x</a>".into(),
        () if asked.contains("page=2") => "<a href=/m/1>x</a><a href=/m/2>y</a>".into(),
        () => "<p>".into(),
    });
    assert_eq!(rounds.len(), 4, "{rounds:?}");
    assert_eq!(rounds[3], "Detail /m/1, Detail /m/2");
}

#[test]
fn one_more_than_allowed_is_asked_for_and_no_more() {
    let endless = source("max_requests = 5\npages = { query = 'page', found = { path = 'n' } }");
    assert_eq!(plan::max_requests(&endless), 5);
    assert_eq!(walk(&endless, |_| "{\"n\": 1}".into()).len(), 6);
    let many = source("max_requests = 3\n[[recipe.fetch.links]]\nfrom = { select = 'a', attr = 'href' }");
    let page = (0..50).map(|n| format!("<a href=/m/{n}>")).collect::<String>();
    assert_eq!(walk(&many, |_| page.clone())[1].matches("Detail").count(), 3);
    let plain: Source =
        toml::from_str("id = 'x'\nname = 'X'\nfellowship = 'na'\nurl = 'https://list.example/'").unwrap();
    assert_eq!(plan::max_requests(&plain), 64);
}
