//! SMART Recovery's platform: a sitemap, and a page for each meeting with a block for calendars: local times, the zone
//! and a rule. Places are texts without coordinates.

use super::super::kinds::Kind;
use super::super::meeting::{Meeting, Slot};
use super::super::{Document, SampleSite};
use super::{escape, html, weekly};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan as _};
use std::fmt::Write as _;

/// A Sunday; every meeting's calendar begins in the week after it.
const FIRST: Date = date(2026, 9, 6);
const DAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

pub(super) fn documents(site: &SampleSite) -> Vec<Document> {
    let meetings = weekly(site);
    let mut map = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n  <url><loc>/meetings/</loc></url>\n"
        .to_owned();
    for (meeting, _) in &meetings {
        let _ = writeln!(map, "  <url><loc>/meetings/{}/</loc></url>", meeting.number);
    }
    map.push_str("</urlset>\n");
    let sitemap = Document {
        target: "/sitemap.xml".to_owned(),
        content_type: "application/xml; charset=UTF-8",
        body: map.into_bytes(),
    };
    let pages = meetings.iter().map(|(meeting, slot)| page(meeting, *slot));
    std::iter::once(sitemap).chain(pages).collect()
}

fn page(meeting: &Meeting, slot: Slot) -> Document {
    let has = |kind: Kind| meeting.kinds.contains(&kind);
    let program = if has(Kind::Family) { "Family & Friends" } else { "4-Point Recovery" };
    let audiences =
        [(Kind::Women, "Women"), (Kind::Lgbtq, "LGBTQIA+"), (Kind::YoungPeople, "Young Adults (18-30)")];
    let mut audience = vec![if has(Kind::Family) { "Adult Family Members and Friends" } else { "Adults" }];
    audience.extend(audiences.into_iter().filter(|(kind, _)| has(*kind)).map(|(_, label)| label));
    let start = FIRST.saturating_add(i64::from(slot.day).days()).to_datetime(slot.start);
    let end = start.saturating_add(SignedDuration::from_mins(i64::from(slot.minutes)));
    let clock = |at: jiff::civil::DateTime| at.strftime("%m/%d/%Y %I:%M %p").to_string();
    let place =
        if meeting.presence.has_room() { meeting.venue.address(meeting.town) } else { "Online".to_owned() };
    let link =
        meeting.link().map(|link| format!("<a href=\"{}\">Join</a>\n", escape(&link))).unwrap_or_default();
    let body = format!(
        "<h1>{name}</h1>\n<ul>\n  <li>Program: {program}</li>\n  <li>Audience: {audience}</li>\n  \
         <li>Language: English</li>\n</ul>\n<div title=\"Add to Calendar\" class=\"addeventatc\">Add to Calendar\n  \
         <span class=\"start\">{start}</span>\n  <span class=\"end\">{end}</span>\n  \
         <span class=\"timezone\">{zone}</span>\n  \
         <span class=\"recurring\">FREQ=WEEKLY;INTERVAL=1;BYDAY={day}</span>\n  \
         <span class=\"title\">{name}</span>\n  <span class=\"location\">{place}</span>\n</div>\n{link}",
        name = escape(&meeting.name),
        program = escape(program),
        audience = escape(&audience.join("; ")),
        start = clock(start),
        end = clock(end),
        zone = meeting.town.zone,
        day = DAYS[usize::from(slot.day % 7)],
        place = escape(&place),
    );
    html(format!("/meetings/{}/", meeting.number), &meeting.name, &body)
}
