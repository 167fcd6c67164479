//! Facts in words, for pages and plain texts alike: times, distances, ages, kinds. Words stand in `messages/`; what
//! depends on who reads stands in [`Locale`].

mod day;
mod joined;
mod locale;
mod place;

pub use day::{date, date_year, relative, weekday};
pub use joined::{both, capital, joined};
pub use locale::Locale;
pub use place::country;
