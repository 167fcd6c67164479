//! A synthetic world of meetings, as large as asked for: skewed the way real lists are, the same for the same seed on
//! every machine, and invented from end to end but for the names and middles of cities.

mod cities;
mod focus;
mod meeting;
mod seeded;
mod venue;
mod vocabulary;

pub use seeded::Seeded;

use cities::{CITIES, CityFacts};
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::zone::Zone;
use everyroom_indexer::merge::Listing;
use focus::Focus;
use vocabulary::Vocabulary;

/// What a number is drawn for.
#[derive(Clone, Copy)]
enum Purpose {
    Meeting,
    Venue,
}

/// A world of `count` listings.
pub struct World {
    seed: u64,
    count: usize,
    cities: Vec<City>,
    rising: Vec<f64>,
    words: Vocabulary,
    focus: Focus,
}

/// A city with its names looked up.
struct City {
    facts: &'static CityFacts,
    number: usize,
    country: Option<Country>,
    region: Option<Region>,
    zone: Zone,
    /// How many buildings of it hold meetings.
    venues: usize,
}

/// Share of meetings that are online only; they belong to a city's lists all the same.
const ONLINE_ONLY: f64 = 0.20;
/// Rooms that can also be joined online.
const HYBRID: f64 = 0.05;
const PAUSED: f64 = 0.03;
const WITHOUT_TIME: f64 = 0.01;
/// Listings that two sources tell of.
const TOLD_TWICE: f64 = 0.08;
/// So many meetings share a building on average.
const MEETINGS_PER_VENUE: f64 = 2.4;

impl World {
    /// The world of a seed.
    pub fn new(seed: u64, count: usize) -> Self {
        let all: f64 = CITIES.iter().map(|facts| facts.weight).sum();
        let city = |(number, facts): (usize, &'static CityFacts)| {
            let rooms = count as f64 * (1.0 - ONLINE_ONLY) * facts.weight / all;
            City {
                facts,
                number,
                country: Country::parse(facts.country),
                region: Region::parse(facts.region),
                zone: Zone::parse(facts.zone).expect("the zones of the table are in the database"),
                venues: ((rooms / MEETINGS_PER_VENUE) as usize).max(3),
            }
        };
        Self {
            seed,
            count,
            cities: CITIES.iter().enumerate().map(city).collect(),
            rising: seeded::rising(CITIES.iter().map(|facts| facts.weight)),
            words: Vocabulary::load(),
            focus: Focus::load(),
        }
    }

    /// Its listings, in an order that says nothing.
    pub fn listings(&self) -> impl ExactSizeIterator<Item = Listing> + '_ {
        (0..self.count).map(|number| self.listing(number))
    }

    fn draw(&self, purpose: Purpose, number: usize) -> Seeded {
        Seeded::new(self.seed, purpose as u64 + 1, number as u64)
    }
}
