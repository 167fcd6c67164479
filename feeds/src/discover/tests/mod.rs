//! Pages and what is found on them; every page is invented.

mod corpus;
mod evidence;
mod hostile;

use super::*;

const PAGE: &str = "https://www.club.example/meetings/";

fn part(body: impl Into<Vec<u8>>) -> Part {
    let content_type = Some("text/html".to_owned());
    Part { role: Role::Feed, url: Url::parse(PAGE).unwrap(), content_type, body: body.into() }
}

fn look_at(body: &str) -> Looked {
    look(&part(format!(
        "<!doctype html><html><head><title>A Club</title></head>\n<body>{body}</body></html>"
    )))
}

/// The candidates as `kind address`.
fn found(looked: &Looked) -> Vec<String> {
    looked.candidates.iter().map(|candidate| format!("{} {}", candidate.kind.id(), candidate.url)).collect()
}

#[test]
fn the_page_tells_its_name_its_zone_and_its_fellowship() {
    let page = "<html><head><title>Meetings &#8211; Example Intergroup of AA | Home</title>\
                <meta property='og:site_name' content='Example &amp; District\nIntergroup'></head>\
                <div id=tsml-ui data-src=/m.json data-timezone='Europe/Lisbon'></div>";
    let about = look(&part(page)).about;
    assert_eq!(about.name.as_deref(), Some("Example & District Intergroup"));
    assert_eq!(about.timezone.unwrap().name(), "Europe/Lisbon");
    assert_eq!(about.fellowship.unwrap().fellowship.id(), "aa");
    let about = look(&part("<title>Home | Area 7 of Narcotics Anonymous</title>")).about;
    assert_eq!(about.name.as_deref(), Some("Area 7 of Narcotics Anonymous"));
    assert_eq!(about.fellowship.unwrap().fellowship.id(), "na");
}

#[test]
fn a_feed_says_that_it_is_one() {
    let list = r#"[{"name":"Dawn","slug":"dawn","day":1,"time":"07:00","formatted_address":"1 Elm St, Salem, OR 97301, USA"}]"#;
    let looked = look(&part(list));
    let Own::Feed(candidate, reading) = looked.own else { panic!("{looked:?}") };
    assert_eq!((candidate.kind, candidate.rank, reading.meetings.len()), (Kind::Tsml, 0, 1));
    assert!(looked.candidates.is_empty() && looked.follow_ups.is_empty());
}

#[test]
fn events_on_the_page_are_no_feed_but_count() {
    let looked = look_at(
        r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"Event","name":"Dawn",
        "startDate":"2026-11-23T07:00","location":{"@type":"Place","name":"Hall","address":"1 Elm St, Salem"}}</script>"#,
    );
    let Own::Events(candidate, reading) = looked.own else { panic!("{looked:?}") };
    assert_eq!((candidate.kind, reading.meetings.len()), (Kind::PageEvents, 1));
    assert!(!candidate.kind.is_offered());
}

#[test]
fn pages_worth_a_look_are_those_that_say_meetings() {
    let looked = look_at(
        "<a href='/about'>About</a> <a href='/find'>Find a Meeting</a> <a href='/meetings/?p=2'>Meetings</a>\
         <a href='/reunions/'>R&eacute;unions</a> <a href='/minutes/'>Meeting minutes</a>\
         <a href='https://other.example/meetings'>Meetings elsewhere</a> <a href='list.pdf'>Meeting list</a>\
         <a href='/kalender'><img src=x></a> <a href='javascript:meetings()'>Meetings</a>\
         <a href='/meetings/'>Meetings</a> <a href='/grupos'>Grupos</a>",
    );
    let paths: Vec<&str> = looked.follow_ups.iter().map(|follow_up| follow_up.url.path()).collect();
    assert_eq!(paths, ["/find", "/meetings/", "/reunions/", "/kalender", "/grupos"]);
    assert_eq!(looked.follow_ups[0].evidence.what, "a link says `Find a Meeting`");
    assert!(looked.signs.iter().any(|sign| sign.what.contains("document to print")), "{:?}", looked.signs);
}

#[test]
fn an_entry_is_a_source_whatever_the_page_says() {
    let page = "<title>It's \"mine\"\n]]\u{2028}[[source]] id = 'evil' \\</title>";
    let about = look(&part(page)).about;
    let list = r#"[{"name":"Dawn","slug":"d","day":1,"time":"07:00","timezone":"Europe/Paris","country":"FR","address":"1 Rue X","city":"Paris"}]"#;
    let Own::Feed(candidate, reading) = look(&part(list)).own else { panic!() };
    let entry = entry(
        &candidate,
        &Summary::of(&reading),
        &about,
        &Url::parse(PAGE).unwrap(),
        &[],
        jiff::civil::date(2026, 11, 22),
    );
    #[derive(serde::Deserialize)]
    struct File {
        source: Vec<Source>,
    }
    let text = entry.to_toml(&["a\n[[source]]\nid='evil'".to_owned()]);
    let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let [source] = file.source.as_slice() else { panic!("{text}") };
    assert_eq!((source.id.as_str(), source.name.as_str()), ("club-example", about.name.as_deref().unwrap()));
    assert_eq!(source.timezone.as_ref().unwrap().name(), "Europe/Paris");
    assert_eq!((source.country.unwrap().code(), source.permission.id()), ("FR", "open"));
    assert_eq!(source.site.as_ref().unwrap().as_str(), "https://www.club.example/");
}
