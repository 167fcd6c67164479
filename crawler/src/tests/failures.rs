//! Servers that refuse, break or vanish: every failure has its code, and only passing ones are tried again.

use super::site::{Site, Step, bare, ok, reply, status};
use super::*;

async fn code_of(steps: Vec<Step>) -> (AttemptOutcome, Option<Code>) {
    let site = Site::start(move |_| steps.clone()).await;
    let fault = fault(&crawler(&[&site]), &site.url("/feed.json")).await;
    (fault.outcome, fault.code)
}

#[tokio::test]
async fn every_status_has_its_code() {
    use AttemptOutcome::{Deferred, Failed, Gone};
    for (answered, outcome, code) in [
        (400, Failed, Code::HttpClientError),
        (401, Failed, Code::HttpForbidden),
        (403, Failed, Code::HttpForbidden),
        (404, Failed, Code::HttpClientError),
        (410, Gone, Code::HttpClientError),
        (429, Deferred, Code::RateLimited),
        (500, Failed, Code::HttpServerError),
        (501, Failed, Code::HttpServerError),
        (503, Failed, Code::HttpServerError),
        (302, Failed, Code::HttpServerError),
        (304, Failed, Code::HttpClientError),
        (204, Failed, Code::EmptyBody),
        (206, Failed, Code::TruncatedBody),
        (299, Failed, Code::HttpServerError),
        (600, Failed, Code::HttpServerError),
    ] {
        let body: &[u8] = if matches!(answered, 204 | 304) { b"" } else { b"[]" };
        assert_eq!(code_of(reply(answered, &[], body)).await, (outcome, Some(code)), "{answered}");
    }
}

#[tokio::test]
async fn nobody_listening_and_no_such_name_are_told_apart() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut config = config(&[]);
    config.allow_private = vec![gone.to_string().parse().unwrap()];
    let url = Url::parse(&format!("http://{gone}/feed.json")).unwrap();
    let refused = fault(&Crawler::new(config.clone()).unwrap(), &url).await;
    assert_eq!(refused.code, Some(Code::ConnectionFailed));
    assert!(
        refused.detail.contains("robots.txt: while connecting: connection refused"),
        "{}",
        refused.detail
    );

    let names = Names::answering(&[&[]]);
    let unknown =
        fault(&crawler_with_names(config, &names), &Url::parse("http://nowhere.example/x").unwrap()).await;
    assert_eq!(unknown.code, Some(Code::DnsFailure));
}

#[tokio::test]
async fn an_answer_that_is_not_http_or_no_answer_is_a_failed_connection() {
    for bytes in [&b""[..], b"220 mail.example ESMTP\r\n", b"HTTP/1.1 200", b"\x16\x03\x01\x02"] {
        let got = code_of(vec![Step::Send(bytes.to_vec())]).await;
        assert_eq!(got, (AttemptOutcome::Failed, Some(Code::ConnectionFailed)), "{bytes:?}");
    }
}

#[tokio::test]
async fn an_answer_cut_anywhere_never_passes_for_a_whole_one() {
    let text = br#"[{"slug":"one"},{"slug":"two"}]"#;
    let packed = site::gzip(text);
    let chunked = format!("{:x}\r\n{}\r\n0\r\n\r\n", text.len(), String::from_utf8_lossy(text));
    let gzip = ("Content-Encoding", "gzip");
    for whole in [
        reply(200, &[], text),
        reply(200, &[gzip], &packed),
        bare(200, &[gzip], &packed),
        bare(200, &[("Transfer-Encoding", "chunked")], chunked.as_bytes()),
    ] {
        let [Step::Send(whole)] = whole.as_slice() else { panic!("one step") };
        let (bytes, length) = (whole.clone(), whole.len());
        let site = Site::start(move |seen| {
            let cut: usize = seen.target.trim_start_matches('/').parse().unwrap();
            vec![Step::Send(bytes[..cut].to_vec())]
        })
        .await;
        let crawler = crawler(&[&site]);
        for cut in 0..length {
            let fault = fault(&crawler, &site.url(&format!("/{cut}"))).await;
            assert!(
                matches!(fault.code, Some(Code::ConnectionFailed | Code::TruncatedBody | Code::EmptyBody)),
                "cut at {cut}: {fault}"
            );
        }
        assert_eq!(get(&crawler, &site.url(&format!("/{length}"))).await.unwrap().part.body, text);
    }
}

#[tokio::test]
async fn passing_faults_are_tried_again_a_bounded_number_of_times() {
    for (failing, tries) in
        [(status(500), 3), (status(503), 3), (vec![], 3), (status(501), 1), (status(404), 1)]
    {
        let site = Site::start(move |_| failing.clone()).await;
        let crawler = Crawler::new(CrawlerConfig { retries: 2, ..config(&[&site]) }).unwrap();
        fault(&crawler, &site.url("/feed.json")).await;
        assert_eq!(site.seen().len(), tries);
    }
}

#[tokio::test]
async fn a_server_that_recovers_within_the_attempt_is_no_failure() {
    let tries = AtomicUsize::new(0);
    let site = Site::start(move |_| match tries.fetch_add(1, Ordering::SeqCst) {
        0 => vec![],
        1 => status(502),
        _ => ok(b"[1]"),
    })
    .await;
    let crawler = Crawler::new(CrawlerConfig { retries: 2, ..config(&[&site]) }).unwrap();
    let attempt = attempt(&crawler, &site.url("/feed.json"), &[]).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Changed, vec![]));
    let statuses: Vec<_> = attempt.requests.iter().skip(1).map(|request| request.status).collect();
    assert_eq!(statuses, [None, Some(502), Some(200)]);
}

#[tokio::test]
async fn a_challenge_is_not_an_ordinary_refusal_and_is_not_tried_again() {
    let page = b"<!DOCTYPE html><title>Wait</title><script src=/cdn-cgi/challenge-platform/h/b/x></script>";
    let html = ("Content-Type", "text/html; charset=UTF-8");
    for steps in [
        reply(403, &[html], page),
        reply(503, &[html], page),
        reply(429, &[html], page),
        reply(200, &[html], page),
        reply(403, &[html, ("cf-mitigated", "challenge")], b""),
        reply(403, &[html, ("Content-Encoding", "gzip")], &site::gzip(page)),
        bare(503, &[html], page),
    ] {
        let site = Site::start(move |_| steps.clone()).await;
        let crawler = Crawler::new(CrawlerConfig { retries: 2, ..config(&[&site]) }).unwrap();
        let fault = fault(&crawler, &site.url("/feed.json")).await;
        assert_eq!((fault.outcome, fault.code), (AttemptOutcome::Failed, Some(Code::BotChallenge)));
        assert_eq!(site.seen().len(), 1);
    }
    let plain = code_of(reply(403, &[html], b"<h1>Forbidden</h1>")).await;
    assert_eq!(plain, (AttemptOutcome::Failed, Some(Code::HttpForbidden)));
}

#[tokio::test]
async fn a_failed_attempt_is_recorded_with_address_and_status_but_no_secrets() {
    let site = Site::start(|_| status(403)).await;
    let mut url = site.url("/feed.json?page=1&key=hidden#part");
    url.set_username("someone").unwrap();
    url.set_password(Some("hidden")).unwrap();
    let attempt = attempt(&crawler(&[&site]), &url, &[]).await;
    assert_eq!(ended(&attempt), (AttemptOutcome::Failed, vec![Code::HttpForbidden]));
    assert!(attempt.ended >= attempt.started && attempt.parts.is_empty());
    let request = &attempt.requests[1];
    assert_eq!(request.url, format!("http://{}/feed.json?page=1&key=***", site.address));
    assert_eq!((request.status, request.robots.as_str()), (Some(403), "no robots.txt (404)"));
    let sample = attempt.notices.groups().next().unwrap().samples[0].clone();
    assert_eq!((sample.value.as_deref(), sample.pointer.as_ref()), (Some("status 403"), Some(&request.url)));
    let told = format!("{:?} {:?}", attempt.requests, attempt.notices);
    assert!(!told.contains("hidden") && !told.contains("someone"), "{told}");
    // the server itself does get what was configured for it
    assert!(site.seen()[0].header("authorization").is_some() && site.seen()[0].target.contains("key=hidden"));
}

#[tokio::test]
async fn we_say_who_we_are() {
    let site = Site::start(|_| ok(b"[]")).await;
    get(&crawler(&[&site]), &site.url("/feed.json")).await.unwrap();
    let want = format!("Everyroom/{} (+mailto:ops@example.org)", env!("CARGO_PKG_VERSION"));
    let seen = &site.seen()[0];
    assert_eq!(seen.header("user-agent"), Some(want.as_str()));
    assert_eq!(
        (seen.header("accept-encoding"), seen.header("cookie"), seen.header("referer")),
        (Some("gzip"), None, None)
    );
}
