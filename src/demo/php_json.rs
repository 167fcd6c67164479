//! Writes JSON the way the publishers' PHP does. It knows nothing of meetings.

use std::fmt::Write as _;

use serde_json::Value;

/// Whether `/` is written as `\/`: WordPress does, BMLT servers do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slashes {
    Escaped,
    Plain,
}

/// `value` as compact JSON in ASCII, with `\uXXXX` for everything else.
pub(super) fn encode(value: &Value, slashes: Slashes) -> String {
    let plain = value.to_string();
    let mut written = String::with_capacity(plain.len() + plain.len() / 16);
    // Slashes and non-ASCII characters stand in strings only, so the document can be rewritten as text.
    for character in plain.chars() {
        match character {
            '/' if slashes == Slashes::Escaped => written.push_str("\\/"),
            _ if character.is_ascii() => written.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(written, "\\u{unit:04x}").expect("writing to a String cannot fail");
                }
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn escapes_as_the_publishers_do() {
        let value = json!({"a": "x/ü", "b": "𝄞"});
        assert_eq!(encode(&value, Slashes::Escaped), r#"{"a":"x\/\u00fc","b":"\ud834\udd1e"}"#);
        assert_eq!(encode(&value, Slashes::Plain), r#"{"a":"x/\u00fc","b":"\ud834\udd1e"}"#);
        assert_eq!(serde_json::from_str::<Value>(&encode(&value, Slashes::Escaped)).unwrap(), value);
    }

    proptest! {
        #[test]
        fn any_text_survives_and_is_ascii(text in any::<String>()) {
            let written = encode(&json!([text]), Slashes::Escaped);
            prop_assert!(written.is_ascii());
            let read: Vec<String> = serde_json::from_str(&written).unwrap();
            prop_assert_eq!(read, [text]);
        }
    }
}
