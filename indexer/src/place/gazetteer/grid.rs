//! Places by where they are: cells of a degree. Made once, when a box is first asked for.

use super::{Gazetteer, PlaceId};

const COLUMNS: u32 = 360;
const CELLS: usize = 360 * 180;
/// In wider boxes the large places are found sooner by going through all, the largest first.
const MOST_CELLS: u32 = 400;
const UNITS: f64 = 1e5;

/// Numbers of places, cell by cell, the largest first in each.
#[derive(Debug)]
pub(super) struct Grid {
    starts: Vec<u32>,
    places: Vec<u32>,
}

/// A part of the globe in degrees. `east` may lie beyond 180, and `west` below -180, where it crosses that line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoBox {
    /// Its western edge.
    pub west: f64,
    /// Its southern edge.
    pub south: f64,
    /// Its eastern edge.
    pub east: f64,
    /// Its northern edge.
    pub north: f64,
}

impl GeoBox {
    /// The longitude, moved by whole turns into the box; `None` outside of it.
    pub fn holds(&self, lat: f64, lon: f64) -> Option<f64> {
        let is_in = |lon: &f64| (self.west..=self.east).contains(lon);
        let turned = [lon, lon - 360.0, lon + 360.0];
        turned.into_iter().find(is_in).filter(|_| (self.south..=self.north).contains(&lat))
    }
}

fn row(lat: f64) -> u32 {
    (lat + 90.0).floor().clamp(0.0, 179.0) as u32
}

fn column(lon: f64) -> u32 {
    (lon + 180.0).rem_euclid(360.0).floor().clamp(0.0, 359.0) as u32
}

impl Grid {
    pub(super) fn of(lats: &[i32], lons: &[i32]) -> Self {
        let cell =
            |at: usize| row(f64::from(lats[at]) / UNITS) * COLUMNS + column(f64::from(lons[at]) / UNITS);
        let mut keyed: Vec<(u32, u32)> =
            (0u32..).zip((0..lats.len()).map(cell)).map(|(at, cell)| (cell, at)).collect();
        keyed.sort_unstable();
        let mut starts = Vec::with_capacity(CELLS + 1);
        let mut next = 0;
        for cell in 0..=CELLS {
            while keyed.get(next).is_some_and(|(held, _)| (*held as usize) < cell) {
                next += 1;
            }
            starts.push(next as u32);
        }
        Self { starts, places: keyed.into_iter().map(|(_, at)| at).collect() }
    }

    pub(super) fn bytes(&self) -> usize {
        (self.starts.len() + self.places.len()) * 4
    }

    fn cell(&self, row: u32, column: u32) -> &[u32] {
        let at = (row * COLUMNS + column) as usize;
        &self.places[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

impl Gazetteer {
    /// The largest places of a box, largest first.
    pub fn places_in(&self, area: GeoBox, most: usize) -> Vec<PlaceId> {
        let is_in = |place: &PlaceId| {
            self.point(*place).is_some_and(|point| area.holds(point.lat(), point.lon()).is_some())
        };
        if !(area.west <= area.east && area.south <= area.north) {
            return Vec::new();
        }
        let rows = row(area.south)..=row(area.north);
        let columns = ((area.east - area.west).floor().clamp(0.0, 359.0) as u32 + 2).min(COLUMNS);
        if (rows.end() - rows.start() + 1) * columns > MOST_CELLS {
            return self.places().filter(is_in).take(most).collect();
        }
        let grid = self.grid.get_or_init(|| Grid::of(&self.lats, &self.lons));
        let first = column(area.west);
        let cells = rows.flat_map(|row| (0..columns).map(move |step| (row, (first + step) % COLUMNS)));
        let mut found: Vec<PlaceId> = cells
            .flat_map(|(row, column)| grid.cell(row, column))
            .map(|&at| PlaceId(at))
            .filter(is_in)
            .collect();
        found.sort_unstable();
        found.truncate(most);
        found
    }
}
