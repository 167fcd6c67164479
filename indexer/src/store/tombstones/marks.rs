//! Marks by which a withdrawn meeting is known again when it comes under another key, name or source. Hashes only, so
//! that a tombstone says nothing of what it hides. Precision first: a mark that another group shares would hide that
//! group, so every mark needs a place.

use super::Scope;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::schedule::Slot;
use url::Url;

/// All marks that a tombstone of this meeting looks for.
pub(super) fn of_tombstone(meeting: &Meeting, scope: Scope) -> Vec<String> {
    let mut marks: Vec<String> = same_name(meeting).chain(same_hour(meeting)).collect();
    if scope == Scope::Group {
        marks.extend(same_group(meeting));
    }
    marks
}

/// The marks that show beyond doubt that it is a withdrawn one, or one of a withdrawn group.
pub(super) fn sure(meeting: &Meeting) -> impl Iterator<Item = String> {
    same_name(meeting).chain(same_group(meeting))
}

/// The same name at the same hour and place, whoever lists it.
fn same_name(meeting: &Meeting) -> impl Iterator<Item = String> {
    let (name, slot) = (fold(&meeting.name), slot(meeting));
    let fellowship = meeting.fellowship.id();
    let mark = move |place: String| Some(hash(&["name", fellowship, &name, slot.as_deref()?, &place]));
    places(meeting).into_iter().filter_map(mark)
}

/// The same hour and place in the list of the same publisher. Another room of the house may have it too: it only
/// counts for what has just appeared while the withdrawn one has gone.
pub(super) fn same_hour(meeting: &Meeting) -> impl Iterator<Item = String> {
    let slot = slot(meeting);
    let (source, fellowship) = (meeting.source.to_string(), meeting.fellowship.id());
    let mark = move |place: String| Some(hash(&["hour", &source, fellowship, slot.as_deref()?, &place]));
    places(meeting).into_iter().filter_map(mark)
}

/// The group at its place, on whatever day.
fn same_group(meeting: &Meeting) -> impl Iterator<Item = String> {
    let group = fold(meeting.group.as_deref().unwrap_or(&meeting.name));
    let fellowship = meeting.fellowship.id();
    places(meeting).into_iter().map(move |place| hash(&["group", fellowship, &group, &place]))
}

fn slot(meeting: &Meeting) -> Option<String> {
    match &meeting.schedule.slot {
        Slot::Weekly { weekday, start, .. } => Some(format!("{} {start}", weekday.id())),
        _ => None,
    }
}

/// Where it is, in every way in which another list may say the same.
fn places(meeting: &Meeting) -> Vec<String> {
    let mut places = Vec::new();
    if let Some(venue) = &meeting.venue {
        places.extend(
            venue
                .street
                .as_deref()
                .zip(venue.city.as_deref())
                .map(|(street, city)| format!("street {} {}", fold(street), fold(city))),
        );
        places.extend(venue.address.as_deref().map(|address| format!("address {}", fold(address))));
    }
    if let Some(online) = &meeting.online {
        let room = online.url.as_deref().and_then(|url| Url::parse(url).ok());
        places.extend(
            room.filter(|url| url.path().len() > 1).map(|url| {
                format!("room {}{}", url.host_str().unwrap_or_default(), url.path().to_lowercase())
            }),
        );
        let digits = |phone: &str| phone.chars().filter(char::is_ascii_digit).collect::<String>();
        places.extend(online.phone.as_deref().map(|phone| format!("phone {}", digits(phone))));
    }
    places
}

fn fold(text: &str) -> String {
    crate::generation::text::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn hash(parts: &[&str]) -> String {
    blake3::hash(parts.join("\u{1f}").as_bytes()).to_hex()[..32].to_owned()
}
