//! First names of people to ask, behind a word that says so. Groups and buildings are named after people too, so a
//! name alone is never touched: an initial, a masked number or a colon must show that a person is meant.

use super::CONTACT_MARK;
use super::words::{CALLS, DONE_BY, FILLERS, FIRST_NAMES, NOT_NAMES, OF_HISTORY, REASONS, ROLES};

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
            .or_else(|| name_with_initial(text, &words, at))
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
        if here[..length].chars().any(char::is_alphanumeric) {
            words.push(Word { start: rest, text: &here[..length] });
        }
        rest += length + here[length..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// First and last word of the name that the word at `at` announces.
fn announced_name(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    // most words announce nobody, and looking them up costs more than looking ahead
    if !words[at + 1..].iter().take(6).any(|word| is_name(word.text)) {
        return None;
    }
    let role = role_of(words[at].text);
    let role = role.as_str();
    let is_role = ROLES.contains(role);
    let before = at.checked_sub(1).map(|before| words[before].folded());
    // the title of a book is no invitation to write
    let is_title = role == "text" && before.as_deref() == Some("basic");
    if is_title || !is_role && !CALLS.contains(role) {
        return None;
    }
    let mut first = at + 1;
    while words.get(first).is_some_and(|word| FILLERS.contains(word.folded().as_str())) {
        first += 1;
    }
    let between = text.get(words[at].end()..words.get(first)?.start)?;
    if between.contains(['.', ';', '!', ')']) || between.matches(':').count() > 1 {
        return None;
    }
    let (last, has_initial) = name_at(text, words, first)?;
    let last = family_name(text, words, last).filter(|_| has_initial).unwrap_or(last);
    let next = words.get(last + 1);
    let gap = next.map_or("", |next| &text[words[last].end()..next.start]);
    let next_folded = next.map(Word::folded).unwrap_or_default();
    let next_folded = next_folded.as_str();
    let is_reached = next.is_some_and(|next| next.text == CONTACT_MARK)
        || matches!(next_folded, "at" | "on" | "via")
            && words.get(last + 2).is_some_and(|word| word.text == CONTACT_MARK);
    if between.contains('\n') && !(has_initial || is_reached) {
        return None;
    }
    let has_colon = is_role && between.contains(':');
    let ends = next.is_none() || gap.contains(['\n', ',', '.', '(', ';', '/', '&']);
    let stands_alone =
        ends || matches!(next_folded, "and" | "or" | "at" | "on" | "via" | "for" | "und" | "y" | "e" | "et");
    let is_full = last > first && !has_initial;
    let asks = !is_role || matches!(role, "contact" | "contacto" | "contato" | "contacter");
    // `call Jo for the code`, `contact Jo Doe.`
    let is_asked = asks && gap == " " && REASONS.contains(next_folded) && !is_full || asks && is_full && ends;
    // houses and bodies host, too
    let is_known = FIRST_NAMES.contains(words[first].folded().as_str());
    let is_done_by = between.trim().eq_ignore_ascii_case("by")
        && (stands_alone || is_run_into_the_next(words[last].text))
        && (DONE_BY.contains(role) && (is_full || is_known) || role == "hosted" && is_known);
    (has_initial || is_reached || is_asked || is_done_by || has_colon && stands_alone)
        .then(|| (first, further_names(text, words, last)))
}

/// A word in lower case; of two words run together, as `CanadaHosted`, the second.
fn role_of(word: &str) -> String {
    let word = word.trim_end_matches(['.', ':']);
    let pairs = word.char_indices().zip(word.char_indices().skip(1));
    let inner = pairs.filter(|((_, c), (_, next))| c.is_lowercase() && next.is_uppercase());
    let start = inner.last().map_or(0, |(_, (at, _))| at);
    word[start..].to_lowercase()
}

/// A common first name with an initial is a person, unless a street, a house or a book goes on behind it.
fn name_with_initial(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    let first = words[at].folded();
    if !is_name(words[at].text) || !FIRST_NAMES.contains(first.as_str()) {
        return None;
    }
    let (last, has_initial) = name_at(text, words, at)?;
    let initial = words[last].folded();
    if !has_initial || OF_HISTORY.contains(&(first.as_str(), initial.as_str())) {
        return None;
    }
    if last > at + 1 {
        return None;
    }
    if let Some(family) = family_name(text, words, last) {
        return Some((at, family));
    }
    let behind = &text[words[last].end()..];
    let goes_on = words.get(last + 1).is_some_and(|next| {
        let gap = &text[words[last].end()..next.start];
        let is_part = is_name(next.text) && !is_no_name(&next.folded());
        matches!(gap, " " | ". ") && is_part || gap.is_empty()
    });
    (!goes_on && !behind.starts_with(['\'', '’', '-'])).then_some((at, last))
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
    if is_initial(text, second) {
        return Some((at + 1, true));
    }
    if is_name(second.text) {
        // a second capital word is a family name, unless it shows that no person is meant
        if is_no_name(&second.folded()) {
            return None;
        }
        let third = words.get(at + 2).filter(|_| !is_run_into_the_next(second.text));
        let Some(third) = third else { return Some((at + 1, false)) };
        let is_near = &text[second.end()..third.start] == " ";
        if is_near && is_initial(text, third) {
            return Some((at + 2, true));
        }
        if is_near && is_name(third.text) {
            return (!is_no_name(&third.folded())).then_some((at + 2, false));
        }
        return Some((at + 1, false));
    }
    Some((at, false))
}

/// `YarrowNA`: the text behind lost its blank, so that the name ends here whatever follows.
fn is_run_into_the_next(word: &str) -> bool {
    has_lower(word) && word.chars().rev().take(2).all(char::is_uppercase)
}

/// One capital letter that begins no `A.A.` and no `D'Arcy`.
fn is_initial(text: &str, word: &Word<'_>) -> bool {
    let mut behind = text[word.end()..].chars();
    let is_abbreviated = behind.next() == Some('.') && behind.next().is_some_and(char::is_alphanumeric);
    word.text.chars().count() == 1 && word.text.chars().all(char::is_uppercase) && !is_abbreviated
}

/// `Ann B. Doe,`: the family name behind an initial, where nothing goes on behind it.
fn family_name(text: &str, words: &[Word<'_>], initial: usize) -> Option<usize> {
    let next = words.get(initial + 1)?;
    let is_part = matches!(&text[words[initial].end()..next.start], " " | ". ")
        && is_name(next.text)
        && !is_no_name(&next.folded());
    let goes_on = words.get(initial + 2).is_some_and(|after| text[next.end()..after.start].trim().is_empty())
        && !text[next.end()..].starts_with('\n');
    (is_part && !goes_on).then_some(initial + 1)
}

fn is_no_name(folded: &str) -> bool {
    NOT_NAMES.contains(folded)
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
