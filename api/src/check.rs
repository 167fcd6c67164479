//! What a reading of a feed comes to, for whoever publishes it: the same report on the command line, by
//! `POST /v1/check`, and for a source that is crawled. Fetches nothing itself: see [`FeedChecker`].

use crate::shape::{ListingJson, ShapeContext, listing_json};
use crate::sources::SourceFacts;
use everyroom_feeds::format::recipe::likely;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::notice::{Effect, NoticeGroup, Notices, Sample, Severity};
use everyroom_feeds::plan::Part;
use everyroom_feeds::reading::{Format, Reading};
use everyroom_feeds::source::{FormatChoice, Source};
use everyroom_indexer::merge::view;
use everyroom_indexer::search::hit_of;
use everyroom_indexer::store::meetings::StoredMeeting;
use everyroom_indexer::store::sources::SourceRecord;
use jiff::Timestamp;
use serde::Serialize;
use std::future::Future;
use std::pin::Pin;
use utoipa::ToSchema;

/// On a server recipes are tried on feeds of so many bytes: with all of them a larger one would take too long.
const MOST_TO_GUESS: usize = 2 * 1024 * 1024;
/// How many listings a report shows.
const SAMPLE: usize = 3;

/// The documents of a source, or why they did not come, as notices.
pub type Fetched = Result<(Vec<Part>, Notices), Notices>;

/// Gets the documents of a source from the network, with all the care of the crawler. The program supplies it.
pub trait FeedChecker: std::fmt::Debug + Send + Sync {
    /// Gets them.
    fn fetch(&self, source: Source) -> Pin<Box<dyn Future<Output = Fetched> + Send>>;
}

/// How a feed is judged.
#[derive(Clone, Copy, Debug)]
pub struct Judging {
    /// The moment of asking.
    pub now: Timestamp,
    /// The language of labels.
    pub language: UiLanguage,
    /// Where no format reads it, shipped recipes are tried, one after the other, up to so many bytes.
    pub most_to_guess: usize,
}

impl Judging {
    /// For somebody who waits for as long as it takes.
    pub fn patiently(now: Timestamp) -> Self {
        Self { now, language: UiLanguage::default(), most_to_guess: usize::MAX }
    }

    /// For somebody among others.
    pub fn among_others(now: Timestamp, language: UiLanguage) -> Self {
        Self { now, language, most_to_guess: MOST_TO_GUESS }
    }
}

/// What was read of a feed, what is wrong with it and how to mend it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckReport {
    /// The shape it was read in; `null` when it could not be read.
    pub format: Option<&'static str>,
    /// The shipped recipe that fits, where no format reads it: `recipe = { use = "..." }` in the source.
    pub recipe: Option<&'static str>,
    /// Its character set.
    pub charset: Option<String>,
    /// How many records stand in it.
    pub records: usize,
    /// How many active meetings were read.
    pub meetings: usize,
    /// How many inactive ones.
    pub hidden: usize,
    /// What was noticed, grouped by code.
    pub notices: Vec<NoticeJson>,
    /// The first meetings as a search would show them.
    pub sample: Vec<ListingJson>,
}

/// All notices of one code.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeJson {
    /// The code.
    pub code: &'static str,
    /// `error`, `warning` or `info`.
    #[schema(value_type = String)]
    pub severity: Severity,
    /// What was done about it.
    #[schema(value_type = String)]
    pub effect: Effect,
    /// What is wrong, in plain words.
    pub message: &'static str,
    /// What readers of the list take it for.
    pub consequence: &'static str,
    /// The one next step.
    pub how_to_fix: &'static str,
    /// How often it was met.
    pub count_total: u64,
    /// The first places.
    #[schema(value_type = Vec<Object>)]
    pub samples: Vec<Sample>,
}

impl NoticeJson {
    /// A group of notices as machines read it.
    pub fn of(group: &NoticeGroup) -> Self {
        let info = group.code.info();
        Self {
            code: info.id,
            severity: group.severity,
            effect: group.effect,
            message: info.message,
            consequence: group.effect.consequence(),
            how_to_fix: info.how_to_fix,
            count_total: group.count_total,
            samples: group.samples.clone(),
        }
    }
}

impl CheckReport {
    /// The report of a reading, or of a feed that could not be read.
    pub fn new(reading: Option<&Reading>, notices: &Notices, judging: &Judging) -> Self {
        let hidden = reading.map_or(0, Reading::hidden);
        Self {
            format: reading.map(|reading| reading.format.id()),
            recipe: None,
            charset: reading.map(|reading| reading.charset.clone()),
            records: reading.map_or(0, |reading| reading.records),
            meetings: reading.map_or(0, |reading| reading.meetings.len() - hidden),
            hidden,
            notices: notices.groups().map(NoticeJson::of).collect(),
            sample: reading.map(|reading| listings(reading, SAMPLE, judging)).unwrap_or_default(),
        }
    }

    /// The report of a source as it was last read.
    pub fn of_source(record: &SourceRecord) -> Self {
        let known = Format::ALL.into_iter().find(|format| record.format.as_deref() == Some(format.id()));
        let (meetings, hidden) = (record.meetings as usize, record.hidden as usize);
        Self {
            format: known.map(Format::id),
            recipe: None,
            charset: None,
            records: record.records as usize,
            meetings: meetings.saturating_sub(hidden),
            hidden,
            notices: record.notices.groups().map(NoticeJson::of).collect(),
            sample: Vec::new(),
        }
    }

    /// Reads documents and reports.
    pub fn read(source: &Source, fetched: &Fetched, judging: &Judging) -> Self {
        Checked::of(source, fetched, judging.most_to_guess).report(judging)
    }

    /// Whether anything in it is an error.
    pub fn has_errors(&self) -> bool {
        self.format.is_none()
            || self.meetings + self.hidden == 0
            || self.notices.iter().any(|notice| notice.severity == Severity::Error)
    }
}

/// A feed as it was read, or why it was not.
#[derive(Debug)]
pub struct Checked {
    /// The shipped recipe that it was read by, where no format reads it.
    pub recipe: Option<&'static str>,
    /// What was read.
    pub reading: Option<Reading>,
    /// What was noticed, of fetching too.
    pub notices: Notices,
}

impl Checked {
    /// Reads documents: as the source says, else by the shipped recipe that fits, where one may be guessed: in documents of
    /// so many bytes.
    pub fn of(source: &Source, fetched: &Fetched, most_to_guess: usize) -> Self {
        let (parts, fetching) = match fetched {
            Ok(fetched) => fetched,
            Err(notices) => return Self { recipe: None, reading: None, notices: notices.clone() },
        };
        let (recipe, reading, mut notices) = match everyroom_feeds::format::read(source, parts) {
            Ok(reading) => {
                let notices = reading.notices.clone();
                (None, Some(reading), notices)
            }
            Err(refusal) => {
                let size: usize = parts.iter().map(|part| part.body.len()).sum();
                let is_open = source.recipe.is_none() && source.format == FormatChoice::Auto;
                let may_guess = is_open && size <= most_to_guess;
                match may_guess.then(|| likely(source, parts)).flatten() {
                    Some((recipe, reading)) => {
                        let notices = reading.notices.clone();
                        (Some(recipe), Some(reading), notices)
                    }
                    None => (None, None, refusal.notices()),
                }
            }
        };
        notices.absorb(fetching.clone());
        Self { recipe, reading, notices }
    }

    /// The report of it.
    pub fn report(&self, judging: &Judging) -> CheckReport {
        let report = CheckReport::new(self.reading.as_ref(), &self.notices, judging);
        CheckReport { recipe: self.recipe, ..report }
    }
}

/// The first meetings of a reading as a search would show them.
pub fn listings(reading: &Reading, most: usize, judging: &Judging) -> Vec<ListingJson> {
    let Judging { now, language, .. } = *judging;
    let facts = SourceFacts::of(&[], now, jiff::SignedDuration::from_hours(24));
    let context = ShapeContext { sources: &facts, now, language };
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
