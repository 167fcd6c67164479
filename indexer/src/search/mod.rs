//! Search over one generation: words by the text index, everything else by one pass over packed columns.
//!
//! Nothing here waits for a crawl, touches SQL, or keeps what was asked.

mod alternatives;
mod answer;
mod ask;
mod clock;
mod cursor;
mod facets;
pub mod geo;
mod hit;
mod moment;
mod order;
mod pass;
mod plan;
mod query;
mod relax;
mod run;
pub mod understand;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub use alternatives::alternatives;
pub use answer::{Answer, Facets, Hit, Instead, RadiusReason, SearchError, Status};
pub use ask::Ask;
pub use clock::whole_minute;
pub use cursor::Cursor;
pub use geo::{Bounds, MOST_KM};
pub use hit::{hit_for, hit_of};
pub use moment::{Span, TimeWord};
pub use order::Worth;
pub use query::{Choice, Filters, MOST_PER_PAGE, Near, Query, Sort, TIMES_OF_DAY, TimeOfDay, Way, Window};
pub use relax::Relaxed;
pub use run::{nothing, search};
pub use words::{
    HowMatched, MOST_CHARS, MOST_WORDS, WordMatch, WordsFound, matches_of, rows_with, synonyms_of,
};
