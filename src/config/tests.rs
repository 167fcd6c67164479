//! The configuration: defaults, overlay, and how mistakes are told.

use super::*;
use std::path::Path;

fn load_text(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("everyroom.toml");
    std::fs::write(&path, text).unwrap();
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let shown = path.display().to_string();
    load(Some(&path), variables).map_err(|error| error.to_string().replace(&shown, "FILE"))
}

const SOURCE: &str = "[[source]]\nid = 'a'\nname = 'A'\nurl = 'http://a.example/f'\nfellowship = 'na'\n";

/// The defaults, as if a file had named none of them otherwise.
fn defaults() -> Config {
    Config { is_from_file: true, ..Config::default() }
}

#[test]
fn everything_has_a_default() {
    let config = load_text("", &[]).unwrap();
    assert_eq!(config, defaults());
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
}

#[test]
fn variables_go_over_the_file() {
    let text = "[server]\nrate_limit = 5\n";
    let config = load_text(
        text,
        &[
            ("EVERYROOM__SERVER__LISTEN", "127.0.0.1:9"),
            ("EVERYROOM__SERVER__RATE_LIMIT", "7"),
            ("EVERYROOM__DATA", "/tmp/x"),
            ("EVERYROOM__CRAWL__ALLOW_PRIVATE", "['127.0.0.1:1']"),
            ("EVERYROOM__CRAWL__USER_AGENT_CONTACT", "mailto:ops@example.org"),
            ("EVERYROOM_NOW", "ignored here"),
        ],
    )
    .unwrap();
    assert_eq!((config.server.listen.port(), config.server.rate_limit), (9, 7));
    assert_eq!(config.data.0, Path::new("/tmp/x"));
    assert_eq!(config.crawl.allow_private, ["127.0.0.1:1"]);
    assert_eq!(config.crawl.user_agent_contact, "mailto:ops@example.org");
}

#[test]
fn mistakes_are_told_with_their_place_and_the_nearest_key() {
    let error = |text: &str| load_text(text, &[]).unwrap_err();
    let unknown = error("[server]\nlisten = '127.0.0.1:1'\nratelimit = 5\n");
    assert!(unknown.starts_with("FILE:3:1: unknown field `ratelimit`"), "{unknown}");
    assert!(unknown.ends_with("did you mean `rate_limit`?"), "{unknown}");
    assert!(
        error("[server]\ntimezone = 'Mars/Base'\n")
            .contains("FILE:2:12: `Mars/Base` is not a tz database name")
    );
    assert!(error(&SOURCE.replace("'na'", "'n_a'")).contains("n_a"));
    assert!(error(&SOURCE.replace("http://a", "ftp://a")).contains("only http and https"));
    assert!(error(&format!("{SOURCE}{SOURCE}")).contains("this id stands at FILE:1:1 too"));
    assert!(
        error(&format!("{SOURCE}{}", SOURCE.replace("'a'", "'b'")))
            .contains("its address is also that of `a`")
    );
    assert!(error("[crawl]\nschedule = '30 3 * *'\n").contains("has 4 fields"));
    assert!(error("[crawl]\nallow_private = ['nonsense']\n").contains("crawl.allow_private"));
    assert!(error("[crawl]\nper_host = 0\n").contains("crawl.per_host: must be at least 1"));
    assert!(error("[server]\npublic_url = 'rooms'\n").contains("server.public_url"));
    assert!(error("[server]\npublic_url = 'ftp://rooms.example'\n").contains("server.public_url"));
    assert!(error("[server]\ntrusted_proxies = ['10.0.0.0/8', 'gate']\n").contains("`gate` is neither"));
    assert!(error("data = [").contains("FILE:1:"));
    let variable = load_text("", &[("EVERYROOM__SERVER__RATE", "1")]).unwrap_err();
    assert!(variable.starts_with("EVERYROOM__SERVER__RATE: unknown field `rate`"), "{variable}");
}

#[test]
fn a_proxy_may_be_an_address_alone() {
    let config = load_text("[server]\ntrusted_proxies = ['10.0.0.5', 'fd00::/8']\n", &[]).unwrap();
    let networks: Vec<String> = config.server.proxies().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(networks, ["10.0.0.5/32", "fd00::/8"]);
}

#[test]
fn sources_come_from_files_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("everyroom.toml");
    std::fs::create_dir(dir.path().join("sources")).unwrap();
    std::fs::write(&path, "[registry]\nfiles = ['sources/*.toml']\n").unwrap();
    std::fs::write(dir.path().join("sources/one.toml"), SOURCE).unwrap();
    std::fs::write(dir.path().join("sources/readme.md"), "not this").unwrap();
    let config = load(Some(&path), std::iter::empty()).unwrap();
    assert_eq!(config.sources.len(), 1);
    std::fs::write(dir.path().join("sources/two.toml"), "[[source]]\nid = 'b'\nnam = 'B'\n").unwrap();
    let error = load(Some(&path), std::iter::empty()).unwrap_err().to_string();
    assert!(
        error.contains("two.toml:3:1: key_unknown: source `b`: unknown key `nam`; did you mean `name`?"),
        "{error}"
    );
}

/// Ids of the sources in force.
fn in_force(text: &str) -> Vec<String> {
    load_text(text, &[]).unwrap().in_force().iter().map(|source| source.id.to_string()).collect()
}

#[test]
fn the_built_in_sources_are_used_only_where_no_own_one_is_named_unless_it_is_said() {
    let all = everyroom_feeds::registry::builtin().entries.len();
    let with = |builtin: &str| in_force(&format!("[registry]\nbuiltin = {builtin}\n{SOURCE}")).len();
    assert_eq!(in_force("").len(), all);
    assert_eq!(in_force(SOURCE), ["a"]);
    assert_eq!((with("true"), with("false")), (all + 1, 1));
    assert_eq!(in_force("[registry]\nbuiltin = false\n"), [""; 0]);
    assert!(load_text(SOURCE, &[]).unwrap().leaves_builtin_out_silently());
    for said in ["", "[registry]\nbuiltin = false\n"] {
        assert!(!load_text(said, &[]).unwrap().leaves_builtin_out_silently());
    }
    let variable = load_text(SOURCE, &[("EVERYROOM__REGISTRY__BUILTIN", "true")]).unwrap();
    assert_eq!(variable.in_force().len(), all + 1, "own sources stay where a variable is laid over");
}

#[test]
fn an_own_source_stands_in_for_a_built_in_one_of_its_id_or_address() {
    let all = everyroom_feeds::registry::builtin().entries.len();
    let own = |id: &str, url: &str| {
        let own = SOURCE.replace("'a'", &format!("'{id}'")).replace("http://a.example/f", url);
        in_force(&format!("[registry]\nbuiltin = true\n{own}"))
    };
    let by_id = own("nar-anon", "http://a.example/f");
    assert_eq!((by_id.len(), by_id.iter().filter(|id| *id == "nar-anon").count()), (all, 1));
    let by_address = own("mine", "http://www.recoverydharma.org/wp-json/tsml/meetings");
    assert_eq!(by_address.len(), all);
    assert!(!by_address.contains(&"recovery-dharma".to_owned()));
}

#[test]
fn include_chooses_among_the_built_in_sources_only() {
    let chosen = |include: &str| in_force(&format!("[registry]\ninclude = {include}\n"));
    assert_eq!(chosen("['source:na-us-oh']"), ["na-us-oh"]);
    assert_eq!(chosen("['fellowship:na', 'region:us-ny']"), ["na-us-ny-greater-new-york"]);
    let canada = chosen("['country:ca', 'fellowship:aa']");
    assert!(canada.len() > 30 && canada.iter().all(|id| id.starts_with("aa-ca-")), "{canada:?}");
    let both = format!("[registry]\nbuiltin = true\ninclude = ['source:na-us-oh']\n{SOURCE}");
    assert_eq!(in_force(&both), ["a", "na-us-oh"]);
    let error = load_text("[registry]\ninclude = ['county:us']\n", &[]).unwrap_err();
    assert!(error.starts_with("registry.include: `county:us`: unknown key"), "{error}");
    let error = load_text("[registry]\ninclude = ['source:na-us-ho']\n", &[]).unwrap_err();
    assert!(error.ends_with("did you mean `source:na-us-oh`?"), "{error}");
}

const FAULTY: &str = "[[source]]\nid = 'b'\nname = 'B'\nurl = 'http://b.example/?key=hush'\nfellowship = 'aa'\n\
                      timezone = 'Mars/Base'\nschedule = '* *'\n";

#[test]
fn every_fault_is_told_at_once_and_lenient_configurations_use_the_rest() {
    let late = "[[source]]\nid = 'c'\nname = 'C'\nurl = 'http://c.example/'\nfellowship = 'ha'\nschedule = '30 3 * *'\n";
    let text = format!("{SOURCE}{FAULTY}{late}");
    let error = load_text(&text, &[]).unwrap_err();
    assert!(error.starts_with("2 faults among the sources"), "{error}");
    assert!(error.contains("\nFILE:11:12: zone_unknown: source `b`"), "{error}");
    assert!(error.contains(": schedule_invalid: source `c`"), "{error}");
    assert!(!error.contains("hush"), "{error}");
    let lenient = load_text(&format!("[registry]\nlenient = true\n{text}"), &[]).unwrap();
    assert_eq!(lenient.faults.len(), 2);
    let ids: Vec<&str> = lenient.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(ids, ["a"]);
}

#[test]
fn the_example_documents_every_key_and_loads() {
    let example = include_str!("../../everyroom.example.toml");
    let loaded = load_text(example, &[]).unwrap();
    assert_eq!(Config { sources: Vec::new(), ..loaded.clone() }, defaults(), "it shows the defaults");
    let uncommented: String =
        example.lines().map(|line| line.strip_prefix("#= ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    let full = load_text(&uncommented, &[]).unwrap();
    assert_eq!(full.sources.len(), 1);
    let keys = serde_json::to_value(&full).unwrap();
    let mut missing = Vec::new();
    every_key(&keys, &mut |key| {
        if !example.contains(&format!("{key} =")) && !example.contains(&format!("[{key}]")) {
            missing.push(key.to_owned());
        }
    });
    assert_eq!(missing, [""; 0]);
}

fn every_key(value: &serde_json::Value, found: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                found(key);
                every_key(value, found);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| every_key(value, found)),
        _ => {}
    }
}
