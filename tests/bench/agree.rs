//! Whether both engines give the same answers: totals, facets and radius always, and the first page wherever the order
//! is one that the scan knows too. Ratios of different answers would mean nothing.

use super::queries::Asked;
use super::scan::{Found, Scan};
use anyhow::{Result, bail};
use everyroom_indexer::generation::Generation;
use everyroom_indexer::search::{Answer, Sort, search};
use std::collections::BTreeMap;

/// How many listings each query finds. Fails with the first few queries whose answers differ.
pub fn check(set: &[Asked], generation: &Generation, scan: &Scan) -> Result<Vec<u64>> {
    let (mut totals, mut differences) = (Vec::new(), Vec::new());
    for asked in set {
        let answer = search(generation, &asked.query)?;
        let found = scan.search(&asked.query);
        if let Some(difference) = difference(asked, &answer, &found) {
            differences.push(format!("{}: {difference}\n  {:?}", asked.kind, asked.query));
        }
        totals.push(answer.total);
    }
    if !differences.is_empty() {
        let count = differences.len();
        differences.truncate(5);
        bail!("{count} of {} queries are answered differently:\n{}", set.len(), differences.join("\n"));
    }
    Ok(totals)
}

fn difference(asked: &Asked, answer: &Answer, found: &Found) -> Option<String> {
    if answer.total != found.total {
        return Some(format!("the total is {}, the scan counts {}", answer.total, found.total));
    }
    let counts: Option<Counts> = answer.facets.as_ref().map(|facets| {
        let by_value = |values: &Vec<(String, u64)>| values.iter().cloned().collect();
        facets.counts.iter().map(|(facet, values)| (*facet, by_value(values))).collect()
    });
    if counts != found.facets {
        return Some(format!("the facets are {counts:?}, the scan counts {:?}", found.facets));
    }
    let ids: Vec<&str> = answer.hits.iter().map(|hit| hit.listing.id.as_str()).collect();
    let scanned: Vec<&str> = found.hits.iter().map(|hit| hit.listing.id.as_str()).collect();
    // the scan has neither a score of words nor the mixing of fellowships
    let is_comparable = asked.query.sort != Sort::Best;
    let is_same = if is_comparable { ids == scanned } else { ids.len() == scanned.len() };
    (!is_same).then(|| format!("the page is {ids:?}, the scan's {scanned:?}"))
}

/// Facet, value, count.
pub type Counts = BTreeMap<&'static str, BTreeMap<String, u64>>;
