//! What can be asked, as checked types. Whoever fills these in has refused everything that makes no sense.

use super::geo::Bounds;
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::schedule::Weekday;
use everyroom_feeds::zone::Zone;
use jiff::Timestamp;

/// The most listings one page may hold.
pub const MOST_PER_PAGE: usize = 200;

/// A search.
#[derive(Clone, Debug)]
pub struct Query {
    /// Words that all have to stand in a listing, some way or other.
    pub text: Option<String>,
    /// Around a point.
    pub near: Option<Near>,
    /// In a box.
    pub bounds: Option<Bounds>,
    /// Structured filters.
    pub filters: Filters,
    /// Only meetings with an occurrence in a span of time.
    pub window: Option<Window>,
    /// The asker's zone: that of online meetings in `weekday` and times of day.
    pub zone: Zone,
    /// Paused meetings too.
    pub include_paused: bool,
    /// Order.
    pub sort: Sort,
    /// Listings on a page, 1 to [`MOST_PER_PAGE`].
    pub limit: usize,
    /// Where to go on, from the answer before.
    pub cursor: Option<String>,
    /// Whether to count facets.
    pub facets: bool,
    /// Whether to look for what else there would be when there are few listings.
    pub relax: bool,
    /// Whether to say why each listing stands where it stands.
    pub explain: bool,
    /// Sources that were not confirmed lately; what only they list comes a little later in [`Sort::Best`].
    pub stale: Vec<SourceId>,
    /// When the search has to be over; none for as long as it takes.
    pub deadline: Option<std::time::Instant>,
    /// The moment of asking.
    pub now: Timestamp,
}

impl Query {
    /// Asks for everything, as of `now`.
    pub fn all(now: Timestamp, zone: Zone) -> Self {
        Self {
            text: None,
            near: None,
            bounds: None,
            filters: Filters::default(),
            window: None,
            zone,
            include_paused: false,
            sort: Sort::Best,
            limit: 20,
            cursor: None,
            facets: false,
            relax: false,
            explain: false,
            stale: Vec::new(),
            deadline: None,
            now,
        }
    }
}

/// A circle, or the nearest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Latitude in degrees, -90 to 90.
    pub lat: f64,
    /// Longitude in degrees, -180 to 180.
    pub lon: f64,
    /// Radius in kilometres; `None` grows until there are enough.
    pub radius_km: Option<f64>,
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Under way at the moment of asking.
    Now,
    /// A start at or after `from` and before `to`; when `ongoing`, also what is under way at `from`.
    Between {
        /// First instant.
        from: Timestamp,
        /// First instant that no longer counts.
        to: Timestamp,
        /// Whether what is under way at `from` counts.
        ongoing: bool,
    },
}

/// Order of the answer. Ties are broken by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Words, nearness, wait.
    #[default]
    Best,
    /// By start; what is under way comes first, the latest begun before the others.
    Soonest,
    /// By distance; without `near` as [`Sort::Best`].
    Nearest,
    /// By folded name.
    Name,
}

/// Some values wanted, some not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// One of these, when there are any.
    pub any: Vec<T>,
    /// None of these.
    pub none: Vec<T>,
}

impl<T> Default for Choice<T> {
    fn default() -> Self {
        Self { any: Vec::new(), none: Vec::new() }
    }
}

impl<T> Choice<T> {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.any.is_empty() && self.none.is_empty()
    }
}

/// A way to attend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In a room.
    InPerson,
    /// By video or chat.
    Online,
    /// By telephone.
    Phone,
}

impl Way {
    /// All three.
    pub const ALL: [Way; 3] = [Way::InPerson, Way::Online, Way::Phone];

    /// The id, as `in_person`.
    pub fn id(self) -> &'static str {
        ["in_person", "online", "phone"][self as usize]
    }

    /// The way of that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.id() == id)
    }
}

/// Wall-time window of starts, in minutes of the day: `after <= start < before`, wrapping past midnight when `after`
/// is later than `before`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeOfDay {
    /// First minute.
    pub after: Option<u16>,
    /// First minute that no longer counts.
    pub before: Option<u16>,
}

impl TimeOfDay {
    /// Whether a minute of the day lies in it.
    pub fn contains(self, minute: u16) -> bool {
        match (self.after, self.before) {
            (None, None) => true,
            (Some(after), None) => minute >= after,
            (None, Some(before)) => minute < before,
            (Some(after), Some(before)) if after <= before => (after..before).contains(&minute),
            (Some(after), Some(before)) => minute >= after || minute < before,
        }
    }
}

/// The buckets of a day. They overlap on purpose: name, first minute, first minute after.
pub const TIMES_OF_DAY: [(&str, u16, u16); 6] = [
    ("early", 0, 360),
    ("morning", 360, 720),
    ("midday", 660, 840),
    ("afternoon", 720, 1020),
    ("evening", 1020, 1260),
    ("night", 1260, 1440),
];

/// Structured filters; OR inside one, AND between them.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "each is the API parameter of its name")]
pub struct Filters {
    pub fellowship: Choice<Fellowship>,
    pub philosophy: Choice<Philosophy>,
    pub for_whom: Choice<ForWhom>,
    pub covers: Choice<Covers>,
    pub attendance: Choice<Way>,
    pub weekday: Choice<Weekday>,
    pub time: TimeOfDay,
    pub types: Choice<Kind>,
    pub types_all: Vec<Kind>,
    pub audience: Choice<Kind>,
    pub audience_all: Vec<Kind>,
    pub access: Choice<Kind>,
    pub access_all: Vec<Kind>,
    pub languages: Choice<String>,
    pub countries: Choice<Country>,
    pub regions: Choice<Region>,
    pub sources: Choice<SourceId>,
    pub entities: Choice<String>,
    pub updated_since: Option<Timestamp>,
}
