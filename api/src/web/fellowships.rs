//! `/fellowships`: the groups, in the order of their names, none above another.

use super::choices::fellowships as by_name;
use super::crisis::{Crisis, crisis};
use super::frame::{Frame, Link};
use super::paging;
use super::reply::page;
use super::visitor::Visitor;
use crate::message::Text;
use crate::problem::{Problem, ProblemCode};
use crate::state::AppState;
use crate::v1::cache_of;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{Vocabulary, label, sentence};

/// So many groups stand on a page.
const A_PAGE: usize = 60;

#[derive(Template)]
#[template(path = "fellowships.html")]
struct All {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    entries: Vec<Line>,
    next: Option<Link>,
}

struct Line {
    name: String,
    href: String,
    sentence: &'static str,
    says: String,
}

/// All groups.
pub async fn all(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let extent = state.blocking(AppState::extent).await?;
    let t = visitor.text();
    let groups = by_name(visitor.language());
    let part = paging::part(&visitor, "/fellowships", groups.len(), A_PAGE)
        .ok_or_else(|| Problem::plain(ProblemCode::NotFound))?;
    let entries = groups[part.range.clone()].iter().cloned();
    let line = |(id, name): (&'static str, String)| {
        let approach = approach(&visitor, id);
        let says = match extent.facets.count("fellowship", id) {
            0 => t.fellowships.none.plain(&[("approach", &approach)]),
            count => t.fellowships.says.plain(visitor.language(), count, &[("approach", &approach)]),
        };
        Line {
            name,
            href: visitor.at(&format!("/fellowships/{id}")),
            sentence: sentence(visitor.language(), Vocabulary::Fellowship, id),
            says,
        }
    };
    let shown = All {
        frame: Frame::new(&visitor, &*t.fellowships.title).twin("application/json", "/v1/fellowships"),
        t,
        crisis: crisis(visitor.locale, None),
        entries: entries.map(line).collect(),
        next: part.next,
    };
    Ok(page(&visitor, &shown, cache_of(false)))
}

fn approach(visitor: &Visitor, id: &str) -> String {
    let entry = Fellowship::parse(id).map(Fellowship::entry);
    let ids = entry.into_iter().flat_map(|entry| &entry.philosophy).map(|value| value.id());
    let words: Vec<String> =
        ids.map(|id| label(visitor.language(), Vocabulary::Philosophy, id).to_owned()).collect();
    words.join(", ")
}
