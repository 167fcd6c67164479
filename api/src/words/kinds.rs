//! What kind of meeting it is, in words, and what those words mean.

use super::Locale;
use everyroom_feeds::fellowship::{Fellowship, ForWhom, Philosophy};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::{Vocabulary, label, language_name, sentence};
use everyroom_feeds::meeting::Meeting;

/// Kinds that people choose by, in the order in which they are told.
const FIRST: [&str; 9] =
    ["open", "closed", "beginners", "newcomers", "women", "men", "secular", "meditation", "speaker"];
/// So many kinds stand on a card.
const ON_A_CARD: usize = 4;

/// Fellowship, whom it is for, approach and kinds, as `Narcotics Anonymous · Twelve Steps · Open to anyone`.
pub fn whose(locale: Locale, meeting: &Meeting) -> String {
    let word = |vocabulary, id| label(locale.language, vocabulary, id).to_owned();
    let mut words = vec![word(Vocabulary::Fellowship, meeting.fellowship.id())];
    let others = meeting.is_for().iter().filter(|for_whom| **for_whom != ForWhom::SelfSeeker);
    words.extend(others.take(1).map(|for_whom| word(Vocabulary::For, for_whom.id())));
    words.extend(approach(meeting).map(|value| word(Vocabulary::Philosophy, value.id())));
    words.extend(kinds(meeting).into_iter().take(ON_A_CARD).map(|kind| word(Vocabulary::Kind, kind.id())));
    words.join(" · ")
}

/// The same with what else decides whether people can come: the language, where it is another than the reader's, and access
/// as far as it is stated.
pub fn on_card(locale: Locale, meeting: &Meeting) -> String {
    let mut words = vec![whose(locale, meeting)];
    words.extend(other_languages(locale, meeting));
    for (kind, holds) in &meeting.access {
        let word = label(locale.language, Vocabulary::Kind, kind.id());
        words.push(if *holds { word.to_owned() } else { locale.text().card.lacks.plain(&[("what", word)]) });
    }
    words.join(" · ")
}

/// The languages of a meeting in which something else than the reader's is spoken.
fn other_languages(locale: Locale, meeting: &Meeting) -> Vec<String> {
    let is_own = |tag: &String| tag.split('-').next() == Some(locale.language.id());
    let is_plain = meeting.languages.iter().all(is_own);
    if is_plain { Vec::new() } else { names_of(locale, &meeting.languages) }
}

fn names_of(locale: Locale, languages: &[String]) -> Vec<String> {
    let name = |tag: &String| language_name(locale.language, tag).map_or_else(|| tag.clone(), str::to_owned);
    languages.iter().map(name).collect()
}

fn approach(meeting: &Meeting) -> Option<Philosophy> {
    meeting.fellowship.entry().philosophy.first().copied()
}

/// The known kinds and audiences, those first that people choose by.
pub fn kinds(meeting: &Meeting) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for kind in meeting.types.iter().filter_map(|tag| tag.id).chain(meeting.audience.iter().copied()) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.sort_by_key(|kind| FIRST.iter().position(|id| *id == kind.id()).unwrap_or(FIRST.len()));
    kinds
}

/// What the publisher says of its kind that we have no word for.
pub fn own_kinds(meeting: &Meeting) -> Vec<String> {
    let unknown = meeting.types.iter().filter(|tag| tag.id.is_none());
    let words = unknown.filter_map(|tag| tag.label.clone().or_else(|| tag.code.clone()));
    words.filter(|words| !words.is_empty()).collect()
}

/// A kind and what it means.
pub fn explained(locale: Locale, kind: Kind) -> (String, String) {
    let word = label(locale.language, Vocabulary::Kind, kind.id());
    (word.to_owned(), sentence(locale.language, Vocabulary::Kind, kind.id()).to_owned())
}

/// A kind and what it means at a fellowship: whom a closed meeting is for depends on what it exists for.
pub fn explained_at(locale: Locale, kind: Kind, fellowship: Fellowship) -> (String, String) {
    let (word, says) = explained(locale, kind);
    let t = &locale.text().kind;
    let entry = fellowship.entry();
    let is_family = !entry.for_whom.contains(&ForWhom::SelfSeeker);
    let message = match (kind.id(), is_family) {
        ("open", false) => &t.open_self,
        ("open", true) => &t.open_family,
        ("closed", false) if !entry.covers.is_empty() => &t.closed_self,
        ("closed", true) => &t.closed_family,
        _ => return (word, says),
    };
    let label = |vocabulary, id| label(locale.language, vocabulary, id).to_owned();
    let covers: Vec<String> =
        entry.covers.iter().map(|value| label(Vocabulary::Covers, value.id())).collect();
    let values = [
        ("group", label(Vocabulary::Fellowship, fellowship.id())),
        ("covers", super::joined(locale, &covers)),
    ];
    let here = message.plain(&values.each_ref().map(|(name, value)| (*name, value.as_str())));
    (word, [says, here].join(" "))
}

/// Languages in words.
pub fn languages(locale: Locale, meeting: &Meeting) -> String {
    let names = names_of(locale, &meeting.languages);
    if names.is_empty() { locale.text().meeting.not_stated.clone() } else { names.join(", ") }
}
