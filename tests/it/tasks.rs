//! Sixty questions over real lists, and what has to be among the first ten answers (`tasks.tsv`: question, what so many of
//! them are, how many, what none of them is, why). Skipped, with a line that says so, where `EVERYROOM_CORPUS` is not set.
//! What there is at all is counted over every listing, without the search.

use crate::acceptance::{bmlt_lists, corpus, text};
use crate::http::{Site, get};
use crate::world::{Server, World};
use serde_json::Value;
use std::fmt::Write as _;

const TASKS: &str = include_str!("tasks.tsv");
/// A part of a town is so near its middle.
const TOWN_KM: f64 = 25.0;

const TSML: [(&str, &str, &str); 7] = [
    ("sepia", "tsml/aasepia-2024-11-14.json", "America/New_York"),
    ("san-jose", "tsml/aasanjose-2021-10-02.json", "America/Los_Angeles"),
    ("sf-marin", "tsml/aasfmarin-2021-05-25.json", "America/Los_Angeles"),
    ("orange", "tsml/oc-2023-09-01.json", "America/Los_Angeles"),
    ("seattle", "wild/tsml/seattle-aa-2025-07.json", "America/Los_Angeles"),
    ("cape-cod", "wild/tsml/capecod-aa-2025-09.json", "America/New_York"),
    ("sussex", "tsml/sussexaa-2024-11-14.json", "America/New_York"),
];

/// Id, file, fellowship, recipe, more.
const BY_RECIPE: [(&str, &str, &str, &str, &str); 8] = [
    ("wa", "wild/appjson/succurro-wa-2026-07.json", "other", "succurro", "timezone = 'America/Los_Angeles'"),
    ("tn", "wild/appjson/succurro-tn-2026-07.json", "other", "succurro", ""),
    (
        "refuge",
        "other/refuge-recovery/succurro-refuge-recovery-2026-07.json",
        "refuge_recovery",
        "succurro",
        "",
    ),
    ("aca", "other/aca/succurro-aca-2026-07.json", "aca", "succurro", ""),
    ("lifering", "other/lifering/succurro-lifering-2026-07.json", "lifering", "succurro", ""),
    ("da", "other/da/succurro-da-2026-07.json", "da", "succurro", ""),
    (
        "nashville",
        "wild/appjson/recoverymeetings-nashville-2026-08.json",
        "other",
        "recoverymeetings",
        "timezone = 'America/Chicago'",
    ),
    ("afg", "wild/appjson/afg-electronic-online-meetings-2025.json", "al_anon", "afg-electronic", ""),
];

/// The recipe of a trial file, as a configuration writes it.
fn recipe(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/corpus/recipes");
    let trial = std::fs::read_to_string(path.join(format!("{name}.toml"))).unwrap();
    let lines = trial.lines().skip_while(|line| !line.trim_start_matches('[').starts_with("recipe"));
    let in_source = |line: &str| match line.strip_prefix("[[recipe").or_else(|| line.strip_prefix("[recipe"))
    {
        Some(rest) if line.starts_with("[[") => format!("[[source.recipe{rest}\n"),
        Some(rest) => format!("[source.recipe{rest}\n"),
        None => format!("{line}\n"),
    };
    lines.map(in_source).collect()
}

fn crawled() -> Option<(World, Server)> {
    let corpus = corpus()?;
    let mut world = World::new().at("2026-11-25T17:00:00Z");
    for (id, file, zone) in TSML {
        let more = format!("fellowship = 'aa'\nformat = 'tsml'\ntimezone = '{zone}'\ncountry = 'US'");
        world.source(id, &Site::feed(text(&corpus, file)), "/meetings.json", &more);
    }
    bmlt_lists(&mut world, &corpus);
    for (id, file, fellowship, trial, more) in BY_RECIPE {
        let country = if fellowship == "al_anon" { "" } else { "country = 'US'" };
        let more =
            format!("fellowship = '{fellowship}'\nformat = 'recipe'\n{country}\n{more}\n{}", recipe(trial));
        world.source(id, &Site::feed(text(&corpus, file)), "/meetings.json", &more);
    }
    let uk = "fellowship = 'other'\nformat = 'csv'\ntimezone = 'Europe/London'\ncountry = 'GB'";
    world.source("uk", &Site::feed(text(&corpus, "wild/csv/uk-ie-all-2023-10-23.csv")), "/list.csv", uk);
    let summary = world.crawl(0);
    assert_eq!(summary["sources"]["ok"], TSML.len() + BY_RECIPE.len() + 4, "{summary}");
    let server = world.serve();
    Some((world, server))
}

#[test]
fn what_people_ask_is_among_the_first_ten() {
    let Some((world, server)) = crawled() else { return };
    let export = world.run(&["export"]);
    let all: Vec<Value> = export.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(all.len() > 25_000, "{}", export.err);
    let mut failed = String::new();
    let (mut tasks, mut with_never) = (0, 0);
    for row in TASKS.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [question, must, need, never, _why] = cells[..] else { panic!("{row}") };
        tasks += 1;
        with_never += usize::from(!never.is_empty());
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", question).finish();
        let answer = get(server.addr, &format!("/v1/meetings?limit=10&{query}")).json();
        let place = &answer["interpreted"]["place"];
        let has_all = |listing: &Value, all: &str| all.split("; ").all(|one| has(listing, one, place));
        let first = answer["meetings"].as_array().unwrap();
        let found = first.iter().filter(|listing| has_all(listing, must)).count();
        let there =
            all.iter().filter(|listing| listing["status"] != "paused" && has_all(listing, must)).count();
        let need: usize = need.parse().unwrap();
        if need == 0 || there < need || found < need {
            writeln!(failed, "{question}: {found} of {need}, {there} there; {}", answer["interpreted"])
                .unwrap();
        }
        for never in never.split(" / ").filter(|never| !never.is_empty()) {
            for wrong in first.iter().filter(|listing| has_all(listing, never)) {
                writeln!(failed, "{question}: {} is {never}", wrong["name"]).unwrap();
            }
        }
    }
    assert!(tasks >= 60 && with_never >= 15, "{tasks} tasks, {with_never} of them with what must not come");
    assert!(failed.is_empty(), "{failed}");
}

/// Whether a listing is what a task says.
fn has(listing: &Value, must: &str, place: &Value) -> bool {
    let (name, wanted) = must.split_once('=').unwrap();
    let among = |text: &Value| wanted.split(',').any(|wanted| text == wanted);
    let any = |list: &Value| list.as_array().into_iter().flatten().any(&among);
    let folded = |text: &str| text.to_lowercase();
    match name {
        "near" => {
            let (town, whereabouts) = wanted.split_once('|').unwrap();
            let is_place = place["name"] == town
                && [&place["country"], &place["region"]].iter().any(|code| **code == whereabouts);
            let point = |of: &Value| Some((of["lat"].as_f64()?, of["lon"].as_f64()?));
            let km = point(place)
                .zip(point(&listing["venue"]))
                .map(|(a, b)| everyroom_feeds::place::distance_km(a, b));
            is_place
                && km.is_some_and(|km| km <= TOWN_KM)
                && !listing["attendance"].as_array().unwrap().iter().all(|way| way != "in_person")
        }
        "fellowship" => among(&listing["fellowship"]["id"]),
        "philosophy" => {
            any(&listing["philosophy"])
                || listing["types"].as_array().unwrap().iter().any(|kind| among(&kind["id"]))
        }
        "for" | "covers" | "attendance" => any(&listing[name]),
        "audience" => {
            any(&listing[name])
                || wanted == "lgbtq"
                    && listing[name].as_array().unwrap().iter().any(|kind| {
                        ["gay", "lesbian", "transgender", "bisexual", "non_binary"]
                            .iter()
                            .any(|narrow| kind == narrow)
                    })
        }
        "lang" => any(&listing["languages"]),
        "type" => listing["types"].as_array().unwrap().iter().any(|kind| among(&kind["id"])),
        "access" => wanted.split(',').any(|wanted| listing["access"][wanted] == "yes"),
        "weekday" => among(&listing["schedule"]["weekday"]),
        "time" => {
            let (from, to) = wanted.split_once('-').unwrap();
            listing["schedule"]["start"].as_str().is_some_and(|start| from <= start && start < to)
        }
        "region" | "country" => among(&listing["venue"][name]),
        "words" => folded(&listing.to_string()).contains(wanted),
        _ => panic!("{must}"),
    }
}
