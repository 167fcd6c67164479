//! A message with places in braces, and the one way from it to markup: everything is escaped, and what is put in stands
//! in `<bdi>` unless it is made of digits, so that names of any script keep their place.

use askama::filters::HtmlSafe;
use serde::Deserialize;
use std::fmt;

/// A sentence with places for values, as `Call {number}.`
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Message(String);

impl TryFrom<String> for Message {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut is_open = false;
        for letter in text.chars() {
            match letter {
                '{' if is_open => return Err("a place within a place"),
                '}' if !is_open => return Err("a place that does not begin"),
                '{' => is_open = true,
                '}' => is_open = false,
                letter if is_open && !letter.is_ascii_alphanumeric() && letter != '_' => {
                    return Err("a place whose name is no word");
                }
                _ => {}
            }
        }
        if is_open { Err("a place that does not end") } else { Ok(Self(text)) }
    }
}

/// The words before and after a link that stands in a sentence.
pub type Halves = (&'static str, &'static str);

impl Message {
    /// The message for attributes and plain texts.
    pub fn plain(&self, values: &[(&str, &str)]) -> String {
        self.filled(values, str::to_owned, str::to_owned)
    }

    /// The message for pages.
    pub fn marked(&self, values: &[(&str, &str)]) -> Marked {
        Marked(self.filled(values, escaped, |value| isolated(value).0))
    }

    /// The message for pages around values that are markup already.
    pub fn around(&self, values: &[(&str, &Marked)]) -> Marked {
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.0.as_str())).collect();
        Marked(self.filled(&values, escaped, str::to_owned))
    }

    /// What stands before and after one place.
    pub fn halves(&'static self, name: &str) -> Halves {
        self.0.split_once(&format!("{{{name}}}")).unwrap_or((&self.0, ""))
    }

    /// As it is written.
    pub fn as_written(&self) -> &str {
        &self.0
    }

    fn filled(
        &self,
        values: &[(&str, &str)],
        text: impl Fn(&str) -> String,
        value: impl Fn(&str) -> String,
    ) -> String {
        let mut rest = self.0.as_str();
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(&text(before));
            let given = values.iter().find(|(known, _)| *known == name);
            debug_assert!(given.is_some(), "nothing is given for {name} in {}", self.0);
            out.push_str(&given.map_or_else(String::new, |(_, given)| value(given)));
            rest = after;
        }
        out.push_str(&text(rest));
        out
    }
}

/// Text that is markup already. Only messages and what is escaped here can become one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked(String);

impl HtmlSafe for Marked {}

impl fmt::Display for Marked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Marked {
    /// Words of ours as they stand.
    pub fn words(text: &str) -> Self {
        Self(escaped(text))
    }

    /// Words about a time, with the instant for programs and how to say it in the reader's own time for the script.
    pub fn time(starts: &str, own: Option<&str>, words: &str) -> Self {
        let own = own.map_or_else(String::new, |own| format!(" data-own=\"{}\"", escaped(own)));
        Self(format!("<time datetime=\"{}\"{own}>{}</time>", escaped(starts), escaped(words)))
    }

    /// Its markup.
    #[cfg(test)]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A value on its own, escaped and set apart from the direction of what is around it.
pub fn isolated(value: &str) -> Marked {
    let is_number = value.chars().all(|c| !c.is_alphabetic());
    let text = escaped(value);
    Marked(if is_number { text } else { format!("<bdi>{text}</bdi>") })
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Result<Message, &'static str> {
        Message::try_from(text.to_owned())
    }

    #[test]
    fn what_is_put_in_is_never_markup_and_never_looked_through() {
        let said = message("Near {place} & {more}").unwrap();
        let values = [("place", "<b>{more}</b>"), ("more", "12")];
        assert_eq!(said.plain(&values), "Near <b>{more}</b> & 12");
        let marked = said.marked(&values);
        assert_eq!(marked.as_str(), "Near <bdi>&lt;b&gt;{more}&lt;/b&gt;</bdi> &amp; 12");
    }

    #[test]
    fn places_have_to_be_whole() {
        for bad in ["{", "}", "a {b", "{a{b}}", "{a b}", "x}"] {
            assert!(message(bad).is_err(), "{bad}");
        }
        assert!(message("{a_1}{b}").is_ok());
    }
}
