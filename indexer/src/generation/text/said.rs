//! What is said of a listing, and where: the texts that words are looked for in. Ways to join, passcodes and entry codes
//! are not among them.

use crate::merge::Listing;
use everyroom_feeds::kind::Kind;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Where in a listing a word stands; what is further down is worth more. The number is what the index keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Stand {
    /// Publisher's words about it.
    Notes = 1,
    /// Kinds and the fellowship, in our words.
    Kinds,
    /// Regions, districts, the publishing body.
    Region,
    /// Address of the venue.
    Address,
    /// Name of the venue.
    Venue,
    /// The people who meet.
    Group,
    /// The name.
    Name,
    /// The name, when it has hardly any other word.
    ShortName,
}

impl Stand {
    /// All of them, the least first.
    pub const ALL: [Stand; 8] = [
        Self::Notes,
        Self::Kinds,
        Self::Region,
        Self::Address,
        Self::Venue,
        Self::Group,
        Self::Name,
        Self::ShortName,
    ];
}

/// A text of a listing.
pub struct Said<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub stand: Stand,
    /// Whose words they are.
    pub words: Whose,
}

/// Whose words a text is made of, which tells how it may be stemmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Sentences and names in the languages of the meeting.
    Meetings,
    /// Names of places and bodies, which have no other forms.
    Places,
    /// Our own vocabulary, in English; the same few texts again and again.
    Ours,
}

/// The texts of a listing.
pub fn said<'a>(listing: &'a Listing) -> Vec<Said<'a>> {
    let meeting = &listing.meeting;
    let mut all = Vec::with_capacity(24);
    let mut say = |text: Option<&'a str>, stand, words| {
        all.extend(text.map(|text| Said { text: Cow::Borrowed(text), stand, words }));
    };
    let fellowship = meeting.fellowship.entry();
    let aliases = fellowship.aliases.iter();
    for name in [&fellowship.name, &fellowship.short_name].into_iter().chain(aliases) {
        say(Some(name), Stand::Kinds, Whose::Ours);
    }
    let label = |kind: Kind| Some(kind.label());
    for tag in &meeting.types {
        match tag.id {
            Some(kind) => say(label(kind), Stand::Kinds, Whose::Ours),
            None => say(tag.label.as_deref(), Stand::Kinds, Whose::Meetings),
        }
    }
    for kind in &meeting.audience {
        say(label(*kind), Stand::Kinds, Whose::Ours);
    }
    for (kind, _) in meeting.access.iter().filter(|(_, yes)| *yes) {
        say(label(*kind), Stand::Kinds, Whose::Ours);
    }
    let regions = meeting.regions.iter().chain(&meeting.district);
    for region in regions.chain(meeting.entity.as_ref().map(|entity| &entity.name)) {
        say(Some(region), Stand::Region, Whose::Places);
    }
    if let Some(venue) = &meeting.venue {
        say(venue.region.map(|region| region.name()), Stand::Region, Whose::Places);
        let address = [&venue.address, &venue.district, &venue.city, &venue.county, &venue.postal_code];
        for part in address.into_iter().flatten() {
            say(Some(part), Stand::Address, Whose::Places);
        }
    }
    let venue = meeting.venue.as_ref().and_then(|venue| venue.name.as_deref());
    let free = [
        (venue, Stand::Venue),
        (meeting.group.as_deref(), Stand::Group),
        (Some(meeting.name.as_str()), Stand::Name),
        (meeting.notes.as_deref(), Stand::Notes),
    ];
    for (text, stand) in free {
        let text = text.map(without_ways_to_join);
        all.extend(text.map(|text| Said { text, stand, words: Whose::Meetings }));
    }
    all
}

/// A text without what people key in or click: web addresses, and digits in the groups of a number of a room or a
/// telephone. Dates, times, years, house numbers and pages stay.
fn without_ways_to_join(text: &str) -> Cow<'_, str> {
    static JOIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:https?://|www\.)\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*|\+?\(?\d(?:[ \u{a0}.()–-]{0,2}\d){6,}|\[(?:passcode|contact) removed\]")
            .expect("a constant pattern")
    });
    JOIN.replace_all(text, " ")
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn ways_to_join_are_not_among_the_words() {
        let left = |text: &str| words(&without_ways_to_join(text)).join(" ");
        for (text, expected) in [
            ("Zoom ID 555 5555 0100, bring a book", "zoom id bring a book"),
            ("ID: 5555550100 or +15555550123,,5555550100#", "id or"),
            ("see https://zoom.example/j/5555550100?x=Ab1 or zoom.example/j/1", "see or"),
            ("Password: [passcode removed], room 12, since 1987", "password room 12 since 1987"),
            ("10 Cedar St 95112, page 417, 7:30", "10 cedar st 95112 page 417 7 30"),
        ] {
            assert_eq!(left(text), expected, "{text}");
        }
    }
}
