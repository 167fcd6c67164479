//! `everyroom sources add` and `remove`: sources in the store alone, beside those of the configuration.

use super::print;
use super::sources::publish;
use crate::app::App;
use crate::config::{ConfigError, address_keys, not_schedules};
use crate::exit::UsageError;
use anyhow::{Context, Result};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::registry::{Entry, Fault, FaultCode, Loaded, TextFile, Whole, load};
use everyroom_feeds::source::Source;
use everyroom_indexer::store::sources::{Override, SourceRecord};
use serde_json::json;
use std::io::Read;
use std::path::Path;

/// Adds every source of a file, or none of them.
pub fn add(app: &App, file: &Path, as_json: bool) -> Result<()> {
    let (name, text) = text_of(file)?;
    let mut loaded = load(&[TextFile { name: &name, text: &text, whole: Whole::Registry }]);
    not_schedules(&mut loaded, &app.config.crawl.timezone);
    if loaded.entries.is_empty() && loaded.faults.is_empty() {
        anyhow::bail!(UsageError(format!("{name}: there is no `[[source]]` in it")));
    }
    refuse_known(app, &mut loaded)?;
    if !loaded.faults.is_empty() {
        return Err(ConfigError::Added { faults: loaded.faults }.into());
    }
    let sources: Vec<Source> = loaded.sources().cloned().collect();
    app.catalogue.store().add_sources(&sources)?;
    let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    if as_json {
        return print::json(&json!({ "added": ids }));
    }
    print::text(&format!("added {}; the next crawl takes them in", ids.join(", ")))?;
    for source in sources.iter().filter(|source| !source.permission.is_open()) {
        let permission = source.permission.id();
        print::text(&format!("`{}` is not fetched, since its permission is `{permission}`", source.id))?;
    }
    Ok(())
}

/// Takes an added source away again.
pub fn remove(app: &App, record: &SourceRecord, as_json: bool) -> Result<()> {
    let id = &record.source.id;
    if !app.catalogue.store().remove_added(id)? {
        let why = if record.configured {
            "comes from the configuration or with the program; `sources disable` stops fetching it"
        } else {
            "is not in use any more"
        };
        anyhow::bail!(UsageError(format!("`{id}` {why}")));
    }
    publish(app)?.tell(as_json, json!({ "source": id, "removed": true }))
}

fn text_of(file: &Path) -> Result<(String, String)> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("standard input can't be read")?;
        return Ok(("standard input".to_owned(), text));
    }
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(|| name.clone())?;
    Ok((name, text))
}

/// A fault for every entry whose id or address is in use, or was opted out.
fn refuse_known(app: &App, loaded: &mut Loaded) -> Result<()> {
    let records = app.catalogue.store().sources()?;
    let in_use = |record: &&SourceRecord| record.configured || record.decision == Some(Override::OptedOut);
    let known: Vec<&SourceRecord> = records.iter().filter(in_use).collect();
    let faults = loaded.entries.iter().filter_map(|entry| fault_of(entry, &known));
    let faults: Vec<Fault> = faults.collect();
    loaded.faults.extend(faults);
    Ok(())
}

fn fault_of(entry: &Entry, known: &[&SourceRecord]) -> Option<Fault> {
    let source = &entry.source;
    if known.iter().any(|record| record.source.id == source.id) {
        let message = format!("there is a source `{}` already", source.id);
        return Some(entry.fault(FaultCode::IdTwice, "id", message));
    }
    let keys: Vec<String> = address_keys(source).collect();
    let same = |record: &&&SourceRecord| address_keys(&record.source).any(|key| keys.contains(&key));
    let other: &SourceId = &known.iter().find(same)?.source.id;
    let message = format!("its address is also that of `{other}`");
    Some(entry.fault(FaultCode::AddressTwice, "url", message))
}
