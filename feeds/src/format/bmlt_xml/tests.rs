//! Whole answers.

use super::recognises;
use crate::format::tests::outline::outline;
use crate::format::tests::read_text;
use crate::notice::Code;
use proptest::prelude::*;

#[test]
fn rows_of_meetings() {
    let reading = read_text("na", include_str!("../fixtures/bmlt-2x.xml")).unwrap();
    insta::assert_snapshot!(outline(&reading));
}

#[test]
fn other_answers_and_broken_ones_are_refused() {
    let xml = include_str!("../fixtures/bmlt-2x.xml");
    let formats = xml.replace("meetings", "formats");
    for (text, code) in [
        (formats.as_str(), Code::SchemaBreak),
        (&xml[..xml.len() - 40], Code::TruncatedBody),
        (&xml.replace("</row>", "</raw>"), Code::SchemaBreak),
        (&xml.replace("<meetings", "<!DOCTYPE x><meetings"), Code::FormatUnknown),
        ("<?xml version='1.0'?><rss version='2.0'/>", Code::FormatUnknown),
    ] {
        assert_eq!(read_text("na", text).unwrap_err().code, code, "{}", &text[..60.min(text.len())]);
    }
    let cut = read_text("na", &xml[..xml.len() - 40]).unwrap_err();
    assert_eq!(cut.line, Some(13));
}

proptest! {
    #[test]
    fn any_xml_is_survived(inner in "(<row>|</row>|<a>|</a>|<id_bigint>|</id_bigint>|x|&amp;|<!--|-->){0,12}") {
        let text = format!("<?xml version='1.0'?><meetings xmlns='http://bmlt.example'>{inner}</meetings>");
        prop_assert!(recognises(&text));
        let _ = read_text("na", &text);
    }
}
