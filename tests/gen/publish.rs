//! Fills a data directory with a synthetic world, for `everyroom serve --no-crawl --data DIR`: every source registered
//! and read once, then published as after a crawl. Only the network and the readers of formats are left out.
//!
//! `cargo run --example synthetic -- DIR [MEETINGS]`; 100,000 unless something else is asked for.

#![allow(clippy::print_stderr, reason = "it says how far it is")]

#[path = "mod.rs"]
#[allow(dead_code, reason = "the benchmarks need more of it")]
mod synthetic;

use anyhow::{Context, Result, ensure};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::notice::Notices;
use everyroom_feeds::reading::{Format, Reading, Tables};
use everyroom_feeds::source::Source;
use everyroom_indexer::Catalogue;
use everyroom_indexer::store::attempts::{AttemptRow, Finish, Outcome, Snapshot};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;
use synthetic::World;

const SEED: u64 = 42;
const MEETINGS: usize = 100_000;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let data: PathBuf = arguments.next().context("name the data directory to fill")?.into();
    let count = arguments.next().map_or(Ok(MEETINGS), |text| text.parse()).context("how many meetings?")?;
    ensure!(!data.join("store.sqlite").exists(), "{} is in use already", data.display());
    // the moment of the server that shows them, where its clock is stopped
    let now = match std::env::var("EVERYROOM_NOW") {
        Ok(text) => text.parse().context("EVERYROOM_NOW is no instant")?,
        Err(_) => Timestamp::now(),
    };

    let started = Instant::now();
    let catalogue = Catalogue::open(&data)?;
    let store = catalogue.store();
    let lists = lists(count);
    let sources: Vec<Source> =
        lists.iter().map(|(id, meetings)| source(id, meetings)).collect::<Result<_>>()?;
    store.register(&sources)?;
    let run = store.begin_run(now)?;
    for (id, meetings) in lists {
        let finish = finish(meetings.len(), now);
        store.apply(run, &id, &reading(meetings), &Snapshot::new(now, Vec::new()), &finish)?;
    }
    store.end_run(run, now, &json!({}))?;
    eprintln!(
        "{count} meetings of {} sources stored, {:.1} s",
        sources.len(),
        started.elapsed().as_secs_f64()
    );
    let published = catalogue.publish(now, false)?;
    eprintln!("{} listings published, {:.1} s", published.listings, started.elapsed().as_secs_f64());
    ensure!(published.listings * 10 > count as u64 * 9, "they should hardly be the same meetings");
    Ok(())
}

/// The meetings of the world by source.
fn lists(count: usize) -> BTreeMap<SourceId, Vec<Meeting>> {
    let mut lists = BTreeMap::<_, Vec<_>>::new();
    for listing in World::new(SEED, count).listings() {
        lists.entry(listing.meeting.source.clone()).or_default().push(listing.meeting);
    }
    lists
}

/// Who publishes such a list, with a name as long as such names are.
fn source(id: &SourceId, meetings: &[Meeting]) -> Result<Source> {
    let fellowship = meetings.first().context("a list without meetings")?.fellowship;
    Ok(serde_json::from_value(json!({
        "id": id,
        "name": format!("{}, list {id}", fellowship.entry().name),
        "url": format!("https://{id}.example.org/feed.json"),
        "fellowship": fellowship,
    }))?)
}

fn reading(meetings: Vec<Meeting>) -> Reading {
    Reading {
        format: Format::Tsml,
        charset: "utf-8".to_owned(),
        records: meetings.len(),
        meetings,
        notices: Notices::default(),
        tables: Tables::default(),
    }
}

fn finish(meetings: usize, now: Timestamp) -> Finish {
    let row = AttemptRow {
        started: now,
        ended: now,
        outcome: Outcome::Changed.id().to_owned(),
        status: Some(200),
        wire_bytes: 0,
        decoded_bytes: 0,
        hash: None,
        meetings: Some(meetings as u64),
        requests: json!([]),
        notices: Notices::default(),
    };
    Finish { outcome: Outcome::Changed, detail: None, rest_until: None, interrupted: false, full: true, row }
}
