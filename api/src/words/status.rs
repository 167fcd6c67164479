//! Whether it is on, and how one takes part.

use super::Locale;
use super::clock::minutes;
use everyroom_feeds::meeting::Attendance;
use everyroom_indexer::search::{Hit, Status};

/// The status as a few words; `None` where the time says all.
pub fn status(locale: Locale, hit: &Hit) -> Option<String> {
    let t = &locale.text().status;
    let wait = hit.starts_in_min.unwrap_or(0);
    let span = || minutes(locale, wait.abs());
    match hit.status {
        Status::OnNow if wait == 0 => Some(t.just_started.clone()),
        // how long it still lasts is our guess
        Status::OnNow if hit.listing.meeting.schedule.slot.end().is_none() => {
            Some(t.on_open.plain(&[("span", &span())]))
        }
        Status::OnNow => Some(t.on_since.plain(&[("span", &span())])),
        Status::StartsSoon if wait == 0 => Some(t.starts_now.clone()),
        Status::StartsSoon => Some(t.starts_in.plain(&[("span", &span())])),
        Status::Paused => Some(t.paused.clone()),
        Status::Today | Status::Later | Status::ByAppointment | Status::AlwaysOn | Status::TimeNotStated => {
            None
        }
    }
}

/// The style that goes with a status.
pub fn tone(status: Status) -> &'static str {
    match status {
        Status::OnNow => "now",
        Status::StartsSoon => "soon",
        Status::Paused => "warn",
        _ => "plain",
    }
}

/// How to take part; `None` where it is a room and nothing else.
pub fn way(locale: Locale, ways: Attendance) -> Option<String> {
    let t = &locale.text().way;
    match (ways.in_person, ways.online, ways.phone) {
        (true, false, false) => None,
        (true, true, _) => Some(t.both.clone()),
        (true, false, true) => Some(super::both(locale, &t.in_person, &t.phone)),
        (false, true, _) => Some(t.online.clone()),
        (false, false, true) => Some(t.phone.clone()),
        (false, false, false) => Some(t.not_stated.clone()),
    }
}
