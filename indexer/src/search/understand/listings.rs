//! What has to be known of the listings to tell places and words apart.

use crate::generation::Generation;
use crate::place::{KnownPlaces, LearntCode, LearntTown};
use crate::search::words::occurs;
use everyroom_feeds::place::GeoPoint;

/// The listings that could answer.
pub trait Listings {
    /// How many active listings are within so many kilometres of a point.
    fn near(&self, point: GeoPoint, km: f64) -> u32;
    /// The places of a postal code that is typed without a country, those with the most venues first.
    fn codes(&self, text: &str) -> Vec<LearntCode>;
    /// Towns of that name that only listings know, those with the most venues first.
    fn towns(&self, name: &str) -> Vec<LearntTown>;
    /// Whether a folded word stands in a listing.
    fn has_word(&self, word: &str) -> bool;
}

impl Listings for Generation {
    fn near(&self, point: GeoPoint, km: f64) -> u32 {
        self.support(point, km)
    }

    fn codes(&self, text: &str) -> Vec<LearntCode> {
        self.codes_like(text)
    }

    fn towns(&self, name: &str) -> Vec<LearntTown> {
        self.learnt_towns(name).into_iter().cloned().collect()
    }

    fn has_word(&self, word: &str) -> bool {
        occurs(word, self.text())
    }
}

/// No listings at all.
pub struct NoListings;

impl Listings for NoListings {
    fn near(&self, _: GeoPoint, _: f64) -> u32 {
        0
    }

    fn codes(&self, text: &str) -> Vec<LearntCode> {
        KnownPlaces::default().codes_like(text)
    }

    fn towns(&self, _: &str) -> Vec<LearntTown> {
        Vec::new()
    }

    fn has_word(&self, _: &str) -> bool {
        false
    }
}
