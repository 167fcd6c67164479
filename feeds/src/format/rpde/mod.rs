//! Pages of a Realtime Paged Data Exchange feed, as OpenActive publishers offer them: `{next, items}`, each item with
//! a state and, unless it is deleted, its data in the words of schema.org.

mod event;
mod schedule;

#[cfg(test)]
mod tests;

use super::json::{Document, Record, list};
use super::members::{self, Member};
use super::rows::Rows;
use crate::notice::{Code, Effect, Severity};
use crate::reading::Refusal;
use serde_json::Value;
use serde_json::value::RawValue;
use url::Url;

/// Kinds of items that are held at a time, and are no bookings or places for rent.
const HELD: [&str; 6] =
    ["SessionSeries", "ScheduledSession", "EventSeries", "HeadlineEvent", "CourseInstance", "Event"];

/// The list of items of a page, and where the next page is.
fn page(root: &RawValue) -> Option<(Vec<&RawValue>, String)> {
    let page = Record::split(root).ok()?;
    let next = serde_json::from_str(page.get("next")?.get()).ok()?;
    Some((list(page.get("items")?)?, next))
}

/// Whether a document is of this format.
pub(super) fn recognises(root: &RawValue) -> bool {
    let Some((items, _)) = page(root) else { return false };
    let is_item = |raw: &&RawValue| Record::read(raw).is_ok_and(|item| item.get("state").is_some());
    items.is_empty() || items.iter().take(5).any(is_item)
}

/// The page after this one; `None` after the last, which is empty or names itself. `address` is where this page is.
pub fn next_page(text: &str, address: &Url) -> Option<Url> {
    let document = Document::parse(text).ok()?;
    let (items, next) = page(document.root)?;
    let next = address.join(&next).ok()?;
    (!items.is_empty() && next != *address).then_some(next)
}

/// Brings the document into rows.
pub(super) fn rows(document: &Document<'_>, rows: &mut Rows) -> Result<(), Refusal> {
    let Some((items, _)) = page(document.root) else {
        return Err(Refusal::new(Code::SchemaBreak, "the page has no list of items, or no next page"));
    };
    let mut records = 0;
    for member in members::read(document, "/items", &items, rows) {
        if member.get("state").and_then(Value::as_str) == Some("deleted") {
            continue;
        }
        item(&member, records, rows);
        records += 1;
    }
    rows.records = Some(rows.records.unwrap_or(0) + records);
    Ok(())
}

/// Brings an item into rows, which is the record at that position.
fn item(member: &Member, position: usize, rows: &mut Rows) {
    let Some(Value::Object(data)) = member.get("data") else {
        rows.notices.push(Code::RecordUnreadable, member.sample(Some("data")));
        return;
    };
    let kind = data.get("@type").or(data.get("type")).and_then(Value::as_str).map(str::to_owned);
    let kind = kind.or_else(|| member.text("kind")).unwrap_or_default();
    if !HELD.iter().any(|held| kind.starts_with(held)) {
        let mut sample = member.sample(Some("kind"));
        sample.value = Some(kind);
        rows.notices.push_as(Code::ValueUnexpected, Severity::Warning, Effect::RecordDropped, sample);
        return;
    }
    event::write(member, position, data, rows);
}
