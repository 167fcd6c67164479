//! The allowed word that is most like a wrong one, for "did you mean".

/// Likeness from which a word still reads as a typing error of another.
const LIKE_ENOUGH: f64 = 0.84;

/// The value whose spelling is most like `text`, if any is like enough; of equals the first.
pub fn nearest<'a>(text: &str, spellings: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let text = text.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for (spelling, value) in spellings {
        let likeness = strsim::jaro_winkler(&text, &spelling.to_lowercase());
        if likeness >= LIKE_ENOUGH && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, value));
        }
    }
    best.map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_understood_and_other_words_are_not() {
        let days = [("sun", "sun"), ("sunday", "sun"), ("mon", "mon"), ("monday", "mon")];
        assert_eq!(nearest("funday", days.into_iter()).as_deref(), Some("sun"));
        assert_eq!(nearest("Mondy", days.into_iter()).as_deref(), Some("mon"));
        assert_eq!(nearest("xyz", days.into_iter()), None);
    }
}
