//! How to join from afar, out of fields that hold links, numbers, passcodes and prose in any mixture. Shared by all
//! formats; which fields there are is their business.

use super::context::{Fault, RecordReader};
use crate::clean::is_one_of;
use crate::clean::join::{self, JoinDetails};
use crate::clean::phone;
use crate::clean::url::{self, ReadLink};
use crate::meeting::{LinkState, Online};
use crate::notice::Code;
use regex::Regex;
use std::sync::LazyLock;

/// Tells what a join address is like.
pub(super) fn note_link(record: &mut RecordReader<'_, '_>, field: &str, url: &str) {
    if url::has_passcode(url) {
        record.note(Fault::new(Code::PasscodeInUrl).field(field));
    }
    if url::provider(url).is_none() {
        let host = ::url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        record.note(Fault::new(Code::ConferenceProviderUnknown).field(field).value(host.unwrap_or_default()));
    }
}

/// Reads a dial string; what stands around it goes to the notes.
pub(super) fn read_phone(
    record: &mut RecordReader<'_, '_>,
    field: &str,
    online: &mut Online,
    notes: &mut Vec<String>,
) {
    let Some(text) = record.scalar(field) else { return };
    match phone::dial(&text) {
        Some(dial) => {
            if dial.mended {
                record.note(Fault::new(Code::PhoneInvalid).field(field));
            }
            online.phone = online.phone.take().or(Some(dial.number));
            notes.extend(dial.rest);
        }
        None => {
            record.note(Fault::new(Code::PhoneInvalid).field(field));
            notes.push(text);
        }
    }
}

/// Some put the join address into the notes and leave its own field empty.
pub(super) fn adopt_link(
    record: &mut RecordReader<'_, '_>,
    field: &str,
    online: &mut Online,
    notes: &mut [String],
) {
    if online.url.is_some() {
        return;
    }
    for note in notes {
        *note = with_whole_links(note);
        let is_room = |word: &&str| {
            let url = match url::link(word) {
                Some(ReadLink::Usable { url, .. }) if word.contains('/') => url,
                _ => return false,
            };
            url::provider(&url).is_some()
        };
        let Some(word) = note.split_whitespace().find(is_room).map(str::to_owned) else { continue };
        if let Some(ReadLink::Usable { url, .. }) = url::link(&word) {
            note_link(record, field, &url);
            online.provider = url::provider(&url).map(str::to_owned);
            online.url = Some(url);
            *note = note.replacen(&word, "", 1);
            return;
        }
    }
}

/// `zoom.us/j/ 555 5555 0100`: the number of the room belongs to the link.
fn with_whole_links(note: &str) -> String {
    static CUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(/j/)[ \t]*(\d{2,4})[ \t]+(\d{3,4})[ \t]+(\d{3,4})\b|(/j/)[ \t]+(\d{9,11})\b")
            .expect("a constant pattern")
    });
    CUT.replace_all(note, "$1$2$3$4$5$6").into_owned()
}

/// Takes passcode and room out of everything that is said about joining; the rest is published as notes.
pub(super) fn take_details(
    record: &mut RecordReader<'_, '_>,
    field: &str,
    online: &mut Online,
    notes: &[String],
) {
    let mut rest: Vec<String> = Vec::new();
    for note in notes {
        adopt_dial_in(online, note);
        let note = without_known_number(note, online.phone.as_deref());
        let JoinDetails { passcode, meeting_id, rest: left, contact } = join::details(&note);
        if contact {
            record.note(Fault::new(Code::PersonalDataSuspected).field(field));
        }
        online.access_code = online.access_code.take().or(passcode);
        // the room is worth saying only where link and number don't say it
        let is_said = |id: &str| {
            let said = |text: &Option<String>| text.as_deref().is_some_and(|text| text.contains(id));
            said(&online.url) || said(&online.phone) || rest.iter().any(|line| line.contains(id))
        };
        let room = meeting_id.filter(|id| !is_said(id)).map(|id| format!("Meeting ID: {id}"));
        rest.extend(room);
        let lines = left.iter().flat_map(|left| left.lines());
        for line in lines.filter(|line| !is_leftover(line, online.phone.as_deref())) {
            if !rest.iter().any(|said| said == line) {
                rest.push(line.to_owned());
            }
        }
    }
    online.notes = (!rest.is_empty()).then(|| rest.join("\n"));
}

/// Whether a text that should name a building tells how to join instead.
pub(super) fn is_about_joining(text: &str) -> bool {
    let details = join::details(text);
    details.passcode.is_some() || details.meeting_id.is_some()
}

/// A number to dial in with may stand in the notes only. Other numbers there belong to people.
fn adopt_dial_in(online: &mut Online, note: &str) {
    let folded = note.to_lowercase();
    let is_announced =
        ["dial in", "dial-in", "dial by", "one tap", "by phone:"].iter().any(|words| folded.contains(words));
    if online.phone.is_none() && is_announced {
        online.phone = phone::dial(note).map(|dial| dial.number);
    }
}

/// A dial-in that is in its own field need not be repeated, and masked, in the notes.
fn without_known_number(note: &str, phone: Option<&str>) -> String {
    let Some(known) = phone else { return note.to_owned() };
    let Some(dial) = phone::dial(note) else { return note.to_owned() };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = digits(dial.number.split(',').next().unwrap_or_default());
    match digits(known).contains(number.trim_start_matches('1')) {
        true => remove_digits(note, &number).unwrap_or_else(|| note.to_owned()),
        false => note.to_owned(),
    }
}

/// Cuts the stretch of a text that holds exactly these digits.
fn remove_digits(text: &str, digits: &str) -> Option<String> {
    let first = digits.chars().next()?;
    for (start, _) in text.char_indices().filter(|(_, c)| *c == first) {
        let mut wanted = digits.chars();
        let mut next = wanted.next();
        for (at, c) in text[start..].char_indices() {
            if Some(c) == next {
                next = wanted.next();
                if next.is_none() {
                    let before = text[..start].trim_end_matches(['(', '+', ' ']);
                    return Some(format!("{before} {}", &text[start + at + 1..]));
                }
            } else if c.is_alphanumeric() {
                break;
            }
        }
    }
    None
}

/// Words that announced what has been taken out, and codes that the dial string holds already.
fn is_leftover(text: &str, phone: Option<&str>) -> bool {
    let is_dialled = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit()) && phone.is_some_and(|phone| phone.contains(word))
    };
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| is_dialled(word) || is_one_of(ANNOUNCEMENTS, &word.to_lowercase()))
}

/// `None` where nothing at all is said about joining from afar.
pub(super) fn said(online: Online) -> Option<Online> {
    let says_nothing =
        online.link == LinkState::None && online.notes.is_none() && online.access_code.is_none();
    (!says_nothing).then_some(online)
}

const ANNOUNCEMENTS: &str = "password passcode pw id dial in enter zoom meeting phone by and or then tel call telephone number one tap mobile join us \
    the when prompted";
