//! What the demonstration relies on: same bytes, enough of everything, real shapes, real HTTP.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{ProptestConfig, prop_assert, proptest};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::*;

/// The records of a site's list; the first JSON value of the body, whatever follows it.
fn records(site: &SampleSite) -> Vec<Value> {
    let body = documents(site).pop().unwrap().body;
    let first = serde_json::Deserializer::from_slice(&body).into_iter::<Value>().next().unwrap().unwrap();
    first.as_array().unwrap().clone()
}

fn site(id: &str) -> SampleSite {
    federation::site(id).unwrap()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

#[test]
fn bytes_are_the_same_every_time() {
    for site in sites() {
        let bodies =
            |site: &SampleSite| documents(site).into_iter().map(|document| document.body).collect::<Vec<_>>();
        assert_eq!(bodies(&site), bodies(&site), "{}", site.id);
    }
}

/// A change here is a change of everybody's demonstration: intended, or a seed that is not one.
#[test]
fn the_first_draws_of_a_seed_are_pinned() {
    let mut seed = seed::Seed::new("everyroom");
    let drawn: Vec<u32> = (0..5).map(|_| seed.below(1000)).collect();
    assert_eq!(drawn, [619, 419, 637, 18, 254]);
}

#[test]
fn there_is_enough_of_everything() {
    let mut by_fellowship = BTreeMap::new();
    for site in sites() {
        let count =
            if site.recipe.is_some() { calendar::meetings(&site).len() } else { records(&site).len() };
        *by_fellowship.entry(site.fellowship).or_insert(0) += count;
    }
    let fellowships: Vec<&str> = by_fellowship.keys().copied().collect();
    assert_eq!(
        fellowships,
        ["aa", "al_anon", "dra", "ha", "na", "nar_anon", "recovery_dharma", "smart", "sos"]
    );
    assert!(by_fellowship.values().all(|&count| count >= 12), "{by_fellowship:?}");
    let total: usize = by_fellowship.values().sum();
    assert!((580..=700).contains(&total), "{total} meetings");
}

#[test]
fn sites_have_ids_of_their_own_and_every_named_origin_exists() {
    let ids: BTreeSet<&str> = sites().iter().map(|site| site.id).collect();
    assert_eq!(ids.len(), sites().len());
    for origin in sites().iter().filter_map(|site| site.republishes) {
        assert!(ids.contains(origin), "{origin}");
    }
}

#[test]
fn lists_are_json_but_the_faulty_one() {
    for site in sites().into_iter().filter(|site| site.recipe.is_none()) {
        for document in documents(&site) {
            let is_json = serde_json::from_slice::<Value>(&document.body).is_ok();
            assert_eq!(is_json, !site.is_faulty, "{} {}", site.id, document.target);
            assert!(document.body.is_ascii(), "{} is not escaped", document.target);
        }
    }
}

#[test]
fn keys_are_unique_where_nothing_is_spoilt() {
    for site in sites().into_iter().filter(|site| !site.is_faulty && site.recipe.is_none()) {
        let key = if site.format == "bmlt" { "id_bigint" } else { "slug" };
        let rows = records(&site);
        let keys: BTreeSet<&str> = rows.iter().map(|row| text(row, key)).collect();
        assert_eq!(keys.len(), rows.len(), "{}", site.id);
        assert!(!keys.contains(""), "{}", site.id);
    }
}

#[test]
fn every_record_has_a_zone_from_itself_or_from_its_site() {
    for site in sites().into_iter().filter(|site| site.timezone.is_none() && site.recipe.is_none()) {
        assert!(records(&site).iter().all(|row| row["timezone"].is_string()), "{}", site.id);
    }
    let rows = records(&site("na-north-sea"));
    let leeds = rows.iter().filter(|row| text(row, "location_municipality") == "Leeds");
    assert!(leeds.clone().count() > 0);
    assert!(leeds.into_iter().all(|row| text(row, "time_zone") == "Europe/London"));
}

#[test]
fn bmlt_rows_hold_strings_only_and_formats_match_their_ids() {
    for site in sites().into_iter().filter(|site| site.format == "bmlt") {
        let formats: Vec<Value> = serde_json::from_slice(&documents(&site)[2].body).unwrap();
        let ids: BTreeMap<&str, &str> =
            formats.iter().map(|f| (text(f, "key_string"), text(f, "id"))).collect();
        for row in records(&site) {
            assert!(row.as_object().unwrap().values().all(Value::is_string), "{row}");
            let mut from_keys: Vec<u16> =
                text(&row, "formats").split(',').map(|key| ids[key].parse().unwrap()).collect();
            from_keys.sort_unstable();
            let listed: Vec<u16> =
                text(&row, "format_shared_id_list").split(',').map(|id| id.parse().unwrap()).collect();
            assert_eq!(from_keys, listed);
            assert!(("1"..="7").contains(&text(&row, "weekday_tinyint")));
        }
    }
}

#[test]
fn women_of_narcotics_anonymous_meet_in_leeds_on_tuesday_evening() {
    let rows = records(&site("na-north-sea"));
    let found = rows.iter().find(|row| text(row, "meeting_name") == "Sisters of the Aire").unwrap();
    assert_eq!((text(found, "weekday_tinyint"), text(found, "start_time")), ("3", "19:30:00"));
    assert_eq!(text(found, "formats"), "G,F,Beh", "German keys, closed first");
}

#[test]
fn copies_carry_the_key_day_and_time_of_their_origin() {
    let origin = records(&site("aa-south-bay"));
    let copies: Vec<Value> =
        records(&site("aa-east-bay")).into_iter().filter(|row| row["source_slug"].is_string()).collect();
    assert!(copies.len() >= 12, "{}", copies.len());
    for copy in copies {
        let founder = origin.iter().find(|row| row["slug"] == copy["source_slug"]).unwrap();
        assert_eq!((&founder["day"], &founder["time"]), (&copy["day"], &copy["time"]));
        assert_eq!(text(&copy, "data_source_name"), site("aa-south-bay").name);
        assert_ne!(founder["slug"], copy["slug"]);
    }
}

#[test]
fn the_faulty_site_has_its_faults_among_good_records() {
    let rows = records(&site("aa-hudson"));
    let good = rows.iter().filter(|row| row["attendance_option"].is_string()).count();
    assert_eq!(rows.len() - good, faulty::FAULTS);
    assert!(good > 2 * faulty::FAULTS);
    assert!(rows.iter().any(|row| row["day"] == "Tuesday"));
    assert!(rows.iter().any(|row| row["types"].is_string()));
    let slugs: Vec<&str> = rows.iter().map(|row| text(row, "slug")).filter(|slug| !slug.is_empty()).collect();
    assert_eq!(slugs.len() - slugs.iter().collect::<BTreeSet<_>>().len(), 1, "one slug is taken twice");
}

#[test]
fn odd_cases_are_in_the_lists() {
    let rows: Vec<Value> = sites().iter().filter(|site| site.format == "tsml").flat_map(records).collect();
    let some = |is: &dyn Fn(&Value) -> bool| rows.iter().any(is);
    for attendance in ["in_person", "online", "hybrid", "inactive"] {
        assert!(some(&|row| row["attendance_option"] == attendance), "{attendance}");
    }
    assert!(some(&|row| row["time_formatted"] == "Appointment" && row["day"].is_null()), "by appointment");
    assert!(some(&|row| text(row, "end_time") < text(row, "time") && row["time"] == "23:00"), "overnight");
    assert!(some(&|row| row["time_formatted"] == "Midnight"), "midnight");
    assert!(some(&|row| text(row, "notes").contains("<br>")), "markup");
    assert!(some(&|row| text(row, "notes").contains("@example.org")), "a contact");
    assert!(some(&|row| text(row, "conference_url_notes").contains("passcode")), "a passcode");
    for code in ["W", "M", "LGBTQ", "X", "ASL", "S", "TC", "ONL", "Y", "AC"] {
        assert!(
            some(&|row| row["types"].as_array().is_some_and(|codes| codes.iter().any(|c| c == code))),
            "{code}"
        );
    }
}

/// One request over a socket of its own; the whole answer as text.
async fn ask(addr: SocketAddr, target: &str, header: &str) -> String {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let header = if header.is_empty() { String::new() } else { format!("{header}\r\n") };
    let request = format!("GET {target} HTTP/1.1\r\nHost: {addr}\r\n{header}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (head, _) = answer.split_once("\r\n\r\n").unwrap();
    head.lines().find_map(|line| {
        line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v)
    })
}

#[tokio::test]
async fn static_lists_answer_conditional_requests() {
    let samples = start().await.unwrap();
    for running in &samples.sites {
        let path = &running.site.path;
        match running.site.validators {
            Validators::EntityTag => {
                let first = ask(running.addr, path, "").await;
                let tag = header(&first, "etag").unwrap().to_owned();
                let again = ask(running.addr, path, &format!("If-None-Match: W/{tag}")).await;
                assert!(again.starts_with("HTTP/1.1 304"), "{again}");
                assert_eq!(header(&again, "etag"), Some(tag.as_str()));
                let other = ask(running.addr, path, "If-None-Match: \"other\"").await;
                assert!(other.starts_with("HTTP/1.1 200"));
            }
            Validators::LastModified => {
                let first = ask(running.addr, path, "").await;
                assert_eq!(header(&first, "etag"), None);
                let date = header(&first, "last-modified").unwrap();
                let again = ask(running.addr, path, &format!("If-Modified-Since: {date}")).await;
                assert!(again.starts_with("HTTP/1.1 304"), "{again}");
                let earlier = "If-Modified-Since: Mon, 12 Oct 2026 02:15:09 GMT";
                assert!(ask(running.addr, path, earlier).await.starts_with("HTTP/1.1 200"));
            }
            Validators::None => {
                let target = if running.site.format == "tsml" { path } else { "/" };
                let answer = ask(running.addr, target, "If-None-Match: *").await;
                assert!(answer.starts_with("HTTP/1.1 200"));
                assert_eq!((header(&answer, "etag"), header(&answer, "last-modified")), (None, None));
            }
        }
    }
    samples.stop().await;
}

#[tokio::test]
async fn servers_have_the_manners_of_real_ones() {
    let samples = start().await.unwrap();
    for running in &samples.sites {
        let home = ask(running.addr, "/", "").await;
        let is_announced = home.contains(&format!("title=\"Meetings Feed\" href=\"{}\"", running.site.path));
        assert_eq!(is_announced, running.site.format == "tsml");
        assert_eq!(header(&home, "access-control-allow-origin"), Some("*"));
        let robots = ask(running.addr, "/robots.txt", "").await;
        assert_eq!(robots.starts_with("HTTP/1.1 200"), running.site.has_robots);
        assert!(ask(running.addr, "/no-such-page", "").await.starts_with("HTTP/1.1 404"));
        let target = documents(&running.site).pop().unwrap().target;
        let zipped = ask(running.addr, &target, "Accept-Encoding: br, gzip").await;
        assert_eq!(header(&zipped, "content-encoding"), Some("gzip"), "{}", running.site.id);
    }
    let addr = samples.sites[0].addr;
    samples.stop().await;
    assert!(TcpStream::connect(addr).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn root_servers_forgive_slashes_and_refuse_unknown_switchers() {
    let samples = start().await.unwrap();
    let root = samples.sites.iter().find(|running| running.site.format == "bmlt").unwrap();
    let usual = ask(root.addr, "/main_server/client_interface/json/?switcher=GetSearchResults", "").await;
    let body = |answer: &str| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    for target in [
        "/main_server//client_interface/json/?switcher=GetSearchResults",
        "/main_server/client_interface/json?switcher=GetSearchResults&callingApp=x",
    ] {
        assert_eq!(body(&ask(root.addr, target, "").await), body(&usual), "{target}");
    }
    for target in ["json/?switcher=Nonsense", "xml/?switcher=GetFormats", "json/"] {
        let answer = ask(root.addr, &format!("/main_server/client_interface/{target}"), "").await;
        assert!(answer.starts_with("HTTP/1.1 422"), "{target}");
    }
    samples.stop().await;
}

#[test]
fn search_results_are_filtered_as_asked() {
    let root = site("na-bay-valley");
    let rows = |query: &str| -> Vec<Value> {
        let body = bmlt_query::answer(&root, &format!("switcher=GetSearchResults&{query}")).body;
        serde_json::from_slice(&body).unwrap()
    };
    let all = rows("").len();
    assert!(rows("weekdays=1").iter().all(|row| row["weekday_tinyint"] == "1"));
    assert_eq!(rows("weekdays=1").len() + rows("weekdays[]=-1").len(), all);
    assert_eq!(rows("services=1&recursive=1").len(), all);
    assert_eq!(rows("services=2").len() + rows("services=3").len(), all);
    assert_eq!(rows("page_size=10&page_num=2")[0], rows("")[10]);
    assert_eq!(rows(&format!("page_size={all}&page_num=2")).len(), 0);
    assert!(rows("formats=32").iter().all(|row| text(row, "formats").split(',').any(|key| key == "W")));
    let narrow = rows("data_field_key=id_bigint,meeting_name,nonsense");
    assert!(narrow.iter().all(|row| row.as_object().unwrap().len() == 2));
    let both = bmlt_query::answer(&root, "switcher=GetSearchResults&get_used_formats").body;
    let both: Value = serde_json::from_slice(&both).unwrap();
    assert!(both["meetings"].is_array() && both["formats"].is_array());
}

#[test]
fn german_formats_are_given_in_english_when_asked() {
    let keys = |query: &str| -> Vec<String> {
        let body = bmlt_query::answer(&site("na-north-sea"), &format!("switcher=GetFormats&{query}")).body;
        let formats: Vec<Value> = serde_json::from_slice(&body).unwrap();
        formats.iter().map(|format| text(format, "key_string").to_owned()).collect()
    };
    assert!(keys("").contains(&"Beh".to_owned()));
    assert!(keys("lang_enum=en").contains(&"WC".to_owned()));
    assert_eq!(keys("").len(), keys("lang_enum=en").len());
    assert!(keys("show_all=1").len() >= keys("").len());
    assert_eq!(keys("lang_enum=en&key_strings[]=VM&key_strings[]=O"), ["O", "VM"]);
}

#[test]
fn an_area_is_given_with_its_region_when_asked() {
    let ids = |query: &str| -> Vec<String> {
        let body =
            bmlt_query::answer(&site("na-bay-valley"), &format!("switcher=GetServiceBodies&{query}")).body;
        let bodies: Vec<Value> = serde_json::from_slice(&body).unwrap();
        bodies.iter().map(|body| text(body, "id").to_owned()).collect()
    };
    assert_eq!(ids(""), ["1", "2", "3"]);
    assert_eq!(ids("services[]=2"), ["2"]);
    assert_eq!(ids("services[]=2&parents=1"), ["1", "2"]);
}

#[tokio::test]
async fn widgets_of_other_hosts_are_given_a_script() {
    let samples = start().await.unwrap();
    let root = samples.sites.iter().find(|running| running.site.format == "bmlt").unwrap();
    let asked = |format: &str, rest: &str| {
        format!("/main_server/client_interface/{format}/?switcher=GetServiceBodies{rest}")
    };
    let plain = ask(root.addr, &asked("json", ""), "").await;
    let script = ask(root.addr, &asked("jsonp", "&callback=jsonp_17_a"), "").await;
    assert!(script.to_lowercase().contains("content-type: text/javascript"));
    let body = |answer: &str| answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    assert_eq!(body(&script), format!("/**/jsonp_17_a({});", body(&plain)));
    for name in ["", "&callback=", "&callback=alert(1)", "&callback=1"] {
        assert!(ask(root.addr, &asked("jsonp", name), "").await.starts_with("HTTP/1.1 422"), "{name}");
    }
    samples.stop().await;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_query_gets_json_and_no_panic(
        switcher in "Get(SearchResults|Formats|ServiceBodies)|[A-Za-z]{0,9}",
        rest in "[^#]{0,40}",
    ) {
        for site in sites().into_iter().filter(|site| site.format == "bmlt") {
            let query = format!("switcher={switcher}&weekdays={rest}&page_size={rest}&lang_enum={rest}&{rest}");
            let answer = bmlt_query::answer(&site, &query);
            prop_assert!(matches!(answer.status, 200 | 422));
            prop_assert!(serde_json::from_slice::<Value>(&answer.body).is_ok());
        }
    }
}

#[tokio::test]
async fn a_head_request_gets_no_body() {
    let samples = start().await.unwrap();
    let running = samples.sites.iter().find(|running| running.site.format == "tsml").unwrap();
    let mut stream = TcpStream::connect(running.addr).await.unwrap();
    let request = format!("HEAD {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", running.site.path);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"), "{answer}");
    samples.stop().await;
}

#[tokio::test]
async fn stopping_does_not_wait_for_a_visitor_who_says_nothing() {
    let samples = start().await.unwrap();
    let _silent = TcpStream::connect(samples.sites[0].addr).await.unwrap();
    tokio::time::timeout(STOP_WITHIN * 2, samples.stop()).await.unwrap();
}
