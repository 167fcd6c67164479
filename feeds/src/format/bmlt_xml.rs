//! XML answers of BMLT servers of the 2.x line.

use super::rows::Rows;
use crate::notice::Code;
use crate::reading::Refusal;

/// Brings the document into rows.
pub(super) fn rows(_text: &str, _rows: &mut Rows) -> Result<(), Refusal> {
    Err(Refusal::new(Code::FormatUnknown, "not read yet"))
}

/// Whether an XML text is of this format.
pub(super) fn recognises(_text: &str) -> bool {
    false
}
