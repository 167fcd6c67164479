//! A text to the words that are asked for. The other half of how listings are taken apart: what can be typed in one, in
//! two, or with a sign between, is found whichever way it was typed and is written.

use crate::generation::text::{
    Joint, POSSESSIVE, Word, joined, letters_in_a_row, pieces_of, segment, spell_for_plain_keys,
};
use std::collections::HashMap;

/// The longest text that is looked at.
pub const MOST_CHARS: usize = 400;
/// The most words that are looked at; the rest of the text is ignored, as a person would.
pub const MOST_WORDS: usize = 24;
/// A word of a script without spaces is looked for by so many pieces at most.
const MOST_PIECES: usize = 8;

/// Articles and prepositions that hang on the next word by an apostrophe; a name is also known without them.
const ELIDED: [&str; 16] =
    ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "un", "dell", "all", "nell", "dall", "sull", "degl"];

/// A word that is asked for.
#[derive(Clone, Debug)]
pub(super) struct AskedWord {
    /// The word.
    pub word: Word,
    /// Spellings of it, and of it written in one with its neighbours: any of them will do.
    pub spellings: Vec<String>,
    /// What will do as well, if not as well.
    pub loose: Vec<String>,
    /// Pieces that will do together.
    pub pieces: Vec<String>,
    /// Whether a listing without it is out.
    pub is_required: bool,
    /// Whether it is the last, which may still be typed.
    pub is_last: bool,
}

/// The words of a text, each once.
pub(super) fn read(text: &str) -> Vec<AskedWord> {
    let end = text.char_indices().nth(MOST_CHARS).map_or(text.len(), |(at, _)| at);
    let words = segment(&text[..end]);
    let mut asked: Vec<AskedWord> = words.iter().map(AskedWord::new).collect();
    if let Some(last) = asked.last_mut() {
        last.is_last = true;
    }
    for (from, to) in stretches(&words, |joint| joint == Joint::Apostrophe) {
        bind_names(&words[from..to], &mut asked[from..to]);
    }
    for (from, to) in stretches(&words, |joint| matches!(joint, Joint::Apostrophe | Joint::Hyphen)) {
        known_in_one(&words[from..to], &mut asked[from..to]);
    }
    for initials in letters_in_a_row(&words) {
        let from = words.iter().position(|word| word.at == initials[0].at).unwrap_or(0);
        known_in_one(initials, &mut asked[from..from + initials.len()]);
    }
    for from in 1..words.len() {
        known_in_one(&words[from - 1..=from], &mut asked[from - 1..=from]);
    }
    each_once(asked)
}

impl AskedWord {
    fn new(word: &Word) -> Self {
        let mut spellings = vec![word.spelt.clone()];
        spellings.extend(spell_for_plain_keys(&word.written));
        let mut pieces = pieces_of(word);
        pieces.truncate(MOST_PIECES);
        Self { word: word.clone(), spellings, loose: Vec::new(), pieces, is_required: true, is_last: false }
    }
}

/// Words that hang together: all but the first have such a joint.
fn stretches(words: &[Word], hangs: impl Fn(Joint) -> bool) -> Vec<(usize, usize)> {
    let mut from = 0;
    let mut found = Vec::new();
    for run in words.chunk_by(|_, next| hangs(next.joint)) {
        if run.len() > 1 {
            found.push((from, from + run.len()));
        }
        from += run.len();
    }
    found
}

/// `O'Brien's`, `L'Arche`: what hangs together by apostrophes.
fn bind_names(words: &[Word], asked: &mut [AskedWord]) {
    known_in_one(words, asked);
    let [named @ .., owner, last] = words else { return };
    if last.spelt != POSSESSIVE {
        asked[0].is_required = !ELIDED.contains(&words[0].spelt.as_str());
        return;
    }
    let (count, is_last) = (named.len(), asked[named.len() + 1].is_last);
    // what is left without its ending is another form, as of a plural
    let bare = joined(&words[..=count]).into_iter().chain([owner.spelt.clone()]);
    asked[count].loose.extend(bare);
    asked[count].spellings.remove(0);
    asked[count].spellings.insert(0, format!("{}{POSSESSIVE}", owner.spelt));
    asked[count].word.at.end = last.at.end;
    asked[count].is_last = is_last;
    asked[count + 1].is_required = false;
    asked[count + 1].spellings.clear();
}

fn known_in_one(words: &[Word], asked: &mut [AskedWord]) {
    let Some(one) = joined(words) else { return };
    for word in asked.iter_mut().filter(|word| !word.spellings.is_empty()) {
        if !word.spellings.contains(&one) {
            word.spellings.push(one.clone());
        }
    }
}

/// Each word once, where it comes last, and not too many.
fn each_once(asked: Vec<AskedWord>) -> Vec<AskedWord> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut once: Vec<AskedWord> = Vec::new();
    for word in asked.into_iter().filter(|word| !word.spellings.is_empty()) {
        match seen.get(&word.spellings[0]) {
            Some(&at) => {
                let known = &mut once[at];
                known.is_last |= word.is_last;
                known.is_required |= word.is_required;
            }
            None => {
                seen.insert(word.spellings[0].clone(), once.len());
                once.push(word);
            }
        }
    }
    once.truncate(MOST_WORDS);
    once
}
