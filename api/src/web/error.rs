//! What went wrong, as a page that still helps: what happened in plain words, the next step, the way to search again, the
//! lines for people in distress.

use super::card::Card;
use super::crisis::{Crisis, crisis};
use super::form::{Form, form};
use super::frame::{Act, Frame};
use super::reply::{NOT_KEPT, rendered};
use super::visitor::Visitor;
use crate::message::{Marked, Text};
use crate::problem::ProblemCode;
use askama::Template;
use axum::response::Response;
use http::StatusCode;

/// A page that says something and leads on.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub frame: Frame,
    /// The words.
    pub t: &'static Text,
    /// Lines for people in distress.
    pub crisis: Crisis,
    /// What happened.
    pub heading: String,
    /// Whether something has to be mended by whoever asked.
    pub is_fault: bool,
    /// What happened, at length.
    pub lines: Vec<Marked>,
    /// What to do next.
    pub actions: Vec<Act>,
    /// The search, with what was typed.
    pub form: Option<Form>,
    /// Meetings that can be joined now.
    pub online: Vec<Card>,
}

impl ErrorPage {
    /// A page of that heading.
    pub fn new(visitor: &Visitor, heading: &str, lines: Vec<Marked>, actions: Vec<Act>) -> Self {
        Self {
            frame: Frame::new(visitor, heading).hidden().private(),
            t: visitor.text(),
            crisis: crisis(visitor.locale, None),
            heading: heading.to_owned(),
            is_fault: false,
            lines,
            actions,
            form: None,
            online: Vec::new(),
        }
    }

    /// The same with the search form.
    pub fn searching(self, visitor: &Visitor) -> Self {
        Self { form: Some(form(visitor, &[])), ..self }
    }

    /// Sends it.
    pub fn reply(&self, visitor: &Visitor, status: StatusCode) -> Response {
        rendered(visitor, status, self, NOT_KEPT)
    }
}

/// The page of a problem; `wait` is how many seconds to wait, where that is known.
pub fn of_problem(visitor: &Visitor, code: ProblemCode, wait: Option<u64>) -> Response {
    let t = visitor.text();
    let e = &t.error;
    let home = || Act::first(visitor.at("/"), &*e.home);
    let online = || Act::quiet(visitor.at("/?when=now&attendance=online"), &*t.home.online_now);
    let one = |line: &str| vec![Marked::words(line)];
    let status = code.info().status;
    let page = match status.as_u16() {
        404..=406 => ErrorPage::new(visitor, &e.not_found, one(&e.not_found_says), vec![home(), online()]),
        410 => ErrorPage::new(visitor, &e.expired, one(&e.expired_says), vec![home()]),
        429 => {
            let says = e.many_says.marked(visitor.language(), wait.unwrap_or(60), &[]);
            ErrorPage::new(visitor, &e.many, vec![says], vec![again(visitor)])
        }
        408 | 503 => ErrorPage::new(visitor, &e.busy, one(&e.busy_says), vec![again(visitor)]),
        500.. => ErrorPage::new(
            visitor,
            &e.broken,
            one(&e.broken_says),
            vec![again(visitor), Act::quiet(visitor.at("/"), &*e.home)],
        ),
        _ => ErrorPage {
            is_fault: true,
            ..ErrorPage::new(visitor, &e.bad, one(&e.refused_says), vec![home()])
        },
    };
    let page = if matches!(status.as_u16(), 404..=410) { page.searching(visitor) } else { page };
    page.reply(visitor, status)
}

/// The same page once more: an empty address is the page itself.
fn again(visitor: &Visitor) -> Act {
    Act::first("", &*visitor.text().error.try_again)
}
