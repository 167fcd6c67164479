//! From the parts of a snapshot over rows to a reading.

use super::{Dialect, Rows};
use crate::format::{self, bmlt, events_calendar, tsml};
use crate::notice::{Code, Notices, Sample};
use crate::plan::Part;
use crate::reading::{Format, Reading, Refusal};
use crate::sniff::{self, Decoded};
use crate::source::{FormatChoice, Source};

/// Reads all documents with meetings. One that can't be read refuses the snapshot, so that no list is half read.
pub(in crate::format) fn read(
    source: &Source,
    format: Format,
    parts: &[Part],
    bring: impl Fn(&Decoded, &mut Rows) -> Result<(), Refusal>,
) -> Result<Reading, Refusal> {
    let mut rows = Rows::default();
    let mut charset = None;
    let mut notices = Notices::default();
    for (position, part) in (0u16..).zip(parts).filter(|(_, part)| part.role.holds_meetings()) {
        let decoded = sniff::decode(part)?;
        rows.enter_part(position);
        bring(&decoded, &mut rows)?;
        notices.absorb(decoded.notices);
        charset.get_or_insert(decoded.charset);
    }
    events_calendar::finish(&mut rows);
    tell_further_page(source, format, parts, &mut notices);
    let Some(charset) = charset else {
        return Err(Refusal::new(Code::EmptyBody, "no document with meetings came"));
    };
    notices.absorb(std::mem::take(&mut rows.notices));
    match rows.dialect {
        Dialect::MeetingGuide => Ok(tsml::read_rows(source, format, &rows, charset, notices)),
        Dialect::Bmlt => bmlt::read_rows(source, &rows, charset, notices, parts),
    }
}

/// Pages are only followed where the source says that it has them.
fn tell_further_page(source: &Source, format: Format, parts: &[Part], notices: &mut Notices) {
    let Some(last) = parts.last().filter(|_| source.format == FormatChoice::Auto) else { return };
    if format::next_page(format, last).is_some() {
        let corrected = Some(format!("format = \"{}\"", format.id()));
        notices.push(Code::FurtherPages, Sample { corrected, ..Sample::default() });
    }
}
