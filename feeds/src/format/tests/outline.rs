//! A reading on few lines: one a meeting, one a notice with its places.

use crate::meeting::{LinkState, Meeting, State};
use crate::reading::Reading;
use crate::schedule::Slot;
use std::fmt::Write;

/// The whole reading.
pub(in crate::format) fn outline(reading: &Reading) -> String {
    let mut text = format!("{} {} records {}\n", reading.format.id(), reading.charset, reading.records);
    for meeting in &reading.meetings {
        let _ = writeln!(text, "{}", line(meeting));
    }
    for group in reading.notices.groups() {
        let _ =
            writeln!(text, "{} x{} {:?} {:?}", group.code, group.count_total, group.severity, group.effect);
        for sample in &group.samples {
            let place = format!("{}:{}", sample.line.unwrap_or_default(), sample.column.unwrap_or_default());
            let value = sample.value.as_deref().unwrap_or("-");
            let corrected = sample.corrected.as_deref().map(|text| format!(" -> {text}")).unwrap_or_default();
            let pointer = sample.pointer.as_deref().unwrap_or("-");
            let key = sample.record_key.as_deref().unwrap_or("-");
            let _ = writeln!(text, "    {key} {pointer} {place} {value}{corrected}");
        }
    }
    text
}

fn line(meeting: &Meeting) -> String {
    let mut words = vec![format!("[{}] {}", meeting.key, meeting.name), when(meeting), how(meeting)];
    let mut say = |what: &str, text: Option<String>| words.extend(text.map(|text| format!("{what}={text}")));
    let venue = meeting.venue.clone().unwrap_or_default();
    say("at", venue.name);
    say("address", venue.address);
    say("street", venue.street);
    say("city", venue.city);
    say("zip", venue.postal_code);
    say("region", venue.region.map(|region| region.to_string()));
    say("point", venue.point.map(|point| format!("{},{} {:?}", point.lat(), point.lon(), venue.precision)));
    say("directions", venue.notes);
    say("transit", venue.transit);
    let online = meeting.online.clone().unwrap_or_default();
    say("url", online.url);
    say("provider", online.provider);
    say("phone", online.phone);
    say("code", online.access_code);
    say("joining", online.notes);
    let tag = |tag: &crate::meeting::TypeTag| {
        tag.id.map_or_else(|| format!("raw {:?} {:?}", tag.code, tag.label), |kind| kind.to_string())
    };
    let list = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join("+"));
    say("types", list(meeting.types.iter().map(tag).collect()));
    say("audience", list(meeting.audience.iter().map(ToString::to_string).collect()));
    say("access", list(meeting.access.iter().map(|(kind, holds)| format!("{kind}:{holds}")).collect()));
    say("languages", list(meeting.languages.clone()));
    say("regions", list(meeting.regions.clone()));
    say("notes", meeting.notes.clone());
    say("page", meeting.url.clone());
    say("world", meeting.world_id.clone());
    say("updated", meeting.updated.map(|date| date.to_string()));
    say("inferred", list(meeting.inferred.iter().map(|field| format!("{field:?}")).collect()));
    words.join(" | ").replace('\n', "⏎")
}

fn when(meeting: &Meeting) -> String {
    let schedule = &meeting.schedule;
    let slot = match schedule.slot {
        Slot::Weekly { weekday, start, minutes } => {
            format!(
                "{} {} {}",
                weekday.id(),
                start.strftime("%H:%M"),
                minutes.map_or("?".to_owned(), |m| m.to_string())
            )
        }
        Slot::DayOnly { weekday } => format!("{} at some time", weekday.id()),
        Slot::ByAppointment => "by appointment".to_owned(),
        Slot::AlwaysOn => "always".to_owned(),
        Slot::Unparsed => "unparsed".to_owned(),
    };
    let text = schedule.text.as_deref().map(|text| format!(" `{text}`")).unwrap_or_default();
    let zone = schedule.zone.as_ref().map_or("no zone".to_owned(), ToString::to_string);
    let rule = schedule.rule().map(|rule| format!(" {rule}")).unwrap_or_default();
    format!("{slot}{rule}{text} {zone} {:?}", schedule.zone_source)
}

fn how(meeting: &Meeting) -> String {
    let way = meeting.attendance;
    let mut words: Vec<&str> = Vec::new();
    words.extend(way.in_person.then_some("room"));
    words.extend(way.online.then_some("online"));
    words.extend(way.phone.then_some("phone"));
    words.extend((meeting.state == State::Paused).then_some("PAUSED"));
    let link = meeting.online.as_ref().map_or(LinkState::None, |online| online.link);
    words.extend((link == LinkState::Withheld).then_some("WITHHELD"));
    if words.is_empty() { "nowhere".to_owned() } else { words.join("+") }
}
