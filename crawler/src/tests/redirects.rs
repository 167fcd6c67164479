//! Redirects over real connections: followed within limits, told, and never with someone else's credentials.

use super::site::{Site, ok, redirect};
use super::*;

#[tokio::test]
async fn a_permanent_move_is_followed_and_told() {
    for permanent in [301, 308] {
        let site = Site::start(move |seen| match seen.target.as_str() {
            "/old" => redirect(permanent, "/new?token=hidden"),
            _ => ok(b"[1]"),
        })
        .await;
        let attempt = attempt(&crawler(&[&site]), &site.url("/old"), &[]).await;
        assert_eq!(ended(&attempt), (AttemptOutcome::Changed, vec![Code::MovedPermanently]));
        let part = &attempt.parts[0];
        assert_eq!((part.requested.path(), part.part.url.path(), part.status), ("/old", "/new", 200));
        let request = &attempt.requests[1];
        assert_eq!(request.redirects, [format!("http://{}/new?token=***", site.address)]);
        assert_eq!(request.final_url, request.redirects[0]);
        assert!(!format!("{:?}", attempt.notices).contains("hidden"));
    }
}

#[tokio::test]
async fn a_temporary_move_is_followed_silently() {
    for temporary in [302, 303, 307] {
        let site = Site::start(move |seen| match seen.target.as_str() {
            "/old" => redirect(temporary, "new"),
            _ => ok(b"[1]"),
        })
        .await;
        let attempt = attempt(&crawler(&[&site]), &site.url("/old"), &[]).await;
        assert_eq!(ended(&attempt), (AttemptOutcome::Changed, vec![]));
    }
}

#[tokio::test]
async fn loops_end_and_five_hops_are_the_most() {
    let looping = Site::start(|seen| redirect(302, if seen.target == "/a" { "/b" } else { "/a" })).await;
    let attempt_looping = attempt(&crawler(&[&looping]), &looping.url("/a"), &[]).await;
    assert_eq!(ended(&attempt_looping), (AttemptOutcome::Failed, vec![Code::TooManyRedirects]));
    assert_eq!(looping.seen().len(), 2);

    for (hops, want) in [(5, AttemptOutcome::Changed), (6, AttemptOutcome::Failed)] {
        let site = Site::start(move |seen| {
            let n: usize = seen.target.trim_start_matches('/').parse().unwrap();
            if n == hops { ok(b"[1]") } else { redirect(302, &format!("/{}", n + 1)) }
        })
        .await;
        let attempt = attempt(&crawler(&[&site]), &site.url("/0"), &[]).await;
        assert_eq!((attempt.outcome, site.seen().len()), (want, 6), "{hops} hops");
        assert_eq!(attempt.requests.last().unwrap().redirects.len(), 5);
    }
}

#[tokio::test]
async fn credentials_never_reach_another_origin() {
    let other = Site::start(|_| ok(b"[1]")).await;
    let to = other.url("/feed.json").to_string();
    let site =
        Site::start(move |seen| if seen.target == "/a" { redirect(302, "/b") } else { redirect(302, &to) })
            .await;
    let mut url = site.url("/a");
    url.set_username("someone").unwrap();
    url.set_password(Some("word")).unwrap();
    get(&crawler(&[&site, &other]), &url).await.unwrap();
    assert!(site.seen().iter().all(|seen| seen.header("authorization").is_some()));
    let seen = &other.seen()[0];
    assert_eq!(
        (seen.header("authorization"), seen.header("referer"), seen.header("cookie")),
        (None, None, None)
    );
}

#[tokio::test]
async fn the_robots_txt_of_the_next_host_counts() {
    let next = Site::start_whole(|_| site::reply(200, &[], b"User-agent: *\nDisallow: /private")).await;
    let to = next.url("/private/feed.json").to_string();
    let site = Site::start(move |_| redirect(302, &to)).await;
    let attempt = attempt(&crawler(&[&site, &next]), &site.url("/feed.json"), &[]).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Blocked, vec![Code::RobotsDisallowed]));
    assert_eq!((next.robots_seen(), next.seen().len()), (1, 0));
}
