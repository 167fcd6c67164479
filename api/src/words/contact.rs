//! How to get there or to join, as addresses that a device opens.

use super::Locale;
use everyroom_feeds::meeting::{LinkState, Meeting, Online};
use everyroom_feeds::place::{GeoPoint, Precision, Venue};

/// A `tel:` address of a dial string; pauses stay, `#` is escaped.
pub fn telephone(online: &Online) -> Option<String> {
    let digits: String = online
        .phone
        .as_deref()?
        .chars()
        .filter(|c| c.is_ascii_digit() || ['+', ',', ';', '*', '#'].contains(c))
        .collect();
    let is_number = digits.chars().filter(char::is_ascii_digit).count() >= 3;
    is_number.then(|| format!("tel:{}", digits.replace('#', "%23")))
}

/// What to say where there is no way to join to be shown.
pub fn missing_link(locale: Locale, meeting: &Meeting) -> Option<String> {
    let t = &locale.text().card;
    let online = meeting.online.as_ref();
    let has_way = online.is_some_and(|online| online.url.is_some() || online.phone.is_some());
    let is_remote = meeting.attendance.online || meeting.attendance.phone;
    if has_way || !is_remote {
        return None;
    }
    match online.map(|online| online.link) {
        Some(LinkState::Withheld) => Some(t.withheld.clone()),
        _ => Some(t.no_link.clone()),
    }
}

/// The point that one may be sent to: that of a room, not the middle of a town.
pub fn destination(meeting: &Meeting) -> Option<GeoPoint> {
    // an online meeting's place is its publisher's town: nobody is to be sent there
    let venue = meeting.venue.as_ref().filter(|_| !meeting.attendance.is_remote_only())?;
    venue.point.filter(|_| !is_rough(venue))
}

/// Whether the point is the middle of something.
pub fn is_rough(venue: &Venue) -> bool {
    matches!(venue.precision, Some(Precision::Postcode | Precision::Town | Precision::Region))
}

/// Ways to a point: Apple's maps, Google's, OpenStreetMap, and whatever the device opens.
pub fn ways(point: GeoPoint) -> [String; 4] {
    let (lat, lon) = (point.lat(), point.lon());
    [
        format!("https://maps.apple.com/?daddr={lat},{lon}"),
        format!("https://www.google.com/maps/dir/?api=1&destination={lat},{lon}"),
        format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"),
        format!("geo:{lat},{lon}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dial_strings_become_addresses() {
        let online = |phone: &str| Online { phone: Some(phone.to_owned()), ..Online::default() };
        let number = telephone(&online("+1 (555) 555-0100,,123456#"));
        assert_eq!(number.as_deref(), Some("tel:+15555550100,,123456%23"));
        assert_eq!(telephone(&online("javascript:alert(1)")), None);
    }
}
