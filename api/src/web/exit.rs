//! `/exit`: away from here. To the operator's choice of a plain site, else to a plain page of our own that looks like
//! none of the others.

use super::frame::Frame;
use super::reply::{NOT_KEPT, page};
use super::visitor::Visitor;
use crate::message::Text;
use crate::state::AppState;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

#[derive(Template)]
#[template(path = "exit.html")]
struct Exit {
    frame: Frame,
    t: &'static Text,
}

/// The way out.
pub async fn exit(State(state): State<AppState>, visitor: Visitor) -> Response {
    let elsewhere = state.config().exit_url.as_deref().and_then(|url| HeaderValue::from_str(url).ok());
    match elsewhere {
        Some(url) => {
            let headers =
                [(header::LOCATION, url), (header::CACHE_CONTROL, HeaderValue::from_static(NOT_KEPT))];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        None => {
            let t = visitor.text();
            page(&visitor, &Exit { frame: Frame::new(&visitor, &*t.exit.title), t }, NOT_KEPT)
        }
    }
}
