//! robots.txt over real connections: asked first, once, and obeyed.

use super::site::{Site, Step, bare, gzip, ok, reply, status};
use super::*;

async fn site_with(robots: Vec<Step>) -> Site {
    Site::start_whole(move |seen| if seen.target == "/robots.txt" { robots.clone() } else { ok(b"[1]") })
        .await
}

#[tokio::test]
async fn what_is_disallowed_is_never_asked_for() {
    let site = site_with(reply(200, &[], b"User-agent: *\nDisallow: /private\n")).await;
    let crawler = crawler(&[&site]);
    let blocked = attempt(&crawler, &site.url("/private/feed.json"), &[]).await;
    assert_eq!(ended(&blocked), (AttemptOutcome::Blocked, vec![Code::RobotsDisallowed]));
    assert_eq!(
        blocked.notices.groups().next().unwrap().samples[0].value.as_deref(),
        Some("disallow: /private")
    );
    let allowed = attempt(&crawler, &site.url("/public.json"), &[]).await;
    assert_eq!(
        (allowed.outcome, allowed.requests[0].robots.as_str()),
        (AttemptOutcome::Changed, "no rule applies")
    );
    assert_eq!((site.robots_seen(), site.seen().len()), (1, 1));
}

#[tokio::test]
async fn no_file_means_no_rules() {
    for answered in [404, 403, 401, 400, 410, 204] {
        let site = site_with(status(answered)).await;
        let got = attempt(&crawler(&[&site]), &site.url("/x"), &[]).await;
        assert_eq!(got.outcome, AttemptOutcome::Changed, "{answered}");
        assert_eq!(got.requests[1].robots, format!("no robots.txt ({answered})"));
    }
}

#[tokio::test]
async fn a_server_error_means_not_now() {
    for answered in [500, 503] {
        let site = site_with(status(answered)).await;
        let crawler = Crawler::new(CrawlerConfig { retries: 1, ..config(&[&site]) }).unwrap();
        let blocked = attempt(&crawler, &site.url("/x"), &[]).await;
        assert_eq!(ended(&blocked), (AttemptOutcome::Blocked, vec![Code::RobotsDisallowed]));
        attempt(&crawler, &site.url("/y"), &[]).await;
        assert_eq!((site.robots_seen(), site.seen().len()), (2, 0), "tried twice, then remembered");
    }
}

#[tokio::test]
async fn a_server_error_is_forgotten_sooner_than_a_file() {
    let tries = AtomicUsize::new(0);
    let site =
        Site::start_whole(move |seen| match (seen.target.as_str(), tries.fetch_add(1, Ordering::SeqCst)) {
            ("/robots.txt", 0) => status(503),
            ("/robots.txt", _) => status(404),
            _ => ok(b"[1]"),
        })
        .await;
    let crawler = Crawler::new(CrawlerConfig { robots_retry: MS(50), ..config(&[&site]) }).unwrap();
    assert_eq!(attempt(&crawler, &site.url("/x"), &[]).await.outcome, AttemptOutcome::Blocked);
    tokio::time::sleep(MS(80)).await;
    assert_eq!(attempt(&crawler, &site.url("/x"), &[]).await.outcome, AttemptOutcome::Changed);
}

#[tokio::test]
async fn a_file_that_can_not_be_had_at_all_is_the_hosts_own_failure() {
    for (steps, code) in [(vec![], Code::ConnectionFailed), (vec![Step::Hang], Code::Timeout)] {
        let site = site_with(steps).await;
        let config =
            CrawlerConfig { connect_timeout: MS(100), first_byte_timeout: MS(100), ..config(&[&site]) };
        let failed = attempt(&Crawler::new(config).unwrap(), &site.url("/x"), &[]).await;
        assert_eq!(ended(&failed), (AttemptOutcome::Failed, vec![code]));
        assert_eq!(site.seen().len(), 0);
    }
}

#[tokio::test]
async fn only_the_first_part_of_an_endless_file_counts() {
    let filler = "# nothing here\n".repeat(40_000);
    let text = format!("User-agent: *\nDisallow: /early\n{filler}Disallow: /late\n");
    for steps in
        [bare(200, &[], text.as_bytes()), reply(200, &[("Content-Encoding", "gzip")], &gzip(text.as_bytes()))]
    {
        let site = site_with(steps).await;
        let crawler = crawler(&[&site]);
        assert_eq!(attempt(&crawler, &site.url("/early"), &[]).await.outcome, AttemptOutcome::Blocked);
        assert_eq!(attempt(&crawler, &site.url("/late"), &[]).await.outcome, AttemptOutcome::Changed);
    }
}

#[tokio::test]
async fn a_falsely_labelled_file_is_asked_for_unpacked() {
    let rules = b"User-agent: *\nDisallow: /x";
    for (plain_is_right, code) in [(true, Code::RobotsDisallowed), (false, Code::EncodingMismatch)] {
        let site = Site::start_whole(move |seen| {
            let asks_plain = seen.header("accept-encoding") == Some("identity");
            let honest = asks_plain && plain_is_right;
            if honest { reply(200, &[], rules) } else { reply(200, &[("Content-Encoding", "gzip")], rules) }
        })
        .await;
        assert_eq!(ended(&attempt(&crawler(&[&site]), &site.url("/x"), &[]).await).1, [code]);
        assert_eq!((site.robots_seen(), site.seen().len()), (2, 0));
    }
}

#[tokio::test]
async fn a_file_may_stand_behind_redirects_but_not_behind_a_loop() {
    let moved = Site::start_whole(|seen| match seen.target.as_str() {
        "/robots.txt" => site::redirect(301, "/elsewhere.txt"),
        "/elsewhere.txt" => reply(200, &[], b"User-agent: Everyroom\nDisallow: /"),
        _ => ok(b"[1]"),
    })
    .await;
    assert_eq!(attempt(&crawler(&[&moved]), &moved.url("/x"), &[]).await.outcome, AttemptOutcome::Blocked);
    let looping = site_with(site::redirect(302, "/robots.txt")).await;
    assert_eq!(
        attempt(&crawler(&[&looping]), &looping.url("/x"), &[]).await.outcome,
        AttemptOutcome::Changed
    );
}

#[tokio::test]
async fn a_crawl_delay_widens_the_gap_up_to_its_limit() {
    let asked = async |delay: &str, limit| {
        let rules = format!("User-agent: *\nCrawl-delay: {delay}\n");
        let site = site_with(reply(200, &[], rules.as_bytes())).await;
        let crawler = Crawler::new(CrawlerConfig { max_crawl_delay: limit, ..config(&[&site]) }).unwrap();
        let begin = std::time::Instant::now();
        within(get(&crawler, &site.url("/1"))).await.unwrap();
        within(get(&crawler, &site.url("/2"))).await.unwrap();
        let seen = site.seen();
        (seen[0].at - begin, seen[1].at - seen[0].at)
    };
    let (first, second) = asked("0.4", MS(30_000)).await;
    assert!(first >= MS(400) && second >= MS(395), "{first:?}, {second:?}");
    // whoever kept to ten minutes would wait too long to be waited for
    asked("600", MS(10)).await;
}

#[tokio::test]
async fn many_sources_on_one_host_ask_for_its_file_once() {
    let site = site_with([vec![Step::Wait(MS(100))], reply(200, &[], b"")].concat()).await;
    let crawler = crawler(&[&site]);
    let urls: Vec<_> = (0..6).map(|n| site.url(&format!("/{n}"))).collect();
    let all = futures_util::future::join_all(urls.iter().map(|url| get(&crawler, url))).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!((site.robots_seen(), site.seen().len()), (1, 6));
}
