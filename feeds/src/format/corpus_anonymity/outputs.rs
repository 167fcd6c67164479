//! Every text of a reading that anybody is ever shown: of its meetings, its notices and its tables. How to join
//! (address, dial string, the field for a passcode) is given out as published and is not among them.

use super::scan::Field;
use crate::meeting::Meeting;
use crate::notice::Notices;
use crate::reading::Reading;

/// Where a text stands, what sort of field that is, and the text.
pub(super) type Text<'a> = (&'static str, Field, &'a str);

pub(super) fn of_meeting(meeting: &Meeting) -> Vec<Text<'_>> {
    let mut texts: Vec<Text<'_>> = vec![
        ("name", Field::Name, &meeting.name),
        ("key", Field::Key, &meeting.key),
        ("raw.pointer", Field::Key, &meeting.raw.pointer),
    ];
    push(&mut texts, "group", Field::Name, &meeting.group);
    push(&mut texts, "district", Field::Name, &meeting.district);
    push(&mut texts, "notes", Field::Notes, &meeting.notes);
    push(&mut texts, "url", Field::Key, &meeting.url);
    push(&mut texts, "world_id", Field::Key, &meeting.world_id);
    push(&mut texts, "schedule.text", Field::Notes, &meeting.schedule.text);
    texts.extend(meeting.regions.iter().map(|region| ("regions", Field::Name, region.as_str())));
    texts.extend(meeting.languages.iter().map(|tag| ("languages", Field::Name, tag.as_str())));
    for tag in &meeting.types {
        push(&mut texts, "types.code", Field::Name, &tag.code);
        push(&mut texts, "types.label", Field::Name, &tag.label);
    }
    if let Some(entity) = &meeting.entity {
        texts.push(("entity.name", Field::Name, &entity.name));
        push(&mut texts, "entity.key", Field::Key, &entity.key);
        push(&mut texts, "entity.url", Field::Key, &entity.url);
    }
    if let Some(lineage) = &meeting.lineage {
        texts.push(("lineage.origin", Field::Name, &lineage.origin));
        push(&mut texts, "lineage.key", Field::Key, &lineage.key);
    }
    if let Some(online) = &meeting.online {
        push(&mut texts, "online.notes", Field::Notes, &online.notes);
        push(&mut texts, "online.provider", Field::Key, &online.provider);
    }
    if let Some(venue) = &meeting.venue {
        push(&mut texts, "venue.name", Field::Address, &venue.name);
        push(&mut texts, "venue.notes", Field::Notes, &venue.notes);
        push(&mut texts, "venue.transit", Field::Notes, &venue.transit);
        for (place, part) in [
            ("venue.address", &venue.address),
            ("venue.street", &venue.street),
            ("venue.district", &venue.district),
            ("venue.city", &venue.city),
            ("venue.county", &venue.county),
            ("venue.state", &venue.state),
            ("venue.postal_code", &venue.postal_code),
        ] {
            push(&mut texts, place, Field::Address, part);
        }
    }
    texts
}

fn push<'a>(texts: &mut Vec<Text<'a>>, place: &'static str, field: Field, text: &'a Option<String>) {
    texts.extend(text.as_deref().map(|text| (place, field, text)));
}

/// What notices quote.
pub(super) fn of_notices(notices: &Notices) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    for sample in notices.groups().flat_map(|group| &group.samples) {
        push(&mut texts, "notice.value", Field::Address, &sample.value);
        push(&mut texts, "notice.corrected", Field::Address, &sample.corrected);
        push(&mut texts, "notice.name", Field::Name, &sample.name);
        push(&mut texts, "notice.record_key", Field::Key, &sample.record_key);
        push(&mut texts, "notice.pointer", Field::Key, &sample.pointer);
    }
    texts
}

/// Tables that are given out as they are, and their texts. A helpline is a body's own and published as such.
pub(super) fn of_tables(reading: &Reading) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    for body in &reading.tables.bodies {
        texts.push(("body.name", Field::Name, body.name.as_str()));
        texts.push(("body.description", Field::Notes, body.description.as_str()));
        texts.push(("body.url", Field::Key, body.url.as_str()));
    }
    for format in &reading.tables.formats {
        texts.push(("format.name", Field::Name, format.name_string.as_str()));
        texts.push(("format.description", Field::Notes, format.description_string.as_str()));
    }
    texts
}
