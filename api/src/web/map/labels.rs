//! What stands on a map: pins that cover each other become one, names of towns keep clear of them and of each other.

use super::Pin;
use super::view::{At, HEIGHT, View, WIDTH};
use everyroom_feeds::place::GeoPoint;

/// Names on one map.
const MOST: usize = 12;
/// Pins nearer than that become one.
const PIN: f64 = 27.0;
/// A letter is taken to be so wide.
const LETTER: f64 = 10.0;

/// A town that may be named on a map.
#[derive(Clone, Copy, Debug)]
pub struct Town<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is.
    pub lat: f64,
    /// Where it is.
    pub lon: f64,
}

/// A part of the picture that is taken.
#[derive(Clone, Copy, Debug)]
pub struct Taken(f64, f64, f64, f64);

impl Taken {
    /// Around a pin.
    pub fn by_pin((x, y): At) -> Self {
        Self(x - 17.0, y - 17.0, x + 17.0, y + 17.0)
    }

    /// Where the scale stands.
    pub fn by_scale() -> Self {
        Self(0.0, HEIGHT - 44.0, WIDTH / 4.0 + 20.0, HEIGHT)
    }

    /// Around the asker's place with its word.
    pub fn by_asker((x, y): At, word: &str) -> Self {
        Self(x - 12.0, y - 14.0, x + 16.0 + wide(word), y + 12.0)
    }

    /// Whether it covers any of these.
    pub fn covers(&self, others: &[Taken]) -> bool {
        others.iter().any(|o| self.0 < o.2 && self.2 > o.0 && self.1 < o.3 && self.3 > o.1)
    }
}

fn wide(word: &str) -> f64 {
    LETTER * word.chars().count() as f64
}

/// Pins in one spot.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where.
    pub at: At,
    /// The number of the first.
    pub number: Option<usize>,
    /// How many there are.
    pub count: usize,
}

/// Pins that would cover each other, as one.
pub fn spots(pins: &[Pin], view: &View) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    for Pin { number, point } in pins {
        let (x, y) = view.nearest(point.lat(), point.lon());
        let near = |spot: &&mut Spot| (spot.at.0 - x).abs() < PIN && (spot.at.1 - y).abs() < PIN;
        match spots.iter_mut().find(near) {
            Some(spot) => spot.count += 1,
            None => spots.push(Spot { at: (x, y), number: *number, count: 1 }),
        }
    }
    spots
}

/// A name in its place.
#[derive(Clone, Debug)]
pub struct Label<'a> {
    /// Where the town is.
    pub at: At,
    /// Its name.
    pub name: &'a str,
    /// Whether the name stands left of it.
    pub is_left: bool,
}

/// The names of towns that find room, given the largest first.
pub fn labels<'a>(towns: &[Town<'a>], view: &View, taken: &mut Vec<Taken>) -> Vec<Label<'a>> {
    let mut labels = Vec::new();
    for town in towns {
        let at @ (x, y) = view.nearest(town.lat, town.lon);
        let is_seen = (0.0..=WIDTH).contains(&x) && (16.0..=HEIGHT - 8.0).contains(&y);
        let wide = wide(town.name);
        let sides = [(false, x + 7.0), (true, x - 7.0 - wide)];
        let free = sides.into_iter().find_map(|(is_left, left)| {
            let label = Taken(left, y - 14.0, left + wide, y + 8.0);
            let is_free = left >= 2.0 && left + wide <= WIDTH - 2.0 && !label.covers(taken);
            is_free.then_some((is_left, label))
        });
        if let Some((is_left, label)) = free.filter(|_| is_seen) {
            taken.push(label);
            labels.push(Label { at, name: town.name, is_left });
        }
        if labels.len() == MOST {
            break;
        }
    }
    labels
}

/// Where the asker is.
pub fn asker(you: GeoPoint, view: &View) -> At {
    let (x, y) = view.nearest(you.lat(), you.lon());
    (x.round_ties_even(), y.round_ties_even())
}
