//! Tables: CSV and TSV in any flavour, NAWS spreadsheets, the values of a Google Sheet.

use super::json::Document;
use super::rows::Rows;
use crate::notice::Code;
use crate::reading::Refusal;
use serde_json::value::RawValue;

/// Brings the document into rows.
pub(super) fn rows(_text: &str, _rows: &mut Rows) -> Result<(), Refusal> {
    Err(Refusal::new(Code::FormatUnknown, "not read yet"))
}

/// Whether a text is a table with a header that we know.
pub(super) fn recognises(_text: &str) -> bool {
    false
}

/// Whether a document holds the values of a sheet.
pub(super) fn recognises_sheet(_root: &RawValue) -> bool {
    false
}

/// Brings the values of a sheet into rows.
pub(super) fn sheet_rows(_document: &Document<'_>, _rows: &mut Rows) -> Result<(), Refusal> {
    Err(Refusal::new(Code::FormatUnknown, "not read yet"))
}
