//! What the documents say: the weekly meetings of the synthetic world, as a publisher would keep them.

use super::synthetic::World;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::schedule::Slot;

/// One meeting.
pub struct Facts {
    pub number: usize,
    pub name: String,
    /// 0 for Sunday.
    pub day: usize,
    /// Minutes from midnight.
    pub start: u16,
    pub minutes: u16,
    pub zone: String,
    pub building: String,
    pub street: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub country: String,
    pub latitude: f64,
    pub longitude: f64,
    pub notes: String,
    pub online_url: String,
    pub url: String,
    pub updated: String,
}

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

impl Facts {
    pub fn day_name(&self) -> &'static str {
        DAYS[self.day]
    }

    /// As `19:30`.
    pub fn start_time(&self) -> String {
        clock(self.start)
    }

    /// As `20:30`.
    pub fn end_time(&self) -> String {
        clock(self.end())
    }

    /// Minutes from midnight, of the next day where it is past it.
    pub fn end(&self) -> u16 {
        (self.start + self.minutes) % 1440
    }

    /// As `7:30 PM`.
    pub fn spoken_start(&self) -> String {
        let (hour, minute) = (self.start / 60, self.start % 60);
        let half = if hour < 12 { "AM" } else { "PM" };
        format!("{}:{minute:02} {half}", (hour + 11) % 12 + 1)
    }

    /// As `01:30`.
    pub fn duration(&self) -> String {
        clock(self.minutes)
    }

    /// The whole address on one line.
    pub fn address(&self) -> String {
        let Self { street, city, state, postal_code, country, .. } = self;
        format!("{street}, {city}, {state} {postal_code}, {country}")
    }

    /// The day of a week from 1 March 2026, a Sunday, as `2026-03-02`.
    pub fn date(&self, week: usize) -> String {
        let date = jiff::civil::date(2026, 3, 1);
        date.saturating_add(jiff::Span::new().days((self.day + 7 * week) as i64)).to_string()
    }

    /// Two of the codes in turn.
    pub fn codes<'c>(&self, codes: &[&'c str]) -> [&'c str; 2] {
        [codes[self.number % codes.len()], codes[(self.number / 7 + 1) % codes.len()]]
    }
}

/// The weekly meetings of a world with so many listings.
pub fn of_world(seed: u64, count: usize) -> Vec<Facts> {
    let world = World::new(seed, count.max(1_000));
    let meetings = world.listings().map(|listing| listing.meeting);
    meetings.enumerate().filter_map(|(number, meeting)| facts(number, meeting)).collect()
}

fn facts(number: usize, meeting: Meeting) -> Option<Facts> {
    let Slot::Weekly { weekday, start, minutes } = meeting.schedule.slot else { return None };
    let venue = meeting.venue.unwrap_or_default();
    let point = venue.point;
    Some(Facts {
        number,
        name: meeting.name,
        day: weekday as usize,
        start: start.hour() as u16 * 60 + start.minute() as u16,
        minutes: minutes.unwrap_or(60).clamp(15, 600),
        zone: meeting.schedule.zone?.name().to_owned(),
        building: venue.name.unwrap_or_default(),
        street: venue.street.unwrap_or_default(),
        city: venue.city.unwrap_or_default(),
        state: venue.state.unwrap_or_default(),
        postal_code: venue.postal_code.unwrap_or_default(),
        country: venue.country.map_or("US", |country| country.code()).to_owned(),
        latitude: point.map_or(40.5, |point| point.lat()),
        longitude: point.map_or(-74.5, |point| point.lon()),
        notes: meeting.notes.unwrap_or_default(),
        online_url: meeting.online.and_then(|online| online.url).unwrap_or_default(),
        url: meeting.url.unwrap_or_default(),
        updated: meeting.updated.map_or_else(String::new, |date| date.to_string()),
    })
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
