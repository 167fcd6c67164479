//! `everyroom crawl`: one run by hand.

use super::{block_on, print};
use crate::app::{App, stop_on_signal};
use crate::cli::{Common, CrawlArgs};
use crate::crawl::{self, Run, Summary, Which};
use crate::exit::{Exit, UsageError};
use crate::progress::Progress;
use anyhow::Result;
use everyroom_feeds::id::SourceId;
use std::sync::Arc;

/// Crawls, or rebuilds from what is there.
pub fn run(app: &App, common: &Common, args: &CrawlArgs) -> Result<Exit> {
    app.tell_left_out();
    let summary = if args.rebuild {
        crawl::rebuild(&app.config, &app.catalogue)?
    } else {
        let which = which(&args.source)?;
        block_on(async {
            let run = Run {
                config: &app.config,
                catalogue: Arc::clone(&app.catalogue),
                crawler: app.crawler()?,
                which,
                force: args.force,
                cancel: stop_on_signal()?,
                progress: Progress::new(),
            };
            run.execute().await
        })??
    };
    tell(&summary, common.json)?;
    Ok(if summary.sources.has_trouble() { Exit::SomeSources } else { Exit::Ok })
}

fn which(ids: &[String]) -> Result<Which> {
    if ids.is_empty() {
        return Ok(Which::All);
    }
    let ids = ids.iter().map(|id| SourceId::parse(id).map_err(|error| UsageError(error.to_string())));
    Ok(Which::Named(ids.collect::<Result<_, _>>()?))
}

/// Prints what a run came to.
pub fn tell(summary: &Summary, json: bool) -> Result<()> {
    if json {
        return print::json(summary);
    }
    let (sources, changes) = (&summary.sources, summary.changes);
    print::text(&format!(
        "{} sources changed, {} as before, {} failed, {} held, {} blocked, {} deferred, {} gone\n\
         {} meetings: {} added, {} updated, {} gone\n\
         {} listings in generation {}, {:.2} s",
        sources.ok,
        sources.unchanged,
        sources.failed,
        sources.quarantined,
        sources.blocked,
        sources.deferred,
        sources.gone,
        summary.meetings,
        changes.added,
        changes.updated,
        changes.gone,
        summary.listings,
        summary.generation,
        summary.seconds,
    ))
}
