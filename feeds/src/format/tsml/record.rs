//! One record, top to bottom: who, when, how, where, what, and what else is said.

use super::identity::{entity, lineage};
use super::{attendance, online, place, said, types, when};
use crate::clean::date::date;
use crate::format::attend::{PlaceClue, Verdict};
use crate::format::context::{Fault, Places, RecordReader};
use crate::format::finish::Draft;
use crate::format::online::said as said_online;
use crate::format::{identity, own_zone};
use crate::id::MeetingId;
use crate::meeting::{Inferred, Meeting, RawPlace};
use crate::notice::Code;
use crate::schedule::Schedule;

/// Reads a record; `None`, with a notice, for one that nothing can name.
pub(super) fn read<'a>(record: &mut RecordReader<'_, 'a>, part: u16) -> Option<Draft<'a>> {
    let own_key = identity::key(record, &["slug", "id"]);
    record.anchor.key.clone_from(&own_key);
    let (name, name_inferred) = identity::name(record, NAMES, STAND_INS)?;
    let key_inferred = own_key.is_none();
    let key = own_key.unwrap_or_else(|| content_key(record));
    record.anchor.key = Some(key.clone());

    let whose = said::fellowship(record, &name);
    let mut tags = types::read(record, whose.fellowship);
    tags.paused |= said::is_paused(record);
    said::languages(record, &mut tags);
    let (fellowship, fellowship_inferred) = whose.settle(record, &tags);
    let own_zone = own_zone(record, "timezone");
    let when = when::read(record, tags.always_on, own_zone.as_ref());
    let place = place::read(record);
    let mut conference = online::read(record, place.joining.clone());
    let verdict = attendance::read(record, &tags, &place, &conference);
    conference.online.link = verdict.link;
    note_missing_place(record, &verdict, &place);
    let own_zone = when.zone.clone().or(own_zone);

    let mut inferred = Vec::new();
    let mut conclude = |concluded: bool, what: Inferred| inferred.extend(concluded.then_some(what));
    conclude(name_inferred, Inferred::Name);
    conclude(fellowship_inferred, Inferred::Fellowship);
    conclude(key_inferred, Inferred::Key);
    conclude(verdict.inferred, Inferred::Attendance);
    conclude(place.country_inferred && place.clue != PlaceClue::None, Inferred::Country);

    let source = record.feed.source;
    let meeting = Meeting {
        id: MeetingId::of(&source.id, &key),
        source: source.id.clone(),
        key,
        series: None,
        fellowship,
        name,
        group: record.line("group"),
        entity: entity(record),
        regions: regions(record),
        district: district(record),
        attendance: verdict.attendance,
        state: verdict.state,
        schedule: Schedule {
            slot: when.slots[0].slot,
            repeat: None,
            text: when.text,
            zone: None,
            zone_source: None,
        },
        venue: (!place.venue.is_empty()).then_some(place.venue),
        online: said_online(conference.online),
        types: tags.types,
        audience: tags.audience,
        access: tags.access,
        languages: tags.languages,
        covers: tags.covers,
        for_whom: tags.for_whom,
        notes: notes(record),
        url: record.page("url").or_else(|| record.page("website")),
        updated: updated(record),
        lineage: lineage(record),
        world_id: identity::world_id(record, "world_id"),
        inferred,
        raw: RawPlace { part, record: record.anchor.record, pointer: record.anchor.pointer.clone() },
    };
    record.note_unknown_fields();
    Some(Draft { meeting, slots: when.slots, own_zone, anchor: record.anchor.clone() })
}

const NAMES: &[&str] = &["name", "meeting"];
const STAND_INS: &[&str] = &["group", "location", "location_name"];
/// How formats other than Meeting Guide say when and where.
const ALSO_CONTENT: &[&str] = &["schedule", "starts", "rrule", "city"];

fn content_key(record: &mut RecordReader<'_, '_>) -> String {
    let others = match record.feed.places {
        Places::Rows(_) => ALSO_CONTENT,
        Places::Text(_) => &[],
    };
    identity::content_key(record, CONTENT, others)
}

const CONTENT: &[&str] =
    &["name", "day", "time", "formatted_address", "address", "location", "conference_url"];

fn note_missing_place(record: &mut RecordReader<'_, '_>, verdict: &Verdict, place: &place::Place) {
    if !verdict.attendance.in_person {
        return;
    }
    let has_numbers = ["latitude", "longitude", "coordinates"].iter().any(|field| record.has(field));
    if place.venue.point.is_none() && !has_numbers {
        record.note(Fault::new(Code::CoordinatesMissing));
    }
    if place.venue.address.is_none() {
        record.note(Fault::new(Code::AddressMissing));
    }
}

/// From general to specific; `A > B` is two levels.
fn regions(record: &mut RecordReader<'_, '_>) -> Vec<String> {
    let mut levels: Vec<(&str, String)> =
        record.list("regions").into_iter().map(|text| ("regions", text)).collect();
    if levels.is_empty() {
        for field in ["region", "sub_region", "sub_sub_region"] {
            levels.extend(record.list(field).into_iter().map(|text| (field, text)));
        }
    }
    let mut regions: Vec<String> = Vec::new();
    for (field, text) in levels {
        for level in text.split(" > ") {
            regions.extend(record.clean_line(field, level).filter(|level| !regions.contains(level)));
        }
    }
    regions
}

fn district(record: &mut RecordReader<'_, '_>) -> Option<String> {
    let mut levels = record.list("district");
    levels.extend(record.list("sub_district"));
    if levels.is_empty() {
        levels = record.list("districts");
    }
    let levels: Vec<String> =
        levels.iter().filter_map(|level| record.clean_line("district", level)).collect();
    (!levels.is_empty()).then(|| levels.join(", "))
}

fn notes(record: &mut RecordReader<'_, '_>) -> Option<String> {
    let of_meeting = record.notes("notes");
    let of_group = record.notes("group_notes").filter(|notes| of_meeting.as_ref() != Some(notes));
    let notes: Vec<String> = [of_meeting, of_group].into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join("\n\n"))
}

fn updated(record: &mut RecordReader<'_, '_>) -> Option<jiff::civil::Date> {
    let text = record.scalar("updated")?;
    let read = date(&text);
    if read.is_none() {
        record.note(Fault::new(Code::ValueUnexpected).field("updated").value(text));
    }
    read
}
