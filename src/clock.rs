//! The wall clock of the program. `EVERYROOM_NOW` stops it, for tests and demonstrations; deadlines never ask it.

use jiff::Timestamp;
use std::sync::OnceLock;

static FIXED: OnceLock<Option<Timestamp>> = OnceLock::new();

/// Reads `EVERYROOM_NOW` once, at the start of the program; an unreadable value is told, not ignored.
pub fn set_from_environment() -> Result<(), String> {
    let fixed = match std::env::var("EVERYROOM_NOW") {
        Err(_) => None,
        Ok(text) => Some(text.parse::<Timestamp>().map_err(|_| {
            format!("EVERYROOM_NOW is `{text}`: use an instant with its offset, as 2026-11-22T23:40:00Z")
        })?),
    };
    let _ = FIXED.set(fixed);
    Ok(())
}

/// The instant the clock was stopped at, if it was.
pub fn fixed() -> Option<Timestamp> {
    FIXED.get().copied().flatten()
}

/// The time.
pub fn now() -> Timestamp {
    fixed().unwrap_or_else(Timestamp::now)
}
