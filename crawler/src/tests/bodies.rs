//! Bodies that lie about their length, their packing or their size.

use super::site::{Site, Step, bare, gzip, ok, reply};
use super::*;

async fn fetched(config: CrawlerConfig, site: &Site) -> Attempt {
    attempt(&Crawler::new(config).unwrap(), &site.url("/feed.json"), &[]).await
}

async fn code_of(limit: u64, steps: Vec<Step>) -> Vec<Code> {
    let site = Site::start(move |_| steps.clone()).await;
    ended(&fetched(CrawlerConfig { max_decoded_bytes: limit, ..config(&[&site]) }, &site).await).1
}

const GZIP: (&str, &str) = ("Content-Encoding", "gzip");

#[tokio::test]
async fn an_empty_answer_is_a_failure_and_an_empty_list_is_not() {
    for steps in
        [reply(200, &[], b""), bare(200, &[], b""), reply(200, &[GZIP], b""), reply(200, &[GZIP], &gzip(b""))]
    {
        assert_eq!(code_of(1000, steps).await, [Code::EmptyBody]);
    }
    assert_eq!(code_of(1000, ok(b"[]")).await, []);
}

#[tokio::test]
async fn a_body_that_ends_early_is_a_failure_even_if_it_parses() {
    let packed = gzip(br#"[{"slug":"one"}]"#);
    let cut = &packed[..packed.len() - 3];
    for steps in [
        bare(200, &[("Content-Length", "100")], b"[]"),
        bare(200, &[("Transfer-Encoding", "chunked")], b"2\r\n[]\r\n"),
        bare(200, &[("Transfer-Encoding", "chunked")], b"ff\r\n[]"),
        bare(200, &[GZIP], cut),
        reply(200, &[GZIP], cut),
        reply(200, &[GZIP], &packed[..5]),
    ] {
        assert_eq!(code_of(1000, steps).await, [Code::TruncatedBody]);
    }
}

#[tokio::test]
async fn bytes_are_counted_on_both_sides_of_the_packing() {
    let text = b"[\"a meeting\"]".repeat(500);
    let packed = gzip(&text);
    let wire = packed.len() as u64;
    let site = Site::start(move |_| reply(200, &[GZIP], &packed)).await;
    let attempt = fetched(config(&[&site]), &site).await;
    let (part, log) = (&attempt.parts[0], &attempt.requests[1]);
    assert_eq!((part.wire_bytes, part.decoded_bytes), (wire, text.len() as u64));
    assert_eq!((log.wire_bytes, log.decoded_bytes), (wire, text.len() as u64));
    assert_eq!(part.hash, blake3::hash(&text).to_hex().to_string());
    assert_eq!(part.part.body, text);
}

#[tokio::test]
async fn a_bomb_stops_at_the_ratio_or_at_the_limit() {
    let bomb = gzip(&vec![b' '; 16 << 20]);
    assert_eq!(code_of(64 << 20, reply(200, &[GZIP], &bomb)).await, [Code::DecompressionLimit]);
    assert_eq!(code_of(1000, reply(200, &[GZIP], &gzip(&[b' '; 2000]))).await, [Code::DecompressionLimit]);

    let site = Site::start(move |_| reply(200, &[GZIP], &bomb)).await;
    let attempt = fetched(config(&[&site]), &site).await;
    assert!(attempt.requests[1].decoded_bytes <= 4 << 20, "{}", attempt.requests[1].decoded_bytes);
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_by_its_header_or_while_it_streams() {
    let site =
        Site::start(|_| [bare(200, &[("Content-Length", "2000000000")], b"["), vec![Step::Hang]].concat())
            .await;
    let stated = fetched(config(&[&site]), &site).await;
    assert_eq!(ended(&stated).1, [Code::BodyTooLarge]);
    assert_eq!(stated.requests[1].wire_bytes, 0, "nothing was read");
    assert_eq!(code_of(1000, bare(200, &[], &[b' '; 1001])).await, [Code::BodyTooLarge]);
    assert_eq!(code_of(1000, bare(200, &[], &[b' '; 1000])).await, []);
    assert_eq!(code_of(1000, reply(200, &[], &[b' '; 1000])).await, []);
}

#[tokio::test]
async fn a_false_gzip_label_costs_one_plain_request_and_a_warning() {
    let site = Site::start(|seen| match seen.header("accept-encoding") {
        Some("identity") => ok(b"[1]"),
        _ => reply(200, &[GZIP], b"[1]"),
    })
    .await;
    let attempt = fetched(config(&[&site]), &site).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Changed, vec![Code::EncodingMismatch]));
    assert_eq!((attempt.parts[0].part.body.as_slice(), site.seen().len()), (&b"[1]"[..], 2));
}

#[tokio::test]
async fn a_label_that_stays_false_or_unknown_is_a_failure() {
    for label in ["gzip", "br", "utf-8", "gzip, gzip"] {
        let site = Site::start(move |_| reply(200, &[("Content-Encoding", label)], b"[1]")).await;
        let attempt = fetched(CrawlerConfig { retries: 2, ..config(&[&site]) }, &site).await;
        assert_eq!(ended(&attempt), (AttemptOutcome::Failed, vec![Code::EncodingMismatch]), "{label}");
        assert_eq!(site.seen().len(), 2, "{label}");
        let group = attempt.notices.groups().next().unwrap();
        assert_eq!(group.effect, everyroom_feeds::notice::Effect::FetchFailed);
    }
}

#[tokio::test]
async fn only_one_level_of_packing_is_undone() {
    let inner = gzip(b"[1]");
    let outer = gzip(&inner);
    let site = Site::start(move |_| reply(200, &[GZIP], &outer)).await;
    assert_eq!(fetched(config(&[&site]), &site).await.parts[0].part.body, inner);
}

#[tokio::test]
async fn the_documents_of_a_snapshot_share_a_limit() {
    let site = Site::start(|_| ok(&[b' '; 400])).await;
    let config = CrawlerConfig { max_snapshot_bytes: 1000, ..config(&[&site]) };
    let crawler = Crawler::new(config).unwrap();
    let source = source(&site.url("/main_server/"), "bmlt");
    let attempt = crawler.fetch_source(&source, &[], FetchMode::Conditional, CancellationToken::new()).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Failed, vec![Code::BodyTooLarge]));
    assert_eq!(site.seen().len(), 3);
}
