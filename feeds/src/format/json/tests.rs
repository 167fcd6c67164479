//! Whole documents: what is read, what is unwrapped, what is refused, and where it says the fault is.

use super::*;
use proptest::prelude::*;

fn any_record(record: &Record<'_>) -> bool {
    record.get("slug").is_some()
}

fn count(text: &str) -> Result<(usize, String, Vec<Code>), Refusal> {
    let mut document = Document::parse(text)?;
    let records = document.records(any_record)?;
    let codes = document.notices.groups().map(|group| group.code).collect();
    Ok((records.records.len(), records.pointer, codes))
}

fn refused(text: &str) -> (Code, Option<u32>, Option<u32>) {
    let refusal = count(text).unwrap_err();
    (refusal.code, refusal.line, refusal.column)
}

#[test]
fn lists_and_what_stands_around_them() {
    let none: Vec<Code> = Vec::new();
    assert_eq!(count(" \r\n[{}, 1, {}]\n").unwrap(), (3, String::new(), none.clone()));
    assert_eq!(count("[]").unwrap().0, 0);
    let meetings = "/meetings".to_owned();
    assert_eq!(count(r#"{"meetings":[{}]}"#).unwrap(), (1, meetings.clone(), vec![Code::WrapperRemoved]));
    assert_eq!(count(r#"{"formats":[],"meetings":[{}]}"#).unwrap(), (1, meetings, none.clone()));
    assert_eq!(count(r#"/**/show([{}]);"#).unwrap(), (1, String::new(), vec![Code::WrapperRemoved]));
    assert_eq!(
        count(r#"a.b_c ( [{}] )"#).unwrap_err().code,
        Code::MalformedJson,
        "no blank before the bracket"
    );
    assert_eq!(count(r#"{"slug":"a"}"#).unwrap(), (1, String::new(), none));
}

#[test]
fn text_after_the_list_is_told_and_the_list_kept() {
    let mut document = Document::parse("[{}]\n}\n").unwrap();
    assert_eq!(document.records(any_record).unwrap().records.len(), 1);
    let group = document.notices.groups().next().unwrap();
    assert_eq!(group.code, Code::TrailingText);
    assert_eq!((group.samples[0].line, group.samples[0].column), (Some(2), Some(1)));
    assert_eq!(count("show([{}]); more").unwrap().2, [Code::TrailingText, Code::WrapperRemoved]);
    assert_eq!(count("[{}][{}]").unwrap().2, [Code::TrailingText]);
    assert_eq!(refused("{\"slug\":1} {\"slug\":2}"), (Code::MalformedJson, Some(1), Some(12)));
    assert_eq!(refused("{\n\"slug\":1}\n{\n\"slug\":2}").0, Code::MalformedJson);
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    assert_eq!(refused("[\n {\"a\": NaN}]"), (Code::MalformedJson, Some(2), Some(8)));
    assert_eq!(refused("[{},\n]"), (Code::MalformedJson, Some(2), Some(1)));
    assert_eq!(refused("[1, // no\n2]"), (Code::MalformedJson, Some(1), Some(5)));
    assert_eq!(refused("<b>Warning</b>: x\n[{}]"), (Code::MalformedJson, Some(1), Some(1)));
    assert_eq!(refused("[{'a':1}]"), (Code::MalformedJson, Some(1), Some(3)));
    assert_eq!(refused("[\"é\", x]"), (Code::MalformedJson, Some(1), Some(7)), "columns count characters");
    assert_eq!(refused("Forbidden").0, Code::MalformedJson);
}

#[test]
fn a_cut_list_is_never_half_read() {
    let whole = r#"[{"slug":"a","name":"One"},{"slug":"b","name":"Two"}]"#;
    for end in 1..whole.len() {
        let refusal = count(&whole[..end]).unwrap_err();
        assert_eq!(refusal.code, Code::MalformedJson, "{}", &whole[..end]);
    }
}

#[test]
fn answers_that_are_no_list_say_why() {
    let refusal = count(r#"{"code":"feed_restricted","message":"No.","data":{"status":403}}"#).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.detail.as_str()),
        (Code::HttpForbidden, "the server answered: feed_restricted: No.")
    );
    assert_eq!(refused(r#"{"error":"HTTP/1.1 401 Unauthorized"}"#).0, Code::HttpForbidden);
    assert_eq!(refused(r#"{"message":"The switcher is invalid"}"#).0, Code::SchemaBreak);
    assert_eq!(refused(r#"{"values":[[]]}"#).0, Code::SchemaBreak);
    assert_eq!(refused(r#"{"meetings":{"1":{}}}"#).0, Code::SchemaBreak);
    assert_eq!(refused("0").0, Code::SchemaBreak);
    assert_eq!(refused("\"list\"").0, Code::SchemaBreak);
}

#[test]
fn depth_without_end_is_refused_without_overflow() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(refused(&deep).0, Code::NestingLimit);
    let list = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(count(&list).unwrap().0, 1, "a list of one; its record is found unreadable later");
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "[\\[\\]{}\",:a-z0-9 \\n()/é]{0,60}") {
        let _ = count(&text);
    }
}

#[test]
fn documents_one_a_line_are_a_list() {
    let (records, pointer, codes) = count("{\"slug\":1}\n\n{\"slug\":2}\r\n{\"slug\":3}").unwrap();
    assert_eq!((records, pointer.as_str(), codes), (3, "", vec![Code::WrapperRemoved]));
}

#[test]
fn a_broken_line_costs_only_itself() {
    for (text, line) in [
        ("{\"slug\":1}\n{\"slug\":oops}\n{\"slug\":3}\n", 2),
        ("{\"slug\":oops}\n{\"slug\":2}\n{\"slug\":3}\n", 1),
        ("{\"slug\":1}\n{\"slug\":2}\n{\"slug\":", 3),
        ("{\"slug\":1}\n{\"slug\":2}\n[]\n", 3),
    ] {
        let mut document = Document::parse(text).unwrap();
        assert_eq!(document.records(any_record).unwrap().records.len(), 2, "{text}");
        let group = document.notices.groups().find(|group| group.code == Code::RecordUnreadable).unwrap();
        assert_eq!((group.count_total, group.samples[0].line), (1, Some(line)), "{text}");
    }
}

proptest! {
    #[test]
    fn any_lines_are_survived(lines in prop::collection::vec("[{}\\[\\]\":,1 ]{0,8}", 0..6)) {
        let text = format!("{{\"slug\":1}}\n{}", lines.join("\n"));
        let _ = count(&text);
    }
}
