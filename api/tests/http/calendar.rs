//! Calendars and plain texts, of a search and of one listing.

use crate::world::{World, config, many, meeting, meetings, weekly};
use everyroom_api::ApiConfig;
use everyroom_feeds::format::read;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::schedule::{Repeat, Weekday, Weeks};
use everyroom_feeds::source::Source;
use http::Request;

/// What our own reader makes of a calendar.
fn read_again(body: &[u8]) -> Vec<Meeting> {
    let source: Source = serde_json::from_value(serde_json::json!({
        "id": "na-again", "name": "Again", "url": "https://na.example/feed.ics", "fellowship": "na",
    }))
    .unwrap();
    let (url, content_type) = (source.url.clone(), Some("text/calendar".to_owned()));
    let part = Part { role: Role::Feed, url, content_type, body: body.to_vec() };
    read(&source, &[part]).unwrap().meetings
}

#[tokio::test]
async fn a_search_is_a_calendar() {
    let world = World::invented();
    let answer = world.get("/v1/meetings.ics?sort=name").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (200, "text/calendar; charset=utf-8")
    );
    let text = answer.text();
    // six active listings, one of them at any time
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 5);
    assert!(
        text.contains("X-EVERYROOM-TOTAL:6\r\n") && text.contains("X-EVERYROOM-WITHOUT-TIME:1\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("TZID:America/Los_Angeles\r\n").count(), 1, "a zone is described once");
    let json = world.search("sort=name&limit=200").await.json();
    let timed = json["meetings"].as_array().unwrap().iter().filter(|one| !one["next"].is_null());
    let listed: Vec<(String, String)> = timed
        .map(|one| {
            (one["name"].as_str().unwrap().to_owned(), one["schedule"]["start"].as_str().unwrap().to_owned())
        })
        .collect();
    let mut again: Vec<(String, String)> = read_again(&answer.body)
        .iter()
        .map(|one| {
            let minute = one.schedule.slot.minute_of_week().unwrap() % 1440;
            (one.name.clone(), format!("{:02}:{:02}", minute / 60, minute % 60))
        })
        .collect();
    again.sort();
    assert_eq!(again, listed);
}

#[tokio::test]
async fn a_listing_leads_to_its_event() {
    let world = World::with(
        meetings(),
        ApiConfig { public_url: Some("https://rooms.example".to_owned()), ..config() },
    );
    let json = world.search("q=clean").await.json()["meetings"][0].clone();
    let path = json["links"]["ics"].as_str().unwrap().to_owned();
    assert_eq!(path, format!("/v1/meetings/{}.ics", json["id"].as_str().unwrap()));
    let text = world.get(&path).await.text().replace("\r\n ", "");
    for line in [
        "SUMMARY:Clean Start",
        "DTSTART;TZID=America/Los_Angeles:20261122T190000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;BYDAY=SU",
        "LOCATION:Example Hall\\, 268 Maple Street\\, San Jose\\, CA 95112",
        "GEO:37.3512;-121.8841",
        "CATEGORIES:Narcotics Anonymous",
        "STATUS:CONFIRMED",
    ] {
        assert!(text.contains(&format!("{line}\r\n")), "{line} in\n{text}");
    }
    assert!(
        text.contains(&format!("URL:https://rooms.example/m/{}\r\n", json["id"].as_str().unwrap())),
        "{text}"
    );
    assert!(text.contains("UID:") && text.contains("DTSTAMP:20261123T024000Z") && text.contains("SEQUENCE:"));
    let always = world.search("q=letters").await.json()["meetings"][0].clone();
    assert!(always["links"]["ics"].is_null());
    let empty = world.get(&format!("/v1/meetings/{}.ics", always["id"].as_str().unwrap())).await;
    assert_eq!(empty.status, 200);
    assert!(empty.text().contains("X-EVERYROOM-WITHOUT-TIME:1") && !empty.text().contains("VEVENT"));
}

#[tokio::test]
async fn a_discreet_calendar_names_nothing() {
    let world = World::invented();
    for path in ["/v1/meetings.ics?discreet=1&limit=200", "/v1/meetings.ics?discreet=true&ui_lang=en"] {
        let text = world.get(path).await.text().replace("\r\n ", "");
        for word in [
            "Clean",
            "Candle",
            "Anonymous",
            "Example Hall",
            "na-example",
            "DESCRIPTION",
            "CATEGORIES",
            "URL:",
            "Recovery",
        ] {
            assert!(!text.contains(word), "{word} in\n{text}");
        }
        assert!(
            text.contains("SUMMARY:Appointment\r\n")
                && text.contains("268 Maple Street")
                && text.contains("CLASS:PRIVATE")
        );
        assert!(text.contains("https://zoom.example/j/123"), "one has to get in: {text}");
    }
    let spanish = world.get("/v1/meetings.ics?discreet=1&ui_lang=es").await.text();
    assert!(spanish.contains("SUMMARY:Cita\r\n"));
    let problem = world.get("/v1/meetings.ics?discreet=perhaps").await;
    assert_eq!(problem.problem(), "invalid-parameter");
    assert_eq!(problem.json()["errors"][0]["parameter"], "discreet");
    assert_eq!(world.get("/v1/facets?discreet=1").await.problem(), "unknown-parameter");
}

/// Regression: twenty events in an order that changes from minute to minute are no calendar to subscribe to.
#[tokio::test]
async fn a_calendar_holds_what_there_may_be_by_name_and_says_what_it_lacks() {
    let world = World::of(many(210));
    let text = world.get("/v1/meetings.ics").await.text().replace("\r\n ", "");
    let names: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
    assert_eq!((names.len(), names[0], names[199]), (200, "Room 000", "Room 199"));
    for property in ["DESCRIPTION", "X-WR-CALDESC"] {
        let said = format!("{property}:Only 200 of 210 are in this calendar: narrow the search");
        assert!(text.contains(&said), "{text}");
    }
    let soonest = world.get("/v1/meetings.ics?sort=soonest&limit=1").await.text();
    assert!(soonest.matches("BEGIN:VEVENT").count() == 1 && !soonest.contains("SUMMARY:Room 000\r\n"));
    let discreet = world.get("/v1/meetings.ics?discreet=1&ui_lang=de").await.text().replace("\r\n ", "");
    assert!(discreet.contains("DESCRIPTION:Nur 200 von 210"), "{discreet}");
    let whole = World::of(many(3)).get("/v1/meetings.ics").await.text();
    assert!(!whole.contains("CALDESC"), "{whole}");
}

#[tokio::test]
async fn rules_and_exceptions_reach_the_calendar() {
    let mut second = meeting("na-example", "second", "Second and Fourth");
    second.schedule = weekly(Weekday::Wed, 19, 0, Some(90), "Europe/London");
    second.schedule.repeat = Some(Box::new(Repeat {
        weeks: Weeks::of_month([2, 4]).unwrap(),
        except: vec![jiff::civil::date(2026, 12, 23)],
        ..Repeat::default()
    }));
    let world = World::of(vec![second]);
    let text = world.get("/v1/meetings.ics").await.text();
    assert!(text.contains("DTSTART;TZID=Europe/London:20261125T190000\r\nDURATION:PT1H30M\r\n"), "{text}");
    assert!(text.contains("RRULE:FREQ=MONTHLY;BYDAY=2WE,4WE\r\n"), "{text}");
    assert!(text.contains("EXDATE;TZID=Europe/London:20261223T190000\r\n"), "{text}");
}

#[tokio::test]
async fn five_are_read_out_or_as_many_as_are_asked_for() {
    let world = World::invented();
    let text = world.get("/v1/meetings.txt?sort=soonest").await.text();
    assert!(text.starts_with("6 meetings were found. Here are 5 of them:\n"), "{text}");
    assert!(text.contains("\n5. ") && !text.contains("\n6. "));
    assert!(text.lines().all(|line| line.chars().count() <= 72), "{text}");
    assert!(text.contains("Narcotics Anonymous\n   Tonight at 7:00 pm, in 20 min, until 8:00 pm"), "{text}");
    assert!(
        text.contains("Side door, second floor.")
            && text.contains("From NA Example Region, confirmed just now.")
    );
    let answer = world.get("/v1/meetings.txt?sort=soonest&limit=2").await;
    assert!(answer.text().contains("\n2. ") && !answer.text().contains("\n3. "));
    // the next page is asked for with the same words
    let next = answer.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert!(next.starts_with("/v1/meetings.txt?") && world.get(&next).await.text().contains("\n1. "));
    let none = world.get("/v1/meetings.txt?q=nowhere").await;
    assert!(none.status == 200 && none.text().starts_with("No meeting was found.\n"));
    let german = world.get("/v1/meetings.txt?ui_lang=de&limit=1&sort=name").await.text();
    assert!(german.contains("6 Treffen wurden gefunden"), "{german}");
}

#[tokio::test]
async fn one_listing_is_read_out() {
    let world = World::invented();
    let id = world.search("q=clean").await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
    let answer = world.get(&format!("/v1/meetings/{id}.txt")).await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let text = answer.text();
    assert!(text.starts_with("Clean Start, Narcotics Anonymous\nTonight at 7:00 pm"), "{text}");
    assert!(
        text.contains("Bring a friend.")
            && text.contains("https://na-example.example/meetings/clean-start\n")
    );
    let accepted =
        world.send(Request::get(format!("/v1/meetings/{id}")).header("accept", "text/plain")).await;
    assert_eq!(accepted.text(), text);
}

#[tokio::test]
async fn calendars_and_texts_behave_as_the_other_forms() {
    let world = World::invented();
    let id = world.search("q=clean").await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
    for path in [
        "/v1/meetings.ics".to_owned(),
        "/v1/meetings.txt".to_owned(),
        format!("/v1/meetings/{id}.ics"),
        format!("/v1/meetings/{id}.txt"),
    ] {
        let first = world.get(&path).await;
        let etag = first.header("etag").to_owned();
        assert!(etag.starts_with("W/"), "{path}");
        let again = world.send(Request::get(&path).header("if-none-match", &etag)).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        let head = world.send(Request::head(&path)).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0), "{path}");
        assert_eq!(world.get(&format!("{path}?nonsense=1")).await.problem(), "unknown-parameter", "{path}");
    }
    for form in ["ics", "txt"] {
        let body = r#"{"near":[37.35,-121.88],"discreet":true}"#;
        let posted = world.post(&format!("/v1/meetings.{form}"), "application/json", body).await;
        assert_eq!((posted.status.as_u16(), posted.header("cache-control")), (200, "no-store"), "{form}");
        let personal = world.get(&format!("/v1/meetings.{form}?q=clean")).await;
        assert_eq!(personal.header("cache-control"), "no-store", "{form}");
        assert_eq!(world.get(&format!("/v1/meetings.{form}?limit=0")).await.problem(), "invalid-parameter");
    }
}

#[tokio::test]
async fn what_publishers_write_breaks_no_line() {
    let evil = "Night\r\nATTENDEE:mailto:x@y.example\u{2028}\u{202e}\u{0}, \"quoted\"";
    let mut spoilt = meeting("na-example", "1", evil);
    spoilt.notes = Some(evil.to_owned());
    spoilt.group = Some(evil.to_owned());
    let world = World::of(vec![spoilt]);
    let ics = world.get("/v1/meetings.ics").await.text();
    assert!(ics.replace("\r\n ", "").lines().all(|line| !line.starts_with("ATTENDEE")), "{ics}");
    assert!(!ics.contains('\u{202e}') && !ics.contains('\u{0}'));
    let txt = world.get("/v1/meetings.txt").await.text();
    assert!(
        txt.lines().all(|line| !line.trim_start().starts_with("ATTENDEE")) || !txt.contains('\r'),
        "{txt}"
    );
    assert!(!txt.contains('\u{202e}') && !txt.contains('\u{0}'));
    let csv = world.get("/v1/meetings.csv").await.text();
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), 1);
    let ndjson = world.get("/v1/meetings.ndjson").await.text();
    assert_eq!(ndjson.matches('\n').count(), 1);
}

#[tokio::test]
async fn an_empty_catalogue_has_an_empty_calendar() {
    let world = World::empty();
    let text = world.get("/v1/meetings.ics").await.text();
    assert!(text.contains("X-EVERYROOM-TOTAL:0") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(world.get("/v1/meetings.txt").await.text().starts_with("No meeting was found."));
}
