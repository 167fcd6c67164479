//! Sources and their state: what is configured, what an operator decided, how the last attempts went.

use super::{Store, encode, instant};
use crate::error::Result;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::notice::Notices;
use everyroom_feeds::reading::Tables;
use everyroom_feeds::source::Source;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// How a source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// The last attempt got the list, changed or not.
    Ok,
    /// Not confirmed for more than two periods.
    Late,
    /// The last attempt failed.
    Failing,
    /// The last list was held back by the guard.
    Held,
    /// The publisher says that the list is gone.
    Gone,
    /// Switched off by the operator, or not to be fetched by its permission.
    Disabled,
    /// The publisher asked to be left out.
    OptedOut,
    /// Never tried.
    Never,
}

impl SourceState {
    /// The id, as `opted_out`.
    pub fn id(self) -> &'static str {
        match self {
            SourceState::Ok => "ok",
            SourceState::Late => "late",
            SourceState::Failing => "failing",
            SourceState::Held => "held",
            SourceState::Gone => "gone",
            SourceState::Disabled => "disabled",
            SourceState::OptedOut => "opted_out",
            SourceState::Never => "never",
        }
    }
}

/// A decision of the operator about a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Override {
    /// Don't fetch it.
    Disabled,
    /// Don't fetch it and don't show what we have.
    OptedOut,
}

/// A source with all that is known of its state.
#[derive(Clone, Debug)]
pub struct SourceRecord {
    /// What the configuration says.
    pub source: Source,
    /// Whether it is still configured, or was added.
    pub configured: bool,
    /// Whether it is here because an operator added it, and not by the configuration.
    pub added: bool,
    /// The operator's decision.
    pub decision: Option<Override>,
    /// Whether the next snapshot is taken past the guard.
    pub release: bool,
    /// Last attempt.
    pub last_try: Option<Timestamp>,
    /// Last attempt that got the list.
    pub last_ok: Option<Timestamp>,
    /// Last time the list changed.
    pub last_change: Option<Timestamp>,
    /// When it is due by its schedule.
    pub next_due: Option<Timestamp>,
    /// Not before, after failures or when the host asked to wait.
    pub rest_until: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// Outcome of the last attempt, as `unchanged`.
    pub outcome: Option<String>,
    /// Why, in words.
    pub detail: Option<String>,
    /// Last unconditional read.
    pub last_full: Option<Timestamp>,
    /// The shape it was read in.
    pub format: Option<String>,
    /// The character set it came in.
    pub charset: Option<String>,
    /// Records in the good document.
    pub records: u64,
    /// Live meetings, inactive ones too.
    pub meetings: u64,
    /// Inactive ones among them.
    pub hidden: u64,
    /// Notices of the last reading, or of the last failure.
    pub notices: Notices,
    /// Hash of the list that is held back.
    pub held_hash: Option<String>,
    /// Since when.
    pub held_since: Option<Timestamp>,
    /// How often the held list has come.
    pub held_times: u32,
    /// Since when the publisher says that the list is gone.
    pub gone_since: Option<Timestamp>,
    /// Whether the shown list was read by this program and as the source is defined now.
    pub is_read_as_defined: bool,
}

impl SourceRecord {
    /// One that is configured and of which nothing else is known.
    pub fn untried(source: Source) -> Self {
        Self {
            source,
            configured: true,
            added: false,
            decision: None,
            release: false,
            last_try: None,
            last_ok: None,
            last_change: None,
            next_due: None,
            rest_until: None,
            failures: 0,
            outcome: None,
            detail: None,
            last_full: None,
            format: None,
            charset: None,
            records: 0,
            meetings: 0,
            hidden: 0,
            notices: Notices::default(),
            held_hash: None,
            held_since: None,
            held_times: 0,
            gone_since: None,
            is_read_as_defined: false,
        }
    }

    /// The state at `now`, where `period` is how often it is due.
    pub fn state(&self, now: Timestamp, period: SignedDuration) -> SourceState {
        match self.decision {
            Some(Override::OptedOut) => return SourceState::OptedOut,
            Some(Override::Disabled) => return SourceState::Disabled,
            None => {}
        }
        if !self.configured || !self.source.permission.is_open() {
            return SourceState::Disabled;
        }
        match self.outcome.as_deref() {
            None => SourceState::Never,
            Some("gone") => SourceState::Gone,
            Some("quarantined") => SourceState::Held,
            Some("failed" | "blocked") => SourceState::Failing,
            Some(_) => {
                // a source with a schedule of its own may be due more rarely than the others
                let own = self.last_try.zip(self.next_due).map(|(tried, due)| due.duration_since(tried));
                let period = own.map_or(period, |own| own.max(period));
                let late = self.last_ok.is_none_or(|at| now.duration_since(at) > period * 2);
                if late { SourceState::Late } else { SourceState::Ok }
            }
        }
    }

    /// Whether it may be fetched at all.
    pub fn is_enabled(&self) -> bool {
        self.configured && self.decision.is_none() && self.source.permission.is_open()
    }
}

/// Another program may make something else of the same bytes.
pub(super) const PROGRAM: &str = concat!(" read by ", env!("CARGO_PKG_VERSION"));

const SELECT: &str = "SELECT definition, configured, override, release, last_try, last_ok, last_change, next_due, \
     rest_until, failures, outcome, detail, last_full, format, charset, records, hidden, coalesce(trouble, notices), held_hash, held_since, \
     held_times, (SELECT count(*) FROM meeting WHERE meeting.source = source.id AND gone IS NULL), \
     gone_since, read_as IS (definition || '{PROGRAM}'), by_hand FROM source";

fn select(rest: &str) -> String {
    format!("{} {rest}", SELECT.replace("{PROGRAM}", PROGRAM))
}

impl Store {
    /// Makes the configured sources known; those no longer configured are kept, marked. One that was added and is
    /// configured now belongs to the configuration; the others that were added stay as they are.
    ///
    /// Returns whether anything changed.
    pub fn register(&self, sources: &[Source]) -> Result<bool> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let mut changed = 0;
        for source in sources {
            let definition = encode(source);
            changed += transaction.execute(
                "INSERT INTO source (id, definition) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE \
                 SET definition = ?2, configured = 1, by_hand = 0 \
                 WHERE definition <> ?2 OR configured = 0 OR by_hand = 1",
                params![source.id.as_str(), definition],
            )?;
        }
        let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
        changed += transaction.execute(
            "UPDATE source SET configured = 0 WHERE configured = 1 AND by_hand = 0 \
             AND id NOT IN (SELECT value FROM json_each(?1))",
            params![encode(&ids)],
        )?;
        if changed > 0 {
            super::bump_revision(&transaction)?;
        }
        transaction.commit()?;
        Ok(changed > 0)
    }

    /// All sources, by id.
    pub fn sources(&self) -> Result<Vec<SourceRecord>> {
        let reader = self.reader()?;
        let mut statement = reader.prepare(&select("ORDER BY id"))?;
        let rows = statement.query_map([], RawSource::from_row)?;
        rows.map(|row| self.record(row?)).collect()
    }

    /// One source.
    pub fn source(&self, id: &SourceId) -> Result<Option<SourceRecord>> {
        let reader = self.reader()?;
        let row =
            reader.query_row(&select("WHERE id = ?1"), [id.as_str()], RawSource::from_row).optional()?;
        row.map(|row| self.record(row)).transpose()
    }

    /// The good snapshot's own tables.
    pub fn tables(&self, id: &SourceId) -> Result<Tables> {
        let text: Option<String> = self
            .reader()?
            .query_row("SELECT tables FROM source WHERE id = ?1", [id.as_str()], |row| row.get(0))
            .optional()?
            .flatten();
        text.map_or_else(|| Ok(Tables::default()), |text| self.decode("source tables", &text))
    }

    /// Records a decision of the operator; `None` takes it back. False when there is no such source.
    pub fn decide(&self, id: &SourceId, decision: Option<Override>) -> Result<bool> {
        let word = decision.map(|decision| match decision {
            Override::Disabled => "disabled",
            Override::OptedOut => "opted_out",
        });
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let rows = transaction
            .execute("UPDATE source SET override = ?2 WHERE id = ?1", params![id.as_str(), word])?;
        super::bump_revision(&transaction)?;
        if decision == Some(Override::OptedOut) {
            // what a publisher no longer wants shown must not be found by paging either
            super::forgetting::owe(&transaction)?;
        }
        transaction.commit()?;
        Ok(rows > 0)
    }

    /// Lets the next snapshot of a source past the guard. False when there is no such source.
    pub fn release(&self, id: &SourceId) -> Result<bool> {
        let sql = "UPDATE source SET release = 1, next_due = NULL, rest_until = NULL WHERE id = ?1";
        Ok(self.writer().execute(sql, [id.as_str()])? > 0)
    }

    fn record(&self, raw: RawSource) -> Result<SourceRecord> {
        Ok(SourceRecord {
            source: self.decode("a source", &raw.definition)?,
            configured: raw.configured,
            added: raw.added,
            decision: match raw.decision.as_deref() {
                Some("opted_out") => Some(Override::OptedOut),
                Some(_) => Some(Override::Disabled),
                None => None,
            },
            release: raw.release,
            last_try: raw.last_try.map(instant),
            last_ok: raw.last_ok.map(instant),
            last_change: raw.last_change.map(instant),
            next_due: raw.next_due.map(instant),
            rest_until: raw.rest_until.map(instant),
            failures: raw.failures,
            outcome: raw.outcome,
            detail: raw.detail,
            last_full: raw.last_full.map(instant),
            format: raw.format,
            charset: raw.charset,
            records: raw.records,
            meetings: raw.meetings,
            hidden: raw.hidden,
            notices: self.decode("notices", &raw.notices)?,
            held_hash: raw.held_hash,
            held_since: raw.held_since.map(instant),
            held_times: raw.held_times,
            gone_since: raw.gone_since.map(instant),
            is_read_as_defined: raw.is_read_as_defined,
        })
    }
}

struct RawSource {
    definition: String,
    configured: bool,
    decision: Option<String>,
    release: bool,
    last_try: Option<i64>,
    last_ok: Option<i64>,
    last_change: Option<i64>,
    next_due: Option<i64>,
    rest_until: Option<i64>,
    failures: u32,
    outcome: Option<String>,
    detail: Option<String>,
    last_full: Option<i64>,
    format: Option<String>,
    charset: Option<String>,
    records: u64,
    hidden: u64,
    notices: String,
    held_hash: Option<String>,
    held_since: Option<i64>,
    held_times: u32,
    meetings: u64,
    gone_since: Option<i64>,
    is_read_as_defined: bool,
    added: bool,
}

impl RawSource {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            definition: row.get(0)?,
            configured: row.get(1)?,
            decision: row.get(2)?,
            release: row.get(3)?,
            last_try: row.get(4)?,
            last_ok: row.get(5)?,
            last_change: row.get(6)?,
            next_due: row.get(7)?,
            rest_until: row.get(8)?,
            failures: row.get(9)?,
            outcome: row.get(10)?,
            detail: row.get(11)?,
            last_full: row.get(12)?,
            format: row.get(13)?,
            charset: row.get(14)?,
            records: row.get::<_, i64>(15)?.unsigned_abs(),
            hidden: row.get::<_, i64>(16)?.unsigned_abs(),
            notices: row.get(17)?,
            held_hash: row.get(18)?,
            held_since: row.get(19)?,
            held_times: row.get(20)?,
            meetings: row.get::<_, i64>(21)?.unsigned_abs(),
            gone_since: row.get(22)?,
            is_read_as_defined: row.get(23)?,
            added: row.get(24)?,
        })
    }
}
