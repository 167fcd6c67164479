//! Tables: CSV and TSV in any flavour, NAWS spreadsheets, the values of a Google Sheet.
//!
//! Delimiter and header row are found by content. What the headings mean stands in `registry/headers.toml`.

mod bmlt;
mod cells;
mod columns;
mod grid;
mod headers;
mod sheet;
mod text;
mod values;
mod write;

#[cfg(test)]
mod tests;

pub(super) use columns::Columns;
pub(super) use grid::{Cell, GridRow, MAX_CELLS};
pub(super) use sheet::{cell as json_cell, recognises as recognises_sheet, rows as sheet_rows};

use super::rows::Rows;
use crate::notice::Code;
use crate::reading::{Format, Refusal};
use text::TextRows;
use write::TableWriter;

/// The header is looked for in so many rows.
const HEADER_ROWS: usize = 40;
/// The header is looked for in so many bytes.
const HEADER_BYTES: usize = 256 * 1024;

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Where a table starts.
struct Layout<'t> {
    header: GridRow<'t>,
    columns: Columns,
    /// The rows below the header.
    below: TextRows<'t>,
    is_bmlt: bool,
}

/// Which format of tables a text is in, if it has a header that we know.
pub(super) fn recognise(text: &str) -> Option<Format> {
    let layout = layout(text)?;
    let is_naws = layout.columns.profile.is_some_and(|profile| profile.id == "bmlt_naws");
    Some(match () {
        () if layout.is_bmlt => Format::Bmlt,
        () if is_naws => Format::Naws,
        () => Format::Csv,
    })
}

/// Brings the document into rows.
pub(super) fn rows(text: &str, rows: &mut Rows) -> Result<(), Refusal> {
    let Some(layout) = layout(text) else {
        let detail =
            format!("no header with a name and a day or time was found in the first {HEADER_ROWS} rows");
        return Err(Refusal { code: Code::MalformedCsv, detail, line: Some(1), column: None });
    };
    match layout.is_bmlt {
        true => bmlt::rows(&layout.header, layout.below, rows),
        false => table(layout.columns, || layout.below.clone(), rows),
    }
    Ok(())
}

/// Writes a table whose rows can be walked twice.
pub(super) fn table<'t, I: Iterator<Item = GridRow<'t>>>(
    mut columns: Columns,
    below: impl Fn() -> I,
    rows: &mut Rows,
) {
    columns.settle(below());
    columns.tell(rows);
    let mut writer = TableWriter::new(&columns);
    for row in below() {
        writer.row(&row, rows);
    }
    rows.records = Some(rows.records.unwrap_or(0) + writer.records());
}

/// The delimiter and the header row under which most columns are understood; of equals the first.
fn layout(text: &str) -> Option<Layout<'_>> {
    let mut best: Option<(usize, Layout<'_>)> = None;
    let head = (0..=HEADER_BYTES.min(text.len())).rev().find(|&end| text.is_char_boundary(end))?;
    for delimiter in DELIMITERS {
        let mut below = TextRows::new(&text[..head], delimiter);
        for _ in 0..HEADER_ROWS {
            let Some(header) = below.next() else { break };
            let is_bmlt = bmlt::is_header(&header);
            let columns = Columns::of(&header);
            let score = if is_bmlt { header.cells.len() } else { columns.score() };
            if score > best.as_ref().map_or(0, |(score, _)| *score) {
                let below = below.clone().over(text).expecting(header.width);
                best = Some((score, Layout { header, columns, below, is_bmlt }));
            }
        }
    }
    best.map(|(_, layout)| layout)
}
