//! Pages that mean harm, or nothing: bounded, linear, never a panic.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn assert_bounded(looked: &Looked) {
    assert!(looked.candidates.len() <= MOST_CANDIDATES && looked.left.len() <= MOST_CANDIDATES);
    assert!(looked.follow_ups.len() <= MOST_CANDIDATES && looked.signs.len() <= 12);
    for candidate in &looked.candidates {
        assert!(matches!(candidate.url.scheme(), "http" | "https"), "{candidate:?}");
        assert!(candidate.url.username().is_empty() && candidate.url.as_str().len() <= 2500);
        assert!(candidate.evidence.len() <= 4);
        assert!(candidate.evidence.iter().all(|evidence| evidence.what.len() < 600));
    }
}

#[test]
fn thousands_of_links_end_at_a_bound() {
    let links: String =
        (0..20_000).map(|n| format!("<a href='/meetings/{n}.ics'>Meeting {n}</a>\n")).collect();
    let looked = look_at(&links);
    assert_bounded(&looked);
    assert_eq!(looked.candidates.len(), MOST_CANDIDATES);
    let embeds = "<div id=tsml-ui data-src='/a.json'></div>".to_owned() + &links;
    assert_eq!(look_at(&embeds).candidates[0].url.path(), "/a.json", "the plainest is kept among thousands");
    let late = links + "<div id=tsml-ui data-src='/late.json'></div>";
    assert_eq!(
        look_at(&late).candidates[0].url.path(),
        "/late.json",
        "the plainest is kept though it came last"
    );
}

#[test]
fn other_schemes_are_no_candidates() {
    for scheme in [
        "javascript:x.ics",
        "data:text/calendar,x.ics",
        "file:///x.ics",
        "ftp://h.example/x.ics",
        "//",
        "http:///",
    ] {
        let looked =
            look_at(&format!("<a href='{scheme}'>meetings</a><div id=tsml-ui data-src='{scheme}'></div>"));
        assert_eq!((found(&looked), looked.follow_ups.len()), (Vec::new(), 0), "{scheme}");
    }
}

#[test]
fn time_grows_with_the_length_and_no_faster() {
    let pieces = [
        "<a href=\"",
        "<a href='x.ics",
        "<a href=/m.ics>meeting",
        "<!--",
        "<div>",
        "<script>",
        "var tsml = {",
        "root_server:",
        "root_server=\"https://",
        "https://docs.google.com/spreadsheets/d/",
        "\"contentUrl\":\"rpde",
        "<script>https:\\/\\/",
        "service_body:[1,",
        "<title>",
        "&amp;&#038;",
        "<a <a <a ",
        "tsml.program",
        "http:",
        "{\"@type\":\"Event\",",
    ];
    for piece in pieces {
        let time = |size: usize| {
            let page = part(format!("<html><script></script>{}", piece.repeat(size / piece.len())));
            // the best of three: a busy machine takes time away, and never gives any
            let once = |_| {
                let started = Instant::now();
                assert_bounded(&page::look(&page));
                started.elapsed()
            };
            (0..3).map(once).min().unwrap()
        };
        let (half, whole) = (time(LOOKED_AT / 8), time(LOOKED_AT / 4));
        assert!(whole < half * 4 + Duration::from_millis(400), "{piece}: {half:?}, then {whole:?}");
    }
    // behind the first megabyte nothing is looked at
    let page =
        part(format!("<html>{}<div id=tsml-ui data-src=/a.json></div>", "<p>words</p>\n".repeat(800_000)));
    assert!(page.body.len() > 10_000_000);
    assert_eq!(found(&page::look(&page)), [""; 0]);
}

#[test]
fn a_page_of_no_character_set_is_still_looked_at() {
    let mut page = b"<html><body>\xff\xfe\x00<div id=tsml-ui data-src=/a.json></div>".to_vec();
    page.extend([0xc3; 40]);
    assert_eq!(found(&look(&part(page))), ["tsml https://www.club.example/a.json"]);
    let latin = b"<html><meta charset=iso-8859-1><a href=/reunions>R\xe9unions</a>".to_vec();
    assert_eq!(look(&part(latin)).follow_ups[0].evidence.what, "a link says `Réunions`");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_survived(body in proptest::collection::vec(any::<u8>(), 0..3000)) {
        assert_bounded(&look(&part(body)));
    }

    #[test]
    fn any_mixture_of_marks_is_survived(pieces in proptest::collection::vec(0usize..24, 0..120)) {
        const MARKS: [&str; 24] = [
            "<", ">", "\"", "'", "=", "<a href=", "<div id=tsml-ui data-src=", "root_server", ":", "https://", "é", "\\/",
            "<script>", "</script>", "<!--", "-->", "<title>", "%40", "@", "calendar.google.com/calendar/embed?src=", "&amp;",
            "docs.google.com/spreadsheets/d/e/2PACX-aaaaaaaaaaaaaaaaaaaaa/", ".ics", "\u{2028}",
        ];
        let page: String = pieces.iter().map(|at| MARKS[*at]).collect();
        assert_bounded(&look(&part(format!("<html>{page}"))));
    }
}
