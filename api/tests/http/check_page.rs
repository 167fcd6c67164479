//! The page that reads a list for whoever keeps it: an address, a file or a text.

use crate::world::{Answer, World, config, meetings};
use axum::body::Body;
use everyroom_api::ApiConfig;
use everyroom_api::check::{FeedChecker, Fetched};
use everyroom_feeds::notice::Notices;
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::source::Source;
use http::Request;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

const FEED: &str = r#"[
  {"slug": "tue", "name": "Harbour <b>Lights</b>", "day": 2, "time": "19:30", "timezone": "Europe/Dublin",
   "formatted_address": "1 Quay St, Galway, Ireland", "latitude": 53.27123, "longitude": -9.05456},
  {"slug": "odd", "name": "Odd One", "day": "Wensday", "time": "7:30 PM"}
]"#;

/// A form as a browser sends it.
fn form(fields: &[(&str, &str)], file: Option<&[u8]>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    // a browser sends the field of a file even when there is none
    let name = if file.is_some() { "list.json" } else { "" };
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.as_bytes());
    body.extend(file.unwrap_or_default());
    body.extend(b"\r\n--edge--\r\n");
    body
}

async fn send(world: &World, body: Vec<u8>) -> Answer {
    let request = Request::post("/check").header("content-type", "multipart/form-data; boundary=edge");
    world.ask(request.body(Body::from(body)).unwrap()).await
}

async fn check(world: &World, fields: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
    send(world, form(fields, file)).await
}

#[tokio::test]
async fn a_file_and_a_text_are_read_and_not_kept() {
    let world = World::invented();
    let before = world.search("").await.json()["total"].clone();
    let pasted = check(&world, &[("url", ""), ("text", FEED), ("fellowship", "aa")], None).await;
    let sent = check(&world, &[("text", " "), ("fellowship", "aa")], Some(FEED.as_bytes())).await;
    for answer in [pasted, sent] {
        let text = answer.text();
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{text}");
        for expected in [
            "We can read all 2 meetings in it.",
            "TSML (Meeting Guide)",
            "Harbour ",
            "7:30 pm",
            "Tuesday",
            "day_invalid",
            "Wensday",
            "Odd One",
            "line 4",
            "curl --data-binary @FILE",
            "/v1/check?fellowship=aa",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        assert!(!text.contains("<b>Lights"), "{text}");
    }
    assert_eq!(world.search("").await.json()["total"], before);
}

#[tokio::test]
async fn what_is_no_list_is_shown_again_with_the_form() {
    let world = World::invented();
    let page = "<!doctype html><title>Log in</title><p>\"><script>alert(1)</script></textarea>";
    let answer = check(&world, &[("text", page), ("timezone", "Europe/Dublin")], None).await;
    let text = answer.text();
    assert_eq!(answer.status, 200);
    assert!(text.contains("read this as a meeting list") && text.contains("unexpected_html"), "{text}");
    assert!(
        text.contains("<textarea") && text.contains("Log in") && text.contains("value=\"Europe/Dublin\"")
    );
    assert!(!text.contains("<script>alert") && text.matches("</textarea>").count() == 1, "{text}");
    let long = "x".repeat(100_000);
    let shown = check(&world, &[("text", &long)], None).await.text();
    assert!(shown.contains(&long), "all of it, as part of it would be checked as if it were all");
    let longer = "x".repeat(300_000);
    let shown = check(&world, &[("text", &longer)], None).await.text();
    assert!(!shown.contains("xxx"), "or none of it");
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_said_in_the_form() {
    let world = World::invented();
    for (fields, status, says) in [
        (vec![], 400, "Give an address, a file or a text."),
        (vec![("text", "  \n"), ("url", " ")], 400, "Give an address, a file or a text."),
        (vec![("text", FEED), ("url", "https://list.example/")], 400, "Give one of them only"),
        (vec![("url", "ftp://list.example/")], 400, "Address of your list"),
        (vec![("url", "<script>")], 400, "Address of your list"),
        (vec![("text", FEED), ("timezone", "EST5")], 400, "Time zone"),
        (vec![("text", FEED), ("country", "Atlantis")], 400, "Country"),
        (vec![("text", FEED), ("format", "tsmll")], 400, "Format"),
        (vec![("text", FEED), ("fellowship", "xx")], 400, "Group"),
        (vec![("url", "https://list.example/")], 503, "This server does not fetch addresses."),
    ] {
        let answer = check(&world, &fields, None).await;
        let text = answer.text();
        assert_eq!(answer.status.as_u16(), status, "{fields:?}");
        let alert = text.split("role=\"alert\"").nth(1).unwrap_or_else(|| panic!("{fields:?}: {text}"));
        assert!(alert.split("</div>").next().unwrap().contains(says), "{says}: {text}");
        assert!(!text.contains("<script>"), "{fields:?}");
    }
}

#[tokio::test]
async fn broken_and_huge_forms_are_refused() {
    let world = World::invented();
    let huge = vec![b'x'; 9 * 1024 * 1024];
    let answer = check(&world, &[], Some(&huge)).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text().contains("more than 8 MB"));
    // more than a form may have elsewhere, and quickly read
    let wide = format!("{}{FEED}", " ".repeat(3 * 1024 * 1024));
    let large = check(&world, &[("fellowship", "aa")], Some(wide.as_bytes())).await;
    assert_eq!(large.status, 200, "as much as the API takes");
    let many: Vec<(&str, &str)> = (0..40).map(|_| ("other", "x")).collect();
    assert_eq!(check(&world, &many, None).await.status, 400);
    let mut cut = form(&[("text", FEED)], None);
    cut.truncate(120);
    assert_eq!(send(&world, cut).await.status, 400);
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"] {
        let answer = world.post("/check", kind, "text=x").await;
        assert_eq!(answer.status, 400, "{kind}");
        assert!(answer.text().contains("<form"), "{kind}");
    }
}

#[derive(Debug)]
struct Checker;

impl FeedChecker for Checker {
    fn fetch(&self, source: Source) -> Pin<Box<dyn Future<Output = Fetched> + Send>> {
        let part =
            Part { role: Role::Feed, url: source.url, content_type: None, body: FEED.as_bytes().to_vec() };
        Box::pin(async { Ok((vec![part], Notices::default())) })
    }
}

#[tokio::test]
async fn an_address_is_fetched_where_the_program_can() {
    let checker: Option<Arc<dyn FeedChecker>> = Some(Arc::new(Checker));
    let world = World::with(meetings(), ApiConfig { checker, ..config() });
    let answer = check(&world, &[("url", "https://list.example/it's")], None).await;
    let text = answer.text();
    assert_eq!(answer.status, 200, "{text}");
    assert!(text.contains("We can read all 2 meetings in it."), "{text}");
    assert!(text.contains("curl -X POST") && !text.contains("it's"), "{text}");
}

#[tokio::test]
async fn a_link_may_bring_the_address_and_the_language() {
    let world = World::invented();
    let text = world.get("/check?url=https://list.example/%22%3E%3Cscript%3E&ui_lang=de").await.text();
    assert!(text.contains("value=\"https://list.example/&#34;&#62;&#60;script&#62;\""), "{text}");
    assert!(text.contains("name=\"ui_lang\" value=\"de\"") && text.contains("lang=\"de\""));
    let german = check(&world, &[("ui_lang", "de"), ("text", FEED)], None).await.text();
    assert!(german.contains("<html lang=\"de\""), "{german}");
}

#[tokio::test]
async fn an_empty_list_is_no_reason_to_be_content() {
    let world = World::invented();
    for text in ["[]", "Name,Day,Time\n"] {
        let page = check(&world, &[("text", text), ("fellowship", "aa")], None).await.text();
        assert!(page.contains("there is no meeting in it"), "{text}: {page}");
        assert!(!page.contains("Nothing needs to be done"), "{text}: {page}");
    }
}
