//! How one can attend, from everything a record says about it. A pure function of clues, the same for all formats.

use crate::meeting::{Attendance, LinkState, State};
use crate::notice::Code;

/// What a record says outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    InPerson,
    Online,
    Hybrid,
    Inactive,
}

/// How well a record says where the room is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PlaceClue {
    /// Not at all.
    #[default]
    None,
    /// A town, a name.
    Vague,
    /// A street address.
    Exact,
}

/// Everything that bears on attendance.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clues {
    pub(super) stated: Option<Stated>,
    pub(super) says_in_person: bool,
    pub(super) says_online: bool,
    pub(super) says_phone: bool,
    pub(super) closed_venue: bool,
    pub(super) paused: bool,
    pub(super) has_link: bool,
    /// There was something in the field for the link that is no link.
    pub(super) lost_link: bool,
    pub(super) has_phone: bool,
    pub(super) place: PlaceClue,
    /// The publisher says that the address is only roughly where.
    pub(super) approximate: bool,
}

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) attendance: Attendance,
    pub(super) state: State,
    pub(super) link: LinkState,
    /// Whether it was concluded, not stated.
    pub(super) inferred: bool,
    /// What is wrong, with the words that show it.
    pub(super) faults: Vec<(Code, &'static str)>,
}

/// Weighs the clues. What is stated wins over what follows from types, and these over what follows from fields.
pub(super) fn judge(clues: &Clues) -> Verdict {
    let mut faults = Vec::new();
    let mut paused = clues.paused || clues.stated == Some(Stated::Inactive);
    let is_remote = clues.has_link || clues.has_phone || clues.says_online || clues.says_phone;
    let mut in_person = match clues.stated {
        Some(Stated::InPerson | Stated::Hybrid) => true,
        Some(Stated::Online) => false,
        Some(Stated::Inactive) | None => has_room(clues, is_remote),
    };
    let mut says_online = match clues.stated {
        Some(Stated::Online | Stated::Hybrid) => true,
        Some(Stated::InPerson) => false,
        _ => clues.says_online || clues.has_link || clues.lost_link && clues.place == PlaceClue::None,
    };
    let joins = clues.has_link || clues.says_online;
    if clues.stated == Some(Stated::InPerson) && joins && !clues.closed_venue {
        faults.push((Code::TypeContradiction, "in person, with a way to join online"));
    }
    if clues.closed_venue {
        if clues.stated == Some(Stated::InPerson) {
            faults.push((Code::InpersonMarkedClosedVenue, "in person, at a venue marked closed"));
        }
        says_online |= clues.says_online;
        // with a way to join it goes on from afar; without one nobody can attend
        let goes_on = is_remote || says_online;
        paused |= !goes_on;
        in_person = in_person && !goes_on;
    }
    let link_counts =
        clues.closed_venue || clues.stated != Some(Stated::InPerson) || clues.place == PlaceClue::None;
    let attendance = Attendance {
        in_person,
        // a dial-in alone makes no online meeting, though many call it one
        online: clues.has_link && link_counts || says_online && !clues.has_phone,
        phone: clues.has_phone || clues.says_phone,
    };
    let link = match clues.has_link || clues.has_phone {
        true => LinkState::Published,
        false if attendance.online || attendance.phone => LinkState::Withheld,
        false => LinkState::None,
    };
    if link == LinkState::Withheld && !paused {
        faults.push((Code::OnlineWithoutLink, "online, without a link or number"));
    }
    let is_nowhere = clues.place == PlaceClue::None && !attendance.online && !attendance.phone;
    if (attendance.is_none() || is_nowhere) && !paused {
        faults.push((Code::AttendanceUnclear, "neither a place nor a way to join"));
    }
    if paused {
        faults.push((Code::ClosedState, "paused"));
    }
    let state = if paused { State::Paused } else { State::Active };
    Verdict { attendance, state, link, inferred: clues.stated.is_none(), faults }
}

fn has_room(clues: &Clues, is_remote: bool) -> bool {
    if clues.says_in_person {
        return true;
    }
    match clues.place {
        PlaceClue::Exact => !(clues.approximate && is_remote),
        // a town beside a link says whose meeting it is, not where there is a room
        PlaceClue::Vague => !is_remote,
        PlaceClue::None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The verdict in short: `i`n person, `o`nline, `p`hone, `paused`, the link state and the faults.
    fn short(clues: Clues) -> String {
        let verdict = judge(&clues);
        let mut words = Vec::new();
        let ways = [
            (verdict.attendance.in_person, "i"),
            (verdict.attendance.online, "o"),
            (verdict.attendance.phone, "p"),
        ];
        words.push(ways.iter().filter(|(on, _)| *on).map(|(_, way)| *way).collect::<String>());
        words.extend((verdict.state == State::Paused).then(|| "paused".to_owned()));
        words.extend((verdict.link == LinkState::Withheld).then(|| "withheld".to_owned()));
        words.extend(verdict.faults.iter().map(|(code, _)| code.id().to_owned()));
        words.join(" ")
    }

    #[test]
    fn what_is_stated_wins() {
        let exact = Clues { place: PlaceClue::Exact, ..Clues::default() };
        let linked = Clues { has_link: true, ..exact };
        for (clues, expected) in [
            (Clues { stated: Some(Stated::InPerson), ..exact }, "i"),
            (Clues { stated: Some(Stated::Online), ..linked }, "o"),
            (Clues { stated: Some(Stated::Hybrid), ..linked }, "io"),
            (Clues { stated: Some(Stated::Inactive), ..exact }, "i paused closed_state"),
            (Clues { stated: Some(Stated::InPerson), ..linked }, "i type_contradiction"),
            (Clues { stated: Some(Stated::Online), ..exact }, "o withheld online_without_link"),
            (Clues { stated: Some(Stated::Online), has_phone: true, ..exact }, "p"),
            (Clues { stated: Some(Stated::InPerson), ..Clues::default() }, "i attendance_unclear"),
        ] {
            assert_eq!(short(clues), expected, "{clues:?}");
        }
    }

    #[test]
    fn fields_say_what_is_not_stated() {
        let exact = Clues { place: PlaceClue::Exact, ..Clues::default() };
        let vague = Clues { place: PlaceClue::Vague, ..Clues::default() };
        for (clues, expected) in [
            (exact, "i"),
            (vague, "i"),
            (Clues { has_link: true, ..exact }, "io"),
            (Clues { has_link: true, ..vague }, "o"),
            (Clues { has_link: true, approximate: true, ..exact }, "o"),
            (Clues { approximate: true, ..exact }, "i"),
            (Clues { has_phone: true, ..exact }, "ip"),
            (Clues { says_online: true, ..vague }, "o withheld online_without_link"),
            (Clues { says_online: true, says_in_person: true, ..exact }, "io withheld online_without_link"),
            (Clues { lost_link: true, ..exact }, "i"),
            (Clues { lost_link: true, ..Clues::default() }, "o withheld online_without_link"),
            (Clues::default(), " attendance_unclear"),
        ] {
            assert_eq!(short(clues), expected, "{clues:?}");
            assert!(judge(&clues).inferred);
        }
    }

    #[test]
    fn a_closed_venue_leaves_the_link_or_nothing() {
        let closed = Clues { place: PlaceClue::Exact, closed_venue: true, ..Clues::default() };
        for (clues, expected) in [
            (closed, "i paused closed_state"),
            (Clues { has_link: true, ..closed }, "o"),
            (Clues { has_phone: true, ..closed }, "p"),
            (Clues { says_online: true, ..closed }, "o withheld online_without_link"),
            (
                Clues { stated: Some(Stated::InPerson), ..closed },
                "i paused inperson_marked_closed_venue closed_state",
            ),
            (Clues { stated: Some(Stated::Hybrid), has_link: true, ..closed }, "o"),
        ] {
            assert_eq!(short(clues), expected, "{clues:?}");
        }
    }

    #[test]
    fn no_combination_of_clues_is_without_a_verdict() {
        for bits in 0u32..1 << 9 {
            let bit = |at: u32| bits & 1 << at != 0;
            for stated in [
                None,
                Some(Stated::InPerson),
                Some(Stated::Online),
                Some(Stated::Hybrid),
                Some(Stated::Inactive),
            ] {
                for place in [PlaceClue::None, PlaceClue::Vague, PlaceClue::Exact] {
                    let verdict = judge(&Clues {
                        stated,
                        place,
                        says_in_person: bit(0),
                        says_online: bit(1),
                        says_phone: bit(2),
                        closed_venue: bit(3),
                        paused: bit(4),
                        has_link: bit(5),
                        lost_link: bit(6),
                        has_phone: bit(7),
                        approximate: bit(8),
                    });
                    let is_told = !verdict.faults.is_empty();
                    assert!(!verdict.attendance.is_none() || is_told, "nobody can attend and nobody is told");
                    assert!(verdict.link != LinkState::Withheld || is_told);
                    assert!(verdict.link != LinkState::Published || bit(5) || bit(7));
                }
            }
        }
    }
}
