//! What people see: whole without scripts, small, and safe whatever a publisher writes.

use crate::world::{SAN_JOSE, World, many, meeting, meetings};
use everyroom_feeds::meeting::{Attendance, Entity, LinkState, Meeting, Online, TypeTag};
use everyroom_feeds::schedule::Weekday;
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
    let pages =
        ["/?sort=name".to_owned(), format!("/m/{id}"), "/about".to_owned(), "/fellowships/na".to_owned()];
    for path in pages {
        let html = world.get(&path).await.text();
        for bad in ["<script>", "<img", "javascript:", "onerror=alert(2)>\""] {
            assert!(!html.contains(bad), "{bad} in {path}:\n{html}");
        }
    }
    // what is echoed from the form is text too
    let echoed = world.get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&near=%3Cscript%3E").await;
    assert_eq!(echoed.status, 400);
    assert!(!echoed.text().contains("<script>"));
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
        assert!(!html.contains("Join ") && !html.contains("The group's own page</a>"), "{html}");
    }
}

#[tokio::test]
async fn results_say_when_where_how_and_how_fresh() {
    let world = World::invented();
    let html = world.get(&format!("/?near={SAN_JOSE}&radius_km=3&sort=soonest")).await.text();
    for words in [
        "2 of 2, soonest first",
        "Meetings near <bdi>you</bdi>",
        "Clean Start",
        "Narcotics Anonymous · Twelve Steps · Open to anyone",
        "Starts in 20 min",
        "On now, for 40 min",
        ">7:00 pm</time> <span data-day=\"Sunday 22 November\">today</span>",
        "Example Hall, 268 Maple Street",
        "From <a href=\"/sources/na-example\"><bdi>NA Example Region</bdi></a><span class=\"moment\"> · read just now",
        "0.0 mi",
        "noindex",
        "check with the group before you travel",
        "Need to talk now?",
        "href=\"tel:988\"",
        "href=\"tel:911\"",
        "href=\"https://www.openstreetmap.org/?mlat=37.3512",
    ] {
        assert!(html.contains(words), "{words} in\n{html}");
    }
    assert!(!html.contains("<script>") && !html.contains("116123"), "the lines are those of the country");
}

#[tokio::test]
async fn a_listing_says_how_to_join_and_who_says_so() {
    let world = World::invented();
    let json = world.search("q=candle").await.json();
    let html = world.get(json["meetings"][0]["links"]["html"].as_str().unwrap()).await.text();
    for words in [
        "href=\"https://zoom.example/j/123\" rel=\"noopener nofollow noreferrer\"",
        "href=\"tel:+15555550100,,123456%23\"",
        "Every Sunday, 10:00 pm to 11:00 pm, New York time",
        "<dt>Passcode</dt><dd><bdi>4321</bdi></dd>",
        "AA Example Intergroup",
        "check with the group before you travel",
        "<dt>Women</dt>",
        "<bdi>10:00 pm</bdi> in <bdi>New York</bdi>",
        "data-own=\"{time} your time\"",
        "/v1/meetings/",
        "Ask us to take it out",
        "<span class=\"tag far\">Online</span>",
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
    let page = world.get("/?near=Xyzzyville&q=clean&fellowship=na").await;
    assert_eq!(page.status, 400);
    let html = page.text();
    for words in [
        "role=\"alert\"",
        "no place that is known here",
        "value=\"clean Xyzzyville\"",
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
        world.get("/?q=&fellowship=&when=&weekday=&after=&before=&attendance=&near=&radius_km=").await;
    let main = |text: String| text.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned();
    assert_eq!(main(home.text()), main(submitted.text()));
    assert!(!home.text().contains("noindex"));
    assert!(home.text().contains("Find a recovery meeting"));
}

#[tokio::test]
async fn pages_are_small_and_whole() {
    let world = World::of(many(60));
    let style = style_of(&world).await;
    let id = world.search("").await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
    for (path, most) in
        [("/".to_owned(), 10_240), ("/?sort=name".to_owned(), 14_336), (format!("/m/{id}"), 10_240)]
    {
        let html = world.get(&path).await.text();
        for part in ["<html lang=\"en\"", "<main", "<h1", "class=\"skip\"", "name=\"viewport\"", "<footer"] {
            assert!(html.contains(part), "{part} in {path}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        let wire = world.send(Request::get(&path).header("accept-encoding", "gzip")).await.body.len();
        assert!(wire + style < most, "{path}: {wire} + {style} bytes");
        for outside in ["http://", "https://", "//"] {
            let loads = ["src=\"", "<link rel=\"icon\" href=\"", "<link rel=\"stylesheet\" href=\""]
                .map(|tag| format!("{tag}{outside}"));
            assert!(loads.iter().all(|tag| !html.contains(tag.as_str())), "{path}");
        }
    }
}

async fn style_of(world: &World) -> usize {
    let html = world.get("/").await.text();
    let start = html.find("stylesheet").unwrap();
    let path = html[start..].split('"').nth(2).unwrap().to_owned();
    let plain = world.get(&path).await;
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert!(plain.header("cache-control").contains("immutable"));
    for none in [
        "other.css",
        "everyroom.css",
        "everyroom.0000.css",
        "everyroom.000000000z.css",
        "other.0000000000.css",
    ] {
        assert_eq!(world.get(&format!("/assets/{none}")).await.status, 404, "{none}");
    }
    // a page that was kept from before an update is not left without its style
    let older = world.get("/assets/everyroom.0000000000.css").await;
    assert_eq!((older.status.as_u16(), older.header("cache-control")), (200, "public, max-age=60"));
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
async fn a_zone_in_the_words_stays_in_every_link() {
    let world = World::of(meetings());
    let html = world.get("/?q=aa+8pm+eastern").await.text();
    let chips = html.split("href=\"/?").skip(1).filter_map(|link| link.split('"').next());
    let timed: Vec<&str> = chips.filter(|link| link.contains("after=")).collect();
    assert!(!timed.is_empty() && timed.iter().all(|link| link.contains("tz=America")), "{timed:?}");
}

#[tokio::test]
async fn nothing_found_still_helps() {
    let world = World::of(meetings());
    let html = world.get("/?fellowship=oa&ui_lang=en").await.text();
    for words in
        ["No meeting has all of that", "<form", "Need to talk now?", "Change search", "In all we read "]
    {
        assert!(html.contains(words), "{words} in\n{html}");
    }
    assert!(html.contains("Without “Overeaters Anonymous”") || html.contains("Online, on now"), "{html}");
}

#[tokio::test]
async fn the_old_address_of_the_search_leads_on() {
    let world = World::invented();
    for (from, to) in [("/search", "/"), ("/search?q=a+b&when=now", "/?q=a+b&when=now")] {
        let answer = world.get(from).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (301, to));
    }
}

#[tokio::test]
async fn every_page_speaks_six_languages() {
    let world = World::invented();
    let id = world.search("q=clean").await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
    let meeting = format!("/m/{id}");
    for path in [
        "/",
        "/?fellowship=na",
        "/?fellowship=oa",
        &meeting,
        "/help",
        "/which",
        "/fellowships",
        "/fellowships/na",
        "/about",
        "/privacy",
        "/first-meeting",
    ] {
        let mut headings = std::collections::BTreeSet::new();
        for (tag, dir) in
            [("en", "ltr"), ("es", "ltr"), ("fr", "ltr"), ("de", "ltr"), ("pt", "ltr"), ("fa", "rtl")]
        {
            let page = world.send(Request::get(path).header("accept-language", tag)).await;
            assert_eq!((page.status.as_u16(), page.header("content-language")), (200, tag), "{path}");
            assert!(page.header("vary").contains("accept-language"), "{path}");
            let html = page.text();
            assert!(html.contains(&format!("<html lang=\"{tag}\" dir=\"{dir}\"")), "{path} {tag}");
            // attributes hold patterns for the script
            let shown: String =
                html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
            assert!(shown.len() > 200 && !shown.contains("{n}") && !shown.contains("{time}"), "{path} {tag}");
            assert_eq!(html.matches("hreflang=").count(), 5, "{path} {tag}");
            headings
                .insert(html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned());
        }
        let is_named = path.starts_with("/fellowships/");
        assert!(is_named || headings.len() >= 4, "{path}: {headings:?}");
    }
    let chosen = world.get("/?fellowship=na&ui_lang=fa").await.text();
    assert!(
        chosen.contains(&format!("href=\"/m/{id}?ui_lang=fa\""))
            && chosen.contains("۷") | chosen.contains("۱۹:۰۰")
    );
    assert!(chosen.contains("<bdi>Clean Start</bdi>") || chosen.contains("lang=\"en\">Clean Start</bdi>"));
}

#[tokio::test]
async fn groups_are_found_by_what_people_look_for_and_stand_by_name() {
    let world = World::invented();
    let html = world.get("/which?for=family").await.text();
    assert!(html.contains("Al-Anon") && !html.contains("href=\"/fellowships/na\""), "{html}");
    assert!(world.get("/which?for=nonsense").await.text().contains("href=\"/fellowships/na\""));
    let html = world.get("/fellowships").await.text();
    let rows = html.split("class=\"row\" href=\"/fellowships/").skip(1);
    let names: Vec<String> = rows
        .map(|row| row.split("<bdi>").nth(1).unwrap().split("</bdi>").next().unwrap().to_lowercase())
        .collect();
    assert!(names.len() > 20 && names.is_sorted(), "{names:?}");
    let one = world.get("/fellowships/na").await.text();
    for words in [
        "Narcotics Anonymous",
        "See all 2 meetings",
        "NA Example Region",
        "/sources/na-example",
        "Everyroom does not belong",
    ] {
        assert!(one.contains(words), "{words} in\n{one}");
    }
    assert_eq!(world.get("/fellowships/nonsense").await.status, 404);
}

#[tokio::test]
async fn the_way_out_leads_away() {
    let world = World::invented();
    let own = world.get("/exit").await;
    assert_eq!((own.status.as_u16(), own.header("cache-control")), (200, "no-store"));
    let text = own.text();
    assert!(text.contains("<title>Blank page</title>") && !text.contains("Everyroom"), "{text}");
    let exit_url = Some("https://weather.example/".to_owned());
    let world = World::with(Vec::new(), everyroom_api::ApiConfig { exit_url, ..crate::world::config() });
    let away = world.get("/exit").await;
    assert_eq!((away.status.as_u16(), away.header("location")), (303, "https://weather.example/"));
}

#[tokio::test]
async fn what_is_not_stated_is_not_said_to_be_missing() {
    let world = World::of(vec![meeting("na-example", "1", "Bare Room")]);
    let json = world.search("").await.json();
    let html = world.get(json["meetings"][0]["links"]["html"].as_str().unwrap()).await.text();
    let access: Vec<&str> = html.split("<dt>").filter(|fact| fact.contains("not stated</dd>")).collect();
    assert!(access.len() >= 2, "{html}");
    assert!(!html.contains("<dd>no</dd>"), "{html}");
}

#[tokio::test]
async fn problems_are_pages_for_people() {
    let world = World::invented();
    let people = "text/html,*/*;q=0.8";
    for (method, path, status, words) in [
        ("GET", "/nowhere", 404, "There is no such page"),
        ("GET", "/m/m000000000000", 404, "This meeting is not listed any more"),
        ("DELETE", "/", 405, "There is no such page"),
        ("GET", "/?cursor=nonsense", 400, "Something could not be used"),
        ("GET", "/?after=25:99&q=friday", 400, "Starts at or after"),
    ] {
        let page = world.send(Request::builder().method(method).uri(path).header("accept", people)).await;
        let html = page.text();
        assert_eq!(page.status, status, "{path}");
        assert!(html.contains(words) && html.contains("Need to talk now?"), "{words} in\n{html}");
        assert!(html.contains("class=\"button"), "there is something to do: {path}");
    }
}

#[tokio::test]
async fn what_other_sites_hang_onto_a_link_does_not_break_it() {
    let world = World::invented();
    let page = world.get("/?fellowship=na&utm_source=elsewhere&fbclid=x").await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("elsewhere"));
    assert!(world.get("/?fbclid=x").await.text().contains("Find a recovery meeting"));
}

#[tokio::test]
async fn days_are_named_by_the_calendar_of_the_place() {
    let overnight = Meeting {
        schedule: crate::world::weekly(Weekday::Sat, 20, 0, Some(1380), "America/Los_Angeles"),
        ..meeting("na-example", "1", "Long Night")
    };
    let tomorrow = Meeting {
        schedule: crate::world::weekly(Weekday::Mon, 12, 0, None, "America/Los_Angeles"),
        ..meeting("na-example", "2", "Noon")
    };
    let html = World::of(vec![overnight, tomorrow]).get("/?sort=soonest").await.text();
    for words in [
        ">8:00 pm</time> <span data-day=\"Saturday 21 November\">yesterday</span>",
        ">noon</time> <span data-day=\"Monday 23 November\">tomorrow</span>",
        "On now, for 22 h 40 min",
    ] {
        assert!(html.contains(words), "{words} in\n{html}");
    }
}
