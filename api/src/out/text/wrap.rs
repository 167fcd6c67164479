//! Lines of at most 72 columns, broken between words.

const COLUMNS: usize = 72;

/// A line, wrapped: what stands before its first line and before the others. Ends with a line feed. A word that is
/// longer than a line, as an address, stays whole.
pub fn wrapped(line: &str, first: &str, others: &str) -> String {
    let mut text = first.to_owned();
    let mut columns = first.chars().count();
    let mut is_fresh = true;
    for word in line.split_whitespace() {
        let width = word.chars().count();
        if !is_fresh && columns + 1 + width > COLUMNS {
            text.push('\n');
            text.push_str(others);
            columns = others.chars().count();
            is_fresh = true;
        }
        if !is_fresh {
            text.push(' ');
            columns += 1;
        }
        text.push_str(word);
        columns += width;
        is_fresh = false;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_long(words in proptest::collection::vec("[a-zé0-9]{1,30}", 1..40)) {
            let text = wrapped(&words.join(" "), "1. ", "   ");
            prop_assert!(text.lines().all(|line| line.chars().count() <= COLUMNS));
            let found: Vec<&str> = text[3..].split_whitespace().collect();
            prop_assert_eq!(found, words.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_longer_than_a_line_stays_whole() {
        let address = format!("https://example.org/{}", "a".repeat(80));
        let text = wrapped(&format!("Join online: {address}"), "   ", "   ");
        assert_eq!(text, format!("   Join online:\n   {address}\n"));
    }
}
