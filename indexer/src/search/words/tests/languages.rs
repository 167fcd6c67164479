//! The table of languages: a listing's name, what is asked, and whether it is found.

use super::Words;
use proptest::prelude::*;
use std::collections::BTreeSet;

const YES: bool = true;
const NO: bool = false;

/// Language of the listing (`` when it is not known), its name, the question, whether it is found.
const CASES: &[(&str, &str, &str, bool)] = &[
    // apostrophes: typed, left out, parted
    ("", "St Mark's Fellowship", "st mark's", YES),
    ("", "St Mark's Fellowship", "st marks", YES),
    ("", "St Mark's Fellowship", "st mark s", YES),
    ("", "St Mark's Fellowship", "saint mark", YES),
    ("", "St Mark's Fellowship", "st lukas", NO),
    ("", "O’Brien's Round Table", "obriens", YES),
    ("", "O’Brien's Round Table", "o'brien", YES),
    ("", "O’Brien's Round Table", "o briens", YES),
    ("", "O’Brien's Round Table", "o'briens table", YES),
    ("", "OBriens Corner", "o'brien's", YES),
    ("", "Groupe de L'Arche", "larche", YES),
    ("", "Groupe de L'Arche", "l arche", YES),
    ("", "Groupe de L'Arche", "L’ARCHE", YES),
    ("", "Groupe de L'Arche", "arche", YES),
    ("", "Jeanne d'Arc Samedi", "jeanne darc", YES),
    ("", "Jeanne d'Arc Samedi", "jeanne d arc", YES),
    ("fr", "Nouvel Espoir", "l'espoir", YES),
    ("", "Neighbors' House Noon", "neighbors house", YES),
    ("", "Neighbors' House Noon", "neighbor's house", YES),
    ("", "Neighbors' House Noon", "neighbours' house", YES),
    // hyphens, initials, words in one and in two
    ("", "Al-Anon Dienstag", "alanon dienstag", YES),
    ("", "Al-Anon Dienstag", "al anon dienstag", YES),
    ("", "Drop-in Lunch", "dropin", YES),
    ("", "Dropin Supper", "drop-in supper", YES),
    ("", "Dropin Supper", "drop in supper", YES),
    ("", "Gruppo N.A. Aurora", "na aurora", YES),
    ("", "Gruppo N.A. Aurora", "n.a. aurora", YES),
    ("", "Gruppo N.A. Aurora", "n a aurora", YES),
    ("", "Morgen A A Kreis", "aa kreis", YES),
    ("", "New Haven Lights", "newhaven", YES),
    // numbers and codes are meant as they stand
    ("", "Room 10115 Open Door", "10115", YES),
    ("", "Room 10115 Open Door", "10116", NO),
    ("", "Room 10115 Open Door", "1011", NO),
    ("", "10th Avenue Nooners", "10th", YES),
    ("", "10th Avenue Nooners", "10", NO),
    ("", "Block B12 Group", "b12", YES),
    ("", "Block B12 Group", "b-12", YES),
    ("", "Block B12 Group", "b13", NO),
    ("", "Hall SW1A 1AA", "sw1a1aa", YES),
    ("", "٢٤ ساعة", "24", YES),
    // English
    ("en", "Beginners Welcome", "beginner", YES),
    ("en", "The Praying Hands", "pray", YES),
    ("en", "Charted Hikes", "hiking", YES),
    ("en", "Women Living Sober", "lives", YES),
    ("", "Uncharted Hikers", "hiking", NO),
    ("", "Serenity at Sunrise", "serenty", YES),
    ("", "Serenity at Sunrise", "serentiy", YES),
    ("", "Serenity at Sunrise", "zerenity", NO),
    ("", "Serenity at Sunrise", "sernty", NO),
    ("", "Serenity at Sunrise", "seren", YES),
    ("", "Serenity at Sunrise", "seren sunrise", NO),
    ("", "Riverside Centre", "riverside center", YES),
    ("", "Mount Olive Church", "mt olive", YES),
    ("", "First Light 5th Ave", "1st light fifth avenue", YES),
    // Spanish
    ("es", "Reunión de Mujeres", "reunion mujer", YES),
    ("es", "Reunión de Mujeres", "reuniones", YES),
    ("es", "Señales de Vida", "senales", YES),
    ("", "Avda Libertad 5", "avenida libertad", YES),
    ("", "Iglesia San Lucas", "church lucas", YES),
    // French
    ("fr", "Réunions du Cœur", "réunion coeur", YES),
    ("fr", "Groupe Étoile", "etoile", YES),
    ("", "Bd Voltaire", "boulevard voltaire", YES),
    // German
    ("de", "Gruppe Köln Süd", "koeln", YES),
    ("de", "Gruppe Köln Süd", "koln sued", YES),
    ("de", "Treff Muenchen", "münchen", YES),
    ("de", "Die Häuser am Fluss", "haus", YES),
    ("", "Lindenstr. 5", "Lindenstraße", YES),
    ("", "Lindenstraße 7", "lindenstr", YES),
    ("", "Große Freiheit", "grosse", YES),
    // Portuguese, Italian, Dutch
    ("pt-BR", "Grupo Irmãos da Paz", "irmaos", YES),
    ("pt-BR", "Mulheres Unidas", "mulher", YES),
    ("it", "Riunioni della Speranza", "riunione", YES),
    ("it", "Gruppo dell'Alba", "alba", YES),
    ("nl", "Vrije Groepen", "groep", YES),
    ("nl", "'s-Hertogenbosch Avond", "shertogenbosch", YES),
    // Polish, Swedish, Turkish, Russian, Greek
    ("pl", "Grupa Źródło", "zrodlo", YES),
    ("pl", "Łódź Wolność", "lodz wolnosc", YES),
    ("sv", "Onsdagsmöten Göteborg", "goteborg", YES),
    ("sv", "Onsdagsmöten Göteborg", "goeteborg", YES),
    ("tr", "İyileşme Işığı", "IYILESME isigi", YES),
    ("tr", "İyileşme Işığı", "iyileşme ışığı", YES),
    ("ru", "Группы Надежда", "группа", YES),
    ("ru", "Зелёный Остров", "зеленый", YES),
    ("", "Неизвестные Группы", "группу неизвестные", NO),
    ("el", "Ομάδα Ελπίδας", "ομαδα ελπιδασ", YES),
    ("el", "Ομάδα Ελπίδας", "ΟΜΆΔΑ", YES),
    // Arabic, Persian, Hebrew
    ("ar", "مجموعة الأمل", "مجموعه الامل", YES),
    ("ar", "مُدَرِّسون", "مدرسون", YES),
    ("ar", "سـلام", "سلام", YES),
    ("fa", "گروه کمک", "گروه كمك", YES),
    ("fa", "می‌توانیم", "میتوانیم", YES),
    ("fa", "می‌توانیم", "می توانیم", YES),
    ("he", "קבוצת שָׁלוֹם", "שלום", YES),
    ("he", "בית צה\"ל", "צהל", YES),
    ("he", "בית צה״ל", "צה\"ל", YES),
    // Hindi, Chinese, Japanese, Korean, Thai, Lao, Khmer
    ("hi", "ज़िंदगी समूह", "जिंदगी", YES),
    ("hi", "ज़िंदगी समूह", "जदग", NO),
    ("zh", "北京家庭互助会", "北京", YES),
    ("zh", "北京家庭互助会", "互助会", YES),
    ("zh", "北京家庭互助会", "北京 家庭", YES),
    ("zh", "北京家庭互助会", "上海", NO),
    ("ja", "東京都中央グループ", "東京", YES),
    ("ja", "東京都中央グループ", "グループ", YES),
    ("ja", "東京都中央グループ", "ｸﾞﾙｰﾌﾟ", YES),
    ("ja", "東京都中央グループ", "大阪", NO),
    ("ja", "ひかりの会", "ひかり", YES),
    ("ko", "서울역 저녁모임", "서울", YES),
    ("ko", "서울역 저녁모임", "모임", YES),
    ("ko", "서울역 저녁모임", "부산", NO),
    ("th", "กลุ่มกรุงเทพ", "กรุงเทพ", YES),
    ("th", "กลุ่มกรุงเทพ", "กลุ่ม", YES),
    ("th", "กลุ่มกรุงเทพ", "เชียงใหม่", NO),
    ("lo", "ພາສາລາວ", "ລາວ", YES),
    ("km", "ភាសាខ្មែរ", "ខ្មែរ", YES),
];

fn all() -> Words {
    let names: BTreeSet<(&str, &str)> = CASES.iter().map(|(language, name, ..)| (*language, *name)).collect();
    Words::of(names)
}

#[test]
fn listings_are_found_as_people_of_their_language_ask_for_them() {
    assert!(CASES.len() >= 80, "{}", CASES.len());
    let words = all();
    let wrong: Vec<_> = CASES
        .iter()
        .filter(|(_, name, asked, expected)| {
            words.names(asked).iter().any(|found| found == name) != *expected
        })
        .map(|case| (case, words.ask(case.2).words))
        .collect();
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

#[test]
fn every_word_of_a_name_finds_it() {
    let words = all();
    for (_, name, ..) in CASES {
        for word in crate::generation::text::words(name).into_iter().filter(|word| word != "s") {
            let found = words.names(&word);
            assert!(found.iter().any(|found| found == name), "{word} of {name}: {found:?}");
        }
        assert!(words.names(name).iter().any(|found| found == name), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_name_is_its_words_find_it(name in "[\\PC '’.-]{1,24}") {
        let words = Words::of([("en", name.as_str())]);
        for word in crate::generation::text::segment(&name) {
            let is_ending = word.spelt == "s" && word.joint == crate::generation::text::Joint::Apostrophe;
            prop_assert!(is_ending || words.ask(&word.written).rows.len() == 1, "{:?}", word);
        }
        let has_word = !crate::generation::text::words(&name).is_empty();
        prop_assert_eq!(words.ask(&name).rows.len(), usize::from(has_word));
    }
}
