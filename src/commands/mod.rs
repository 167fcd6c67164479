//! One file per subcommand. Data to stdout, talk to stderr.

mod check;
mod crawl;
mod demo;
mod discover;
mod export;
mod listings;
mod print;
mod requests;
mod search;
mod serve;
mod sources;
mod sources_add;
mod sources_lint;
mod sources_shown;

use crate::app::App;
use crate::cli::{Cli, Command, Common, ConfigVerb};
use crate::config::{self, Config, DataDir};
use crate::exit::Exit;
use anyhow::Result;
use std::time::Duration;

/// Runs the command that was asked for.
pub fn run(cli: Cli) -> Result<Exit> {
    let Cli { common, command } = cli;
    match command {
        Command::Demo(args) => demo::run(&common, &args),
        Command::Crawl(args) => crawl::run(&open(&common)?, &common, &args),
        Command::Serve(args) => serve::run(open(&common)?, &args),
        Command::Search(args) => search::run(&existing(configured(&common)?)?, &common, &args),
        Command::Check(args) => check::run(&configured(&common)?, &common, &args),
        Command::Discover(args) => discover::run(&configured(&common)?, &common, &args),
        Command::Sources { verb } => sources::run(&common, &verb),
        Command::Listings { verb } => listings::run(&existing(configured(&common)?)?, &common, &verb),
        Command::Requests { verb } => requests::run(&existing(configured(&common)?)?, &common, &verb),
        Command::Export(args) => export::run(&existing(configured(&common)?)?, &args),
        Command::Config { verb: ConfigVerb::Show } => show(&configured(&common)?, common.json),
        Command::Openapi => {
            print::text(everyroom_api::openapi_json())?;
            Ok(Exit::Ok)
        }
    }
}

/// The configuration with the flags over it.
fn configured(common: &Common) -> Result<Config> {
    let mut config = config::load(common.config.as_deref(), config::variables()?.into_iter())?;
    for fault in &config.faults {
        tracing::warn!("left out: {fault}");
    }
    if let Some(data) = &common.data {
        config.data = DataDir(data.clone());
    }
    Ok(config)
}

/// The data directory, which is made where there is none.
fn open(common: &Common) -> Result<App> {
    Ok(App::open(configured(common)?)?)
}

/// The data directory for who only looks: where there is none, none is made.
fn existing(config: Config) -> everyroom_indexer::Result<App> {
    App::existing(config)
}

fn show(config: &Config, json: bool) -> Result<Exit> {
    if json {
        print::json(config)?;
    } else {
        print::text(&toml::to_string_pretty(config)?)?;
    }
    Ok(Exit::Ok)
}

/// At the end, work on blocking threads is waited for so long. What is left then holds nothing that a killed process
/// would not have held.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs what talks to the network.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T> {
    let runtime = runtime()?;
    let done = runtime.block_on(work);
    runtime.shutdown_timeout(PATIENCE);
    Ok(done)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
