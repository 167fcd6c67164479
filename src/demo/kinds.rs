//! What a sample meeting is like, and how each system writes it: Meeting Guide codes per program, BMLT
//! formats per server.

/// A property of a meeting, before it is written in a publisher's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Closed,
    Women,
    Men,
    Lgbtq,
    YoungPeople,
    Seniors,
    Parents,
    AdultChildren,
    Teens,
    Family,
    DualDiagnosis,
    Beginners,
    Speaker,
    Step,
    Discussion,
    Book,
    Meditation,
    Candlelight,
    Secular,
    Wheelchair,
    SignLanguage,
    ChildFriendly,
    FragranceFree,
    Outdoor,
    Spanish,
    English,
    German,
}

/// Formats of a meeting that `fellowship` is known for; a meeting has at most one of these.
pub(super) fn formats_of(fellowship: &str) -> &'static [Kind] {
    match fellowship {
        "smart" => &[Kind::Discussion, Kind::Beginners],
        "sos" => &[Kind::Discussion, Kind::Secular],
        "al_anon" => &[Kind::Step, Kind::Speaker, Kind::Beginners, Kind::Parents, Kind::AdultChildren],
        "nar_anon" => &[Kind::Step, Kind::Speaker, Kind::Discussion, Kind::Beginners],
        "dra" => &[Kind::Step, Kind::Discussion, Kind::Meditation, Kind::Beginners],
        _ => &[
            Kind::Discussion,
            Kind::Speaker,
            Kind::Step,
            Kind::Book,
            Kind::Beginners,
            Kind::Meditation,
            Kind::Candlelight,
        ],
    }
}

/// For whom groups of `fellowship` meet; `None` is everybody. Groups of a town take these in turn.
pub(super) fn audiences_of(fellowship: &str) -> &'static [Option<Kind>] {
    match fellowship {
        "al_anon" => {
            &[None, Some(Kind::Teens), None, Some(Kind::Women), None, Some(Kind::Lgbtq), Some(Kind::Men)]
        }
        "nar_anon" => &[None, Some(Kind::Parents), None],
        "smart" => &[
            None,
            Some(Kind::Family),
            None,
            Some(Kind::Women),
            Some(Kind::YoungPeople),
            None,
            Some(Kind::Lgbtq),
        ],
        "sos" | "dra" => &[None, None, Some(Kind::Women), None, Some(Kind::YoungPeople)],
        "aa" => &[
            None,
            Some(Kind::Women),
            None,
            Some(Kind::Lgbtq),
            Some(Kind::Men),
            None,
            Some(Kind::YoungPeople),
            Some(Kind::Secular),
            Some(Kind::Seniors),
        ],
        _ => &[
            None,
            Some(Kind::Women),
            None,
            Some(Kind::Lgbtq),
            Some(Kind::Men),
            None,
            Some(Kind::YoungPeople),
        ],
    }
}

/// The Meeting Guide code of `kind` in the program of `fellowship`. Programs without a code table of their
/// own (SMART, Nar-Anon, SOS, DRA) write the codes that all tables share and plain labels for the rest.
pub(super) fn tsml_code(fellowship: &str, kind: Kind) -> Option<&'static str> {
    let own = match fellowship {
        "aa" => aa_code(kind),
        "ha" => ha_code(kind),
        "al_anon" => al_anon_code(kind),
        _ => label(kind),
    };
    match own {
        Some(code) => Some(code),
        None => shared_code(kind),
    }
}

fn shared_code(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Open => "O",
        Kind::Closed => "C",
        Kind::Women => "W",
        Kind::Men => "M",
        Kind::Lgbtq => "LGBTQ",
        Kind::Beginners => "BE",
        Kind::Book => "LIT",
        Kind::Meditation => "MED",
        Kind::Candlelight => "CAN",
        Kind::Wheelchair => "X",
        Kind::ChildFriendly => "CF",
        Kind::FragranceFree => "FF",
        Kind::Outdoor => "OUT",
        Kind::Spanish => "ES",
        Kind::English => "EN",
        Kind::German => "DE",
        _ => return None,
    })
}

fn aa_code(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::YoungPeople => "Y",
        Kind::Seniors => "SEN",
        Kind::Speaker => "SP",
        Kind::Step => "ST",
        Kind::Discussion => "D",
        Kind::Book => "B",
        Kind::Secular => "A",
        Kind::SignLanguage => "ASL",
        Kind::Spanish => "S",
        Kind::DualDiagnosis => "DD",
        _ => return None,
    })
}

fn ha_code(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Lgbtq => "GL",
        Kind::YoungPeople => "Y",
        Kind::Beginners => "BEG",
        Kind::Speaker => "SPK",
        Kind::Step => "STEP",
        Kind::Discussion => "DISC",
        Kind::Book => "BT",
        Kind::ChildFriendly => "CW",
        _ => return None,
    })
}

fn al_anon_code(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Teens => "Y",
        Kind::AdultChildren => "AC",
        Kind::Parents => "POA",
        Kind::YoungPeople => "YA",
        Kind::Lgbtq => "LGBTQIA",
        Kind::Secular => "A",
        Kind::Speaker => "SP",
        Kind::Step => "ST",
        Kind::SignLanguage => "ASL",
        _ => return None,
    })
}

fn label(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::YoungPeople => "Young People",
        Kind::Speaker => "Speaker",
        Kind::Step => "Step Study",
        Kind::Discussion => "Discussion",
        Kind::SignLanguage => "American Sign Language",
        Kind::DualDiagnosis => "Dual Diagnosis",
        Kind::Family => "Family & Friends",
        Kind::Parents => "Parents",
        Kind::Secular => "Secular",
        _ => return None,
    })
}
