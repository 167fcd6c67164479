//! The Events Calendar's REST answers: dated instances, folded into weekly meetings.
//!
//! One answer is a page of a list; the next one is at [`next_page`]. Organisers are never read.

mod row;
#[cfg(test)]
mod tests;

use super::instances::{self, Instance};
use super::json::{Document, Record, list};
use super::rows::Rows;
use super::wall::Stamp;
use crate::notice::{Code, Sample};
use crate::reading::Refusal;
pub(super) use row::PagedEvent;
use serde_json::value::RawValue;
use url::Url;

/// Whether a document is of this format.
pub(super) fn recognises(root: &RawValue) -> bool {
    let Ok(record) = Record::split(root) else { return false };
    let Some(events) = record.get("events").and_then(list) else { return false };
    let is_page = ["rest_url", "next_rest_url", "total_pages"].iter().any(|name| record.get(name).is_some());
    let first = events.first().map(|event| Record::split(event));
    let has_dates = first.is_some_and(|event| event.is_ok_and(|event| event.get("start_date").is_some()));
    has_dates || is_page && events.is_empty()
}

/// Where the page after this one is; the answer of another service has none.
pub fn next_page(text: &str) -> Option<Url> {
    let root: &RawValue = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let record = Record::split(root).ok().filter(|record| record.get("events").is_some())?;
    let next: String = serde_json::from_str(record.get("next_rest_url")?.get()).ok()?;
    let here: Option<String> = record.get("rest_url").and_then(|url| serde_json::from_str(url.get()).ok());
    let next = Url::parse(next.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    // a page that follows itself would never end
    (here.and_then(|here| Url::parse(&here).ok()).as_ref() != Some(&next)).then_some(next)
}

/// Takes the events of one page in; [`finish`] brings them into rows.
pub(super) fn rows(document: &Document<'_>, rows: &mut Rows) -> Result<(), Refusal> {
    let record = Record::split(document.root).ok();
    let Some(raws) = record.as_ref().and_then(|record| record.get("events")).and_then(list) else {
        return Err(Refusal::new(Code::SchemaBreak, "`events` is not a list"));
    };
    rows.records = Some(rows.records.unwrap_or(0) + raws.len());
    let events = shown(document, &raws, rows);
    rows.paged.extend(events);
    Ok(())
}

/// Brings the events of all pages into rows, in the order in which each first appears.
pub(super) fn finish(rows: &mut Rows) {
    let events = std::mem::take(&mut rows.paged);
    let mut plans = Vec::new();
    let mut dated = Vec::new();
    let mut timed: Vec<Instance> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event.start() {
            Some(Stamp::At { wall, .. }) if !event.is_all_day() => {
                dated.push(at);
                timed.push(Instance { key: event.key(), start: wall });
            }
            _ => plans.push((at, at, None)),
        }
    }
    for series in instances::fold(&timed) {
        let first = series.members.iter().min().copied().unwrap_or_default();
        let key = timed[first].key.clone();
        plans.push((dated[first], dated[series.newest()], Some((series, key))));
    }
    plans.sort_by_key(|(at, ..)| *at);
    for (_, event, series) in plans {
        events[event].write(rows, series.as_ref());
    }
}

/// The events that are published and meant to be listed.
fn shown(document: &Document<'_>, raws: &[&RawValue], rows: &mut Rows) -> Vec<PagedEvent> {
    let mut events = Vec::new();
    for (at, raw) in raws.iter().enumerate() {
        let (line, column) = document.positions.of_slice(raw.get());
        let pointer = format!("/events/{at}");
        let place = |value: String| Sample {
            line: Some(line),
            column: Some(column),
            pointer: Some(pointer.clone()),
            value: Some(value),
            ..Sample::default()
        };
        match serde_json::from_str(raw.get()) {
            Ok(serde_json::Value::Object(members)) => {
                let (pointer, spot, part) = (pointer.clone(), Some((line, column)), rows.part());
                let event = PagedEvent { members, pointer, spot, part };
                match event.hidden() {
                    Some(why) => rows.notices.push(Code::UnpublishedRecord, place(why)),
                    None => events.push(event),
                }
            }
            _ => rows.notices.push(Code::RecordUnreadable, place(raw.get().chars().take(60).collect())),
        }
    }
    events
}
