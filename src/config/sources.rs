//! Sources: the operator's own, in the configuration and in files, and those that come with the program. All of them
//! are read by `feeds::registry`; what is said here is which of them are in force.

use super::load::read;
use super::{Config, ConfigError};
use crate::schedule::Schedule;
use everyroom_feeds::registry::{
    Fault, FaultCode, Filter, Loaded, TextFile, Whole, address_key, builtin, load,
};
use everyroom_feeds::source::Source;
use everyroom_feeds::zone::Zone;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Sources are read entry by entry, so that one fault does not hide the others; serde would stop at the first.
pub(super) fn read_elsewhere<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Source>, D::Error> {
    IgnoredAny::deserialize(deserializer)?;
    Ok(Vec::new())
}

/// Reads the operator's own sources, and checks the choice of those that come with the program.
pub(super) fn add(config: &mut Config, path: Option<&Path>, text: &str) -> Result<(), ConfigError> {
    let folder = path.and_then(Path::parent).unwrap_or(Path::new(""));
    let mut texts = Vec::new();
    if let Some(path) = path {
        texts.push((path.display().to_string(), text.to_owned(), Whole::Configuration));
    }
    for pattern in &config.registry.files {
        for file in matching(folder, pattern)? {
            texts.push((file.display().to_string(), read(&file)?, Whole::Registry));
        }
    }
    let mut own = load_all(&texts);
    not_schedules(&mut own, &config.crawl.timezone);
    config.sources = own.sources().cloned().collect();
    config.faults.clone_from(&own.faults);
    config.own = own;
    if config.uses_builtin() {
        config.faults.extend(builtin().faults.iter().cloned());
    }
    config.filter().map(drop)
}

/// Reads files of entries, for the lint.
pub fn lint_files(files: &[PathBuf], timezone: &Zone) -> Result<Loaded, ConfigError> {
    let mut texts = Vec::new();
    for file in files {
        texts.push((file.display().to_string(), read(file)?, Whole::Registry));
    }
    let mut loaded = load_all(&texts);
    not_schedules(&mut loaded, timezone);
    Ok(loaded)
}

fn load_all(texts: &[(String, String, Whole)]) -> Loaded {
    let files = texts.iter().map(|(name, text, whole)| TextFile { name, text, whole: *whole });
    load(&files.collect::<Vec<_>>())
}

/// Leaves out entries whose own cron line can't be read.
pub fn not_schedules(loaded: &mut Loaded, timezone: &Zone) {
    let mut faults: Vec<Fault> = Vec::new();
    loaded.entries.retain(|entry| {
        let line = &entry.source.schedule;
        let wrong = if line.is_empty() { None } else { Schedule::parse(line, timezone).err() };
        faults.extend(
            wrong.iter().map(|error| entry.fault(FaultCode::ScheduleInvalid, "schedule", error.to_string())),
        );
        wrong.is_none()
    });
    loaded.faults.append(&mut faults);
}

impl Config {
    /// Whether the sources that come with the program are used.
    pub fn uses_builtin(&self) -> bool {
        self.registry.builtin.unwrap_or(self.sources.is_empty())
    }

    /// Whether they are left out only because own ones are named, without anybody having said so.
    pub fn leaves_builtin_out_silently(&self) -> bool {
        self.registry.builtin.is_none() && !self.uses_builtin()
    }

    /// The sources in force: the operator's own, then those that come with the program, if they are used and wanted.
    /// An own one stands in for one of these that has its id or its address.
    pub fn in_force(&self) -> Vec<Source> {
        let mut sources = self.sources.clone();
        if !self.uses_builtin() {
            return sources;
        }
        let filter = self.filter().expect("the filter was checked when the configuration was loaded");
        let ids: HashSet<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        let addresses: HashSet<String> = self.sources.iter().flat_map(address_keys).collect();
        let is_replaced = |source: &Source| {
            ids.contains(source.id.as_str()) || address_keys(source).any(|key| addresses.contains(&key))
        };
        let wanted = builtin().sources().filter(|source| filter.takes(source) && !is_replaced(source));
        sources.extend(wanted.cloned());
        sources
    }

    fn filter(&self) -> Result<Filter, ConfigError> {
        if self.registry.include.is_empty() {
            return Ok(Filter::default());
        }
        let ids: Vec<&str> = builtin().sources().map(|source| source.id.as_str()).collect();
        Filter::parse(&self.registry.include, &ids)
            .map_err(|error| ConfigError::value("registry.include", &error.to_string()))
    }
}

/// The keys of all addresses of a source.
pub fn address_keys(source: &Source) -> impl Iterator<Item = String> {
    std::iter::once(&source.url).chain(&source.also).map(address_key)
}

/// Files in the folder of `pattern` whose names match its one `*`, in order.
fn matching(base: &Path, pattern: &str) -> Result<Vec<PathBuf>, ConfigError> {
    let path = base.join(pattern);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some((before, after)) = name.split_once('*') else { return Ok(vec![path]) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries =
        std::fs::read_dir(folder).map_err(|source| ConfigError::File { path: folder.to_owned(), source })?;
    let fits = |name: &str| {
        name.starts_with(before) && name.ends_with(after) && name.len() >= before.len() + after.len()
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut files: Vec<PathBuf> = names.filter(|name| fits(name)).map(|name| folder.join(name)).collect();
    files.sort();
    Ok(files)
}
