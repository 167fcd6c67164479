//! `everyroom check`: reads a feed without storing it and says what is read, what is wrong, and how to mend it.

use super::sources::{notice_json, notice_text};
use super::{print, runtime};
use crate::cli::{CheckArgs, Common, FormatArg};
use crate::clock;
use crate::config::Config;
use crate::exit::{Exit, UsageError};
use anyhow::{Context as _, Result};
use everyroom_api::shape::{ListingJson, ShapeContext, listing_json};
use everyroom_api::sources::SourceFacts;
use everyroom_crawler::{AttemptOutcome, CancellationToken, Crawler, FetchMode};
use everyroom_feeds::format;
use everyroom_feeds::notice::{Notices, Severity};
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::reading::Reading;
use everyroom_feeds::source::Source;
use everyroom_indexer::merge::view;
use everyroom_indexer::search::hit_of;
use everyroom_indexer::store::meetings::StoredMeeting;
use serde_json::json;
use std::io::Read;

/// How many listings a report shows.
const SAMPLE: usize = 3;

/// Reads and reports.
pub fn run(config: &Config, common: &Common, args: &CheckArgs) -> Result<Exit> {
    let source = source(args)?;
    let (parts, fetch_notices) = match parts(config, args, &source)? {
        Ok(fetched) => fetched,
        Err(notices) => return report(None, &notices, common.json),
    };
    match format::read(&source, &parts) {
        Ok(reading) if args.meetings => {
            for listing in listings(&reading, usize::MAX) {
                print::text(&serde_json::to_string(&listing)?)?;
            }
            Ok(Exit::Ok)
        }
        Ok(mut reading) => {
            reading.notices.absorb(fetch_notices);
            report(Some(&reading), &reading.notices, common.json)
        }
        Err(refusal) => {
            let mut notices = refusal.notices();
            notices.absorb(fetch_notices);
            report(None, &notices, common.json)
        }
    }
}

fn source(args: &CheckArgs) -> Result<Source> {
    let choice = match args.format {
        FormatArg::Auto => "auto",
        FormatArg::Tsml => "tsml",
        FormatArg::Bmlt => "bmlt",
    };
    let url = if is_address(&args.target) { args.target.as_str() } else { "file:///feed" };
    let definition = json!({
        "id": "check", "name": "check", "url": url, "format": choice,
        "fellowship": args.fellowship, "timezone": args.timezone, "country": args.country,
    });
    Ok(serde_json::from_value(definition).map_err(|error| UsageError(error.to_string()))?)
}

fn is_address(target: &str) -> bool {
    target.starts_with("http://") || target.starts_with("https://")
}

type Fetched = std::result::Result<(Vec<Part>, Notices), Notices>;

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
    let attempt = runtime()?.block_on(crawler.fetch_source(
        source,
        &[],
        FetchMode::Unconditional,
        CancellationToken::new(),
    ));
    Ok(match attempt.outcome {
        AttemptOutcome::Changed | AttemptOutcome::Unchanged => {
            Ok((attempt.parts.into_iter().map(|fetched| fetched.part).collect(), attempt.notices))
        }
        _ => Err(attempt.notices),
    })
}

fn report(reading: Option<&Reading>, notices: &Notices, as_json: bool) -> Result<Exit> {
    let exit =
        if notices.count_of(Severity::Error) > 0 || reading.is_none() { Exit::Problem } else { Exit::Ok };
    if as_json {
        let hidden = reading.map_or(0, Reading::hidden);
        print::json(&json!({
            "format": reading.map(|reading| reading.format.id()),
            "charset": reading.map(|reading| reading.charset.clone()),
            "records": reading.map_or(0, |reading| reading.records),
            "meetings": reading.map_or(0, |reading| reading.meetings.len() - hidden),
            "hidden": hidden,
            "notices": notices.groups().map(notice_json).collect::<Vec<_>>(),
            "sample": reading.map(|reading| listings(reading, SAMPLE)).unwrap_or_default(),
        }))?;
        return Ok(exit);
    }
    match reading {
        Some(reading) => print::text(&format!(
            "{} in {}: {} records, {} meetings, {} of them inactive",
            reading.format.id(),
            reading.charset,
            reading.records,
            reading.meetings.len(),
            reading.hidden()
        ))?,
        None => print::text("this can't be read as a list of meetings")?,
    }
    notices.groups().try_for_each(|group| print::text(&notice_text(group)))?;
    Ok(exit)
}

/// The first meetings as a search would show them.
fn listings(reading: &Reading, most: usize) -> Vec<ListingJson> {
    let now = clock::now();
    let facts = SourceFacts::of(&[], now, jiff::SignedDuration::from_hours(24));
    let context = ShapeContext { sources: &facts, now };
    let stored = reading.meetings.iter().take(most).zip(1..).map(|(meeting, number)| StoredMeeting {
        number,
        incarnation: 0,
        added: now,
        changed: now,
        meeting: meeting.clone(),
    });
    let hits = stored.map(|stored| hit_of(view(stored.meeting.id.to_string(), &[&stored]), now, None));
    hits.map(|hit| listing_json(&hit, &context)).collect()
}
