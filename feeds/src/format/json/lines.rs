//! Documents one a line (NDJSON). Each line is read on its own, so that a broken one costs only itself.

use super::{Document, Positions, sample};
use crate::notice::{Code, Notices};
use serde_json::value::RawValue;

/// Whether a text is lines of objects: of the first lines that say something one after the other is a whole object.
pub(super) fn follow(text: &str) -> bool {
    let mut filled = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let [Some(first), Some(second)] = [filled.next(), filled.next()] else { return false };
    first.starts_with('{') && first.ends_with('}') && is_object(second)
        || is_object(first) && second.starts_with('{')
}

fn is_object(line: &str) -> bool {
    line.starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok()
}

/// Reads the lines; what is no object is told with its line and left out.
pub(super) fn read<'a>(text: &'a str, positions: Positions<'a>) -> Document<'a> {
    let mut notices = Notices::default();
    let mut lines: Vec<&'a RawValue> = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let record = line.trim();
        let start = offset + (line.len() - line.trim_start().len());
        offset += line.len();
        if record.is_empty() {
            continue;
        }
        match serde_json::from_str::<&RawValue>(record) {
            Ok(raw) if record.starts_with('{') => lines.push(raw),
            _ => notices
                .push(Code::RecordUnreadable, sample(&positions, start, record.chars().take(60).collect())),
        }
    }
    let root = lines.first().copied().unwrap_or(RawValue::NULL);
    if let Some(first) = lines.first() {
        let (line, column) = positions.of_slice(first.get());
        let value = Some("one object a line, without a list around them".to_owned());
        let place =
            crate::notice::Sample { line: Some(line), column: Some(column), value, ..Default::default() };
        notices.push(Code::WrapperRemoved, place);
    }
    Document { positions, root, notices, lines }
}
