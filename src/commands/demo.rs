//! `everyroom demo`: sample sites on loopback, a real crawl of them over HTTP, and the server.

#![expect(clippy::print_stderr, reason = "talk goes to stderr")]

use super::block_on;
use super::crawl::tell;
use crate::app::{App, stop_on_signal};
use crate::cli::{Common, DemoArgs};
use crate::config::{Config, DataDir};
use crate::crawl::{Run, Which};
use crate::demo::{self, RunningSite};
use crate::exit::Exit;
use crate::progress::Progress;
use anyhow::{Context as _, Result};
use everyroom_feeds::source::Source;
use serde_json::json;
use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;

/// Starts, crawls, serves.
pub fn run(common: &Common, args: &DemoArgs) -> Result<Exit> {
    if !args.once {
        // better told now than after the crawl
        drop(
            std::net::TcpListener::bind(args.listen)
                .with_context(|| format!("can't listen on {}", args.listen))?,
        );
    }
    block_on(async {
        let samples = demo::start().await?;
        eprintln!("{} sample sites are up on loopback:", samples.sites.len());
        for running in &samples.sites {
            let shape = running.site.recipe.unwrap_or(running.site.format);
            eprintln!("  {:<24} {shape:<10} {}", running.site.id, running.feed_url);
        }
        let (data, is_temporary) = match &common.data {
            Some(data) => (data.clone(), false),
            None => (fresh_data_dir()?, true),
        };
        let exit = crawl_and_serve(&samples.sites, common, args, data.clone()).await;
        samples.stop().await;
        if is_temporary {
            std::fs::remove_dir_all(&data)?;
        }
        exit
    })?
}

async fn crawl_and_serve(
    sites: &[RunningSite],
    common: &Common,
    args: &DemoArgs,
    data: PathBuf,
) -> Result<Exit> {
    let app = App::open(configuration(sites, data)?)?;
    let stop = stop_on_signal()?;
    let run = Run {
        config: &app.config,
        catalogue: Arc::clone(&app.catalogue),
        crawler: app.crawler()?,
        which: Which::All,
        force: false,
        cancel: stop.clone(),
        progress: Progress::new(),
    };
    tell(&run.execute().await?, common.json)?;
    if !args.once && !stop.is_cancelled() {
        app.serve(args.listen, false, stop, what_to_try).await?;
    }
    Ok(Exit::Ok)
}

fn configuration(sites: &[RunningSite], data: PathBuf) -> Result<Config> {
    let mut config = Config { data: DataDir(data), ..Config::default() };
    // these hosts are our own, so that nobody is hurried
    config.crawl.host_gap_ms = 50;
    config.crawl.allow_private = sites.iter().map(|running| running.addr.to_string()).collect();
    config.sources = sites.iter().map(source).collect::<Result<_>>()?;
    Ok(config)
}

fn source(running: &RunningSite) -> Result<Source> {
    let site = &running.site;
    let definition = json!({
        "id": site.id,
        "name": site.name,
        "url": running.feed_url,
        "format": site.format,
        "recipe": recipe(site),
        "fellowship": site.fellowship,
        "timezone": site.timezone,
        "country": site.country,
        "licence": "invented for this demonstration",
    });
    Ok(serde_json::from_value(definition)?)
}

/// The shipped recipe; of Dual Recovery Anonymous only the state that the sample site has a page for.
fn recipe(site: &demo::SampleSite) -> Option<serde_json::Value> {
    let name = site.recipe?;
    Some(match name {
        "dra" => json!({ "use": name, "fetch": { "urls": [site.path] } }),
        _ => json!({ "use": name }),
    })
}

/// A directory that was not there before, for nobody else: it is deleted at the end.
fn fresh_data_dir() -> Result<PathBuf> {
    let folder = std::env::temp_dir();
    for number in 0.. {
        let path = folder.join(format!("everyroom-demo-{}-{number}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("can't make {}", path.display())),
        }
    }
    anyhow::bail!("there is no name left in {}", folder.display())
}

fn what_to_try(address: SocketAddr) {
    eprintln!(
        "\nOpen http://{address} or try:\n\
         \x20 curl 'http://{address}/v1/meetings?fellowship=na&when=today&limit=5'\n\
         \x20 curl 'http://{address}/v1/meetings?near=37.35,-121.89&radius=10mi&covers=opioids'\n\
         \x20 curl 'http://{address}/v1/sources/aa-hudson'\n\
         Ctrl-C ends it."
    );
}
