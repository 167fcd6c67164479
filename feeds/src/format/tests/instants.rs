//! Wall times become the right instants on both sides of both clock changes. All expectations were worked out by hand.

use super::{part, source};
use crate::format::read;
use crate::format::recipe::Recipe;
use crate::format::recipe::tests::shipped::documents;
use crate::meeting::Meeting;
use crate::plan::Role;
use crate::source::Source;
use crate::zone::Zone;

/// Asserts the first start at or after each date.
fn assert_starts(meeting: &Meeting, expected: &[(&str, &str)]) {
    for (from, start) in expected {
        let from = format!("{from}T12:00:00Z").parse().unwrap();
        let next = meeting.schedule.next_from(from).unwrap().start.timestamp().to_string();
        assert_eq!(next, *start, "{} from {from}", meeting.name);
    }
}

/// Exported in July in a zone without summer time: Monday 19:00 there is Monday 20:00 in New York, all year.
const EXPORTED: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:river@calendar.example\nSUMMARY:River Walk\n\
    DTSTART;TZID=America/Panama:20250714T190000\nDTEND;TZID=America/Panama:20250714T200000\n\
    RRULE:FREQ=WEEKLY;BYDAY=MO\nLOCATION:https://video.example/room\nEND:VEVENT\nBEGIN:VEVENT\n\
    UID:late@calendar.example\nSUMMARY:Late Walk\nDTSTART;TZID=America/Panama:20250714T233000\n\
    RRULE:FREQ=WEEKLY;BYDAY=MO\nLOCATION:https://video.example/room\nEND:VEVENT\nEND:VCALENDAR\n";

#[test]
fn a_calendar_in_the_zone_of_its_exporter_keeps_the_clocks_of_the_source() {
    let reading = read(&source("recovery_dharma"), &[part(Role::Feed, EXPORTED)]).unwrap();
    let [river, late] = &reading.meetings[..] else { panic!("{:?}", reading.meetings) };
    assert_starts(
        river,
        &[
            ("2026-03-01", "2026-03-03T01:00:00Z"), // Monday 2 March, 20:00, winter time
            ("2026-03-08", "2026-03-10T00:00:00Z"), // Monday 9 March, 20:00, the first of summer time
            ("2026-10-25", "2026-10-27T00:00:00Z"), // Monday 26 October, 20:00, summer time
            ("2026-11-01", "2026-11-03T01:00:00Z"), // Monday 2 November, 20:00, winter time again
        ],
    );
    // 23:30 there is half past midnight on Tuesday in New York
    assert_starts(
        late,
        &[
            ("2026-03-01", "2026-03-03T05:30:00Z"),
            ("2026-03-08", "2026-03-10T04:30:00Z"),
            ("2026-11-01", "2026-11-03T05:30:00Z"),
        ],
    );
}

#[test]
fn a_calendar_without_another_zone_from_the_operator_is_taken_at_its_word() {
    let own = Source { timezone: Zone::parse("America/Panama"), ..source("recovery_dharma") };
    let reading = read(&own, &[part(Role::Feed, EXPORTED)]).unwrap();
    assert_starts(
        &reading.meetings[0],
        &[("2026-03-01", "2026-03-03T00:00:00Z"), ("2026-03-08", "2026-03-10T00:00:00Z")],
    );
}

#[test]
fn a_platform_page_in_local_time_is_right_in_march_and_in_november() {
    let source = Source { recipe: Some(Recipe::named("pathminder")), ..source("smart") };
    let reading = read(&source, &documents("pathminder")).unwrap();
    // Saturdays 19:00 in Chicago, from 29 August 2026 on
    assert_starts(
        &reading.meetings[0],
        &[
            ("2026-08-01", "2026-08-30T00:00:00Z"),
            ("2026-10-31", "2026-11-01T00:00:00Z"), // the last in summer time
            ("2026-11-02", "2026-11-08T01:00:00Z"), // the first in winter time
            ("2027-03-13", "2027-03-14T01:00:00Z"), // the last in winter time
            ("2027-03-15", "2027-03-21T00:00:00Z"), // the first in summer time
        ],
    );
}
