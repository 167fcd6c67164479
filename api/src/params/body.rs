//! Fields of a query from an address, a form or a JSON object, as plain pairs of name and value.

use crate::problem::{Problem, ProblemCode};
use serde_json::Value;

/// A body or an address may have so many bytes.
pub const MOST_BYTES: usize = 16 * 1024;

/// The pairs of a query string or of a form.
pub fn of_form(text: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text).into_owned().collect()
}

/// The pairs of a JSON object. A list stands for several values, but for coordinates, where it is one.
pub fn of_json(bytes: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let invalid = |detail: &str| Problem::new(ProblemCode::InvalidBody, detail);
    // the error of the parser may quote the body, so it is not passed on
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|_| invalid("the body is not JSON"))?;
    let Value::Object(fields) = value else { return Err(invalid("the body is not a JSON object")) };
    let mut pairs = Vec::new();
    for (name, value) in fields {
        let unusable =
            || invalid("a field of the body is neither a text, a number, true, false nor a list of these");
        match value {
            Value::Array(items) => {
                let texts: Option<Vec<String>> = items.iter().map(text).collect();
                let texts = texts.ok_or_else(unusable)?;
                match name.as_str() {
                    "near" | "bbox" => pairs.push((name, texts.join(","))),
                    _ => pairs.extend(texts.into_iter().map(|text| (name.clone(), text))),
                }
            }
            Value::Null => {}
            single => {
                let text = text(&single).ok_or_else(unusable)?;
                pairs.push((name, text));
            }
        }
    }
    Ok(pairs)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(json: &str) -> Vec<(String, String)> {
        of_json(json.as_bytes()).unwrap()
    }

    #[test]
    fn json_becomes_pairs() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let json = r#"{"near":[51.5,-0.1],"weekday":["mon","tue"],"limit":5,"facets":true,"q":null}"#;
        let want = [
            pair("near", "51.5,-0.1"),
            pair("weekday", "mon"),
            pair("weekday", "tue"),
            pair("limit", "5"),
            pair("facets", "true"),
        ];
        assert_eq!(pairs(json), want);
    }

    #[test]
    fn what_is_no_flat_object_is_refused() {
        for bad in ["", "[]", "1", r#"{"near":{"lat":1}}"#, r#"{"weekday":[["mon"]]}"#, "{\"a\":"] {
            assert!(of_json(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
