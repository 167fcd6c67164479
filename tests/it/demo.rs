//! `everyroom demo`: what a newcomer sees first.

use crate::world::World;
use std::collections::BTreeSet;

#[test]
fn the_demo_crawls_every_sample_site() {
    let world = World::new();
    let ran = world.run(&["demo", "--once", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let summary = ran.json();
    assert_eq!(summary["sources"]["failed"], 0, "{ran:?}");
    assert_eq!(summary["sources"]["quarantined"], 0);
    let (meetings, listings) = (summary["meetings"].as_u64().unwrap(), summary["listings"].as_u64().unwrap());
    assert!((580..=700).contains(&meetings), "{meetings}");
    assert!(listings < meetings, "copies that name their origin are merged: {listings} of {meetings}");
}

#[test]
fn every_fellowship_that_the_product_names_is_found_in_the_demo() {
    let world = World::new();
    let data = world.data();
    let data = crate::world::path_text(&data);
    assert_eq!(world.run(&["demo", "--once", "--data", data]).code, 0);
    std::fs::write(world.config(), format!("data = '{data}'\n")).unwrap();
    let found = |parameters: &[&str]| -> BTreeSet<String> {
        let parameters = parameters.iter().flat_map(|parameter| ["--where", *parameter]);
        let args: Vec<&str> =
            ["search", "--json", "--where", "facets=fellowship"].into_iter().chain(parameters).collect();
        let answer = world.run(&args).json();
        let counted = answer["facets"]["fellowship"].as_array().unwrap().iter();
        counted.map(|counted| counted["id"].as_str().unwrap().to_owned()).collect()
    };
    let ids = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(found(&[]), ids("aa na ha al_anon alateen nar_anon smart sos dra recovery_dharma"));
    assert_eq!(found(&["covers=opioids"]), ids("na ha nar_anon smart sos dra recovery_dharma"), "heroin");
    assert_eq!(found(&["covers=opioids", "for=self", "philosophy=secular"]), ids("smart sos"));
    assert_eq!(
        found(&["for=family"]),
        ids("al_anon alateen nar_anon smart"),
        "SMART by its own meetings only"
    );
    assert_eq!(found(&["philosophy=buddhist"]), ids("recovery_dharma"));
    assert_eq!(found(&["covers=dual_diagnosis"]), ids("aa dra"), "in AA by a code of some meetings");
    // lists without a single coordinate are found by place too
    assert!(found(&["near=37.80,-122.27", "radius_km=15"]).contains("sos"));
    assert!(found(&["near=40.71,-74.00", "radius_km=30"]).contains("dra"));
}
