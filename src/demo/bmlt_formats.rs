//! The format tables of the two sample BMLT servers, English and German. Keys and world ids are the customary
//! ones, the descriptions are our own. Numbers differ between servers, as they do in life: only the world id
//! is shared.

use serde_json::{Value, json};

use super::kinds::Kind;

/// What a format stands for: a property of a meeting, or where it takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Is(Kind),
    Virtual,
    RoomClosed,
    Hybrid,
}

/// One format: stock number, meaning, world id, type, then key and name in English and in German.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    stock_id: u16,
    pub(super) meaning: Meaning,
    world_id: &'static str,
    group: &'static str,
    english: (&'static str, &'static str),
    german: (&'static str, &'static str),
}

const fn format(
    stock_id: u16,
    meaning: Meaning,
    world_id: &'static str,
    group: &'static str,
    english: (&'static str, &'static str),
    german: (&'static str, &'static str),
) -> Format {
    Format { stock_id, meaning, world_id, group, english, german }
}

use Meaning::{Hybrid, Is, RoomClosed, Virtual};

/// All formats, by stock number.
pub(super) const FORMATS: &[Format] = &[
    format(1, Is(Kind::Beginners), "BEG", "FC3", ("B", "Beginners"), ("new", "Neue willkommen")),
    format(3, Is(Kind::Book), "BT", "FC1", ("BT", "Basic Text"), ("BT", "Basic Text")),
    format(4, Is(Kind::Closed), "CLOSED", "O", ("C", "Closed"), ("G", "Geschlossen")),
    format(6, Is(Kind::Candlelight), "CAN", "FC2", ("CL", "Candlelight"), ("Ker", "Kerzenlicht")),
    format(8, Is(Kind::Discussion), "DISC", "FC1", ("D", "Discussion"), ("T", "Thema")),
    format(10, Is(Kind::Lgbtq), "GL", "FC3", ("GL", "Gay/Lesbian/Transgender"), ("glbtiiq", "LGBTQ*")),
    format(15, Is(Kind::Men), "M", "FC3", ("M", "Men"), ("M", "Männer")),
    format(17, Is(Kind::Open), "OPEN", "O", ("O", "Open"), ("O", "Offen")),
    format(26, Is(Kind::Speaker), "SPK", "FC1", ("So", "Speaker Only"), ("Sp", "Speaker")),
    format(27, Is(Kind::Step), "STEP", "FC1", ("St", "Step"), ("S", "Schritte")),
    format(32, Is(Kind::Women), "W", "FC3", ("W", "Women"), ("F", "Frauen")),
    format(33, Is(Kind::Wheelchair), "WCHR", "FC2", ("WC", "Wheelchair"), ("Beh", "Rollstuhlgerecht")),
    format(34, Is(Kind::YoungPeople), "Y", "FC3", ("YP", "Young People"), ("JM", "Junge Menschen")),
    format(41, Is(Kind::Meditation), "MED", "FC1", ("ME", "Meditation"), ("Med", "Meditation")),
    format(44, Is(Kind::ChildFriendly), "CW", "FC3", ("CW", "Children Welcome"), ("kf", "Kinder willkommen")),
    format(46, Is(Kind::Spanish), "LANG", "LANG", ("ES", "Español"), ("es", "Spanisch")),
    format(54, Virtual, "VM", "FC2", ("VM", "Virtual Meeting"), ("VM", "Online-Meeting")),
    format(
        55,
        RoomClosed,
        "TC",
        "FC2",
        ("TC", "Temporarily Closed Facility"),
        ("TC", "Raum vorübergehend geschlossen"),
    ),
    format(56, Hybrid, "HYBR", "FC2", ("HY", "Hybrid Meeting"), ("HY", "Online und vor Ort")),
    format(61, Is(Kind::Outdoor), "", "FC2", ("Out", "Outdoors"), ("Aussen", "Im Freien")),
    format(62, Is(Kind::SignLanguage), "", "FC3", ("SL", "ASL"), ("GS", "Gebärdensprache")),
    format(63, Is(Kind::English), "LANG", "LANG", ("ENG", "English speaking"), ("en", "Englisch")),
    format(64, Is(Kind::German), "LANG", "LANG", ("GER", "German speaking"), ("de", "Deutsch")),
];

impl Format {
    /// The number on the server whose numbers start after `offset`.
    pub(super) const fn id(&self, offset: u16) -> u16 {
        self.stock_id + offset
    }

    /// Whether it says open or closed: these stand first in a meeting's list.
    pub(super) fn is_openness(&self) -> bool {
        self.group == "O"
    }

    /// The key in `language`: German for `de`, else English.
    pub(super) fn key(&self, language: &str) -> &'static str {
        self.words(language).0
    }

    fn words(&self, language: &str) -> (&'static str, &'static str) {
        if language == "de" { self.german } else { self.english }
    }

    /// The record as `GetFormats` gives it.
    pub(super) fn record(&self, offset: u16, language: &str, root: &str) -> Value {
        let (key, name) = self.words(language);
        let description = if language == "de" {
            format!("So gekennzeichnete Meetings: {name}.")
        } else {
            format!("Meetings marked this way: {}.", name.to_lowercase())
        };
        json!({
            "key_string": key,
            "name_string": name,
            "description_string": description,
            "lang": if language == "de" { "de" } else { "en" },
            "id": self.id(offset).to_string(),
            "world_id": self.world_id,
            "format_type_enum": self.group,
            "root_server_uri": root,
        })
    }
}
