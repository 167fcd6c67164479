//! Spacing, width and `Retry-After`, as the servers see them.

use super::site::{Site, Step, ok, reply};
use super::*;
use jiff::Timestamp;

const NOW: &str = "2026-11-22T10:00:00Z";

fn noon() -> Timestamp {
    NOW.parse().unwrap()
}

fn polite(site: &Site) -> CrawlerConfig {
    CrawlerConfig { clock: noon, ..config(&[site]) }
}

#[tokio::test]
async fn requests_to_one_host_start_apart_and_run_few_at_once() {
    let site = Site::start(|_| [vec![Step::Wait(MS(250))], ok(b"[1]")].concat()).await;
    let crawler = Crawler::new(CrawlerConfig { host_gap: MS(80), ..config(&[&site]) }).unwrap();
    let urls: Vec<_> = (0..5).map(|n| site.url(&format!("/{n}"))).collect();
    let begin = std::time::Instant::now();
    let all = futures_util::future::join_all(urls.iter().map(|url| get(&crawler, url))).await;
    assert!(all.iter().all(Result::is_ok));
    for (earlier, seen) in site.seen().iter().enumerate() {
        let gaps = earlier as u32 + 1; // robots.txt was the first
        assert!(seen.at - begin >= MS(80) * gaps, "{gaps} gaps before {:?}", seen.at - begin);
    }
    assert_eq!((site.meter.most(), site.robots_seen()), (2, 1));
}

#[tokio::test]
async fn all_hosts_together_stay_below_the_concurrency() {
    let meter = Arc::default();
    let mut sites = Vec::new();
    for _ in 0..6 {
        let slowly = |_: &site::Seen| [vec![Step::Wait(MS(60))], ok(b"[1]")].concat();
        sites.push(Site::start_metered(Arc::clone(&meter), slowly).await);
    }
    let config = CrawlerConfig { concurrency: 2, ..config(&sites.iter().collect::<Vec<_>>()) };
    let crawler = Crawler::new(config).unwrap();
    let urls: Vec<_> = sites.iter().map(|site| site.url("/x")).collect();
    let all = futures_util::future::join_all(urls.iter().map(|url| get(&crawler, url))).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(meter.most(), 2);
}

#[tokio::test]
async fn retry_after_is_honoured_for_the_address() {
    for (answered, header, until) in [
        (429, "3600", "2026-11-22T11:00:00Z"),
        (429, "Sun, 22 Nov 2026 10:30:00 GMT", "2026-11-22T10:30:00Z"),
        (503, "3600", "2026-11-22T11:00:00Z"),
        (429, "99999999999", "2026-11-23T10:00:00Z"),
        (429, "tomorrow", "2026-11-22T10:10:00Z"),
        (429, "-5", "2026-11-22T10:10:00Z"),
    ] {
        let site = Site::start(move |seen| match seen.target.as_str() {
            "/busy" => reply(answered, &[("Retry-After", header)], b""),
            _ => ok(b"[1]"),
        })
        .await;
        let crawler = Crawler::new(CrawlerConfig { retries: 2, ..polite(&site) }).unwrap();
        let until: Timestamp = until.parse().unwrap();
        let first = attempt(&crawler, &site.url("/busy"), &[]).await;
        assert_eq!((first.outcome, first.retry_after), (AttemptOutcome::Deferred, Some(until)), "{header}");
        let second = attempt(&crawler, &site.url("/busy?again"), &[]).await;
        assert_eq!(second.outcome, AttemptOutcome::Deferred);
        assert!(second.retry_after.is_some_and(|time| time <= until && time > noon()));
        assert!(second.requests.is_empty() && site.seen().len() == 1, "{header}: it was left alone");
        assert_eq!(attempt(&crawler, &site.url("/free"), &[]).await.outcome, AttemptOutcome::Changed);
    }
}

#[tokio::test]
async fn a_503_without_a_usable_wish_is_an_ordinary_failure() {
    let site = Site::start(|_| reply(503, &[("Retry-After", "soon")], b"")).await;
    let failed = attempt(&Crawler::new(polite(&site)).unwrap(), &site.url("/x"), &[]).await;
    assert_eq!((failed.outcome, failed.retry_after), (AttemptOutcome::Failed, None));
}

#[tokio::test]
async fn a_host_that_asks_for_rest_at_several_paths_rests_as_a_whole() {
    let site = Site::start(|_| reply(429, &[("Retry-After", "60")], b"")).await;
    let crawler = Crawler::new(polite(&site)).unwrap();
    attempt(&crawler, &site.url("/a"), &[]).await;
    attempt(&crawler, &site.url("/b"), &[]).await;
    let third = attempt(&crawler, &site.url("/c"), &[]).await;
    assert_eq!(ended(&third), (AttemptOutcome::Deferred, vec![Code::RateLimited]));
    assert_eq!(site.seen().len(), 2);
}

#[tokio::test]
async fn records_carry_the_wall_clock_of_the_program() {
    let site = Site::start(|_| ok(b"[1]")).await;
    let attempt = attempt(&Crawler::new(polite(&site)).unwrap(), &site.url("/x"), &[]).await;
    assert_eq!((attempt.started, attempt.ended), (noon(), noon()));
}
