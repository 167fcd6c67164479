//! Validators: sent with what they vouch for, believed by the content only.

use super::site::{Seen, Site, Step, ok, reply, status};
use super::*;

const DATE: &str = "Sun, 01 Nov 2026 08:00:00 GMT";

/// Answers 304 to the tag and the date it hands out.
fn honest(seen: &Seen) -> Vec<Step> {
    let knows =
        seen.header("if-none-match") == Some("\"v1\"") && seen.header("if-modified-since") == Some(DATE);
    if knows {
        reply(304, &[("ETag", "\"v1\"")], b"")
    } else {
        reply(200, &[("ETag", "\"v1\""), ("Last-Modified", DATE)], b"[1]")
    }
}

#[tokio::test]
async fn a_304_is_unchanged_and_keeps_hash_and_validators() {
    let site = Site::start(honest).await;
    let crawler = crawler(&[&site]);
    let first = attempt(&crawler, &site.url("/feed.json"), &[]).await;
    assert_eq!(first.outcome, AttemptOutcome::Changed);
    let second = attempt(&crawler, &site.url("/feed.json"), &known(&first)).await;
    assert_eq!(ended(&second), (AttemptOutcome::Unchanged, vec![]));
    let part = &second.parts[0];
    assert!(part.not_modified && part.part.body.is_empty() && part.status == 304);
    assert_eq!(known(&second), known(&first));
    assert_eq!(site.seen()[0].header("if-none-match"), None);
}

#[tokio::test]
async fn an_unconditional_fetch_sends_no_validators() {
    let site = Site::start(honest).await;
    let crawler = crawler(&[&site]);
    let url = site.url("/feed.json");
    let first = attempt(&crawler, &url, &[]).await;
    let again = crawler
        .fetch_source(
            &source(&url, "auto"),
            &known(&first),
            FetchMode::Unconditional,
            CancellationToken::new(),
        )
        .await;
    assert_eq!(
        (again.outcome, again.parts[0].part.body.as_slice()),
        (AttemptOutcome::Unchanged, &b"[1]"[..])
    );
    assert_eq!(site.seen()[1].header("if-none-match"), None);
}

#[tokio::test]
async fn validators_that_change_every_time_do_not_make_a_change() {
    let count = AtomicUsize::new(0);
    let site = Site::start(move |_| {
        let tag = format!("\"{}\"", count.fetch_add(1, Ordering::SeqCst));
        reply(200, &[("ETag", &tag)], b"[1]")
    })
    .await;
    let crawler = crawler(&[&site]);
    let first = attempt(&crawler, &site.url("/x"), &[]).await;
    let second = attempt(&crawler, &site.url("/x"), &known(&first)).await;
    assert_eq!(ended(&second), (AttemptOutcome::Unchanged, vec![]));
    assert_eq!(second.parts[0].validators.etag.as_deref(), Some("\"1\""));
}

#[tokio::test]
async fn a_validator_that_vouches_for_other_bytes_is_told() {
    let count = AtomicUsize::new(0);
    let site = Site::start(move |_| {
        let body = format!("[{}]", count.fetch_add(1, Ordering::SeqCst));
        reply(200, &[("ETag", "\"same\"")], body.as_bytes())
    })
    .await;
    let crawler = crawler(&[&site]);
    let first = attempt(&crawler, &site.url("/x"), &[]).await;
    let second = attempt(&crawler, &site.url("/x"), &known(&first)).await;
    assert_eq!(ended(&second), (AttemptOutcome::Changed, vec![Code::ValidatorUnreliable]));
}

#[tokio::test]
async fn a_304_that_nobody_asked_for_is_a_failure() {
    let site = Site::start(|_| status(304)).await;
    let crawler = crawler(&[&site]);
    let unasked = attempt(&crawler, &site.url("/x"), &[]).await;
    assert_eq!(ended(&unasked), (AttemptOutcome::Failed, vec![Code::HttpClientError]));
    // known bytes, but nothing the server ever vouched for them with
    let bare = Known {
        role: everyroom_feeds::plan::Role::Feed,
        url: site.url("/x"),
        validators: crate::Validators::default(),
        hash: "0".repeat(64),
    };
    assert_eq!(attempt(&crawler, &site.url("/x"), &[bare]).await.outcome, AttemptOutcome::Failed);
}

#[tokio::test]
async fn validators_of_another_address_are_not_sent() {
    let site = Site::start(honest).await;
    let crawler = crawler(&[&site]);
    let first = attempt(&crawler, &site.url("/one.json"), &[]).await;
    let other = attempt(&crawler, &site.url("/two.json"), &known(&first)).await;
    assert_eq!((other.outcome, other.parts[0].part.body.len()), (AttemptOutcome::Changed, 3));
    assert_eq!(site.seen()[1].header("if-none-match"), None);
}

#[tokio::test]
async fn a_server_without_validators_is_compared_by_content() {
    let site = Site::start(|_| ok(b"[1]")).await;
    let crawler = crawler(&[&site]);
    let first = attempt(&crawler, &site.url("/x"), &[]).await;
    assert_eq!(attempt(&crawler, &site.url("/x"), &known(&first)).await.outcome, AttemptOutcome::Unchanged);
    let mut other = known(&first);
    other[0].hash = "0".repeat(64);
    assert_eq!(attempt(&crawler, &site.url("/x"), &other).await.outcome, AttemptOutcome::Changed);
}
