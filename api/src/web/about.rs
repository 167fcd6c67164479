//! `/about`: what this is, who publishes the lists, what is not done.

use super::frame::Frame;
use super::reply::page;
use super::visitor::Visitor;
use crate::message::Text;
use crate::problem::Problem;
use crate::state::AppState;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use everyroom_feeds::redact::redact;
use everyroom_indexer::store::sources::SourceState;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    frame: Frame,
    t: &'static Text,
    sources: Vec<SourceLine>,
}

struct SourceLine {
    id: String,
    name: String,
    url: Option<String>,
    licence: String,
    state: &'static str,
}

/// The page.
pub async fn about(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let sources = state.blocking(|state| {
        let records = state.catalogue().store().sources()?;
        let (now, period) = (state.now(), state.config().period);
        let lines = records.iter().filter(|record| record.configured).map(|record| SourceLine {
            id: record.source.id.to_string(),
            name: record.source.name.clone(),
            url: record.source.site.as_ref().map(redact).filter(|url| crate::shape::safe_link(url).is_some()),
            licence: record.source.licence.clone(),
            state: state_in_words(record.state(now, period)),
        });
        Ok(lines.collect())
    });
    let about =
        About { frame: Frame::new(&visitor, "About Everyroom"), t: visitor.text(), sources: sources.await? };
    Ok(page(&visitor, &about, "private, max-age=60"))
}

/// How a source stands, in words.
pub fn state_in_words(state: SourceState) -> &'static str {
    match state {
        SourceState::Ok => "read as planned",
        SourceState::Late => "not read lately",
        SourceState::Failing => "can't be read at the moment",
        SourceState::Held => "its last list looked wrong and is held back; the one before is shown",
        SourceState::Gone => "its publisher has taken the list down",
        SourceState::Disabled => "not read",
        SourceState::OptedOut => "left out at its publisher's wish",
        SourceState::Never => "not read yet",
    }
}
