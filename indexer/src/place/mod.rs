//! Where a meeting is when its publisher gave no point: from the same address elsewhere, the postal code, the town, the
//! region. And names of places for whoever asks for one. Nothing leaves this machine.
//!
//! Pure and deterministic: the same meetings and the same embedded data give the same places. A point that is concluded
//! here always says so, and how exact it is; where the words fit several places far apart there is none.

mod address;
mod areas;
mod complete;
pub mod gazetteer;
mod home;
mod known;
mod learnt;
mod lookup;
mod name;
pub mod postal;
mod resolve;
mod town;

#[cfg(test)]
mod tests;

pub use areas::town_of_area;
pub use complete::Places;
pub use gazetteer::{Gazetteer, GeoBox, Named, NamedKind, Via};
pub use home::{country_of_zone, zone_of_region};
pub use known::{CodeWidth, KnownPlaces, LearntCode, LearntTown};
pub use learnt::Learnt;
pub use lookup::{FoundPlace, Matched, PlaceKind, lookup};
pub use name::fold;
pub(crate) use name::words as name_words;
pub use resolve::{How, Resolved, Resolver};

/// Goes up when the rules of this module change, so that listings are made anew.
const RULES: u32 = 1;

/// Equal whenever the same meetings get the same places: the rules and the embedded data.
pub fn basis() -> String {
    format!("{RULES} {}", gazetteer::fingerprint())
}
