//! The facade over what we know: the store of a data directory and the generations built from it.
//!
//! The search path (open generations, `search`, `listing`) never waits for the crawl path (store, `publish`).

use crate::archive::Archive;
use crate::error::{IndexerError, Result};
use crate::generation::build::Input;
use crate::generation::{Generation, SCHEMA, Shelf};
use crate::merge::{self, Listing};
use crate::place::{self, KnownPlaces, Places};
use crate::search::{self, Answer, Cursor, Hit, Query, SearchError};
use crate::store::Store;
use crate::store::listings::Fate;
use crate::store::sources::SourceRecord;
use crate::store::tombstones::Scope;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::source::Source;
use everyroom_feeds::zone::Zone;
use jiff::{SignedDuration, Timestamp};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;
use tracing::{info, warn};

/// A failing source's meetings are shown for so long after its last success.
pub const GRACE: SignedDuration = SignedDuration::from_hours(60 * 24);
/// And for so long once the publisher says that the list is gone.
pub const GRACE_GONE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// A listing is marked stale when it was not confirmed for so long.
pub const STALE_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What we know, opened.
#[derive(Debug)]
pub struct Catalogue {
    data: PathBuf,
    store: Store,
    archive: Archive,
    shelf: Shelf,
    /// The generations that stay readable, the current one first.
    open: RwLock<Vec<Arc<Generation>>>,
    /// The current generation on the shelf that could not be opened, so that it is not checked again and again.
    refused: RwLock<Option<String>>,
}

/// What a publication did.
#[derive(Clone, Debug)]
pub struct Published {
    /// The generation that is current now.
    pub generation: String,
    /// Whether it is a new one.
    pub is_new: bool,
    /// Listings in it, paused ones too.
    pub listings: u64,
}

impl Catalogue {
    /// As [`Catalogue::open`], for who only looks: a directory without data stays as it is, and is an error.
    pub fn open_existing(data: &Path) -> Result<Self> {
        if !Store::is_in(data) && !Shelf::is_in(data) {
            return Err(IndexerError::NoData { path: data.to_owned() });
        }
        Self::open(data)
    }

    /// Opens a data directory, making it when it is not there. Generations are opened by [`Catalogue::reload`].
    pub fn open(data: &Path) -> Result<Self> {
        std::fs::create_dir_all(data).map_err(IndexerError::file(data))?;
        if !Store::is_in(data) && Shelf::is_in(data) {
            warn!("the store is missing and is made anew: decisions, public ids and numbers are lost");
        }
        Ok(Self {
            data: data.to_owned(),
            store: Store::open(data)?,
            archive: Archive::open(data)?,
            shelf: Shelf::open(data)?,
            open: RwLock::new(Vec::new()),
            refused: RwLock::new(None),
        })
    }

    /// The data directory.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The archive.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Opens the current generation if it is not open yet. Returns whether another one is served now.
    ///
    /// A spoilt current generation gives way to an older whole one; with none, that is an error.
    pub fn reload(&self) -> Result<bool> {
        let served = self.current().map(|generation| generation.id().to_owned());
        let wanted = self.shelf.current();
        let refused = self.refused.read().unwrap_or_else(PoisonError::into_inner).clone();
        if served.is_some() && (wanted == served || wanted == refused) {
            // who withdraws something forgets older generations after the new one is there
            self.close_forgotten()?;
            return Ok(false);
        }
        let Some(generation) = self.shelf.load_current()? else { return Ok(false) };
        let is_older = wanted.as_deref() != Some(generation.id());
        *self.refused.write().unwrap_or_else(PoisonError::into_inner) = wanted.filter(|_| is_older);
        if Some(generation.id()) == served.as_deref() {
            return Ok(false);
        }
        self.swap_in(generation);
        self.close_forgotten()?;
        Ok(true)
    }

    /// The generation that is served; `None` before the first publication.
    pub fn current(&self) -> Option<Arc<Generation>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).first().cloned()
    }

    /// A generation that is kept open: the current one, or one that earlier pages came from.
    pub fn opened(&self, id: &str) -> Option<Arc<Generation>> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.iter().find(|generation| generation.id() == id).cloned()
    }

    /// Answers a query: from the current generation, or from the one its cursor belongs to.
    pub fn search(&self, query: &Query) -> std::result::Result<Answer, SearchError> {
        let Some(current) = self.current() else { return search::nothing(query) };
        let Some(cursor) = &query.cursor else { return search::search(&current, query) };
        let wanted = Cursor::parse(cursor)?.generation();
        let generation = self.opened(&wanted).ok_or(SearchError::CursorExpired)?;
        search::search(&generation, query)
    }

    /// The listing of a public id in the current generation.
    pub fn listing(&self, id: &str) -> Result<Option<Listing>> {
        let Some(current) = self.current() else { return Ok(None) };
        current.row(id).map(|row| current.listing(row)).transpose()
    }

    /// The next meetings of the current generation that would also do instead of a listing, as they stand at `now` to
    /// somebody in `zone`; an error when the deadline is over. See [`search::alternatives`].
    pub fn alternatives(
        &self,
        listing: &Listing,
        now: Timestamp,
        zone: &Zone,
        deadline: Option<Instant>,
    ) -> std::result::Result<Vec<Hit>, SearchError> {
        let Some(current) = self.current() else { return Ok(Vec::new()) };
        search::alternatives(&current, listing, now, zone, deadline)
    }

    /// What became of a public id that no listing has; follows redirects to their end.
    pub fn fate(&self, id: &str) -> Result<Option<Fate>> {
        let mut fate = self.store.fate(id)?;
        for _ in 0..16 {
            let Some(Fate::Redirects(to)) = &fate else { break };
            match self.store.fate(to)? {
                Some(Fate::Redirects(further)) => fate = Some(Fate::Redirects(further)),
                Some(Fate::Withdrawn(reason)) => fate = Some(Fate::Withdrawn(reason)),
                _ => break,
            }
        }
        Ok(fate)
    }

    /// Brings the generations up to what the store says: listings, a new generation, the swap. When nothing that
    /// shows has changed since the current generation, nothing is done, unless `rebuild`. Where a decision was made that
    /// what was shown must not be found by paging either, the older generations go.
    pub fn publish(&self, now: Timestamp, rebuild: bool) -> Result<Published> {
        let owed = self.store.owed_forgetting()?;
        let published = self.bring_up(now, rebuild)?;
        if let Some(owed) = owed {
            self.shelf.forget_older()?;
            self.close_forgotten()?;
            self.store.forgot(owed)?;
        }
        Ok(published)
    }

    fn bring_up(&self, now: Timestamp, rebuild: bool) -> Result<Published> {
        let records = self.store.sources()?;
        let retired = retired(&records, now);
        if self.store.forget_bodies(&retired, now)? > 0 {
            self.archive.prune(&self.store.archived()?)?;
        }
        let basis = self.basis(&retired)?;
        if !rebuild
            && let Some(current) = self.shelf.load_current().ok().flatten()
            && current.manifest().basis == basis
        {
            let published = Published {
                generation: current.id().to_owned(),
                is_new: false,
                listings: current.len() as u64,
            };
            if self.current().is_none_or(|open| open.id() != published.generation) {
                self.swap_in(current);
            }
            return Ok(published);
        }
        let (listings, places) = self.listings(&records, &retired, now)?;
        let generation = self.shelf.publish(Input { listings, places, basis, now })?;
        let published = Published {
            generation: generation.id().to_owned(),
            is_new: true,
            listings: generation.len() as u64,
        };
        info!(generation = published.generation, listings = published.listings, "generation published");
        self.swap_in(generation);
        self.archive.prune(&self.store.archived()?)?;
        Ok(published)
    }

    /// Withdraws a listing, for a group or a person: publishes without it, and forgets the older generations that
    /// still show it. `None` when there is no such listing or it is withdrawn already.
    pub fn withdraw(
        &self,
        listing: &str,
        scope: Scope,
        reason: &str,
        now: Timestamp,
    ) -> Result<Option<Published>> {
        if !self.store.withdraw(listing, scope, reason, now)? {
            return Ok(None);
        }
        self.publish(now, false).map(Some)
    }

    /// Closes generations that are no longer on the shelf; cursors into them expire.
    fn close_forgotten(&self) -> Result<()> {
        let kept = self.shelf.ids()?;
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        open.retain(|generation| kept.iter().any(|id| id == generation.id()));
        Ok(())
    }

    fn listings(
        &self,
        records: &[SourceRecord],
        retired: &[SourceId],
        now: Timestamp,
    ) -> Result<(Vec<Listing>, KnownPlaces)> {
        let meetings = self.store.live_meetings(retired)?;
        let configured = records.iter().filter(|record| record.configured);
        let sources: Vec<Source> = configured.map(|record| record.source.clone()).collect();
        let groups = merge::clusters(&meetings, &sources);
        let ids = self.store.identify(&meetings, &groups, now)?;
        let places = Places::learn(meetings.iter().map(|stored| &stored.meeting), &sources);
        let shown = groups.iter().zip(ids).filter_map(|(group, id)| {
            let members: Vec<_> = group.iter().map(|&at| &meetings[at]).collect();
            let mut listing = merge::view(id?, &members);
            // after merging: a concluded place must never make two meetings one
            places.complete(&mut listing.meeting);
            Some(listing)
        });
        let shown: Vec<Listing> = shown.collect();
        let known = places.known(shown.iter().map(|listing| &listing.meeting));
        Ok((shown, known))
    }

    /// Equal whenever a generation would show the same.
    fn basis(&self, retired: &[SourceId]) -> Result<String> {
        let kinds: Vec<&str> = Kind::all().map(Kind::id).collect();
        let fellowships: Vec<&str> = Fellowship::all().map(Fellowship::id).collect();
        let places = place::basis();
        let words =
            format!("{SCHEMA} {places} {} {retired:?} {kinds:?} {fellowships:?}", self.store.revision()?);
        Ok(blake3::hash(words.as_bytes()).to_hex().to_string())
    }

    fn swap_in(&self, generation: Generation) {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        open.retain(|older| older.id() != generation.id());
        open.insert(0, Arc::new(generation));
        open.truncate(crate::generation::KEPT);
    }
}

/// Sources whose meetings are no longer shown: without success for the whole of their grace.
fn retired(records: &[SourceRecord], now: Timestamp) -> Vec<SourceId> {
    let is_retired = |record: &&SourceRecord| match (record.gone_since, record.last_ok) {
        (Some(gone), _) if now.duration_since(gone) > GRACE_GONE => true,
        (_, Some(last_ok)) => now.duration_since(last_ok) > GRACE,
        (_, None) => false,
    };
    records.iter().filter(is_retired).map(|record| record.source.id.clone()).collect()
}
