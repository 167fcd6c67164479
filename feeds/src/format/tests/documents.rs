//! Documents as a whole: which reader takes them, what is refused, and with which words.

use super::{part, read_text, source};
use crate::format::read;
use crate::meeting::State;
use crate::notice::Code;
use crate::plan::Role;
use crate::reading::{Format, Refusal};
use crate::source::FormatChoice;

const TSML: &str = r#"[{"slug":"a","name":"A","day":1,"time":"19:00","location":"Hall"}]"#;
const BMLT: &str = r#"[{"id_bigint":"1","meeting_name":"A","weekday_tinyint":"2","start_time":"19:00:00"}]"#;

fn refused(text: &str) -> Refusal {
    read_text("aa", text).unwrap_err()
}

#[test]
fn the_content_tells_the_format() {
    for (text, format) in [
        (TSML.to_owned(), Format::Tsml),
        (BMLT.to_owned(), Format::Bmlt),
        (format!("{{\"meetings\":{TSML},\"warnings\":[]}}"), Format::Tsml),
        (format!("{{\"meetings\":{BMLT},\"formats\":[]}}"), Format::Bmlt),
        (format!("/**/show({{\"meetings\":{BMLT},\"formats\":[]}});"), Format::Bmlt),
        ("[]".to_owned(), Format::Tsml),
        ("{\"meetings\":[],\"formats\":[]}".to_owned(), Format::Bmlt),
        (TSML.trim_matches(['[', ']']).to_owned(), Format::Tsml),
    ] {
        assert_eq!(read_text("na", &text).map(|reading| reading.format), Ok(format), "{text}");
    }
}

#[test]
fn what_the_operator_says_wins_and_a_list_of_another_shape_is_a_break() {
    let mut tsml = source("aa");
    tsml.format = FormatChoice::Only(Format::Tsml);
    assert_eq!(read(&tsml, &[part(Role::Feed, TSML)]).unwrap().format, Format::Tsml);
    assert_eq!(read(&tsml, &[part(Role::Feed, BMLT)]).unwrap_err().code, Code::SchemaBreak);
    let mut bmlt = source("na");
    bmlt.format = FormatChoice::Only(Format::Bmlt);
    assert_eq!(read(&bmlt, &[part(Role::Feed, "[]")]).unwrap().format, Format::Bmlt);
    assert_eq!(read(&bmlt, &[part(Role::Feed, TSML)]).unwrap_err().code, Code::SchemaBreak);
}

#[test]
fn what_is_no_list_of_meetings_is_refused_with_a_reason() {
    for (text, code) in [
        ("", Code::EmptyBody),
        ("<!DOCTYPE html><title>Please log in</title>", Code::UnexpectedHtml),
        (r#"{"error":"HTTP/1.1 401 Unauthorized"}"#, Code::HttpForbidden),
        (r#"{"code":"feed_restricted","message":"Closed."}"#, Code::HttpForbidden),
        (r#"{"records":[{"id":"rec1"}]}"#, Code::SchemaBreak),
        ("[1,2,3]", Code::SchemaBreak),
        (r#"[{"_id":1,"English":"Abkhazian"}]"#, Code::FormatUnknown),
        ("[{\"slug\":\"a\",}]", Code::MalformedJson),
    ] {
        assert_eq!(refused(text).code, code, "{text}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(refused(&deep).code, Code::NestingLimit);
    assert_eq!(read(&source("aa"), &[]).unwrap_err().code, Code::EmptyBody);
}

#[test]
fn a_broken_table_refuses_the_snapshot() {
    let parts = [part(Role::Formats, "[{"), part(Role::Meetings, BMLT)];
    assert_eq!(read(&source("na"), &parts).unwrap_err().code, Code::MalformedJson);
}

#[test]
fn charset_and_place_in_the_snapshot_are_told() {
    let latin = b"[{\"slug\":\"a\",\"name\":\"Caf\xe9\",\"day\":1,\"time\":\"19:00\",\"location\":\"Hall\"}]"
        .to_vec();
    let reading = read(&source("aa"), &[part(Role::Bodies, "[]"), part(Role::Feed, latin)]).unwrap();
    assert_eq!(reading.charset, "windows-1252");
    assert_eq!(reading.meetings[0].name, "Café");
    assert_eq!(reading.meetings[0].raw.part, 1);
    assert_eq!(reading.notices.count(Code::CharsetGuessed), 1);
}

#[test]
fn a_list_with_text_behind_it_is_read_with_an_error() {
    let reading = read_text("aa", &format!("{TSML}\n}}")).unwrap();
    assert_eq!((reading.meetings.len(), reading.notices.count(Code::TrailingText)), (1, 1));
    assert_eq!(reading.meetings[0].state, State::Active);
}

#[test]
fn a_key_that_looks_like_a_day_of_a_series_stays_another_meeting() {
    let text = r#"[{"slug":"x","name":"X","day":[1,2],"time":"19:00","location":"Hall"},
                   {"slug":"x@mon","name":"Y","day":3,"time":"19:00","location":"Hall"}]"#;
    let reading = read_text("aa", text).unwrap();
    let mut ids: Vec<&str> = reading.meetings.iter().map(|meeting| meeting.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert_eq!(reading.meetings[0].series, reading.meetings[1].series);
    assert!(reading.meetings[0].series.is_some() && reading.meetings[2].series.is_none());
}

#[test]
fn a_record_of_several_schedules_is_one_record() {
    let page = r#"<!doctype html><html><body><div itemscope itemtype="https://schema.org/Event"><b itemprop="name">A</b>
        <div itemprop="eventSchedule" itemscope><time itemprop="startTime">19:00</time>
          <link itemprop="byDay" href="https://schema.org/Monday"></div>
        <div itemprop="eventSchedule" itemscope><time itemprop="startTime">10:00</time>
          <link itemprop="byDay" href="https://schema.org/Friday"></div></div></body></html>"#;
    let rpde = r#"{"next":"https://feed.example/rpde?afterId=1","items":[{"state":"updated","kind":"SessionSeries",
        "id":"1","data":{"@type":"SessionSeries","name":"A","eventSchedule":[
        {"@type":"Schedule","byDay":["https://schema.org/Monday"],"startTime":"19:00"},
        {"@type":"Schedule","byDay":["https://schema.org/Friday"],"startTime":"10:00"}]}}]}"#;
    let table = "Group,Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Address\n\
        A,,19:00,,,,10:00,,1 Quay St\n";
    for text in [page, rpde, table] {
        let reading = read_text("na", text).unwrap();
        let records: Vec<u32> = reading.meetings.iter().map(|meeting| meeting.raw.record).collect();
        assert_eq!((reading.records, records), (1, vec![0, 0]), "{text}");
    }
}
