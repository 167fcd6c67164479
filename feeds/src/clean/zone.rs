//! Time zones as publishers name them: tz database names, abbreviations, labels such as `Eastern Time (US & Canada)`,
//! names of Windows. `registry/zones.tsv` holds what is not in the tz database.
//!
//! A label that means different zones in different countries is read only where the country is known, except that
//! North American abbreviations are taken as such unless a country says otherwise.

#[cfg(test)]
mod tests;

use crate::country::Country;
use crate::zone::Zone;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a text says about the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadZone {
    /// A name of the tz database, as it should be.
    Known(Zone),
    /// An abbreviation, a label, an old name, or a name in another spelling.
    Alias(Zone),
    /// Nothing that names one zone; offsets are not zones, their clock changes are unknown.
    Unknown,
}

/// Reads the name of a zone.
pub fn zone(text: &str) -> ReadZone {
    zone_in(text, None)
}

/// Reads the name of a zone as people in a country mean it: `EST` is no zone in Australia, `CST` is China's in China.
pub fn zone_in(text: &str, country: Option<Country>) -> ReadZone {
    let text = text.trim();
    if let Some(current) = current_name(text) {
        return Zone::parse(current).map_or(ReadZone::Unknown, ReadZone::Alias);
    }
    if let Some(zone) = Zone::parse(text) {
        return if zone.name() == text { ReadZone::Known(zone) } else { ReadZone::Alias(zone) };
    }
    let spelled = Zone::parse(&text.replace([' ', '-'], "_"));
    spelled.or_else(|| labelled(text, country)).map_or(ReadZone::Unknown, ReadZone::Alias)
}

/// The zone that a text names in any way.
pub(crate) fn named_zone(text: &str) -> Option<Zone> {
    match zone(text) {
        ReadZone::Known(zone) | ReadZone::Alias(zone) => Some(zone),
        ReadZone::Unknown => None,
    }
}

/// A label: an offset in brackets may stand before it, and a second label or the countries behind it.
fn labelled(text: &str, country: Option<Country>) -> Option<Zone> {
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return None;
    }
    let (offset, label) = match text.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((before, label)) => (Some(offset(before)?), label.trim()),
        None => (None, text),
    };
    // with a sign or digits it is an offset
    if label.contains(|c: char| c.is_ascii_digit() || c == '+') {
        return None;
    }
    let zone = whole(label, country).or_else(|| {
        let (name, behind) = label.strip_suffix(')')?.split_once('(')?;
        let zone = whole(name, country)?;
        let agrees = is_country_words(behind) && zone.name().starts_with("America/")
            || whole(behind, country).as_ref() == Some(&zone);
        agrees.then_some(zone)
    })?;
    offset.is_none_or(|offset| has_offset(&zone, offset)).then_some(zone)
}

/// A label as a whole, with or without `standard time` and the like.
fn whole(label: &str, country: Option<Country>) -> Option<Zone> {
    let key = fold(label);
    if let Some(found) = LABELS.find(&key, country) {
        return found;
    }
    let name = key.strip_suffix(" time")?;
    let shorter = [" standard", " daylight", " summer"].iter().find_map(|mark| name.strip_suffix(mark));
    [Some(name), shorter]
        .into_iter()
        .flatten()
        .find_map(|name| LABELS.find(name, country))
        .flatten()
        .or_else(|| city(name))
}

fn is_country_words(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "us canada" | "us can" | "us and canada" | "us" | "usa" | "canada" | "u s canada"
    )
}

/// The zone of the tz database that is called after a city, as in `London time`.
fn city(name: &str) -> Option<Zone> {
    const AREAS: [&str; 8] =
        ["America/", "Europe/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/"];
    let wanted = name.replace(' ', "_");
    let mut found = AREAS.iter().filter_map(|area| Zone::parse(&format!("{area}{wanted}")));
    let zone = found.next()?;
    found.next().is_none().then_some(zone)
}

/// Minutes of an offset as `UTC-05:00` or `GMT`.
fn offset(text: &str) -> Option<i64> {
    let rest = text.trim().strip_prefix("UTC").or_else(|| text.trim().strip_prefix("GMT"))?.trim();
    if rest.is_empty() {
        return Some(0);
    }
    let (sign, digits) = match rest.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => (-1, digits),
        None => (1, rest.strip_prefix('+')?),
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let number = |text: &str| text.parse::<u8>().ok().map(i64::from);
    Some(sign * (number(hours)? * 60 + number(minutes)?))
}

/// Whether the clocks of a zone are that far from UTC in winter or summer of a recent year.
fn has_offset(zone: &Zone, minutes: i64) -> bool {
    const JANUARY_2026: i64 = 1_767_225_600;
    const HALF_A_YEAR: i64 = 182 * 24 * 3600;
    [JANUARY_2026, JANUARY_2026 + HALF_A_YEAR].into_iter().any(|second| {
        let at = |second| Timestamp::from_second(second).ok().map(|at| zone.rules().to_offset(at));
        at(second)
            .is_some_and(|offset| SignedDuration::from_secs(i64::from(offset.seconds())).as_mins() == minutes)
    })
}

/// Lower case words, divided by single blanks.
fn fold(label: &str) -> String {
    let lower = label.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::load(include_str!("../../registry/zones.tsv")));

/// Labels by country, `*` for all others; without a zone where they do not say which.
struct Labels(HashMap<(&'static str, &'static str), Option<Zone>>);

impl Labels {
    fn load(text: &'static str) -> Self {
        let rows = text.lines().skip(1).filter_map(|row| {
            let mut cells = row.split('\t');
            Some(((cells.next()?, cells.next()?), Zone::parse(cells.next()?)))
        });
        Self(rows.collect())
    }

    /// `Some(None)` for a label that is known not to say which zone.
    fn find(&self, label: &str, country: Option<Country>) -> Option<Option<Zone>> {
        let own = country.and_then(|country| self.0.get(&(label, country.code())));
        own.or_else(|| self.0.get(&(label, "*"))).cloned()
    }
}

/// Old names that are still common, and what they are called now.
fn current_name(text: &str) -> Option<&'static str> {
    let name = match text.to_ascii_lowercase().as_str() {
        "us/eastern" => "America/New_York",
        "us/central" => "America/Chicago",
        "us/mountain" => "America/Denver",
        "us/pacific" => "America/Los_Angeles",
        "us/arizona" => "America/Phoenix",
        "us/alaska" => "America/Anchorage",
        "us/hawaii" => "Pacific/Honolulu",
        "canada/eastern" => "America/Toronto",
        "canada/central" => "America/Winnipeg",
        "canada/mountain" => "America/Edmonton",
        "canada/pacific" => "America/Vancouver",
        "canada/atlantic" => "America/Halifax",
        "asia/calcutta" => "Asia/Kolkata",
        "asia/katmandu" => "Asia/Kathmandu",
        _ => return None,
    };
    Some(name)
}
