//! `everyroom sources list`, `show` and `history`: what is known of sources. Nothing is written, and no data directory is
//! made.

use super::{existing, print};
use crate::app::App;
use crate::cli::Common;
use crate::clock;
use crate::config::Config;
use crate::exit::UsageError;
use crate::registration::as_registered;
use anyhow::Result;
use everyroom_api::check::NoticeJson;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::notice::Severity;
use everyroom_indexer::IndexerError;
use everyroom_indexer::store::attempts::AttemptRow;
use everyroom_indexer::store::sources::{SourceRecord, SourceState};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// The sources of the configuration, with what is known of them where there are data.
pub struct Shown {
    records: Vec<SourceRecord>,
    period: SignedDuration,
    app: Option<App>,
    as_json: bool,
}

impl Shown {
    /// Looks them up.
    pub fn of(config: Config, common: &Common) -> Result<Self> {
        let (period, named) = (config.period(), config.clone());
        let app = match existing(config) {
            Ok(app) => Some(app),
            Err(IndexerError::NoData { path }) => {
                tracing::info!("there are no data in {} yet", path.display());
                None
            }
            Err(error) => return Err(error.into()),
        };
        let stored = app.as_ref().map_or(Ok(Vec::new()), |app| app.catalogue.store().sources())?;
        Ok(Self { records: as_registered(&named, stored), period, app, as_json: common.json })
    }

    fn named(&self, id: &str) -> Result<&SourceRecord> {
        let found = self.records.iter().find(|record| record.source.id.as_str() == id);
        Ok(found.ok_or_else(|| no_source(id))?)
    }

    /// All of them.
    pub fn list(&self) -> Result<()> {
        let (now, period) = (clock::now(), self.period);
        let shown = self.records.iter().filter(|record| record.configured);
        if self.as_json {
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

    /// One with its notices.
    pub fn show(&self, id: &str) -> Result<()> {
        let record = self.named(id)?;
        let notices: Vec<NoticeJson> = record.notices.groups().map(NoticeJson::of).collect();
        match self.as_json {
            true => print::json(&in_full(record, &notices, self.period)),
            false => {
                print::text(&in_words(record, self.period))?;
                notices.iter().try_for_each(|notice| print::text(&notice_text(notice)))
            }
        }
    }

    /// The latest attempts at one.
    pub fn history(&self, id: &str, most: u32) -> Result<()> {
        let id: &SourceId = &self.named(id)?.source.id;
        let rows = self.app.as_ref().map_or(Ok(Vec::new()), |app| app.catalogue.store().history(id, most))?;
        if self.as_json {
            return print::json(&rows);
        }
        attempts(&rows)
    }
}

/// There is no source of that id.
pub fn no_source(id: &str) -> UsageError {
    UsageError(format!("there is no source `{id}`; `everyroom sources list` names them"))
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

fn in_full(record: &SourceRecord, notices: &[NoticeJson], period: SignedDuration) -> Value {
    let mut value = in_short(record, clock::now(), period);
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
    value
}

fn in_words(record: &SourceRecord, period: SignedDuration) -> String {
    let state = record.state(clock::now(), period);
    let id = &record.source.id;
    let until = match state {
        SourceState::Held => format!(
            "\n  shown after `everyroom sources release {id}`, or when it has come unchanged three times over 48 hours"
        ),
        _ => String::new(),
    };
    format!(
        "{}  {}\n  {}\n  {}\n  state {}, {} meetings ({} inactive) in {} records, last ok {}, last change {}{}{until}",
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
    )
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

fn attempts(rows: &[AttemptRow]) -> Result<()> {
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
