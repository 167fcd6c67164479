//! What a record says beside its codes: whose meeting it is, whether it is held at present, in which languages.

use crate::clean::is_one_of;
use crate::clean::language::language;
use crate::fellowship::Fellowship;
use crate::format::context::{Fault, RecordReader};
use crate::format::tags::Tags;
use crate::notice::Code;

const HELD: &str = "a active open published yes y 1 true confirmed current";
const NOT_HELD: &str =
    "i inactive closed suspended cancelled canceled temporarily-closed paused no n 0 unpublished hidden";

/// Whose meeting a record is, before its codes are read: they mean what they mean in its fellowship.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whose {
    pub(super) fellowship: Fellowship,
    is_by_name: bool,
}

/// By its own field, by the source; where the source lists several fellowships, by the name of the meeting.
pub(super) fn fellowship(record: &mut RecordReader<'_, '_>, name: &str) -> Whose {
    if let Some(text) = record.scalar("fellowship") {
        match Fellowship::from_name(&text).or_else(|| Fellowship::parse(&text.to_lowercase())) {
            Some(fellowship) => return Whose { fellowship, is_by_name: false },
            None => record.note(Fault::new(Code::ValueUnexpected).field("fellowship").value(text)),
        }
    }
    let of_source = record.feed.source.fellowship;
    let by_name = (of_source == Fellowship::other()).then(|| Fellowship::in_name(name)).flatten();
    Whose { fellowship: by_name.unwrap_or(of_source), is_by_name: by_name.is_some() }
}

impl Whose {
    /// With what the codes say, which goes before; and whether it was concluded.
    pub(super) fn settle(self, record: &mut RecordReader<'_, '_>, tags: &Tags) -> (Fellowship, bool) {
        if let Some(fellowship) = tags.belongs {
            return (fellowship, false);
        }
        if self.is_by_name {
            let fault = Fault::new(Code::FellowshipInferred).field("name");
            record.note(fault.corrected(self.fellowship.id()));
        }
        (self.fellowship, self.is_by_name)
    }
}

/// Whether the record says that it is not held at present.
pub(super) fn is_paused(record: &mut RecordReader<'_, '_>) -> bool {
    let Some(text) = record.scalar("status") else { return false };
    let word = text.to_lowercase().replace([' ', '_'], "-");
    if !is_one_of(HELD, &word) && !is_one_of(NOT_HELD, &word) {
        record.note(Fault::new(Code::ValueUnexpected).field("status").value(text));
    }
    is_one_of(NOT_HELD, &word)
}

/// Adds the languages of the record's own field.
pub(super) fn languages(record: &mut RecordReader<'_, '_>, tags: &mut Tags) {
    let texts = record.list("languages");
    for text in texts.iter().flat_map(|text| text.split([',', ';', '/', '|'])).map(str::trim) {
        match language(text) {
            Some(tag) => tags.add_language(&tag),
            None if text.is_empty() => {}
            None => record.note(Fault::new(Code::ValueUnexpected).field("languages").value(text)),
        }
    }
}
