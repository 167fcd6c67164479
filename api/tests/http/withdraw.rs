//! Asking to have something taken out: what is stored, what is refused, what is never told.

use crate::world::{Answer, World, config, meetings};
use axum::body::Body;
use axum::extract::ConnectInfo;
use everyroom_api::ApiConfig;
use everyroom_indexer::store::requests::RequestScope;
use http::Request;
use std::net::SocketAddr;

async fn send(world: &World, form: &str) -> Answer {
    world.post("/withdraw", "application/x-www-form-urlencoded", form).await
}

#[tokio::test]
async fn a_request_is_stored_and_acknowledged() {
    let world = World::invented();
    let listing =
        world.search("q=Clean+Start").await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
    let shown = world.get(&format!("/withdraw?what={listing}")).await.text();
    assert!(shown.contains("Clean Start · Example Hall"), "{shown}");
    let form = format!(
        "what=https%3A%2F%2Fmeetings.example%2Fm%2F{listing}&scope=group&why=we+moved&reply=asker%40example.org"
    );
    let answer = send(&world, &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), "/withdraw/sent?number=1");
    let kept = world.catalogue.store().request(1).unwrap().unwrap();
    assert_eq!((kept.listing.as_deref(), kept.source.as_deref()), (Some(listing.as_str()), None));
    assert_eq!((kept.scope, kept.why.as_str()), (RequestScope::Group, "we moved"));
    assert_eq!(kept.reply.as_deref(), Some("asker@example.org"));
    let thanks = world.get("/withdraw/sent?number=1").await;
    assert_eq!(thanks.status, 200);
    assert!(thanks.text().contains("Its number is 1."), "{}", thanks.text());
    assert!(!thanks.text().contains("asker"), "nothing of a request is given out");
    assert_eq!(
        world.get(&format!("/v1/meetings/{listing}")).await.status,
        200,
        "nothing is withdrawn by itself"
    );

    let answer = send(&world, "what=%2Fsources%2Fna-example&scope=source&why=&reply=&ui_lang=de").await;
    assert_eq!(answer.header("location"), "/withdraw/sent?number=2&ui_lang=de");
    let kept = world.catalogue.store().request(2).unwrap().unwrap();
    assert_eq!((kept.listing, kept.source.as_deref()), (None, Some("na-example")));
    let words = send(&world, "what=the+hall+in+Example+Town&scope=detail").await;
    assert_eq!(words.status, 303);
    let kept = world.catalogue.store().request(3).unwrap().unwrap();
    assert_eq!((kept.what.as_str(), kept.listing, kept.source), ("the hall in Example Town", None, None));
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let world = World::invented();
    for (form, says) in [
        ("what=&scope=meeting&why=because", "which entry or list you mean"),
        ("scope=meeting&why=because", "which entry or list you mean"),
        ("what=x&scope=meeting&why=because&reply=nobody", "not an e-mail address"),
        ("what=x&scope=everything&why=because", "look at this again"),
        ("what=%3Cscript%3E&why=because", "look at this again"),
        ("\u{0}%ff=&why=because", "which entry or list you mean"),
    ] {
        let answer = send(&world, form).await;
        let text = answer.text();
        assert_eq!(answer.status, 400, "{form}");
        let alert = text.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(alert.contains(says), "{form}: {alert}");
        assert!(text.contains(">because</textarea>") && !text.contains("<script>"), "{text}");
    }
    assert!(world.catalogue.store().requests(true).unwrap().is_empty());
    let huge = format!("what=x&scope=meeting&why={}", "y".repeat(200_000));
    assert_eq!(send(&world, &huge).await.status, 413);
    for number in ["", "x", "-1", "99999999999999999999", "%3Cscript%3E"] {
        assert_eq!(world.get(&format!("/withdraw/sent?number={number}")).await.status, 404, "{number}");
    }
    assert_eq!(world.get("/withdraw/sent").await.status, 404);
}

#[tokio::test]
async fn when_too_many_wait_it_says_so() {
    let world = World::invented();
    for _ in 0..200 {
        assert_eq!(send(&world, "what=x&scope=meeting").await.status, 303);
    }
    let full = send(&world, "what=x&scope=meeting&why=because").await;
    assert_eq!(full.status, 503);
    assert!(full.text().contains("Too many requests are waiting") && full.text().contains("because"));
}

#[tokio::test]
async fn one_address_may_ask_five_times_an_hour() {
    let world = World::with(meetings(), ApiConfig { rate_limit: 0, ..config() });
    let sent = async |peer: &str, form: &'static str| {
        let request = Request::post("/withdraw").header("content-type", "application/x-www-form-urlencoded");
        let mut request = request.body(Body::from(form)).unwrap();
        request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        world.ask(request).await.status.as_u16()
    };
    let from = |peer: &'static str| sent(peer, "what=x&scope=meeting");
    // a form that was not filled in is no request
    for _ in 0..9 {
        assert_eq!(sent("198.51.100.7:1000", "what=&scope=meeting").await, 400);
    }
    for _ in 0..5 {
        assert_eq!(from("198.51.100.7:1000").await, 303);
    }
    assert_eq!(from("198.51.100.7:2000").await, 429);
    assert_eq!(from("198.51.100.8:1000").await, 303, "others may");
    for _ in 0..9 {
        assert_eq!(from("127.0.0.1:1000").await, 303, "loopback is not counted");
    }
}
