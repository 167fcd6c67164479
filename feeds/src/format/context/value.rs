//! Single JSON values, taken as generously as they can be without guessing.

use serde_json::Value;

/// Whether a raw value says nothing: null, false, a blank text, an empty list or object.
pub(super) fn is_nothing(raw: &str) -> bool {
    match raw {
        "null" | "false" | "\"\"" => true,
        _ => {
            let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let inner = inner.or_else(|| raw.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
            let inner = inner.or_else(|| raw.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')));
            inner.is_some_and(|inner| inner.trim().is_empty())
        }
    }
}

/// The value; a text with half a surrogate pair, as careless cutting leaves it, loses that half.
pub(super) fn decode(raw: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(raw) {
        return Some(value);
    }
    let is_text = raw.starts_with('"');
    is_text.then(|| serde_json::from_str(&without_lone_surrogates(raw)).ok())?
}

/// A text or number as text; whole numbers without their decimals.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let text = number.to_string();
            Some(text.strip_suffix(".0").map_or(text.clone(), str::to_owned))
        }
        _ => None,
    }
}

fn without_lone_surrogates(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match surrogate_at(rest) {
            Some(Surrogate::High)
                if surrogate_at(rest.get(6..).unwrap_or_default()) == Some(Surrogate::Low) =>
            {
                out.push_str(&rest[..12]);
                12
            }
            Some(_) => 6,
            None => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[derive(PartialEq, Eq)]
enum Surrogate {
    High,
    Low,
}

fn surrogate_at(text: &str) -> Option<Surrogate> {
    let hex = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(hex, 16).ok()? {
        0xd800..=0xdbff => Some(Surrogate::High),
        0xdc00..=0xdfff => Some(Surrogate::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn nothing_has_many_forms() {
        for raw in ["null", "false", "\"\"", "\"  \"", "[]", "[ ]", "{}"] {
            assert!(is_nothing(raw), "{raw}");
        }
        for raw in ["0", "true", "\"0\"", "[null]", "\"a\""] {
            assert!(!is_nothing(raw), "{raw}");
        }
    }

    #[test]
    fn half_surrogate_pairs_are_left_out() {
        assert_eq!(decode(r#""a\ud83d""#), Some(json!("a")));
        assert_eq!(decode(r#""\ud83d\ude00 \udc00\\ud83d""#), Some(json!("😀 \\ud83d")));
        assert_eq!(decode("1e999"), None);
    }

    #[test]
    fn whole_numbers_lose_their_decimals() {
        assert_eq!(scalar(&json!(91324.0)).as_deref(), Some("91324"));
        assert_eq!(scalar(&json!(12)).as_deref(), Some("12"));
        assert_eq!(scalar(&json!(true)), None);
    }

    proptest! {
        #[test]
        fn any_escape_is_survived(inner in r#"(\\u[dD][89c-f][0-9]{2}|\\n|\\\\|a|é){0,8}"#) {
            let raw = format!("\"{inner}\"");
            prop_assert!(decode(&raw).is_some(), "{}", raw);
        }
    }
}
