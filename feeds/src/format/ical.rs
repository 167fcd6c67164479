//! iCalendar: events and their rules.

use super::rows::Rows;
use crate::notice::Code;
use crate::reading::Refusal;

/// Brings the document into rows.
pub(super) fn rows(_text: &str, _rows: &mut Rows) -> Result<(), Refusal> {
    Err(Refusal::new(Code::FormatUnknown, "not read yet"))
}
