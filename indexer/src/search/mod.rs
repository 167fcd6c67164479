//! Search over one generation: words by the text index, everything else by one pass over packed columns.
//!
//! Nothing here waits for a crawl, touches SQL, or keeps what was asked.

mod answer;
mod clock;
mod cursor;
mod facets;
pub mod geo;
mod hit;
mod moment;
mod order;
mod plan;
mod query;
mod run;
pub mod understand;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Facets, Hit, RadiusReason, SearchError, Status};
pub use cursor::Cursor;
pub use geo::{Bounds, MOST_KM};
pub use hit::hit_of;
pub use moment::{Span, TimeWord};
pub use query::{Choice, Filters, MOST_PER_PAGE, Near, Query, Sort, TIMES_OF_DAY, TimeOfDay, Way, Window};
pub use run::{nothing, search};
pub use words::{
    HowMatched, MOST_CHARS, MOST_WORDS, WordMatch, WordsFound, matches_of, rows_with, synonyms_of,
};
