//! From a home page to the feeds behind it: reads a document and says what on it points to lists of meetings.
//!
//! Pure and bounded: the first megabyte of a page is looked at, two hundred of its links, and at most twenty candidates
//! come out. Nothing is fetched here, and no address is made up: well-known ones are only named where the page shows
//! the software that serves them. Who fetches, and how often, is the business of the crawler.

mod about;
mod address;
mod base64;
mod bmlt;
mod calendar;
mod classify;
mod entry;
mod follow;
mod gather;
mod links;
mod page;
mod scripts;
mod sheet;
mod summary;
mod tags;
#[cfg(test)]
mod tests;
mod tsml;
mod whose;

pub use about::About;
pub use entry::{Entry, Whose, entry};
pub use summary::Summary;

use crate::fellowship::Fellowship;
use crate::format::{self, recipe};
use crate::notice::Code;
use crate::plan::{Part, Role};
use crate::reading::{Format, Reading};
use crate::source::{FormatChoice, Source};
use crate::zone::Zone;
use serde::{Serialize, Serializer};
use serde_json::json;
use url::Url;

/// So much of a page is looked at, in bytes.
pub const LOOKED_AT: usize = 1 << 20;
/// At most so many links of a page are looked at closer.
pub const MOST_LINKS: usize = 200;
/// At most so many candidates come from a page.
pub const MOST_CANDIDATES: usize = 20;
/// Candidates of this rank and above are no lists by name; further pages are worth a look first.
pub const WEAK: u8 = 40;

/// What reader a candidate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Meeting Guide JSON, as the TSML plugin and its like serve it.
    Tsml,
    /// A BMLT root server, or one query of it.
    Bmlt,
    /// A Google sheet, read as CSV.
    Sheet,
    /// A table that the page links.
    Csv,
    /// An Airtable base.
    Airtable,
    /// A calendar.
    Calendar,
    /// The Events Calendar's REST address.
    EventsCalendar,
    /// Events on a page, as linked data.
    PageEvents,
    /// A Realtime Paged Data Exchange feed.
    Rpde,
    /// The central-query service.
    CentralQuery,
    /// JSON that may be a list.
    Json,
    /// News of a site.
    News,
    /// A page that a shipped recipe reads.
    Recipe(&'static str),
}

impl Kind {
    /// The id, as `tsml`.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Tsml => "tsml",
            Kind::Bmlt => "bmlt",
            Kind::Sheet => "sheet",
            Kind::Csv => "csv",
            Kind::Airtable => "airtable",
            Kind::Calendar => "calendar",
            Kind::EventsCalendar => "events_calendar",
            Kind::PageEvents => "page_events",
            Kind::Rpde => "rpde",
            Kind::CentralQuery => "central_query",
            Kind::Json => "json",
            Kind::News => "news",
            Kind::Recipe(_) => "recipe",
        }
    }

    /// Whether such a document is published for other programs to read. Pages for people are not.
    pub fn is_offered(self) -> bool {
        !matches!(self, Kind::PageEvents | Kind::Recipe(_) | Kind::Json | Kind::Airtable | Kind::News)
    }

    /// How it is fetched for a first look: only a root server needs several documents.
    fn first_look(self) -> FormatChoice {
        if self == Kind::Bmlt { FormatChoice::Only(Format::Bmlt) } else { FormatChoice::Auto }
    }

    fn of(format: Format) -> Self {
        match format {
            Format::Tsml => Kind::Tsml,
            Format::Bmlt => Kind::Bmlt,
            Format::Naws | Format::Csv => Kind::Csv,
            Format::Sheet => Kind::Sheet,
            Format::Airtable => Kind::Airtable,
            Format::CentralQuery => Kind::CentralQuery,
            Format::Ical => Kind::Calendar,
            Format::SchemaOrg | Format::Recipe => Kind::PageEvents,
            Format::EventsCalendar => Kind::EventsCalendar,
            Format::Rpde => Kind::Rpde,
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.id())
    }
}

/// What on a page said so, in words, without anything that names or reaches a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What it was.
    pub what: String,
    /// The line of the page, from 1; `None` where the address itself said it.
    pub line: Option<u32>,
}

/// An address that may hold a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it would be.
    pub kind: Kind,
    /// Where it is.
    pub url: Url,
    /// What said so, the plainest first.
    pub evidence: Vec<Evidence>,
    /// The lower, the sooner it is tried.
    pub rank: u8,
    /// Whether the page did not name it, but shows the software that serves it there.
    pub is_well_known: bool,
    /// The page that said so.
    pub found_in: Url,
}

/// Something that points to a list, but that is not to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What it would be.
    pub kind: Kind,
    /// Where it is, as far as that may be shown.
    pub shown: String,
    /// What said so.
    pub evidence: Evidence,
    /// Why it is not asked.
    pub reason: String,
    /// The page that said so.
    pub found_in: Url,
}

/// A page of the same site that is worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Where it is.
    pub url: Url,
    /// What said so.
    pub evidence: Evidence,
    /// The lower, the sooner.
    pub rank: u8,
}

/// What a document turned out to be, beside what it points to.
#[derive(Debug)]
pub enum Own {
    /// A list of meetings.
    Feed(Candidate, Box<Reading>),
    /// A page with events on it.
    Events(Candidate, Box<Reading>),
    /// Neither, and why.
    Nothing(String),
}

/// All that one document says.
#[derive(Debug)]
pub struct Looked {
    /// What it is.
    pub own: Own,
    /// Whose page it is.
    pub about: About,
    /// Addresses that may hold lists, best first.
    pub candidates: Vec<Candidate>,
    /// What points to a list, but is not to be asked.
    pub left: Vec<Left>,
    /// Pages worth a second look, best first.
    pub follow_ups: Vec<FollowUp>,
    /// Signs of software that serves lists, without an address, and other hints for people.
    pub signs: Vec<Evidence>,
}

/// Looks at a document.
pub fn look(part: &Part) -> Looked {
    let mut looked = page::look(part);
    let source = trial(Kind::Json, &part.url, &looked.about);
    let candidate = |kind: Kind, rank, what: &str| Candidate {
        kind,
        url: part.url.clone(),
        evidence: vec![Evidence { what: what.to_owned(), line: None }],
        rank,
        is_well_known: false,
        found_in: part.url.clone(),
    };
    looked.own = match format::read(&source, &[as_feed(part)]) {
        Ok(reading) if reading.format == Format::SchemaOrg && page::is_page(part) => {
            let candidate = candidate(Kind::PageEvents, 60, "events stand on the page as linked data");
            Own::Events(candidate, Box::new(reading))
        }
        Ok(reading) => {
            let what = "the address itself is a feed";
            Own::Feed(candidate(Kind::of(reading.format), 0, what), Box::new(reading))
        }
        Err(refusal) if refusal.code == Code::UnexpectedHtml => {
            Own::Nothing("a web page without a list in it that a format reads".to_owned())
        }
        Err(refusal) => Own::Nothing(refusal.to_string()),
    };
    looked
}

/// A larger page is not tried with recipes, in bytes.
const LONGEST_FOR_RECIPES: usize = 3 << 20;

/// The shipped recipe that reads a page best, where one does: a guess.
pub fn by_recipe(part: &Part, about: &About) -> Option<(Candidate, Reading)> {
    if part.body.len() > LONGEST_FOR_RECIPES {
        return None;
    }
    let source = trial(Kind::Json, &part.url, about);
    let (name, reading) = recipe::likely(&source, &[as_feed(part)])?;
    let what = format!("the shipped recipe `{name}` reads meetings from the page");
    let candidate = Candidate {
        kind: Kind::Recipe(name),
        url: part.url.clone(),
        evidence: vec![Evidence { what, line: None }],
        rank: 80,
        is_well_known: false,
        found_in: part.url.clone(),
    };
    Some((candidate, reading))
}

fn as_feed(part: &Part) -> Part {
    Part { role: Role::Feed, ..part.clone() }
}

/// A source to read a candidate with, for one look.
pub fn trial(kind: Kind, url: &Url, about: &About) -> Source {
    let fellowship = about.fellowship.as_ref().map_or(Fellowship::other(), |whose| whose.fellowship);
    let zone = about.timezone.as_ref().map(Zone::name);
    let definition = json!({
        "id": "discovered", "name": "discovered", "url": url, "fellowship": fellowship, "timezone": zone,
        "format": kind.first_look().id(),
    });
    serde_json::from_value(definition).expect("every part of the definition was a checked value")
}
