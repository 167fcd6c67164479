//! `everyroom serve`: the API and the pages, and a crawl every night.

use super::block_on;
use crate::app::{App, stop_on_signal};
use crate::cli::ServeArgs;
use crate::exit::Exit;
use anyhow::Result;
use tracing::info;

/// Serves until a signal comes.
pub fn run(app: App, args: &ServeArgs) -> Result<Exit> {
    if !args.no_crawl {
        app.tell_left_out();
    }
    let listen = args.listen.unwrap_or(app.config.server.listen);
    block_on(async {
        let stop = stop_on_signal()?;
        let ready = |address| info!("serving on http://{address}");
        app.serve(listen, !args.no_crawl, stop, ready).await
    })??;
    Ok(Exit::Ok)
}
