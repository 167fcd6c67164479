//! Values of a Google Sheet, as its API gives them: `{range, majorDimension, values}`.

use super::grid::{Cell, GridRow, MAX_CELLS};
use super::{Columns, HEADER_ROWS, table};
use crate::format::json::{Document, Record, Walk, list};
use crate::format::rows::{Rows, Spot};
use crate::notice::Code;
use crate::reading::Refusal;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Whether a document holds the values of a sheet.
pub(in crate::format) fn recognises(root: &RawValue) -> bool {
    let Ok(record) = Record::split(root) else { return false };
    let is_list = |name: &str| record.get(name).is_some_and(|raw| raw.get().starts_with('['));
    is_list("values") && (record.get("range").is_some() || record.get("majorDimension").is_some())
}

/// Brings the values into rows.
pub(in crate::format) fn rows(document: &Document<'_>, rows: &mut Rows) -> Result<(), Refusal> {
    let record = Record::split(document.root)
        .map_err(|_| Refusal::new(Code::SchemaBreak, "the document is not an object"))?;
    let by_columns = record.get("majorDimension").is_some_and(|raw| raw.get() == "\"COLUMNS\"");
    let values = record.get("values").and_then(list).unwrap_or_default();
    let grid = if by_columns { transposed(&values) } else { plain(&values) };
    let sheet = Sheet { grid, document };
    let mut best: Option<(usize, usize, Columns)> = None;
    for (at, row) in sheet.rows(0).enumerate().take(HEADER_ROWS) {
        let columns = Columns::of(&row);
        let score = columns.score();
        if score > best.as_ref().map_or(0, |(score, ..)| *score) {
            best = Some((score, at, columns));
        }
    }
    let Some((_, at, columns)) = best else {
        let detail =
            format!("no row with a name and a day or time was found in the first {HEADER_ROWS} rows");
        return Err(Refusal::new(Code::MalformedCsv, detail));
    };
    let width = columns.len();
    // the sheet leaves empty cells at the end of a row out
    let below = || sheet.rows(at + 1).map(|row| GridRow { width: row.width.max(width), ..row });
    table(columns, below, rows);
    Ok(())
}

/// The filled cells of each row with their columns.
type Grid<'a> = Vec<Vec<(usize, &'a RawValue)>>;

struct Sheet<'a, 'd> {
    grid: Grid<'a>,
    document: &'d Document<'a>,
}

fn plain<'a>(values: &[&'a RawValue]) -> Grid<'a> {
    let cells =
        |row: &&'a RawValue| list(row).unwrap_or_default().into_iter().enumerate().take(MAX_CELLS).collect();
    values.iter().map(cells).collect()
}

fn transposed<'a>(values: &[&'a RawValue]) -> Grid<'a> {
    let mut grid: Grid<'a> = Vec::new();
    for (column, values) in values.iter().enumerate().take(MAX_CELLS) {
        for (row, raw) in list(values).unwrap_or_default().into_iter().enumerate() {
            if grid.len() <= row {
                grid.resize(row + 1, Vec::new());
            }
            grid[row].push((column, raw));
        }
    }
    grid
}

impl<'a> Sheet<'a, '_> {
    fn rows(&self, from: usize) -> impl Iterator<Item = GridRow<'a>> {
        let mut walk = self.document.positions.walk();
        self.grid.iter().enumerate().skip(from).map(move |(at, cells)| row(at, cells, &mut walk))
    }
}

fn row<'a>(at: usize, cells: &[(usize, &'a RawValue)], walk: &mut Walk<'a>) -> GridRow<'a> {
    let spot = cells.first().map(|(_, raw)| walk.to_slice(raw.get()));
    let width = cells.last().map_or(0, |(column, _)| column + 1);
    let cell = |&(column, raw): &(usize, &'a RawValue)| cell(column, raw, Some(walk.to_slice(raw.get())));
    let cells = cells.iter().filter_map(cell).collect();
    GridRow { pointer: format!("row {}", at + 1), spot, width, cells }
}

/// A value as a cell.
pub(in crate::format) fn cell(column: usize, raw: &RawValue, spot: Spot) -> Option<Cell<'static>> {
    let text = match serde_json::from_str::<Value>(raw.get()).ok()? {
        Value::String(text) => text,
        Value::Number(number) => {
            let text = number.to_string();
            let text = text.strip_suffix(".0").unwrap_or(&text).to_owned();
            let cell = Cell::new(column, Cow::Owned(text), spot)?;
            return Some(Cell { is_number: true, ..cell });
        }
        Value::Bool(yes) => yes.to_string(),
        Value::Array(members) => words(&members),
        // a button, or a person: its label says what it is
        Value::Object(object) => object.get("label").or(object.get("name"))?.as_str()?.to_owned(),
        Value::Null => return None,
    };
    Cell::new(column, Cow::Owned(text), spot)
}

/// The words of a list; keys of other records say nothing.
fn words(members: &[Value]) -> String {
    let is_key = |text: &str| {
        text.len() == 17 && text.starts_with("rec") && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let word = |member: &Value| match member {
        Value::String(text) if !is_key(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    members.iter().filter_map(word).collect::<Vec<_>>().join(", ")
}
