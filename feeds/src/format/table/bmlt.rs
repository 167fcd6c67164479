//! Answers of BMLT servers as a table: the headings are the names of BMLT's own fields.

use super::grid::GridRow;
use crate::format::bmlt;
use crate::format::rows::{Dialect, Rows};
use crate::notice::Code;

/// Whether the headings are BMLT's.
pub(super) fn is_header(header: &GridRow<'_>) -> bool {
    let names =
        ["id_bigint", "weekday_tinyint", "meeting_name", "service_body_bigint", "format_shared_id_list"];
    header.cells.iter().filter(|cell| names.contains(&cell.text.as_ref())).count() >= 2
}

/// Brings the rows below the header into rows of BMLT fields.
pub(super) fn rows<'t>(header: &GridRow<'t>, below: impl Iterator<Item = GridRow<'t>>, rows: &mut Rows) {
    rows.dialect = Dialect::Bmlt;
    let width = header.cells.last().map_or(0, |cell| cell.column + 1);
    let mut fields: Vec<Option<&'static str>> = vec![None; width];
    for cell in &header.cells {
        fields[cell.column] = bmlt::known_field(&cell.text);
        if fields[cell.column].is_none() {
            let mut sample = header.sample(Some(&cell.text), cell.spot);
            sample.value = Some(cell.text.to_string());
            rows.notices.push(Code::UnknownField, sample);
        }
    }
    let mut records = 0;
    for source in below.filter(|row| !row.cells.is_empty()) {
        records += 1;
        if source.width != header.width {
            let has_more = source.cells.iter().any(|cell| cell.column >= width);
            let sample = source.sample(None, None);
            if has_more || source.width < header.width {
                rows.notices.push(Code::RaggedRow, sample);
                continue;
            }
        }
        let mut row = rows.row(source.pointer.as_str(), source.spot);
        for cell in &source.cells {
            if let Some(Some(field)) = fields.get(cell.column) {
                row.labelled(field, *field, cell.spot).text(field, cell.text.as_ref());
            }
        }
        row.end();
    }
    rows.records = Some(rows.records.unwrap_or(0) + records);
}
