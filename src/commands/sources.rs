//! `everyroom sources`: the registry and what an operator decides about it. Decisions go to the store, never into the
//! operator's files.

use super::sources_shown::{Shown, no_source};
use super::{configured, open, print, sources_add, sources_lint};
use crate::app::App;
use crate::cli::{Common, SourcesVerb};
use crate::clock;
use crate::exit::{Exit, UsageError};
use crate::registration::register_unless_forgotten;
use anyhow::Result;
use everyroom_feeds::id::SourceId;
use everyroom_indexer::IndexerError;
use everyroom_indexer::catalogue::Published;
use everyroom_indexer::lock::RunLock;
use everyroom_indexer::store::sources::{Override, SourceRecord, SourceState};
use serde_json::{Value, json};

/// Runs one of the verbs.
pub fn run(common: &Common, verb: &SourcesVerb) -> Result<Exit> {
    let shown = || Shown::of(configured(common)?, common);
    match verb {
        SourcesVerb::List => shown()?.list()?,
        SourcesVerb::Show { id } => shown()?.show(id)?,
        SourcesVerb::History { id, most } => shown()?.history(id, *most)?,
        SourcesVerb::Release { id } => release(&known(common)?, common.json, id)?,
        SourcesVerb::Disable { id } => decide(&known(common)?, common.json, id, Some(Override::Disabled))?,
        SourcesVerb::OptOut { id } => decide(&known(common)?, common.json, id, Some(Override::OptedOut))?,
        SourcesVerb::Enable { id } => decide(&known(common)?, common.json, id, None)?,
        SourcesVerb::Add { file } => sources_add::add(&known(common)?, file, common.json)?,
        SourcesVerb::Remove { id } => {
            let app = known(common)?;
            sources_add::remove(&app, &named(&app, id)?, common.json)?;
        }
        SourcesVerb::Lint { files } => return sources_lint::run(common, files),
    }
    Ok(Exit::Ok)
}

/// The data directory with the sources of the configuration in it. A run that is at work has seen to that.
fn known(common: &Common) -> Result<App> {
    let app = open(common)?;
    match RunLock::take(app.catalogue.data(), "registration") {
        Ok(_lock) => register_unless_forgotten(&app.config, &app.catalogue)?,
        Err(IndexerError::Locked { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(app)
}

fn named(app: &App, id: &str) -> Result<SourceRecord> {
    let id = SourceId::parse(id).map_err(|_| no_source(id))?;
    Ok(app.catalogue.store().source(&id)?.ok_or_else(|| no_source(id.as_str()))?)
}

fn release(app: &App, as_json: bool, id: &str) -> Result<()> {
    let record = named(app, id)?;
    if record.state(clock::now(), app.config.period()) != SourceState::Held {
        anyhow::bail!(UsageError(format!("`{id}` is not held, so there is nothing to release")));
    }
    app.catalogue.store().release(&record.source.id)?;
    match as_json {
        true => print::json(&json!({ "source": id, "released": true })),
        false => print::text("the next list of this source is taken as it comes"),
    }
}

fn decide(app: &App, as_json: bool, id: &str, decision: Option<Override>) -> Result<()> {
    app.catalogue.store().decide(&named(app, id)?.source.id, decision)?;
    let word = decision.map(|decision| match decision {
        Override::Disabled => "disabled",
        Override::OptedOut => "opted_out",
    });
    publish(app)?.tell(as_json, json!({ "source": id, "decision": word }))
}

/// When a decision shows.
pub(super) enum Effect {
    /// At once.
    Published(Published),
    /// When the run at work ends, which is this one.
    Later(String),
}

/// Shows what was decided, at once if no run is at work; else the run does when it ends.
pub(super) fn publish(app: &App) -> Result<Effect> {
    let _lock = match RunLock::take(app.catalogue.data(), "publication") {
        Err(IndexerError::Locked { holder }) => return Ok(Effect::Later(holder)),
        lock => lock?,
    };
    Ok(Effect::Published(app.catalogue.publish(clock::now(), false)?))
}

impl Effect {
    /// Prints it; for machines beside what was decided.
    pub(super) fn tell(&self, as_json: bool, mut decided: Value) -> Result<()> {
        let (text, facts) = match self {
            Self::Published(Published { listings, generation, .. }) => (
                format!("noted; {listings} listings in generation {generation}"),
                [
                    ("published", json!(true)),
                    ("listings", json!(listings)),
                    ("generation", json!(generation)),
                ],
            ),
            Self::Later(holder) => (
                format!("noted; it takes effect when the run at work ends ({holder})"),
                [("published", json!(false)), ("listings", json!(null)), ("generation", json!(null))],
            ),
        };
        if !as_json {
            return print::text(&text);
        }
        facts.into_iter().for_each(|(name, value)| decided[name] = value);
        print::json(&decided)
    }
}
