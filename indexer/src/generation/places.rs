//! What the listings of a generation know about places: postal codes and towns by name, and how many listings are
//! around a point.

use super::Generation;
use super::columns::flag;
use crate::error::{IndexerError, Result};
use crate::place::postal::PostalCode;
use crate::place::{KnownPlaces, LearntCode, LearntTown};
use crate::search::geo::{Circle, chord_between, rows_in_circle, unit_vector};
use everyroom_feeds::place::GeoPoint;
use std::fs;
use std::path::Path;

const FILE: &str = "places.json";

pub(super) fn write(places: &KnownPlaces, dir: &Path) -> Result<()> {
    let path = dir.join(FILE);
    let text = serde_json::to_vec(places).expect("places hold nothing that JSON can't");
    fs::write(&path, text).map_err(IndexerError::file(&path))
}

pub(super) fn open(dir: &Path) -> std::result::Result<KnownPlaces, String> {
    let text = fs::read(dir.join(FILE)).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| format!("places.json is spoilt: {error}"))
}

impl Generation {
    /// The postal codes and towns that its listings teach.
    pub fn known_places(&self) -> &KnownPlaces {
        &self.places
    }

    /// Where a postal code of a known country is: the whole code, else its outward part, else codes that begin alike.
    /// Our venues and the gazetteer together; `width` says how much of the code was known.
    pub fn learnt_code(&self, code: &PostalCode) -> Option<LearntCode> {
        self.places.code(code)
    }

    /// Where a code is that was typed without a country, as `10115`, `SW1A 1AA`, `SW1A`: at most one place a country,
    /// those with the most venues first. Empty for what is no code that anybody knows.
    pub fn codes_like(&self, text: &str) -> Vec<LearntCode> {
        self.places.codes_like(text)
    }

    /// Towns and parts of towns of this name that listings know and the gazetteer does not, most venues first.
    pub fn learnt_towns(&self, name: &str) -> Vec<&LearntTown> {
        self.places.towns(name)
    }

    /// How many active listings with a room lie within so many kilometres of a point.
    pub fn support(&self, point: GeoPoint, km: f64) -> u32 {
        let circle = Circle { lat: point.lat(), lon: point.lon(), radius_km: km };
        let (middle, reach) = (unit_vector(point.lat(), point.lon()), circle.chord_squared());
        let rows = rows_in_circle(&circle, self.columns.keys()).into_iter().flatten();
        let within = rows.filter(|&row| {
            let is_active = !self.columns.row(row).is(flag::PAUSED);
            is_active && chord_between(self.columns.unit(row), &middle) <= reach
        });
        u32::try_from(within.count()).unwrap_or(u32::MAX)
    }
}
