//! What a generation is made of, and whether it still is.

use super::Secret;
use crate::error::{IndexerError, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Version of the layout; a generation of another version is built anew.
pub const SCHEMA: u32 = 4;

const FILE: &str = "manifest.json";

/// The manifest of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout.
    pub schema: u32,
    /// Number of the generation, as text.
    pub id: String,
    /// When it was built.
    pub built: Timestamp,
    /// Equal for two generations that show the same: store revision, retired sources, dictionaries.
    pub basis: String,
    /// What fingerprints of questions to it are made with. A generation from before there were secrets gets another one
    /// each time it is opened.
    #[serde(default = "Secret::random")]
    pub secret: Secret,
    /// How many listings it holds.
    pub listings: u64,
    /// Every file but this one.
    pub files: BTreeMap<String, FileFacts>,
}

/// Length and hash of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Length.
    pub bytes: u64,
    /// BLAKE3, in hex.
    pub hash: String,
}

impl Manifest {
    /// Reads the manifest of a directory.
    pub fn read(dir: &Path) -> Result<Self> {
        let id = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read(dir.join(FILE))
            .map_err(|error| unusable(&id, format!("its manifest can't be read: {error}")))?;
        let manifest: Self = serde_json::from_slice(&text)
            .map_err(|error| unusable(&id, format!("its manifest is spoilt: {error}")))?;
        if manifest.schema != SCHEMA {
            let why = format!("it has layout {}, this program reads {SCHEMA}", manifest.schema);
            return Err(unusable(&id, why));
        }
        Ok(manifest)
    }

    /// Writes the manifest, last of all files, for nobody else to read: it holds the secret.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let path = dir.join(FILE);
        let text = serde_json::to_vec_pretty(self).expect("a manifest holds nothing that JSON can't");
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
        file.and_then(|mut file| file.write_all(&text).and_then(|()| file.sync_all()))
            .map_err(IndexerError::file(&path))
    }

    /// Lists the files of a directory and pushes them to the disk.
    pub fn facts(dir: &Path) -> Result<BTreeMap<String, FileFacts>> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(dir).map_err(IndexerError::file(dir))? {
            let path = entry.map_err(IndexerError::file(dir))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // lock files are the text engine's own and stay empty
            if name == FILE || name.ends_with(".lock") || !path.is_file() {
                continue;
            }
            fs::File::open(&path).and_then(|file| file.sync_all()).map_err(IndexerError::file(&path))?;
            files.insert(name, hash(&path).map_err(IndexerError::file(&path))?);
        }
        Ok(files)
    }

    /// Whether every file is there, whole and unaltered.
    pub fn verify(&self, dir: &Path) -> Result<()> {
        for (name, facts) in &self.files {
            let found = hash(&dir.join(name))
                .map_err(|error| unusable(&self.id, format!("{name} can't be read: {error}")))?;
            if &found != facts {
                return Err(unusable(&self.id, format!("{name} is not what was written")));
            }
        }
        Ok(())
    }
}

fn hash(path: &Path) -> std::io::Result<FileFacts> {
    let mut file = fs::File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(FileFacts { bytes, hash: hasher.finalize().to_hex().to_string() });
        }
        bytes += read as u64;
        hasher.update(&buffer[..read]);
    }
}

fn unusable(id: &str, why: String) -> IndexerError {
    IndexerError::Generation { id: id.to_owned(), why }
}
