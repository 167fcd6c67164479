//! Words in a row.

use super::Locale;

/// Words in a row, as `a, b and c`.
pub fn joined(locale: Locale, words: &[String]) -> String {
    let join = &locale.text().join;
    let Some((first, rest)) = words.split_first() else { return String::new() };
    let mut out = first.clone();
    for (at, word) in rest.iter().enumerate() {
        out = if at + 1 == rest.len() {
            both(locale, &out, word)
        } else {
            join.more.plain(&[("a", &out), ("b", word)])
        };
    }
    out
}

/// Two words, as `a and b`.
pub fn both(locale: Locale, a: &str, b: &str) -> String {
    let join = &locale.text().join;
    // Spanish alone has another word for "and" there
    let message = if sounds_as_i(b) { &join.two_before_i } else { &join.two };
    message.plain(&[("a", a), ("b", b)])
}

/// Whether it begins with the sound of "i", as "Irlanda" and "historia" do and "hielo" does not.
fn sounds_as_i(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.strip_prefix('h').unwrap_or(&word);
    let mut letters = word.chars();
    matches!(letters.next(), Some('i' | 'í')) && !matches!(letters.next(), Some('a' | 'e' | 'o'))
}

/// The first letter as at the start of a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use everyroom_feeds::label::UiLanguage;

    #[test]
    fn rows_end_as_each_language_ends_them() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let rows = UiLanguage::ALL.map(|language| joined(Locale::of(language), &words));
        assert_eq!(rows[0], "a, b and c");
        assert_eq!(rows[3], "a, b und c");
        let spanish = |b: &str| both(Locale::of(UiLanguage::Es), "Reino Unido", b);
        let said = ["Irlanda", "Francia", "hielo", "Historia"].map(spanish);
        assert_eq!(
            said,
            [
                "Reino Unido e Irlanda",
                "Reino Unido y Francia",
                "Reino Unido y hielo",
                "Reino Unido e Historia"
            ]
        );
        assert_eq!(joined(Locale::of(UiLanguage::En), &words[..1]), "a");
        assert_eq!(joined(Locale::of(UiLanguage::En), &[]), "");
        assert_eq!(capital("élan"), "Élan");
    }
}
