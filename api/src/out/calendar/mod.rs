//! iCalendar (RFC 5545, 7986): listings as events with their rules, so that a calendar keeps them right for years.
//!
//! Written here rather than by a crate: what is hard about it, the rules of zones and what may be said of a meeting,
//! no crate does, and lines are forty lines. Withheld links, passcodes of their own and what stands behind the first pause
//! of a dial string never get in; a link that bears its passcode stays as it was published, but for discreet calendars. A
//! listing without a wall time or a zone is left out and counted.

mod event;
mod lines;
mod rule;
#[cfg(test)]
mod tests;
mod zone;

pub use rule::has_time;

use super::Paper;
use super::phrases::{filled, phrase};
use everyroom_feeds::zone::Zone;
use jiff::civil::DateTime;
use lines::Lines;
use rule::{Recurrence, recurrences};
use std::collections::BTreeMap;

/// A calendar of these listings.
pub fn calendar(paper: &Paper<'_>) -> Vec<u8> {
    let dated: Vec<(usize, Recurrence)> = (0..paper.hits.len())
        .flat_map(|at| {
            let listing = &paper.hits[at].listing;
            let recurrences = recurrences(&listing.meeting.schedule, listing.changed);
            recurrences.into_iter().map(move |recurrence| (at, recurrence))
        })
        .collect();
    let with_time = dated.chunk_by(|(one, _), (other, _)| one == other).count();
    let mut lines = Lines::default();
    head(&mut lines, paper, paper.hits.len() - with_time);
    for (zone, first) in zones(paper, &dated) {
        zone::write(&mut lines, &zone, first);
    }
    for (at, recurrence) in &dated {
        event::write(&mut lines, paper, &paper.hits[*at], recurrence);
    }
    lines.put("END", "VCALENDAR");
    lines.into_bytes()
}

fn head(lines: &mut Lines, paper: &Paper<'_>, left_out: usize) {
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Everyroom//Meetings//EN");
    lines.put("CALSCALE", "GREGORIAN");
    let name = if paper.discreet { "discreet_calendar" } else { "calendar_name" };
    let name = phrase(paper.language, name);
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    lines.put("X-PUBLISHED-TTL", "P1D");
    lines.put("X-EVERYROOM-TOTAL", &paper.total.to_string());
    lines.put("X-EVERYROOM-WITHOUT-TIME", &left_out.to_string());
    let said = remarks(paper, left_out);
    if !said.is_empty() {
        lines.text("DESCRIPTION", &said);
        lines.text("X-WR-CALDESC", &said);
    }
}

/// What the calendar does not hold.
fn remarks(paper: &Paper<'_>, left_out: usize) -> String {
    let mut said = Vec::new();
    let shown = paper.hits.len();
    if paper.total > shown as u64 {
        let (n, total) = (shown.to_string(), paper.total.to_string());
        said.push(filled(paper.language, "calendar_cut", &[("n", &n), ("total", &total)]));
    }
    if left_out > 0 && !paper.discreet {
        said.push(filled(paper.language, "without_time", &[("n", &left_out.to_string())]));
    }
    said.join("\n")
}

/// The zones of the events with the first start in each. A calendar has to hold something: without an event, that is
/// the zone of the server.
fn zones(paper: &Paper<'_>, dated: &[(usize, Recurrence)]) -> BTreeMap<Zone, DateTime> {
    let mut zones: BTreeMap<Zone, DateTime> = BTreeMap::new();
    for (at, recurrence) in dated {
        let Some(zone) = &paper.hits[*at].listing.meeting.schedule.zone else { continue };
        let known = zones.entry(zone.clone()).or_insert(recurrence.start);
        *known = recurrence.start.min(*known);
    }
    if zones.is_empty() {
        zones.insert(paper.zone.clone(), paper.now.to_zoned(paper.zone.rules()).datetime());
    }
    zones
}

/// A wall time as a value.
fn wall(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}
