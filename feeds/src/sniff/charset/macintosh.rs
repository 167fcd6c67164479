//! Whether bytes are text of an old Macintosh: the accented letters of the one set are signs in the other, and signs
//! do not stand inside words.

/// Whether single bytes inside words speak for Mac OS Roman and against windows-1252.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    let (mut mac, mut windows) = (0usize, 0usize);
    for at in 0..bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii() {
            continue;
        }
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let is_letter = |byte: u8| byte.is_ascii_alphabetic();
        let is_edge =
            |byte: u8| is_letter(byte) || matches!(byte, b' ' | b'\n' | b'\r' | b',' | b'.' | b'"' | b';');
        // a neighbour that is no ASCII belongs to another kind of writing
        if !is_edge(before) || !is_edge(after) || !(is_letter(before) || is_letter(after)) {
            continue;
        }
        match byte {
            // an apostrophe: `Õ` in one set and `’` in the other
            0xD5 if is_letter(before) && is_letter(after) => mac += 1,
            0x92 if is_letter(before) && is_letter(after) => windows += 1,
            // letters in one, signs or nothing in the other: Ž and ž are rare enough
            0x83 | 0x87 | 0x88 | 0x8A | 0x8D..=0x90 | 0x96..=0x9A | 0x9C..=0x9F
                if is_letter(before) && (is_letter(after) || byte != 0x96) =>
            {
                mac += 1;
            }
            0xDF..=0xFF if before.is_ascii_lowercase() || after.is_ascii_lowercase() => windows += 1,
            _ => {}
        }
    }
    mac > 0 && mac > 3 * windows
}

#[cfg(test)]
mod tests {
    use super::is_likely;
    use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

    /// The bytes of a text in a set; `encoding_rs` writes all but the two that only read.
    fn bytes(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        let (bytes, _, had_errors) = encoding.encode(text);
        assert!(!had_errors, "{text}");
        bytes.into_owned()
    }

    #[test]
    fn words_tell_the_two_sets_apart() {
        for text in [
            "Café du Port, lundi",
            "Reunión de mañana",
            "Grüße aus Köln, schöne Straße",
            "Saint Mary’s Church",
            "São João, terça-feira às 20h",
        ] {
            assert!(is_likely(&bytes(MACINTOSH, text)), "{text}");
            assert!(!is_likely(&bytes(WINDOWS_1252, text)), "{text}");
        }
    }

    #[test]
    fn other_sets_and_lone_signs_are_left_alone() {
        assert!(!is_likely(b"7 \x96 8 pm, \x93Open\x94"));
        assert!(!is_likely(b"plain"));
        assert!(!is_likely(&bytes(WINDOWS_1251, "Группа, вторник")));
        assert!(!is_likely(&bytes(WINDOWS_1250, "Wspólnota, wtorek, ulica Długa, święto")));
        assert!(!is_likely(&[]));
    }
}
