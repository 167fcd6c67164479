//! `/about`, `/privacy` and `/first-meeting`: pages that are made of words alone.

use super::crisis::{Crisis, crisis};
use super::frame::{Act, Frame};
use super::reply::{AN_HOUR, page};
use super::visitor::Visitor;
use crate::message::Text;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    title: &'static str,
    parts: Vec<Part>,
}

/// A part of a page.
#[derive(Default)]
struct Part {
    heading: Option<&'static str>,
    lines: Vec<&'static str>,
    points: Vec<&'static str>,
    links: Vec<Act>,
}

fn shown(visitor: &Visitor, title: &'static str, parts: Vec<Part>) -> Response {
    let t = visitor.text();
    let crisis = crisis(visitor.locale, None);
    page(visitor, &Page { frame: Frame::new(visitor, title), t, crisis, title, parts }, AN_HOUR)
}

/// What this is, and what it is not.
pub async fn about(visitor: Visitor) -> Response {
    let t = visitor.text();
    let a = &t.about;
    let parts = vec![
        Part { heading: Some(&a.what), lines: vec![&a.what_1, &a.what_2], ..Part::default() },
        Part { heading: Some(&a.not), points: vec![&a.not_1, &a.not_2, &a.not_3], ..Part::default() },
        Part {
            heading: Some(&a.facts),
            points: vec![&a.facts_1, &a.facts_2, &a.facts_3, &a.facts_4],
            links: vec![
                Act::quiet(visitor.at("/withdraw"), &*a.out),
                Act::quiet(visitor.at("/sources"), &*t.frame.sources),
            ],
            ..Part::default()
        },
        Part {
            heading: Some(&a.credit),
            points: vec![&a.credit_names, &a.credit_zones, &a.credit_outlines],
            ..Part::default()
        },
        Part {
            heading: Some(&a.data),
            lines: vec![&a.data_1],
            links: vec![Act::quiet(visitor.at("/developers"), &*t.frame.developers)],
            ..Part::default()
        },
    ];
    shown(&visitor, &a.title, parts)
}

/// What becomes of what one asks.
pub async fn privacy(visitor: Visitor) -> Response {
    let t = visitor.text();
    let p = &t.privacy;
    let parts = vec![
        Part { lines: vec![&p.lead], ..Part::default() },
        Part { heading: Some(&p.we), points: vec![&p.we_1, &p.we_2, &p.we_3], ..Part::default() },
        Part { heading: Some(&p.near), lines: vec![&p.near_1, &p.near_2], ..Part::default() },
        Part { heading: Some(&p.stay), points: vec![&p.stay_1, &p.stay_2, &p.stay_3], ..Part::default() },
        Part {
            heading: Some(&p.exit),
            points: vec![&p.exit_1, &p.exit_2],
            links: vec![Act::quiet("/exit", &*t.frame.leave)],
            ..Part::default()
        },
        Part { heading: Some(&p.save), lines: vec![&p.save_1], ..Part::default() },
    ];
    shown(&visitor, &p.title, parts)
}

/// What usually happens the first time.
pub async fn first(visitor: Visitor) -> Response {
    let t = visitor.text();
    let f = &t.first;
    let parts = vec![
        Part { lines: vec![&f.lead, &f.short], ..Part::default() },
        Part {
            heading: Some(&f.before),
            points: vec![&f.before_1, &f.before_2, &f.before_3],
            ..Part::default()
        },
        Part {
            heading: Some(&f.there),
            points: vec![&f.there_1, &f.there_2, &f.there_3, &f.there_4],
            ..Part::default()
        },
        Part {
            heading: Some(&f.after),
            points: vec![&f.after_1, &f.after_2],
            links: vec![Act::first(visitor.at("/"), &*f.find)],
            ..Part::default()
        },
        Part {
            heading: Some(&f.family),
            lines: vec![&f.family_1],
            links: vec![Act::quiet(visitor.at("/?for=family"), &*f.find_family)],
            ..Part::default()
        },
    ];
    shown(&visitor, &f.title, parts)
}
