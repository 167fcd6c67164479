//! What is asked is written down nowhere.

use crate::world::{World, config, meetings};
use axum::body::Body;
use axum::extract::ConnectInfo;
use everyroom_api::ApiConfig;
use http::Request;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tracing::instrument::WithSubscriber;
use tracing_subscriber::fmt::MakeWriter;

/// Keeps everything that is logged.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn logs_hold_neither_words_nor_places_nor_addresses() {
    let world = World::with(meetings(), ApiConfig { rate_limit: 60, ..config() });
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(kept.clone())
        .with_ansi(false)
        .finish();
    // with one subscriber alone, an event that another thread meets first is switched off for good by that thread,
    // which has none; a second subscriber makes tracing ask all of them
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let asks = async {
        for path in [
            "/v1/meetings?q=confidential&near=37.123456,-121.654321",
            "/v1/meetings?near=confidential",
            "/v1/meetings?confidential=37.123456",
            "/v1/meetings?bbox=37.123456,1,2",
            "/?q=confidential&near=37.123456,-121.654321",
            "/v1/meetings/confidential",
            "/v1/suggest?q=confidential",
            "/v1/places?q=confidential&country=confidential",
            "/v1/meetings.txt?q=confidential&near=37.123456,-121.654321",
            "/confidential/37.123456",
        ] {
            let mut request = Request::get(path)
                .header("referer", "https://confidential.example/")
                .header("user-agent", "confidential")
                .body(Body::empty())
                .unwrap();
            let peer: SocketAddr = "198.51.100.77:4000".parse().unwrap();
            request.extensions_mut().insert(ConnectInfo(peer));
            world.ask(request).await;
        }
        let body = r#"{"q":"confidential","near":"37.123456,-121.654321"}"#;
        world.post("/v1/meetings", "application/json", body).await;
        world.post("/v1/meetings", "application/json", "{\"confidential\"").await;
        let body = "q=confidential&near=37.123456%2C-121.654321";
        world.post("/", "application/x-www-form-urlencoded", body).await;
    };
    asks.with_subscriber(subscriber).await;
    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("route=\"/v1/meetings\"") && log.contains("status=200"), "{log}");
    for leak in ["confidential", "37.12", "121.65", "198.51.100.77"] {
        assert!(!log.contains(leak), "{leak} in\n{log}");
    }
}

#[tokio::test]
async fn problems_repeat_neither_words_nor_coordinates() {
    let world = World::invented();
    let long = "confidential".repeat(40);
    for query in [
        format!("q={long}"),
        "near=confidential".to_owned(),
        "near=97.123456,-121.654321".to_owned(),
        "bbox=1,97.123456,2,3".to_owned(),
        "latitude=97.123456".to_owned(),
        "query=confidential".to_owned(),
    ] {
        let answer = world.search(&query).await;
        answer.problem();
        for leak in ["confidential", "97.12", "121.65"] {
            assert!(!answer.text().contains(leak), "{query}: {}", answer.text());
        }
    }
}
