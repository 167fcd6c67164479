//! The API and the pages over a real catalogue of invented meetings, request by request.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod addresses; // every state of a search is an address
mod calendar; // events, and texts to be read out
mod check; // a feed that is sent to be checked
mod check_page; // the page that checks a feed
mod checks; // headers, methods, limits: what holds for every address
mod choices; // counts beside what can be chosen
mod clocks; // what is shown while clocks change
mod contract; // openapi.json equals the code
mod developers; // the contract as pages
mod distress; // help first, and what is known where no meeting is
mod embed; // the list for other sites
mod forms; // json, geojson, csv, ndjson, by suffix and by Accept
mod headers; // the headers of every route
mod honest; // unknown is not no
mod lifecycle; // health, readiness, metrics, an empty catalogue
mod limits; // what a request may take
mod listing; // one listing
mod lists; // the pages about lists
mod maps; // results and meetings on a map
mod pages; // what people see
mod paging; // cursors
mod parameters; // every search parameter, good and bad
mod places; // places, suggestions, languages
mod privacy; // nothing asked is ever written down
mod private;
mod sources; // where listings come from
mod strict; // nothing is ignored
mod withdraw; // asking to have something taken out
mod world;
