//! What a reader made of a document, for people to look at in a snapshot.

use super::{Row, Rows};
use std::fmt::Write;

/// Records and notices, one a line.
pub(in crate::format) fn outline(rows: &Rows) -> String {
    let mut text = format!("{} records\n", rows.records());
    for Row { raw, pointer, .. } in rows.iter() {
        let spot = rows.place(raw, None).and_then(|place| place.spot).map_or(0, |(line, _)| line);
        let _ = writeln!(text, "\n{pointer} (line {spot})");
        let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(raw.get()).unwrap();
        for (name, value) in fields {
            let _ = writeln!(text, "    {name}: {value}");
        }
    }
    for group in rows.notices.groups() {
        let _ = writeln!(
            text,
            "\n{:?} {} x {}, {:?}",
            group.severity, group.code, group.count_total, group.effect
        );
        for sample in &group.samples {
            let place = (sample.line.unwrap_or(0), sample.pointer.as_deref().unwrap_or("-"));
            let value = sample.value.as_deref().unwrap_or("-");
            let corrected = sample.corrected.as_deref().map(|to| format!(" -> {to}")).unwrap_or_default();
            let _ = writeln!(text, "    line {} {}: {value}{corrected}", place.0, place.1);
        }
    }
    text
}
