//! Lines of a calendar (RFC 5545, 3.1): CRLF, at most 75 octets, folded between characters; texts escaped.

const MOST_OCTETS: usize = 75;

/// Lines that are being written.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Writes a property whose value needs no escaping: a time, a number, an address.
    pub fn put(&mut self, name: &str, value: &str) {
        // nothing that ends a line gets here from outside; should it ever, it can't begin another property
        let line = [name, ":", value].into_iter().flat_map(str::chars).filter(|c| !c.is_control());
        let mut octets = 0;
        for c in line {
            if octets + c.len_utf8() > MOST_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Writes a property whose value is a text; a line feed in it stays one.
    pub fn text(&mut self, name: &str, value: &str) {
        self.put(name, &escaped(value));
    }

    /// All of it.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// A text as a value. Lists are put together of such.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(name: &str, value: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, value);
        String::from_utf8(lines.into_bytes()).unwrap()
    }

    #[test]
    fn texts_are_escaped_and_folded_between_characters() {
        assert_eq!(written("SUMMARY", "a,b;c\\d\ne\r"), "SUMMARY:a\\,b\\;c\\\\d\\ne\r\n");
        let long = written("SUMMARY", &"é".repeat(60));
        assert_eq!(long.matches("\r\n ").count(), 1);
        assert_eq!(long.lines().next().unwrap().len(), 74, "a character of two octets is not cut");
        let full = written("X", &"a".repeat(73));
        assert_eq!(full.len(), 77, "a line of exactly 75 octets is not folded");
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_was_said(value in any::<String>()) {
            let text = written("DESCRIPTION", &value);
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= MOST_OCTETS && !line.chars().any(char::is_control));
            }
            let unfolded = text.replace("\r\n ", "");
            prop_assert_eq!(unfolded.matches("\r\n").count(), 1);
            let kept: String = escaped(&value).chars().filter(|c| !c.is_control()).collect();
            prop_assert_eq!(unfolded.trim_end_matches("\r\n"), format!("DESCRIPTION:{kept}"));
        }
    }
}
