//! Secular Organizations for Sobriety: one page, a plain list below the headings of towns, no coordinates.

use super::super::{Document, SampleSite};
use super::{day_name, escape, html, weekly};
use std::fmt::Write as _;

pub(super) fn documents(site: &SampleSite) -> Vec<Document> {
    let mut meetings = weekly(site);
    meetings.retain(|(meeting, _)| meeting.presence.has_room());
    meetings.sort_by_key(|(meeting, slot)| (meeting.town.name, slot.day, slot.start));
    let mut body = format!("<h1>{}</h1>\n", escape(site.name));
    let mut town = "";
    for (meeting, slot) in &meetings {
        if meeting.town.name != town {
            if !town.is_empty() {
                body.push_str("</ul>\n");
            }
            town = meeting.town.name;
            let _ = writeln!(body, "<h2>{}</h2>\n<ul>", escape(town));
        }
        let _ = writeln!(
            body,
            "<li><b>{}</b> meets every {}, {};<br>{}</li>",
            escape(&meeting.name),
            day_name(*slot),
            slot.start.strftime("%-I:%M %P"),
            escape(&meeting.venue.address(meeting.town)),
        );
    }
    body.push_str("</ul>\n<p>Write to us for books.</p>\n");
    vec![html(site.path.as_str(), site.name, &body)]
}
