//! Words to stems, only under languages that are known. A stem carries its language, so that it never meets the stem of
//! another one.

use super::segment::{Word, Writing};
use everyroom_feeds::meeting::Meeting;
use std::collections::HashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};

/// Languages that can be stemmed: BCP 47 code, stemmer, a letter of its script, and the countries whose lists are
/// written in it when they don't say in which. Countries with several languages are left out.
const LANGUAGES: [(&str, Language, char, &str); 17] = [
    ("ar", Language::Arabic, 'ا', ""),
    ("da", Language::Danish, 'a', "DK"),
    ("de", Language::German, 'a', "DE AT"),
    ("el", Language::Greek, 'α', "GR"),
    ("en", Language::English, 'a', "US GB IE AU NZ"),
    ("es", Language::Spanish, 'a', "ES MX AR BO CL CO CR CU DO EC GT HN NI PA PE PR PY SV UY VE"),
    ("fi", Language::Finnish, 'a', ""),
    ("fr", Language::French, 'a', "FR"),
    ("hu", Language::Hungarian, 'a', "HU"),
    ("it", Language::Italian, 'a', "IT"),
    ("nb", Language::Norwegian, 'a', "NO"),
    ("nl", Language::Dutch, 'a', "NL"),
    ("pt", Language::Portuguese, 'a', "PT BR"),
    ("ro", Language::Romanian, 'a', "RO"),
    ("ru", Language::Russian, 'а', "RU"),
    ("sv", Language::Swedish, 'a', "SE"),
    ("tr", Language::Turkish, 'a', "TR"),
];

/// A language that can be stemmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tongue(u8);

impl Tongue {
    /// English: the words of our own vocabulary.
    pub const ENGLISH: Tongue = Tongue(4);

    /// All of them.
    pub fn all() -> impl Iterator<Item = Tongue> {
        (0..LANGUAGES.len() as u8).map(Tongue)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        LANGUAGES[usize::from(self.0)].0
    }

    /// By a BCP 47 tag.
    fn parse(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let language = if language == "no" || language == "nn" { "nb" } else { &language };
        Self::all().find(|tongue| tongue.code() == language)
    }

    /// Whether a word is written in its script; the same script is near enough.
    fn can_write(self, word: &str) -> bool {
        let script = |c: char| match u32::from(c) {
            0x370..=0x3ff | 0x1f00..=0x1fff => 'α',
            0x400..=0x52f => 'а',
            0x600..=0x6ff => 'ا',
            0..=0x24f | 0x1e00..=0x1eff => 'a',
            _ => ' ',
        };
        word.chars().all(|c| script(c) == LANGUAGES[usize::from(self.0)].2)
    }
}

/// The languages a meeting's texts are in: those it states, else that of its country. None when neither is known.
pub fn tongues_of(meeting: &Meeting) -> Vec<Tongue> {
    if !meeting.languages.is_empty() {
        let mut tongues: Vec<Tongue> =
            meeting.languages.iter().filter_map(|tag| Tongue::parse(tag)).collect();
        tongues.sort_unstable();
        tongues.dedup();
        return tongues;
    }
    let country = meeting.venue.as_ref().and_then(|venue| venue.country);
    let speaks = |tongue: &Tongue| {
        let countries = LANGUAGES[usize::from(tongue.0)].3;
        country.is_some_and(|country| countries.split(' ').any(|code| code == country.code()))
    };
    Tongue::all().filter(speaks).collect()
}

/// The stemmers, with what they have said before.
#[derive(Default)]
pub struct Stems {
    stemmers: HashMap<Tongue, TextAnalyzer>,
    known: HashMap<(Tongue, String), Vec<String>>,
}

impl Stems {
    /// None yet; each is made when it is first needed.
    pub fn new() -> Self {
        Self::default()
    }

    /// The stems of a word under a language, with its code before them: one for the word as written and, since accents
    /// are often left out, one for the word without them. None for short words, numbers and other scripts.
    pub fn of(&mut self, word: &Word, tongue: Tongue) -> &[String] {
        let lower = if word.writing == Writing::Spaced { word.lower() } else { String::new() };
        let key = (tongue, lower);
        if !self.known.contains_key(&key) {
            let stems = self.work_out(&key.1, &word.spelt, tongue);
            self.known.insert(key.clone(), stems);
        }
        &self.known[&key]
    }

    /// The stems of a word under every language.
    pub fn of_any(&mut self, word: &Word) -> Vec<String> {
        Tongue::all().flat_map(|tongue| self.of(word, tongue).to_vec()).collect()
    }

    fn work_out(&mut self, lower: &str, spelt: &str, tongue: Tongue) -> Vec<String> {
        let letters = lower.chars().count();
        if letters < 3 || !lower.chars().all(char::is_alphabetic) || !tongue.can_write(lower) {
            return Vec::new();
        }
        let mut stems = vec![self.stem(lower, tongue)];
        if spelt != lower {
            stems.push(self.stem(spelt, tongue));
        }
        stems.retain(|stem| stem.chars().count() >= 2);
        for stem in &mut stems {
            *stem = format!("{}:{}", tongue.code(), super::fold::spell(stem));
        }
        stems.dedup();
        stems
    }

    fn stem(&mut self, word: &str, tongue: Tongue) -> String {
        let once = self.stem_once(word, tongue);
        // these two take the end of `mujer` for that of a verb, but leave it in `mujeres`
        if ["es", "pt"].contains(&tongue.code()) { self.stem_once(&once, tongue) } else { once }
    }

    fn stem_once(&mut self, word: &str, tongue: Tongue) -> String {
        let new = || {
            let language = LANGUAGES[usize::from(tongue.0)].1;
            TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(language)).build()
        };
        let stemmer = self.stemmers.entry(tongue).or_insert_with(new);
        let mut stream = stemmer.token_stream(word);
        if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::segment::segment;
    use super::*;

    fn stems(word: &str, tongue: &str) -> Vec<String> {
        let words = segment(word);
        Stems::new().of(&words[0], Tongue::parse(tongue).unwrap()).to_vec()
    }

    #[test]
    fn forms_of_a_word_meet_in_a_stem() {
        for (language, one, other) in [
            ("en", "beginners", "beginner"),
            ("en-GB", "praying", "prayed"),
            ("es", "reuniones", "reunión"),
            ("es", "oraciones", "oración"),
            ("es", "mujeres", "mujer"),
            ("fr", "réunions", "reunion"),
            ("de", "Häuser", "Haus"),
            ("pt-BR", "mulheres", "mulher"),
            ("it", "riunioni", "riunione"),
            ("ru", "группы", "группа"),
            ("sv", "möten", "mötet"),
            ("el", "ομάδες", "ομάδα"),
        ] {
            let (a, b) = (stems(one, language), stems(other, language));
            assert!(a.iter().any(|stem| b.contains(stem)), "{one} {a:?} {other} {b:?}");
        }
    }

    #[test]
    fn what_is_no_word_of_the_language_has_no_stem() {
        for (language, word) in
            [("en", "группы"), ("ru", "groups"), ("en", "10th"), ("en", "as"), ("en", "東京")]
        {
            assert!(stems(word, language).is_empty(), "{word}");
        }
        assert_eq!(Tongue::parse("ja"), None);
        assert_eq!(Tongue::ENGLISH.code(), "en");
        assert_eq!(Tongue::parse("no"), Tongue::parse("nb"));
    }

    #[test]
    fn languages_are_stated_or_those_of_the_country() {
        let codes = |change: &dyn Fn(&mut Meeting)| {
            let mut meeting = crate::testing::meeting("a", "1");
            change(&mut meeting);
            tongues_of(&meeting).into_iter().map(Tongue::code).collect::<Vec<_>>()
        };
        let country = |code: &str| everyroom_feeds::country::Country::parse(code);
        let in_country = |meeting: &mut Meeting, code: &str| {
            meeting.venue.as_mut().unwrap().country = country(code);
        };
        assert_eq!(codes(&|_| {}), [""; 0]);
        assert_eq!(codes(&|m| in_country(m, "DE")), ["de"]);
        assert_eq!(codes(&|m| in_country(m, "CA")), [""; 0]);
        assert_eq!(codes(&|m| m.languages = vec!["pt-BR".into(), "en".into(), "ja".into()]), ["en", "pt"]);
        let stated = |m: &mut Meeting| {
            m.languages = vec!["ja".into()];
            in_country(m, "US");
        };
        assert_eq!(codes(&stated), [""; 0]);
    }
}
