//! What holds for every address: caching, methods, headers, limits.

use crate::world::{World, config, many, meetings};
use axum::body::Body;
use axum::extract::ConnectInfo;
use everyroom_api::ApiConfig;
use http::Request;
use std::net::SocketAddr;

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let world = World::invented();
    let first = world.search("fellowship=na&weekday=sun").await;
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with("W/\"00000001-"), "{etag}");
    assert_eq!(first.header("cache-control"), "private, max-age=60");
    let same = Request::get("/v1/meetings?weekday=sun&fellowship=na").header("if-none-match", &etag);
    let again = world.send(same).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), etag);
    for other in
        ["/v1/meetings?weekday=sun", "/v1/meetings.csv?weekday=sun&fellowship=na", "/v1/facets?weekday=sun"]
    {
        let answer = world.send(Request::get(other).header("if-none-match", &etag)).await;
        assert_eq!(answer.status, 200, "{other}");
    }
}

#[tokio::test]
async fn personal_searches_are_kept_nowhere() {
    let world = World::invented();
    for query in ["q=clean", "near=37.3,-121.9", "bbox=1,1,2,2"] {
        assert_eq!(world.search(query).await.header("cache-control"), "no-store", "{query}");
        assert_eq!(world.get(&format!("/?{query}")).await.header("cache-control"), "no-store", "{query}");
    }
}

#[tokio::test]
async fn every_answer_bears_the_safe_headers() {
    let world = World::invented();
    for path in
        ["/", "/v1/meetings", "/v1/meetings?limit=0", "/nowhere", "/healthz", "/about", "/openapi.json"]
    {
        let answer = world.get(path).await;
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        let is_page = ["/", "/about"].contains(&path);
        let policy = if is_page {
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        } else {
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
        };
        assert_eq!(answer.header("content-security-policy"), policy, "{path}");
        let location = if is_page { "geolocation=(self)" } else { "geolocation=()" };
        assert!(answer.header("permissions-policy").starts_with(location), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
        let exposed = answer.header("access-control-expose-headers");
        assert_eq!(exposed.contains("etag,link,"), !is_page, "{path}: what only programs read");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    }
}

#[tokio::test]
async fn where_people_come_by_https_they_are_told_to_stay_there() {
    let public_url = Some("https://rooms.example".to_owned());
    let world = World::with(Vec::new(), ApiConfig { public_url, ..config() });
    for path in ["/", "/v1"] {
        assert_eq!(world.get(path).await.header("strict-transport-security"), "max-age=31536000");
    }
    assert_eq!(world.get("/").await.header("cross-origin-opener-policy"), "same-origin");
}

#[tokio::test]
async fn head_and_options_work_and_other_methods_are_told() {
    let world = World::invented();
    let head = world.send(Request::head("/v1/meetings")).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert!(!head.header("etag").is_empty());
    let preflight = Request::options("/v1/meetings")
        .header("origin", "https://app.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    let preflight = world.send(preflight).await;
    assert_eq!(preflight.status, 200);
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
    for (method, path, allow) in
        [("DELETE", "/v1/meetings", "GET"), ("PUT", "/v1/fellowships", "GET"), ("POST", "/v1", "GET")]
    {
        let answer = world.send(Request::builder().method(method).uri(path)).await;
        assert_eq!(answer.problem(), "method-not-allowed", "{method} {path}");
        assert!(answer.header("allow").contains(allow), "{method} {path}");
    }
}

#[tokio::test]
async fn unknown_addresses_are_problems_for_programs_and_pages_for_people() {
    let world = World::invented();
    let people = "text/html,application/xhtml+xml,*/*;q=0.8";
    for path in ["/v1/nothing", "/v1/meetings/a/b", "/v2/meetings", "/readyz/x"] {
        assert_eq!(world.get(path).await.problem(), "not-found", "{path}");
    }
    for path in ["/v1/nothing", "/openapi.yaml"] {
        let answer = world.send(Request::get(path).header("accept", people)).await;
        assert_eq!(answer.problem(), "not-found", "never HTML under the API: {path}");
    }
    let page = world.send(Request::get("/nothing").header("accept", people)).await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("There is no such page"));
}

#[tokio::test]
async fn long_addresses_are_refused() {
    let world = World::invented();
    let answer = world.search(&format!("q={}", "a".repeat(17_000))).await;
    assert_eq!(answer.problem(), "address-too-long");
}

#[tokio::test]
async fn answers_are_compressed() {
    let world = World::of(many(50));
    let path = "/v1/meetings?limit=50";
    let plain = world.get(path).await.body.len();
    for encoding in ["gzip", "br"] {
        let answer = world.send(Request::get(path).header("accept-encoding", encoding)).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.body.len() * 4 < plain, "{encoding}: {} of {plain}", answer.body.len());
    }
}

async fn from(world: &World, peer: &str, forwarded: &str) -> crate::world::Answer {
    let mut request = Request::get("/v1/fellowships");
    if !forwarded.is_empty() {
        request = request.header("x-forwarded-for", forwarded);
    }
    let mut request = request.body(Body::empty()).unwrap();
    let peer: SocketAddr = peer.parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    world.ask(request).await
}

#[tokio::test]
async fn a_client_is_limited_and_others_are_not() {
    let world = World::with(meetings(), ApiConfig { rate_limit: 6, ..config() });
    for left in (0..3).rev() {
        let answer = from(&world, "198.51.100.7:1000", "").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit"), format!("\"client\";r={left}"));
    }
    let refused = from(&world, "198.51.100.7:2000", "203.0.113.9").await;
    assert_eq!(refused.problem(), "rate-limited");
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=11).contains(&wait), "{wait}");
    assert_eq!(refused.header("ratelimit-policy"), "\"client\";q=6;w=60");
    assert_eq!(refused.header("access-control-allow-origin"), "*");
    assert_eq!(from(&world, "198.51.100.8:1000", "").await.status, 200);
    for _ in 0..20 {
        assert_eq!(from(&world, "127.0.0.1:1000", "").await.status, 200, "loopback is exempt");
        assert_eq!(from(&world, "[::1]:1000", "").await.status, 200);
    }
}

#[tokio::test]
async fn clients_behind_a_trusted_proxy_are_told_apart() {
    let trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    let world = World::with(meetings(), ApiConfig { rate_limit: 2, trusted_proxies, ..config() });
    assert_eq!(from(&world, "127.0.0.1:1", "203.0.113.1").await.status, 200);
    assert_eq!(from(&world, "127.0.0.1:1", "203.0.113.1").await.status, 429);
    assert_eq!(from(&world, "127.0.0.1:1", "203.0.113.2").await.status, 200);
}

#[tokio::test]
async fn a_real_socket_works() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let world = World::with(meetings(), ApiConfig { rate_limit: 2, ..config() });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = everyroom_api::router(std::sync::Arc::clone(&world.catalogue), config());
    let served = app.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, served).await });
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = b"GET /v1/meetings?q=clean HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    socket.write_all(request).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("Clean Start"), "{answer}");
}
