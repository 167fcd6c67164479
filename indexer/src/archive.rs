//! Raw bodies by content hash, compressed. What is here was fetched; it is never served.

use crate::error::{IndexerError, Result};
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const LEVEL: i32 = 6;

/// The folder with the raw bodies.
#[derive(Clone, Debug)]
pub struct Archive {
    dir: PathBuf,
}

impl Archive {
    /// Opens or makes the folder.
    pub fn open(data: &Path) -> Result<Self> {
        let dir = data.join("archive");
        fs::create_dir_all(&dir).map_err(IndexerError::file(&dir))?;
        Ok(Self { dir })
    }

    /// Keeps a body and returns its hash; nothing is written when it is there already.
    pub fn put(&self, body: &[u8]) -> Result<String> {
        let hash = blake3::hash(body).to_hex().to_string();
        let path = self.path(&hash);
        if path.exists() {
            return Ok(hash);
        }
        let folder = path.parent().expect("an archive path has a folder");
        fs::create_dir_all(folder).map_err(IndexerError::file(folder))?;
        let packed = zstd::bulk::compress(body, LEVEL).map_err(IndexerError::file(&path))?;
        // written aside and renamed, so that a crash never leaves half a body under a whole name
        let aside = folder.join(format!("{hash}.{}.part", std::process::id()));
        let mut file = fs::File::create(&aside).map_err(IndexerError::file(&aside))?;
        file.write_all(&packed).and_then(|()| file.sync_all()).map_err(IndexerError::file(&aside))?;
        fs::rename(&aside, &path).map_err(IndexerError::file(&path))?;
        Ok(hash)
    }

    /// The body of that hash, checked; `None` when it is not kept or no longer whole.
    pub fn get(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let path = self.path(hash);
        let packed = match fs::read(&path) {
            Ok(packed) => packed,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(IndexerError::file(&path)(error)),
        };
        let Ok(body) = zstd::stream::decode_all(packed.as_slice()) else { return Ok(None) };
        Ok((blake3::hash(&body).to_hex().as_str() == hash).then_some(body))
    }

    /// Removes every body that is not among `keep`, and what crashes left behind; returns how many files went.
    pub fn prune(&self, keep: &HashSet<String>) -> Result<usize> {
        let mut removed = 0;
        for folder in folders(&self.dir)? {
            for entry in fs::read_dir(&folder).map_err(IndexerError::file(&folder))? {
                let path = entry.map_err(IndexerError::file(&folder))?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if !name.strip_suffix(".zst").is_some_and(|hash| keep.contains(hash)) {
                    fs::remove_file(&path).map_err(IndexerError::file(&path))?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.dir.join(&hash[..hash.len().min(2)]).join(format!("{hash}.zst"))
    }
}

fn folders(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).map_err(IndexerError::file(dir))?;
    Ok(entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_comes_back_whole_and_a_spoilt_one_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        let hash = archive.put(b"[]").unwrap();
        assert_eq!(archive.put(b"[]").unwrap(), hash);
        assert_eq!(archive.get(&hash).unwrap().as_deref(), Some(&b"[]"[..]));
        fs::write(archive.path(&hash), b"rot").unwrap();
        assert_eq!(archive.get(&hash).unwrap(), None);
        assert_eq!(archive.get("00").unwrap(), None);
    }

    #[test]
    fn pruning_keeps_what_it_is_told_to() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        let (kept, lost) = (archive.put(b"a").unwrap(), archive.put(b"b").unwrap());
        assert_eq!(archive.prune(&HashSet::from([kept.clone()])).unwrap(), 1);
        assert!(archive.get(&kept).unwrap().is_some() && archive.get(&lost).unwrap().is_none());
    }
}
