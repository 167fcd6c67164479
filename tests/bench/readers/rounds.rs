//! Timing: reader and bare parser take turns round by round in one process, and the median of each counts.

use super::bare::Bare;
use anyhow::{Context, Result, ensure};
use everyroom_feeds::format::read;
use everyroom_feeds::plan::Part;
use everyroom_feeds::source::Source;
use std::hint::black_box;
use std::time::Instant;

/// A document, and what reads it.
pub struct Trial {
    pub name: &'static str,
    pub source: Source,
    pub parts: Vec<Part>,
    pub bare: Bare,
}

/// The headings of the table.
pub fn header() {
    println!(
        "{:<26}{:>9}{:>10}{:>10}{:>14}{:>13}  {:<12}{:>8}",
        "format", "MB", "records", "meetings", "reader, MB/s", "bare, MB/s", "parsed by", "ratio"
    );
}

/// Times a document, prints a line, and answers how many records were found.
pub fn measure(trial: &Trial, rounds: usize) -> Result<usize> {
    let Trial { name, source, parts, bare } = trial;
    let (mut reader_times, mut bare_times) = (Vec::new(), Vec::new());
    let (mut records, mut meetings) = (0, 0);
    for round in 1..=rounds {
        eprintln!("{name}, round {round} of {rounds}");
        let started = Instant::now();
        let reading = black_box(read(source, black_box(parts))).with_context(|| (*name).to_owned())?;
        reader_times.push(started.elapsed().as_secs_f64());
        (records, meetings) = (reading.records, reading.meetings.len());
        drop(reading);
        let started = Instant::now();
        for part in parts {
            bare.parse(black_box(&part.body)).with_context(|| (*name).to_owned())?;
        }
        bare_times.push(started.elapsed().as_secs_f64());
    }
    ensure!(meetings > 0, "{name}: no meetings");
    let megabytes = parts.iter().map(|part| part.body.len()).sum::<usize>() as f64 / 1e6;
    let (reader, bare_time) = (median(reader_times), median(bare_times));
    println!(
        "{name:<26}{megabytes:>9.2}{records:>10}{meetings:>10}{:>14.1}{:>13.1}  {:<12}{:>7.1}x",
        megabytes / reader,
        megabytes / bare_time,
        bare.name(),
        reader / bare_time
    );
    Ok(records)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
