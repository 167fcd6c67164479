use super::*;
use crate::out::testing::{hit, meeting, now};
use crate::sources::SourceFacts;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::meeting::{Meeting, State};
use everyroom_feeds::schedule::Repeat;
use jiff::civil::{date, datetime};

fn json_of(meeting: Meeting) -> ListingJson {
    let sources = SourceFacts::default();
    listing_json(&hit(meeting), &ShapeContext { sources: &sources, now: now(), language: UiLanguage::En })
}

fn with(repeat: Repeat) -> Meeting {
    let mut meeting = meeting();
    meeting.schedule.repeat = Some(Box::new(repeat));
    meeting
}

/// Regression: an added date lost its hour.
#[test]
fn an_added_date_has_its_hour() {
    let extra = vec![datetime(2026, 12, 3, 18, 30, 0, 0)];
    let exceptions =
        json_of(with(Repeat { except: vec![date(2026, 12, 6)], extra, ..Repeat::default() })).exceptions;
    let told = |at: usize| {
        (exceptions[at].date.as_str(), exceptions[at].start.as_deref(), exceptions[at].status.as_str())
    };
    assert_eq!(told(0), ("2026-12-06", None, "cancelled"));
    assert_eq!(told(1), ("2026-12-03", Some("18:30"), "additional"));
}

/// Regression: beside a zone, the end of a rule has to be an instant in UTC.
#[test]
fn a_rule_beside_a_zone_ends_in_utc_and_what_is_over_says_since_when() {
    let over = json_of(with(Repeat { until: Some(date(2026, 11, 15)), ..Repeat::default() }));
    assert_eq!(over.schedule.rule.as_deref(), Some("FREQ=WEEKLY;BYDAY=SU;UNTIL=20261116T030000Z"));
    assert_eq!((over.status, over.paused_since.as_deref()), ("paused", Some("2026-11-16")));
    let mut floating = with(Repeat { until: Some(date(2026, 11, 15)), ..Repeat::default() });
    floating.schedule.zone = None;
    let rule = json_of(floating).schedule.rule;
    assert_eq!(rule.as_deref(), Some("FREQ=WEEKLY;BYDAY=SU;UNTIL=20261115T235959"));
    assert_eq!(
        json_of(Meeting { state: State::Paused, ..meeting() }).paused_since,
        None,
        "nobody said since when"
    );
}

#[test]
fn only_web_addresses_are_linked_to() {
    for good in ["https://example.org/a?b=c#d", "http://example.org"] {
        assert_eq!(safe_link(good), Some(good));
    }
    for bad in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " https://example.org/",
        "https://example.org/a b",
        "https://example.org/\n",
        "//example.org",
        "/m/x",
        "data:text/html,x",
        "mailto:x@example.org",
        "https://",
        "",
    ] {
        assert_eq!(safe_link(bad), None, "{bad:?}");
    }
}
