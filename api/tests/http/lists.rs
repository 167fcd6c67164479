//! The pages about lists: all of them, and one.

use crate::world::{World, now, sources};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::notice::{Code, Notices, Sample};
use everyroom_feeds::source::Source;
use everyroom_indexer::store::attempts::{AttemptRow, Finish, Outcome};

/// A failed attempt at the list of NA, with these notices.
fn fail(world: &World, detail: &str, notices: Notices) {
    let row = AttemptRow {
        started: now(),
        ended: now(),
        outcome: "failed".to_owned(),
        status: Some(503),
        wire_bytes: 0,
        decoded_bytes: 0,
        hash: None,
        meetings: None,
        requests: serde_json::Value::Null,
        notices,
    };
    let detail = Some(detail.to_owned());
    let finish =
        Finish { outcome: Outcome::Failed, detail, rest_until: None, interrupted: false, full: false, row };
    let run = world.catalogue.store().begin_run(now()).unwrap();
    let na = SourceId::parse("na-example").unwrap();
    world.catalogue.store().finish_attempt(run, &na, &finish).unwrap();
}

/// The usual sources and so many more.
fn register(world: &World, more: usize) {
    let one = |n: usize| -> Source {
        let country = if n.is_multiple_of(2) { "IE" } else { "GB" };
        serde_json::from_value(serde_json::json!({
            "id": format!("list-{n:03}"), "name": format!("List {n:03}"), "fellowship": "na",
            "url": format!("https://list-{n:03}.example/"), "country": country,
        }))
        .unwrap()
    };
    let all: Vec<Source> = sources().into_iter().chain((0..more).map(one)).collect();
    world.catalogue.store().register(&all).unwrap();
}

fn names(text: &str) -> Vec<&str> {
    let rows = text.split("<a class=\"row\"").skip(1);
    rows.map(|row| row.split("<bdi>").nth(1).unwrap().split("</bdi>").next().unwrap()).collect()
}

#[tokio::test]
async fn lists_stand_by_name_and_say_how_they_are() {
    let world = World::invented();
    fail(&world, "the server answered 503", Notices::default());
    let answer = world.get("/sources").await;
    let text = answer.text();
    assert_eq!(answer.status, 200, "{text}");
    assert_eq!(
        names(&text),
        ["AA Example Intergroup", "Al-Anon Example", "NA Example Region", "SMART Example"]
    );
    assert!(text.contains("4 lists, 3 of them read as planned"), "{text}");
    assert!(
        text.contains("href=\"/sources/na-example\"")
            && text.contains("read now") == text.contains("be read now")
    );
    assert_eq!(text.matches("tag warn").count(), 1);
    assert!(text.contains("href=\"/v1/sources\""), "its twin as data");
    for secret in ["webservant", "hush"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn lists_are_narrowed() {
    let world = World::invented();
    fail(&world, "the server answered 503", Notices::default());
    register(&world, 4);
    for (query, expected) in [
        ("fellowship=smart", vec!["SMART Example"]),
        ("state=failing", vec!["NA Example Region"]),
        ("country=IE", vec!["List 000", "List 002"]),
        ("country=IE&state=ok", vec![]),
        ("fellowship=&country=&state=held", vec![]),
        ("fellowship=aa&something=else", vec!["AA Example Intergroup"]),
    ] {
        let answer = world.get(&format!("/sources?{query}")).await;
        assert_eq!((answer.status.as_u16(), names(&answer.text())), (200, expected), "{query}");
    }
    let chosen = world.get("/sources?country=IE").await.text();
    assert!(chosen.contains("<option value=\"IE\" selected>"), "{chosen}");
}

#[tokio::test]
async fn long_lists_are_paged() {
    let world = World::invented();
    register(&world, 120);
    let first = world.get("/sources?fellowship=na").await.text();
    assert_eq!(names(&first).len(), 50);
    assert!(first.contains("1 to 50 of 121 lists"), "{first}");
    assert!(first.contains("href=\"/sources?fellowship=na&#38;page=2\" rel=\"next\""), "{first}");
    assert!(!first.contains("rel=\"prev\""));
    let last = world.get("/sources?fellowship=na&page=3").await.text();
    assert_eq!(names(&last).len(), 21);
    assert!(last.contains("rel=\"prev\"") && !last.contains("rel=\"next\""));
    for page in ["4", "0", "-1", "x", "99999999999999999999"] {
        let answer = world.get(&format!("/sources?fellowship=na&page={page}")).await;
        assert_eq!(answer.status, 404, "{page}");
        assert!(answer.text().contains("<h1>"), "{page}");
    }
}

#[tokio::test]
async fn what_can_not_be_chosen_is_named() {
    let world = World::invented();
    for query in ["fellowship=%3Cscript%3E", "country=Atlantis", "state=fine"] {
        let answer = world.get(&format!("/sources?{query}")).await;
        let text = answer.text();
        assert_eq!(answer.status, 400, "{query}");
        assert!(text.contains("Something could not be used") && !text.contains("<script>"), "{text}");
        let value = query.split_once('=').unwrap().1.replace("%3C", "&lt;").replace("%3E", "&gt;");
        assert!(text.contains(&value), "{text}");
    }
}

#[tokio::test]
async fn one_list_tells_what_was_noticed_in_it() {
    let world = World::invented();
    let answer = world.get("/sources/na-example").await;
    let text = answer.text();
    assert_eq!(answer.status, 200, "{text}");
    for expected in [
        "<bdi>NA Example Region</bdi>",
        "Narcotics Anonymous",
        "Read as planned",
        "See its 2 meetings",
        "/?source=na-example",
        "Last read",
        "TSML (Meeting Guide)",
        "CC0-1.0",
        "time_invalid",
        "line 3",
        "25:00",
        "href=\"/withdraw?what=na-example\"",
        "href=\"/check?url=https",
        "href=\"/v1/sources/na-example/report\"",
        "0 of 1 failed.",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    for secret in ["webservant", "hush"] {
        assert!(!text.contains(secret), "{secret}");
    }
    for id in ["nobody", "Not_An_Id", "%00", "na-example%20"] {
        assert_eq!(world.get(&format!("/sources/{id}")).await.status, 404, "{id}");
    }
    assert_eq!(world.get("/sources/na-example?page=2").await.status, 404);
}

#[tokio::test]
async fn a_list_that_fails_says_so_and_what_is_shown_still() {
    let world = World::invented();
    let mut notices = Notices::default();
    let sample = Sample { value: Some("<script>alert(1)</script>".to_owned()), ..Sample::default() };
    notices.push(Code::TimeInvalid, sample);
    fail(&world, "the server <b>answered</b> 503", notices);
    let text = world.get("/sources/na-example").await.text();
    for expected in [
        "We have not been able to read this list since 23 November 2026.",
        "the server &#60;b&#62;answered&#60;/b&#62; 503",
        "We go on showing the list of 23 November 2026: 2 meetings.",
        "1 of 2 failed.",
        "&#60;script&#62;alert(1)",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("<script>alert") && !text.contains("<b>answered"));
}

#[tokio::test]
async fn pages_about_lists_speak_every_language() {
    let world = World::invented();
    for language in ["en", "es", "fr", "de", "pt", "fa"] {
        for path in ["/sources", "/sources/na-example"] {
            let answer = world.get(&format!("{path}?ui_lang={language}")).await;
            let text = answer.text();
            assert_eq!(answer.status, 200, "{path} {language}");
            assert!(text.contains(&format!("<html lang=\"{language}\"")), "{text}");
            assert!(!text.contains('{') && !text.contains("href=\"/sources\""), "{path} {language}: {text}");
        }
    }
    let persian = world.get("/sources/na-example?ui_lang=fa").await.text();
    assert!(persian.contains("dir=\"rtl\"") && persian.contains("name=\"ui_lang\" value=\"fa\""));
}
