//! Bytes that were really sent, in invented content.

use super::*;
use crate::plan::Role;
use proptest::prelude::*;

fn part(body: impl Into<Vec<u8>>, content_type: Option<&str>) -> Part {
    Part {
        role: Role::Feed,
        url: url::Url::parse("https://feed.example/list.json").unwrap(),
        content_type: content_type.map(str::to_owned),
        body: body.into(),
    }
}

fn decoded(body: impl Into<Vec<u8>>, content_type: Option<&str>) -> Decoded {
    decode(&part(body, content_type)).unwrap()
}

fn refused(body: impl Into<Vec<u8>>) -> (Code, String) {
    let refusal = decode(&part(body, None)).unwrap_err();
    (refusal.code, refusal.detail)
}

#[test]
fn utf_8_with_and_without_a_mark() {
    let plain = decoded("[\"Café\"]", Some("application/json"));
    assert_eq!((plain.text.as_str(), plain.charset.as_str()), ("[\"Café\"]", "utf-8"));
    assert!(plain.notices.is_empty());
    let marked = decoded("\u{feff}[]", None);
    assert_eq!(marked.text, "[]");
    assert_eq!(marked.notices.count(Code::ByteOrderMark), 1);
}

#[test]
fn utf_16_needs_a_mark_or_a_label() {
    let wide: Vec<u8> = "[\"é\"]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], wide.as_slice()].concat();
    let read = decoded(marked, None);
    assert_eq!((read.text.as_str(), read.charset.as_str()), ("[\"é\"]", "utf-16le"));
    assert_eq!(decoded(wide.clone(), Some("application/json; charset=UTF-16LE")).text, "[\"é\"]");
    assert_eq!(refused(wide).0, Code::CharsetUndetected);
    assert_eq!(
        refused([0xff, 0xfe, 0x00, 0xd8, 0x5b, 0x00]).0,
        Code::CharsetUndetected,
        "half a surrogate pair"
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_read_as_declared_or_guessed_with_a_flag() {
    let body = b"[\"Caf\xe9 \x96 d\xe9j\xe0\"]".to_vec();
    let guessed = decoded(body.clone(), Some("application/json; charset=utf-8"));
    assert_eq!((guessed.text.as_str(), guessed.charset.as_str()), ("[\"Café – déjà\"]", "windows-1252"));
    assert_eq!(guessed.notices.count(Code::CharsetGuessed), 1);
    let declared = decoded(body, Some("application/json; charset=\"ISO-8859-1\""));
    assert_eq!(declared.text, "[\"Café – déjà\"]");
    assert_eq!(declared.notices.count(Code::CharsetGuessed), 0);
}

#[test]
fn valid_utf_8_wins_over_a_stale_label() {
    let read = decoded("[\"Müller\"]", Some("text/html; charset=iso-8859-1"));
    assert_eq!((read.text.as_str(), read.charset.as_str()), ("[\"Müller\"]", "utf-8"));
    assert_eq!(read.notices.count(Code::ContentTypeWrong), 1);
}

#[test]
fn text_that_was_encoded_twice_is_flagged_with_its_place() {
    let read = decoded("[\n\"CafÃ© â€“ x\"]", None);
    let group = read.notices.groups().find(|group| group.code == Code::MojibakeSuspected).unwrap();
    assert_eq!(group.count_total, 2);
    assert_eq!((group.samples[0].line, group.samples[0].column), (Some(2), Some(6)));
    assert!(decoded("[\"Ânimo, MAÇÃ, Ãrea\"]", None).notices.is_empty(), "Portuguese is no mojibake");
}

#[test]
fn pages_and_nothing_are_refused() {
    assert_eq!(refused("").0, Code::EmptyBody);
    assert_eq!(refused(" \r\n\t").0, Code::EmptyBody);
    assert_eq!(refused("\u{feff}").0, Code::EmptyBody);
    let page = decoded("\n<!DOCTYPE html><html><head><TITLE>Log\n in &lt;x&gt;</title></head>", None);
    assert_eq!(page.shape, Shape::Page);
    let refusal = refuse_page(&page.text);
    assert_eq!(
        (refusal.code, refusal.detail.as_str()),
        (Code::UnexpectedHtml, "the server sent a web page: `Log in &lt;x&gt;`")
    );
    assert_eq!(refused("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>").0, Code::EntityForbidden);
    assert_eq!(refused("[\"a\0b\"]").0, Code::CharsetUndetected);
}

#[test]
fn what_a_text_is_shows_at_its_start() {
    for (text, shape) in [
        ("<p>There has been a critical error.</p>", Shape::Page),
        ("BEGIN:VCALENDAR\r\n", Shape::Calendar),
        ("<?xml version='1.0'?><meetings/>", Shape::Xml),
        (" [1]", Shape::Json),
        ("/**/show({})", Shape::Json),
        ("Day,Time,Name\n", Shape::Text),
        ("<br />\n<b>Warning</b>: x in y.php\n[{}]", Shape::Json),
    ] {
        assert_eq!(decoded(text, None).shape, shape, "{text}");
    }
}

#[test]
fn a_warning_before_the_data_is_left_to_the_json_reader() {
    assert!(decode(&part("<br />\n<b>Warning</b>: x in y.php\n[{}]", None)).is_ok());
}

proptest! {
    #[test]
    fn any_bytes_and_labels_are_survived(body in proptest::collection::vec(any::<u8>(), 0..300), label in ".{0,40}") {
        let _ = decode(&part(body, Some(&label)));
    }
}

#[test]
fn tables_of_an_old_macintosh_are_read_as_such() {
    let (bytes, ..) = encoding_rs::MACINTOSH.encode("Nombre;Día\rReunión de mañana;sábado\rMary’s;lunes\r");
    let decoded = decode(&part(bytes.into_owned(), None)).unwrap();
    assert_eq!((decoded.charset.as_str(), decoded.shape), ("macintosh", Shape::Text));
    assert!(decoded.text.contains("Reunión de mañana;sábado\rMary’s"), "{}", decoded.text);
}
