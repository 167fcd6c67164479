//! The tables.

use super::queries::Asked;
use super::rounds::{Times, share};

/// A line for every kind of query and one for all, with the median in microseconds.
pub fn by_kind(set: &[Asked], times: &Times) {
    println!("median by kind, in microseconds, exact total and first page with documents, one thread");
    println!("{:<28}{:>8}{:>12}{:>12}{:>9}", "kind", "queries", "everyroom", "scan", "ratio");
    let mut kinds: Vec<&str> = set.iter().map(|asked| asked.kind).collect();
    kinds.dedup();
    let mut worst = f64::INFINITY;
    for kind in kinds {
        let of_kind = |times: &[f64]| -> Vec<f64> {
            times.iter().zip(set).filter(|(_, asked)| asked.kind == kind).map(|(time, _)| *time).collect()
        };
        let (engine, scan) = (of_kind(&times.engine), of_kind(&times.scan));
        let count = engine.len();
        let (engine, scan) = (share(engine, 0.5), share(scan, 0.5));
        worst = worst.min(scan / engine);
        println!("{kind:<28}{count:>8}{engine:>12.0}{scan:>12.0}{:>9}", ratio(scan / engine));
    }
    println!("worst kind: {} times as fast as the scan\n", ratio(worst));
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
pub fn one_by_one(set: &[Asked], times: &Times) {
    println!("outside the mixed set: questions over the whole world, in microseconds");
    println!("{:<44}{:>12}{:>12}{:>9}", "question", "everyroom", "scan", "ratio");
    for ((asked, engine), scan) in set.iter().zip(&times.engine).zip(&times.scan) {
        println!("{:<44}{engine:>12.0}{scan:>12.0}{:>9}", asked.kind, ratio(scan / engine));
    }
    println!();
}

fn ratio(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.1}x") } else { format!("{ratio:.0}x") }
}
