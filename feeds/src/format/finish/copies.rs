//! Lists whose records are copies of one, or were never filled in. Told and kept: whether the list is held back is not
//! decided here.

use super::Draft;
use crate::format::context::{Fault, Feed};
use crate::notice::Code;

/// Fewer records may well be alike.
const MANY: usize = 20;

/// Words that stand where nobody has written a name yet.
const PLACEHOLDERS: [&str; 15] = [
    "test",
    "tests",
    "testing",
    "lorem",
    "ipsum",
    "dolor",
    "sample",
    "example",
    "dummy",
    "placeholder",
    "untitled",
    "tbd",
    "todo",
    "undefined",
    "null",
];

/// Tells a list without differences once. A house with meetings around the clock has one name but many times.
pub(super) fn judge<'a>(feed: &mut Feed<'a>, drafts: &[Draft<'a>]) {
    let [first, rest @ ..] = drafts else { return };
    if drafts.len() < MANY {
        return;
    }
    let what = if drafts.iter().all(|draft| is_placeholder(&draft.meeting.name)) {
        "placeholders for a name"
    } else if is_copied(first, rest) {
        "one name and one time"
    } else {
        return;
    };
    let value = format!("{} records with {what}", drafts.len());
    feed.note(&first.anchor, Fault::new(Code::LowDiversity).field("name").value(value).harmless());
}

fn is_copied(first: &Draft<'_>, rest: &[Draft<'_>]) -> bool {
    let name = &first.meeting.name;
    let when = |draft: &Draft<'_>| format!("{:?} {:?}", draft.slots, draft.meeting.schedule.text);
    rest.iter().all(|draft| draft.meeting.name == *name) && {
        let of_first = when(first);
        rest.iter().all(|draft| when(draft) == of_first)
    }
}

/// `Test 3`, `Sample meeting`, `Lorem ipsum`; not `Test of Faith`.
fn is_placeholder(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut has_placeholder = false;
    let is_filler = |word: &str| {
        word.chars().all(char::is_numeric)
            || matches!(word, "meeting" | "group" | "name" | "title" | "a" | "the")
    };
    for word in words.map(str::to_lowercase) {
        match PLACEHOLDERS.contains(&word.as_str()) {
            true => has_placeholder = true,
            false if is_filler(&word) => {}
            false => return false,
        }
    }
    has_placeholder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nobody_wrote() {
        for name in ["Test", "test 12", "TEST MEETING", "Lorem ipsum", "Sample meeting name", "(untitled)"] {
            assert!(is_placeholder(name), "{name}");
        }
        for name in ["", "Meeting", "Meeting 3", "12", "Test of Faith", "Testament", "The Group"] {
            assert!(!is_placeholder(name), "{name}");
        }
    }
}
