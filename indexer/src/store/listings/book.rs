//! The book of public ids while one publication is made: what stands is kept, what is new gets an id, what was
//! withdrawn is known again.

use crate::error::Result;
use crate::store::meetings::StoredMeeting;
use crate::store::tombstones::Tombstones;
use everyroom_feeds::id::MeetingId;
use jiff::Timestamp;
use rusqlite::{Connection, params};
use std::collections::{HashMap, HashSet};

pub(super) struct Book {
    now: i64,
    listing_of: HashMap<i64, String>,
    created: HashMap<String, (i64, i64)>,
    redirected: HashSet<String>,
    tombstones: Tombstones,
    /// Listings that still have a meeting of their own.
    live: HashSet<String>,
    taken: HashSet<String>,
}

impl Book {
    pub(super) fn read(transaction: &Connection, now: Timestamp) -> Result<Self> {
        let mut book = Self {
            now: now.as_millisecond(),
            listing_of: HashMap::new(),
            created: HashMap::new(),
            redirected: HashSet::new(),
            tombstones: Tombstones::read(transaction)?,
            live: HashSet::new(),
            taken: HashSet::new(),
        };
        let mut statement = transaction.prepare("SELECT meeting, listing FROM origin")?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (meeting, listing) = row?;
            book.listing_of.insert(meeting, listing);
        }
        let mut statement =
            transaction.prepare("SELECT id, created, founder, redirect IS NOT NULL FROM listing")?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?), row.get(3)?)))?;
        for row in rows {
            let (id, age, redirected): (String, (i64, i64), bool) = row?;
            if redirected {
                book.redirected.insert(id.clone());
            }
            book.created.insert(id, age);
        }
        Ok(book)
    }

    /// A publisher that gives all its meetings new keys must not cost them their public ids: a meeting that is new
    /// and like exactly one that has gone from the same source takes over its listing.
    pub(super) fn follow_renamed(
        &mut self,
        transaction: &Connection,
        meetings: &[StoredMeeting],
    ) -> Result<()> {
        let new: Vec<&StoredMeeting> =
            meetings.iter().filter(|stored| !self.listing_of.contains_key(&stored.number)).collect();
        let sources: HashSet<&str> = new.iter().map(|stored| stored.meeting.source.as_str()).collect();
        let mut gone: HashMap<String, Vec<i64>> = HashMap::new();
        for source in sources {
            let mut statement = transaction.prepare(
                "SELECT number, body FROM meeting JOIN origin ON origin.meeting = meeting.number \
                 WHERE source = ?1 AND gone IS NOT NULL",
            )?;
            let rows = statement.query_map([source], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
            for row in rows {
                let (number, body): (i64, String) = row?;
                if let Ok(meeting) = serde_json::from_str(&body) {
                    gone.entry(likeness(&meeting)).or_default().push(number);
                }
            }
        }
        let mut like: HashMap<String, Vec<&StoredMeeting>> = HashMap::new();
        for stored in new {
            like.entry(likeness(&stored.meeting)).or_default().push(stored);
        }
        for (likeness, news) in like {
            if let ([stored], Some([old])) = (news.as_slice(), gone.get(&likeness).map(Vec::as_slice))
                && let Some(listing) = self.listing_of.remove(old)
            {
                transaction.execute("DELETE FROM origin WHERE meeting = ?1", [old])?;
                self.assign(transaction, stored.number, &listing)?;
            }
        }
        Ok(())
    }

    /// The listing of a group of meetings that are the same; `None` when it was withdrawn.
    pub(super) fn identify(
        &mut self,
        transaction: &Connection,
        group: &[&StoredMeeting],
    ) -> Result<Option<String>> {
        let cause = self.cause(group);
        let mut had: Vec<String> =
            group.iter().filter_map(|stored| self.listing_of.get(&stored.number).cloned()).collect();
        had.retain(|id| !self.taken.contains(id));
        had.sort_by_key(|id| self.created.get(id).copied());
        had.dedup();
        let id = match had.first() {
            Some(oldest) => oldest.clone(),
            None => self.mint(transaction, group[0])?,
        };
        for merged in had.iter().skip(1) {
            transaction.execute("UPDATE listing SET redirect = ?2 WHERE id = ?1", params![merged, id])?;
            self.log(transaction, "merged", merged)?;
            self.redirected.insert(merged.clone());
            self.taken.insert(merged.clone());
        }
        if self.redirected.remove(&id) {
            transaction.execute("UPDATE listing SET redirect = NULL WHERE id = ?1", [&id])?;
        }
        for stored in group {
            if self.listing_of.get(&stored.number) != Some(&id) {
                self.assign(transaction, stored.number, &id)?;
            }
        }
        self.taken.insert(id.clone());
        match cause {
            Some(cause) => {
                if self.tombstones.fell_with(transaction, &id, &cause, self.now)? {
                    self.log(transaction, "withdrawn", &id)?;
                }
                Ok(None)
            }
            None => Ok(Some(id)),
        }
    }

    /// The listing that was withdrawn by hand and that one of these meetings is, or is again.
    fn cause(&self, group: &[&StoredMeeting]) -> Option<String> {
        let of_one = |stored: &&StoredMeeting| match self.listing_of.get(&stored.number) {
            Some(listing) => {
                self.tombstones.cause_of(listing).or_else(|| self.tombstones.cause_by_marks(&stored.meeting))
            }
            None => self.tombstones.cause_by_marks(&stored.meeting).or_else(|| {
                let cause = self.tombstones.cause_by_hour(&stored.meeting);
                cause.filter(|cause| !self.live.contains(*cause))
            }),
        };
        group.iter().find_map(of_one).map(str::to_owned)
    }

    /// A new listing from a founding meeting. One that had merged and is on its own again gets its old id back.
    fn mint(&mut self, transaction: &Connection, founder: &StoredMeeting) -> Result<String> {
        let meeting = &founder.meeting;
        let mut id = meeting.id.to_string();
        let mut round = founder.incarnation;
        while round > 0 || (self.created.contains_key(&id) && !self.redirected.contains(&id)) {
            // the id is another meeting's for life: the key was recycled
            id = MeetingId::of(&meeting.source, &format!("{}\n{round}", meeting.key)).to_string();
            if !self.created.contains_key(&id) {
                break;
            }
            round += 1;
        }
        if self.created.contains_key(&id) {
            self.log(transaction, "split", &id)?;
        } else {
            transaction.execute(
                "INSERT INTO listing (id, founder, created) VALUES (?1, ?2, ?3)",
                params![id, founder.number, self.now],
            )?;
            self.created.insert(id.clone(), (self.now, founder.number));
        }
        Ok(id)
    }

    /// Notes which listings have a live meeting, before new ones are looked at.
    pub(super) fn note_live(&mut self, meetings: &[StoredMeeting]) {
        let listings = meetings.iter().filter_map(|stored| self.listing_of.get(&stored.number));
        self.live = listings.cloned().collect();
    }

    fn assign(&mut self, transaction: &Connection, number: i64, listing: &str) -> Result<()> {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO origin (meeting, listing) VALUES (?1, ?2)")?
            .execute(params![number, listing])?;
        self.listing_of.insert(number, listing.to_owned());
        Ok(())
    }

    fn log(&self, transaction: &Connection, kind: &str, listing: &str) -> Result<()> {
        transaction.execute(
            "INSERT INTO change (at, kind, listing) VALUES (?1, ?2, ?3)",
            params![self.now, kind, listing],
        )?;
        Ok(())
    }
}

/// Equal for two meetings of one source that differ in nothing a person would recognise them by.
fn likeness(meeting: &everyroom_feeds::meeting::Meeting) -> String {
    let venue = meeting.venue.as_ref().map(|venue| (&venue.name, &venue.address));
    let link = meeting.online.as_ref().map(|online| (&online.url, &online.phone));
    format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}",
        meeting.source, meeting.name, meeting.group, meeting.schedule.slot, venue, link
    )
}
