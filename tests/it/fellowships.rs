//! Each fellowship that the product names, from a source in the shape that it really publishes in to a search that finds
//! its meetings by what people choose by.

use crate::http::{Asked, Reply, Site};
use crate::world::{Server, World};
use serde_json::Value;
use std::collections::BTreeSet;

const SUNDAY: &str = "2026-11-22T20:00:00Z";

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../feeds/src/format/fixtures/", $name))
    };
}

/// A site that answers with the first body whose words its target holds; `{host}` in a body is the site's own.
fn site(pages: &'static [(&'static str, &'static str)]) -> Site {
    Site::new(move |asked: &Asked| {
        let host = asked.headers.get("host").cloned().unwrap_or_default();
        match pages.iter().find(|(words, _)| asked.target.contains(words)) {
            Some((_, body)) => {
                let body = body.replace("https://list.example", &format!("http://{host}"));
                let is_page = body.trim_start().starts_with('<');
                let kind = if is_page { "text/html; charset=utf-8" } else { "application/json" };
                Reply { headers: vec![("Content-Type".into(), kind.into())], ..Reply::json(body) }
            }
            None => Reply::status(404),
        }
    })
}

/// A fellowship crawled from its site and served.
struct Found {
    server: Server,
    fellowship: &'static str,
    _world: World,
    _site: Site,
}

fn crawled(fellowship: &'static str, site: Site, path: &str, more: &str) -> Found {
    let mut world = World::new().at(SUNDAY);
    let id = fellowship.replace('_', "-");
    world.source(&id, &site, path, &format!("fellowship = '{fellowship}'\n{more}"));
    let summary = world.crawl(0);
    assert!(summary["listings"].as_u64().unwrap() > 0, "{summary}");
    Found { server: world.serve(), fellowship, _world: world, _site: site }
}

impl Found {
    /// Names of what a query finds.
    fn names(&self, query: &str) -> BTreeSet<String> {
        let listings = self.server.all(&format!("&{query}"));
        listings.iter().map(|listing| listing["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Every one of these values finds all meetings of the fellowship, every other value of the parameter none.
    fn is_found_by(&self, parameter: &str, values: &[&str], others: &[&str]) {
        let all = self.names(&format!("fellowship={}", self.fellowship));
        assert!(!all.is_empty());
        assert_eq!(self.names("sort=name"), all, "nothing else is there");
        for value in values {
            assert_eq!(self.names(&format!("{parameter}={value}")), all, "{parameter}={value}");
        }
        for value in others {
            assert_eq!(self.names(&format!("{parameter}={value}")), BTreeSet::new(), "{parameter}={value}");
        }
    }

    fn listing(&self, name: &str) -> Value {
        let mut listings = self.server.all("").into_iter();
        listings.find(|listing| listing["name"] == name).unwrap_or_else(|| panic!("no {name}"))
    }
}

#[test]
fn narcotics_anonymous_from_a_root_server() {
    let root = site(&[
        ("switcher=GetServerInfo", fixture!("bmlt-server.json")),
        ("switcher=GetServiceBodies", fixture!("bmlt-bodies.json")),
        ("switcher=GetFormats", fixture!("bmlt-formats.json")),
        ("switcher=GetSearchResults", fixture!("bmlt-rows.json")),
    ]);
    let found = crawled("na", root, "/main_server/", "format = 'bmlt'\ntimezone = 'America/New_York'");
    found.is_found_by("philosophy", &["twelve_step"], &["secular", "buddhist"]);
    found.is_found_by("for", &["self"], &["family"]);
    found.is_found_by("covers", &["opioids", "any_drug", "cocaine"], &["gambling", "alcohol"]);
}

#[test]
fn heroin_anonymous_from_its_area_pages() {
    let pages = site(&[
        ("/locations/quay-hall/", fixture!("recipes/heroin_anonymous-place.html")),
        ("/locations/", fixture!("recipes/heroin_anonymous.html")),
    ]);
    let more = "recipe = { use = 'heroin_anonymous' }\ntimezone = 'America/Phoenix'\ncountry = 'US'";
    let found = crawled("ha", pages, "/locations/", more);
    found.is_found_by("philosophy", &["twelve_step"], &["secular"]);
    found.is_found_by("for", &["self"], &["family"]);
    found.is_found_by("covers", &["opioids"], &["alcohol", "gambling"]);
    let light = found.listing("Midday");
    assert_eq!(
        (&light["schedule"]["weekday"], &light["schedule"]["start"]),
        (&"tue".into(), &"12:00".into())
    );
}

#[test]
fn heroin_anonymous_from_a_meeting_list() {
    let list = r#"[{"id":1,"name":"Quay Heroin Anonymous","slug":"quay","day":2,"time":"19:00","types":["O","GL","STEP"],
        "timezone":"America/Phoenix","location":"Hall","formatted_address":"12 Quay St, Tempe, AZ 85281, USA",
        "latitude":33.42,"longitude":-111.93}]"#;
    let feed = Site::feed(list);
    let found = crawled("ha", feed, "/wp-admin/admin-ajax.php?action=meetings", "");
    found.is_found_by("covers", &["opioids"], &["alcohol"]);
    found.is_found_by("type", &["open", "step_study"], &["closed"]);
    found.is_found_by("audience", &["lgbtq"], &["women"]);
}

#[test]
fn alcoholics_anonymous_from_a_meeting_list() {
    let feed = Site::feed(fixture!("tsml-rich.json"));
    let found =
        crawled("aa", feed, "/wp-admin/admin-ajax.php?action=meetings", "timezone = 'America/New_York'");
    found.is_found_by("philosophy", &["twelve_step"], &["skills_based"]);
    found.is_found_by("for", &["self"], &["family"]);
    found.is_found_by("covers", &["alcohol"], &["opioids", "gambling"]);
}

#[test]
fn smart_recovery_from_the_pages_behind_a_sitemap() {
    let family = r#"<html><body><ul><li>Program: Family &amp; Friends</li>
        <li>Audience: Adult Family Members and Friends</li><li>Language: English</li></ul>
        <div class="addeventatc"><span class="start">09/09/2026 06:00 PM</span><span class="end">09/09/2026 07:00 PM</span>
        <span class="timezone">America/New_York</span><span class="recurring">FREQ=WEEKLY;BYDAY=WE</span>
        <span class="title">Family &amp; Friends</span><span class="location">Online</span></div>
        <a href="https://join.example/j/DEF456">Join</a></body></html>"#;
    let pages: &'static [(&str, &str)] = Box::leak(Box::new([
        ("/sitemap.xml", fixture!("recipes/pathminder.xml")),
        ("/meetings/101/", fixture!("recipes/pathminder-101.html")),
        ("/meetings/102/", fixture!("recipes/pathminder-102.html")),
        ("/meetings/103/", family),
    ]));
    let found = crawled("smart", site(pages), "/", "recipe = { use = 'pathminder' }\ncountry = 'US'");
    found.is_found_by("philosophy", &["secular", "skills_based"], &["twelve_step", "christian"]);
    found.is_found_by("covers", &["opioids", "alcohol", "gambling", "any_behaviour"], &["codependency"]);
    assert_eq!(found.names("for=family"), BTreeSet::from(["Family & Friends".to_owned()]));
    assert!(found.names("for=self").contains("4-Point Recovery"));
    assert!(!found.names("for=self").contains("Family & Friends"));
}

#[test]
fn al_anon_from_an_area_list() {
    let list = r#"[
        {"name":"Harbor AFG","slug":"harbor","day":1,"time":"19:30","types":["C","BE"],"timezone":"America/New_York",
         "formatted_address":"12 Quay St, Albany, NY 12207, USA","latitude":42.65,"longitude":-73.75},
        {"name":"Pier Parents","slug":"pier","day":3,"time":"18:00","types":["POA"],"timezone":"America/New_York",
         "formatted_address":"14 Quay St, Albany, NY 12207, USA","latitude":42.65,"longitude":-73.75}]"#;
    let found = crawled("al_anon", Site::feed(list), "/wp-admin/admin-ajax.php?action=meetings", "");
    found.is_found_by("philosophy", &["twelve_step"], &["secular"]);
    found.is_found_by("for", &["family"], &["self"]);
    found.is_found_by("covers", &["alcohol"], &["opioids"]);
    assert_eq!(found.names("audience=parents"), BTreeSet::from(["Pier Parents".to_owned()]));
}

#[test]
fn al_anon_from_the_file_of_its_world_list() {
    let locator = site(&[("/json/", fixture!("recipes/al_anon_wso.json"))]);
    let mut world = World::new().at(SUNDAY);
    let more = "fellowship = 'al_anon'\nrecipe = { use = 'al_anon_wso' }\ntimezone = 'America/Los_Angeles'";
    world.source("al-anon-world", &locator, "/json/abc", more);
    world.crawl(0);
    let server = world.serve();
    assert!(server.total("&fellowship=al_anon&for=family") > 0);
    assert!(server.total("&fellowship=alateen&for=teens") > 0, "Alateen meetings are known by their filter");
    assert_eq!(server.total("&for=self"), 0);
}

#[test]
fn nar_anon_from_the_rows_of_its_app() {
    let app = site(&[("/records", fixture!("recipes/nar_anon.json"))]);
    let more = "recipe = { use = 'nar_anon', fetch = { headers = { X-Knack-Application-Id = 'invented' } } }\ncountry = 'US'";
    let path = "/v1/scenes/scene_18/views/view_26/records?rows_per_page=100";
    let found = crawled("nar_anon", app, path, more);
    found.is_found_by("philosophy", &["twelve_step"], &["secular"]);
    found.is_found_by("for", &["family"], &["self"]);
    found.is_found_by("covers", &["any_drug", "opioids"], &["gambling"]);
    assert_eq!(found.names("lang=es"), BTreeSet::from(["Grupo del Muelle".to_owned()]));
    let family = found.listing("Quay Family Group");
    assert_ne!(family["schedule"]["rule"], Value::Null, "the second and fourth Wednesday, not every one");
}

#[test]
fn secular_organizations_for_sobriety_from_a_plain_list() {
    let page = site(&[("/meetings", fixture!("recipes/sos.html"))]);
    let more = "recipe = { use = 'sos' }\ntimezone = 'America/Los_Angeles'\ncountry = 'US'";
    let found = crawled("sos", page, "/meetings.html", more);
    found.is_found_by("philosophy", &["secular"], &["twelve_step", "christian"]);
    found.is_found_by("for", &["self"], &["family"]);
    found.is_found_by("covers", &["alcohol", "any_drug", "opioids"], &["gambling"]);
}

#[test]
fn dual_recovery_anonymous_from_the_table_of_a_state() {
    let page = site(&[("/usa/oregon.html", fixture!("recipes/dra.html"))]);
    let more = "recipe = { use = 'dra', fetch = { urls = ['usa/oregon.html'] } }\ntimezone = 'America/Los_Angeles'\ncountry = 'US'";
    let found = crawled("dra", page, "/meetings_dra/", more);
    found.is_found_by("philosophy", &["twelve_step"], &["secular"]);
    found.is_found_by("for", &["self"], &["family"]);
    found.is_found_by("covers", &["dual_diagnosis", "mental_health"], &["gambling"]);
}

#[test]
fn recovery_dharma_from_a_meeting_list_with_codes_of_its_own() {
    let list = r#"[{"name":"Quay Sangha","slug":"quay","day":4,"time":"18:30","types":["FBS","ILGB","MED"],
        "timezone":"America/New_York","formatted_address":"12 Quay St, Albany, NY 12207, USA",
        "latitude":42.65,"longitude":-73.75}]"#;
    let found = crawled("recovery_dharma", Site::feed(list), "/wp-admin/admin-ajax.php?action=meetings", "");
    found.is_found_by("philosophy", &["buddhist"], &["twelve_step", "christian"]);
    found.is_found_by("for", &["self"], &["family"]);
    found.is_found_by("covers", &["opioids", "alcohol", "any_behaviour"], &["codependency"]);
    found.is_found_by("type", &["meditation", "book_study"], &["speaker"]);
    found.is_found_by("audience", &["lgbtq"], &["women"]);
}
