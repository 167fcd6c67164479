//! `everyroom discover`: invented home pages over real HTTP, and what is told of each.

use crate::http::{Asked, Reply, Site};
use crate::world::{Ran, World, list};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// A site of pages, the worlds that may ask it, and what it was asked.
struct Home {
    site: Site,
    world: World,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Home {
    /// `answer` sees the target; what it does not know is 404. `{site}` in a page is the site's own address.
    fn new(answer: impl Fn(&str) -> Option<Reply> + Send + 'static) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let site = Site::new(|_| Reply::status(500));
        let (log, addr) = (Arc::clone(&asked), site.addr.to_string());
        site.behave(move |Asked { target, .. }| {
            log.lock().unwrap().push(target.clone());
            let mut reply = answer(target).unwrap_or_else(|| Reply::status(404));
            if reply.body.len() < 100_000 && reply.body.windows(6).any(|found| found == b"{site}") {
                reply.body = String::from_utf8_lossy(&reply.body).replace("{site}", &addr).into_bytes();
            }
            reply
        });
        let world = World::new().at("2026-11-22T20:00:00Z");
        let config = format!(
            "[crawl]\nhost_gap_ms = 0\nallow_private = ['{}']\n[registry]\nbuiltin = false\n",
            site.addr
        );
        std::fs::write(world.config(), config).unwrap();
        Self { site, world, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.site.addr)
    }

    fn discover(&self, path: &str) -> Ran {
        self.world.run(&["discover", &self.url(path)])
    }

    fn json(&self, path: &str, code: i32) -> Value {
        let ran = self.world.run(&["discover", &self.url(path), "--json"]);
        assert_eq!(ran.code, code, "{ran:?}");
        ran.json()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// What was printed is a configuration: appended to ours, it is crawled.
    fn crawls(&self, printed: &str) -> u64 {
        let mut config = std::fs::read_to_string(self.world.config()).unwrap();
        config.push_str(printed);
        std::fs::write(self.world.config(), config).unwrap();
        self.world.crawl(0)["listings"].as_u64().unwrap()
    }
}

fn html(title: &str, body: &str) -> Option<Reply> {
    let page =
        format!("<!doctype html>\n<html><head><title>{title}</title></head>\n<body>{body}</body></html>");
    Some(Reply { headers: vec![("Content-Type".into(), "text/html".into())], ..Reply::json(page) })
}

const LIST: &str = "/wp-admin/admin-ajax.php?action=meetings";

#[test]
fn a_wordpress_site_with_tsml_gives_a_source_that_crawls() {
    let home = Home::new(|target| match target {
        "/" => html(
            "Home | Example Area of \"Narcotics\" Anonymous",
            "<meta name='12_step_meeting_list' content='3.19.17'>\n\
             <link rel='alternate' type='application/json' title='Meetings Feed' href='/wp-admin/admin-ajax.php?action=meetings'>\n\
             <a href='/meetings/'>Meetings</a> <a href='https://news.example/'>News</a>",
        ),
        LIST => Some(Reply::json(list("Found", 12))),
        _ => None,
    });
    let ran = home.discover("/");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(home.asked(), ["/", LIST], "nothing else is asked once the list was read");
    let want = [
        "# `link rel=alternate` leads to what is titled as the meetings feed, line 4 of the page",
        "# read: 12 records, 12 meetings, 0 of them paused; ",
        "# fellowship: from the name of the page",
        "[[source]]",
        "verified = \"2026-11-22\"",
        "name = 'Example Area of \"Narcotics\" Anonymous'",
        "format = \"tsml\"",
        "fellowship = \"na\"",
        "timezone = \"America/Los_Angeles\"",
        "country = \"US\"",
        "permission = \"open\"",
    ];
    for line in want {
        assert!(ran.out.contains(line), "{line} in {}", ran.out);
    }
    assert!(ran.err.contains("this site's list already"), "{}", ran.err);
    assert_eq!(home.crawls(&ran.out), 12);
}

#[test]
fn a_site_that_keeps_its_list_is_not_read_through_its_cache() {
    let home = Home::new(|target| match target {
        "/" => html(
            "A Club",
            "<meta name='12_step_meeting_list' content='3.19.17'>\
             <div id='tsml-ui' data-src='/wp-content/tsml-cache-0a1b2c3d4e.json'></div>",
        ),
        LIST => Some(Reply { status: 401, ..Reply::json(r#"{"error":"HTTP/1.1 401 Unauthorized"}"#) }),
        "/wp-content/tsml-cache-0a1b2c3d4e.json" => Some(Reply::json(list("Secret", 9))),
        _ => None,
    });
    let ran = home.discover("/");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("ask the publisher to share it"), "{}", ran.err);
    assert_eq!(home.asked(), ["/", LIST]);
}

#[test]
fn a_page_further_on_is_looked_at_when_the_first_names_no_list() {
    let home = Home::new(|target| match target {
        "/" => html("Al-Anon Example", "<a href='/about'>About</a><a href='/find'>Find a meeting</a>"),
        "/find" => html(
            "Find",
            "<div id='tsml-ui' data-src='/feed.json?1712345678' data-timezone='Europe/Lisbon'></div>",
        ),
        "/feed.json" => Some(Reply::json(list("Far", 5))),
        _ => None,
    });
    let report = home.json("/", 0);
    let first = &report["candidates"][0];
    assert_eq!((&first["kind"], &first["read"]["meetings"]), (&json!("tsml"), &json!(5)));
    assert_eq!(first["source"]["url"], home.url("/feed.json"));
    assert_eq!(
        (&first["source"]["fellowship"], &first["source"]["timezone"]),
        (&json!("al_anon"), &json!("Europe/Lisbon"))
    );
    assert_eq!((&first["found_in"], &first["reason"]), (&json!(home.url("/find")), &Value::Null));
    assert_eq!(report["looked_at"].as_array().unwrap().len(), 3);
    assert_eq!(home.asked(), ["/", "/find", "/feed.json"]);
}

#[test]
fn what_can_t_be_reached_is_told_and_what_must_not_be_asked_too() {
    let home = Home::new(|target| match target {
        "/" => html(
            "A Club",
            "<div id='tsml-ui' data-src='https://docs.google.com/spreadsheets/d/1AbcDefGhiJklMnoPqrStuVwxYz012345678/edit' data-google='K1'></div>\n\
             <iframe src='https://airtable.com/embed/shrAbc'></iframe>\
             <iframe src='https://calendar.google.com/calendar/embed?src=jo.doe%40mail.example'></iframe>",
        ),
        _ => None,
    });
    let ran = home.discover("/");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    for told in ["no contact is configured", "only with a token", "a person's mailbox", "hint"] {
        assert_eq!(ran.err.contains(told), told != "hint", "{told}: {}", ran.err);
    }
    assert!(!ran.err.contains("jo.doe") && !ran.err.contains("K1"), "{}", ran.err);
}

/// The four answers of a small BMLT server.
fn bmlt(target: &str) -> Option<Reply> {
    let query = target.strip_prefix("/main_server/client_interface/json/?switcher=")?;
    let row = |id: u32| {
        json!({
            "id_bigint": id.to_string(), "weekday_tinyint": (id + 1).to_string(), "start_time": "19:00:00", "duration_time": "01:00:00",
            "meeting_name": format!("Clean {id}"), "service_body_bigint": "1", "formats": "O", "format_shared_id_list": "17",
            "venue_type": "1", "location_street": format!("{id} Elm St"), "location_municipality": "Salem",
            "location_province": "OR", "location_nation": "USA", "latitude": "44.94", "longitude": "-123.03", "published": "1",
        })
    };
    Some(Reply::json(match query {
        "GetServerInfo" => json!([{ "version": "4.2.7", "versionInt": "4002007", "nativeLang": "en" }]).to_string(),
        "GetServiceBodies" => json!([{ "id": "1", "parent_id": "0", "name": "Example Area", "type": "AS" }]).to_string(),
        "GetFormats" => {
            json!([{ "id": "17", "key_string": "O", "name_string": "Open", "lang": "en", "world_id": "OPEN" }]).to_string()
        }
        _ => json!([row(1), row(2), row(3)]).to_string(),
    }))
}

#[test]
fn a_bmlt_satellite_leads_to_its_root_server() {
    let home = Home::new(|target| match target {
        "/" => html(
            "Example Area",
            "<script>new Crouton({\"root_server\":\"http:\\/\\/{site}\\/main_server\",\"service_body\":[\"1\"]})</script>",
        ),
        _ => bmlt(target),
    });
    let ran = home.discover("/");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("format = \"bmlt\"") && ran.out.contains("fellowship = \"na\""), "{}", ran.out);
    assert!(ran.out.contains("the service bodies 1, line"), "{}", ran.out);
    assert!(ran.out.contains(&format!("url = \"{}\"", home.url("/main_server/"))), "{}", ran.out);
    assert_eq!(home.asked().len(), 5);
    assert_eq!(home.crawls(&ran.out), 3);
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a@club.example\r\nSUMMARY:Dawn\r\n\
    DTSTART;TZID=Europe/Paris:20261102T070000\r\nDTEND;TZID=Europe/Paris:20261102T080000\r\nRRULE:FREQ=WEEKLY\r\n\
    LOCATION:1 Rue de l'Exemple\\, Paris\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn calendars_and_events_on_the_page_are_told_apart_by_permission() {
    let event = "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@type\":\"Event\",\"name\":\"Dawn\",\
                 \"startDate\":\"2026-11-23T07:00\",\"location\":{\"@type\":\"Place\",\"name\":\"Hall\",\"address\":\"1 Elm St, Salem\"}}</script>";
    let page = format!("<a href='/club.ics'>Subscribe</a>{event}");
    let home = Home::new(move |target| match target {
        "/" => html("Recovery Dharma Example", &page),
        "/club.ics" => Some(Reply::json(CALENDAR).with("X", "y")),
        _ => None,
    });
    let report = home.json("/", 0);
    let told: Vec<[&str; 3]> = report["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|candidate| [&candidate["kind"], &candidate["source"]["permission"], &candidate["source"]["id"]])
        .map(|told| told.map(|value| value.as_str().unwrap()))
        .collect();
    assert_eq!(told, [["calendar", "open", "127-0-0-1"], ["page_events", "ask", "127-0-0-1-page-events"]]);
    assert_eq!(report["candidates"][0]["source"]["timezone"], "Europe/Paris");
    let ran = home.discover("/");
    assert!(ran.out.contains("# permission: made for people"), "{}", ran.out);
    assert_eq!(ran.out.matches("[[source]]").count(), 2);
}

#[test]
fn a_page_that_a_shipped_recipe_reads_is_told_with_it() {
    let home = Home::new(|target| match target {
        "/" => html(
            "Gam-Anon Example",
            "<div class='item-page'><p>Tuesday - Salem<br>7:30 PM<br>First Church<br>1 Elm St</p>\
             <p>Friday - Dallas<br>8:00 PM<br>Town Hall<br>2 Elm St</p></div>",
        ),
        _ => None,
    });
    let ran = home.discover("/");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("permission = \"ask\"") && ran.out.contains("use = \"gam_anon\""),
        "{}",
        ran.out
    );
    let mut printed = ran.out.replace("permission = \"ask\"", "permission = \"open\"");
    printed.push('\n');
    assert_eq!(home.crawls(&printed), 2);
}

#[test]
fn a_hostile_page_gets_a_plain_answer() {
    let links: String = (0..5000).map(|n| format!("<a href='/meetings/{n}.ics'>Meetings {n}</a>")).collect();
    let page = format!(
        "<div id='tsml-ui' data-src='javascript:1,http://127.0.0.1:1/x.json,http://169.254.169.254/latest,/loop,file:///etc/passwd'></div>\
         <a href='/loop'>Find a meeting</a>{links}"
    );
    let home = Home::new(move |target| match target {
        "/" => html("<b>\u{1b}[31m Evil\n[[source]]", &page),
        "/loop" => Some(Reply::status(302).with("Location", "/loop")),
        _ => None,
    });
    let ran = home.discover("/");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(home.asked().len() <= 12, "{:?}", home.asked());
    for told in [
        "http://127.0.0.1:1/x.json",
        "http://169.254.169.254/latest",
        "it leads on and on",
        "requests are enough",
    ] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert!(
        !ran.err.contains("javascript") && !ran.err.contains("passwd") && !ran.err.contains('\u{1b}'),
        "{}",
        ran.err
    );
    assert!(ran.err.lines().count() < 60, "{}", ran.err);
}

#[test]
fn large_deep_binary_and_empty_pages_are_survived() {
    let home = Home::new(|target| match target {
        "/large" => html("Large", &"<p>words and words</p>\n".repeat(450_000)),
        "/deep" => html("Deep", &"<div><b>".repeat(200_000)),
        "/binary" => Some(Reply::json((0..=255u8).cycle().take(300_000).collect::<Vec<u8>>())),
        "/empty" => Some(Reply::json("")),
        "/huge" => html("Huge", &"x".repeat(17 << 20)),
        _ => None,
    });
    for (path, told) in [
        ("/large", "a web page without a list"),
        ("/deep", "no list of meetings"),
        ("/binary", "no list of meetings"),
        ("/empty", "did not come: empty_body"),
        ("/huge", "did not come: body_too_large"),
        ("/missing", "did not come: http_client_error"),
    ] {
        let ran = home.discover(path);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{path}: {ran:?}");
        assert!(ran.err.contains(told), "{path}: {}", ran.err);
    }
}

#[test]
fn nothing_is_a_plain_answer_too() {
    let home = Home::new(|target| match target {
        "/" => html("A Club", "<p>Welcome.</p><a href='/meetings'>Meetings</a>"),
        "/meetings" => html("Log in", "<form><input name='user'><input type='password'></form>"),
        _ => None,
    });
    let ran = home.discover("/");
    assert_eq!(ran.code, 1);
    for told in
        ["no list of meetings was found", "looked at: http://", "asks for a password", "ask the publisher"]
    {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    let report = home.json("/", 1);
    assert_eq!(report["candidates"], json!([]));
    assert_eq!(report["looked_at"].as_array().unwrap().len(), 2);
}

#[test]
fn robots_txt_is_obeyed_for_pages_and_for_lists() {
    let home = Home::new(|target| match target {
        "/" => html("A Club", "<div id='tsml-ui' data-src='/private/feed.json'></div>"),
        _ => Some(Reply::json(list("Private", 4))),
    });
    home.site.robots("User-agent: *\nDisallow: /private/\n");
    let ran = home.discover("/");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("robots.txt forbids it"), "{}", ran.err);
    assert_eq!(home.asked(), ["/"]);
    let ran = home.discover("/private/feed.json");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("did not come: robots_disallowed") && ran.err.contains("nothing else was asked"),
        "{}",
        ran.err
    );
    assert_eq!(home.asked(), ["/"]);
}

#[test]
fn an_address_that_is_a_feed_says_so() {
    let home = Home::new(|_| Some(Reply::json(list("Own", 4))));
    let ran = home.discover("/feed.json");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("# the address itself is a feed\n"), "{}", ran.out);
    assert!(
        ran.out.contains("# fellowship: nothing on the page says whose") && ran.out.contains("\"other\""),
        "{}",
        ran.out
    );
    assert_eq!(home.asked().len(), 1);
}

#[test]
fn addresses_that_are_none_and_missing_contacts_are_refused() {
    let world = World::new();
    for nonsense in ["ftp://club.example/", "javascript://x", "http://"] {
        let ran = world.run(&["discover", nonsense]);
        assert_eq!(ran.code, 2, "{nonsense}: {ran:?}");
    }
    let ran = world.run(&["discover", "club.example"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("crawl.user_agent_contact"), "{ran:?}");
}

#[test]
fn a_list_that_is_known_is_said_to_be_and_the_printed_table_can_be_added() {
    let mut home = Home::new(|target| match target {
        "/" => html("Quay Area of Narcotics Anonymous", "<div id='tsml-ui' data-src='/feed.json'></div>"),
        "/feed.json" => Some(Reply::json(list("Known", 6))),
        _ => None,
    });
    let first = home.discover("/");
    assert_eq!(first.code, 0, "{first:?}");
    let file = home.world.dir.path().join("found.toml");
    std::fs::write(&file, &first.out).unwrap();
    let added = home.world.run(&["sources", "add", crate::world::path_text(&file)]);
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(home.world.crawl(0)["listings"], 6);
    let site = home.site.clone();
    home.world.source("quay", &site, "/feed.json", "fellowship = 'na'");
    let again = home.discover("/");
    assert!(again.out.contains("known already, as `quay`"), "{}", again.out);
}
