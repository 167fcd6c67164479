//! What could not be used, in words, by the names that fields have on the page.

use super::fields::named;
use super::visitor::Visitor;
use crate::message::{Marked, Text, isolated};
use crate::problem::Problem;
use everyroom_feeds::label::UiLanguage;

/// What could not be used, by the names that people see, with what is said about it.
pub fn faults(visitor: &Visitor, problem: &Problem) -> Vec<Marked> {
    let t = visitor.text();
    let errors = problem.errors().iter();
    let told = errors.filter_map(|error| Some((field(t, &error.parameter)?, error.value.as_deref())));
    let mut lines: Vec<Marked> = told
        .map(|(name, value)| match value.filter(|value| !value.is_empty()) {
            Some(value) => named(name, value),
            None => isolated(name),
        })
        .collect();
    lines.dedup();
    let detail = problem.detail().replace('`', "");
    // said in English wherever it is said
    if visitor.language() == UiLanguage::En || lines.is_empty() {
        lines.push(isolated(&plain_names(t, &detail)));
    }
    lines
}

fn plain_names(t: &'static Text, detail: &str) -> String {
    let mut said = detail.to_owned();
    for name in ["starts_within", "radius_km", "updated_since", "type_all"] {
        let words = field(t, name).map_or_else(|| name.replace('_', " "), str::to_owned);
        said = said.replace(&format!("{name}="), &format!("{words}: ")).replace(name, &words);
    }
    said
}

/// What a field is called on the page.
fn field(t: &'static Text, name: &str) -> Option<&'static str> {
    let f = &t.form;
    Some(match name {
        "q" | "near" => &f.ask,
        "when" | "starts_within" | "from" | "to" => &f.when,
        "weekday" => &f.day,
        "after" => &f.after,
        "before" => &f.before,
        "attendance" => &f.way,
        "fellowship" => &f.fellowship,
        "for" => &f.for_whom,
        "philosophy" => &f.philosophy,
        "covers" => &f.covers,
        "lang" => &f.language,
        "sort" => &f.sort,
        "tz" => &f.zone,
        "access" | "access_all" => &f.access,
        "type" | "type_all" => &f.kind,
        "audience" | "audience_all" => &f.audience,
        "radius_km" | "radius" => &f.distance,
        "country" => &t.sources.country,
        "region" => &f.region,
        _ => return None,
    })
}
