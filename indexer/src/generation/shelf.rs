//! The directory of generations: numbered folders and a file that says which one is current. A generation appears
//! by one rename and becomes current by another; whatever dies in between leaves the old state whole.

use super::Generation;
use super::build::{self, Input};
use crate::error::{IndexerError, Result};
use std::fs;
use std::path::{Path, PathBuf};
use tracing::warn;

const FOLDER: &str = "generations";
const CURRENT: &str = "CURRENT";
/// So many generations stay readable, for cursors and for rolling back.
pub const KEPT: usize = 3;

/// The folder `generations` of a data directory.
#[derive(Clone, Debug)]
pub struct Shelf {
    dir: PathBuf,
}

impl Shelf {
    /// Whether something was published in a data directory.
    pub fn is_in(data: &Path) -> bool {
        data.join(FOLDER).join(CURRENT).exists()
    }

    /// Opens or makes the folder.
    pub fn open(data: &Path) -> Result<Self> {
        let dir = data.join(FOLDER);
        fs::create_dir_all(&dir).map_err(IndexerError::file(&dir))?;
        Ok(Self { dir })
    }

    /// The id that is said to be current; `None` when what is said is no id.
    pub fn current(&self) -> Option<String> {
        let id = fs::read_to_string(self.dir.join(CURRENT)).ok()?;
        Some(id.trim().to_owned()).filter(|id| is_id(id))
    }

    /// Ids on the shelf, newest first.
    pub fn ids(&self) -> Result<Vec<String>> {
        let entries = fs::read_dir(&self.dir).map_err(IndexerError::file(&self.dir))?;
        let mut ids: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_id(name))
            .collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        Ok(ids)
    }

    /// Opens a generation by id.
    pub fn load(&self, id: &str) -> Result<Generation> {
        Generation::open(&self.dir.join(id))
    }

    /// Opens the current generation, or the newest older one that is whole; `None` on an empty shelf. When none of
    /// those on the shelf can be used, says why the current one can't.
    pub fn load_current(&self) -> Result<Option<Generation>> {
        let ids = self.ids()?;
        let mut first_error = None;
        let current = self.current();
        let at_most = |id: &&String| current.as_ref().is_none_or(|current| *id <= current);
        for id in ids.iter().filter(at_most) {
            match self.load(id) {
                Ok(generation) => {
                    if let Some(error) = &first_error {
                        warn!(generation = id.as_str(), %error, "an older generation is served");
                    } else if Some(id) != current.as_ref() {
                        warn!(generation = id.as_str(), "CURRENT names no generation; the newest is served");
                    }
                    return Ok(Some(generation));
                }
                Err(error) => first_error = first_error.or(Some(error)),
            }
        }
        first_error.map_or(Ok(None), Err)
    }

    /// Builds, verifies and makes current a new generation.
    pub fn publish(&self, input: Input) -> Result<Generation> {
        self.sweep()?;
        let newest = self.ids()?.first().and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
        let id = format!("{:08}", newest + 1);
        let aside = self.dir.join(format!("{id}.part"));
        fs::create_dir(&aside).map_err(IndexerError::file(&aside))?;
        build::build(&aside, &id, input)?;
        let home = self.dir.join(&id);
        fs::rename(&aside, &home).map_err(IndexerError::file(&home))?;
        sync_dir(&self.dir)?;
        let generation = Generation::open(&home)?;
        self.point_to(&id)?;
        self.prune()?;
        Ok(generation)
    }

    /// Makes a generation current.
    pub fn point_to(&self, id: &str) -> Result<()> {
        let (aside, path) = (self.dir.join("CURRENT.part"), self.dir.join(CURRENT));
        fs::write(&aside, format!("{id}\n"))
            .and_then(|()| fs::File::open(&aside)?.sync_all())
            .and_then(|()| fs::rename(&aside, &path))
            .map_err(IndexerError::file(&path))?;
        sync_dir(&self.dir)
    }

    /// Removes all but the newest few; never the current one.
    pub fn prune(&self) -> Result<()> {
        let current = self.current();
        for id in self.ids()?.iter().skip(KEPT).filter(|id| Some(*id) != current.as_ref()) {
            let path = self.dir.join(id);
            fs::remove_dir_all(&path).map_err(IndexerError::file(&path))?;
        }
        Ok(())
    }

    /// Removes all but the current one, for what must no longer be shown by any of them.
    pub fn forget_older(&self) -> Result<()> {
        let current = self.current();
        for id in self.ids()?.iter().filter(|id| current.is_some() && Some(*id) != current.as_ref()) {
            let path = self.dir.join(id);
            fs::remove_dir_all(&path).map_err(IndexerError::file(&path))?;
        }
        Ok(())
    }

    /// Removes what a crash left half-built.
    fn sweep(&self) -> Result<()> {
        let entries = fs::read_dir(&self.dir).map_err(IndexerError::file(&self.dir))?;
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            if path.extension().is_some_and(|ending| ending == "part") && path.is_dir() {
                fs::remove_dir_all(&path).map_err(IndexerError::file(&path))?;
            }
        }
        Ok(())
    }
}

fn is_id(name: &str) -> bool {
    name.len() == 8 && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn sync_dir(dir: &Path) -> Result<()> {
    fs::File::open(dir).and_then(|folder| folder.sync_all()).map_err(IndexerError::file(dir))
}
