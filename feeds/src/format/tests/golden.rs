//! Golden readings of invented feeds that hold every irregularity met in real ones.

use super::outline::outline;
use super::{part, read_text, source};
use crate::format::read;
use crate::plan::Role;

#[test]
fn tsml_irregularities() {
    let reading = read_text("aa", include_str!("../fixtures/tsml-irregular.json")).unwrap();
    insta::assert_snapshot!(outline(&reading));
}

#[test]
fn tsml_probes() {
    let reading = read_text("aa", include_str!("../fixtures/tsml-probes.json")).unwrap();
    insta::assert_snapshot!(outline(&reading));
}

#[test]
fn a_rich_tsml_record_in_full() {
    let reading = read_text("aa", include_str!("../fixtures/tsml-rich.json")).unwrap();
    insta::assert_json_snapshot!(reading.meetings);
}

#[test]
fn bmlt_rows_with_their_tables() {
    let parts = [
        part(Role::ServerInfo, include_str!("../fixtures/bmlt-server.json")),
        part(Role::Bodies, include_str!("../fixtures/bmlt-bodies.json")),
        part(Role::Formats, include_str!("../fixtures/bmlt-formats.json")),
        part(Role::Meetings, include_str!("../fixtures/bmlt-rows.json")),
    ];
    let reading = read(&source("na"), &parts).unwrap();
    insta::assert_snapshot!(outline(&reading));
    insta::assert_json_snapshot!("bmlt_tables", reading.tables);
}

#[test]
fn a_bmlt_row_in_full() {
    let rows = include_str!("../fixtures/bmlt-rows.json");
    let formats = include_str!("../fixtures/bmlt-formats.json");
    let text = format!("/**/show({{\"meetings\":{rows},\"formats\":{formats}}});");
    let reading = read_text("na", &text).unwrap();
    insta::assert_json_snapshot!(reading.meetings[0]);
}
