//! Building and opening, each in a process of its own, so that times and memory are theirs alone.

use super::SEED;
use super::machine::{self, Memory, cpu_seconds, megabytes};
use super::queries::NOW;
use super::synthetic::World;
use anyhow::{Context, Result, ensure};
use everyroom_indexer::generation::Shelf;
use everyroom_indexer::generation::build::Input;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Generates the world and publishes it.
pub const BUILD: &str = "build";
/// Opens what was published.
pub const OPEN: &str = "open";

const PART: &str = "EVERYROOM_BENCH_PART";
const DATA: &str = "EVERYROOM_BENCH_DATA";

/// Runs a part in a child process and waits for it.
pub fn start(part: &str, data: &Path, count: usize) -> Result<()> {
    let mut child = Command::new(std::env::current_exe()?);
    child.env(PART, part).env(DATA, data).env("EVERYROOM_BENCH_LISTINGS", count.to_string());
    let status = child.status().with_context(|| format!("can't start the part `{part}`"))?;
    ensure!(status.success(), "the part `{part}` failed");
    Ok(())
}

/// In a child process: its part.
pub fn run_if_asked() -> Option<Result<()>> {
    let part = std::env::var(PART).ok()?;
    Some(if part == BUILD { build() } else { open() })
}

fn data() -> Result<PathBuf> {
    std::env::var_os(DATA).map(PathBuf::from).context("no directory is named")
}

fn say(what: &str, value: String) {
    println!("{what:<44}{value:>12}");
}

fn build() -> Result<()> {
    let count = super::number("EVERYROOM_BENCH_LISTINGS")?.context("no count is named")?;
    let clock = Stopwatch::start();
    eprintln!("generating {count} listings");
    let world = World::new(SEED, count);
    let listings: Vec<_> = world.listings().collect();
    say("generate", clock.read());
    let bytes: usize =
        listings.iter().map(|listing| serde_json::to_vec(listing).map_or(0, |json| json.len())).sum();
    say("mean listing as JSON", format!("{} B", bytes / listings.len()));

    eprintln!("building and publishing a generation");
    let shelf = Shelf::open(&data()?)?;
    let before = Memory::now();
    let clock = Stopwatch::start();
    let input = Input { listings, places: Default::default(), basis: "benchmark".to_owned(), now: NOW };
    let generation = shelf.publish(input)?;
    say("build, verify and publish", clock.read());
    say("memory with the listings, before building", before.resident());
    say("memory at most", machine::peak());
    let mut all = 0;
    for (name, facts) in &generation.manifest().files {
        // the names of the text index begin with a random id
        let name = name.rsplit_once('.').map_or(
            name.as_str(),
            |(stem, ending)| {
                if stem.len() == 32 { ending } else { name }
            },
        );
        if facts.bytes > 100_000 {
            say(&format!("  on disk: {name}"), megabytes(Some(facts.bytes)));
        }
        all += facts.bytes;
    }
    say("index on disk", megabytes(Some(all)));
    say("index, as a share of the listings as JSON", format!("{:.2}", all as f64 / bytes as f64));
    Ok(())
}

fn open() -> Result<()> {
    eprintln!("opening the generation");
    let shelf = Shelf::open(&data()?)?;
    let before = Memory::now();
    let clock = Stopwatch::start();
    let generation = shelf.load_current()?.context("nothing was published")?;
    let after_words = clock.read();
    let after = Memory::now();
    say("open, every byte checked", after_words);
    say("memory before, own", before.anonymous());
    say("memory before, mapped from files", before.mapped());
    say("memory after, own", after.anonymous());
    say("memory after, mapped from files", after.mapped());
    ensure!(!generation.is_empty(), "the generation is empty");
    Ok(())
}

/// Wall and CPU time.
struct Stopwatch {
    wall: Instant,
    cpu: Option<f64>,
}

impl Stopwatch {
    fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    fn read(&self) -> String {
        let wall = self.wall.elapsed().as_secs_f64();
        match self.cpu.zip(cpu_seconds()) {
            Some((before, after)) => format!("{wall:.1} s, CPU {:.1} s", after - before),
            None => format!("{wall:.1} s, CPU unknown"),
        }
    }
}
