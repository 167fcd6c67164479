//! Timing: the engines take turns round by round in one process; of the rounds the lower quartile counts, which a busy
//! machine hardly touches.

use super::queries::Asked;
use super::scan::Scan;
use anyhow::Result;
use everyroom_indexer::generation::Generation;
use everyroom_indexer::search::{Query, search};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Microseconds by query, in the order of the set.
pub struct Times {
    /// Of the search of this repository.
    pub engine: Vec<f64>,
    /// Of the linear scan.
    pub scan: Vec<f64>,
}

/// Times a set of queries.
pub fn measure(set: &[Asked], generation: &Generation, scan: &Scan, rounds: usize) -> Result<Times> {
    let mut engine = vec![Vec::with_capacity(rounds); set.len()];
    let mut linear = vec![Vec::with_capacity(rounds); set.len()];
    for round in 1..=rounds {
        eprintln!("{} queries, round {round} of {rounds}", set.len());
        for (asked, times) in set.iter().zip(&mut engine) {
            let started = Instant::now();
            black_box(search(generation, black_box(&asked.query))?);
            times.push(started.elapsed().as_secs_f64() * 1e6);
        }
        for (asked, times) in set.iter().zip(&mut linear) {
            let started = Instant::now();
            black_box(scan.search(black_box(&asked.query)));
            times.push(started.elapsed().as_secs_f64() * 1e6);
        }
    }
    let quartiles = |times: Vec<Vec<f64>>| times.into_iter().map(|times| share(times, 0.25)).collect();
    Ok(Times { engine: quartiles(engine), scan: quartiles(linear) })
}

/// All cores at once: how many threads, and how many queries a second they answer.
pub fn together(set: &[Asked], generation: &Generation) -> Result<(usize, f64)> {
    const SPAN: Duration = Duration::from_secs(3);
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
    eprintln!("{threads} threads at once");
    let answered = AtomicUsize::new(0);
    let started = Instant::now();
    let work = |first: usize| -> Result<()> {
        let turns = set.iter().cycle().skip(first * set.len() / threads);
        for Asked { query, .. } in turns.take_while(|_| started.elapsed() < SPAN) {
            black_box(search(generation, black_box::<&Query>(query))?);
            answered.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|at| scope.spawn(move || work(at))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
    })?;
    Ok((threads, answered.into_inner() as f64 / started.elapsed().as_secs_f64()))
}

/// The value below which that share of the values lies.
pub fn share(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let at = ((values.len() as f64 * share) as usize).min(values.len().saturating_sub(1));
    values.get(at).copied().unwrap_or(f64::NAN)
}
