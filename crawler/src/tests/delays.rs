//! Nothing waits for ever: slow, silent and endless servers, and being stopped.

use super::site::{Site, Step, bare, ok};
use super::*;

#[tokio::test]
async fn a_server_that_accepts_and_stays_silent_times_out_by_stage() {
    let site = Site::start(|_| vec![Step::Hang]).await;
    let config = CrawlerConfig { connect_timeout: MS(100), first_byte_timeout: MS(100), ..config(&[&site]) };
    let crawler = Crawler::new(config).unwrap();
    let silent = within(fault(&crawler, &site.url("/feed.json"))).await;
    assert_eq!((silent.code, silent.outcome), (Some(Code::Timeout), AttemptOutcome::Failed));
    assert!(silent.detail.contains("first byte"), "{}", silent.detail);

    let mut no_tls = site.url("/feed.json");
    no_tls.set_scheme("https").unwrap();
    let handshake = within(fault(&crawler, &no_tls)).await;
    assert_eq!(handshake.code, Some(Code::Timeout));
    assert!(handshake.detail.contains("TLS"), "{}", handshake.detail);
}

#[tokio::test]
async fn a_dripping_body_is_given_up_and_the_place_comes_back() {
    let site = Site::start(|_| {
        // whoever went on reading would read for minutes
        let mut steps = bare(200, &[("Content-Length", "100000")], b"[");
        steps.extend((0..10_000).flat_map(|_| [Step::Wait(MS(20)), Step::Send(b" ".to_vec())]));
        steps
    })
    .await;
    let config = CrawlerConfig {
        min_rate: 1000,
        min_rate_grace: MS(200),
        per_host: 1,
        concurrency: 1,
        total_timeout: Duration::from_secs(300),
        ..config(&[&site])
    };
    let crawler = Crawler::new(config).unwrap();
    for _ in 0..2 {
        let slow = within(fault(&crawler, &site.url("/feed.json"))).await;
        assert_eq!(slow.code, Some(Code::SlowResponse));
    }
}

#[tokio::test]
async fn a_body_that_stalls_is_slow_as_well() {
    let site =
        Site::start(|_| [bare(200, &[("Content-Length", "10")], b"["), vec![Step::Hang]].concat()).await;
    let config = CrawlerConfig { min_rate_grace: MS(100), ..config(&[&site]) };
    assert_eq!(fault(&Crawler::new(config).unwrap(), &site.url("/x")).await.code, Some(Code::SlowResponse));
}

#[tokio::test]
async fn the_total_deadline_ends_a_body_that_is_fast_enough_but_endless() {
    let site = Site::start(|_| {
        let mut steps = bare(200, &[], b"[");
        steps.extend((0..20_000).flat_map(|_| [Step::Wait(MS(5)), Step::Send(vec![b' '; 100])]));
        steps
    })
    .await;
    let config = CrawlerConfig { total_timeout: MS(300), min_rate: 1, ..config(&[&site]) };
    let ended = within(fault(&Crawler::new(config).unwrap(), &site.url("/x"))).await;
    assert_eq!(ended.code, Some(Code::SlowResponse));
}

#[tokio::test]
async fn waiting_at_the_gate_of_the_next_host_is_not_the_documents_time() {
    let next = Site::start(|_| ok(b"[1]")).await;
    let to = next.url("/feed.json").to_string();
    let site = Site::start(move |_| site::redirect(302, &to)).await;
    // a document has less time than it waits, and more than a busy machine needs
    let quick = CrawlerConfig { total_timeout: MS(1000), ..config(&[&site, &next]) };
    let crawler = Crawler::new(CrawlerConfig { host_gap: MS(1300), ..quick }).unwrap();
    let attempt = attempt(&crawler, &site.url("/feed.json"), &[]).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Changed, vec![]));
    assert!(attempt.requests.iter().all(|request| request.millis < 1000), "{:?}", attempt.requests);
}

#[tokio::test]
async fn a_slow_but_steady_body_is_fine() {
    let site = Site::start(|_| {
        let mut steps = bare(200, &[("Content-Length", "20")], b"[1");
        steps.extend((0..18).flat_map(|_| [Step::Wait(MS(10)), Step::Send(b" ".to_vec())]));
        steps
    })
    .await;
    let config = CrawlerConfig { min_rate: 2, min_rate_grace: MS(50), ..config(&[&site]) };
    assert_eq!(get(&Crawler::new(config).unwrap(), &site.url("/x")).await.unwrap().decoded_bytes, 20);
}

#[tokio::test]
async fn being_stopped_ends_an_attempt_at_once_and_blames_nobody() {
    let site = Site::start(|_| vec![Step::Hang]).await;
    let patient = CrawlerConfig { first_byte_timeout: Duration::from_secs(60), ..config(&[&site]) };
    let total_timeout = Duration::from_secs(60);
    let crawler = Crawler::new(CrawlerConfig { total_timeout, ..patient }).unwrap();
    let cancel = CancellationToken::new();
    let asked = source(&site.url("/x"), "auto");
    let fetching = crawler.fetch_source(&asked, &[], FetchMode::Conditional, cancel.clone());
    let (stopped, ()) = tokio::join!(within(fetching), async {
        until(|| !site.seen().is_empty()).await;
        cancel.cancel();
    });
    assert_eq!(ended(&stopped), (AttemptOutcome::Deferred, vec![]));
    assert_eq!((stopped.requests.len(), stopped.requests[1].status, stopped.retry_after), (2, None, None));

    let fault = crawler.fetch_once(&site.url("/y"), cancel).await.unwrap_err();
    assert_eq!((fault.outcome, fault.code), (AttemptOutcome::Deferred, None));
    assert_eq!(site.seen().len(), 1, "a token that is cancelled already stops everything");
}

#[tokio::test]
async fn being_stopped_in_a_queue_gives_the_place_back() {
    let site = Site::start(|_| ok(b"[1]")).await;
    let crawler =
        Crawler::new(CrawlerConfig { host_gap: MS(1500), per_host: 1, ..config(&[&site]) }).unwrap();
    let cancel = CancellationToken::new();
    let url = site.url("/x");
    let (queued, ()) = tokio::join!(crawler.fetch_once(&url, cancel.clone()), async {
        until(|| site.robots_seen() == 1).await;
        // nothing tells from without that it stands in the queue; it has to for a second and a half
        tokio::time::sleep(MS(100)).await;
        cancel.cancel();
    });
    assert_eq!(site.seen().len(), 0);
    assert!(queued.is_err(), "robots.txt was first, so the document had to wait for the gap");
    assert!(get(&crawler, &site.url("/y")).await.is_ok());
}
