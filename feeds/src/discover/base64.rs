//! Base 64, as calendars hide their ids in it and some pages their scripts. Short texts only.

/// A longer text is not decoded.
const LONGEST: usize = 64 << 10;

/// The text behind it; `None` for what is not base 64 of UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0u8);
    for byte in text.trim_end_matches('=').bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(((bits >> held) & 0xff) as u8);
            bits &= (1 << held) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn texts_are_decoded_and_others_refused() {
        assert_eq!(decode("YWIxMkBncm91cC5leGFtcGxl").as_deref(), Some("ab12@group.example"));
        assert_eq!(decode("YWI=").as_deref(), Some("ab"));
        assert_eq!(decode("ab12@group"), None);
        assert_eq!(decode("//8"), None);
        assert_eq!(decode(&"A".repeat(70_000)), None);
    }
}
