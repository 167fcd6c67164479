//! `everyroom discover`: from a home page to its feeds, each as a ready `[[source]]`. Nothing is stored.

use super::{print, runtime};
use crate::cli::{Common, DiscoverArgs};
use crate::clock;
use crate::config::{Config, address_keys};
use crate::exit::{Exit, UsageError};
use anyhow::Result;
use everyroom_crawler::discover::{Discovery, Found, LookedAt, Outcome, hasty};
use everyroom_crawler::{CancellationToken, Crawler, FetchFault};
use everyroom_feeds::discover::{Candidate, Entry, Evidence, Summary, entry};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::registry::{address_key, builtin};
use everyroom_feeds::source::Permission;
use serde_json::{Value, json};
use std::io::Write;
use url::Url;

/// Looks and tells.
pub fn run(config: &Config, common: &Common, args: &DiscoverArgs) -> Result<Exit> {
    let page = page(&args.url)?;
    let crawler = Crawler::new(hasty(config.crawler()?))?;
    crawler.may_crawl(&page)?;
    let runtime = runtime()?;
    let looked = runtime.block_on(crawler.discover(&page, CancellationToken::new()));
    // a reader that still works on something hopeless is not waited for
    runtime.shutdown_background();
    let discovery = match looked {
        Ok(discovery) => discovery,
        Err(fault) => return unreachable(&page, &fault, common.json),
    };
    let entries = entries(config, &discovery);
    if common.json {
        print::json(&report(&discovery, &entries))?;
    } else {
        tell(config, &discovery, &entries)?;
    }
    Ok(if entries.iter().any(Option::is_some) { Exit::Ok } else { Exit::Problem })
}

fn page(text: &str) -> Result<Url> {
    let wrong = |why: &str| UsageError(format!("`{text}` is not the address of a web page: {why}"));
    let spelled = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&spelled).map_err(|error| wrong(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        anyhow::bail!(wrong("it has to begin with http:// or https://"));
    }
    Ok(url)
}

/// The page did not come.
fn unreachable(page: &Url, fault: &FetchFault, as_json: bool) -> Result<Exit> {
    let url = everyroom_crawler::redact(page);
    if as_json {
        let looked_at = [LookedAt { url: url.clone(), result: fault.to_string() }];
        print::json(
            &json!({ "page": { "url": url }, "candidates": [], "looked_at": looked_at, "signs": [] }),
        )?;
    } else {
        say(&format!("{url} did not come: {fault}"))?;
        say("nothing else was asked. Is the address right, and does it open in a browser?")?;
    }
    Ok(Exit::Problem)
}

/// The entries of what was read, in the order of what was found; ids of configured sources are left alone.
fn entries(config: &Config, discovery: &Discovery) -> Vec<Option<Entry>> {
    let known = config.sources.iter().chain(builtin().sources());
    let mut taken: Vec<SourceId> = known.map(|source| source.id.clone()).collect();
    let today = clock::now().to_zoned(config.crawl.timezone.rules()).date();
    let mut entry_of = |found: &Found| match &found.outcome {
        Outcome::Read(read) => {
            let (candidate, summary) = read.as_ref();
            let entry = entry(candidate, summary, &discovery.about, &discovery.page, &taken, today);
            taken.push(entry.id.clone());
            Some(entry)
        }
        Outcome::Not(_) => None,
    };
    discovery.found.iter().map(&mut entry_of).collect()
}

fn tell(config: &Config, discovery: &Discovery, entries: &[Option<Entry>]) -> Result<()> {
    let mut tables = Vec::new();
    for (found, entry) in discovery.found.iter().zip(entries) {
        match (&found.outcome, entry) {
            (Outcome::Read(read), Some(entry)) => {
                let known = known_as(config, entry);
                tables.push(table(&read.0, &read.1, entry, known.as_ref()));
            }
            (Outcome::Not(reason), _) => say(&unusable(found, reason))?,
            _ => {}
        }
    }
    if tables.is_empty() {
        return nothing(discovery);
    }
    print::text(&tables.join("\n"))
}

/// One feed as TOML, with what said so and what was read above it.
fn table(candidate: &Candidate, read: &Summary, entry: &Entry, known: Option<&SourceId>) -> String {
    let mut notes: Vec<String> = candidate.evidence.iter().map(said).collect();
    notes.extend(known.map(|id| format!("this list is known already, as `{id}`")));
    notes.push(format!(
        "read: {} records, {} meetings, {} of them paused; {} errors, {} warnings, {} hints",
        read.records, read.meetings, read.hidden, read.errors, read.warnings, read.infos
    ));
    notes.push(match &entry.because {
        Some(because) => format!("fellowship: from {because}"),
        None => "fellowship: nothing on the page says whose meetings these are; write it here".to_owned(),
    });
    if entry.fellowship == Fellowship::other() && entry.because.is_some() {
        notes.push("fellowship: it is none of the dictionary".to_owned());
    }
    if entry.permission == Permission::Ask {
        notes.push(
            "permission: made for people, not for programs; ask the publisher, then write `open`".to_owned(),
        );
    }
    entry.to_toml(&notes)
}

/// The configured or built-in source that has the same list.
fn known_as(config: &Config, entry: &Entry) -> Option<SourceId> {
    let key = address_key(&entry.url);
    let mut known = config.sources.iter().chain(builtin().sources());
    known.find(|source| address_keys(source).any(|other| other == key)).map(|source| source.id.clone())
}

fn said(evidence: &Evidence) -> String {
    match evidence.line {
        Some(line) => format!("{}, line {line} of the page", evidence.what),
        None => evidence.what.clone(),
    }
}

fn unusable(found: &Found, reason: &str) -> String {
    let evidence =
        found.evidence.first().map(|evidence| format!(" ({})", said(evidence))).unwrap_or_default();
    format!("not used: {} {}{evidence}: {reason}", found.kind.id(), found.shown)
}

/// The plain answer where nothing was found.
fn nothing(discovery: &Discovery) -> Result<()> {
    say(&format!("no list of meetings was found behind {}", everyroom_crawler::redact(&discovery.page)))?;
    for LookedAt { url, result } in &discovery.looked_at {
        say(&format!("looked at: {url}: {result}"))?;
    }
    for sign in &discovery.signs {
        say(&format!("hint: {}", said(sign)))?;
    }
    say(
        "try the page that shows the meetings themselves; or ask the publisher for a TSML or BMLT address, an iCalendar \
         link or a CSV file; or write a recipe for the page once they agreed (docs/recipes.md)",
    )
}

fn report(discovery: &Discovery, entries: &[Option<Entry>]) -> Value {
    let candidate = |(found, entry): (&Found, &Option<Entry>)| {
        let (read, reason) = match &found.outcome {
            Outcome::Read(read) => (Some(&read.1), None),
            Outcome::Not(reason) => (None, Some(reason)),
        };
        json!({
            "url": found.shown, "kind": found.kind, "evidence": found.evidence,
            "found_in": everyroom_crawler::redact(&found.found_in), "read": read, "reason": reason, "source": entry,
        })
    };
    let candidates: Vec<Value> = discovery.found.iter().zip(entries).map(candidate).collect();
    json!({
        "page": { "url": everyroom_crawler::redact(&discovery.page), "about": discovery.about },
        "candidates": candidates,
        "looked_at": discovery.looked_at,
        "signs": discovery.signs,
    })
}

/// Talk goes to stderr.
fn say(text: &str) -> Result<()> {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Ok(writeln!(std::io::stderr().lock(), "{plain}")?)
}
