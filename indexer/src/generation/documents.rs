//! The documents in row order: an offset table and serialised listings, read through the text engine's directory so
//! that the operating system maps them and nothing here needs `unsafe`.

use crate::error::{IndexerError, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

const FILE: &str = "documents.bin";

/// The open documents.
pub struct Documents {
    bytes: OwnedBytes,
    offsets: Vec<u64>,
}

impl Documents {
    /// Opens the file of a generation.
    pub fn open(directory: &MmapDirectory) -> std::result::Result<Self, String> {
        let slice = directory.open_read(Path::new(FILE)).map_err(|error| error.to_string())?;
        let bytes = slice.read_bytes().map_err(|error| error.to_string())?;
        let offsets = offsets(&bytes).ok_or("documents.bin has a spoilt table")?;
        Ok(Self { bytes, offsets })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The bytes of a row.
    pub fn get(&self, row: u32) -> &[u8] {
        let at = row as usize;
        &self.bytes.as_slice()[self.offsets[at] as usize..self.offsets[at + 1] as usize]
    }
}

fn offsets(bytes: &[u8]) -> Option<Vec<u64>> {
    let table_at = u64::from_le_bytes(bytes.get(bytes.len().checked_sub(8)?..)?.try_into().ok()?) as usize;
    let table = bytes.get(table_at..bytes.len() - 8)?;
    let offsets: Vec<u64> =
        table.chunks_exact(8).map(|chunk| u64::from_le_bytes(chunk.try_into().unwrap_or_default())).collect();
    let rises = offsets.windows(2).all(|pair| pair[0] <= pair[1]);
    (rises && offsets.last() == Some(&(table_at as u64))).then_some(offsets)
}

/// Writes documents one after the other.
pub struct DocumentsWriter {
    out: BufWriter<File>,
    offsets: Vec<u64>,
}

impl DocumentsWriter {
    /// Begins the file in a directory.
    pub fn create(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        let out = BufWriter::new(File::create(&path).map_err(IndexerError::file(&path))?);
        Ok(Self { out, offsets: vec![0] })
    }

    /// Adds the next row.
    pub fn add(&mut self, document: &[u8]) -> Result<()> {
        self.out.write_all(document).map_err(IndexerError::file(Path::new(FILE)))?;
        self.offsets.push(self.offsets[self.offsets.len() - 1] + document.len() as u64);
        Ok(())
    }

    /// Writes the table and ends the file.
    pub fn finish(mut self) -> Result<()> {
        let table_at = self.offsets[self.offsets.len() - 1];
        let mut write = || {
            for offset in &self.offsets {
                self.out.write_all(&offset.to_le_bytes())?;
            }
            self.out.write_all(&table_at.to_le_bytes())?;
            self.out.flush()
        };
        write().map_err(IndexerError::file(Path::new(FILE)))
    }
}
