//! What a map shows and where on it things lie: plate carree, stretched to be true at the middle.

use everyroom_feeds::place::GeoPoint;
use everyroom_indexer::place::GeoBox;

/// The picture, in its own units.
pub const WIDTH: f64 = 480.0;
/// Its height.
pub const HEIGHT: f64 = 320.0;
const PAD: f64 = 28.0;
const KM_IN_A_DEGREE: f64 = 111.2;

/// A place in the picture.
pub type At = (f64, f64);

/// A box in steps of the outlines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// A part of the globe, fitted into the picture.
#[derive(Clone, Copy, Debug)]
pub struct View {
    centre: (f64, f64),
    /// Units of the picture in a degree of latitude.
    scale: f64,
    /// How much a degree of longitude is narrower.
    narrow: f64,
}

impl View {
    /// A view of that box.
    pub fn of(area: GeoBox) -> Self {
        let GeoBox { west, south, east, north } = area;
        let narrow = ((south + north) / 2.0).to_radians().cos();
        let across = (WIDTH - 2.0 * PAD) / ((east - west) * narrow).max(1e-9);
        let along = (HEIGHT - 2.0 * PAD) / (north - south).max(1e-9);
        Self { centre: ((west + east) / 2.0, (south + north) / 2.0), scale: across.min(along), narrow }
    }

    /// A view of these points with so many degrees around; `None` without points. The way round the globe is the
    /// shorter one.
    pub fn around(points: &[GeoPoint], room: f64) -> Option<Self> {
        let mut lons: Vec<f64> = points.iter().map(|point| point.lon()).collect();
        lons.sort_by(f64::total_cmp);
        let (first, last) = (*lons.first()?, *lons.last()?);
        let gap = |pair: &[f64]| pair[1] - pair[0];
        let widest = lons.windows(2).max_by(|a, b| gap(a).total_cmp(&gap(b)));
        let (west, east) = match widest {
            Some(pair) if gap(pair) > 360.0 - (last - first) => (pair[1], pair[0] + 360.0),
            _ => (first, last),
        };
        let lats = || points.iter().map(|point| point.lat());
        let (south, north) = (lats().fold(90.0, f64::min), lats().fold(-90.0, f64::max));
        Some(Self::of(GeoBox {
            west: west - room,
            south: south - room,
            east: east + room,
            north: north + room,
        }))
    }

    /// Where a point lies, in or out of the picture.
    pub fn place(&self, lat: f64, lon: f64) -> At {
        let (middle_lon, middle_lat) = self.centre;
        (
            WIDTH / 2.0 + (lon - middle_lon) * self.narrow * self.scale,
            HEIGHT / 2.0 - (lat - middle_lat) * self.scale,
        )
    }

    /// The same for a point that may be a whole turn away.
    pub fn nearest(&self, lat: f64, lon: f64) -> At {
        let turns = ((self.centre.0 - lon) / 360.0).round();
        self.place(lat, lon + 360.0 * turns)
    }

    /// What the picture shows, edge to edge.
    pub fn seen(&self) -> GeoBox {
        let (lon, lat) = self.centre;
        let (across, along) = (WIDTH / 2.0 / self.scale / self.narrow, HEIGHT / 2.0 / self.scale);
        GeoBox { west: lon - across, south: lat - along, east: lon + across, north: lat + along }
    }

    /// The same in steps of the outlines.
    pub(super) fn cells(&self, per_degree: f64) -> Cells {
        let GeoBox { west, south, east, north } = self.seen();
        Cells {
            west: west * per_degree,
            south: south * per_degree,
            east: east * per_degree,
            north: north * per_degree,
        }
    }

    /// Units of the picture in a kilometre.
    pub fn per_km(&self) -> f64 {
        self.scale / KM_IN_A_DEGREE
    }
}
