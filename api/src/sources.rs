//! How the sources stand, kept in memory so that no search waits for SQL. Looked up again at most every half
//! minute, and whenever another generation is served.

use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::redact::redact;
use everyroom_indexer::store::sources::{SourceRecord, SourceState};
use everyroom_indexer::{Catalogue, IndexerError};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use url::Url;

const FRESH: Duration = Duration::from_secs(30);

/// What answers say of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFact {
    /// Its id.
    pub id: SourceId,
    /// Its name for people.
    pub name: String,
    /// Whose meetings it lists.
    pub fellowship: Fellowship,
    /// Where they are, where that is one country or a region of it.
    pub place: (Option<Country>, Option<Region>),
    /// How it stands.
    pub state: SourceState,
    /// When its list was last got.
    pub last_ok: Option<Timestamp>,
    /// Licence as the publisher states it.
    pub licence: Option<String>,
    /// The publisher's home page, else the address of the list without its secrets.
    pub url: String,
}

/// All sources at one moment.
#[derive(Clone, Debug, Default)]
pub struct SourceFacts {
    facts: HashMap<SourceId, SourceFact>,
}

impl SourceFacts {
    /// Makes facts of what the store knows, as of `now`, where `period` is how often a source is due.
    pub fn of(records: &[SourceRecord], now: Timestamp, period: SignedDuration) -> Self {
        let fact = |record: &SourceRecord| {
            let source = &record.source;
            let fact = SourceFact {
                id: source.id.clone(),
                name: source.name.clone(),
                fellowship: source.fellowship,
                place: (source.country, source.region),
                state: record.state(now, period),
                last_ok: record.last_ok,
                licence: Some(source.licence.clone()).filter(|licence| !licence.is_empty()),
                url: redact(source.site.as_ref().filter(|site| is_web(site)).unwrap_or(&source.url)),
            };
            (source.id.clone(), fact)
        };
        Self { facts: records.iter().map(fact).collect() }
    }

    /// One source.
    pub fn get(&self, id: &SourceId) -> Option<&SourceFact> {
        self.facts.get(id)
    }

    /// Sources whose lists were not confirmed lately.
    pub fn stale(&self) -> Vec<SourceId> {
        let is_stale = |fact: &&SourceFact| fact.state != SourceState::Ok;
        let mut stale: Vec<SourceId> =
            self.facts.values().filter(is_stale).map(|fact| fact.id.clone()).collect();
        stale.sort();
        stale
    }

    /// The lists that are read: those that were got at least once and are not left out.
    pub fn read(&self) -> impl Iterator<Item = &SourceFact> {
        self.facts.values().filter(|fact| {
            use SourceState::{Failing, Held, Late, Ok};
            fact.last_ok.is_some() && matches!(fact.state, Ok | Late | Failing | Held)
        })
    }

    /// When a list was last got.
    pub fn last_read(&self) -> Option<Timestamp> {
        self.facts.values().filter_map(|fact| fact.last_ok).max()
    }

    /// All of them, in the order of their ids.
    pub fn all(&self) -> Vec<&SourceFact> {
        let mut all: Vec<&SourceFact> = self.facts.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// How many sources are in each state.
    pub fn states(&self) -> HashMap<SourceState, u64> {
        let mut counts = HashMap::new();
        for fact in self.facts.values() {
            *counts.entry(fact.state).or_default() += 1;
        }
        counts
    }
}

/// The facts, looked up again when they have aged.
#[derive(Debug, Default)]
pub struct SourceTable {
    held: RwLock<Option<Held>>,
    refreshing: Mutex<()>,
}

#[derive(Clone, Debug)]
struct Held {
    facts: Arc<SourceFacts>,
    since: Instant,
    generation: Option<String>,
}

impl SourceTable {
    /// The facts, at most half a minute old. Only the one caller that finds them aged reads the store; others go on
    /// with what there is.
    pub fn facts(
        &self,
        catalogue: &Catalogue,
        now: Timestamp,
        period: SignedDuration,
    ) -> Result<Arc<SourceFacts>, IndexerError> {
        let generation = catalogue.current().map(|generation| generation.id().to_owned());
        let held = self.held();
        let is_fresh = |held: &Held| held.since.elapsed() < FRESH && held.generation == generation;
        if let Some(held) = held.as_ref().filter(|held| is_fresh(held)) {
            return Ok(Arc::clone(&held.facts));
        }
        let turn = match (self.refreshing.try_lock(), &held) {
            (Ok(turn), _) => turn,
            (Err(_), Some(aged)) => return Ok(Arc::clone(&aged.facts)),
            (Err(_), None) => self.refreshing.lock().unwrap_or_else(PoisonError::into_inner),
        };
        if let Some(held) = self.held().filter(is_fresh) {
            return Ok(held.facts);
        }
        let mut records = match (catalogue.store().sources(), held) {
            (Ok(records), _) => records,
            (Err(error), Some(aged)) => {
                tracing::warn!(%error, "the sources can't be read; what was known of them is told");
                return Ok(aged.facts);
            }
            (Err(error), None) => return Err(error),
        };
        records.retain(|record| record.configured);
        let facts = Arc::new(SourceFacts::of(&records, now, period));
        let held = Held { facts: Arc::clone(&facts), since: Instant::now(), generation };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
        drop(turn);
        Ok(facts)
    }

    fn held(&self) -> Option<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}
