//! Codes of one record, as Meeting Guide lists fire them. Other formats come to the same judgements by the same code.

use super::{Case, record};
use crate::fellowship::Fellowship;
use crate::notice::Code;
use serde_json::{Value, json};

const ZOOM: &str = "https://zoom.us/j/8001112222";

fn pair(second: Value) -> Vec<Value> {
    vec![record(json!({})), record(second)]
}

fn scheduled(fields: Value) -> Value {
    let mut all = json!({"day": null, "time": null, "end_time": null});
    all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    all
}

fn dates(count: usize) -> Value {
    let first = jiff::civil::date(2026, 3, 3);
    let date = |at: usize| (first + jiff::Span::new().days(i64::try_from(at).unwrap())).to_string();
    (0..count).map(date).collect()
}

pub(super) fn cases() -> Vec<Case> {
    [identity(), texts(), when(), place(), attendance()].into_iter().flatten().collect()
}

fn identity() -> Vec<Case> {
    use Case as C;
    vec![
        C::records(Code::MissingId, json!({"slug": null}), json!({"slug": 12})).somehow(),
        C::lists(
            Code::DuplicateId,
            pair(json!({"time": "07:00", "end_time": "08:00"})),
            pair(json!({"time": "07:00", "end_time": "08:00", "slug": "lantern-2"})),
        )
        .somehow(),
        C::lists(Code::DuplicateRecord, pair(json!({})), pair(json!({"slug": "lantern-2"}))),
        C::records(Code::MissingName, json!({"name": null, "group": "Harbor"}), json!({"group": "Harbor"}))
            .to("Harbor"),
        C::records(Code::NameTooLong, json!({"name": "x".repeat(65)}), json!({"name": "x".repeat(64)})),
        C::records(
            Code::NameRedundant,
            json!({"name": "Monday Lantern"}),
            json!({"name": "Tuesday Lantern"}),
        ),
        C::records(Code::FellowshipInferred, json!({"name": "NA - Lantern"}), json!({"fellowship": "NA"}))
            .to("na")
            .source(|source| source.fellowship = Fellowship::other()),
        C::records(Code::UnknownField, json!({"locaton": "Hall"}), json!({"location": "Hall"}))
            .to("location"),
        C::records(
            Code::ValueUnexpected,
            json!({"attendance_option": "sometimes"}),
            json!({"attendance_option": "In-Person"}),
        ),
    ]
}

fn texts() -> Vec<Case> {
    use Case as C;
    vec![
        C::records(Code::HtmlInText, json!({"notes": "<b>Ring</b> twice"}), json!({"notes": "5 < 6"})),
        C::records(
            Code::ControlCharacters,
            json!({"name": "Lantern\u{202e}Street"}),
            json!({"name": "Lantern\u{a0}Street"}),
        ),
        C::records(
            Code::TextTruncated,
            json!({"notes": "ab ".repeat(6000)}),
            json!({"notes": "ab ".repeat(5000)}),
        ),
        C::records(
            Code::PersonalDataSuspected,
            json!({"notes": "Write to jane@example.org"}),
            json!({"notes": "Write to us"}),
        ),
        C::records(
            Code::PasscodeInNotes,
            json!({"notes": "Passcode: 654321"}),
            json!({"notes": "Ask for the passcode"}),
        ),
        C::records(
            Code::UrlInvalid,
            json!({"url": "ask at the door"}),
            json!({"url": "https://harbor.example/"}),
        ),
        C::records(
            Code::UrlSchemeForbidden,
            json!({"url": "javascript:alert(1)"}),
            json!({"url": "http://harbor.example/"}),
        ),
        C::records(
            Code::UrlRepaired,
            json!({"url": "harbor.example/lantern"}),
            json!({"url": "https://harbor.example/lantern"}),
        ),
        C::records(
            Code::PhoneInvalid,
            json!({"conference_phone": "ask the host"}),
            json!({"conference_phone": "+15555550123"}),
        ),
    ]
}

fn when() -> Vec<Case> {
    use Case as C;
    let start = "2026-03-02T19:00:00";
    vec![
        C::records(Code::DayInvalid, json!({"day": "Someday"}), json!({"day": "Sunday"})),
        C::records(Code::DayFormat, json!({"day": "lunes"}), json!({"day": "1"})).to("Monday"),
        C::records(Code::DayListExpanded, json!({"day": [1, 2]}), json!({"day": [1]})),
        C::records(Code::TimeInvalid, json!({"time": "25:61"}), json!({"time": "18:59"})),
        C::records(Code::TimeFormat, json!({"time": "7:00 PM"}), json!({"time": "19:00"})).to("19:00"),
        C::records(Code::TimeMissing, json!({"time": null}), json!({"time": null, "start_time": "19:00"})),
        C::records(
            Code::EndBeforeStart,
            json!({"time": "23:00", "end_time": "00:30"}),
            json!({"time": "23:00", "end_time": "23:59"}),
        ),
        C::records(Code::DurationSuspicious, json!({"end_time": "19:00"}), json!({"end_time": "19:01"})),
        C::records(
            Code::RecurrenceUnsupported,
            scheduled(json!({"schedule": "Every other Monday at 7pm"})),
            scheduled(json!({"schedule": "Every Monday at 7pm"})),
        ),
        C::records(
            Code::RecurrenceLimit,
            scheduled(json!({"starts": start, "rrule": "FREQ=WEEKLY", "rdates": dates(2001)})),
            scheduled(json!({"starts": start, "rrule": "FREQ=WEEKLY", "rdates": dates(3)})),
        ),
        C::records(
            Code::TimezoneMissing,
            json!({"timezone": null, "attendance_option": "online", "conference_url": ZOOM,
                "formatted_address": null, "latitude": null, "longitude": null}),
            json!({"attendance_option": "online", "conference_url": ZOOM, "formatted_address": null,
                "latitude": null, "longitude": null}),
        )
        .source(|source| source.timezone = None),
        C::records(
            Code::TimezoneUnknown,
            json!({"timezone": "Mars/Base"}),
            json!({"timezone": "america/new_york"}),
        ),
        C::records(
            Code::TimezoneAlias,
            json!({"timezone": "Eastern Time (ET)"}),
            json!({"timezone": "America/New_York"}),
        )
        .to("America/New_York"),
        C::records(
            Code::TimezoneMismatch,
            json!({"timezone": "America/Denver"}),
            json!({"timezone": "America/Detroit"}),
        ),
    ]
}

fn place() -> Vec<Case> {
    use Case as C;
    let point = |lat: f64, lon: f64| json!({"latitude": lat, "longitude": lon});
    vec![
        C::records(Code::CoordinatesMissing, json!({"latitude": null, "longitude": null}), json!({})),
        C::records(Code::CoordinatesInvalid, json!({"latitude": "north"}), json!({"latitude": "40.12345"})),
        C::records(Code::CoordinatesNullIsland, point(0.0, 0.0), point(0.31234, 32.58123)),
        C::records(Code::CoordinatesNearPole, point(89.5, -74.0), point(69.65123, 18.95678)),
        C::records(Code::CoordinatesSwapped, point(-118.23456, 34.05678), point(34.05678, -118.23456))
            .to("34.05678, -118.23456"),
        C::records(
            Code::CoordinatesDefaultPoint,
            point(34.235918, -118.563659),
            point(34.245918, -118.573659),
        ),
        C::records(Code::CoordinatesAtSea, point(38.51234, -68.12345), point(40.51234, -74.12345)),
        C::records(Code::CoordinatesSignLost, point(40.12345, 74.56789), point(40.12345, -74.56789))
            .to("40.12345, -74.56789"),
        C::records(Code::CountryMismatch, point(48.85123, 2.35123), point(40.12345, -74.56789)),
        C::records(Code::CoordinatesLowPrecision, point(40.12, -74.56), point(40.123, -74.56)),
        C::records(Code::NumberFormat, json!({"latitude": "40,12345"}), json!({"latitude": "40.12345"}))
            .to("40.12345"),
        C::records(
            Code::AddressMissing,
            json!({"formatted_address": null, "country": null, "location": "Harbor Hall"}),
            json!({"location": "Harbor Hall"}),
        ),
        C::records(
            Code::AddressExtraText,
            json!({"formatted_address": "12 Quay St @ Pier Rd, Port Example, NJ 07001, USA"}),
            json!({"formatted_address": "12 Quay St, Port Example, NJ 07001, USA"}),
        ),
    ]
}

fn attendance() -> Vec<Case> {
    use Case as C;
    let nowhere = |option: &str| {
        json!({"attendance_option": option, "formatted_address": null, "country": null, "latitude": null,
            "longitude": null})
    };
    vec![
        C::records(Code::AttendanceUnclear, nowhere("in_person"), json!({})),
        C::records(
            Code::OnlineWithoutLink,
            json!({"attendance_option": "online"}),
            json!({"attendance_option": "online", "conference_url": ZOOM}),
        ),
        C::records(
            Code::InpersonMarkedClosedVenue,
            json!({"types": ["TC"]}),
            json!({"types": ["TC"], "attendance_option": "online", "conference_url": ZOOM}),
        ),
        C::records(
            Code::ConferenceProviderUnknown,
            json!({"attendance_option": "hybrid", "conference_url": "https://talk.harbor.example/room"}),
            json!({"attendance_option": "hybrid", "conference_url": ZOOM}),
        ),
        C::records(
            Code::PasscodeInUrl,
            json!({"attendance_option": "hybrid", "conference_url": format!("{ZOOM}?pwd=abcdef")}),
            json!({"attendance_option": "hybrid", "conference_url": ZOOM}),
        ),
        C::records(Code::TypeUnknown, json!({"types": ["ZZZ"]}), json!({"types": ["o"]})),
        C::records(Code::TypeContradiction, json!({"types": ["O", "C"]}), json!({"types": ["C"]})),
        C::records(
            Code::ClosedState,
            json!({"attendance_option": "inactive"}),
            json!({"attendance_option": "in_person"}),
        ),
    ]
}
