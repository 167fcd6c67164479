//! The single things that a query asks for, each as a bit, and a query without some of them.

use super::query::{Query, TimeOfDay, Way};

/// One thing that a query asks for. The first twelve have a facet of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the API parameter of its name")]
pub enum Ask {
    Fellowship,
    Philosophy,
    For,
    Covers,
    Attendance,
    Weekday,
    Time,
    Type,
    Audience,
    Access,
    Language,
    Country,
    TypeAll,
    Region,
    Window,
    Words,
    Radius,
    Bounds,
}

/// What people give up first comes first: an hour before a day, a day before a way to the next town, who is in the room
/// last, and at the very last what they can't do without. Whom a meeting is for and what it is about are never given
/// up, nor is anything that was excluded: who asks for the family of a drinker is not sent among drinkers.
pub const GIVEN_UP: [Ask; 14] = [
    Ask::Time,
    Ask::Window,
    Ask::Weekday,
    Ask::Type,
    Ask::TypeAll,
    Ask::Radius,
    Ask::Words,
    Ask::Region,
    Ask::Attendance,
    Ask::Philosophy,
    Ask::Audience,
    Ask::Fellowship,
    Ask::Language,
    Ask::Access,
];
/// So many of [`GIVEN_UP`] are given up before one is sent online instead.
pub const LIGHT: usize = 9;
/// What does not count for who joins online.
pub const PLACE: [Ask; 5] = [Ask::Radius, Ask::Bounds, Ask::Region, Ask::Country, Ask::Attendance];

impl Ask {
    /// Its bit.
    pub fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The parameters of the API that ask for it.
    pub fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Fellowship => &["fellowship"],
            Self::Philosophy => &["philosophy"],
            Self::For => &["for"],
            Self::Covers => &["covers"],
            Self::Attendance => &["attendance"],
            Self::Weekday => &["weekday"],
            Self::Time => &["after", "before"],
            Self::Type => &["type"],
            Self::Audience => &["audience", "audience_all"],
            Self::Access => &["access", "access_all"],
            Self::Language => &["lang"],
            Self::Country => &["country"],
            Self::TypeAll => &["type_all"],
            Self::Region => &["region"],
            Self::Window => &["when", "starts_within", "from", "to"],
            Self::Words => &["q"],
            Self::Radius => &["radius_km", "radius"],
            Self::Bounds => &["bbox"],
        }
    }

    /// Whether a query wants it; what it excludes does not count.
    pub(super) fn is_in(self, query: &Query) -> bool {
        let filters = &query.filters;
        match self {
            Self::Fellowship => !filters.fellowship.any.is_empty(),
            Self::Philosophy => !filters.philosophy.any.is_empty(),
            Self::For => !filters.for_whom.any.is_empty(),
            Self::Covers => !filters.covers.any.is_empty(),
            Self::Attendance => !filters.attendance.any.is_empty(),
            Self::Weekday => !filters.weekday.any.is_empty(),
            Self::Time => filters.time != TimeOfDay::default(),
            Self::Type => !filters.types.any.is_empty(),
            Self::Audience => !filters.audience.any.is_empty() || !filters.audience_all.is_empty(),
            Self::Access => !filters.access.any.is_empty() || !filters.access_all.is_empty(),
            Self::Language => !filters.languages.any.is_empty(),
            Self::Country => !filters.countries.any.is_empty(),
            Self::TypeAll => !filters.types_all.is_empty(),
            Self::Region => !filters.regions.any.is_empty(),
            Self::Window => query.window.is_some(),
            Self::Words => query.text.is_some(),
            Self::Radius => query.near.is_some_and(|near| near.radius_km.is_some()),
            Self::Bounds => query.bounds.is_some(),
        }
    }

    /// Takes it out of a query; what is excluded stays excluded.
    pub(super) fn leave_out(self, query: &mut Query) {
        let filters = &mut query.filters;
        match self {
            Self::Fellowship => filters.fellowship.any.clear(),
            Self::Philosophy => filters.philosophy.any.clear(),
            Self::For => filters.for_whom.any.clear(),
            Self::Covers => filters.covers.any.clear(),
            Self::Attendance => filters.attendance.any.clear(),
            Self::Weekday => filters.weekday.any.clear(),
            Self::Time => filters.time = TimeOfDay::default(),
            Self::Type => filters.types.any.clear(),
            Self::Audience => {
                filters.audience.any.clear();
                filters.audience_all.clear();
            }
            Self::Access => {
                filters.access.any.clear();
                filters.access_all.clear();
            }
            Self::Language => filters.languages.any.clear(),
            Self::Country => filters.countries.any.clear(),
            Self::TypeAll => filters.types_all.clear(),
            Self::Region => filters.regions.any.clear(),
            Self::Window => query.window = None,
            Self::Words => query.text = None,
            Self::Radius => {
                query.near = query.near.map(|near| super::query::Near { radius_km: None, ..near })
            }
            Self::Bounds => query.bounds = None,
        }
    }
}

/// Whether only what can be joined from afar is wanted: then a place orders, and only a radius confines.
pub(super) fn is_from_afar(query: &Query) -> bool {
    let wanted = &query.filters.attendance.any;
    !wanted.is_empty() && !wanted.contains(&Way::InPerson)
}
