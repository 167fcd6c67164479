//! Publishers' words on one line: whatever ends a line, moves the cursor or turns the direction of writing is gone, so
//! that no text can end a line, begin another property or show itself in another order than it is written.

/// The text on one line, without control characters, marks of direction and doubled spaces.
pub fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let is_space = c.is_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        if is_space {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !turns(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Marks that turn the direction of writing, and those that show nothing at all.
fn turns(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The text as a sentence: with a full stop where nothing else ends it.
pub fn sentence(text: &str) -> String {
    let ends = ['.', '!', '?', ':', ';', '…', '。', '؟', '،'];
    match text {
        "" => String::new(),
        _ if text.ends_with(ends) => text.to_owned(),
        _ => format!("{text}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_stay_one() {
        assert_eq!(
            plain(" A\r\nBEGIN:VEVENT\u{0}\u{85}b\u{2028}c\t\td \u{202e}e\u{2066} "),
            "A BEGIN:VEVENT b c d e"
        );
        assert_eq!(plain("می‌شود"), "می‌شود", "joiners are letters to some");
        assert_eq!(sentence("Side door"), "Side door.");
        assert_eq!(sentence("Side door!"), "Side door!");
    }

    proptest! {
        #[test]
        fn nothing_ends_a_line(text in any::<String>()) {
            let line = plain(&text);
            prop_assert!(!line.chars().any(|c| c.is_control() || turns(c)));
            prop_assert!(!line.contains("  ") && line.trim() == line);
            prop_assert_eq!(plain(&line), line);
        }
    }
}
