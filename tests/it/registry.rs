//! The registry of sources as operators meet it: the built-in one, faults, `sources lint`, `add` and `remove`.

use crate::http::Site;
use crate::world::{World, list, path_text};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;

fn write(world: &World, name: &str, text: &str) -> String {
    let path = world.dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    path_text(&path).to_owned()
}

fn entry(id: &str, url: &str, more: &str) -> String {
    format!("[[source]]\nid = '{id}'\nname = 'List {id}'\nurl = '{url}'\nfellowship = 'aa'\n{more}\n")
}

fn ids(states: &Value) -> Vec<&str> {
    states.as_array().unwrap().iter().map(|source| source["id"].as_str().unwrap()).collect()
}

#[test]
fn the_built_in_registry_is_clean_and_known_without_any_configuration() {
    let world = World::new();
    let lint = world.run(&["sources", "lint", "--json"]);
    assert_eq!(lint.code, 0, "{lint:?}");
    let report = lint.json();
    assert_eq!(report["faults"], json!([]));
    let count = report["sources"].as_u64().unwrap();
    assert!(count >= 300, "{count}");
    assert!(report["warnings"].as_array().unwrap().iter().all(|warning| warning["code"] == "no_country"));
    assert!(
        world.run(&["sources", "lint"]).out.starts_with(&format!("{count} sources, 0 faults, 0 warnings"))
    );

    let states = world.states();
    assert_eq!(states.as_array().unwrap().len() as u64, count);
    let state =
        |id: &str| states.as_array().unwrap().iter().find(|source| source["id"] == id).unwrap().clone();
    assert_eq!(state("na-us-oh")["state"], "never");
    let link = state("celebrate-recovery");
    assert_eq!((&link["state"], &link["permission"]), (&json!("disabled"), &json!("link_only")));

    let ran = world.run(&["crawl"]);
    assert_eq!(ran.code, 3, "nobody is crawled without a contact: {ran:?}");
    assert!(ran.err.contains("contact"), "{ran:?}");

    let server = world.serve();
    let source = server.json("/v1/sources/celebrate-recovery");
    assert_eq!(source["site"], "https://www.celebraterecovery.com/");
    assert_eq!(source["verified"], "never");
    let root = server.json("/v1/sources/na-us-oh");
    assert_eq!(root["region"], "US-OH");
    assert_eq!(root["found_in"], "bmlt-enabled/aggregator:serverList.json");
}

#[test]
fn faults_refuse_the_start_with_all_their_places_unless_the_rest_is_asked_for() {
    let site = Site::feed(list("Kept", 7));
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    world.source("kept", &site, "/feed.json", "fellowship = 'aa'");
    let good = std::fs::read_to_string(world.config()).unwrap();
    let faulty =
        "[[source]]\nid = 'Bad'\nname = 'Bad'\nurl = 'http://bad.example/?key=hush'\nfellowship = 'aaa'\n";
    std::fs::write(world.config(), format!("{good}{faulty}")).unwrap();
    let ran = world.run(&["crawl"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let line = good.lines().count();
    for told in [
        format!("everyroom.toml:{}:6: id_invalid: `Bad` is not an id", line + 2),
        format!("everyroom.toml:{}:14: fellowship_unknown: unknown fellowship `aaa`", line + 5),
        "did you mean `bad`?".to_owned(),
        "lenient".to_owned(),
    ] {
        assert!(ran.err.contains(&told), "{told}: {}", ran.err);
    }
    assert!(!ran.err.contains("hush"), "{ran:?}");

    let lint = world.run(&["sources", "lint", "--json"]);
    assert_eq!(lint.code, 1, "the lint judges what the other commands refuse: {lint:?}");
    let faults = lint.json()["faults"].clone();
    let codes: Vec<&str> =
        faults.as_array().unwrap().iter().map(|fault| fault["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["id_invalid", "fellowship_unknown"]);
    assert_eq!(faults[0]["line"], line + 2);

    std::fs::write(world.config(), format!("{good}{faulty}[registry]\nlenient = true\n")).unwrap();
    let ran = world.run(&["crawl", "--json"]);
    assert_eq!((ran.code, &ran.json()["listings"]), (0, &json!(7)), "{ran:?}");
    assert!(ran.err.contains("left out") && ran.err.contains("id_invalid"), "{ran:?}");
    assert!(ran.err.contains("the sources that come with the program are left out"), "{ran:?}");
}

#[test]
fn a_forgotten_configuration_does_not_put_the_built_in_sources_in_the_place_of_ones_own() {
    let site = Site::feed(list("Mine", 5));
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    world.source("mine", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    std::fs::write(world.config(), "").unwrap();
    let ran = world.run(&["crawl"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("--config"), "{ran:?}");
    assert_eq!(ids(&world.states()), ["mine"], "looking does not change it either");
}

#[test]
fn named_files_are_linted_alone() {
    let world = World::new();
    let good = write(&world, "good.toml", &entry("good", "https://good.example/f", ""));
    let lint = world.run(&["sources", "lint", &good]);
    assert_eq!(lint.code, 0, "{lint:?}");
    assert!(lint.out.contains("no_zone") && lint.out.contains("1 sources, 0 faults, 2 warnings"), "{lint:?}");
    let twice = write(&world, "twice.toml", &entry("good", "http://www.good.example/f/", ""));
    let lint = world.run(&["sources", "lint", &good, &twice]);
    assert_eq!(lint.code, 1, "{lint:?}");
    assert!(
        lint.out.contains("twice.toml:2:6: id_twice") && lint.out.contains("twice.toml:4:7: address_twice")
    );
}

#[test]
fn added_sources_are_crawled_until_they_are_removed() {
    let (first, second) = (Site::feed(list("First", 6)), Site::feed(list("Second", 4)));
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    world.source("second", &second, "/feed.json", "fellowship = 'aa'");
    // opens the port of the second site, but leaves the source out
    let config = std::fs::read_to_string(world.config()).unwrap();
    world.source("first", &first, "/feed.json", "fellowship = 'aa'");
    let both = std::fs::read_to_string(world.config()).unwrap();
    let private = both.lines().find(|line| line.starts_with("allow_private")).unwrap();
    let only =
        config.replace(config.lines().find(|line| line.starts_with("allow_private")).unwrap(), private);
    std::fs::write(world.config(), only.replace("second", "configured")).unwrap();
    assert_eq!(world.crawl(0)["listings"], 4);

    let url = format!("http://{}/feed.json", first.addr);
    let file = write(&world, "more.toml", &entry("extra", &url, "timezone = 'America/Los_Angeles'"));
    let ran = world.run(&["sources", "add", &file]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ids(&world.states()), ["configured", "extra"]);
    assert_eq!(world.crawl(0)["listings"], 10, "it takes part in every crawl");
    assert_eq!(world.crawl(0)["sources"]["unchanged"], 2);

    let again = world.run(&["sources", "add", &file]);
    assert_eq!(again.code, 3, "{again:?}");
    assert!(again.err.contains("more.toml:2:6: id_twice: source `extra`"), "{again:?}");
    let other = write(&world, "other.toml", &entry("other", &url.replace("http:", "https:"), ""));
    let same = world.run(&["sources", "add", &other]);
    assert_eq!(same.code, 3, "{same:?}");
    assert!(same.err.contains("its address is also that of `extra`"), "{same:?}");

    let ran = world.run(&["sources", "remove", "configured"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("comes from the configuration"), "{ran:?}");
    assert_eq!(world.run(&["sources", "remove", "extra"]).code, 0);
    assert_eq!(ids(&world.states()), ["configured"]);
    assert_eq!(world.run(&["search", "--json"]).json()["total"], 4);
    assert_eq!(world.crawl(0)["listings"], 4);
}

#[test]
fn several_sources_are_added_from_standard_input_or_none() {
    let world = World::new();
    std::fs::write(world.config(), "[registry]\nbuiltin = false\n").unwrap();
    let add = |text: &str| {
        let mut child = world
            .command(&["sources", "add", "-", "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (a, b) =
        (entry("a", "https://a.example/f", ""), entry("b", "https://b.example/f", "permission = 'ask'"));
    let (code, _, err) = add(&format!("{a}{}", b.replace("'aa'", "'aaa'")));
    assert_eq!(code, Some(3));
    assert!(err.contains("one fault among the sources; nothing was added"), "{err}");
    assert!(err.contains("standard input:11:14: fellowship_unknown"), "{err}");
    assert_eq!(world.states(), json!([]), "none of them");
    let (code, out, _) = add(&format!("{a}{b}"));
    assert_eq!(
        (code, serde_json::from_str::<Value>(&out).unwrap()),
        (Some(0), json!({ "added": ["a", "b"] }))
    );
    assert_eq!(ids(&world.states()), ["a", "b"]);
    assert_eq!(world.state("b"), "disabled");
    let (code, _, err) = add("# nothing\n");
    assert_eq!(code, Some(2), "{err}");
    // an opted-out list does not come back under another name
    assert_eq!(world.run(&["sources", "opt-out", "a"]).code, 0);
    assert_eq!(world.run(&["sources", "remove", "a"]).code, 0);
    let (code, _, err) = add(&entry("c", "http://www.a.example/f/", ""));
    assert_eq!(code, Some(3));
    assert!(err.contains("its address is also that of `a`"), "{err}");
}

#[test]
fn the_built_in_sources_can_be_switched_off_again_and_narrowed() {
    let world = World::new();
    let all = world.states().as_array().unwrap().len();
    std::fs::write(world.config(), "[registry]\ninclude = ['region:us-ny', 'fellowship:na']\n").unwrap();
    assert_eq!(ids(&world.states()), ["na-us-ny-greater-new-york"]);
    std::fs::write(world.config(), "[registry]\nbuiltin = false\n").unwrap();
    assert_eq!(ids(&world.states()), [""; 0]);
    std::fs::write(world.config(), "").unwrap();
    assert_eq!(world.states().as_array().unwrap().len(), all);
    std::fs::write(world.config(), "[registry]\ninclude = ['fellowship:Narcotics Anonymous']\n").unwrap();
    let ran = world.run(&["sources", "list"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.err.contains("registry.include: `fellowship:Narcotics Anonymous`")
            && ran.err.contains("did you mean `fellowship:na`?"),
        "{ran:?}"
    );
}
