//! One immutable, checked, searchable state: a directory with a text index, packed columns, documents and a
//! manifest. Row number = document number everywhere. Nothing here names an absolute path or a machine, so that the
//! directory can be copied anywhere.

pub mod build;
pub mod columns;
mod documents;
mod manifest;
mod names;
mod places;
mod secret;
mod shelf;
#[cfg(test)]
mod tests;
pub mod text;

pub use columns::{Columns, Dictionaries, Row};
pub use manifest::{Manifest, SCHEMA};
pub use names::{FoundName, Names};
pub use secret::Secret;
pub use shelf::{KEPT, Shelf};

use crate::error::{IndexerError, Result};
use crate::merge::Listing;
use crate::place::KnownPlaces;
use documents::Documents;
use std::collections::HashMap;
use std::path::Path;
use tantivy::directory::MmapDirectory;
use text::TextIndex;

/// An open generation.
pub struct Generation {
    manifest: Manifest,
    columns: Columns,
    documents: Documents,
    names: Names,
    text: TextIndex,
    places: KnownPlaces,
    row_of: HashMap<String, u32>,
}

impl std::fmt::Debug for Generation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Generation").field("id", &self.manifest.id).finish_non_exhaustive()
    }
}

impl Generation {
    /// Opens a directory, checking every byte against its manifest.
    pub fn open(dir: &Path) -> Result<Self> {
        let manifest = Manifest::read(dir)?;
        manifest.verify(dir)?;
        let unusable = |why: String| IndexerError::Generation { id: manifest.id.clone(), why };
        let directory = MmapDirectory::open(dir).map_err(|error| unusable(error.to_string()))?;
        let documents = Documents::open(&directory).map_err(unusable)?;
        let columns = Columns::open(dir).map_err(unusable)?;
        let names = Names::open(dir).map_err(unusable)?;
        let text = TextIndex::open(dir).map_err(|error| unusable(error.to_string()))?;
        let places = places::open(dir).map_err(unusable)?;
        let rows = manifest.listings as usize;
        if columns.len() != rows || documents.len() != rows || text.len() != rows as u64 {
            return Err(unusable("its parts have different lengths".to_owned()));
        }
        let mut row_of = HashMap::with_capacity(rows);
        for row in 0..columns.len() as u32 {
            row_of.insert(columns.id(row).to_owned(), row);
        }
        Ok(Self { manifest, columns, documents, names, text, places, row_of })
    }

    /// Its id, a number that only grows.
    pub fn id(&self) -> &str {
        &self.manifest.id
    }

    /// What it is made of.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What fingerprints of questions to it are made with.
    pub fn secret(&self) -> &Secret {
        &self.manifest.secret
    }

    /// How many listings it holds, paused ones too.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.columns.len() == 0
    }

    /// The packed columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The names of listings, for suggestions.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The text index.
    pub fn text(&self) -> &TextIndex {
        &self.text
    }

    /// The row of a public id.
    pub fn row(&self, id: &str) -> Option<u32> {
        self.row_of.get(id).copied()
    }

    /// The document of a row.
    pub fn listing(&self, row: u32) -> Result<Listing> {
        let bytes = self.documents.get(row);
        serde_json::from_slice(bytes).map_err(|error| IndexerError::Generation {
            id: self.manifest.id.clone(),
            why: format!("document {row} can't be read: {error}"),
        })
    }

    /// All listings in row order, for exports.
    pub fn listings(&self) -> impl Iterator<Item = Result<Listing>> + '_ {
        (0..self.columns.len() as u32).map(|row| self.listing(row))
    }
}
