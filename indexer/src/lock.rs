//! One run at a time on a data directory. A dead process holds nothing: the lock is the operating system's.

use crate::error::{IndexerError, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Held while a run (crawl, gc, restore) is at work; given back when dropped.
#[derive(Debug)]
pub struct RunLock {
    _file: File,
}

impl RunLock {
    /// Takes the lock of a data directory, or says who holds it.
    pub fn take(data: &Path, purpose: &str) -> Result<Self> {
        let path = data.join("run.lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(IndexerError::file(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).map_err(IndexerError::file(&path))?;
                return Err(IndexerError::Locked { holder: holder.trim().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(IndexerError::file(&path)(error)),
        }
        let holder =
            format!("{purpose}, process {}, since {:.0}\n", std::process::id(), jiff::Timestamp::now());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(holder.as_bytes()))
            .map_err(IndexerError::file(&path))?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_and_told_who_holds_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = RunLock::take(dir.path(), "crawl").unwrap();
        let Err(IndexerError::Locked { holder }) = RunLock::take(dir.path(), "gc") else {
            panic!("not locked")
        };
        assert!(holder.starts_with("crawl, process "), "{holder}");
        drop(first);
        RunLock::take(dir.path(), "gc").unwrap();
    }
}
