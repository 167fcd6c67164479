use super::*;
use crate::format::rows::outline::outline;
use crate::format::tests::read_text;
use proptest::prelude::*;
use serde_json::{Value, json};

const PAGE: &str = include_str!("../fixtures/events-calendar.json");

fn read_page(text: &str) -> Rows {
    let document = Document::parse(text).unwrap();
    assert!(recognises(document.root));
    let mut read = Rows::default();
    rows(&document, &mut read).unwrap();
    finish(&mut read);
    read
}

#[test]
fn instances_of_one_page() {
    let outline = outline(&read_page(PAGE));
    for word in ["Jane", "555", "@example.org"] {
        assert!(!outline.contains(word), "{word}");
    }
    insta::assert_snapshot!(outline);
}

#[test]
fn the_next_page() {
    let next = next_page(PAGE).unwrap();
    assert_eq!(next.as_str(), "https://harbor.example/wp-json/tribe/events/v1/events/?page=2");
    let page = |next: Value| json!({"events": [], "rest_url": "https://harbor.example/?page=1", "next_rest_url": next});
    for next in
        [json!(null), json!(""), json!("javascript:1"), json!(7), json!("https://harbor.example/?page=1")]
    {
        assert_eq!(next_page(&page(next.clone()).to_string()), None, "{next}");
    }
    assert_eq!(next_page("[]"), None);
    assert_eq!(next_page(r#"{"next_rest_url": "https://harbor.example/"}"#), None);
}

#[test]
fn a_page_is_detected_also_when_it_is_empty() {
    assert_eq!(read_text("aa", PAGE).unwrap().format.id(), "events_calendar");
    let empty = r#"{"events": [], "rest_url": "https://harbor.example/", "total": 0, "total_pages": 0}"#;
    assert_eq!(read_text("aa", empty).unwrap().records, 0);
    let recognised = |text: &str| recognises(serde_json::from_str(text).unwrap());
    assert!(
        !recognised(r#"{"events": []}"#)
            && !recognised(r#"{"events": [{"name": "A"}]}"#)
            && !recognised("[]")
    );
}

/// What belongs together may stand on several pages.
#[test]
fn instances_of_several_pages() {
    let page = |dates: &[&str]| {
        let event = |date: &&str| json!({"title": "Lantern", "start_date": format!("2026-{date} 19:00:00")});
        json!({"events": dates.iter().map(event).collect::<Vec<_>>(), "total_pages": 2}).to_string()
    };
    let mut read = Rows::default();
    for (part, text) in [page(&["03-02", "03-04"]), page(&["03-09", "03-16"])].iter().enumerate() {
        read.enter_part(u16::try_from(part).unwrap());
        rows(&Document::parse(text).unwrap(), &mut read).unwrap();
    }
    finish(&mut read);
    let rules: Vec<(u16, bool)> = read
        .iter()
        .map(|row| (row.part, row.raw.get().contains("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260316")))
        .collect();
    assert_eq!((rules, read.records()), (vec![(1, true), (0, false)], 4));
}

proptest! {
    #[test]
    fn any_event_is_survived(
        fields in proptest::collection::vec(
            (
                proptest::sample::select(vec![
                    "title", "start_date", "end_date", "timezone", "venue", "all_day", "status", "categories", "website",
                    "slug", "id", "is_virtual",
                ]),
                proptest::sample::select(vec![
                    json!(null), json!([]), json!({}), json!("2026-03-02 19:00:00"), json!("0001-01-01 00:00:00"), json!("UTC+0"),
                    json!(true), json!(1.5), json!("publish"), json!([{"name": 1}]), json!([{"venue": "A"}]), json!("https://zoom.us/j/1"),
                    json!({"venue": {"a": 1}, "geo_lat": "x"}),
                ]),
            ),
            0..40,
        ),
    ) {
        let events: Vec<Value> = fields
            .chunks(6)
            .map(|chunk| chunk.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
            .collect();
        let text = json!({"events": events, "total_pages": 1}).to_string();
        let document = Document::parse(&text).unwrap();
        let mut read = Rows::default();
        prop_assert!(rows(&document, &mut read).is_ok());
        finish(&mut read);
        prop_assert_eq!(read.records(), events.len());
    }

    #[test]
    fn any_text_has_a_next_page_or_none(text in any::<String>()) {
        let _ = next_page(&text);
    }
}
