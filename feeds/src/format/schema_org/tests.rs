use super::*;
use crate::format::rows::outline::outline;
use crate::format::tests::read_text;
use proptest::prelude::*;
use serde_json::{Value, json};

const GRAPH: &str = include_str!("../fixtures/schema-org.json");
const TSML: &str = include_str!("../fixtures/schema-org-tsml.html");
const MICRODATA: &str = include_str!("../fixtures/schema-org-microdata.html");

fn read_json(text: &str) -> Rows {
    let document = Document::parse(text).unwrap();
    assert!(recognises(document.root), "{text}");
    let mut read = Rows::default();
    rows(&document, &mut read).unwrap();
    read
}

fn read_page(page: &str) -> Rows {
    assert!(recognises_page(page));
    let mut read = Rows::default();
    rows_of_page(page, &mut read).unwrap();
    read
}

fn fields(rows: &Rows) -> Vec<Value> {
    rows.iter().map(|row| serde_json::from_str(row.raw.get()).unwrap()).collect()
}

#[test]
fn a_graph_of_events() {
    let outline = outline(&read_json(GRAPH));
    for word in ["jane", "john roe", "@example.org"] {
        assert!(!outline.to_lowercase().contains(word), "{word}");
    }
    insta::assert_snapshot!(outline);
}

#[test]
fn blocks_of_a_page() {
    insta::assert_snapshot!(outline(&read_page(TSML)));
}

#[test]
fn microdata_of_a_page() {
    let outline = outline(&read_page(MICRODATA));
    assert!(!outline.contains("Jane"));
    insta::assert_snapshot!(outline);
}

/// The hour is only taken off where the page is that of the plugin with the fault.
#[test]
fn a_start_that_is_its_end_is_only_moved_in_one_shape() {
    let event = |change: fn(&mut Value)| {
        let mut event = json!({
            "@type": "Event", "name": "A", "url": "https://harbor.example/meetings/a/",
            "eventSchedule": {"@type": "Schedule", "repeatFrequency": "P1W", "byDay": "https://schema.org/Monday",
                "startDate": "2026-11-23", "startTime": "20:00", "endTime": "20:00", "scheduleTimezone": null},
        });
        change(&mut event);
        let rows = read_json(&json!({"@graph": [event]}).to_string());
        assert_eq!(rows.notices.count(Code::DurationSuspicious), 1);
        let row = &fields(&rows)[0];
        row["time"].as_str().or(row["starts"].as_str()).unwrap().to_owned()
    };
    assert_eq!(event(|_| {}), "19:00");
    assert_eq!(event(|event| event["startDate"] = "2026-11-23".into()), "2026-11-23T20:00:00");
    assert_eq!(event(|event| event["eventSchedule"]["repeatCount"] = 3.into()), "2026-11-23T20:00:00");
    assert_eq!(event(|event| event["eventStatus"] = "EventScheduled".into()), "2026-11-23T20:00:00");
}

#[test]
fn days_and_frequencies_as_written() {
    for (days, frequency, expected) in [
        (json!("https://schema.org/Monday"), json!("P1W"), json!(["Monday"])),
        (json!("Mo"), json!("Weekly"), json!(["Monday"])),
        (json!("TH"), Value::Null, json!(["Thursday"])),
        (json!({"@id": "schema:Saturday"}), json!("https://schema.org/weekly"), json!(["Saturday"])),
        (json!(["Mo", "We"]), json!("P7D"), json!(["Monday", "Wednesday"])),
        (
            json!(null),
            json!("daily"),
            json!(["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]),
        ),
        (json!("2WE"), json!("P1M"), json!(["2nd Wednesday"])),
        (json!(["1Mo", "-1Mo"]), json!("monthly"), json!(["1st and last Monday"])),
        (json!("Friday"), json!("biweekly"), json!(["every other Friday"])),
    ] {
        let event = json!({"@type": "Event", "name": "A", "eventSchedule":
            {"byDay": days, "repeatFrequency": frequency, "startTime": "19:00"}});
        let row = &fields(&read_json(&event.to_string()))[0];
        assert_eq!((&row["day"], &row["time"]), (&expected, &"19:00".into()), "{event}");
    }
    for (days, frequency) in
        [("Monday", "sometimes"), ("PublicHolidays", "P1W"), ("Monday", "P1Y"), ("Mo,Tu", "P3W")]
    {
        let event = json!({"@type": "Event", "eventSchedule": {"byDay": days, "repeatFrequency": frequency}});
        let row = &fields(&read_json(&event.to_string()))[0];
        assert!(row["day"].is_null() && row["rrule"].is_null() && row["schedule"].is_string(), "{row}");
    }
}

#[test]
fn a_page_is_detected_and_one_without_events_is_not() {
    let reading = read_text("aa", TSML).unwrap();
    assert_eq!((reading.format.id(), reading.records), ("schema_org", 6));
    let page =
        "<!doctype html><html><script type=\"application/ld+json\">{\"@type\":\"WebSite\"}</script></html>";
    assert!(!recognises_page(page));
    assert_eq!(read_text("aa", page).unwrap_err().code, Code::UnexpectedHtml);
    assert!(recognises_page(&page.replace("\"WebSite\"}", "\"Event\"")));
    let document = r#"{"@context": "https://schema.org", "@type": "WebSite"}"#;
    assert_eq!(read_text("aa", document).unwrap_err().code, Code::FormatUnknown);
}

#[test]
fn nesting_of_any_depth_is_survived() {
    let deep = format!("{{\"@type\":\"Event\",\"a\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
    let rows = read_page(&format!(
        "<html><script type=\"application/ld+json\">[{deep},{{\"@type\":\"Event\",\"name\":\"A\"}}]</script>"
    ));
    assert_eq!((fields(&rows).len(), rows.notices.count(Code::RecordUnreadable)), (1, 1));
    let open = "<div itemscope itemtype='https://schema.org/Event' itemprop='a b c d e'>x";
    let page = format!("<html>{}", open.repeat(300));
    assert_eq!(read_page(&page).records(), 300 - 32);
    let rows = read_page(&format!("<html>{}", open.repeat(2000)));
    assert_eq!((rows.records(), rows.notices.count(Code::NestingLimit)), (0, 1));
}

fn any_page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "<script type=\"application/ld+json\">",
            "</script>",
            "<!--",
            "-->",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"@type\"",
            "\"Event\"",
            "\"@graph\"",
            "\"@id\"",
            "\"#a\"",
            "\"eventSchedule\"",
            "\"byDay\"",
            "\"Mo\"",
            "\"repeatFrequency\"",
            "\"P1W\"",
            "\"P2W\"",
            "\"startDate\"",
            "\"2026-03-02T19:00\"",
            "\"9999-12-31T23:59\"",
            "\"startTime\"",
            "\"endTime\"",
            "\"19:00\"",
            "\"location\"",
            "\"geo\"",
            "&quot;",
            "\\",
            "\"",
            "\n",
            "<div itemscope itemtype='https://schema.org/Event'>",
            "<b itemprop='name'>",
            "</b>",
            "</div>",
            "<div itemprop='location' itemscope>",
            "<time itemprop=startDate datetime='2026-03-02T10:00'>",
            "é",
            "<![CDATA[",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(vec![
            "Event",
            "Mo",
            "2WE",
            "-1Fr",
            "P1W",
            "P2W",
            "P1M",
            "daily",
            "2026-03-02",
            "2026-03-02T19:00:00Z",
            "19:00",
            "8 pm",
            "PT1H",
            "EventCancelled",
            "https://zoom.example/j/1",
            "Online",
            "#a",
            "0001-01-01T00:00",
            "9999-12-31T23:59",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let name = proptest::sample::select(vec![
            "@type",
            "@id",
            "@graph",
            "name",
            "url",
            "identifier",
            "startDate",
            "endDate",
            "duration",
            "eventSchedule",
            "byDay",
            "byMonthWeek",
            "repeatFrequency",
            "repeatCount",
            "startTime",
            "endTime",
            "exceptDate",
            "location",
            "address",
            "geo",
            "geoMidpoint",
            "latitude",
            "subEvent",
            "eventStatus",
            "inLanguage",
            "scheduleTimezone",
            "organizer",
        ]);
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((name, inner), 0..8).prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_page_is_survived(page in any_page()) {
        let _ = recognises_page(&page);
        let _ = rows_of_page(&page, &mut Rows::default());
    }

    #[test]
    fn any_event_is_survived(mut value in any_value(), at in 0usize..3) {
        if let Value::Object(members) = &mut value {
            members.insert("@type".to_owned(), "Event".into());
        }
        let text = [value.clone(), json!({"@graph": [value]}), json!([value])][at].to_string();
        let document = Document::parse(&text).unwrap();
        let _ = recognises(document.root);
        let _ = rows(&document, &mut Rows::default());
    }
}
