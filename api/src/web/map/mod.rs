//! Maps without third parties: coasts and borders that ship with the program, names from the gazetteer, drawn here as
//! SVG. Classes only: the style sheet colours them in light, dark and print, and they need no script.
//!
//! `api/data/build_outlines.py` made the outlines; `docs/map.md` describes their file and the rules of drawing.

mod clip;
mod draw;
mod labels;
mod outlines;
mod path;
#[cfg(test)]
mod tests;
mod view;

use everyroom_feeds::place::GeoPoint;
use everyroom_indexer::place::Gazetteer;
pub use outlines::Outlines;
use std::fmt;

/// Places that are tried as labels.
const TOWNS: usize = 60;
/// Room around several points, and around a single one, in degrees.
const AROUND: f64 = 0.01;
const AROUND_ONE: f64 = 0.06;

/// A drawn map. Made here and nowhere else, of escaped parts, so a template may show it as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Svg(String);

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Svg {}

/// A meeting on a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pin {
    /// Its number in the list beside the map; without one the pin is bare.
    pub number: Option<usize>,
    /// Where it is.
    pub point: GeoPoint,
}

/// The words on a map, in the reader's language.
#[derive(Clone, Copy)]
pub struct MapWords<'a> {
    /// What the map shows, for those who do not see it.
    pub label: &'a str,
    /// The asker's place.
    pub you: &'a str,
    /// A length with `{n}` for the number.
    pub unit: &'a str,
    /// Whether lengths are in miles.
    pub is_miles: bool,
    /// Writes the digits of a number as the reader does.
    pub digits: fn(&str) -> String,
}

/// A map of these meetings and of where the asker is; `None` when there is nothing to show.
pub fn map(pins: &[Pin], you: Option<GeoPoint>, words: MapWords<'_>) -> Option<Svg> {
    let points: Vec<GeoPoint> = pins.iter().map(|pin| pin.point).chain(you).collect();
    let view = view::View::around(&points, if points.len() > 1 { AROUND } else { AROUND_ONE })?;
    let gazetteer = Gazetteer::embedded();
    let town = |place| {
        let (point, name) = (gazetteer.point(place)?, gazetteer.name(place));
        Some(labels::Town { name, lat: point.lat(), lon: point.lon() })
    };
    let towns: Vec<_> = gazetteer.places_in(view.seen(), TOWNS).into_iter().filter_map(town).collect();
    Some(Svg(draw::svg(Outlines::embedded(), &view, pins, &towns, you, words)))
}
