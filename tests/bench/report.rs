//! The tables.

use super::queries::Asked;
use super::rounds::{Times, share};

/// A line for every kind of query and one for all, with the median in microseconds.
pub fn by_kind(set: &[Asked], totals: &[u64], times: &Times) {
    println!("median by kind, in microseconds, exact total and first page with documents, one thread");
    println!("{:<28}{:>8}{:>9}{:>12}{:>12}{:>9}", "kind", "queries", "matches", "everyroom", "scan", "ratio");
    let mut kinds: Vec<&str> = set.iter().map(|asked| asked.kind).collect();
    kinds.dedup();
    let mut worst = f64::INFINITY;
    let totals: Vec<f64> = totals.iter().map(|total| *total as f64).collect();
    for kind in kinds {
        let of_kind = |values: &[f64]| -> Vec<f64> {
            values.iter().zip(set).filter(|(_, asked)| asked.kind == kind).map(|(value, _)| *value).collect()
        };
        let count = of_kind(&times.engine).len();
        let median = |values: &[f64]| share(of_kind(values), 0.5);
        let (matches, engine, scan) = (median(&totals), median(&times.engine), median(&times.scan));
        worst = worst.min(scan / engine);
        println!("{kind:<28}{count:>8}{matches:>9}{engine:>12.0}{scan:>12.0}{:>9}", ratio(scan / engine));
    }
    println!("worst kind: {} as fast as the scan\n", ratio(worst));
    total("the mixed set", set, times);
}

/// Throughput and spread of a whole set.
pub fn total(name: &str, set: &[Asked], times: &Times) {
    println!("{name}, {} queries", set.len());
    println!("{:<28}{:>12}{:>12}{:>9}", "", "everyroom", "scan", "ratio");
    let mean = |times: &[f64]| times.iter().sum::<f64>() / times.len() as f64;
    let line = |name: &str, engine: f64, scan: f64, factor: f64| {
        println!("{name:<28}{engine:>12.1}{scan:>12.1}{:>9}", ratio(factor));
    };
    let (engine, scan) = (mean(&times.engine), mean(&times.scan));
    line("queries a second and core", 1e6 / engine, 1e6 / scan, scan / engine);
    line("mean, microseconds", engine, scan, scan / engine);
    for (name, at) in [("median, microseconds", 0.5), ("p99, microseconds", 0.99)] {
        let (engine, scan) = (share(times.engine.clone(), at), share(times.scan.clone(), at));
        line(name, engine, scan, scan / engine);
    }
    println!();
}

/// A line for every query.
pub fn one_by_one(set: &[Asked], totals: &[u64], times: &Times) {
    println!("outside the mixed set: questions over the whole world, in microseconds");
    println!("{:<40}{:>9}{:>12}{:>12}{:>9}", "question", "matches", "everyroom", "scan", "ratio");
    for (at, asked) in set.iter().enumerate() {
        let (engine, scan, kind) = (times.engine[at], times.scan[at], asked.kind);
        println!("{kind:<40}{:>9}{engine:>12.0}{scan:>12.0}{:>9}", totals[at], ratio(scan / engine));
    }
    println!();
}

fn ratio(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.1}x") } else { format!("{ratio:.0}x") }
}
