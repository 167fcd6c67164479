//! The conference fields of TSML.

use crate::clean::phone;
use crate::clean::url::{self, ReadLink};
use crate::format::context::RecordReader;
use crate::format::online::{adopt_link, note_link, read_phone, take_details};
use crate::meeting::Online;

/// What the conference fields hold; `lost_link` where there was something that is no link.
pub(super) struct Conference {
    pub(super) online: Online,
    pub(super) lost_link: bool,
}

pub(super) fn read(record: &mut RecordReader<'_, '_>, joining: Option<String>) -> Conference {
    let mut online = Online::default();
    let mut notes: Vec<String> = Vec::new();
    let mut lost_link = false;
    match record.link("conference_url") {
        Some(ReadLink::Usable { url, rest, .. }) => {
            note_link(record, "conference_url", &url);
            online.provider = url::provider(&url).map(str::to_owned);
            online.url = Some(url);
            notes.extend(rest);
        }
        Some(ReadLink::Phone(number)) => online.phone = phone::dial(&number).map(|dial| dial.number),
        Some(ReadLink::Invalid | ReadLink::Forbidden) => lost_link = true,
        None => {}
    }
    read_phone(record, "conference_phone", &mut online, &mut notes);
    online.access_code = record.scalar("passcode");
    notes.extend(record.scalar("meeting_id").map(|id| format!("Meeting ID: {id}")));
    notes.extend(record.unmasked_notes("conference_url_notes"));
    notes.extend(record.unmasked_notes("conference_phone_notes"));
    notes.extend(joining);
    adopt_link(record, "conference_url_notes", &mut online, &mut notes);
    take_details(record, "conference_url_notes", &mut online, &notes);
    Conference { online, lost_link }
}
