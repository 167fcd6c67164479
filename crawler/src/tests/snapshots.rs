//! Snapshots of several documents: whole or not at all.

use super::site::{Seen, Site, Step, ok, reply, status};
use super::*;
use everyroom_feeds::plan::Role;
use std::sync::atomic::AtomicBool;

/// The four documents of a BMLT root, each with a tag; `changed` gives the meetings another version.
fn root(seen: &Seen, changed: bool) -> Vec<Step> {
    let switcher = seen.target.split("switcher=").nth(1).unwrap_or_default();
    let version = if changed && switcher == "GetSearchResults" { "2" } else { "1" };
    let tag = format!("\"{switcher}-{version}\"");
    match seen.header("if-none-match") == Some(tag.as_str()) {
        true => status(304),
        false => reply(200, &[("ETag", &tag)], format!("[\"{switcher} {version}\"]").as_bytes()),
    }
}

async fn crawl(crawler: &Crawler, site: &Site, known: &[Known]) -> Attempt {
    let source = source(&site.url("/main_server/"), "bmlt");
    crawler.fetch_source(&source, known, FetchMode::Conditional, CancellationToken::new()).await
}

#[tokio::test]
async fn a_root_is_four_parts_in_the_order_of_the_plan() {
    let site = Site::start(|seen| root(seen, false)).await;
    let attempt = crawl(&crawler(&[&site]), &site, &[]).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Changed, vec![]));
    let roles: Vec<_> = attempt.parts.iter().map(|part| part.part.role).collect();
    assert_eq!(roles, [Role::ServerInfo, Role::Bodies, Role::Formats, Role::Meetings]);
    assert!(attempt.parts[3].part.body.starts_with(b"[\"GetSearchResults"));
    assert_eq!((attempt.requests.len(), site.robots_seen()), (5, 1));
    assert_eq!(attempt.requests[0].robots, "");
}

#[tokio::test]
async fn all_parts_304_is_unchanged() {
    let site = Site::start(|seen| root(seen, false)).await;
    let crawler = crawler(&[&site]);
    let first = crawl(&crawler, &site, &[]).await;
    let second = crawl(&crawler, &site, &known(&first)).await;
    assert_eq!(second.outcome, AttemptOutcome::Unchanged);
    assert!(second.parts.iter().all(|part| part.not_modified));
    assert_eq!(site.seen().len(), 8);
}

#[tokio::test]
async fn a_changed_snapshot_carries_every_body() {
    let changed = Arc::new(AtomicBool::new(false));
    let now = changed.clone();
    let site = Site::start(move |seen| root(seen, now.load(Ordering::SeqCst))).await;
    let crawler = crawler(&[&site]);
    let first = crawl(&crawler, &site, &[]).await;
    changed.store(true, Ordering::SeqCst);
    let second = crawl(&crawler, &site, &known(&first)).await;
    assert_eq!(second.outcome, AttemptOutcome::Changed);
    assert!(second.parts.iter().all(|part| !part.not_modified && !part.part.body.is_empty()));
    assert_eq!(second.parts[3].part.body, b"[\"GetSearchResults 2\"]");
    assert_eq!(second.parts[0].hash, first.parts[0].hash);
    assert_eq!(site.seen().len(), 4 + 4 + 3);
    assert_eq!(crawl(&crawler, &site, &known(&second)).await.outcome, AttemptOutcome::Unchanged);
}

#[tokio::test]
async fn one_failed_part_fails_the_attempt_and_spares_the_server_the_rest() {
    let site =
        Site::start(
            |seen| if seen.target.contains("GetServiceBodies") { status(404) } else { root(seen, false) },
        )
        .await;
    let attempt = crawl(&crawler(&[&site]), &site, &[]).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Failed, vec![Code::HttpClientError]));
    assert!(attempt.parts.is_empty());
    assert_eq!(site.seen().len(), 2);
}

#[tokio::test]
async fn a_part_that_is_new_or_missing_is_a_change() {
    let site = Site::start(|seen| root(seen, false)).await;
    let crawler = crawler(&[&site]);
    let mut parts = known(&crawl(&crawler, &site, &[]).await);
    let missing = crawl(&crawler, &site, &parts[1..]).await;
    assert_eq!(missing.outcome, AttemptOutcome::Changed);
    parts.push(Known { role: Role::Feed, ..parts[0].clone() });
    let extra = crawl(&crawler, &site, &parts).await;
    assert_eq!(extra.outcome, AttemptOutcome::Changed);
    assert!(extra.parts.iter().all(|part| !part.part.body.is_empty()));
}

#[tokio::test]
async fn sources_on_several_hosts_do_not_wait_for_one_another() {
    let slow = Site::start(|_| vec![Step::Hang]).await;
    let quick = Site::start(|_| ok(b"[1]")).await;
    let patience = Duration::from_secs(60);
    let patient = CrawlerConfig { first_byte_timeout: patience, ..config(&[&slow, &quick]) };
    let crawler = Crawler::new(CrawlerConfig { per_host: 1, total_timeout: patience, ..patient }).unwrap();
    let (slow_url, quick_url) = (slow.url("/x"), quick.url("/x"));
    tokio::select! {
        _ = attempt(&crawler, &slow_url, &[]) => panic!("that site never answers"),
        _ = attempt(&crawler, &slow_url, &[]) => panic!("that site never answers"),
        outcome = async {
            until(|| !slow.seen().is_empty()).await;
            within(attempt(&crawler, &quick_url, &[])).await.outcome
        } => assert_eq!(outcome, AttemptOutcome::Changed),
    }
}
