//! The sample meeting before it is written in a wire format, and the place it meets at.

use jiff::civil::Time;

use super::kinds::Kind;
use super::seed::Seed;
use super::towns::{Country, District, Town};
use super::words;

/// How a meeting can be attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    InPerson,
    Online,
    Hybrid,
    /// The room is closed for now and nothing replaces it.
    Paused,
    /// The room is closed for now; the group meets online meanwhile.
    OnlineMeanwhile,
    /// Listed, but with no more than a town: nobody can attend.
    Dormant,
}

impl Presence {
    /// Whether there is a link to join.
    pub(super) const fn has_link(self) -> bool {
        matches!(self, Self::Online | Self::Hybrid | Self::OnlineMeanwhile)
    }

    /// Whether the record gives an address that is a building.
    pub(super) const fn has_room(self) -> bool {
        !matches!(self, Self::Online | Self::Dormant)
    }
}

/// A weekly slot in the wall time of its town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// 0 is Sunday.
    pub(super) day: u8,
    pub(super) start: Time,
    /// Length in minutes, may cross midnight.
    pub(super) minutes: u16,
}

/// One recurring slot of a group. Without a slot it meets by appointment.
#[derive(Debug, Clone)]
pub(super) struct Meeting {
    /// The publisher's number, unique within a site.
    pub(super) number: u32,
    /// Shared by the meetings of one group.
    pub(super) group: u32,
    pub(super) name: String,
    pub(super) slot: Option<Slot>,
    pub(super) town: &'static Town,
    pub(super) venue: Venue,
    pub(super) presence: Presence,
    pub(super) kinds: Vec<Kind>,
    pub(super) note: Option<&'static str>,
    /// Number of the online room that all meetings of the group share.
    pub(super) room: u32,
    pub(super) joining_note: Option<&'static str>,
    /// Days since 2025-01-01 of the last change.
    pub(super) changed_day: u32,
}

impl Meeting {
    /// The address to join at; some carry the passcode in it.
    pub(super) fn link(&self) -> Option<String> {
        let passcode = if self.room.is_multiple_of(5) { "?pwd=Zm9vdGJyaWRnZQ" } else { "" };
        self.presence
            .has_link()
            .then(|| format!("https://rooms.example.org/j/5550{:06}{passcode}", self.room))
    }

    /// The number to dial in with, which a quarter of the online groups have.
    pub(super) fn phone(&self) -> Option<&'static str> {
        (self.presence.has_link() && self.group.is_multiple_of(4)).then_some("+1 555-555-0123")
    }
}

/// An invented room in a real district.
#[derive(Debug, Clone)]
pub(super) struct Venue {
    /// The publisher's number, unique within a site.
    pub(super) number: u32,
    pub(super) name: String,
    /// Street and number, in the order the country writes them.
    pub(super) street: String,
    pub(super) postal: String,
    pub(super) district: &'static District,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) way_in: Option<&'static str>,
}

impl Venue {
    /// Draws a venue within some 400 m of a district's centre.
    pub(super) fn draw(seed: &mut Seed, town: &'static Town, number: u32) -> Self {
        let district = seed.pick(town.districts);
        let name = seed.pick(words::venue_names(town.language)).replace("{}", district.name);
        let street = seed.pick(words::street_names(town.language));
        let house = 1 + seed.below(if town.country == Country::Us { 1900 } else { 140 });
        let street = match town.country {
            Country::De => format!("{street} {house}"),
            Country::Es => format!("{street}, {house}"),
            _ => format!("{house} {street}"),
        };
        Self {
            number,
            name,
            street,
            postal: postal_code(seed, town.country, district.postal),
            district,
            latitude: jittered(seed, district.latitude),
            longitude: jittered(seed, district.longitude),
            way_in: seed.chance(45).then(|| *seed.pick(words::way_in(town.language))),
        }
    }

    /// The town line of the address.
    pub(super) fn locality(&self, town: &'static Town) -> &'static str {
        self.district.locality.unwrap_or(town.name)
    }

    /// The one-line address in the order the country writes it.
    pub(super) fn address(&self, town: &'static Town) -> String {
        let (street, postal, locality) = (&self.street, &self.postal, self.locality(town));
        let country = town.country.name();
        match town.country {
            Country::Us | Country::Ca => format!("{street}, {locality}, {} {postal}, {country}", town.state),
            Country::Au => format!("{street}, {locality} {} {postal}, {country}", town.state),
            Country::Gb => format!("{street}, {locality} {postal}, {country}"),
            Country::Ie => format!("{street}, {}, {locality}, {postal}, {country}", self.district.name),
            Country::De | Country::Es => format!("{street}, {postal} {locality}, {country}"),
        }
    }
}

/// What is left of an address when only the town is known.
pub(super) fn town_address(town: &Town) -> String {
    let parts = [town.name, town.state, town.country.name()];
    let mut shown: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    shown.dedup();
    shown.join(", ")
}

/// The coordinate moved by up to 0.0036 degrees, in whole millionths.
fn jittered(seed: &mut Seed, degrees: f64) -> f64 {
    let millionths = (degrees * 1e6).round() + f64::from(seed.below(7201)) - 3600.0;
    millionths / 1e6
}

/// Completes an outward code where a country's full codes stand for a few houses.
fn postal_code(seed: &mut Seed, country: Country, outward: &str) -> String {
    const LETTERS: &[char] =
        &['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U'];
    match country {
        Country::Ca => {
            let (first, letter, last) =
                (1 + seed.below(9), seed.pick(&['B', 'C', 'E', 'G', 'H', 'K']), 1 + seed.below(9));
            format!("{outward} {first}{letter}{last}")
        }
        Country::Gb => format!("{outward} {}{}{}", 1 + seed.below(9), seed.pick(LETTERS), seed.pick(LETTERS)),
        Country::Ie => {
            let letter = seed.pick(&['A', 'C', 'E', 'F', 'H', 'K', 'N', 'P', 'R', 'T', 'V', 'W', 'X', 'Y']);
            format!("{outward} {letter}{}{}{}", seed.below(10), seed.below(10), seed.below(10))
        }
        _ => outward.to_owned(),
    }
}
