//! Sites that publish neither Meeting Guide nor BMLT, each in the shape in which its fellowship really publishes: pages
//! behind a sitemap, rows of an app, a plain list, a table for each state. They are read by the shipped recipes.

mod app_rows;
mod plain_list;
mod sitemap_pages;
mod state_tables;

use super::calendar;
use super::meeting::{Meeting, Slot};
use super::{Document, SampleSite};

const HTML: &str = "text/html; charset=UTF-8";

/// Every document of a site that is read by that recipe.
pub(super) fn documents(site: &SampleSite, recipe: &str) -> Vec<Document> {
    match recipe {
        "pathminder" => sitemap_pages::documents(site),
        "nar_anon" => app_rows::documents(site),
        "sos" => plain_list::documents(site),
        "dra" => state_tables::documents(site),
        _ => Vec::new(),
    }
}

/// The meetings that have a slot, with it; these shapes have no word for the others.
fn weekly(site: &SampleSite) -> Vec<(Meeting, Slot)> {
    let all = calendar::meetings(site).into_iter();
    all.filter_map(|meeting| meeting.slot.map(|slot| (meeting, slot))).collect()
}

fn day_name(slot: Slot) -> &'static str {
    const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    DAYS[usize::from(slot.day % 7)]
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn html(target: impl Into<String>, title: &str, body: &str) -> Document {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>\n{body}</body></html>\n",
        escape(title)
    );
    Document { target: target.into(), content_type: HTML, body: page.into_bytes() }
}
