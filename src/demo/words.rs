//! Invented words for the sample meetings: names of groups, venues and streets, and notes as web servants
//! write them.
//!
//! No person, no real venue and no real address may stand here; contacts are `example.org` and 555-01xx only.

use super::kinds::Kind;
use super::towns::Language;

const NAMES_EN: &[&str] = &[
    "Lantern Group",
    "Clean Slate",
    "One More Day",
    "Open Window",
    "Still Here",
    "Second Wind",
    "Ordinary Miracles",
    "The Long Way Home",
    "No Longer Alone",
    "Steady Hands",
    "Quiet Harbour",
    "Plain Talk",
    "Kitchen Table",
    "Serenity",
    "Hope",
    "Morning Ferry",
    "Footbridge Group",
    "Room to Breathe",
    "Back to Basics",
    "Keep It Gentle",
    "First Light",
    "Paper Boats",
    "Under the Clock",
    "Corner Stone",
    "Porch Light",
    "Never Too Late",
    "Fresh Bread Group",
    "Small Steps",
    "Bright Side of the Street",
    "Rainy Day People",
    "Willing to Learn",
    "Another Chance",
    "Left at the Bakery",
    "Out of the Woods",
    "Two Chairs",
    "Simple but Not Easy",
];

const NAMES_DE: &[&str] = &[
    "Neuer Morgen",
    "Nur für heute Abend",
    "Offene Tür",
    "Schritt für Schritt",
    "Kaffee und Klartext",
    "Hinterhof-Gruppe",
    "Lichtblick",
    "Weiteratmen",
    "Gemeinsam statt einsam",
    "Spätschicht",
    "Zweite Brücke",
    "Leuchtturm",
];

const NAMES_ES: &[&str] = &[
    "Nuevo Amanecer",
    "Puerta Abierta",
    "Solo por Hoy",
    "El Faro",
    "Segunda Oportunidad",
    "Buenos Días",
    "Paso a Paso",
    "La Cocina",
    "Volver a Casa",
    "Esperanza",
    "Luz de Otoño",
    "Manos Tendidas",
];

/// Base names of groups.
pub(super) const fn group_names(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => NAMES_EN,
        Language::De => NAMES_DE,
        Language::Es => NAMES_ES,
    }
}

/// Names of buildings; `{}` is the district.
pub(super) const fn venue_names(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "{} Community Centre",
            "Church of the Open Door",
            "{} Library, Meeting Room 2",
            "Trinity Hall",
            "The Old Bakehouse",
            "{} Health Clinic",
            "Unity Club",
            "Friends' Meeting Room",
            "St. Alder's Church Hall",
            "{} Neighbourhood House",
            "Riverside Annexe",
            "Temple Beth Orchard, Social Hall",
        ],
        Language::De => &[
            "Nachbarschaftshaus {}",
            "Gemeindesaal Zum Ahorn",
            "Selbsthilfe-Treffpunkt {}",
            "Kulturwerkstatt im Hof",
            "Stadtteilzentrum {}",
            "Café Fensterplatz",
        ],
        Language::Es => &[
            "Centro Cívico {}",
            "Parroquia del Buen Camino",
            "Casa de la Vecindad",
            "Salón Social {}",
            "Biblioteca de {}, sala 1",
        ],
    }
}

/// Names of streets, as the country writes them before or after the number.
pub(super) const fn street_names(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "Larkspur Street",
            "Millrace Lane",
            "Quarry Road",
            "Beacon Avenue",
            "Old Orchard Road",
            "Juniper Avenue",
            "Foundry Street",
            "Hazel Grove",
            "Canal Row",
            "Kestrel Way",
            "Mulberry Street",
            "Saddler Street",
            "Thornfield Road",
            "Weavers Lane",
        ],
        Language::De => &[
            "Holunderweg",
            "Lindenhainstraße",
            "Am Alten Speicher",
            "Kastaniengasse",
            "Brückenhofstraße",
            "Seilerweg",
        ],
        Language::Es => &[
            "Calle del Almendro Viejo",
            "Calle de la Fuente Nueva",
            "Plaza del Tejar",
            "Calle del Olmo Alto",
        ],
    }
}

/// How to find the room; plain text.
pub(super) const fn way_in(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "Side entrance, up one flight of stairs.",
            "Ring the second bell from the top.",
            "Use the ramp behind the building; lift to the first floor.",
            "Basement room, door next to the bicycle racks.",
            "Free parking in the yard after 6 pm.",
        ],
        Language::De => &[
            "Durch den Hof, zweite Tür links.",
            "Bitte bei „Treffpunkt“ klingeln.",
            "3. Etage, Aufzug vorhanden.",
        ],
        Language::Es => &["Entrada por el patio, primera puerta.", "Segundo piso, con ascensor."],
    }
}

/// Notes on a meeting: plain, with markup, with a recurrence in words, with a contact that readers have to
/// mask.
pub(super) const fn notes(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "Coffee from 15 minutes before the start.",
            "The last meeting of the month is a speaker meeting, open to all.",
            "<p>Please use the <strong>garden entrance</strong>.<br>The front door is locked after the start.</p>",
            "Newcomers are met at the door.",
            "First time? Write to welcome@example.org or ring (555) 555-0142 and somebody will wait for you outside.",
            "No meeting on public holidays.",
            "Meets on the 2nd and 4th week of the month only.",
            "Books &amp; tea; children are welcome to draw in the corner.",
            "Please arrive ten minutes early, the room is small.",
            "Closing is followed by a walk round the block for those who like.",
        ],
        Language::De => &[
            "Tee und Kekse ab 15 Minuten vor Beginn.",
            "Am letzten Termin im Monat offen für Angehörige.",
            "Bitte pünktlich sein, die Haustür wird abgeschlossen.",
            "Kein Treffen an Feiertagen.",
        ],
        Language::Es => &[
            "Café desde 15 minutos antes.",
            "La última reunión del mes es abierta a familiares.",
            "Recibimos a quien viene por primera vez en la puerta.",
            "Cerrado en días festivos.",
        ],
    }
}

/// What to know before joining online; the first one gives a passcode away.
pub(super) const fn joining_notes(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "Meeting ID: 555 0100 123, passcode: lantern42",
            "The room opens ten minutes early. Cameras are optional.",
            "Please join with a first name only.",
            "Captions are switched on.",
        ],
        Language::De => &["Der Raum öffnet zehn Minuten früher.", "Kamera freiwillig."],
        Language::Es => &["La sala se abre diez minutos antes.", "La cámara es voluntaria."],
    }
}

/// The name a group of `fellowship` goes by, from a base name.
pub(super) fn title(fellowship: &str, base: &str, district: &str) -> String {
    let family = base.trim_end_matches(" Group");
    match fellowship {
        "smart" => format!("SMART Recovery {district}"),
        "sos" => format!("SOS {district}"),
        "dra" => format!("DRA {base}"),
        "al_anon" => format!("{family} Al-Anon Family Group"),
        "nar_anon" => format!("{family} Nar-Anon Family Group"),
        _ => base.to_owned(),
    }
}

/// What groups add to their name when they meet for some people only.
pub(super) fn audience_word(audience: Option<Kind>, language: Language) -> Option<&'static str> {
    let [english, german, spanish] = match audience? {
        Kind::Women => ["Women", "Frauen", "Mujeres"],
        Kind::Men => ["Men", "Männer", "Hombres"],
        Kind::Lgbtq => ["LGBTQ+", "Queer", "LGTBI+"],
        Kind::YoungPeople => ["Young People", "Junge Leute", "Jóvenes"],
        Kind::Seniors => ["Over 60s", "Ab 60", "Mayores"],
        Kind::Family => ["Family & Friends", "Angehörige", "Familiares"],
        _ => return None,
    };
    Some(match language {
        Language::En => english,
        Language::De => german,
        Language::Es => spanish,
    })
}
