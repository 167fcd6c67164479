//! From the sources of the configuration to those of the store: by writing them, for a run; or as if they were written, for
//! who only looks. Another `--config` over the same data must not take away what the right one has put there.

use crate::config::{Config, ConfigError, address_keys};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::registry::builtin;
use everyroom_feeds::source::Source;
use everyroom_indexer::Catalogue;
use everyroom_indexer::store::sources::SourceRecord;
use std::collections::HashMap;

/// Makes the sources in force known. A configuration that names none, over a store whose configured sources are all an
/// operator's own, is a forgotten `--config` and not a wish to show nothing, or the built-in ones, instead.
pub fn register(config: &Config, catalogue: &Catalogue) -> anyhow::Result<()> {
    let (sources, records) = (config.in_force(), catalogue.store().sources()?);
    if is_forgotten(config, &records) {
        let message = "none of those in this data directory is configured; is --config missing?";
        return Err(ConfigError::value("source", message).into());
    }
    for (added, configured) in doubles(&sources, &records) {
        tracing::warn!(
            "`{added}` was added, and `{configured}` of the configuration is the same list: both are crawled, until \
             `everyroom sources remove {added}`"
        );
    }
    catalogue.store().register(&sources)?;
    Ok(())
}

/// As [`register`], but a forgotten `--config` is let pass: a decision about what is known can be made without it.
pub fn register_unless_forgotten(config: &Config, catalogue: &Catalogue) -> anyhow::Result<()> {
    if !is_forgotten(config, &catalogue.store().sources()?) {
        catalogue.store().register(&config.in_force())?;
    }
    Ok(())
}

/// Whether the configuration names no source, though the store has configured ones of the operator's own: and either none
/// that is built in, or there is no configuration file at all.
fn is_forgotten(config: &Config, records: &[SourceRecord]) -> bool {
    let stored = || records.iter().filter(|record| record.configured && !record.added);
    let is_built_in = |record: &SourceRecord| builtin().sources().any(|source| source.id == record.source.id);
    let (has_own, has_built_in) = (stored().any(|record| !is_built_in(record)), stored().any(is_built_in));
    // without any file, an operator's own sources can't have been meant to go
    config.sources.is_empty() && has_own && (!has_built_in || !config.is_from_file)
}

/// Added sources that have the address of a configured one.
fn doubles<'a>(
    sources: &'a [Source],
    records: &'a [SourceRecord],
) -> impl Iterator<Item = (&'a SourceId, &'a SourceId)> {
    let added = records.iter().filter(|record| record.configured && record.added);
    added.filter_map(|record| {
        let keys: Vec<String> = address_keys(&record.source).collect();
        let is_same = |source: &&Source| {
            source.id != record.source.id && address_keys(source).any(|key| keys.contains(&key))
        };
        Some((&record.source.id, &sources.iter().find(is_same)?.id))
    })
}

/// The sources as a run with this configuration would find them; nothing is written. Without the right `--config`, what
/// the store knows.
pub fn as_registered(config: &Config, mut records: Vec<SourceRecord>) -> Vec<SourceRecord> {
    if is_forgotten(config, &records) {
        return records;
    }
    let mut named: HashMap<SourceId, Source> =
        config.in_force().into_iter().map(|source| (source.id.clone(), source)).collect();
    for record in &mut records {
        match named.remove(&record.source.id) {
            Some(source) => (record.source, record.configured, record.added) = (source, true, false),
            None => record.configured &= record.added,
        }
    }
    records.extend(named.into_values().map(SourceRecord::untried));
    records.sort_by(|a, b| a.source.id.cmp(&b.source.id));
    records
}
