//! Letters made comparable: the same word however it is typed. Total functions over any text.
//!
//! [`fold`] is what hashes of tombstones are made of and what names are sorted by, so it stays as it is. [`spell`] is
//! what the text index and its queries are made of; it may change with the layout of the generation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, compatibility forms, no marks; letters that have no base letter become their ASCII spelling.
pub fn fold(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in bare {
        match c {
            // only letters of the Latin script are spelt out: other scripts must stay findable as they are
            '\u{80}'..='\u{24f}' => spell_out(c, &mut folded),
            '’' | 'ʼ' => folded.push('\''),
            _ => folded.push(c),
        }
    }
    folded
}

/// A word as the index knows it: lower case, compatibility forms, the marks dropped that people leave out, letters of
/// one sound that keyboards tell apart made one, digits of every script as `0` to `9`.
pub fn spell(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let mut spelt = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_left_out(*c)).flat_map(char::to_lowercase) {
        match c {
            '\u{80}'..='\u{24f}' => {
                let from = spelt.len();
                spell_out(c, &mut spelt);
                if !spelt[from..].chars().all(is_kept) {
                    spelt.truncate(from);
                }
            }
            _ => spelt.extend(Some(digit(c).unwrap_or_else(|| one_letter(c))).filter(|c| is_kept(*c))),
        }
    }
    // syllables of Korean and voiced kana are single letters again
    if spelt.is_ascii() { spelt } else { spelt.nfc().collect() }
}

/// The spelling of a word by those who have no key for its letters: `Köln` is `koeln` too.
pub fn spell_for_plain_keys(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let mut plain = String::with_capacity(word.len() + 4);
    let mut differs = false;
    for c in word.nfc().flat_map(char::to_lowercase) {
        let letters = match c {
            'ä' | 'æ' => "ae",
            'ö' | 'ø' => "oe",
            'ü' => "ue",
            'å' => "aa",
            _ => {
                plain.push(c);
                continue;
            }
        };
        plain.push_str(letters);
        differs |= c != 'æ';
    }
    differs.then(|| spell(&plain))
}

/// A word in lower case with its accents, as stemmers want it.
pub fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).nfc().collect()
}

/// Signs come to light when compatibility forms are taken apart, as the brackets of `㈱`.
fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn spell_out(c: char, into: &mut String) {
    into.push_str(&deunicode::deunicode_char(c).unwrap_or("").to_lowercase());
}

/// Marks that one may write or not: accents of Latin, Greek and Cyrillic, points of Hebrew, vowels of Arabic, the dot
/// under Hindi letters. Vowel signs of the Indian and Thai scripts, and what voices a kana, are letters.
fn is_left_out(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{93c}')
        || is_invisible(c)
}

/// Characters inside words that nobody sees: soft hyphens, joiners, directions, variants, the stroke that stretches
/// Arabic words.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{640}')
}

/// Letters that differ by keyboard or by place in the word only.
fn one_letter(c: char) -> char {
    match c {
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ە' => 'ه',
        _ => c,
    }
}

/// The digit that a letter is in its script, as `0` to `9`.
pub fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 9] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0, 0xff10];
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&u32::from(c)))?;
    char::from_digit(u32::from(c) - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_of_tombstones_are_hashes_of_this_folding() {
        for (text, folded) in [
            ("Café ＮＡ", "cafe na"),
            ("Łódź Straße", "lodz strasse"),
            ("O’Brien", "o'brien"),
            ("Москва Ёлка", "москва елка"),
            ("서울", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn words_are_one_however_they_are_typed() {
        for (a, b) in [
            ("Café", "cafe\u{301}"),
            ("ＮＡ", "na"),
            ("ŁÓDŹ", "lodz"),
            ("smørrebrød", "smorrebrod"),
            ("ISTANBUL", "istanbul"),
            ("İstanbul", "istanbul"),
            ("ışık", "isik"),
            ("Ёлка", "елка"),
            ("ΟΔΌΣ", "οδος"),
            ("أحمد", "احمد"),
            ("مكتبة", "مكتبه"),
            ("کمک", "كمك"),
            ("مـــرحبا", "مرحبا"),
            ("مُدَرِّس", "مدرس"),
            ("שָׁלוֹם", "שלום"),
            ("۱۲", "12"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
            ("Stra\u{ad}ße", "strasse"),
            ("ज़िंदगी", "जिंदगी"),
        ] {
            assert_eq!(spell(a), spell(b), "{a} {b}");
        }
        assert_eq!(spell("㈱ǀ½"), "株12");
        for (a, b) in [("かき", "かぎ"), ("กา", "กี"), ("हद", "हिंदी"), ("рука", "река")]
        {
            assert_ne!(spell(a), spell(b), "{a} {b}");
        }
    }

    #[test]
    fn letters_without_a_key_have_a_second_spelling() {
        let plain = |word| spell_for_plain_keys(word).unwrap_or_default();
        assert_eq!(plain("Köln"), "koeln");
        assert_eq!(plain("Ko\u{308}ln"), "koeln");
        assert_eq!(plain("Århus"), "aarhus");
        assert_eq!(plain("Tromsø"), "tromsoe");
        for word in ["Koln", "café", "Straße", "æble", "Москва"] {
            assert_eq!(plain(word), "", "{word}");
        }
    }

    proptest! {
        #[test]
        fn spelling_twice_changes_nothing(word in "\\PC{0,12}") {
            let once = spell(&word);
            prop_assert_eq!(spell(&once), once);
        }
    }
}
