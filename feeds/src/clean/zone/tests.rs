use super::*;
use proptest::prelude::*;

fn alias(name: &str) -> ReadZone {
    ReadZone::Alias(Zone::parse(name).unwrap_or_else(|| panic!("no zone {name}")))
}

#[test]
fn names_aliases_and_offsets() {
    let known = |name: &str| ReadZone::Known(Zone::parse(name).unwrap());
    assert_eq!(zone(" America/New_York "), known("America/New_York"));
    for (text, name) in [
        ("america/new_york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("US/Eastern", "America/New_York"),
        ("EST", "America/New_York"),
        ("EDT", "America/New_York"),
        ("Pacific Time", "America/Los_Angeles"),
        ("Eastern", "America/New_York"),
        ("Eastern Time (ET)", "America/New_York"),
        ("Mountain Time (MT)", "America/Denver"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("Eastern Time (US/CAN)", "America/New_York"),
        ("Eastern Daylight Time", "America/New_York"),
        ("Mountain Standard Time (AZ)", "America/Phoenix"),
        ("Phoenix Time", "America/Phoenix"),
        ("British Time", "Europe/London"),
        ("London time", "Europe/London"),
        ("New York Time", "America/New_York"),
        ("Central European Time (CET)", "Europe/Berlin"),
        ("GMT", "UTC"),
        ("Greenwich Mean Time", "UTC"),
        ("Indian Standard Time", "Asia/Kolkata"),
        // names of Windows
        ("GMT Standard Time", "Europe/London"),
        ("Eastern Standard Time", "America/New_York"),
        ("US Mountain Standard Time", "America/Phoenix"),
        ("AUS Eastern Standard Time", "Australia/Sydney"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Central Standard Time (Mexico)", "America/Mexico_City"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT-05:00) Eastern Time", "America/New_York"),
        ("(UTC) Greenwich Mean Time", "UTC"),
    ] {
        assert_eq!(zone(text), alias(name), "{text}");
    }
}

#[test]
fn what_names_no_zone_or_two() {
    for text in [
        "",
        "GMT-5",
        "UTC-5",
        "EST5FOO",
        "UTC+1",
        "Etc/GMT+5",
        "-05:00",
        "(GMT-05:00)",
        "(GMT-08:00) Eastern Time",
        "Mars/Base",
        "Eastern Time (PT)",
        "Eastern Time (Melbourne)",
        "British Time (US & Canada)",
        "IST",
        "BST",
        "AST",
        "AEST",
        "Australian Eastern Standard Time",
        "Europe Time",
        "Local Time",
        "Eastern and Pacific",
        "Central time, usually",
        "Denver",
    ] {
        assert_eq!(zone(text), ReadZone::Unknown, "{text}");
    }
}

#[test]
fn a_country_says_which_is_meant() {
    let read = |text: &str, country: &str| zone_in(text, Country::parse(country));
    assert_eq!(read("EST", "US"), alias("America/New_York"));
    assert_eq!(read("EST", "AU"), ReadZone::Unknown);
    assert_eq!(read("Eastern Standard Time", "AU"), ReadZone::Unknown);
    assert_eq!(read("Eastern Time", "CA"), alias("America/Toronto"));
    assert_eq!(read("CST", "CN"), alias("Asia/Shanghai"));
    assert_eq!(read("IST", "IN"), alias("Asia/Kolkata"));
    assert_eq!(read("IST", "IE"), alias("Europe/Dublin"));
    assert_eq!(read("IST", "US"), ReadZone::Unknown);
    assert_eq!(read("GMT", "GB"), alias("Europe/London"));
    assert_eq!(read("Pacific Time", "FR"), alias("America/Los_Angeles"));
}

#[test]
fn every_row_of_the_table_names_a_zone_by_its_current_name() {
    let mut seen = std::collections::HashSet::new();
    for row in include_str!("../../../registry/zones.tsv").lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        assert_eq!(cells.len(), 3, "{row}");
        assert_eq!(fold(cells[0]), cells[0], "{row}");
        assert!(cells[1] == "*" || Country::parse(cells[1]).is_some_and(|c| c.code() == cells[1]), "{row}");
        assert!(cells[2] == "-" || Zone::parse(cells[2]).is_some_and(|z| z.name() == cells[2]), "{row}");
        assert!(seen.insert((cells[0], cells[1])), "{row}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = zone(&text);
    }

    #[test]
    fn offsets_are_never_zones(hours in -14i8..=14, name in "(UTC|GMT|)") {
        prop_assert_eq!(zone(&format!("{name}{hours:+}")), ReadZone::Unknown);
    }
}
