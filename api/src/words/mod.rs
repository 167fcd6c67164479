//! Facts in words, for pages and plain texts alike: times, distances, ages, kinds. Words stand in `messages/`; what
//! depends on who reads stands in [`Locale`].

mod clock;
mod contact;
mod day;
mod distance;
mod joined;
mod kinds;
mod locale;
mod place;
mod rule;
mod status;

pub use clock::{ago, city, clock, minutes};
pub use contact::{Goal, goal, missing_link, room_point, telephone, ways};
pub use day::{date, date_year, relative, weekday};
pub use distance::{distance, length, reach};
pub use joined::{both, capital, joined};
pub use kinds::{explained_at, kinds, languages, on_card, own_kinds, whose};
pub use locale::Locale;
pub use place::{address, country, cut, place};
pub use rule::{day_of, rule, time_of};
pub use status::{status, tone, way};
