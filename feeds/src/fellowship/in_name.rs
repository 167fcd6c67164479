//! The fellowship that the name of a meeting begins with. A club that hosts several writes it there, as in
//! `NA - Just for Tonight`. Only what can hardly mean anything else counts; a caller tells it in a notice.

use super::{DICTIONARY, Fellowship, fold};
use regex::Regex;
use std::sync::LazyLock;

/// Names that are also states, words or names of groups: they need a mark behind them.
const UNCLEAR: [&str; 28] = [
    "ca",
    "oa",
    "sa",
    "ga",
    "da",
    "ma",
    "pa",
    "ha",
    "ua",
    "va",
    "sia",
    "sos",
    "wfs",
    "dra",
    "dtr",
    "rd",
    "pal",
    "daa",
    "rca",
    "brn",
    "smart",
    "grasp",
    "mara",
    "adultchildren",
    "doubletrouble",
    "allrecovery",
    "saveourselves",
    "buddhistrecovery",
];

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let all = Fellowship::all().filter(|&fellowship| fellowship != Fellowship::other());
    all.flat_map(names).collect()
});

/// One name of a fellowship.
struct Name {
    fellowship: Fellowship,
    /// As published, without dots.
    written: String,
    /// Each word folded.
    words: Vec<String>,
    is_clear: bool,
    /// Initials count only in capitals, or as they are published.
    is_initials: bool,
}

fn names(fellowship: Fellowship) -> Vec<Name> {
    let entry = &DICTIONARY.entries[fellowship.index()];
    let published = [&entry.name, &entry.short_name].into_iter().chain(&entry.aliases);
    let name = |published: &String| {
        let written = published.replace('.', "");
        let words: Vec<String> = words(&written).into_iter().map(|word| fold(word.text)).collect();
        let is_clear = !UNCLEAR.contains(&words.concat().as_str());
        let capitals = written.chars().filter(|c| c.is_uppercase()).count();
        let is_initials = words.len() == 1 && capitals > 1 && written.chars().count() <= 5;
        Name { fellowship, written, words, is_clear, is_initials }
    };
    published.map(name).collect()
}

/// A word and where it ends.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    end: usize,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Word { text: &text[from..at], end: at });
                start = None;
            }
            _ => {}
        }
    }
    words
}

impl Name {
    fn begins(&self, found: &[Word<'_>]) -> bool {
        let is_same = self.words.len() <= found.len()
            && self.words.iter().zip(found).all(|(word, found)| *word == fold(found.text));
        is_same
            && (!self.is_initials
                || found[0].text == self.written
                || !found[0].text.chars().any(char::is_lowercase))
    }
}

/// The longest name that the words begin with.
fn first(words: &[Word<'_>]) -> Option<&'static Name> {
    NAMES.iter().filter(|name| name.begins(words)).max_by_key(|name| name.words.len())
}

impl Fellowship {
    /// The fellowship that the name of a meeting begins with or holds alone in brackets: `NA - Just for Tonight`,
    /// `Serenity (Al-Anon)`. `None` where there are two, and for what may be a state or a word (`CA`) unless
    /// `meeting`, a colon or a dash follows.
    pub fn in_name(name: &str) -> Option<Self> {
        static INITIALS: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"\b(?:[A-Z]\.){2,}").expect("the pattern is checked by every test"));
        static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"[(\[]([^()\[\]]*)[)\]]").expect("the pattern is checked by every test")
        });
        const LONGEST: usize = 300;
        if name.len() > LONGEST {
            return None;
        }
        let name = INITIALS.replace_all(name, |found: &regex::Captures<'_>| found[0].replace('.', "") + " ");
        let bracketed = BRACKETS.captures_iter(&name).filter_map(|found| {
            let inner = words(found.get(1)?.as_str());
            first(&inner).filter(|known| known.is_clear && known.words.len() == inner.len())
        });
        let mut found: Vec<Self> = bracketed.map(|known| known.fellowship).collect();
        found.extend(at_start(&name));
        found.dedup();
        match found[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// What the name begins with, and what stands right beside that.
fn at_start(name: &str) -> Vec<Fellowship> {
    let words = words(name);
    let Some(known) = first(&words).filter(|known| known.is_clear || has_mark(known, &words, name)) else {
        return Vec::new();
    };
    let behind = &words[known.words.len()..];
    let is_joint =
        |word: &Word<'_>| matches!(word.text.to_lowercase().as_str(), "and" | "y" | "e" | "et" | "und");
    let behind = if behind.first().is_some_and(is_joint) { &behind[1..] } else { behind };
    let beside = first(behind).map(|beside| beside.fellowship);
    [known.fellowship].into_iter().chain(beside).collect()
}

fn has_mark(known: &Name, words: &[Word<'_>], name: &str) -> bool {
    let end = known.words.len().checked_sub(1).and_then(|last| words.get(last)).map_or(0, |word| word.end);
    let behind = &name[end..];
    let next = words.get(known.words.len()).map(|word| word.text.to_lowercase());
    behind.starts_with(':')
        || [" - ", " – ", " — ", " | "].iter().any(|mark| behind.starts_with(mark))
        || behind.starts_with(' ') && matches!(next.as_deref(), Some("meeting" | "meetings"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_may_begin_with_the_fellowship() {
        for (name, id) in [
            ("NA - Just for Tonight", "na"),
            ("N.A. Just for Tonight", "na"),
            ("AA Big Book", "aa"),
            ("A.A. Big Book", "aa"),
            ("Al-Anon Steps", "al_anon"),
            ("AL ANON Steps", "al_anon"),
            ("Alanon", "al_anon"),
            ("Nar-Anon Family Group", "nar_anon"),
            ("ACA Morning", "aca"),
            ("CoDA Thursday", "coda"),
            ("CODA: Thursday", "coda"),
            ("SLAA Women", "slaa"),
            ("Narcotics Anonymous, River Group", "na"),
            ("Alcohólicos Anónimos Grupo Luz", "aa"),
            ("Adult Children of Alcoholics River", "aca"),
            ("River Steps (NA)", "na"),
            ("River Steps [Al-Anon]", "al_anon"),
            ("NA River (NA)", "na"),
            ("CA meeting at the river", "ca"),
            ("OA: Food and us", "oa"),
            ("GA - River", "ga"),
            ("SMART Recovery River", "smart"),
            ("SMART meeting", "smart"),
            ("Recovery Dharma River", "recovery_dharma"),
        ] {
            assert_eq!(Fellowship::in_name(name).map(Fellowship::id), Some(id), "{name}");
        }
    }

    #[test]
    fn what_may_be_something_else_is_no_fellowship() {
        for name in [
            "",
            "River Steps",
            "CA Dreaming",
            "CA-12",
            "GA Peaches",
            "PA River (PA)",
            "Oakland, CA - River",
            "SMART Women",
            "Smart: choices",
            "na casa",
            "Coda: the end",
            "Aa",
            "A a river",
            "NAtural High",
            "Narconon",
            "Narconon meeting",
            "River NA",
            "River (AA group)",
            "AA/NA combined",
            "AA and Al-Anon together",
            "NA River (AA)",
            "Al-Anon/Alateen",
            "Other: river",
            "Double Trouble on Sunday",
            "All Recovery Together",
        ] {
            assert_eq!(Fellowship::in_name(name), None, "{name}");
        }
    }

    #[test]
    fn unclear_names_are_names() {
        for unclear in UNCLEAR {
            assert!(Fellowship::from_name(unclear).is_some(), "{unclear}");
        }
    }

    proptest! {
        #[test]
        fn any_name_is_survived(name in "\\PC*") {
            let _ = Fellowship::in_name(&name);
        }

        #[test]
        fn the_published_name_is_known_at_the_start(index in 0usize..100, behind in "[a-z ]{0,12}") {
            let fellowship = Fellowship::all().nth(index % (Fellowship::count() - 1)).unwrap();
            let name = format!("{}: {behind}", fellowship.entry().name);
            prop_assert_eq!(Fellowship::in_name(&name), Some(fellowship), "{}", name);
        }
    }
}
