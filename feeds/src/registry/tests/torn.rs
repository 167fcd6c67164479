//! Whatever stands in a file, reading it ends with sources and faults.

use super::*;
use proptest::prelude::*;

/// Every fault lies in the text, and an entry that is left is whole.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let loaded = read(text);
    let lines = text.matches('\n').count() + 1;
    for fault in &loaded.faults {
        prop_assert!((1..=lines).contains(&fault.place.line) && fault.place.column >= 1, "{}", fault);
    }
    for entry in &loaded.entries {
        let source = &entry.source;
        prop_assert!(!source.name.is_empty() && source.url.has_host() && entry.place.line <= lines);
        prop_assert!(source.url.host_str() != Some("nowhere.invalid"), "a stand-in came out");
        remarks(entry);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn torn_entries_are_survived(
        cut in 0..900usize,
        from in 0..900usize,
        put in "[\\[\\]\"'=#{}.,\n a-z0-9_:/é-]{0,12}",
    ) {
        let text = format!("{GOOD}also = [\"http://b.example/\"]\nrecipe = {{ use = \"oa\", fetch = {{ }} }}\n{GOOD}{GOOD}");
        let at = |byte: usize| text.char_indices().map(|(at, _)| at).rfind(|at| *at <= byte).unwrap_or(0);
        let (cut, from) = (at(cut), at(from));
        holds(&format!("{}{put}{}", &text[..cut], &text[from..]))?;
    }
}
