//! schema.org events: JSON-LD alone or in a page, and microdata.
//!
//! No context is ever fetched, and no name of a person is read: neither organisers nor performers.

mod blocks;
mod event;
mod index;
mod microdata;
mod nodes;
mod place;
mod schedule;
#[cfg(test)]
mod tests;

use super::instances::{self, Instance, Series};
use super::json::{Document, Record, list};
use super::markup_depth;
use super::rows::Rows;
use super::wall::Stamp;
use crate::notice::{Code, Effect, Sample, Severity};
use crate::reading::Refusal;
use event::When;
use index::Keys;
use nodes::{Found, Ids, Root, text};
use serde_json::value::RawValue;

/// Whether a document is of this format.
pub(super) fn recognises(root: &RawValue) -> bool {
    let first = list(root).map_or(Some(root), |members| members.first().copied());
    let Some(Ok(record)) = first.map(Record::split) else { return false };
    let has = |name: &str| record.get(name).is_some();
    has("@context") && !has("items") || has("@graph") || has("@type")
}

/// Brings the document into rows.
pub(super) fn rows(document: &Document<'_>, rows: &mut Rows) -> Result<(), Refusal> {
    let mut roots = Vec::new();
    blocks::split(document.root, "", Some(&document.positions), &mut roots, rows);
    if write(&roots, rows) == 0 && rows.notices.count(Code::RecordUnreadable) == 0 {
        return Err(Refusal::new(Code::FormatUnknown, "this is linked data without any event in it"));
    }
    Ok(())
}

/// Whether a page holds events.
pub(super) fn recognises_page(page: &str) -> bool {
    let mut aside = Rows::default();
    let roots = page_roots(page, &mut aside);
    let is_broken = [Code::MalformedJson, Code::NestingLimit, Code::RecordUnreadable]
        .iter()
        .any(|code| aside.notices.count(*code) > 0);
    // a page whose events can't be read is told as such, and not as a page without any
    !nodes::events(&roots).is_empty() || is_broken && page.contains("Event")
}

/// Brings the events of a page into rows.
pub(super) fn rows_of_page(page: &str, rows: &mut Rows) -> Result<(), Refusal> {
    let roots = page_roots(page, rows);
    write(&roots, rows);
    Ok(())
}

/// The values of a page; what is said in JSON-LD is not looked for in microdata again.
fn page_roots(page: &str, rows: &mut Rows) -> Vec<Root> {
    let roots = if blocks::any(page) { blocks::read(page, rows) } else { Vec::new() };
    if !nodes::events(&roots).is_empty() || !microdata::any(page) {
        return roots;
    }
    if markup_depth::is_too_deep(page) {
        let sample = Sample { value: Some("the elements of the page".to_owned()), ..Sample::default() };
        rows.notices.push_as(Code::NestingLimit, Severity::Error, Effect::RecordDropped, sample);
        return roots;
    }
    microdata::read(page)
}

/// Writes the events; says how many there are.
fn write(roots: &[Root], rows: &mut Rows) -> usize {
    let found = nodes::events(roots);
    let (ids, keys) = (Ids::read(roots), Keys::read(&found));
    rows.records = Some(rows.records.unwrap_or(0) + found.len());
    for Plan { event, when, series } in plan(&found, &ids) {
        event::write(rows, (event, &found[event]), when, series.as_ref(), &keys, &ids);
    }
    found.len()
}

/// An event that becomes rows, with the instances that belong to it.
struct Plan {
    event: usize,
    when: When,
    series: Option<(Series, String)>,
}

/// Which events become rows, in the order of the document.
fn plan<'a>(found: &[Found<'a>], ids: &Ids<'a>) -> Vec<Plan> {
    let mut plans: Vec<(usize, Plan)> = Vec::new();
    let mut dated: Vec<(usize, Stamp)> = Vec::new();
    let mut instances: Vec<Instance> = Vec::new();
    for (at, event) in found.iter().enumerate() {
        let when = When::read(event.event, ids);
        let is_off =
            text(event.event.get("eventStatus")).is_some_and(|status| !status.ends_with("Scheduled"));
        match &when {
            When::Start(stamp @ Stamp::At { wall, .. }) if !is_off => {
                dated.push((at, *stamp));
                instances.push(Instance { key: instance_key(event, ids), start: *wall });
            }
            _ => plans.push((at, Plan { event: at, when, series: None })),
        }
    }
    for series in instances::fold(&instances) {
        let first = series.members.iter().min().copied().unwrap_or_default();
        let key = instances[first].key.clone();
        let (newest, stamp) = dated[series.newest()];
        let plan = Plan { event: newest, when: When::Start(stamp), series: Some((series, key)) };
        plans.push((dated[first].0, plan));
    }
    plans.sort_by_key(|(at, _)| *at);
    plans.into_iter().map(|(_, plan)| plan).collect()
}

/// What instances of one meeting share besides weekday and time.
fn instance_key<'a>(found: &Found<'a>, ids: &Ids<'a>) -> String {
    let name = text(found.event.get("name")).unwrap_or_default();
    let place = ids.each(found.event.get("location")).into_iter().find_map(|place| text(Some(place)));
    let place = place.filter(|place| !place.contains("://")).unwrap_or_default();
    let words = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{} {} {}", words(&name), words(&place), event::minutes(found.event).unwrap_or(0))
}
