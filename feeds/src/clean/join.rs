//! Fields about joining online: the passcode and the number of the room out of the prose around them.

use super::anonymity::{self, passcode};
use regex::Regex;
use std::sync::LazyLock;

/// What a text says about joining.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinDetails {
    /// The first passcode, as written.
    pub passcode: Option<String>,
    /// The first number of a room, digits only.
    pub meeting_id: Option<String>,
    /// The rest, fit to be published.
    pub rest: Option<String>,
    /// Whether something in the rest named or reached a person and was masked.
    pub contact: bool,
}

static MEETING_ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:(?:(?:zoom|meeting|webinar|conference|room|skype|réunion|reuni(?:ó|ã)o|sala)[\s-]*)*(?:zoom)?(?:id|i\.d\.)\b\.?",
        r"(?:\s+(?:zoom|d[aeo]\s+(?:la\s+)?(?:sala|zoom|reuni\w+|réunion)|réunion|reuni\w+|sala))?",
        r"|sal(?:a|le)(?:\s+virtuelle)?)",
        r"\s*(?:no\.?|number|nr\.?|is)?\s*[:：=#-]*\s*(\d(?:[\s\x{a0}-]?\d){7,12})#?",
    ))
    .expect("a constant pattern")
});

/// Takes passcode and room out of a text; what is left is masked like any note.
pub fn details(text: &str) -> JoinDetails {
    let mut details = JoinDetails::default();
    let text = take_passcodes(text, &mut details);
    let text = take_meeting_id(&text, &mut details);
    let masked = anonymity::notes(&tidy(&text));
    details.contact = masked.contact;
    details.rest = masked.text.chars().any(char::is_alphanumeric).then_some(masked.text);
    details
}

fn take_passcodes(text: &str, details: &mut JoinDetails) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for found in passcode::find(text) {
        let value = text[found.value.clone()].trim();
        let is_inside_address = text[..found.whole.start].ends_with(['?', '&', '/']);
        if is_inside_address || details.passcode.as_deref().is_some_and(|first| first != value) {
            // another passcode is for something else; it is masked with the rest
            continue;
        }
        details.passcode = Some(value.to_owned());
        out.push_str(&text[end..found.whole.start]);
        end = found.whole.end;
    }
    out.push_str(&text[end..]);
    out
}

fn take_meeting_id(text: &str, details: &mut JoinDetails) -> String {
    let Some(captures) = MEETING_ID.captures(text) else { return text.to_owned() };
    let (Some(whole), Some(number)) = (captures.get(0), captures.get(1)) else { return text.to_owned() };
    details.meeting_id = Some(number.as_str().chars().filter(char::is_ascii_digit).collect());
    format!("{}{}", &text[..whole.start()], &text[whole.end()..])
}

/// Clears away brackets and marks that lost what they enclosed or divided.
fn tidy(text: &str) -> String {
    static EMPTY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\(\s*[,;:]?\s*\)|\[\s*\]|["“]\s*["”]"#).expect("a constant pattern"));
    let text = EMPTY.replace_all(text, "");
    let lines = text.lines().map(|line| {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = line.replace(" ,", ",").replace(",,", ",");
        line.trim_matches([' ', ',', ';', ':', '/', '|', '-', '–', '&', '+']).to_owned()
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Option<String>, Option<String>, Option<String>) {
        let details = details(text);
        (details.passcode, details.meeting_id, details.rest)
    }

    #[test]
    fn passcode_and_room_come_out_of_the_prose() {
        let some = |text: &str| Some(text.to_owned());
        for (text, passcode, room, rest) in [
            ("Zoom ID: 5495550198 PW: 925645", some("925645"), some("5495550198"), None),
            ("Meeting ID: 549 555 0198\nPassword: abcDEF", some("abcDEF"), some("5495550198"), None),
            ("Passwort: 120201", some("120201"), None, None),
            ("ID 555 555 0154, Senha: 000 000", some("000 000"), some("5555550154"), None),
            ("Password 04832", some("04832"), None, None),
            ("ID: 853510348, No Password Needed", None, some("853510348"), some("No Password Needed")),
            (
                "ID:8845550172 Password: 090040 (camera must be on)",
                some("090040"),
                some("8845550172"),
                some("(camera must be on)"),
            ),
            (
                "ID: 2625550144 email ann@example.org for password",
                None,
                some("2625550144"),
                some("email [contact removed] for password"),
            ),
            ("ID da sala: 555 555 0154", None, some("5555550154"), None),
            ("Salle virtuelle : 639 3406 3941, mot de passe : 12", some("12"), some("63934063941"), None),
            ("Passcode; serenity", some("serenity"), None, None),
            ("The room opens early", None, None, some("The room opens early")),
            ("", None, None, None),
        ] {
            assert_eq!(read(text), (passcode, room, rest), "{text}");
        }
    }

    #[test]
    fn a_second_passcode_is_masked() {
        let read = details("Passcode: 111111. Phone passcode: 222222");
        assert_eq!(read.passcode.as_deref(), Some("111111"));
        assert!(!read.rest.unwrap().contains("222222"));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = details(&text);
        }
    }
}
