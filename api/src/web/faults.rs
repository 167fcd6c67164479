//! What could not be used, in words, by the names that fields have on the page.

use super::fields::named;
use super::visitor::Visitor;
use crate::message::{Marked, Text, isolated};
use crate::problem::{ParamError, Problem};
use everyroom_feeds::label::UiLanguage;

/// What could not be used, by the names that people see, with what is said about it.
pub fn faults(visitor: &Visitor, problem: &Problem) -> Vec<Marked> {
    let t = visitor.text();
    let errors = problem.errors().iter();
    let is_english = visitor.language() == UiLanguage::En;
    // the English detail names it
    let other = |name| (!is_english).then_some(name);
    let told = errors.filter_map(|error| {
        let name = field(t, &error.parameter).or_else(|| other(error.parameter.as_str()))?;
        Some((name, error.value.as_deref()))
    });
    let mut lines: Vec<Marked> = told
        .map(|(name, value)| match value.filter(|value| !value.is_empty()) {
            Some(value) => named(name, value),
            None => isolated(name),
        })
        .collect();
    lines.dedup();
    let causes: Vec<&str> = problem.errors().iter().filter_map(|error| cause(t, error)).collect();
    // the detail is said in English wherever it is said
    if is_english || causes.is_empty() {
        lines.push(isolated(&plain_names(t, &problem.detail().replace('`', ""))));
    } else {
        lines.extend(causes.into_iter().map(Marked::words));
    }
    lines
}

/// What would do instead, in every language.
fn cause<'a>(t: &'a Text, error: &ParamError) -> Option<&'a str> {
    let e = &t.error;
    let has_value = error.value.as_deref().is_some_and(|value| !value.is_empty());
    Some(match error.parameter.as_str() {
        "near" => &e.cause_place,
        "after" | "before" => &e.cause_time,
        "from" | "to" | "updated_since" => &e.cause_date,
        "sort" if error.allowed.is_none() => &e.cause_needs_place,
        "radius_km" | "radius" if !has_value => &e.cause_needs_place,
        "radius_km" | "radius" | "limit" | "starts_within" => &e.cause_number,
        _ if error.allowed.is_some() || error.parameter == "tz" => &e.cause_choice,
        _ => return None,
    })
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
