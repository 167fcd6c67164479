//! `everyroom check`: reads a feed without storing it and says what is read, what is wrong, and how to mend it.

use super::sources_shown::notice_text;
use super::{block_on, print};
use crate::app::Checker;
use crate::cli::{CheckArgs, Common};
use crate::clock;
use crate::config::Config;
use crate::exit::{Exit, UsageError};
use anyhow::{Context as _, Result};
use everyroom_api::check::{self, Checked, FeedChecker, Fetched, Judging};
use everyroom_crawler::Crawler;
use everyroom_feeds::notice::Notices;
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::source::Source;
use serde_json::json;
use std::io::{BufWriter, Read, Write};
use std::sync::Arc;

/// What is said of a list that can be read and has nothing in it.
const EMPTY: &str =
    "there is no meeting in it: check the export; a crawl holds an empty list back and keeps the last one";

const UNREADABLE: &str = "this can't be read as a list of meetings";

/// Reads and reports.
pub fn run(config: &Config, common: &Common, args: &CheckArgs) -> Result<Exit> {
    let source = source(args)?;
    let judging = Judging::patiently(clock::now());
    let checked = Checked::of(&source, &parts(config, args, &source)?, judging.most_to_guess);
    let report = checked.report(&judging);
    let exit = if report.has_errors() { Exit::Problem } else { Exit::Ok };
    if args.meetings {
        meetings(&checked, &judging)?;
        return Ok(exit);
    }
    if common.json {
        print::json(&report)?;
        return Ok(exit);
    }
    match report.format {
        Some(format) => print::text(&format!(
            "{format}{} in {}: {} records, {} meetings, {} of them inactive",
            report.recipe.map(|name| format!(" `{name}`")).unwrap_or_default(),
            report.charset.as_deref().unwrap_or_default(),
            report.records,
            report.meetings + report.hidden,
            report.hidden
        ))?,
        None => print::text(UNREADABLE)?,
    }
    if report.format.is_some() && report.records == 0 {
        print::text(EMPTY)?;
    }
    report.notices.iter().try_for_each(|notice| print::text(&notice_text(notice)))?;
    Ok(exit)
}

/// Every meeting, one a line; where nothing can be read, that is told beside them.
fn meetings(checked: &Checked, judging: &Judging) -> Result<()> {
    let Some(reading) = &checked.reading else {
        let codes: Vec<&str> = checked.notices.groups().map(|group| group.code.info().id).collect();
        tracing::error!("{UNREADABLE}: {}", codes.join(", "));
        return Ok(());
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for listing in check::listings(reading, usize::MAX, judging) {
        out.write_all(&serde_json::to_vec(&listing)?)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

fn source(args: &CheckArgs) -> Result<Source> {
    let url = if is_address(&args.target) { args.target.as_str() } else { "file:///feed" };
    let recipe = args.recipe.as_ref().map(|name| json!({ "use": name }));
    let definition = json!({
        "id": "check", "name": "check", "url": url, "format": args.format, "recipe": recipe,
        "fellowship": args.fellowship, "timezone": args.timezone, "country": args.country,
    });
    Ok(serde_json::from_value(definition).map_err(|error| UsageError(error.to_string()))?)
}

fn is_address(target: &str) -> bool {
    target.starts_with("http://") || target.starts_with("https://")
}

/// The documents: from the network through the guarded client, from a file, or from standard input.
fn parts(config: &Config, args: &CheckArgs, source: &Source) -> Result<Fetched> {
    if !is_address(&args.target) {
        let mut body = Vec::new();
        if args.target == "-" {
            std::io::stdin().lock().read_to_end(&mut body)?;
        } else {
            body = std::fs::read(&args.target).with_context(|| format!("can't read {}", args.target))?;
        }
        let part = Part { role: Role::Feed, url: source.url.clone(), content_type: None, body };
        return Ok(Ok((vec![part], Notices::default())));
    }
    let crawler = Crawler::new(config.crawler()?)?;
    crawler.may_crawl(&source.url)?;
    block_on(Checker(Arc::new(crawler)).fetch(source.clone()))
}
