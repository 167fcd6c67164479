//! The table of `docs/formats.md`: what is read of every fellowship that publishes anything, from its fixture.
//!
//! `UPDATE_DOCS=1` writes the table anew.

use super::{part, source};
use crate::fellowship::Fellowship;
use crate::format::read;
use crate::format::recipe::Recipe;
use crate::format::recipe::tests::shipped::documents;
use crate::notice::Effect;
use crate::plan::{Part, Role};
use crate::reading::{Format, Reading};
use crate::source::{FormatChoice, Source};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

const CODES: &str = include_str!("../../../registry/codes.tsv");
const BEGIN: &str = "<!-- made by a test: begin -->\n";
const END: &str = "<!-- made by a test: end -->";

/// Fellowships with areas that publish Meeting Guide JSON, or with a code table of the plugin that writes it.
const MEETING_GUIDE: &str = "aa ha ca cma ma pa oa ga da ua aca coda slaa sa saa sca sia eda cea_how daa rca va \
    al_anon alateen pal recovery_dharma refuge_recovery buddhist_recovery_network";

/// Fellowship, format, fixture.
const FORMATS: &[(&str, Format, &str)] = &[
    ("na", Format::Bmlt, "bmlt-rows.json"),
    ("na", Format::Bmlt, "bmlt-2x.xml"),
    ("na", Format::Bmlt, "bmlt-admin.json"),
    ("na", Format::Bmlt, "table-bmlt.csv"),
    ("na", Format::Naws, "table-naws.csv"),
    ("aa", Format::Tsml, "tsml-rich.json"),
    ("aa", Format::Csv, "table-irregular.csv"),
    ("aa", Format::Sheet, "sheet.json"),
    ("aa", Format::Airtable, "airtable.json"),
    ("aa", Format::CentralQuery, "central-query.json"),
    ("aa", Format::SchemaOrg, "schema-org-tsml.html"),
    ("recovery_dharma", Format::Ical, "ical-weekly.ics"),
    ("celebrate_recovery", Format::Ical, "ical-instances.ics"),
    ("celebrate_recovery", Format::EventsCalendar, "events-calendar.json"),
    ("all_recovery", Format::SchemaOrg, "schema-org.json"),
    ("she_recovers", Format::SchemaOrg, "schema-org-microdata.html"),
    ("smart", Format::Rpde, "rpde.json"),
];

/// Fellowship, shipped recipe.
const RECIPES: &[(&str, &str)] = &[
    ("smart", "pathminder"),
    ("lifering", "pathminder"),
    ("wfs", "pathminder"),
    ("smart", "smart_2013"),
    ("nar_anon", "nar_anon"),
    ("narateen", "nar_anon"),
    ("al_anon", "al_anon_wso"),
    ("alateen", "al_anon_wso"),
    ("aca", "aca"),
    ("oa", "oa"),
    ("ga", "ga"),
    ("gam_anon", "gam_anon"),
    ("da", "da"),
    ("dra", "dra"),
    ("sos", "sos"),
    ("ha", "heroin_anonymous"),
    ("celebrate_recovery", "celebrate_recovery"),
    ("y12sr", "y12sr"),
    ("aa", "intergroup_tables"),
    ("aa", "intergroup_entries"),
];

/// Fellowships of which no list was found anywhere, so that there is nothing to read.
const NO_LIST: &str = "families_anonymous grasp dtr mara dbsa wellbriety other";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/format/fixtures").join(name)).unwrap()
}

/// One meeting for each code that the fellowship's own table has.
fn all_codes(fellowship: &str) -> Vec<u8> {
    let rows = CODES.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let own = rows.filter(|row| row[0] == "tsml" && (row[1] == fellowship || row[1] == "*"));
    let codes: HashSet<&str> = own.map(|row| row[2]).collect();
    let mut codes: Vec<&str> = codes.into_iter().collect();
    codes.sort_unstable();
    let record = |(at, code): (usize, &&str)| {
        serde_json::json!({
            "slug": format!("code-{at}"), "name": format!("Harbor {at}"), "day": at % 7, "time": "19:00",
            "end_time": "20:00", "types": [code], "formatted_address": format!("{} Harbor St, Northport, MA 02999, USA", at + 1),
            "latitude": 41.45 + at as f64 / 1000.0, "longitude": -70.604,
        })
    };
    serde_json::to_vec(&codes.iter().enumerate().map(record).collect::<Vec<_>>()).unwrap()
}

struct Line {
    fellowship: &'static str,
    format: String,
    fixture: String,
    reading: Reading,
}

impl Line {
    fn new(
        fellowship: &'static str,
        format: String,
        fixture: String,
        source: &Source,
        parts: &[Part],
    ) -> Self {
        let reading =
            read(source, parts).unwrap_or_else(|refusal| panic!("{fellowship} {fixture}: {refusal}"));
        assert!(!reading.meetings.is_empty(), "{fellowship} {fixture}");
        Self { fellowship, format, fixture, reading }
    }

    /// Percent of the records that were not left out; what is left out is told.
    fn share_kept(&self) -> f64 {
        let drops = self.reading.notices.groups().filter(|group| group.effect == Effect::RecordDropped);
        let dropped: u64 = drops.map(|group| group.count_total).sum();
        100.0 * (1.0 - dropped as f64 / self.reading.records.max(1) as f64)
    }
}

fn lines() -> Vec<Line> {
    let mut lines: Vec<Line> = MEETING_GUIDE
        .split_whitespace()
        .map(|fellowship| {
            let parts = [part(Role::Feed, all_codes(fellowship))];
            let fixture = "one meeting for each of its codes".to_owned();
            Line::new(fellowship, "tsml".to_owned(), fixture, &source(fellowship), &parts)
        })
        .collect();
    for (fellowship, format, name) in FORMATS {
        let parts = [part(Role::Feed, fixture(name))];
        let source = Source { format: FormatChoice::Auto, ..source(fellowship) };
        let line = Line::new(fellowship, format.id().to_owned(), (*name).to_owned(), &source, &parts);
        assert_eq!(line.reading.format, *format, "{name}");
        lines.push(line);
    }
    for (fellowship, name) in RECIPES {
        let source = Source { recipe: Some(Recipe::named(name)), ..source(fellowship) };
        let format = format!("recipe `{name}`");
        let fixture = format!("recipes/{name}");
        lines.push(Line::new(fellowship, format, fixture, &source, &documents(name)));
    }
    let order: Vec<&str> = Fellowship::all().map(Fellowship::id).collect();
    lines.sort_by_key(|line| order.iter().position(|id| *id == line.fellowship));
    lines
}

#[test]
fn every_fellowship_that_publishes_anything_is_read() {
    let listed: HashSet<&str> = lines().iter().map(|line| line.fellowship).collect();
    let without: HashSet<&str> = NO_LIST.split_whitespace().collect();
    for fellowship in Fellowship::all().map(Fellowship::id) {
        assert!(listed.contains(fellowship) != without.contains(fellowship), "{fellowship}");
    }
}

#[test]
fn the_table_of_the_docs_is_what_is_read() {
    let mut table = String::from(
        "| fellowship | format | fixture | records | meetings | kept |\n|---|---|---|---:|---:|---:|\n",
    );
    for line in lines() {
        let share = line.share_kept();
        let Line { fellowship, format, fixture, reading } = &line;
        let meetings = reading.meetings.len();
        let _ = writeln!(
            table,
            "| `{fellowship}` | {format} | {fixture} | {} | {meetings} | {share:.0} % |",
            reading.records
        );
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/formats.md");
    let docs = std::fs::read_to_string(&path).unwrap();
    let begin = docs.find(BEGIN).unwrap() + BEGIN.len();
    let end = docs.find(END).unwrap();
    if docs[begin..end] == table {
        return;
    }
    assert!(std::env::var_os("UPDATE_DOCS").is_some(), "run with UPDATE_DOCS=1:\n{table}");
    std::fs::write(&path, format!("{}{table}{}", &docs[..begin], &docs[end..])).unwrap();
}
