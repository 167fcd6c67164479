//! First names of people to ask, behind a word that says so. Groups and buildings are named after people too, so a
//! name alone is never touched: an initial, a masked number or a colon must show that a person is meant.

use super::CONTACT_MARK;
use crate::clean::is_one_of;

#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    start: usize,
    text: &'a str,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn folded(&self) -> String {
        self.text.trim_end_matches(['.', ':']).to_lowercase()
    }
}

/// Masks names; the second is whether any was found.
pub(super) fn mask(text: &str) -> (String, bool) {
    let words = words(text);
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    let mut at = 0;
    while at < words.len() {
        let span = announced_name(text, &words, at)
            .or_else(|| name_before_mark(text, &words, at))
            .or_else(|| name_after_mark(text, &words, at));
        match span {
            Some((first, last)) => {
                out.push_str(&text[end..words[first].start]);
                out.push_str(CONTACT_MARK);
                end = words[last].end();
                let is_initial = words[last].text.chars().count() == 1;
                end += usize::from(is_initial && text[end..].starts_with('.'));
                at = last + 1;
            }
            None => at += 1,
        }
    }
    out.push_str(&text[end..]);
    (out, end > 0)
}

/// Words with a full stop or apostrophe inside, and marks as one word.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut rest = 0;
    while rest < text.len() {
        let here = &text[rest..];
        if here.starts_with(CONTACT_MARK) {
            words.push(Word { start: rest, text: &here[..CONTACT_MARK.len()] });
            rest += CONTACT_MARK.len();
            continue;
        }
        let length = here
            .char_indices()
            .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
            .map_or(here.len(), |(at, _)| at);
        if length > 0 {
            words.push(Word { start: rest, text: &here[..length] });
        }
        rest += length + here[length..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// First and last word of the name that the word at `at` announces.
fn announced_name(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    let role = words[at].folded();
    let is_role = is_one_of(ROLES, &role);
    if !is_role && !is_one_of(CALLS, &role) {
        return None;
    }
    let mut first = at + 1;
    while words.get(first).is_some_and(|word| is_one_of(FILLERS, &word.folded())) {
        first += 1;
    }
    let between = text.get(words[at].end()..words.get(first)?.start)?;
    if between.contains(['\n', '.', ';', '!', ')']) || between.matches(':').count() > 1 {
        return None;
    }
    let (last, has_initial) = name_at(text, words, first)?;
    let next = words.get(last + 1);
    let gap = next.map_or("", |next| &text[words[last].end()..next.start]);
    let next_folded = next.map(Word::folded).unwrap_or_default();
    let is_reached = next.is_some_and(|next| next.text == CONTACT_MARK)
        || matches!(next_folded.as_str(), "at" | "on" | "via")
            && words.get(last + 2).is_some_and(|word| word.text == CONTACT_MARK);
    let has_colon = is_role && between.contains(':');
    let stands_alone = next.is_none()
        || gap.contains(['\n', ',', '.', '(', ';', '/', '&'])
        || matches!(
            next_folded.as_str(),
            "and" | "or" | "at" | "on" | "via" | "for" | "und" | "y" | "e" | "et"
        );
    (has_initial || is_reached || has_colon && stands_alone)
        .then(|| (first, further_names(text, words, last)))
}

/// A name with an initial right before a masked number needs no announcement.
fn name_before_mark(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    let (last, has_initial) = name_at(text, words, at)?;
    let next = words.get(last + 1)?;
    let gap = &text[words[last].end()..next.start];
    (has_initial && next.text == CONTACT_MARK && !gap.contains('\n')).then_some((at, last))
}

/// Someone else to ask: `[contact removed] or Dave`.
fn name_after_mark(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    let joint = words.get(at + 1)?.folded();
    let is_joined = words[at].text == CONTACT_MARK && matches!(joint.as_str(), "or" | "and");
    let (last, _) = name_at(text, words, at + 2).filter(|_| is_joined)?;
    Some((at + 2, last))
}

/// `Ann & Bob B.`: the names joined to a name.
fn further_names(text: &str, words: &[Word<'_>], last: usize) -> usize {
    let mut last = last;
    while let Some(next) = words.get(last + 1) {
        let gap = &text[words[last].end()..next.start];
        let joint = matches!(next.folded().as_str(), "and" | "or" | "und" | "y" | "et" | "e");
        let from = if joint { last + 2 } else { last + 1 };
        if !(joint || gap.contains(['&', '/', ','])) || gap.contains('\n') {
            break;
        }
        match name_at(text, words, from) {
            Some((end, has_initial)) if joint || gap.contains(['&', '/']) || has_initial => last = end,
            _ => break,
        }
    }
    last
}

/// The last word of the name that starts at `at`, and whether it ends with an initial.
fn name_at(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, bool)> {
    let first = words.get(at)?;
    if !is_name(first.text) || is_no_name(&first.folded()) {
        return None;
    }
    let Some(second) = words.get(at + 1) else { return Some((at, false)) };
    let gap = &text[first.end()..second.start];
    if gap != " " {
        return Some((at, false));
    }
    let is_initial = second.text.chars().count() == 1 && second.text.chars().all(char::is_uppercase);
    if is_initial {
        return Some((at + 1, true));
    }
    if is_name(second.text) {
        // a second capital word is a family name, unless it shows that no person is meant
        return (!is_no_name(&second.folded())).then_some((at + 1, false));
    }
    Some((at, false))
}

fn is_no_name(folded: &str) -> bool {
    [NOT_NAMES, ROLES, CALLS].iter().any(|words| is_one_of(words, folded))
}

fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    let starts_high = chars.next().is_some_and(char::is_uppercase);
    let mut rest = chars.peekable();
    let is_long = rest.peek().is_some();
    starts_high
        && is_long
        && rest.all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
        && has_lower(word)
}

fn has_lower(word: &str) -> bool {
    word.chars().skip(1).any(char::is_lowercase)
}

/// Behind these a colon is enough.
const ROLES: &str = "contact contacts host hosts co-host cohost hosted chair chairperson chairman chairwoman secretary \
    treasurer gsr igr leader facilitator facilitators facilitated moderator led kontakt kontaktperson \
    contacto contato contatto ansprechpartner ansprechpartnerin gastgeber moderador secretario \
    secretaria";

const CALLS: &str = "call text phone email e-mail ask message whatsapp llamar anrufen";

const FILLERS: &str = "by person for is info information name or with to our";

const NOT_NAMES: &str = "us the our group groups church office intergroup central area district region hotline helpline help \
    line person info information secretary zoom website web site meeting meetings for if to before \
    study room rooms host chair gsr online members member your you any an this phone text email at on \
    via by first second third saint st service services center centre club building front desk security \
    please new na aa hall house hospital school community committee fellowship baptist lutheran \
    methodist catholic presbyterian episcopal chapel temple library park street avenue road number only \
    open closed book big literature format monday tuesday wednesday thursday friday saturday sunday \
    january february march april may june july august september october november december password \
    passcode facebook whatsapp skype google when then no not and or treatment recovery women men men's \
    women's spanish english toll free local public general main north south east west county city state \
    national";
