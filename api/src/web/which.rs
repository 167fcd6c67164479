//! `/which`: which group is for me? Three questions, each of which may be left open.

use super::choices::{Choice, choices, fellowships as by_name};
use super::crisis::{Crisis, crisis};
use super::fields::kept_language;
use super::frame::{Entry, Frame, Kept};
use super::reply::page;
use super::visitor::Visitor;
use crate::message::Text;
use crate::params::body::of_form;
use crate::problem::Problem;
use crate::state::AppState;
use crate::v1::cache_of;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::label::{Vocabulary, label, sentence};

#[derive(Template)]
#[template(path = "which.html")]
struct Which {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    form: Questions,
    count: String,
    entries: Vec<Fit>,
    all_href: String,
    approaches: Vec<Entry>,
}

struct Questions {
    kept: Vec<Kept>,
    for_whom: Vec<Choice>,
    covers: Vec<Choice>,
    philosophy: Vec<Choice>,
}

struct Fit {
    name: String,
    href: String,
    sentence: &'static str,
    meetings: String,
    /// Where there are any.
    meetings_href: Option<String>,
}

/// Which group is for me?
pub async fn which(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let extent = state.blocking(AppState::extent).await?;
    let t = visitor.text();
    let language = visitor.language();
    let value =
        |name: &str| visitor.pairs().iter().find(|(given, _)| given == name).map(|(_, value)| value.trim());
    let for_whom = value("for").and_then(ForWhom::parse);
    let covers = value("covers").and_then(Covers::parse);
    let philosophy = value("philosophy").and_then(Philosophy::parse);
    let fits = |id: &str| {
        Fellowship::parse(id).map(Fellowship::entry).is_some_and(|entry| {
            for_whom.is_none_or(|value| entry.for_whom.contains(&value))
                && covers.is_none_or(|value| entry.covers.contains(&value))
                && philosophy.is_none_or(|value| entry.philosophy.contains(&value))
        })
    };
    let fit = |(id, name): (&'static str, String)| {
        let count = extent.facets.count("fellowship", id);
        Fit {
            name,
            href: visitor.at(&format!("/fellowships/{id}")),
            sentence: sentence(language, Vocabulary::Fellowship, id),
            meetings: t.which.meetings.plain(language, count, &[]),
            meetings_href: (count > 0).then(|| visitor.at(&format!("/?fellowship={id}"))),
        }
    };
    let entries: Vec<Fit> = by_name(language).into_iter().filter(|(id, _)| fits(id)).map(fit).collect();
    let answers = [
        ("for", for_whom.map(|value| value.id())),
        ("covers", covers.map(|value| value.id())),
        ("philosophy", philosophy.map(|value| value.id())),
    ];
    let asked: Vec<(&str, &str)> = answers.into_iter().filter_map(|(name, id)| Some((name, id?))).collect();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(&asked).finish();
    let all = if query.is_empty() { "/?sort=soonest".to_owned() } else { format!("/?{query}") };
    let pairs = of_form(query.as_bytes());
    let list = |name: &str, vocabulary, ids: Vec<&'static str>| {
        let words = ids.into_iter().map(|id| (id, label(language, vocabulary, id).to_owned()));
        choices(language, name, &pairs, words.collect())
    };
    let shown = Which {
        frame: Frame::new(&visitor, &*t.which.title).twin("application/json", "/v1/fellowships"),
        t,
        crisis: crisis(visitor.locale, None),
        form: Questions {
            kept: kept_language(&visitor),
            for_whom: list("for", Vocabulary::For, ForWhom::ALL.iter().map(|v| v.id()).collect()),
            covers: list("covers", Vocabulary::Covers, Covers::ALL.iter().map(|v| v.id()).collect()),
            philosophy: list(
                "philosophy",
                Vocabulary::Philosophy,
                Philosophy::ALL.iter().map(|v| v.id()).collect(),
            ),
        },
        count: t.which.count.plain(language, entries.len() as u64, &[]),
        entries,
        all_href: visitor.at(&all),
        approaches: Philosophy::ALL
            .iter()
            .map(|value| Entry {
                label: label(language, Vocabulary::Philosophy, value.id()).to_owned(),
                sentence: sentence(language, Vocabulary::Philosophy, value.id()).to_owned(),
            })
            .collect(),
    };
    Ok(page(&visitor, &shown, cache_of(false)))
}
