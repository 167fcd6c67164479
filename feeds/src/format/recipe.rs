//! Anything else: what is where in a document, said by the source itself.

use super::rows::Rows;
use crate::notice::Code;
use crate::plan::Part;
use crate::reading::Refusal;
use serde::{Deserialize, Serialize};

/// How to read a source that publishes in none of the formats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {}

/// Brings the parts of a snapshot into rows; answers the character set.
pub(super) fn rows(_recipe: &Recipe, _parts: &[Part], _rows: &mut Rows) -> Result<String, Refusal> {
    Err(Refusal::new(Code::FormatUnknown, "not read yet"))
}
