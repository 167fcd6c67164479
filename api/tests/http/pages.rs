//! What people see: whole without scripts, small, and safe whatever a publisher writes.

use crate::world::{SAN_JOSE, World, many, meeting, meetings};
use everyroom_feeds::meeting::{Attendance, Entity, LinkState, Meeting, Online, TypeTag};
use http::Request;

fn nasty() -> Meeting {
    let spoilt =
        |text: &str| Some(format!("{text}<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"));
    let base = meeting("na-example", "66", &spoilt("Name").unwrap());
    let mut venue = base.venue.clone().unwrap();
    (venue.name, venue.notes, venue.address) = (spoilt("Hall"), spoilt("Door"), spoilt("Street"));
    Meeting {
        group: spoilt("Group"),
        entity: Some(Entity { name: spoilt("Entity").unwrap(), key: None, url: None }),
        attendance: Attendance { in_person: true, online: true, phone: true },
        venue: Some(venue),
        online: Some(Online {
            url: Some("javascript:alert(3)".to_owned()),
            provider: spoilt("Provider"),
            phone: Some("+1555550100\"><script>alert(4)</script>".to_owned()),
            access_code: spoilt("Code"),
            notes: spoilt("Joining"),
            link: LinkState::Published,
        }),
        types: vec![TypeTag { id: None, code: spoilt("T"), label: spoilt("Type") }],
        languages: vec!["<script>".to_owned()],
        notes: spoilt("Notes</textarea>"),
        url: Some(" javascript:alert(5)".to_owned()),
        ..base
    }
}

#[tokio::test]
async fn markup_of_publishers_is_text() {
    let world = World::of(vec![nasty()]);
    let json = world.search("").await.json();
    let id = json["meetings"][0]["id"].as_str().unwrap();
    let pages = ["/search?sort=name".to_owned(), format!("/m/{id}"), "/about".to_owned()];
    for path in pages {
        let html = world.get(&path).await.text();
        for bad in ["<script", "<img", "javascript:", "onerror=alert(2)>\""] {
            assert!(!html.contains(bad), "{bad} in {path}:\n{html}");
        }
    }
    // what is echoed from the form is text too
    let echoed = world.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&near=%3Cscript%3E").await;
    assert_eq!(echoed.status, 400);
    assert!(!echoed.text().contains("<script"));
}

#[tokio::test]
async fn links_of_publishers_are_http_or_nothing() {
    let urls = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\tjavascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/x",
        "file:///etc/passwd",
        "https://ok.example/\u{0}",
    ];
    let spoilt = urls.iter().enumerate().map(|(n, url)| Meeting {
        url: Some((*url).to_owned()),
        online: Some(Online {
            url: Some((*url).to_owned()),
            link: LinkState::Published,
            ..Online::default()
        }),
        ..meeting("na-example", &n.to_string(), &format!("Room {n}"))
    });
    let world = World::of(spoilt.collect());
    let json = world.search("").await.json();
    for meeting in json["meetings"].as_array().unwrap() {
        assert!(meeting["online"]["url"].is_null() && meeting["links"]["source"].is_null(), "{meeting}");
        assert!(meeting["origins"][0]["url"].is_null(), "{meeting}");
        let html = world.get(meeting["links"]["html"].as_str().unwrap()).await.text();
        assert!(!html.contains("Join online") && !html.contains("publisher's page</a>"), "{html}");
    }
}

#[tokio::test]
async fn results_say_when_where_how_and_how_fresh() {
    let world = World::invented();
    let html = world.get(&format!("/search?near={SAN_JOSE}&radius_km=3&sort=soonest")).await.text();
    for words in [
        "2 meetings",
        "Clean Start",
        "Narcotics Anonymous · Twelve Steps",
        "Starts in 20 min",
        "On now, started 40 min ago",
        "Today, 7:00 pm (Los Angeles time)",
        "Example Hall, 268 Maple Street",
        "From NA Example Region, read just now",
        "0.0 km",
        "noindex",
        "confirm",
        "If you are in danger, call your local emergency number",
    ] {
        assert!(html.contains(words), "{words} in\n{html}");
    }
    assert!(!html.contains("<script"));
}

#[tokio::test]
async fn a_listing_says_how_to_join_and_who_says_so() {
    let world = World::invented();
    let json = world.search("q=candle").await.json();
    let html = world.get(json["meetings"][0]["links"]["html"].as_str().unwrap()).await.text();
    for words in [
        "href=\"https://zoom.example/j/123\" rel=\"noopener nofollow noreferrer\"",
        "href=\"tel:+15555550100,,123456%23\"",
        "Sundays, 10:00 pm to 11:00 pm, New York time",
        "Passcode: <bdi>4321</bdi>",
        "AA Example Intergroup",
        "confirm before you travel",
        "Women",
    ] {
        assert!(html.contains(words), "{words} in\n{html}");
    }
    let withheld = world.search("q=letters").await.json();
    let html = world.get(withheld["meetings"][0]["links"]["html"].as_str().unwrap()).await.text();
    assert!(
        html.contains("The link is not published: ask the group.") && html.contains("At any time"),
        "{html}"
    );
}

#[tokio::test]
async fn faults_are_told_in_place_and_input_is_kept() {
    let world = World::invented();
    let page = world.get("/search?near=Xyzzyville&q=clean&fellowship=na").await;
    assert_eq!(page.status, 400);
    let html = page.text();
    for words in [
        "role=\"alert\"",
        "no place that is known here",
        "value=\"clean\"",
        "value=\"Xyzzyville\"",
        "value=\"na\" selected",
    ] {
        assert!(html.contains(words), "{words} in\n{html}");
    }
}

#[tokio::test]
async fn an_empty_form_is_the_home_page() {
    let world = World::invented();
    let home = world.get("/").await;
    let submitted =
        world.get("/search?q=&fellowship=&when=&weekday=&after=&before=&attendance=&near=&radius_km=").await;
    assert_eq!(home.text(), submitted.text());
    assert!(!home.text().contains("noindex"));
    assert!(home.text().contains("Find a recovery meeting"));
}

#[tokio::test]
async fn pages_are_small_and_whole() {
    let world = World::of(many(60));
    let style = style_of(&world).await;
    let id = world.search("").await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
    for (path, most) in
        [("/".to_owned(), 10_240), ("/search?sort=name".to_owned(), 14_336), (format!("/m/{id}"), 10_240)]
    {
        let html = world.get(&path).await.text();
        for part in ["<html lang=\"en\"", "<main", "<h1", "class=\"skip\"", "name=\"viewport\"", "<footer"] {
            assert!(html.contains(part), "{part} in {path}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        let wire = world.send(Request::get(&path).header("accept-encoding", "gzip")).await.body.len();
        assert!(wire + style < most, "{path}: {wire} + {style} bytes");
        for outside in ["http://", "https://", "//"] {
            let loads = ["src=\"", "<link rel=\"stylesheet\" href=\""].map(|tag| format!("{tag}{outside}"));
            assert!(loads.iter().all(|tag| !html.contains(tag.as_str())), "{path}");
        }
    }
}

async fn style_of(world: &World) -> usize {
    let html = world.get("/").await.text();
    let start = html.find("/assets/").unwrap();
    let path = html[start..].split('"').next().unwrap().to_owned();
    let plain = world.get(&path).await;
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert!(plain.header("cache-control").contains("immutable"));
    assert_eq!(world.get("/assets/other.css").await.status, 404);
    world.send(Request::get(&path).header("accept-encoding", "gzip")).await.body.len()
}

#[tokio::test]
async fn every_field_has_a_label() {
    let world = World::invented();
    let html = world.get("/").await.text();
    for tag in ["<input id=\"", "<select id=\""] {
        for part in html.split(tag).skip(1) {
            let id = part.split('"').next().unwrap();
            assert!(html.contains(&format!("<label for=\"{id}\"")), "{id}");
        }
    }
}

#[tokio::test]
async fn the_next_page_is_a_link() {
    let world = World::of(many(30));
    let mut path = "/search?weekday=mon,tue,wed,thu,fri,sat,sun".to_owned();
    let first = world.get(&path).await.text();
    let link = first.split("<a ").find(|link| link.contains("rel=\"next\"")).unwrap();
    let start = link.find("href=\"").unwrap() + "href=\"".len();
    path = link[start..].split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let second = world.get(&path).await.text();
    assert!(second.contains("30 meetings") && second.matches("<h2>").count() == 10, "{second}");
}

#[tokio::test]
async fn nothing_found_still_helps() {
    let world = World::of(meetings());
    let html = world.get("/search?fellowship=oa").await.text();
    assert!(html.contains("No meeting found") && html.contains("<form"), "{html}");
    assert!(html.contains("emergency number"));
}

#[tokio::test]
async fn what_other_sites_hang_onto_a_link_does_not_break_it() {
    let world = World::invented();
    let page = world.get("/search?fellowship=na&utm_source=elsewhere&fbclid=x").await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("elsewhere"));
    assert_eq!(world.get("/?fbclid=x").await.text(), world.get("/").await.text());
}

#[tokio::test]
async fn days_are_named_by_the_calendar_of_the_place() {
    let overnight = Meeting {
        schedule: crate::world::weekly(
            everyroom_feeds::schedule::Weekday::Sat,
            20,
            0,
            Some(1380),
            "America/Los_Angeles",
        ),
        ..meeting("na-example", "1", "Long Night")
    };
    let tomorrow = Meeting {
        schedule: crate::world::weekly(
            everyroom_feeds::schedule::Weekday::Mon,
            12,
            0,
            None,
            "America/Los_Angeles",
        ),
        ..meeting("na-example", "2", "Noon")
    };
    let html = World::of(vec![overnight, tomorrow]).get("/search?sort=soonest").await.text();
    for words in [
        "Yesterday, 8:00 pm (Los Angeles time)",
        "Tomorrow, noon (Los Angeles time)",
        "started 22 h 40 min ago",
    ] {
        assert!(html.contains(words), "{words} in\n{html}");
    }
}
