//! The JSON of BMLT's administration, version 1.

use super::json::Document;
use super::rows::Rows;
use crate::notice::Code;
use crate::reading::Refusal;
use serde_json::value::RawValue;

/// Whether a document is of this format.
pub(super) fn recognises(_root: &RawValue) -> bool {
    false
}

/// Brings the document into rows.
pub(super) fn rows(_document: &Document<'_>, _rows: &mut Rows) -> Result<(), Refusal> {
    Err(Refusal::new(Code::FormatUnknown, "not read yet"))
}
