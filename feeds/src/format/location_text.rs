//! Where a meeting is held, said in one text: a link, a number to dial, an address, the name of a place, or several.

use super::rows::RowWriter;
use regex::Regex;
use std::sync::LazyLock;

static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)\bhttps?://[^\s<>"]+"#).expect("the pattern is valid"));

/// What a text says about where.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Whereabouts {
    pub(super) link: Option<String>,
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    /// It only says that it is online.
    pub(super) is_online: bool,
}

impl Whereabouts {
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim();
        let link =
            LINK.find(text).map(|found| found.as_str().trim_end_matches([',', ';', '.', ')']).to_owned());
        let rest = LINK.replace_all(text, "\n");
        let lines = rest
            .split(['\n', '\r'])
            .map(|line| line.trim().trim_matches([',', ';', '-', '|', ':', '(', ')']));
        let lines: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
        let words = lines.join(", ");
        if words.is_empty() || is_online(&words) {
            return Self { is_online: link.is_none() && !words.is_empty(), link, ..Self::default() };
        }
        let (name, address) = split(&words);
        Self { link, name, address, is_online: false }
    }

    pub(super) fn write(&self, row: &mut RowWriter<'_>) {
        row.text("conference_url", self.link.as_deref().unwrap_or_default());
        row.text("location", self.name.as_deref().unwrap_or_default());
        row.text("formatted_address", self.address.as_deref().unwrap_or_default());
        if self.is_online {
            row.text("attendance_option", "online");
        }
    }
}

/// Calendars put the name of the place before its address: `Old Mill, 12 Weir Lane, Millbrook`.
fn split(words: &str) -> (Option<String>, Option<String>) {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_address = has_digit(words) && words.contains(',');
    if !is_address {
        return (Some(words.to_owned()), None);
    }
    match words.split_once(',') {
        Some((name, address)) if !has_digit(name) && has_digit(address) && address.contains(',') => {
            (Some(name.trim().to_owned()), Some(address.trim().to_owned()))
        }
        _ => (None, Some(words.to_owned())),
    }
}

fn is_online(words: &str) -> bool {
    let folded = words.to_lowercase();
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    const ONLINE: [&str; 9] =
        ["online", "zoom", "virtual", "teams", "google", "meet", "webex", "skype", "microsoft"];
    const BESIDE: [&str; 7] = ["meeting", "only", "call", "via", "on", "event", "video"];
    words.iter().any(|word| ONLINE.contains(word) && *word != "google" && *word != "microsoft")
        && words.iter().all(|word| ONLINE.contains(word) || BESIDE.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_names_and_addresses() {
        let read = |text: &str| {
            let found = Whereabouts::read(text);
            let part = |part: Option<String>| part.unwrap_or_default();
            (part(found.link), part(found.name), part(found.address), found.is_online)
        };
        for (text, link, name, address, is_online) in [
            ("https://zoom.example/j/1?pwd=2", "https://zoom.example/j/1?pwd=2", "", "", false),
            ("Zoom: https://zoom.example/j/1.", "https://zoom.example/j/1", "", "", false),
            ("Online", "", "", "", true),
            ("via Zoom", "", "", "", true),
            ("Old Mill", "", "Old Mill", "", false),
            ("Meet Market Hall", "", "Meet Market Hall", "", false),
            ("12 Weir Lane, Millbrook, NY 10000", "", "", "12 Weir Lane, Millbrook, NY 10000", false),
            ("Old Mill, 12 Weir Lane, Millbrook", "", "Old Mill", "12 Weir Lane, Millbrook", false),
            ("Old Mill\n12 Weir Lane\nMillbrook", "", "Old Mill", "12 Weir Lane, Millbrook", false),
            ("Room 4", "", "Room 4", "", false),
            (
                "Old Mill, 12 Weir Lane, Millbrook (https://zoom.example/j/1)",
                "https://zoom.example/j/1",
                "Old Mill",
                "12 Weir Lane, Millbrook",
                false,
            ),
            ("", "", "", "", false),
        ] {
            assert_eq!(read(text), (link.into(), name.into(), address.into(), is_online), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = Whereabouts::read(&text);
        }
    }
}
