//! How to attend, as TSML says it: in one field, in types, and between the lines.

use super::online::Conference;
use super::place::Place;
use crate::format::attend::{Clues, Stated, Verdict, judge};
use crate::format::context::{Fault, RecordReader};
use crate::format::tags::Tags;
use crate::notice::Code;

pub(super) fn read(
    record: &mut RecordReader<'_, '_>,
    tags: &Tags,
    place: &Place,
    conference: &Conference,
) -> Verdict {
    let verdict = judge(&Clues {
        stated: stated(record),
        says_in_person: tags.says_in_person,
        says_online: tags.says_online,
        says_phone: tags.says_phone,
        closed_venue: tags.closed_venue,
        paused: tags.paused,
        has_link: conference.online.url.is_some(),
        lost_link: conference.lost_link,
        has_phone: conference.online.phone.is_some(),
        place: place.clue,
        approximate: place.approximate,
    });
    for (code, words) in &verdict.faults {
        record.note(Fault::new(*code).field("attendance_option").value(*words));
    }
    verdict
}

fn stated(record: &mut RecordReader<'_, '_>) -> Option<Stated> {
    let text = record.scalar("attendance_option")?;
    match text.to_lowercase().replace(['-', ' '], "_").as_str() {
        "in_person" => Some(Stated::InPerson),
        "online" => Some(Stated::Online),
        "hybrid" => Some(Stated::Hybrid),
        "inactive" => Some(Stated::Inactive),
        _ => {
            record.note(Fault::new(Code::ValueUnexpected).field("attendance_option").value(text));
            None
        }
    }
}
