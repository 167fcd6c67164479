//! Dual Recovery Anonymous: a static table for each state, in capitals and without closing tags, no coordinates.

use super::super::{Document, SampleSite};
use super::{day_name, escape, weekly};
use std::fmt::Write as _;

pub(super) fn documents(site: &SampleSite) -> Vec<Document> {
    let mut meetings = weekly(site);
    meetings.retain(|(meeting, _)| meeting.presence.has_room());
    let mut page =
        "<HTML><BODY BGCOLOR=white>\n<TABLE BORDER=1><TR><TD><B>City<TD><B>Meeting<TD><B>When\n".to_owned();
    for (meeting, slot) in &meetings {
        let venue = &meeting.venue;
        let _ = writeln!(
            page,
            "<TR><TD>{}<TD>{}<BR>{}<BR>{}<TD>{}s<BR>{}",
            escape(venue.locality(meeting.town)),
            escape(&meeting.name),
            escape(&venue.name),
            escape(&venue.street),
            day_name(*slot),
            slot.start.strftime("%-I:%M %p"),
        );
    }
    page.push_str("</TABLE></BODY></HTML>\n");
    vec![Document { target: site.path.clone(), content_type: "text/html", body: page.into_bytes() }]
}
