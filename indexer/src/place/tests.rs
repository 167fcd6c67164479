//! Places by name and by address, with the embedded gazetteer.

mod names;
mod resolving;
