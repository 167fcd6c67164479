//! Every fault, from an entry that has it: code, line and column, message, and the nearest good value.

use super::*;
use std::collections::BTreeSet;

/// An entry with one line more, or with a line in another's place.
fn entry(line: &str) -> String {
    let key = line.split(['=', ' ']).next().unwrap();
    let lines: Vec<&str> = GOOD.lines().collect();
    let has = lines.iter().any(|old| old.starts_with(&format!("{key} =")));
    let mut text: Vec<&str> =
        lines.into_iter().map(|old| if old.starts_with(&format!("{key} =")) { line } else { old }).collect();
    if !has {
        text.push(line);
    }
    // lines before it, so that no fault is on the first line by chance
    format!("# a comment\n\n{}\n", text.join("\n"))
}

fn told(text: &str) -> Vec<String> {
    read(text).faults.iter().map(ToString::to_string).collect()
}

/// Faulty line, code, place, part of the message, nearest.
const FAULTS: &[(&str, &str, &str, &str, &str)] = &[
    ("nmae = \"x\"", "key_unknown", "8:1", "unknown key `nmae`", "name"),
    ("zzz = 1", "key_unknown", "8:1", "unknown key `zzz`", ""),
    ("name = \"\"", "key_missing", "5:8", "`name` is empty", ""),
    ("name = 7", "type_wrong", "5:8", "`name` is a text, not a number", ""),
    ("licence = true", "type_wrong", "8:11", "not a truth value", ""),
    ("also = \"https://b.example/\"", "type_wrong", "8:8", "is a list of texts, not a text", ""),
    ("also = [\"https://b.example/\", 7]", "type_wrong", "8:31", "a list of texts, not of a number", ""),
    ("id = \"NA Example\"", "id_invalid", "4:6", "`NA Example` is not an id", "na-example"),
    ("url = \"ftp://hush.example/\"", "url_invalid", "6:7", "only http and https", ""),
    ("url = \"hush.example\"", "url_invalid", "6:7", "`url` is not an address", ""),
    ("site = \"hush\"", "url_invalid", "8:8", "`site` is not an address", ""),
    ("format = \"tsmll\"", "format_unknown", "8:10", "unknown format `tsmll`", "tsml"),
    ("format = \"recipe\"", "key_missing", "3:1", "`recipe` is missing", ""),
    ("fellowship = \"n_a\"", "fellowship_unknown", "7:14", "unknown fellowship `n_a`", "na"),
    ("fellowship = \"Heroin Anonymous\"", "fellowship_unknown", "7:14", "unknown fellowship", "ha"),
    ("timezone = \"America/NewYork\"", "zone_unknown", "8:12", "not a tz database name", "America/New_York"),
    ("country = \"Untied States\"", "country_unknown", "8:11", "unknown country", "US"),
    ("country = \"Atlantis\"", "country_unknown", "8:11", "unknown country", ""),
    ("region = \"US-NYY\"", "region_unknown", "8:10", "unknown region", "US-NY"),
    ("permission = \"opne\"", "permission_unknown", "8:14", "unknown permission `opne`", "open"),
    ("recipe = { use = \"nar_annon\" }", "recipe_unknown", "8:18", "no recipe `nar_annon`", "nar_anon"),
    ("recipe = { ues = \"nar_anon\" }", "recipe_invalid", "8:12", "did you mean `use`?", ""),
    ("recipe = { use = \"oa\", codes = [\"oa\"] }", "recipe_invalid", "8:10", "only `fetch` can be said", ""),
    ("recipe = { fetch = { headers = \"hush\" } }", "recipe_invalid", "8:32", "invalid type", ""),
    ("verified = \"nevre\"", "verified_invalid", "8:12", "neither `never` nor a date", "never"),
    ("verified = 2026-11-22", "type_wrong", "8:12", "a date without quotes", ""),
    ("found_in = \"somewhere\"", "found_in_invalid", "8:12", "`owner/repo:path`", ""),
    ("found_in = \"https://x.example/?key=hush\"", "found_in_invalid", "8:12", "", ""),
    ("also = [\"http://www.good.example\"]", "address_twice", "8:8", "stands twice", ""),
];

#[test]
fn each_fault_is_told_with_its_place_and_the_nearest_good_value() {
    let mut seen = BTreeSet::new();
    for (line, code, place, message, near) in FAULTS {
        let loaded = read(&entry(line));
        let [fault] = loaded.faults.as_slice() else { panic!("{line}: {:#?}", loaded.faults) };
        let found = format!("{}:{}", fault.place.line, fault.place.column);
        assert_eq!((fault.code.id(), found.as_str()), (*code, *place), "{line}: {fault}");
        assert!(fault.message.contains(message), "{line}: {fault}");
        assert_eq!(fault.nearest.as_deref().unwrap_or_default(), *near, "{line}: {fault}");
        assert!(!fault.to_string().contains("hush"), "a value that may be secret was told: {fault}");
        assert_eq!(loaded.entries, [], "{line}");
        seen.insert(fault.code);
    }
    seen.extend(faults_of_several_lines().iter().flat_map(|text| read(text).faults).map(|fault| fault.code));
    // the cron line of a source is judged by the program, which has its own test for it
    seen.insert(FaultCode::ScheduleInvalid);
    let all = BTreeSet::from(FaultCode::ALL);
    assert_eq!(all.difference(&seen).collect::<Vec<_>>(), Vec::<&FaultCode>::new());
}

fn faults_of_several_lines() -> [String; 3] {
    let other = GOOD.replace("good.example", "other.example");
    [
        format!("{GOOD}{other}"),
        format!("{GOOD}name = \"again\"\n"),
        format!("{GOOD}{}", GOOD.replace("\"good\"", "\"again\"").replace("https://good", "http://www.good")),
    ]
}

#[test]
fn faults_over_several_lines_name_both_places() {
    let [ids, _, addresses] = faults_of_several_lines();
    assert_eq!(told(&ids), ["f.toml:7:6: id_twice: source `good`: this id stands at f.toml:1:1 too"]);
    let same = "f.toml:9:7: address_twice: source `again`: its address is also that of `good` at f.toml:1:1";
    assert_eq!(told(&addresses), [same]);
}

#[test]
fn a_region_is_a_part_of_its_country() {
    let with = |country: &str, region: &str| {
        told(&format!("{GOOD}country = \"{country}\"\nregion = \"{region}\"\n"))
    };
    assert_eq!(with("US", "us-ny"), [""; 0]);
    assert!(with("CA", "US-NY")[0].contains("`US-NY` is in US, but `country` is CA"));
    assert!(with("US", "California")[0].ends_with("did you mean `US-CA`?"));
}

#[test]
fn a_faulty_entry_hides_neither_its_own_other_faults_nor_its_neighbours() {
    let bad = "[[source]]\nid = \"bad\"\nurl = \"gopher://x.example\"\nfellowship = \"nope\"\ncountry = \"Atlantis\"\n";
    let last = GOOD.replace("good", "last");
    let loaded = read(&format!("{bad}\n{GOOD}\n[[source]]\n\n{last}"));
    let ids: Vec<&str> = loaded.sources().map(|source| source.id.as_str()).collect();
    assert_eq!(ids, ["good", "last"]);
    let codes: Vec<(usize, &str)> =
        loaded.faults.iter().map(|fault| (fault.place.line, fault.code.id())).collect();
    let wrong = [(1, "key_missing"), (3, "url_invalid"), (4, "fellowship_unknown"), (5, "country_unknown")];
    assert_eq!(codes[..4], wrong);
    assert_eq!(codes[4..], [(13, "key_missing"); 4], "an empty entry lacks four keys");
}

#[test]
fn what_is_not_toml_is_told_and_the_rest_is_read() {
    let loaded =
        read(&format!("{GOOD}\n[[source]]\nid = \"torn\nname = \"x\"\n\n{}", GOOD.replace("good", "last")));
    let syntax: Vec<usize> = loaded
        .faults
        .iter()
        .filter(|fault| fault.code == FaultCode::Syntax)
        .map(|fault| fault.place.line)
        .collect();
    assert_eq!(syntax, [8]);
    let ids: Vec<&str> = loaded.sources().map(|source| source.id.as_str()).collect();
    assert_eq!(ids, ["good", "last"]);
}

#[test]
fn other_tables_are_only_for_configurations() {
    let text = format!("[server]\nx = 1\n{GOOD}");
    let found = told(&text);
    assert_eq!(found, ["f.toml:1:2: key_unknown: unknown key `server`: here are only `[[source]]` tables"]);
    let whole = load(&[TextFile { name: "c", text: &text, whole: Whole::Configuration }]);
    assert_eq!((whole.entries.len(), whole.faults.len()), (1, 0));
    assert!(told("[source]\nid = \"x\"\n")[0].contains("write `[[source]]`, in two pairs of brackets"));
    assert!(told("source = [7]\n")[0].contains("a source is a table, not a number"));
    assert!(told("[[sources]]\n")[0].ends_with("did you mean `source`?"));
}

#[test]
fn a_full_entry_is_read_whole_and_an_old_one_is_written_as_before() {
    let full = format!(
        "{GOOD}also = [\"http://b.example/x\"]\nformat = \"csv\"\ntimezone = \"america/new_york\"\ncountry = \"us\"\n\
         region = \"us-ny\"\npermission = \"ask\"\nlicence = \"CC0\"\ncontact = \"mailto:a@b.example\"\n\
         schedule = \"0 4 * * *\"\nsite = \"https://good.example/home\"\nfound_in = \"a/b:c; d/e\"\n\
         verified = \"2026-11-22\"\n"
    );
    let loaded = read(&full);
    assert_eq!(loaded.faults, []);
    insta::assert_json_snapshot!(loaded.entries[0].source);
    let plain = serde_json::to_value(&read(GOOD).entries[0].source).unwrap();
    let keys: Vec<&str> = plain.as_object().unwrap().keys().map(String::as_str).collect();
    let before = [
        "id",
        "name",
        "url",
        "format",
        "fellowship",
        "timezone",
        "country",
        "permission",
        "licence",
        "contact",
        "schedule",
        "site",
    ];
    assert_eq!(keys, before, "a store that knows the source sees no change");
}
