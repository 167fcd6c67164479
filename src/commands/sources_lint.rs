//! `everyroom sources lint`: what is wrong with entries, and what is worth a second look. It runs whatever the
//! configuration says, since that is what it judges.

use super::print;
use crate::cli::Common;
use crate::config::{self, Config};
use crate::exit::Exit;
use anyhow::Result;
use everyroom_feeds::registry::{Entry, Fault, Remark, RemarkCode, builtin, remarks};
use serde::Serialize;
use std::path::PathBuf;

/// What was found.
#[derive(Debug, Serialize)]
struct Report {
    /// Entries that can be used.
    sources: usize,
    /// What is wrong with the others.
    faults: Vec<Fault>,
    /// What is worth a look.
    warnings: Vec<Remark>,
}

/// Looks at the built-in registry and the configured sources, or at the named files.
pub fn run(common: &Common, files: &[PathBuf]) -> Result<Exit> {
    let report = if files.is_empty() {
        let config = config::load_leniently(common.config.as_deref(), config::variables()?.into_iter())?;
        Report::of(&[&builtin().faults, &config.own.faults], &[&builtin().entries, &config.own.entries])
    } else {
        let loaded = config::lint_files(files, &Config::default().crawl.timezone)?;
        Report::of(&[&loaded.faults], &[&loaded.entries])
    };
    if common.json {
        print::json(&report)?;
    } else {
        report.tell()?;
    }
    Ok(if report.faults.is_empty() { Exit::Ok } else { Exit::Problem })
}

impl Report {
    fn of(faults: &[&Vec<Fault>], entries: &[&Vec<Entry>]) -> Self {
        Self {
            sources: entries.iter().map(|entries| entries.len()).sum(),
            faults: faults.iter().flat_map(|faults| faults.iter().cloned()).collect(),
            warnings: entries.iter().flat_map(|entries| entries.iter().flat_map(remarks)).collect(),
        }
    }

    fn tell(&self) -> Result<()> {
        self.faults.iter().try_for_each(|fault| print::text(&fault.to_string()))?;
        // most lists without a country are right to have none: they are counted, `--json` names them
        let (world, worth): (Vec<&Remark>, Vec<&Remark>) =
            self.warnings.iter().partition(|remark| remark.code == RemarkCode::NoCountry);
        worth.iter().try_for_each(|remark| print::text(&format!("warning: {remark}")))?;
        print::text(&format!(
            "{} sources, {} faults, {} warnings; {} name no country, which is right for lists of several",
            self.sources,
            self.faults.len(),
            worth.len(),
            world.len()
        ))
    }
}
