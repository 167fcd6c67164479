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

/// What one may be sent to.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// The point of a room.
    Point(GeoPoint),
    /// An address with its street, for which there is no point.
    Address(String),
}

/// What one may be sent to: a room, not the middle of a town.
pub fn goal(locale: Locale, meeting: &Meeting) -> Option<Goal> {
    let venue = room(meeting)?;
    if let Some(point) = room_point(meeting) {
        return Some(Goal::Point(point));
    }
    let has_street = venue.street.as_deref().or(venue.address.as_deref()).is_some_and(has_number);
    has_street.then(|| Goal::Address(super::address(locale, venue)))
}

/// The point of a room.
pub fn room_point(meeting: &Meeting) -> Option<GeoPoint> {
    room(meeting)?.point.filter(|_| room(meeting).is_some_and(|venue| !is_rough(venue)))
}

/// An online meeting's place is its publisher's town: nobody is to be sent there.
fn room(meeting: &Meeting) -> Option<&Venue> {
    meeting.venue.as_ref().filter(|_| !meeting.attendance.is_remote_only())
}

fn has_number(street: &str) -> bool {
    street.chars().any(|c| c.is_ascii_digit())
}

/// Whether the point is the middle of something.
pub fn is_rough(venue: &Venue) -> bool {
    matches!(venue.precision, Some(Precision::Postcode | Precision::Town | Precision::Region))
}

/// Ways there: Apple's maps, Google's, OpenStreetMap, and whatever the device opens.
pub fn ways(goal: &Goal) -> [String; 4] {
    let (to, map, own) = match goal {
        Goal::Point(point) => {
            let (lat, lon) = (point.lat(), point.lon());
            let to = format!("{lat},{lon}");
            let map = format!("?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}");
            (to.clone(), map, to)
        }
        Goal::Address(address) => {
            let to: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
            (to.clone(), format!("search?query={to}"), format!("0,0?q={to}"))
        }
    };
    [
        format!("https://maps.apple.com/?daddr={to}"),
        format!("https://www.google.com/maps/dir/?api=1&destination={to}"),
        format!("https://www.openstreetmap.org/{map}"),
        format!("geo:{own}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_point_the_way_leads_to_the_address() {
        let [apple, google, map, own] = ways(&Goal::Address("268 Maple St, San José".to_owned()));
        for way in [&apple, &google, &map, &own] {
            assert!(way.ends_with("268+Maple+St%2C+San+Jos%C3%A9"), "{way}");
        }
        assert!(own.starts_with("geo:0,0?q="));
    }

    #[test]
    fn dial_strings_become_addresses() {
        let online = |phone: &str| Online { phone: Some(phone.to_owned()), ..Online::default() };
        let number = telephone(&online("+1 (555) 555-0100,,123456#"));
        assert_eq!(number.as_deref(), Some("tel:+15555550100,,123456%23"));
        assert_eq!(telephone(&online("javascript:alert(1)")), None);
    }
}
