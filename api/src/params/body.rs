//! Fields of a query from an address, a form or a JSON object, as plain pairs of name and value.

use super::table::{Parameter, Takes, parameter};
use crate::problem::{Problem, ProblemCode};
use serde_json::Value;

/// A body or an address may have so many bytes.
pub const MOST_BYTES: usize = 16 * 1024;

/// The pairs of a query string or of a form.
pub fn of_form(text: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text).into_owned().collect()
}

/// The pairs of a JSON object. A list stands for several values, but for coordinates, where it is one. Null is none.
pub fn of_json(bytes: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    // the error of the parser may quote the body, so it is not passed on
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|_| invalid("the body is not JSON"))?;
    let Value::Object(fields) = value else { return Err(invalid("the body is not a JSON object")) };
    let mut pairs = Vec::new();
    for (name, value) in fields {
        // what is not known is refused by its name, whatever it holds
        let known = parameter(&name);
        let refused = || match known {
            Some(known) => invalid(&format!("`{}` in the body takes {}", known.name, kind(known))),
            None => {
                invalid("a field of the body is neither a text, a number, true, false nor a list of these")
            }
        };
        match value {
            // an unknown field is told even where it holds nothing
            Value::Null => pairs.extend(known.is_none().then(|| (name, String::new()))),
            Value::Array(items) => {
                let texts: Option<Vec<String>> = items.iter().map(text).collect();
                let fits = known.is_none_or(|known| match known.takes {
                    Takes::Many(_) | Takes::ManyOpen => items.iter().all(Value::is_string),
                    _ => is_place(known) && items.iter().all(Value::is_number),
                });
                let texts = texts.filter(|_| fits).ok_or_else(refused)?;
                if known.is_some_and(is_place) {
                    pairs.push((name, texts.join(",")));
                } else {
                    pairs.extend(texts.into_iter().map(|text| (name.clone(), text)));
                }
            }
            single => {
                let fits = known.is_none_or(|known| match known.takes {
                    Takes::Number(..) => single.is_number(),
                    _ => single.is_string() || (single.is_boolean() && is_switch(known)),
                });
                let text = text(&single).filter(|_| fits).ok_or_else(refused)?;
                pairs.push((name, text));
            }
        }
    }
    Ok(pairs)
}

fn invalid(detail: &str) -> Problem {
    Problem::new(ProblemCode::InvalidBody, detail)
}

fn is_place(parameter: &Parameter) -> bool {
    ["near", "bbox"].contains(&parameter.name)
}

/// Whether true and false say something.
fn is_switch(parameter: &Parameter) -> bool {
    ["discreet", "explain", "facets"].contains(&parameter.name)
}

fn kind(parameter: &Parameter) -> &'static str {
    match parameter.takes {
        Takes::Number(..) => "a number",
        Takes::Many(_) | Takes::ManyOpen => "a text or a list of texts",
        _ if is_place(parameter) => "a text or a list of numbers",
        _ if is_switch(parameter) => "true, false or a text",
        _ => "a text",
    }
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

    #[test]
    fn a_field_has_the_kind_that_the_document_says() {
        for (bad, says) in [
            (r#"{"limit":"5"}"#, "`limit` in the body takes a number"),
            (r#"{"limit":[5]}"#, "`limit` in the body takes a number"),
            (r#"{"q":5}"#, "`q` in the body takes a text"),
            (r#"{"when":true}"#, "`when` in the body takes a text"),
            (r#"{"weekday":[0]}"#, "`weekday` in the body takes a text or a list of texts"),
            (r#"{"near":["51","0"]}"#, "`near` in the body takes a text or a list of numbers"),
            (r#"{"explain":1}"#, "`explain` in the body takes true, false or a text"),
        ] {
            let problem = of_json(bad.as_bytes()).unwrap_err();
            assert_eq!(problem.detail(), says, "{bad}");
        }
        assert_eq!(pairs(r#"{"nonsense":null}"#), [("nonsense".to_owned(), String::new())]);
        assert_eq!(pairs(r#"{"explain":true}"#), [("explain".to_owned(), "true".to_owned())]);
    }
}
