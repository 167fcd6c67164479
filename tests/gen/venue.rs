//! Buildings of the synthetic world. A building is the same for every meeting in it.

use super::{City, Purpose, Seeded, World};
use everyroom_feeds::place::{GeoPoint, Precision, Venue};

/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.2;
/// So many suburbs of a city have a name of their own.
const SUBURBS: usize = 30;
/// Share of streets and buildings that have a name hardly any other has.
const RARE: f64 = 0.2;

impl World {
    /// One of the buildings of a city, the first more often than the last.
    pub(super) fn venue(&self, city: &City, draw: &mut Seeded) -> Venue {
        let number = draw.skewed(city.venues);
        self.building(city, &mut self.draw(Purpose::Venue, city.number << 32 | number))
    }

    fn building(&self, city: &City, draw: &mut Seeded) -> Venue {
        let tongue = self.words.tongue(city.facts.language);
        let name = format!("{} {}", self.place(draw), draw.favour(&tongue.buildings));
        let street = draw.favour(&tongue.streets).replace('*', self.place(draw));
        let house = 1 + draw.skewed(2_400);
        let street = match city.facts.language {
            "en" | "fr" | "ja" => format!("{house} {street}"),
            _ => format!("{street} {house}"),
        };
        let town = self.town(city, draw);
        let postal_code = format!("{:05}", 10_000 + city.number * 1_000 + draw.skewed(400));
        let state = city.region.map(|region| region.short_code().to_owned());
        let country = city.country.map_or("", |country| country.code());
        let address = match &state {
            Some(state) => format!("{street}, {town}, {state} {postal_code}, {country}"),
            None => format!("{street}, {postal_code} {town}, {country}"),
        };
        let point = scattered(city, draw);
        Venue {
            name: draw.chance(0.94).then_some(name),
            address: Some(address),
            street: Some(street),
            city: Some(town),
            state,
            postal_code: Some(postal_code),
            country: city.country,
            region: city.region,
            notes: draw.chance(0.12).then(|| sentence(&tongue.notes, draw)),
            point,
            precision: point.map(|_| Precision::Street),
            ..Venue::default()
        }
    }

    /// The city itself, or one of its suburbs.
    fn town(&self, city: &City, draw: &mut Seeded) -> String {
        if draw.chance(0.55) {
            return city.facts.name.to_owned();
        }
        let suburb = draw.skewed(SUBURBS);
        self.words.places[(city.number * 37 + suburb * 11) % self.words.places.len()].clone()
    }

    /// A name for a street or a building.
    pub(super) fn place(&self, draw: &mut Seeded) -> &str {
        let names = if draw.chance(RARE) { &self.words.rare } else { &self.words.places };
        draw.favour(names).as_str()
    }
}

/// Most buildings stand close to the middle, some far out.
fn scattered(city: &City, draw: &mut Seeded) -> Option<GeoPoint> {
    let spread_km = match draw.below(20) {
        0..=12 => 5.0,
        13..=18 => 14.0,
        _ => 40.0,
    };
    let (lat, lon) = city.facts.middle;
    let north = draw.bell() * spread_km / DEGREE_KM;
    let east = draw.bell() * spread_km / (DEGREE_KM * lat.to_radians().cos());
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let east = (lon + east + 180.0).rem_euclid(360.0) - 180.0;
    GeoPoint::new(rounded(lat + north), rounded(east)).ok()
}

/// One of some sentences, with its number filled in.
pub(super) fn sentence(sentences: &[&str], draw: &mut Seeded) -> String {
    draw.favour(sentences).replace('#', &(1 + draw.skewed(30)).to_string())
}
