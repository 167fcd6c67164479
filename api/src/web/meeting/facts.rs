//! What is known of a meeting, fact by fact. What is not stated is said to be not stated, never to be so or not so.

use super::super::frame::{Entry, Fact};
use crate::message::Message;
use crate::words::{self, Locale};
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::label::{Vocabulary, label};
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::schedule::Schedule;
use jiff::Timestamp;
use jiff::civil::Date;

/// Access that is told even where it is not stated.
const ASKED: [&str; 2] = ["step_free", "accessible_toilet"];
/// So many dates that differ are listed.
const MOST_DATES: usize = 6;

/// Kinds with what they mean.
pub fn kinds(locale: Locale, meeting: &Meeting) -> Vec<Entry> {
    let kinds =
        words::kinds(meeting).into_iter().map(|kind| words::explained_at(locale, kind, meeting.fellowship));
    kinds.map(|(label, sentence)| Entry { label, sentence }).collect()
}

/// What is stated about access, and what people ask for most.
pub fn access(locale: Locale, meeting: &Meeting) -> Vec<Fact> {
    let t = &locale.text().meeting;
    let named = |kind: Kind| label(locale.language, Vocabulary::Kind, kind.id()).to_owned();
    let stated =
        |kind: Kind| meeting.access.iter().find(|(known, _)| *known == kind).map(|(_, holds)| *holds);
    let is_room = !meeting.attendance.is_remote_only();
    let asked = Kind::in_group(KindGroup::Access)
        .filter(|kind| stated(*kind).is_some() || (is_room && ASKED.contains(&kind.id())));
    let value = |kind: Kind| match stated(kind) {
        Some(true) => t.yes.clone(),
        Some(false) => t.no.clone(),
        None => t.not_stated.clone(),
    };
    asked.map(|kind| Fact { label: named(kind), value: value(kind) }).collect()
}

/// Dates to come that differ from the rule, the next first.
pub fn exceptions(locale: Locale, schedule: &Schedule, now: Timestamp) -> Vec<String> {
    let Some((repeat, zone)) = schedule.repeat.as_ref().zip(schedule.zone.as_ref()) else {
        return Vec::new();
    };
    let t = &locale.text().meeting;
    let today = now.to_zoned(zone.rules()).date();
    let off = repeat.except.iter().map(|date| (*date, &t.exception_off));
    let on = repeat.extra.iter().map(|start| (start.date(), &t.exception_on));
    let mut dates: Vec<(Date, &Message)> = off.chain(on).filter(|(date, _)| *date >= today).collect();
    dates.sort_by_key(|(date, _)| *date);
    let told = dates.into_iter().take(MOST_DATES);
    told.map(|(date, message)| {
        let is_near = date.year() == today.year();
        let date = if is_near { words::date(locale, date) } else { words::date_year(locale, date) };
        message.plain(&[("date", &date)])
    })
    .collect()
}
