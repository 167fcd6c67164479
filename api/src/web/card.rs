//! One listing among others.

use super::frame::Act;
use crate::message::{Halves, Marked};

/// A listing as it stands in a list.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its number on the map.
    pub number: Option<usize>,
    /// The number as it is written.
    pub told: String,
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The language of its name, where it is not the page's.
    pub lang: Option<String>,
    /// When it starts, on the clock.
    pub time: String,
    /// On which day.
    pub day: String,
    /// The instant.
    pub starts: Option<String>,
    /// How to say it in the reader's own time, where that is another.
    pub own: Option<&'static str>,
    /// Whether it is on.
    pub status: Option<String>,
    /// The style that goes with it.
    pub tone: &'static str,
    /// How to take part, where not in person only.
    pub way: Option<String>,
    /// Whose it is, for whom, what kind.
    pub whose: String,
    /// The time elsewhere.
    pub zone: Option<Marked>,
    /// Where.
    pub place: Option<String>,
    /// How far.
    pub distance: Option<String>,
    /// How to find the room.
    pub entrance: Option<String>,
    /// Why there is no link.
    pub missing: Option<String>,
    /// What to do.
    pub actions: Vec<Act>,
    /// Around the name of the source.
    pub from: Halves,
    /// The source's name.
    pub source: String,
    /// Its page.
    pub source_href: String,
    /// When it was read.
    pub read: String,
    /// That other sources list it too.
    pub also: Option<String>,
    /// What is wrong with the source.
    pub trouble: Option<String>,
}
