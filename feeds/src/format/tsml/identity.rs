//! Who lists a record, and where they have it from.

use crate::format::context::RecordReader;
use crate::meeting::{Entity, Lineage};

pub(super) fn entity(record: &mut RecordReader<'_, '_>) -> Option<Entity> {
    let name = record.line("entity")?;
    let url = record.page("entity_website_url").or_else(|| record.page("entity_url"));
    Some(Entity { name, key: None, url })
}

pub(super) fn lineage(record: &mut RecordReader<'_, '_>) -> Option<Lineage> {
    let origin = record.line("data_source_name").or_else(|| record.line("data_source"));
    let origin = origin.or_else(|| record.page("source_url"))?;
    Some(Lineage { origin, key: record.scalar("source_slug") })
}
