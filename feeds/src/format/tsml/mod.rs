//! Meeting Guide JSON, the format of the 12 Step Meeting List plugin and its many relatives.

mod attendance;
mod fields;
mod identity;
mod online;
mod place;
mod record;
mod types;
mod when;

use super::context::Feed;
use super::{MeetingList, detect, finish};
use crate::notice::Code;
use crate::reading::{Format, Reading, Refusal, Tables};
use crate::source::Source;

/// Reads a list of Meeting Guide records.
pub(super) fn read(source: &Source, list: MeetingList<'_>) -> Result<Reading, Refusal> {
    if !detect::fits(&list.records, Format::Tsml) {
        return Err(detect::broken(&list.records));
    }
    if detect::is_timeless(&list.records) {
        let detail = "none of the records has a field for its day or time";
        return Err(Refusal::new(Code::SchemaBreak, detail));
    }
    let mut feed = Feed::new(source, &list.document.positions, list.notices, fields::KNOWN);
    let mut drafts = Vec::with_capacity(list.records.records.len());
    for (at, raw) in list.records.records.iter().enumerate() {
        let pointer = format!("{}/{at}", list.records.pointer);
        if let Some(mut record) = feed.open(raw, pointer) {
            drafts.extend(record::read(&mut record, list.part));
        }
    }
    let meetings = finish::finish(&mut feed, drafts);
    let records = list.records.records.len();
    let (charset, notices) = (list.charset, feed.notices);
    Ok(Reading { format: Format::Tsml, charset, records, meetings, notices, tables: Tables::default() })
}
