//! Home pages and lists of real sites, where a folder with them is at hand: `EVERYROOM_CORPUS` names it. They are not
//! part of the project; what is expected is kinds and numbers.
#![allow(clippy::print_stderr, reason = "a report for whoever runs it with --nocapture")]

use super::*;
use std::path::Path;

/// A file, the address it came from, and what is expected: candidates by kind, best first; what the document itself
/// is; meetings that a recipe reads.
struct Expected {
    path: &'static str,
    url: &'static str,
    candidates: &'static [&'static str],
    own: &'static str,
    recipe: Option<(&'static str, usize)>,
}

const EXPECTED: &[Expected] = &[
    Expected {
        path: "wild/html/seattle-home-page-2025.html",
        url: "https://www.seattleaa.org/",
        candidates: &["tsml", "tsml", "calendar", "events_calendar"],
        own: "page",
        recipe: None,
    },
    Expected {
        path: "wild/html/minnesota-tsml-meetings-page-2018.html",
        url: "https://aaminnesota.org/meetings/",
        candidates: &[],
        own: "page",
        recipe: None,
    },
    Expected {
        path: "wild/html/recoverydharma-melbourne-2026.html",
        url: "https://home.example/meetings.html",
        candidates: &[],
        own: "page",
        recipe: None,
    },
    Expected {
        path: "wild/html/oiaa-directory-2020-excerpt.html",
        url: "https://aa-intergroup.org/meetings",
        candidates: &[],
        own: "page",
        recipe: None,
    },
    Expected {
        path: "other/smart-recovery/smart-showall-2013.html",
        url: "https://home.example/meetings",
        candidates: &[],
        own: "page",
        recipe: Some(("smart_2013", 210)),
    },
    Expected {
        path: "wild/html/seattle-aa-2012-friday.html",
        url: "https://home.example/friday",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_tables", 181)),
    },
    Expected {
        path: "wild/html/seattle-aa-2012-monday.html",
        url: "https://home.example/monday",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_tables", 201)),
    },
    Expected {
        path: "wild/html/seattle-aa-2012-tuesday.html",
        url: "https://home.example/tuesday",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_tables", 204)),
    },
    Expected {
        path: "wild/html/seattle-aa-2012-wednesday.html",
        url: "https://home.example/wednesday",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_tables", 201)),
    },
    Expected {
        path: "wild/html/seattle-aa-2012-thursday.html",
        url: "https://home.example/thursday",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_tables", 199)),
    },
    Expected {
        path: "wild/html/nyc-aa-m01.html",
        url: "https://home.example/m01",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_entries", 57)),
    },
    Expected {
        path: "wild/html/nyc-aa-m02.html",
        url: "https://home.example/m02",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_entries", 155)),
    },
    Expected {
        path: "wild/html/nyc-aa-m03.html",
        url: "https://home.example/m03",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_entries", 220)),
    },
    Expected {
        path: "wild/html/nyc-aa-m04.html",
        url: "https://home.example/m04",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_entries", 220)),
    },
    Expected {
        path: "wild/html/nyc-aa-m05.html",
        url: "https://home.example/m05",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_entries", 132)),
    },
    Expected {
        path: "wild/html/nyc-aa-m06.html",
        url: "https://home.example/m06",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_entries", 155)),
    },
    Expected {
        path: "wild/html/nyc-aa-m07.html",
        url: "https://home.example/m07",
        candidates: &[],
        own: "page",
        recipe: Some(("intergroup_entries", 165)),
    },
    Expected {
        path: "other/recovery-dharma/recoverydharma-zoom-2025.ics",
        url: "https://home.example/basic.ics",
        candidates: &["calendar"],
        own: "feed calendar 200",
        recipe: None,
    },
    Expected {
        path: "tsml/aasanjose-2021-10-02.json",
        url: "https://home.example/meetings.json",
        candidates: &["json"],
        own: "feed tsml 693",
        recipe: None,
    },
    Expected {
        path: "wild/csv/oiaa-online-2020.csv",
        url: "https://home.example/list.csv",
        candidates: &[],
        own: "feed csv 4157",
        recipe: None,
    },
    Expected {
        path: "other/celebrate-recovery/storelocator-markers-SYNTHETIC.xml",
        url: "https://home.example/index.php",
        candidates: &[],
        own: "page",
        recipe: Some(("celebrate_recovery", 1)),
    },
    Expected {
        path: "wild/bmlt/virtual-na-2024-05.json",
        url: "https://home.example/main_server/client_interface/json/?switcher=GetSearchResults",
        candidates: &["bmlt"],
        own: "feed bmlt 3064",
        recipe: None,
    },
];

fn read(folder: &Path, expected: &Expected) -> Part {
    let body = std::fs::read(folder.join(expected.path)).unwrap();
    Part { role: Role::Feed, url: Url::parse(expected.url).unwrap(), content_type: None, body }
}

#[test]
fn every_home_page_leads_to_its_feed_or_says_why_not() {
    let Some(folder) = crate::corpus::corpus() else { return };
    let mut wrong = Vec::new();
    for expected in EXPECTED {
        let started = std::time::Instant::now();
        let part = read(&folder, expected);
        let looked = look(&part);
        let candidates: Vec<&str> = looked.candidates.iter().map(|candidate| candidate.kind.id()).collect();
        let own = match &looked.own {
            Own::Feed(candidate, reading) => {
                format!("feed {} {}", candidate.kind.id(), reading.meetings.len())
            }
            Own::Events(_, reading) => format!("events {}", reading.meetings.len()),
            Own::Nothing(_) => "page".to_owned(),
        };
        let recipe = matches!(looked.own, Own::Nothing(_)).then(|| by_recipe(&part, &looked.about)).flatten();
        let recipe = recipe.map(|(candidate, reading)| match candidate.kind {
            Kind::Recipe(name) => (name, reading.meetings.len()),
            kind => (kind.id(), reading.meetings.len()),
        });
        eprintln!(
            "{}: {own}, {candidates:?}, {recipe:?}, left {:?}, follow {:?}, signs {:?}, {:?} by {:?}, {:?}",
            expected.path,
            looked.left.iter().map(|left| left.kind.id()).collect::<Vec<_>>(),
            looked.follow_ups.iter().take(3).map(|follow_up| follow_up.url.path()).collect::<Vec<_>>(),
            looked.signs.iter().map(|sign| &sign.what).collect::<Vec<_>>(),
            looked.about.name,
            looked.about.fellowship.as_ref().map(|whose| whose.fellowship.id()),
            started.elapsed(),
        );
        if (candidates.as_slice(), own.as_str(), recipe)
            != (expected.candidates, expected.own, expected.recipe)
        {
            wrong.push(format!("{}: {own}, {candidates:?}, {recipe:?}", expected.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
