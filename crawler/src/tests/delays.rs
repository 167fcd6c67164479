//! Nothing waits for ever: slow, silent and endless servers, and being stopped.

use super::site::{Site, Step, bare, ok};
use super::*;
use std::time::Instant;

#[tokio::test]
async fn a_server_that_accepts_and_stays_silent_times_out_by_stage() {
    let site = Site::start(|_| vec![Step::Hang]).await;
    let config = CrawlerConfig { connect_timeout: MS(100), first_byte_timeout: MS(100), ..config(&[&site]) };
    let crawler = Crawler::new(config).unwrap();
    let start = Instant::now();
    let silent = fault(&crawler, &site.url("/feed.json")).await;
    assert_eq!((silent.code, silent.outcome), (Some(Code::Timeout), AttemptOutcome::Failed));
    assert!(silent.detail.contains("first byte"), "{}", silent.detail);

    let mut no_tls = site.url("/feed.json");
    no_tls.set_scheme("https").unwrap();
    let handshake = fault(&crawler, &no_tls).await;
    assert_eq!(handshake.code, Some(Code::Timeout));
    assert!(handshake.detail.contains("TLS"), "{}", handshake.detail);
    assert!(start.elapsed() < MS(2000));
}

#[tokio::test]
async fn a_dripping_body_is_given_up_and_the_place_comes_back() {
    let site = Site::start(|_| {
        let mut steps = bare(200, &[("Content-Length", "100000")], b"[");
        steps.extend((0..200).flat_map(|_| [Step::Wait(MS(20)), Step::Send(b" ".to_vec())]));
        steps
    })
    .await;
    let config = CrawlerConfig {
        min_rate: 1000,
        min_rate_grace: MS(200),
        per_host: 1,
        concurrency: 1,
        ..config(&[&site])
    };
    let crawler = Crawler::new(config).unwrap();
    let start = Instant::now();
    for _ in 0..2 {
        assert_eq!(fault(&crawler, &site.url("/feed.json")).await.code, Some(Code::SlowResponse));
    }
    assert!(start.elapsed() < MS(3500), "{:?}", start.elapsed());
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
        steps.extend((0..500).flat_map(|_| [Step::Wait(MS(5)), Step::Send(vec![b' '; 1000])]));
        steps
    })
    .await;
    let config = CrawlerConfig { total_timeout: MS(300), min_rate: 1, ..config(&[&site]) };
    let start = Instant::now();
    assert_eq!(fault(&Crawler::new(config).unwrap(), &site.url("/x")).await.code, Some(Code::SlowResponse));
    assert!(start.elapsed() < MS(1500));
}

#[tokio::test]
async fn waiting_at_the_gate_of_the_next_host_is_not_the_documents_time() {
    let next = Site::start(|_| ok(b"[1]")).await;
    let to = next.url("/feed.json").to_string();
    let site = Site::start(move |_| site::redirect(302, &to)).await;
    let quick = CrawlerConfig { total_timeout: MS(200), ..config(&[&site, &next]) };
    let crawler = Crawler::new(CrawlerConfig { host_gap: MS(400), ..quick }).unwrap();
    let attempt = attempt(&crawler, &site.url("/feed.json"), &[]).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Changed, vec![]));
    assert!(attempt.requests.iter().all(|request| request.millis < 200), "{:?}", attempt.requests);
}

#[tokio::test]
async fn a_slow_but_steady_body_is_fine() {
    let site = Site::start(|_| {
        let mut steps = bare(200, &[("Content-Length", "20")], b"[1");
        steps.extend((0..18).flat_map(|_| [Step::Wait(MS(10)), Step::Send(b" ".to_vec())]));
        steps
    })
    .await;
    let config = CrawlerConfig { min_rate: 20, min_rate_grace: MS(50), ..config(&[&site]) };
    assert_eq!(get(&Crawler::new(config).unwrap(), &site.url("/x")).await.unwrap().decoded_bytes, 20);
}

#[tokio::test]
async fn being_stopped_ends_an_attempt_at_once_and_blames_nobody() {
    let site = Site::start(|_| vec![Step::Hang]).await;
    let crawler = crawler(&[&site]);
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    tokio::spawn(async move {
        tokio::time::sleep(MS(100)).await;
        stop.cancel();
    });
    let start = Instant::now();
    let stopped = crawler
        .fetch_source(&source(&site.url("/x"), "auto"), &[], FetchMode::Conditional, cancel.clone())
        .await;
    assert!(start.elapsed() < MS(1500));
    assert_eq!(ended(&stopped), (AttemptOutcome::Deferred, vec![]));
    assert_eq!((stopped.requests.len(), stopped.requests[1].status, stopped.retry_after), (2, None, None));

    let fault = crawler.fetch_once(&site.url("/y"), cancel).await.unwrap_err();
    assert_eq!((fault.outcome, fault.code), (AttemptOutcome::Deferred, None));
    assert_eq!(site.seen().len(), 1, "a token that is cancelled already stops everything");
}

#[tokio::test]
async fn being_stopped_in_a_queue_gives_the_place_back() {
    let site = Site::start(|_| ok(b"[1]")).await;
    let crawler = Crawler::new(CrawlerConfig { host_gap: MS(400), per_host: 1, ..config(&[&site]) }).unwrap();
    let cancel = CancellationToken::new();
    let url = site.url("/x");
    let (queued, ()) = tokio::join!(crawler.fetch_once(&url, cancel.clone()), async {
        tokio::time::sleep(MS(100)).await;
        cancel.cancel();
    });
    assert!(queued.is_err(), "robots.txt was first, so the document had to wait for the gap");
    assert!(get(&crawler, &site.url("/y")).await.is_ok());
}
