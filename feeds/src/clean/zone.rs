//! Time zones as publishers name them.

use crate::zone::Zone;

/// What a text says about the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadZone {
    /// A name of the tz database, as it should be.
    Known(Zone),
    /// An abbreviation, an old name, or a name in another spelling.
    Alias(Zone),
    /// Nothing that names one zone; offsets are not zones, their clock changes are unknown.
    Unknown,
}

/// Reads the name of a zone.
pub fn zone(text: &str) -> ReadZone {
    let text = text.trim();
    if let Some(current) = current_name(text) {
        return Zone::parse(current).map_or(ReadZone::Unknown, ReadZone::Alias);
    }
    if let Some(zone) = Zone::parse(text) {
        return if zone.name() == text { ReadZone::Known(zone) } else { ReadZone::Alias(zone) };
    }
    if let Some(zone) = Zone::parse(&text.replace([' ', '-'], "_")).or_else(|| alias(text)) {
        return ReadZone::Alias(zone);
    }
    ReadZone::Unknown
}

/// An abbreviation; with a sign or digits it is an offset.
fn alias(text: &str) -> Option<Zone> {
    if text.contains(|c: char| c.is_ascii_digit() || c == '+' || c == '-') {
        None
    } else {
        Zone::from_alias(text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_aliases_and_offsets() {
        let known = |name: &str| ReadZone::Known(Zone::parse(name).unwrap());
        let alias = |name: &str| ReadZone::Alias(Zone::parse(name).unwrap());
        assert_eq!(zone(" America/New_York "), known("America/New_York"));
        assert_eq!(zone("america/new_york"), alias("America/New_York"));
        assert_eq!(zone("America/New York"), alias("America/New_York"));
        assert_eq!(zone("EST"), alias("America/New_York"));
        assert_eq!(zone("Pacific Time"), alias("America/Los_Angeles"));
        assert_eq!(zone("US/Eastern"), alias("America/New_York"));
        for text in
            ["GMT-5", "EST5FOO", "UTC+1", "(GMT-05:00) Eastern Time", "Etc/GMT+5", "", "-05:00", "Mars/Base"]
        {
            assert_eq!(zone(text), ReadZone::Unknown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = zone(&text);
        }
    }
}
