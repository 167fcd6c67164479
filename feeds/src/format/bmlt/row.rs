//! One row, top to bottom.

use super::formats::FormatTable;
use super::place::{self, Place};
use super::when;
use crate::clean::url::{self, ReadLink};
use crate::format::attend::{Clues, PlaceClue, Stated, Verdict, judge};
use crate::format::context::{Fault, RecordReader};
use crate::format::finish::Draft;
use crate::format::online::{adopt_link, note_link, read_phone, said, take_details};
use crate::format::tags::Tags;
use crate::format::{identity, own_zone};
use crate::id::MeetingId;
use crate::meeting::{Entity, Inferred, Meeting, Online, RawPlace};
use crate::notice::Code;
use crate::reading::ServiceBody;
use crate::schedule::Schedule;

/// Reads a row; `None`, with a notice, for one that is unpublished or that nothing can name.
pub(super) fn read<'a>(
    record: &mut RecordReader<'_, 'a>,
    formats: &FormatTable<'_>,
    bodies: &[ServiceBody],
    part: u16,
) -> Option<Draft<'a>> {
    let own_key = identity::key(record, &["id_bigint"]);
    record.anchor.key.clone_from(&own_key);
    if is_unpublished(record) {
        record.note(Fault::new(Code::UnpublishedRecord).field("published"));
        return None;
    }
    let (name, name_inferred) = identity::name(record, &["meeting_name"], &["location_text"])?;
    let key_inferred = own_key.is_none();
    let key = own_key.unwrap_or_else(|| identity::content_key(record, CONTENT, &[]));
    record.anchor.key = Some(key.clone());

    let (slot, text) = when::read(record);
    let tags = formats.read(record);
    let place = place::read(record);
    let (mut online, lost_link) = online(record, place.joining.clone());
    let verdict = attendance(record, &tags, &place, &online, lost_link);
    online.link = verdict.link;
    note_missing_place(record, &verdict, &place);
    let own_zone = own_zone(record, "time_zone");

    let mut inferred = Vec::new();
    let mut conclude = |concluded: bool, what: Inferred| inferred.extend(concluded.then_some(what));
    conclude(name_inferred, Inferred::Name);
    conclude(key_inferred, Inferred::Key);
    conclude(verdict.inferred, Inferred::Attendance);
    conclude(place.country_inferred && place.clue != PlaceClue::None, Inferred::Country);

    let source = record.feed.source;
    let meeting = Meeting {
        id: MeetingId::of(&source.id, &key),
        source: source.id.clone(),
        key,
        series: None,
        fellowship: tags.belongs.unwrap_or(source.fellowship),
        name,
        group: None,
        entity: entity(record, bodies),
        regions: Vec::new(),
        district: None,
        attendance: verdict.attendance,
        state: verdict.state,
        schedule: Schedule { slot, repeat: None, text, zone: None, zone_source: None },
        venue: (!place.venue.is_empty()).then_some(place.venue),
        online: said(online),
        types: tags.types,
        audience: tags.audience,
        access: tags.access,
        languages: tags.languages,
        covers: tags.covers,
        for_whom: tags.for_whom,
        notes: record.notes("comments"),
        url: None,
        updated: None,
        lineage: None,
        world_id: identity::world_id(record, "worldid_mixed"),
        inferred,
        raw: RawPlace { part, record: record.anchor.record, pointer: record.anchor.pointer.clone() },
    };
    record.note_unknown_fields();
    Some(Draft { meeting, slots: vec![slot.into()], own_zone, anchor: record.anchor.clone() })
}

const CONTENT: &[&str] = &[
    "meeting_name",
    "weekday_tinyint",
    "start_time",
    "location_street",
    "location_municipality",
    "virtual_meeting_link",
];

fn is_unpublished(record: &mut RecordReader<'_, '_>) -> bool {
    record.is_false("published") || record.scalar("published").as_deref() == Some("0")
}

/// The service body; one without a name is a part of whoever runs the server.
fn entity(record: &mut RecordReader<'_, '_>, bodies: &[ServiceBody]) -> Option<Entity> {
    let key = record.scalar("service_body_bigint");
    let body = key.as_deref().and_then(|key| bodies.iter().find(|body| body.id == key));
    let of_server = key.as_ref().map(|_| record.feed.source.name.clone());
    let named = body.map(|body| body.name.clone()).filter(|name| !name.is_empty());
    let name = record.line("service_body_name").or(named).or(of_server)?;
    let url = body.and_then(|body| match url::link(&body.url) {
        Some(ReadLink::Usable { url, .. }) => Some(url),
        _ => None,
    });
    Some(Entity { name, key, url })
}

fn online(record: &mut RecordReader<'_, '_>, joining: Option<String>) -> (Online, bool) {
    let mut online = Online::default();
    let mut notes: Vec<String> = Vec::new();
    let mut lost_link = false;
    match record.link("virtual_meeting_link") {
        Some(ReadLink::Usable { url, rest, .. }) => {
            note_link(record, "virtual_meeting_link", &url);
            online.provider = url::provider(&url).map(str::to_owned);
            online.url = Some(url);
            notes.extend(rest);
        }
        Some(ReadLink::Phone(number)) => {
            online.phone = crate::clean::phone::dial(&number).map(|dial| dial.number)
        }
        Some(ReadLink::Invalid | ReadLink::Forbidden) => lost_link = true,
        None => {}
    }
    read_phone(record, "phone_meeting_number", &mut online, &mut notes);
    notes.extend(record.unmasked_notes("virtual_meeting_additional_info"));
    notes.extend(joining);
    adopt_link(record, "virtual_meeting_additional_info", &mut online, &mut notes);
    take_details(record, "virtual_meeting_additional_info", &mut online, &notes);
    (online, lost_link)
}

fn attendance(
    record: &mut RecordReader<'_, '_>,
    tags: &Tags,
    place: &Place,
    online: &Online,
    lost_link: bool,
) -> Verdict {
    let is_remote = online.url.is_some() || online.phone.is_some() || tags.says_online || tags.says_phone;
    let verdict = judge(&Clues {
        stated: stated(record, tags),
        // rows from before there were virtual meetings say nothing, and mean a room
        says_in_person: tags.says_in_person || !is_remote,
        says_online: tags.says_online,
        says_phone: tags.says_phone,
        closed_venue: tags.closed_venue,
        paused: tags.paused,
        has_link: online.url.is_some(),
        lost_link,
        has_phone: online.phone.is_some(),
        place: place.clue,
        approximate: false,
    });
    for (code, words) in &verdict.faults {
        record.note(Fault::new(*code).field("venue_type").value(*words));
    }
    verdict
}

/// The venue type where there is one, else the formats that mirror it.
fn stated(record: &mut RecordReader<'_, '_>, tags: &Tags) -> Option<Stated> {
    match record.scalar("venue_type").as_deref() {
        // the format for a closed building says more than the type of the building
        Some("1") if tags.closed_venue => return None,
        Some("1") => return Some(Stated::InPerson),
        Some("2") => return Some(Stated::Online),
        Some("3") => return Some(Stated::Hybrid),
        Some("0") | None => {}
        Some(other) => {
            let value = other.to_owned();
            record.note(Fault::new(Code::ValueUnexpected).field("venue_type").value(value));
        }
    }
    match (tags.says_in_person, tags.says_online) {
        (true, true) => Some(Stated::Hybrid),
        (false, true) => Some(Stated::Online),
        _ => None,
    }
}

fn note_missing_place(record: &mut RecordReader<'_, '_>, verdict: &Verdict, place: &Place) {
    if !verdict.attendance.in_person {
        return;
    }
    if place.venue.point.is_none() && !(record.has("latitude") && record.has("longitude")) {
        record.note(Fault::new(Code::CoordinatesMissing));
    }
    if place.venue.street.is_none() {
        record.note(Fault::new(Code::AddressMissing));
    }
}
