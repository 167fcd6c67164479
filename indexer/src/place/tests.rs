//! Places by name and by address, with the embedded gazetteer.

mod boxes;
mod known;
mod names;
mod resolving;
