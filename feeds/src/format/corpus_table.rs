//! Real tables, where a folder with them is at hand; see [`super::corpus_tests`]. Counts only.

use super::corpus_tests::{assert_no_contacts, part, report, source};
use super::*;
use crate::corpus::corpus;
use crate::notice::Effect;
use crate::plan::Role;

/// Fellowship, zone, country, file, its format, its records.
const TABLES: &[(&str, &str, &str, &str, &str, usize)] = &[
    ("aa", "Europe/London", "GB", "wild/csv/uk-ie-all-2023-05-16.csv", "csv", 7556),
    ("aa", "Europe/London", "GB", "wild/csv/uk-ie-all-2023-06-22.csv", "csv", 7595),
    ("aa", "Europe/London", "GB", "wild/csv/uk-ie-all-2023-10-23.csv", "csv", 7825),
    ("aa", "Europe/London", "GB", "wild/csv/uk-ie-invalid-2023-05-16.csv", "csv", 26),
    ("aa", "Europe/London", "GB", "wild/csv/uk-ie-invalid-2023-06-22.csv", "csv", 33),
    ("aa", "Europe/London", "GB", "wild/csv/uk-ie-invalid-2023-10-23.csv", "csv", 31),
    ("aa", "", "", "wild/csv/uk-nonuk-2023-05-16.csv", "csv", 42),
    ("aa", "", "", "wild/csv/uk-nonuk-2023-06-22.csv", "csv", 41),
    ("aa", "", "", "wild/csv/uk-nonuk-2023-10-23.csv", "csv", 41),
    ("aa", "Europe/London", "GB", "other/uk-multi/rmf-uk-aa-ca-na-2026-08-05.csv", "csv", 360),
    ("aa", "Europe/London", "GB", "other/uk-multi/rmf-uk-invalid-2026-08-05.csv", "csv", 60),
    ("aa", "America/New_York", "US", "wild/csv/baltimore-aa-2016.csv", "csv", 822),
    ("aa", "America/New_York", "US", "wild/csv/nyc-aa-2019.csv", "csv", 1201),
    ("aa", "America/Chicago", "", "wild/csv/oiaa-online-2020.csv", "csv", 4167),
    ("aa", "America/Los_Angeles", "US", "wild/csv/sanmateo-aa-2013.csv", "csv", 336),
    ("aa", "America/Los_Angeles", "US", "tsml/tsml-template-2015-06-21.csv", "csv", 21),
    ("aa", "America/Los_Angeles", "US", "tsml/tsml-template-2024.csv", "csv", 36),
    ("na", "America/New_York", "US", "bmlt/naws/BMLT_Export_Example.csv", "naws", 2),
];

#[test]
fn every_table_is_read_whole() {
    let Some(corpus) = corpus() else { return };
    for (fellowship, zone, country, file, format, records) in TABLES {
        let parts = [part(Role::Feed, &corpus.join(file))];
        let reading = read(&source(fellowship, zone, country), &parts).unwrap();
        report(file, &reading);
        assert_eq!((reading.format.id(), reading.records), (*format, *records), "{file}");
        assert_losses_are_told(file, &reading);
        assert_no_contacts(file, &reading);
    }
}

/// Of a hundred records at most one is lost, and each loss is told.
fn assert_losses_are_told(name: &str, reading: &Reading) {
    let kept: std::collections::HashSet<&str> =
        reading.meetings.iter().map(|meeting| meeting.raw.pointer.as_str()).collect();
    let drops = reading.notices.groups().filter(|group| group.effect == Effect::RecordDropped);
    let told: u64 = drops.map(|group| group.count_total).sum();
    let lost = reading.records - kept.len();
    assert!(lost as u64 <= told && lost * 100 <= reading.records, "{name}: {lost} lost, {told} told");
}

#[test]
fn lists_of_services_are_read_whole_and_their_dictionaries_refused() {
    let Some(corpus) = corpus() else { return };
    for (fellowship, zone, file, format, records) in [
        ("aa", "America/Los_Angeles", "tsml/airtable-raw-sample-2020.json", Format::Airtable, 100),
        ("aa", "", "tsml/central-query-meetings-2026.json", Format::CentralQuery, 160),
        ("aa", "", "tsml/oiaa-direct-mock-2025.json", Format::CentralQuery, 3),
        ("na", "America/New_York", "bmlt/admin-api-v1/meetings.json", Format::Bmlt, 163),
    ] {
        let reading = read(&source(fellowship, zone, ""), &[part(Role::Feed, &corpus.join(file))]).unwrap();
        report(file, &reading);
        assert_eq!(
            (reading.format, reading.records, reading.meetings.len()),
            (format, records, records),
            "{file}"
        );
        assert_no_contacts(file, &reading);
    }
    for file in [
        "tsml/central-query-groups-2026.json",
        "tsml/central-query-languages-2026.json",
        "tsml/central-query-types-2026.json",
        "bmlt/admin-api-v1/formats.json",
        "bmlt/admin-api-v1/servicebodies.json",
        "bmlt/misc/GetFormats.2x.xml",
    ] {
        let refusal = read(&source("aa", "", ""), &[part(Role::Feed, &corpus.join(file))]).unwrap_err();
        assert_eq!(refusal.code, Code::SchemaBreak, "{file}");
        assert!(refusal.detail.contains("not of meetings"), "{}", refusal.detail);
    }
}
