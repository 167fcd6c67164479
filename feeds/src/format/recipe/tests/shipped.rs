//! The recipes that come with the program, each over an invented document of its publisher's kind.

use super::super::{Recipe, shipped_names};
use super::{outline, part, read};
use crate::format::tests::source;
use crate::plan::{self, Part, Role};

macro_rules! fixture {
    ($role:ident, $url:literal, $file:literal) => {{
        let bytes: &[u8] = include_bytes!(concat!("../../fixtures/recipes/", $file));
        Part { body: bytes.to_vec(), ..part(Role::$role, $url, "") }
    }};
}

/// What a source of that recipe would be sent.
pub(in crate::format) fn documents(name: &str) -> Vec<Part> {
    match name {
        "aca" => vec![fixture!(Feed, "", "aca.json")],
        "al_anon_wso" => vec![fixture!(Feed, "", "al_anon_wso.json")],
        "celebrate_recovery" => vec![fixture!(Feed, "", "celebrate_recovery.xml")],
        "da" => vec![fixture!(Feed, "", "da.html")],
        "dra" => vec![fixture!(Page, "usa/new_york.html", "dra.html")],
        "ga" => vec![fixture!(Page, "/usa-meetings/", "ga.html")],
        "gam_anon" => vec![fixture!(Feed, "", "gam_anon.html")],
        "heroin_anonymous" => vec![
            fixture!(Index, "/meetings/", "heroin_anonymous.html"),
            fixture!(Page, "/locations/quay-hall/", "heroin_anonymous-place.html"),
        ],
        "intergroup_entries" => vec![fixture!(Feed, "", "intergroup_entries.html")],
        "intergroup_tables" => vec![fixture!(Feed, "", "intergroup_tables.html")],
        "nar_anon" => vec![fixture!(Page, "?page=1", "nar_anon.json")],
        "oa" => vec![fixture!(Page, "#page=1", "oa.json"), fixture!(Detail, "/meetings/201/", "oa-201.html")],
        "pathminder" => vec![
            fixture!(Index, "/sitemap.xml", "pathminder.xml"),
            fixture!(Detail, "/meetings/101/", "pathminder-101.html"),
            fixture!(Detail, "/meetings/102/", "pathminder-102.html"),
            fixture!(Detail, "/meetings/103/", "pathminder-103.html"),
        ],
        "smart_2013" => vec![fixture!(Feed, "", "smart_2013.html")],
        "sos" => vec![fixture!(Feed, "", "sos.html")],
        "y12sr" => vec![fixture!(Feed, "", "y12sr.html")],
        other => panic!("no document for `{other}`"),
    }
}

#[test]
fn each_reads_a_document_of_its_kind() {
    for name in shipped_names() {
        let recipe = Recipe::named(name);
        assert_eq!(recipe.check(), [], "{name}");
        let rows = read(&recipe, &documents(name)).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        insta::assert_snapshot!(name, outline(&rows));
    }
}

#[test]
fn names_are_in_order_and_what_they_name_is_whole() {
    let names: Vec<&str> = shipped_names().collect();
    assert!(names.is_sorted());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/registry/recipes");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), names.len(), "each file has a name");
}

#[test]
fn a_source_may_lay_its_own_requests_over_a_shipped_recipe() {
    let mut source = source("nar_anon");
    source.url = "https://api.example/v1/records?rows_per_page=100".parse().unwrap();
    let own = "use = 'nar_anon'\nfetch = { headers = { X-Knack-Application-Id = 'app' } }";
    source.recipe = Some(super::recipe(own));
    let first = plan::requests(&source, &[]).remove(0);
    assert_eq!(first.url.as_str(), "https://api.example/v1/records?rows_per_page=100&page=1");
    let names: Vec<&str> = first.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["X-Knack-Application-Id", "X-Knack-REST-API-Key"]);
}

#[test]
fn the_plans_of_platforms_lead_to_their_pages() {
    let asked = |name: &str, done: &[Part]| {
        let mut source = source("smart");
        source.url = "https://list.example/meetings/".parse().unwrap();
        source.recipe = Some(Recipe::named(name));
        let requests = plan::requests(&source, done);
        requests
            .iter()
            .map(|request| format!("{:?} {}", request.role, request.url.path()))
            .collect::<Vec<_>>()
    };
    let index = documents("pathminder").remove(0);
    assert_eq!(asked("pathminder", &[]), ["Index /sitemap.xml"]);
    assert_eq!(
        asked("pathminder", &[index]),
        ["Detail /meetings/101/", "Detail /meetings/102/", "Detail /meetings/103/"]
    );
    assert_eq!(asked("oa", &documents("oa")[..1]), ["Page /meetings/"]);
    let last = part(Role::Page, "#page=2", "{\"html\": \"\"}");
    let pages = [documents("oa").remove(0), last];
    assert_eq!(asked("oa", &pages), ["Detail /meetings/201/", "Detail /meetings/202/"]);
    let index = documents("heroin_anonymous").remove(0);
    assert_eq!(asked("heroin_anonymous", &[index]), ["Page /locations/quay-hall/"]);
    assert_eq!(asked("dra", &[]).len(), 50);
}
