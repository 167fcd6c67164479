//! How fast the readers are: documents of every format, written from the synthetic world, read whole, beside bare
//! parsing of the same bytes in the same run. It fails when a reader does not find the records that were written, never
//! because a machine is slow.
//!
//! `EVERYROOM_BENCH_MEGABYTES` changes the size of the documents, `EVERYROOM_BENCH_ROUNDS` the number of rounds. Where
//! `EVERYROOM_CORPUS` names a folder with real lists, the largest of each format is read as well. Started other than by
//! `cargo bench`, it takes small documents, as a quick check. `cargo bench --bench readers -- CSV` measures only what
//! has that in its name.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a benchmark is for")]

mod bare;
mod corpus;
mod facts;
mod json;
mod rounds;
#[path = "../../gen/mod.rs"]
#[allow(dead_code, reason = "the other benchmark needs more of it")]
mod synthetic;
mod text;

use anyhow::{Context, Result, ensure};
use bare::Bare;
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::source::Source;
use facts::Facts;
use rounds::Trial;
use std::process::ExitCode;

const SEED: u64 = 42;
const MEGABYTES: f64 = 8.0;
const FEW_MEGABYTES: f64 = 0.2;
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    // a runner that only wants to know the tests of this file
    if std::env::args().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let (megabytes, rounds) = if is_bench { (MEGABYTES, ROUNDS) } else { (FEW_MEGABYTES, 1) };
    let megabytes = number("EVERYROOM_BENCH_MEGABYTES")?.unwrap_or(megabytes);
    let rounds = number("EVERYROOM_BENCH_ROUNDS")?.map_or(rounds, |rounds| rounds as usize);
    ensure!(megabytes >= 0.1 && rounds >= 1, "too little to measure");

    eprintln!("preparing the documents");
    let bytes = (megabytes * 1e6) as usize;
    let facts: Vec<Facts> = facts::of_world(SEED, bytes / 150);
    println!("documents of about {megabytes} MB from the synthetic world, seed {SEED}; {rounds} rounds\n");
    rounds::header();
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    for (name, write, bare, set) in KINDS.iter().filter(|(name, ..)| is_wanted(name)) {
        let (body, records) = write(&facts, bytes);
        let trial = Trial { name, source: source(set)?, parts: vec![part(body)?], bare: *bare };
        let found = rounds::measure(&trial, rounds)?;
        ensure!(found == records, "{name}: {records} records were written, {found} were found");
    }
    if let Some(folder) = std::env::var_os("EVERYROOM_CORPUS").filter(|_| wanted.is_empty()) {
        println!("\nthe largest real list of each format");
        rounds::header();
        for trial in corpus::largest(folder.as_ref())? {
            rounds::measure(&trial, rounds)?;
        }
    }
    Ok(())
}

/// Writes a document of so many bytes; answers how many records are in it.
type Write = fn(&[Facts], usize) -> (Vec<u8>, usize);

/// Name, document, what parses the same bytes, and how the source is set up.
const KINDS: &[(&str, Write, Bare, &str)] = &[
    ("Meeting Guide JSON", json::tsml, Bare::Json, "format = 'tsml'"),
    ("BMLT JSON", json::bmlt, Bare::Json, "format = 'bmlt'"),
    ("BMLT administration JSON", json::bmlt_admin, Bare::Json, "format = 'bmlt'"),
    ("BMLT XML", text::bmlt_xml, Bare::Markup, "format = 'bmlt'"),
    ("NAWS spreadsheet", text::naws, Bare::Csv, "format = 'naws'"),
    ("CSV", text::csv, Bare::Csv, "format = 'csv'"),
    ("sheet as JSON", json::sheet, Bare::Json, "format = 'sheet'"),
    ("Airtable", json::airtable, Bare::Json, "format = 'airtable'"),
    ("central query", json::central_query, Bare::Json, "format = 'central_query'"),
    ("iCalendar", text::ical, Bare::Calendar, "format = 'ical'"),
    ("schema.org JSON-LD", json::schema_org, Bare::Json, "format = 'schema_org'"),
    ("schema.org in a page", text::schema_org_page, Bare::Markup, "format = 'schema_org'"),
    ("schema.org microdata", text::microdata, Bare::Markup, "format = 'schema_org'"),
    ("The Events Calendar", json::events_calendar, Bare::Json, "format = 'events_calendar'"),
    ("RPDE", json::rpde, Bare::Json, "format = 'rpde'"),
    ("recipe: JSON", json::recipe, Bare::Json, "recipe = { use = 'aca' }"),
    ("recipe: table of a page", text::recipe_table, Bare::Markup, "recipe = { use = 'da' }"),
    ("recipe: cards of a page", text::recipe_cards, Bare::Markup, "recipe = { use = 'ga' }"),
    ("recipe: XML", text::recipe_xml, Bare::Markup, "recipe = { use = 'celebrate_recovery' }"),
];

/// A source as an operator would configure it.
fn source(set: &str) -> Result<Source> {
    let text = format!(
        "id = 'bench'\nname = 'Bench'\nfellowship = 'na'\nurl = 'https://feed.example/'\ncountry = 'US'\n\
         timezone = 'America/New_York'\n{set}"
    );
    toml::from_str(&text).with_context(|| format!("can't be set up: {set}"))
}

fn part(body: Vec<u8>) -> Result<Part> {
    Ok(Part { role: Role::Feed, url: "https://feed.example/".parse()?, content_type: None, body })
}

fn number(name: &str) -> Result<Option<f64>> {
    let Ok(text) = std::env::var(name) else { return Ok(None) };
    text.parse().map(Some).with_context(|| format!("{name} is not a number: {text}"))
}
