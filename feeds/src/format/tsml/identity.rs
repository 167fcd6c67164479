//! Who lists a record, and where they have it from.

use crate::format::context::RecordReader;
use crate::meeting::{Entity, Lineage};
use crate::notice::{Code, Notices, Sample};

/// Where a visitor can report a mistake. Whoever reads these is not named: only that there is a way counts.
const FEEDBACK: [&str; 4] = ["feedback_emails", "feedback_url", "entity_email", "entity_phone"];

/// What at least one record of the list says about its publisher.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    has_entity: bool,
    has_feedback: bool,
}

impl Publisher {
    pub(super) fn see(&mut self, record: &RecordReader<'_, '_>) {
        self.has_entity |= record.has("entity");
        self.has_feedback |= FEEDBACK.iter().any(|field| record.has(field));
    }

    /// Tells, once for the whole list, what no record says.
    pub(super) fn tell(&self, notices: &mut Notices, list: Sample) {
        if !self.has_entity {
            notices.push(Code::EntityMissing, list.clone());
        }
        if !self.has_feedback {
            notices.push(Code::FeedbackMissing, list);
        }
    }
}

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
