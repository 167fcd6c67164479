//! Who says so, how lately, what they do not agree on, and what is our conclusion.

use super::super::card::trouble;
use super::super::reading::Reading;
use super::super::visitor::Visitor;
use crate::message::{Halves, Marked};
use crate::shape::safe_link;
use crate::sources::SourceFacts;
use crate::words::{self, Locale};
use everyroom_feeds::meeting::Meeting;
use everyroom_indexer::merge::{Listing, Origin};

/// So many fields that lists differ about are told.
const MOST: usize = 3;

/// One list that has it.
pub struct OriginLine {
    pub(super) from: Halves,
    pub(super) source: String,
    pub(super) source_href: String,
    pub(super) trouble: Option<String>,
    pub(super) read: String,
    pub(super) changed: Option<String>,
    pub(super) page: Option<String>,
}

/// The line of an origin.
pub fn line(reading: &Reading<'_>, origin: &Origin) -> OriginLine {
    let Reading { visitor, facts, now, .. } = *reading;
    let locale = visitor.locale;
    let t = visitor.text();
    let fact = facts.get(&origin.source);
    let read = fact.and_then(|fact| fact.last_ok).map_or_else(
        || words::capital(&t.card.never_read),
        |at| t.meeting.read.plain(&[("ago", &words::ago(locale, at, now))]),
    );
    let changed =
        origin.updated.map(|date| t.meeting.changed.plain(&[("date", &words::date_year(locale, date))]));
    OriginLine {
        from: t.meeting.from.halves("source"),
        source: name(facts, origin),
        source_href: visitor.at(&format!("/sources/{}", origin.source)),
        trouble: fact.and_then(|fact| trouble(visitor, fact.state)),
        read,
        changed,
        page: origin.url.as_deref().and_then(safe_link).map(str::to_owned),
    }
}

fn name(facts: &SourceFacts, origin: &Origin) -> String {
    facts.get(&origin.source).map_or_else(|| origin.source.to_string(), |fact| fact.name.clone())
}

/// What lists do not agree on.
pub fn differ(visitor: &Visitor, listing: &Listing, facts: &SourceFacts) -> Vec<Marked> {
    let t = &visitor.text().meeting;
    let said = |(source, value): &(everyroom_feeds::id::SourceId, String)| {
        let name = facts.get(source).map_or_else(|| source.to_string(), |fact| fact.name.clone());
        format!("{name}: {}", words::cut(value, 80))
    };
    let conflicts = listing.conflicts.iter().take(MOST);
    conflicts
        .map(|conflict| {
            let values: Vec<String> = conflict.values.iter().map(said).collect();
            let message = if conflict.field == "schedule.end" { &t.differ_end } else { &t.differ_place };
            message.marked(&[("values", &values.join("; "))])
        })
        .collect()
}

/// What is our conclusion, in words.
pub fn inferred(locale: Locale, meeting: &Meeting, fields: &[&'static str]) -> Vec<String> {
    let t = &locale.text().meeting;
    let city = meeting.schedule.zone.as_ref().map_or_else(String::new, words::city);
    let said = |field: &&'static str| {
        Some(match *field {
            "name" => t.inferred_name.clone(),
            "fellowship" => t.inferred_fellowship.clone(),
            "attendance" => t.inferred_attendance.clone(),
            "schedule.timezone" => t.inferred_timezone.plain(&[("city", &city)]),
            "schedule.end" => t.inferred_end.clone(),
            "venue.country" => t.inferred_country.clone(),
            "venue.point" => t.inferred_point.clone(),
            "key" => t.inferred_key.clone(),
            _ => return None,
        })
    };
    fields.iter().filter_map(said).collect()
}
