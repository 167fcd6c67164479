//! What the forms of several pages share: the language goes along, and a value that can't be used is named.

use super::error::ErrorPage;
use super::frame::{Act, Kept};
use super::visitor::Visitor;
use crate::message::{Marked, isolated};
use axum::response::Response;
use http::StatusCode;

/// So much of a value is shown again.
const SHOWN: usize = 200;

/// The language of the page as a hidden field, when its address said it.
pub fn kept_language(visitor: &Visitor) -> Vec<Kept> {
    let kept = || Kept { name: "ui_lang".to_owned(), value: visitor.language().id().to_owned() };
    visitor.is_chosen.then(kept).into_iter().collect()
}

/// Whether a place is told by its coordinates.
pub fn is_point(text: &str) -> bool {
    text.split_once(',')
        .is_some_and(|(lat, lon)| [lat, lon].iter().all(|part| part.trim().parse::<f64>().is_ok()))
}

/// A page that names the field and its value; `label` is one of our own words.
pub fn bad_value(visitor: &Visitor, label: &str, value: &str) -> Response {
    let e = &visitor.text().error;
    let home = Act::first(visitor.at("/"), &*e.home);
    let lines = vec![Marked::words(&e.bad_says), named(label, value)];
    let page = ErrorPage { is_fault: true, ..ErrorPage::new(visitor, &e.bad, lines, vec![home]) };
    page.reply(visitor, StatusCode::BAD_REQUEST)
}

/// A label of ours with a value from elsewhere.
pub fn named(label: &str, value: &str) -> Marked {
    let value: String = value.chars().take(SHOWN).collect();
    let both =
        crate::message::Message::try_from("{label}: {value}".to_owned()).expect("its places are whole");
    both.around(&[("label", &Marked::words(label)), ("value", &isolated(&value))])
}
