//! Joining from afar: what is given out, what is kept back, and what is told.

use super::read_text;
use crate::meeting::{LinkState, Online};
use crate::notice::Code;
use crate::reading::Reading;
use serde_json::{Value, json};

fn read(fields: Value) -> (Online, Reading) {
    let mut record = json!({"slug": "a", "name": "A", "day": 1, "time": "19:00", "city": "Northport"});
    for (name, value) in fields.as_object().unwrap() {
        record[name] = value.clone();
    }
    let reading = read_text("aa", &Value::from(vec![record]).to_string()).unwrap();
    (reading.meetings[0].online.clone().unwrap_or_default(), reading)
}

fn online(fields: Value) -> Online {
    read(fields).0
}

#[test]
fn the_passcode_is_a_field_of_its_own_and_the_room_is_said_once() {
    let read = online(json!({"conference_url": "https://zoom.us/j/8001112222",
        "conference_url_notes": "Meeting ID: 800 111 2222\nPasscode: 654321\nCamera on"}));
    assert_eq!((read.access_code.as_deref(), read.notes.as_deref()), (Some("654321"), Some("Camera on")));
    let read = online(
        json!({"conference_phone": "+15555550123", "conference_url_notes": "Meeting ID: 800 111 2222"}),
    );
    assert_eq!(read.notes.as_deref(), Some("Meeting ID: 8001112222"));
}

#[test]
fn a_dial_in_number_of_the_notes_is_used_and_not_repeated() {
    let read =
        online(json!({"conference_phone_notes": "Dial-in: (555) 555-0123 Enter Meeting ID: 800 111 2222#"}));
    assert_eq!(read.phone.as_deref(), Some("5555550123,,8001112222#"));
    let read = online(json!({"conference_phone": "+15555550123,,8001112222#",
        "conference_phone_notes": "Dial-in: (555) 555-0123 Enter Meeting ID: 800 111 2222#"}));
    assert_eq!((read.phone.as_deref(), read.notes), (Some("+15555550123,,8001112222#"), None));
}

#[test]
fn a_number_of_a_person_is_not_used() {
    let (read, reading) = read(json!({"conference_url": "https://zoom.us/j/8001112222",
        "conference_url_notes": "Call Ann B. at 555-555-0101 for the password"}));
    assert_eq!(read.phone, None);
    assert_eq!(read.notes.as_deref(), Some("Call [contact removed] for the password"));
    assert_eq!(reading.notices.count(Code::PersonalDataSuspected), 1);
}

#[test]
fn a_link_in_the_notes_is_used_when_its_own_field_is_empty() {
    let read = online(json!({"conference_url_notes": "Join https://zoom.us/j/8001112222?pwd=abc please"}));
    assert_eq!(read.url.as_deref(), Some("https://zoom.us/j/8001112222?pwd=abc"));
    assert_eq!((read.provider.as_deref(), read.link), (Some("zoom"), LinkState::Published));
    let page = online(
        json!({"attendance_option": "online", "conference_url_notes": "See https://harbor.example/rooms"}),
    );
    assert_eq!((page.url, page.link), (None, LinkState::Withheld));
    assert_eq!(page.notes.as_deref(), Some("See https://harbor.example/rooms"));
}

#[test]
fn passcodes_stay_in_links_and_leave_notes() {
    let (read, reading) = read(json!({"conference_url": "https://zoom.us/j/8001112222?pwd=abc",
        "notes": "Or https://zoom.us/j/8001112222?pwd=abc, password: swordfish1"}));
    assert_eq!(read.url.as_deref(), Some("https://zoom.us/j/8001112222?pwd=abc"));
    assert_eq!(
        reading.meetings[0].notes.as_deref(),
        Some("Or https://zoom.us/j/8001112222, password: [passcode removed]")
    );
    assert_eq!(reading.notices.count(Code::PasscodeInUrl), 1);
    assert_eq!(reading.notices.count(Code::PasscodeInNotes), 1);
    let notices = serde_json::to_string(&reading.notices).unwrap();
    assert!(!notices.contains("swordfish1") && !notices.contains("abc"), "{notices}");
}

#[test]
fn what_is_no_link_is_told_without_being_repeated() {
    let (read, reading) = read(json!({"conference_url": "javascript:alert(1)", "url": "//evil.example"}));
    assert_eq!((read.url, reading.meetings[0].url.clone()), (None, None));
    assert_eq!(reading.notices.count(Code::UrlSchemeForbidden), 2);
    assert!(!serde_json::to_string(&reading.notices).unwrap().contains("evil"));
}

#[test]
fn a_link_that_a_blank_cuts_is_whole() {
    for notes in ["Join zoom.us/j/ 555 5550 0100?pwd=abc", "Join https://zoom.us/j/ 55555500100 ?pwd=abc"] {
        let read = online(json!({"conference_url_notes": notes}));
        assert!(
            read.url.as_deref().is_some_and(|url| url.starts_with("https://zoom.us/j/55555500100")),
            "{read:?}"
        );
    }
}

#[test]
fn what_an_address_says_about_joining_is_no_address() {
    for field in ["formatted_address", "address"] {
        let (read, reading) =
            read(json!({field: "Zoom ID: 555 5550 0100 Passcode: 151617", "types": ["ONL"]}));
        assert_eq!(read.access_code.as_deref(), Some("151617"), "{field}");
        assert_eq!(read.notes.as_deref(), Some("Meeting ID: 55555500100"), "{field}");
        let venue = reading.meetings[0].venue.clone().unwrap_or_default();
        assert_eq!(venue.street, None, "{field}");
        assert!(!venue.address.unwrap_or_default().contains("Zoom"), "{field}");
    }
}

#[test]
fn a_mailbox_is_neither_a_key_nor_a_page() {
    let reading = |key: &str, page: &str| {
        let record =
            json!([{"slug": key, "name": "A", "day": 1, "time": "19:00", "city": "Northport", "url": page}]);
        read_text("aa", &record.to_string()).unwrap()
    };
    let calendar = "https://calendar.example/embed?src=pat%40example.org";
    let read = reading("pat@example.org", calendar);
    let meeting = &read.meetings[0];
    assert!(meeting.key.starts_with("c-") && meeting.url.is_none(), "{meeting:?}");
    assert!(read.notices.count(Code::PersonalDataSuspected) > 0);
    let read = reading("1234567@calendar.example", "https://harbor.example/meetings/a");
    assert_eq!(read.meetings[0].key, "1234567");
    assert_eq!(read.meetings[0].url.as_deref(), Some("https://harbor.example/meetings/a"));
    assert_eq!(reading("meeting@5", "").meetings[0].key, "meeting@5");
}
