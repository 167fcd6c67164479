//! `everyroom requests`: what people asked to have taken out. Nothing is withdrawn by these commands: they print the
//! line to run, and the operator decides.

use super::print;
use crate::app::App;
use crate::cli::{Common, RequestsVerb};
use crate::clock;
use crate::exit::{Exit, UsageError};
use anyhow::Result;
use everyroom_indexer::store::requests::{Request, RequestScope};
use serde_json::json;

/// Characters of what was asked for, in a list.
const SHOWN: usize = 60;

/// Runs one of the verbs.
pub fn run(app: &App, common: &Common, verb: &RequestsVerb) -> Result<Exit> {
    match verb {
        RequestsVerb::List { all } => list(app, common.json, *all)?,
        RequestsVerb::Show { number } => show(app, common.json, *number)?,
        RequestsVerb::Close { number } => close(app, common.json, *number)?,
    }
    Ok(Exit::Ok)
}

fn list(app: &App, as_json: bool, all: bool) -> Result<()> {
    let requests = app.catalogue.store().requests(all)?;
    if as_json {
        return print::json(&requests);
    }
    let rows = requests.into_iter().map(|request| {
        let state = if request.closed.is_some() { "closed" } else { "open" };
        [
            request.number.to_string(),
            format!("{:.0}", request.at),
            state.to_owned(),
            request.scope.id().to_owned(),
            request.what.chars().take(SHOWN).collect(),
        ]
    });
    print::table(["number", "came", "state", "scope", "what"], rows)
}

fn show(app: &App, as_json: bool, number: i64) -> Result<()> {
    let request = find(app, number)?;
    let next = next(&request);
    if as_json {
        let mut json = serde_json::to_value(&request)?;
        json["run"] = json!(next);
        return print::json(&json);
    }
    let facts = [
        ("number", Some(number.to_string())),
        ("came", Some(format!("{:.0}", request.at))),
        ("closed", request.closed.map(|at| format!("{at:.0}"))),
        ("what", Some(request.what.clone()).filter(|what| !what.is_empty())),
        ("listing", request.listing.clone()),
        ("source", request.source.clone()),
        ("scope", Some(request.scope.id().to_owned())),
        ("why", Some(request.why.replace('\n', "\n         ")).filter(|why| !why.is_empty())),
        ("reply to", request.reply.clone()),
    ];
    for (name, value) in facts.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        print::text(&format!("{name:<8} {value}"))?;
    }
    print::text("\nIf you agree, run:")?;
    next.iter().try_for_each(|line| print::text(&format!("  {line}")))
}

/// The commands that would do what is asked.
fn next(request: &Request) -> Vec<String> {
    let listing = request.listing.as_deref().unwrap_or("ID");
    let source = request.source.as_deref().unwrap_or("ID");
    let mut lines = Vec::new();
    match request.scope {
        RequestScope::Meeting => {
            lines.push(format!("everyroom listings withdraw {listing} --reason \"the group asked\""));
        }
        RequestScope::Group => {
            lines.push(format!("everyroom listings withdraw {listing} --group --reason \"the group asked\""));
        }
        RequestScope::Source => lines.push(format!("everyroom sources opt-out {source}")),
        // a single word can't be taken out of what a publisher says; the listing can, until they mend it
        RequestScope::Detail if request.source.is_some() && request.listing.is_none() => {
            lines.push(format!("everyroom sources show {source}"));
        }
        RequestScope::Detail => {
            lines.push(format!("everyroom listings withdraw {listing} --reason \"a person asked\""));
        }
    }
    if request.closed.is_none() {
        lines.push(format!("everyroom requests close {}", request.number));
    }
    lines
}

fn close(app: &App, as_json: bool, number: i64) -> Result<()> {
    let Some(closed) = app.catalogue.store().close_request(number, clock::now())? else {
        let request = find(app, number)?;
        anyhow::bail!(UsageError(format!("request {} is closed already", request.number)));
    };
    if as_json {
        return print::json(&json!({ "closed": number, "overwritten": closed.is_overwritten }));
    }
    let deleted = "what was typed, its reason and its address for an answer are deleted";
    print::text(&match closed.is_overwritten {
        true => format!("request {number} is closed; {deleted}"),
        false => format!(
            "request {number} is closed; {deleted}, but someone is reading the store, so they stay in \
             store.sqlite-wal beside it until nobody does; closing another request then overwrites them"
        ),
    })
}

fn find(app: &App, number: i64) -> Result<Request> {
    let unknown =
        || UsageError(format!("there is no request {number}; `everyroom requests list --all` shows them"));
    Ok(app.catalogue.store().request(number)?.ok_or_else(unknown)?)
}
