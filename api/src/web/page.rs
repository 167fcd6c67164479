//! The frame that all pages share, and pages that only say something.

use super::assets::style_address;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// What the frame has to know.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Title of the page.
    pub title: String,
    /// Address of the style sheet.
    pub style: String,
    /// Whether search engines should leave the page out.
    pub is_hidden: bool,
    /// Address of the same in JSON.
    pub data: Option<String>,
}

impl Frame {
    /// A frame of that title, which search engines may show.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), style: style_address(), is_hidden: false, data: None }
    }

    /// The same, left out by search engines.
    pub fn hidden(self) -> Self {
        Self { is_hidden: true, ..self }
    }
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    frame: Frame,
    heading: &'a str,
    text: &'a str,
}

/// A page that only says something.
pub fn message(status: StatusCode, heading: &str, text: &str) -> Response {
    let frame = Frame::new(heading).hidden();
    rendered(status, &Message { frame, heading, text }, "no-store")
}

/// A page, rendered.
pub fn rendered(status: StatusCode, page: &impl Template, cache: &'static str) -> Response {
    match page.render() {
        Ok(html) => {
            let headers = [(header::CACHE_CONTROL, HeaderValue::from_static(cache))];
            (status, headers, Html(html)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
