//! Languages that formats name: the world id `LANG` says that one is meant, key or name say which.

/// The BCP 47 language that a key or a name of a format means.
pub(super) fn named(text: &str) -> Option<&'static str> {
    let folded: String = deunicode::deunicode(text).to_lowercase();
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let of_word = |word: &&str| NAMES.iter().find(|(_, names)| names.split(' ').any(|name| name == *word));
    let mut found = words.iter().filter_map(of_word).map(|(code, _)| *code);
    let first = found.next()?;
    // two languages in one name: which of them is spoken is not said
    found.all(|other| other == first).then_some(first)
}

/// Codes, keys and names in lower case ASCII.
const NAMES: [(&str, &str); 34] = [
    ("ar", "ar ara arabic arabisch arabe arabo"),
    ("bg", "bg bul bulgarian"),
    ("bn", "bn ben bangla bengali"),
    ("cs", "cs cz czech tschechisch"),
    ("da", "da dk dan danish danisch dansk"),
    ("de", "de deu ger german deutsch aleman allemand tedesco alemao"),
    ("el", "el gr gre greek griechisch"),
    ("en", "en eng english englisch ingles anglais inglese engelska"),
    ("es", "es esp spa spanish spanisch espanol espagnol spagnolo espanhol"),
    ("fa", "fa per fas farsi persian persisch"),
    ("fi", "fi fin finnish finlandais finnisch"),
    ("fr", "fr fra fre french franzosisch francais frances francese"),
    ("he", "he heb hebrew hebraisch"),
    ("hi", "hi hin hindi"),
    ("hr", "hr hrv croatian kroatisch"),
    ("hu", "hu hun hungarian ungarisch"),
    ("it", "it ita italian italienisch italiano italien"),
    ("ja", "ja jp jpn japanese japanisch"),
    ("ko", "ko kor korean koreanisch"),
    ("lt", "lt lit lithuanian litauisch"),
    ("ne", "ne nep nepali"),
    ("nl", "nl nld dutch niederlandisch nederlands"),
    ("no", "no nor norwegian norwegisch norsk"),
    ("pl", "pl pol polish polnisch polski"),
    ("pt", "pt por portuguese portugiesisch portugues"),
    ("ro", "ro ron romanian rumanisch"),
    ("ru", "ru rus russian russisch russe russo russkii"),
    ("sh", "hbs serbo serbokroatisch"),
    ("sr", "sr srp serbian serbisch"),
    ("sv", "sv swe swedish schwedisch svenska"),
    ("tl", "tl tgl tagalog filipino"),
    ("tr", "tr tur turkish turkisch"),
    ("uk", "uk ukr ukrainian ukrainisch"),
    ("vi", "vi vie vietnamese"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_names() {
        for (text, code) in [
            ("ru", Some("ru")),
            ("Russisch", Some("ru")),
            ("ENG", Some("en")),
            ("English speaking", Some("en")),
            ("Español", Some("es")),
            ("Französisch", Some("fr")),
            ("German-Speaking", Some("de")),
            ("Lithuanian/Russian", None),
            ("Bi-Lingual", None),
            ("", None),
        ] {
            assert_eq!(named(text), code, "{text}");
        }
    }
}
