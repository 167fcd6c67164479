//! The world-size benchmark: builds, opens and searches half a million synthetic meetings, beside a linear scan of the
//! same meetings in the same run. It fails when the two disagree on an answer, never because a machine is slow.
//!
//! `EVERYROOM_BENCH_LISTINGS` changes the size, `EVERYROOM_BENCH_ROUNDS` the number of rounds. Started other than by
//! `cargo bench`, it takes a small world, as a quick check that both still agree.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a benchmark is for")]

mod agree;
mod hard;
mod machine;
mod parts;
mod queries;
mod report;
mod rounds;
mod scan;
#[path = "../gen/mod.rs"]
mod synthetic;

use anyhow::{Context, Result, ensure};
use everyroom_indexer::generation::Shelf;
use queries::{CHANGING_CLOCKS, NOW};
use scan::Scan;
use std::process::ExitCode;
use std::time::Instant;
use synthetic::World;

const SEED: u64 = 42;
const LISTINGS: usize = 500_000;
const FEW_LISTINGS: usize = 4_000;
const ROUNDS: usize = 7;

fn main() -> ExitCode {
    // a runner that only wants to know the tests of this file
    if std::env::args().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    match parts::run_if_asked().unwrap_or_else(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let (listings, rounds) = if is_bench { (LISTINGS, ROUNDS) } else { (FEW_LISTINGS, 1) };
    let count = number("EVERYROOM_BENCH_LISTINGS")?.unwrap_or(listings);
    let rounds = number("EVERYROOM_BENCH_ROUNDS")?.unwrap_or(rounds);
    ensure!(count >= 1_000, "with fewer than 1,000 listings the queries have nothing to find");
    let data = tempfile::tempdir().context("no temporary directory")?;

    println!("{count} synthetic listings, seed {SEED}; {}\n", machine::describe());
    parts::start(parts::BUILD, data.path(), count)?;
    parts::start(parts::OPEN, data.path(), count)?;

    eprintln!("preparing the linear scan");
    let world = World::new(SEED, count);
    let generation = Shelf::open(data.path())?.load_current()?.context("nothing was published")?;
    let started = Instant::now();
    let scan = Scan::new(world.listings().collect());
    println!("{:<44}{:>10.1} s", "scan: generate and fold the words", started.elapsed().as_secs_f64());
    println!("{:<44}{:>10}", "scan: resident memory of both engines", machine::Memory::now().resident());

    let mixed = queries::mixed(SEED, scan.listings(), NOW);
    let changing = queries::mixed(SEED, scan.listings(), CHANGING_CLOCKS);
    let hard = hard::queries(NOW);
    eprintln!("checking that both engines agree");
    let found = agree::check(&mixed, &generation, &scan)?;
    let found_hard = agree::check(&hard, &generation, &scan)?;
    agree::check(&changing, &generation, &scan)?;
    let asked = mixed.len() + changing.len() + hard.len();
    println!("{:<44}{asked:>10}\n", "queries with the same answer from both");

    report::by_kind(&mixed, &found, &rounds::measure(&mixed, &generation, &scan, rounds)?);
    let hard_times = rounds::measure(&hard, &generation, &scan, rounds.min(3))?;
    report::one_by_one(&hard, &found_hard, &hard_times);
    let changing_times = rounds::measure(&changing, &generation, &scan, rounds.min(3))?;
    report::total("the mixed set in a week of clock changes", &changing, &changing_times);
    let (threads, per_second) = rounds::together(&mixed, &generation)?;
    println!("{threads} threads at once, mixed set: {per_second:.0} queries a second in all");
    Ok(())
}

fn number(name: &str) -> Result<Option<usize>> {
    let Ok(text) = std::env::var(name) else { return Ok(None) };
    let number = text.replace([',', '_'], "").parse();
    number.map(Some).with_context(|| format!("{name} is not a number: {text}"))
}
