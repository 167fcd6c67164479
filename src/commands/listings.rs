//! `everyroom listings`: tombstones for single listings. They go to the store and hold whatever the feeds say.

use super::print;
use crate::app::App;
use crate::cli::{Common, ListingsVerb};
use crate::clock;
use crate::exit::{Exit, UsageError};
use anyhow::Result;
use everyroom_indexer::lock::RunLock;
use everyroom_indexer::store::listings::Fate;
use everyroom_indexer::store::tombstones::Scope;
use serde_json::json;

/// Reasons are shown to everyone who asks for the listing.
const LONGEST_REASON: usize = 200;

/// Runs one of the verbs.
pub fn run(app: &App, common: &Common, verb: &ListingsVerb) -> Result<Exit> {
    match verb {
        ListingsVerb::List => list(app, common.json)?,
        ListingsVerb::Withdraw { id, reason, group } => {
            let scope = if *group { Scope::Group } else { Scope::Meeting };
            withdraw(app, common.json, id, reason, scope)?;
        }
        ListingsVerb::Restore { id, reason } => restore(app, common.json, id, reason)?,
    }
    Ok(Exit::Ok)
}

fn list(app: &App, as_json: bool) -> Result<()> {
    let tombstones = app.catalogue.store().tombstones()?;
    if as_json {
        return print::json(&tombstones);
    }
    let rows = tombstones.into_iter().map(|stone| {
        let with = if stone.cause == stone.listing { String::new() } else { stone.cause };
        [stone.listing, format!("{:.0}", stone.at), with, stone.reason]
    });
    print::table(["listing", "withdrawn", "with", "reason"], rows)
}

fn withdraw(app: &App, as_json: bool, id: &str, reason: &str, scope: Scope) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON || reason.contains(char::is_control) {
        anyhow::bail!(UsageError(format!(
            "--reason is told to whoever asks for the listing: one line of at most {LONGEST_REASON} characters"
        )));
    }
    let id = match app.catalogue.fate(id)? {
        None => anyhow::bail!(UsageError(format!(
            "there is no listing `{id}`; `everyroom search` shows ids, and they end the addresses of pages"
        ))),
        Some(Fate::Withdrawn(earlier)) => {
            anyhow::bail!(UsageError(format!("`{id}` is withdrawn already: {earlier}")))
        }
        Some(Fate::Redirects(to)) => to,
        Some(Fate::Lives) => id.to_owned(),
    };
    let _lock = RunLock::take(app.catalogue.data(), "withdrawal")?;
    let before: Vec<String> = withdrawn(app)?;
    let published = app.catalogue.withdraw(&id, scope, reason, clock::now())?;
    let published = published.ok_or_else(|| UsageError(format!("`{id}` can't be withdrawn")))?;
    let fallen: Vec<String> = withdrawn(app)?.into_iter().filter(|id| !before.contains(id)).collect();
    if as_json {
        return print::json(&json!({
            "withdrawn": fallen, "listings": published.listings, "generation": published.generation,
        }));
    }
    print::text(&format!("withdrawn: {}", fallen.join(", ")))?;
    print::text(&format!("{} listings in generation {}", published.listings, published.generation))
}

fn withdrawn(app: &App) -> Result<Vec<String>> {
    Ok(app.catalogue.store().tombstones()?.into_iter().map(|stone| stone.listing).collect())
}

fn restore(app: &App, as_json: bool, id: &str, reason: &str) -> Result<()> {
    let _lock = RunLock::take(app.catalogue.data(), "withdrawal")?;
    let restored = app.catalogue.store().restore(id, clock::now())?;
    if restored.is_empty() {
        anyhow::bail!(UsageError(format!(
            "`{id}` is not withdrawn; `everyroom listings list` shows what is"
        )));
    }
    tracing::info!(listing = id, reason, "a withdrawal was taken back");
    let published = app.catalogue.publish(clock::now(), false)?;
    if as_json {
        return print::json(&json!({
            "restored": restored, "listings": published.listings, "generation": published.generation,
        }));
    }
    print::text(&format!("restored: {}", restored.join(", ")))?;
    print::text(&format!("{} listings in generation {}", published.listings, published.generation))
}
