//! What a request may take: its body, its time, its place among others. Whoever dawdles hinders nobody.

use crate::world::{Answer, World, config, meetings};
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use everyroom_api::ApiConfig;
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use http::Request;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

const FORM: &str = "application/x-www-form-urlencoded";

/// A body of which the end never comes.
fn half() -> Body {
    let first = stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"q=cl"))]);
    Body::from_stream(first.chain(stream::pending()))
}

async fn sent(world: &World, path: &str, body: Body) -> Answer {
    world.ask(Request::post(path).header("content-type", FORM).body(body).unwrap()).await
}

#[tokio::test]
async fn a_body_that_does_not_come_is_told_so_and_the_connection_closed() {
    let world = World::invented();
    let paths = ["/v1/meetings", "/v1/meetings.csv", "/", "/withdraw"];
    let answers = join_all(paths.map(|path| sent(&world, path, half()))).await;
    for (path, answer) in paths.iter().zip(answers) {
        assert_eq!(answer.problem(), "body-too-slow", "{path}");
        assert_eq!((answer.status.as_u16(), answer.header("connection")), (408, "close"), "{path}");
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_one_that_is_too_large() {
    let world = World::invented();
    for path in ["/v1/meetings", "/v1/check", "/", "/withdraw"] {
        let parts = [Ok(Bytes::from_static(b"q=cl")), Err(io::Error::other("gone"))];
        let answer = sent(&world, path, Body::from_stream(stream::iter(parts))).await;
        assert_eq!(answer.problem(), "invalid-body", "{path}");
    }
}

#[tokio::test]
async fn the_size_that_is_told_is_that_of_the_address() {
    let world = World::invented();
    for (path, size, says) in [("/v1/meetings", 16, "16 KiB"), ("/v1/check", 8 * 1024, "8 MiB")] {
        let answer = sent(&world, path, Body::from("a".repeat(size * 1024 + 1))).await;
        assert_eq!(answer.problem(), "body-too-large", "{path}");
        assert!(answer.text().contains(says), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_packed_body_is_refused_by_its_packing() {
    let world = World::invented();
    for path in ["/v1/meetings", "/v1/check"] {
        let request = Request::post(path).header("content-type", "application/json");
        let request = request.header("content-encoding", "gzip").body(Body::from("\u{1f}")).unwrap();
        let answer = world.ask(request).await;
        assert_eq!(answer.problem(), "unsupported-media-type", "{path}");
        assert_eq!(answer.header("accept-encoding"), "identity");
    }
}

#[tokio::test]
async fn long_paths_are_refused() {
    let world = World::invented();
    let answer = world.get(&format!("/v1/meetings/{}", "a".repeat(2000))).await;
    assert_eq!(answer.problem(), "address-too-long");
}

#[tokio::test]
async fn whoever_has_a_feed_checked_hinders_nobody_who_searches() {
    let world = Arc::new(World::invented());
    let stuck: Vec<_> = (0..20)
        .map(|_| {
            let world = Arc::clone(&world);
            tokio::spawn(async move { sent(&world, "/v1/check", half()).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let began = Instant::now();
    assert_eq!(world.search("q=clean").await.status, 200);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    let refused = sent(&world, "/v1/check", Body::from("[]")).await;
    assert_eq!((refused.problem().as_str(), refused.header("retry-after")), ("busy", "10"));
    let people = Request::post("/check").header("content-type", "multipart/form-data; boundary=x");
    let page = world.ask(people.header("accept", "text/html").body(Body::from("--x--")).unwrap()).await;
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "10"));
    assert!(page.header("content-type").starts_with("text/html"));
    stuck.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn whoever_refuses_everything_gets_it_as_it_is() {
    let world = World::invented();
    for accepted in ["identity;q=0", "*;q=0", "zstd, identity;q=0", "identity;q=0, *;q=0"] {
        for (path, status) in [("/v1/meetings", 200), ("/v1/nothing", 404)] {
            let answer = world.send(Request::get(path).header("accept-encoding", accepted)).await;
            assert_eq!(answer.status, status, "{accepted} at {path}");
            assert!(answer.json().is_object());
        }
    }
    let packed = world.send(Request::get("/v1/kinds").header("accept-encoding", "identity;q=0, gzip")).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
}

async fn from(world: &World, path: &str, peer: &str, forwarded: &[u8]) -> Answer {
    let mut request = Request::get(path).header("x-forwarded-for", forwarded);
    let peer: SocketAddr = peer.parse().unwrap();
    request.extensions_mut().unwrap().insert(ConnectInfo(peer));
    world.send(request).await
}

#[tokio::test]
async fn typing_takes_nothing_from_searching() {
    let world = World::with(meetings(), ApiConfig { rate_limit: 2, ..config() });
    let peer = "198.51.100.7:1000";
    for left in ["1", "0"] {
        let answer = from(&world, "/v1/suggest?q=spr", peer, b"").await;
        assert_eq!(answer.header("ratelimit"), format!("\"suggestions\";r={left}"));
        assert_eq!(answer.header("ratelimit-policy"), "\"suggestions\";q=8;w=60");
    }
    assert_eq!(from(&world, "/v1/suggest?q=spri", peer, b"").await.status, 429);
    let search = from(&world, "/v1/meetings", peer, b"").await;
    assert_eq!((search.status.as_u16(), search.header("ratelimit")), (200, "\"client\";r=0"));
    assert_eq!(from(&world, "/v1/meetings", peer, b"").await.status, 429);
}

#[tokio::test]
async fn no_byte_in_a_header_makes_a_client_one_of_ours() {
    let trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    let world = World::with(meetings(), ApiConfig { rate_limit: 2, trusted_proxies, ..config() });
    let peer = "127.0.0.1:1000";
    assert_eq!(from(&world, "/v1/kinds", peer, b"\xff, 203.0.113.1").await.status, 200);
    assert_eq!(from(&world, "/v1/kinds", peer, b"\xfe, 203.0.113.1:99").await.status, 429);
    // nothing that can be read: the proxy is held to account
    assert_eq!(from(&world, "/v1/kinds", peer, b"\xff").await.status, 200);
    assert_eq!(from(&world, "/v1/kinds", peer, b"\xff").await.status, 429);
}
