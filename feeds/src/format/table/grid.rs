//! The shape that every table comes in: rows of filled cells, each knowing where it stands. Empty cells are not kept,
//! so that a table of commas costs no memory.

use crate::format::rows::Spot;
use crate::notice::Sample;
use std::borrow::Cow;

/// More filled cells of one row are not read.
pub(in crate::format) const MAX_CELLS: usize = 4096;

/// A cell with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Cell<'t> {
    /// Which column, from 0.
    pub(in crate::format) column: usize,
    /// What stands there, trimmed, never empty.
    pub(in crate::format) text: Cow<'t, str>,
    /// Where it stands.
    pub(in crate::format) spot: Spot,
    /// Whether it is a number by the document's own account.
    pub(in crate::format) is_number: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct GridRow<'t> {
    /// What people call it, as `row 12`.
    pub(in crate::format) pointer: String,
    /// Where it starts.
    pub(in crate::format) spot: Spot,
    /// How many cells it has, filled or not.
    pub(in crate::format) width: usize,
    /// The filled ones, in order.
    pub(in crate::format) cells: Vec<Cell<'t>>,
}

impl<'t> Cell<'t> {
    /// The text trimmed as a cell; nothing for a blank one.
    pub(in crate::format) fn new(column: usize, text: Cow<'t, str>, spot: Spot) -> Option<Self> {
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        (!text.is_empty()).then_some(Self { column, text, spot, is_number: false })
    }
}

impl GridRow<'_> {
    /// A place to tell about a cell, or about the row.
    pub(in crate::format) fn sample(&self, label: Option<&str>, spot: Spot) -> Sample {
        let spot = spot.or(self.spot);
        let pointer = match label {
            Some(label) => format!("{}, {label}", self.pointer),
            None => self.pointer.clone(),
        };
        Sample {
            pointer: Some(pointer),
            line: spot.map(|(line, _)| line),
            column: spot.map(|(_, column)| column),
            ..Sample::default()
        }
    }
}
