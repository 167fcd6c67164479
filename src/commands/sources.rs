//! `everyroom sources`: the registry and its state. Decisions go to the store, never into the operator's files.

use super::{print, sources_add, sources_lint};
use crate::app::App;
use crate::cli::{Common, SourcesVerb};
use crate::clock;
use crate::crawl::is_forgotten;
use crate::exit::{Exit, UsageError};
use anyhow::Result;
use everyroom_api::check::NoticeJson;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::notice::Severity;
use everyroom_indexer::IndexerError;
use everyroom_indexer::lock::RunLock;
use everyroom_indexer::store::sources::{Override, SourceRecord, SourceState};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Runs one of the verbs.
pub fn run(app: &App, common: &Common, verb: &SourcesVerb) -> Result<Exit> {
    // without the right --config the store still tells what it knows
    if !is_forgotten(&app.config, &app.catalogue.store().sources()?) {
        app.catalogue.store().register(&app.config.in_force())?;
    }
    match verb {
        SourcesVerb::List => list(app, common.json)?,
        SourcesVerb::Show { id } => show(app, &named(app, id)?, common.json)?,
        SourcesVerb::History { id, most } => history(app, &named(app, id)?, *most, common.json)?,
        SourcesVerb::Release { id } => {
            let record = named(app, id)?;
            if record.state(clock::now(), app.period()) != SourceState::Held {
                anyhow::bail!(UsageError(format!("`{id}` is not held, so there is nothing to release")));
            }
            app.catalogue.store().release(&record.source.id)?;
            print::text("the next list of this source is taken as it comes")?;
        }
        SourcesVerb::Disable { id } => decide(app, id, Some(Override::Disabled))?,
        SourcesVerb::OptOut { id } => decide(app, id, Some(Override::OptedOut))?,
        SourcesVerb::Enable { id } => decide(app, id, None)?,
        SourcesVerb::Add { file } => sources_add::add(app, file, common.json)?,
        SourcesVerb::Remove { id } => sources_add::remove(app, &named(app, id)?)?,
        SourcesVerb::Lint { files } => return sources_lint::run(common, files),
    }
    Ok(Exit::Ok)
}

fn named(app: &App, id: &str) -> Result<SourceRecord> {
    let missing = || UsageError(format!("there is no source `{id}`; `everyroom sources list` names them"));
    let id = SourceId::parse(id).map_err(|_| missing())?;
    Ok(app.catalogue.store().source(&id)?.ok_or_else(missing)?)
}

fn decide(app: &App, id: &str, decision: Option<Override>) -> Result<()> {
    app.catalogue.store().decide(&named(app, id)?.source.id, decision)?;
    // what a publisher no longer wants shown must not be found by paging either
    publish(app, decision == Some(Override::OptedOut))
}

/// Shows what was decided, at once if no run is at work; `for_good`: the older generations go.
pub(super) fn publish(app: &App, for_good: bool) -> Result<()> {
    let _lock = match RunLock::take(app.catalogue.data(), "publication") {
        Err(IndexerError::Locked { holder }) => {
            return print::text(&format!("noted; it takes effect when the run at work ends ({holder})"));
        }
        lock => lock?,
    };
    let now = clock::now();
    let published = match for_good {
        true => app.catalogue.publish_for_good(now)?,
        false => app.catalogue.publish(now, false)?,
    };
    print::text(&format!("noted; {} listings in generation {}", published.listings, published.generation))
}

fn list(app: &App, as_json: bool) -> Result<()> {
    let (records, now, period) = (app.catalogue.store().sources()?, clock::now(), app.period());
    let shown = records.iter().filter(|record| record.configured);
    if as_json {
        return print::json(&shown.map(|record| in_short(record, now, period)).collect::<Vec<_>>());
    }
    let rows = shown.map(|record| {
        [
            record.source.id.to_string(),
            record.state(now, period).id().to_owned(),
            record.source.permission.id().to_owned(),
            record.meetings.to_string(),
            instant(record.last_ok),
            instant(record.last_change),
            record.detail.clone().unwrap_or_default(),
        ]
    });
    print::table(["source", "state", "permission", "meetings", "last ok", "last change", "why"], rows)
}

fn in_short(record: &SourceRecord, now: Timestamp, period: SignedDuration) -> Value {
    json!({
        "id": record.source.id,
        "name": record.source.name,
        "fellowship": record.source.fellowship,
        "country": record.source.country,
        "region": record.source.region,
        "permission": record.source.permission,
        "added": record.added,
        "state": record.state(now, period),
        "meetings": record.meetings,
        "hidden": record.hidden,
        "last_ok": record.last_ok,
        "last_try": record.last_try,
        "last_change": record.last_change,
        "detail": record.detail,
        "notices": {
            "error": record.notices.count_of(Severity::Error),
            "warning": record.notices.count_of(Severity::Warning),
        },
    })
}

fn show(app: &App, record: &SourceRecord, as_json: bool) -> Result<()> {
    let notices: Vec<NoticeJson> = record.notices.groups().map(NoticeJson::of).collect();
    if as_json {
        let mut value = in_short(record, clock::now(), app.period());
        value["url"] = json!(everyroom_crawler::redact(&record.source.url));
        value["format"] = json!(record.format);
        value["site"] = json!(record.source.site.as_ref().map(everyroom_crawler::redact));
        value["also"] = json!(record.source.also.iter().map(everyroom_crawler::redact).collect::<Vec<_>>());
        value["licence"] = json!(record.source.licence);
        value["found_in"] = json!(record.source.found_in);
        value["verified"] = json!(record.source.verified);
        value["charset"] = json!(record.charset);
        value["records"] = json!(record.records);
        value["notices"] = json!(notices);
        return print::json(&value);
    }
    let state = record.state(clock::now(), app.period());
    print::text(&format!(
        "{}  {}\n  {}\n  {}\n  state {}, {} meetings ({} inactive) in {} records, last ok {}, last change {}{}",
        record.source.id,
        record.source.name,
        everyroom_crawler::redact(&record.source.url),
        facts(record),
        state.id(),
        record.meetings,
        record.hidden,
        record.records,
        instant(record.last_ok),
        instant(record.last_change),
        record.detail.as_ref().map(|detail| format!("\n  {detail}")).unwrap_or_default(),
    ))?;
    record.notices.groups().map(NoticeJson::of).try_for_each(|notice| print::text(&notice_text(&notice)))
}

/// What the entry says, in a line.
fn facts(record: &SourceRecord) -> String {
    let source = &record.source;
    let place = source.region.map(|region| region.to_string()).or(source.country.map(|c| c.to_string()));
    let found = Some(&source.found_in).filter(|found| !found.is_empty());
    let parts = [
        Some(source.fellowship.to_string()),
        place,
        source.timezone.as_ref().map(ToString::to_string),
        Some(format!("permission {}", source.permission.id())),
        Some(format!("verified {}", source.verified)),
        found.map(|found| format!("found in {found}")),
        record.added.then(|| "added by hand".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn history(app: &App, record: &SourceRecord, most: u32, as_json: bool) -> Result<()> {
    let rows = app.catalogue.store().history(&record.source.id, most)?;
    if as_json {
        return print::json(&rows);
    }
    let number = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
    let lines = rows.iter().map(|row| {
        [
            instant(Some(row.started)),
            row.outcome.clone(),
            number(row.status.map(u64::from)),
            number(row.meetings),
            row.decoded_bytes.to_string(),
            row.notices.groups().map(|group| group.code.to_string()).collect::<Vec<_>>().join(" "),
        ]
    });
    print::table(["started", "outcome", "status", "meetings", "bytes", "notices"], lines)
}

fn instant(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "never".to_owned(), |at| format!("{at:.0}"))
}

/// A group of notices as people read it: what, how often, what to do, and the first places.
pub fn notice_text(notice: &NoticeJson) -> String {
    const PLACES: usize = 3;
    let severity = serde_json::to_value(notice.severity).unwrap_or_default();
    let mut text = format!(
        "\n{} {} x{}: {}\n  {}\n  fix: {}",
        severity.as_str().unwrap_or_default(),
        notice.code,
        notice.count_total,
        notice.message,
        notice.consequence,
        notice.how_to_fix
    );
    for sample in notice.samples.iter().take(PLACES) {
        let line = sample.line.map(|line| format!("line {line}:{}", sample.column.unwrap_or(1)));
        let value = sample.value.as_ref().map(|value| format!("{value:?}"));
        let corrected = sample.corrected.as_ref().map(|corrected| format!("-> {corrected:?}"));
        let name = sample.name.as_ref().or(sample.record_key.as_ref()).map(|name| format!("({name})"));
        let parts = [line, sample.pointer.clone(), value, corrected, name];
        text.push_str("\n    ");
        text.push_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    let more = notice.count_total.saturating_sub(PLACES as u64);
    if more > 0 {
        text.push_str(&format!("\n    ... and {more} more"));
    }
    text
}
