//! What publishers wrote, and what is left of it.

use super::*;
use proptest::prelude::*;

#[test]
fn lines() {
    for (raw, clean) in [
        ("  Tom &amp; Ann ", "Tom & Ann"),
        ("Caf&eacute; d&#8217;Or &#x2013; 2&#150;3", "Café d’Or – 2–3"),
        ("&amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt;", "Bold"),
        ("\tDaily\u{a0}Reflections\r\n", "Daily Reflections"),
        ("A\u{200b}B\u{feff}C\u{202e}D", "ABCD"),
        ("More questions?#@-@#Room 4", "Room 4"),
        ("1 < 2 & 3 > 2; I <3 you &c; &unknown; &", "1 < 2 & 3 > 2; I <3 you &c; &unknown; &"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("Zoom\u{200d}Room", "ZoomRoom"),
        ("cafe\u{301}", "café"),
        ("<script>alert(1)</script>Hi<img src=x onerror=alert(1)>", "Hi"),
        ("", ""),
    ] {
        assert_eq!(line(raw).text, clean, "{raw:?}");
    }
}

#[test]
fn blocks_keep_their_lines() {
    for (raw, clean) in [
        ("a<br>b<BR/>c<br />d", "a\nb\nc\nd"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>One<li>Two</ul>", "One\nTwo"),
        ("a\r\nb\rc\n\n\n\n d ", "a\nb\nc\n\nd"),
        (
            "See <a href=\"https://a.example/x?y=1&amp;z=2\">the page</a>.",
            "See the page (https://a.example/x?y=1&z=2).",
        ),
        ("<a href='https://a.example/'>a.example</a>", "a.example"),
        ("<a href=\"javascript:x()\">click</a>", "click"),
        ("a<!-- hidden -->b", "ab"),
    ] {
        assert_eq!(block(raw).text, clean, "{raw:?}");
    }
}

#[test]
fn what_was_removed_is_named() {
    assert_eq!(line("a <b>c</b>").markup.as_deref(), Some("<b>"));
    assert_eq!(line("a &amp; b").markup.as_deref(), Some("&amp;"));
    assert_eq!(line("a & b < c").markup, None);
    assert_eq!(line("a\u{200b}").control, Some('\u{200b}'));
    assert_eq!(line("a\u{a0}b\r\nc\td").control, None, "blanks are no fault");
}

proptest! {
    #[test]
    fn any_text_is_survived_and_nothing_invisible_is_left(raw in any::<String>()) {
        let text = block(&raw).text;
        let is_left = text.chars().any(|c| is_invisible(c) && !matches!(c, '\n' | '\u{200c}' | '\u{200d}'));
        prop_assert!(!is_left);
        prop_assert!(!line(&raw).text.contains('\n'));
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(raw in "[a-z <>&;#\n\u{200b}é/]{0,60}") {
        let once = block(&raw).text;
        prop_assert_eq!(&block(&once).text, &once);
        let once = line(&raw).text;
        prop_assert_eq!(&line(&once).text, &once);
    }
}
