//! `/v1/fellowships`, `/v1/kinds`, `/v1/languages`: the words of the API with a plain sentence each.

use super::{DICTIONARY_CACHE, same_for_all};
use crate::params;
use crate::params::body::of_form;
use crate::problem::{Problem, ProblemJson};
use axum::extract::RawQuery;
use axum::response::Response;
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, LedBy, Philosophy, Support};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label, language_name, named_languages, sentence};
use http::HeaderMap;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A fellowship of the dictionary.
#[derive(Debug, Serialize, ToSchema)]
pub struct FellowshipJson {
    /// Its id.
    pub id: &'static str,
    /// Its name, in the language that was asked for where it has one.
    pub name: &'static str,
    /// The name people use every day.
    pub short_name: &'static str,
    /// Other names.
    pub aliases: &'static [String],
    /// What people call it, by language (BCP 47).
    pub called: &'static BTreeMap<String, Vec<String>>,
    /// Approaches, the main one first.
    pub philosophy: Vec<&'static str>,
    /// The people it exists for.
    #[serde(rename = "for")]
    pub for_whom: Vec<&'static str>,
    /// What its members recover from, or are affected by.
    pub covers: Vec<&'static str>,
    /// Who leads a meeting.
    pub led_by: &'static str,
    /// One-to-one support between meetings.
    pub support: &'static str,
    /// Its own site.
    pub site: Option<&'static str>,
    /// One plain sentence.
    pub sentence: &'static str,
    /// Its meetings may only be linked to, never listed.
    pub link_only: bool,
}

/// The fellowships.
#[derive(Debug, Serialize, ToSchema)]
pub struct FellowshipsJson {
    /// In the order of the dictionary.
    pub fellowships: Vec<FellowshipJson>,
    /// The words that describe them.
    pub words: WordsJson,
}

/// The words that describe fellowships.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordsJson {
    /// Approaches.
    pub philosophy: Vec<WordJson>,
    /// The people that one exists for.
    #[serde(rename = "for")]
    pub for_whom: Vec<WordJson>,
    /// What its members recover from, or are affected by.
    pub covers: Vec<WordJson>,
    /// Who leads a meeting.
    pub led_by: Vec<WordJson>,
    /// One-to-one support between meetings.
    pub support: Vec<WordJson>,
}

/// A word of the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordJson {
    /// Its id.
    pub id: &'static str,
    /// In a few words.
    pub label: &'static str,
    /// One plain sentence.
    pub sentence: &'static str,
}

/// A kind of the dictionary.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindJson {
    /// Its id.
    pub id: &'static str,
    /// The parameter that takes it: `type`, `audience` or `access`.
    pub group: &'static str,
    /// In a few words.
    pub label: &'static str,
    /// One plain sentence.
    pub sentence: &'static str,
    /// Wider kinds that it also satisfies in a search.
    pub implies: Vec<&'static str>,
}

/// The kinds.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindsJson {
    /// In the order of the dictionary.
    pub kinds: Vec<KindJson>,
}

/// A language.
#[derive(Debug, Serialize, ToSchema)]
pub struct LanguageJson {
    /// Its tag (BCP 47).
    pub id: &'static str,
    /// What it is called, in the language that was asked for.
    pub label: &'static str,
}

/// The languages that have a name here; meetings may be in others too.
#[derive(Debug, Serialize, ToSchema)]
pub struct LanguagesJson {
    /// In the order of their tags.
    pub languages: Vec<LanguageJson>,
}

/// The fellowships
#[utoipa::path(
    get,
    path = "/v1/fellowships",
    tag = "dictionaries",
    params(("ui_lang" = Option<String>, Query, description = "Language of names, labels and sentences: `en`, `es`, `fr`, `de`, `pt` or `fa`")),
    responses(
        (status = 200, body = FellowshipsJson),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn fellowships(RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let language = language(query)?;
    let fellowships = Fellowship::all().map(|fellowship| fellowship_json(fellowship, language)).collect();
    same_for_all(&headers, DICTIONARY_CACHE, &FellowshipsJson { fellowships, words: words_json(language) })
}

/// The kinds of meetings
#[utoipa::path(
    get,
    path = "/v1/kinds",
    tag = "dictionaries",
    params(("ui_lang" = Option<String>, Query, description = "Language of names, labels and sentences: `en`, `es`, `fr`, `de`, `pt` or `fa`")),
    responses(
        (status = 200, body = KindsJson),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn kinds(RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let language = language(query)?;
    let kind_json = |kind: Kind| KindJson {
        id: kind.id(),
        group: kind.group().id(),
        label: label(language, Vocabulary::Kind, kind.id()),
        sentence: sentence(language, Vocabulary::Kind, kind.id()),
        implies: kind.implies().iter().map(|kind| kind.id()).collect(),
    };
    same_for_all(&headers, DICTIONARY_CACHE, &KindsJson { kinds: Kind::all().map(kind_json).collect() })
}

/// The languages of meetings
#[utoipa::path(
    get,
    path = "/v1/languages",
    tag = "dictionaries",
    params(("ui_lang" = Option<String>, Query, description = "Language of names, labels and sentences: `en`, `es`, `fr`, `de`, `pt` or `fa`")),
    responses(
        (status = 200, body = LanguagesJson),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn languages(RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    let language = language(query)?;
    let named = |id| LanguageJson { id, label: language_name(language, id).unwrap_or(id) };
    let languages = named_languages().map(named).collect();
    same_for_all(&headers, DICTIONARY_CACHE, &LanguagesJson { languages })
}

fn language(query: Option<String>) -> Result<UiLanguage, Problem> {
    let given = params::only(of_form(query.unwrap_or_default().as_bytes()).into_iter(), &["ui_lang"])?;
    Ok(given.language)
}

fn words_json(language: UiLanguage) -> WordsJson {
    let word = |vocabulary| {
        move |id: &'static str| WordJson {
            id,
            label: label(language, vocabulary, id),
            sentence: sentence(language, vocabulary, id),
        }
    };
    WordsJson {
        philosophy: Philosophy::ALL
            .iter()
            .map(|value| value.id())
            .map(word(Vocabulary::Philosophy))
            .collect(),
        for_whom: ForWhom::ALL.iter().map(|value| value.id()).map(word(Vocabulary::For)).collect(),
        covers: Covers::ALL.iter().map(|value| value.id()).map(word(Vocabulary::Covers)).collect(),
        led_by: LedBy::ALL.iter().map(|value| value.id()).map(word(Vocabulary::LedBy)).collect(),
        support: Support::ALL.iter().map(|value| value.id()).map(word(Vocabulary::Support)).collect(),
    }
}

fn fellowship_json(fellowship: Fellowship, language: UiLanguage) -> FellowshipJson {
    let entry = fellowship.entry();
    FellowshipJson {
        id: &entry.id,
        name: label(language, Vocabulary::Fellowship, &entry.id),
        short_name: &entry.short_name,
        aliases: &entry.aliases,
        called: fellowship.called(),
        philosophy: entry.philosophy.iter().map(|value| value.id()).collect(),
        for_whom: entry.for_whom.iter().map(|value| value.id()).collect(),
        covers: entry.covers.iter().map(|value| value.id()).collect(),
        led_by: entry.led_by.id(),
        support: entry.support.id(),
        site: entry.site.as_deref(),
        sentence: sentence(language, Vocabulary::Fellowship, &entry.id),
        link_only: entry.link_only,
    }
}
