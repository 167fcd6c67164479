//! Where the crawler never goes. Every test counts the connections that were made: none.

use super::site::{Site, ok, redirect};
use super::*;

const FORBIDDEN: (AttemptOutcome, Option<Code>) = (AttemptOutcome::Blocked, Some(Code::DestinationForbidden));

async fn outcome(crawler: &Crawler, url: &str) -> (AttemptOutcome, Option<Code>) {
    let fault = fault(crawler, &Url::parse(url).unwrap()).await;
    (fault.outcome, fault.code)
}

#[tokio::test]
async fn a_literal_address_inside_is_never_dialled() {
    let site = Site::start(|_| ok(b"[]")).await;
    let port = site.address.port();
    let crawler = crawler(&[]);
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "user@127.0.0.1",
        "example.org@127.0.0.1",
    ] {
        assert_eq!(outcome(&crawler, &format!("http://{host}:{port}/feed.json")).await, FORBIDDEN, "{host}");
    }
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn a_name_is_judged_by_the_address_that_would_be_dialled() {
    let site = Site::start(|_| ok(b"[]")).await;
    let url = format!("http://feeds.example:{}/feed.json", site.address.port());
    for inside in
        ["127.0.0.1", "10.0.0.5", "100.64.0.1", "169.254.169.254", "fd00::1", "fe80::1", "::ffff:127.0.0.1"]
    {
        let names = Names::answering(&[&[inside]]);
        assert_eq!(outcome(&crawler_with_names(config(&[]), &names), &url).await, FORBIDDEN, "{inside}");
        assert_eq!(names.asked(), 1, "one look-up, and that one decides");
    }
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn the_real_localhost_is_forbidden_too() {
    let site = Site::start(|_| ok(b"[]")).await;
    let url = format!("http://localhost:{}/feed.json", site.address.port());
    assert_eq!(outcome(&crawler(&[]), &url).await, FORBIDDEN);
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn a_name_that_answers_differently_the_second_time_gains_nothing() {
    let site = Site::start(|_| ok(b"[]")).await;
    // a reserved address stands for the harmless first answer, since nothing public may be dialled from a
    // test
    let names = Names::answering(&[&["203.0.113.7"], &["127.0.0.1"]]);
    let crawler = crawler_with_names(config(&[]), &names);
    let url = format!("http://feeds.example:{}/feed.json", site.address.port());
    assert_eq!(outcome(&crawler, &url).await, FORBIDDEN);
    assert_eq!(outcome(&crawler, &url).await, FORBIDDEN);
    assert_eq!((names.asked(), site.connections()), (2, 0));
}

#[tokio::test]
async fn an_opened_pair_opens_that_name_and_port_only() {
    let (site, other) = (Site::start(|_| ok(b"[1]")).await, Site::start(|_| ok(b"[]")).await);
    let names = Names::answering(&[&["127.0.0.1"]]);
    let mut config = config(&[]);
    config.allow_private = vec![format!("feeds.example:{}", site.address.port()).parse().unwrap()];
    let crawler = crawler_with_names(config, &names);
    let url =
        |host: &str, site: &Site| Url::parse(&format!("http://{host}:{}/x", site.address.port())).unwrap();
    assert_eq!(get(&crawler, &url("feeds.example", &site)).await.unwrap().part.body, b"[1]");
    let connections = site.connections();
    for url in [url("other.example", &site), url("feeds.example", &other), url("127.0.0.1", &site)] {
        assert_eq!(fault(&crawler, &url).await.code, Some(Code::DestinationForbidden), "{url}");
    }
    assert_eq!((site.connections(), other.connections()), (connections, 0));
}

#[tokio::test]
async fn a_redirect_is_judged_like_a_first_request() {
    let inside = Site::start(|_| ok(b"[\"secret\"]")).await;
    let port = inside.address.port();
    for (location, code) in [
        (format!("http://127.0.0.1:{port}/latest/meta-data/"), Code::DestinationForbidden),
        (format!("//[::ffff:127.0.0.1]:{port}/"), Code::DestinationForbidden),
        (format!("http://localhost:{port}/"), Code::DestinationForbidden),
        ("http://169.254.169.254/".to_owned(), Code::DestinationForbidden),
        ("http://feeds.example:25/".to_owned(), Code::DestinationForbidden),
        ("file:///etc/passwd".to_owned(), Code::SchemeForbidden),
        ("ftp://feeds.example/x".to_owned(), Code::SchemeForbidden),
        ("data:application/json,[]".to_owned(), Code::SchemeForbidden),
    ] {
        let to = location.clone();
        let site = Site::start(move |_| redirect(302, &to)).await;
        let fault = fault(&crawler(&[&site]), &site.url("/feed.json")).await;
        assert_eq!((fault.outcome, fault.code), (AttemptOutcome::Blocked, Some(code)), "{location}");
    }
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn a_robots_txt_that_leads_inside_leads_nowhere() {
    let inside = Site::start(|_| ok(b"")).await;
    let to = inside.url("/robots.txt").to_string();
    let site = Site::start_whole(move |_| redirect(302, &to)).await;
    let fault = fault(&crawler(&[&site]), &site.url("/feed.json")).await;
    assert_eq!((fault.outcome, fault.code), FORBIDDEN);
    assert_eq!((inside.connections(), site.seen().len()), (0, 0));
}

#[tokio::test]
async fn without_a_contact_an_attempt_at_a_public_host_is_blocked_unasked() {
    let names = Names::answering(&[&["203.0.113.7"]]);
    let crawler = crawler_with_names(CrawlerConfig { contact: None, ..config(&[]) }, &names);
    let url = Url::parse("https://feeds.example/feed.json").unwrap();
    let blocked = attempt(&crawler, &url, &[]).await;
    assert_eq!(blocked.outcome, AttemptOutcome::Blocked);
    assert!(!blocked.notices.is_empty() && blocked.requests.is_empty() && crawler.contact_needed(&url));
    assert_eq!(names.asked(), 0);
}
