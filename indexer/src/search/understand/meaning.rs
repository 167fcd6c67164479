//! What words can mean, each as the parameters that a client would send.

use super::place::Found;
use crate::search::query::{TimeOfDay, Way};
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::schedule::Weekday;

/// What some words mean.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is the API parameter of its name")]
pub enum Meaning {
    Fellowship(Fellowship),
    Philosophy(Vec<Philosophy>),
    ForWhom(ForWhom),
    Covers(Covers),
    /// Kinds of one group, any of which is enough: `type`, `audience` or `access`.
    Kinds(Vec<Kind>),
    Language(String),
    Attendance(Way),
    Weekday(Vec<Weekday>),
    /// `now`, `today`, `tonight`, `tomorrow`, `week`.
    When(String),
    /// A part of the day, or around a time of the clock.
    Time(TimeOfDay, Exactness),
    /// The zone in which times are told.
    Zone(String),
    /// Minutes.
    StartsWithin(u32),
    Place(Box<Found>),
    Country(Country),
    Region(Region),
    /// Where the asker is; only their device knows.
    NearMe,
    /// Kilometres.
    Radius(f64),
    Soonest,
    /// A call for help.
    Crisis,
    /// Says nothing.
    Filler,
    /// To be taken as it stands, whatever it looks like.
    Literal,
}

/// How exactly a time was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exactness {
    /// Morning, evening.
    PartOfDay,
    /// By the clock.
    Clock,
}

impl Meaning {
    /// The parameter that it is given as; `None` for what is no parameter.
    pub fn parameter(&self) -> Option<&'static str> {
        Some(match self {
            Self::Fellowship(_) => "fellowship",
            Self::Philosophy(_) => "philosophy",
            Self::ForWhom(_) => "for",
            Self::Covers(_) => "covers",
            Self::Kinds(kinds) => match kinds.first()?.group() {
                KindGroup::Type => "type",
                KindGroup::Audience => "audience",
                KindGroup::Access => "access",
            },
            Self::Language(_) => "lang",
            Self::Attendance(_) => "attendance",
            Self::Weekday(_) => "weekday",
            Self::When(_) => "when",
            Self::Time(..) => "after",
            Self::Zone(_) => "tz",
            Self::StartsWithin(_) => "starts_within",
            Self::Place(_) => "near",
            Self::Country(_) => "country",
            Self::Region(_) => "region",
            Self::Radius(_) => "radius_km",
            Self::Soonest => "sort",
            Self::NearMe | Self::Crisis | Self::Filler | Self::Literal => return None,
        })
    }

    /// The values, as a client would send them.
    pub fn values(&self) -> Vec<String> {
        let one = |value: &str| vec![value.to_owned()];
        match self {
            Self::Fellowship(fellowship) => one(fellowship.id()),
            Self::Philosophy(values) => values.iter().map(|value| value.id().to_owned()).collect(),
            Self::ForWhom(value) => one(value.id()),
            Self::Covers(value) => one(value.id()),
            Self::Kinds(kinds) => kinds.iter().map(|kind| kind.id().to_owned()).collect(),
            Self::Language(tag) | Self::When(tag) | Self::Zone(tag) => one(tag),
            Self::Attendance(way) => one(way.id()),
            Self::Weekday(days) => days.iter().map(|day| day.id().to_owned()).collect(),
            Self::Time(time, _) => {
                let wall = |minute: Option<u16>| minute.map_or_else(String::new, wall_time);
                vec![format!("{}-{}", wall(time.after), wall(time.before))]
            }
            Self::StartsWithin(minutes) => vec![minutes.to_string()],
            Self::Place(found) => vec![found.label()],
            Self::Country(country) => one(country.code()),
            Self::Region(region) => one(region.code()),
            Self::Radius(km) => vec![format!("{km}")],
            Self::Soonest => one("soonest"),
            Self::NearMe | Self::Crisis | Self::Filler | Self::Literal => Vec::new(),
        }
    }

    /// Whether it says what is looked for.
    pub fn counts(&self) -> bool {
        !matches!(self, Self::Filler | Self::Literal)
    }
}

/// `19:30`
pub fn wall_time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
