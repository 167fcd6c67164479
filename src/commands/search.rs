//! `everyroom search`: the same search as `GET /v1/meetings`, without HTTP.

use super::print;
use crate::app::App;
use crate::cli::{Common, SearchArgs};
use crate::clock;
use crate::exit::{Exit, UsageError};
use anyhow::Result;
use everyroom_api::params::{self, Context, Scope};
use everyroom_api::search::{SearchJson, answer_json, asked};
use everyroom_api::shape::ListingJson;
use everyroom_api::sources::SourceFacts;
use everyroom_indexer::search::SearchError;

/// Searches and prints.
pub fn run(app: &App, common: &Common, args: &SearchArgs) -> Result<Exit> {
    app.catalogue.reload()?;
    if app.catalogue.current().is_none() {
        tracing::warn!("nothing was published yet, so nothing is found: run `everyroom crawl`");
    }
    let mut pairs = Vec::new();
    if !args.words.is_empty() {
        pairs.push(("q".to_owned(), args.words.join(" ")));
    }
    for parameter in &args.parameters {
        let (name, value) = parameter
            .split_once('=')
            .ok_or_else(|| UsageError(format!("`{parameter}` is not NAME=VALUE, as weekday=tue")))?;
        pairs.push((name.to_owned(), value.to_owned()));
    }
    if args.explain {
        pairs.push(("explain".to_owned(), "1".to_owned()));
    }
    let now = clock::now();
    let context = Context {
        now,
        zone: app.config.server.timezone.clone(),
        scope: Scope::Listings,
        catalogue: Some(&app.catalogue),
    };
    let problem = |problem: everyroom_api::problem::Problem| UsageError(problem.detail().to_owned());
    let parsed = params::parse(pairs.into_iter(), &context).map_err(problem)?;
    let facts = SourceFacts::of(&app.catalogue.store().sources()?, now, app.config.period());
    let answer = match app.catalogue.search(&asked(&parsed, &facts)) {
        Ok(answer) => answer_json(&answer, &parsed, &facts),
        Err(SearchError::Indexer(error)) => return Err(error.into()),
        Err(error @ SearchError::TooLong) => return Err(error.into()),
        Err(error) => anyhow::bail!(UsageError(error.to_string())),
    };
    if common.json {
        print::json(&answer)?;
    } else {
        let explained = if args.explain { explained(&answer) } else { String::new() };
        print::text(&format!("{explained}{}", for_people(&answer)))?;
    }
    Ok(Exit::Ok)
}

/// What was understood, one thing a line.
fn explained(answer: &SearchJson) -> String {
    let said = &answer.interpreted;
    let mut lines: Vec<String> = Vec::new();
    for span in &said.understood {
        let not = if span.excluded { "not " } else { "" };
        let unused = if span.used { "" } else { "   (a parameter says otherwise)" };
        lines.push(format!("{:<24} {not}{} {}{unused}", span.words, span.parameter, span.values.join(",")));
    }
    lines.extend(said.text.iter().map(|text| format!("{text:<24} looked for as words")));
    if let Some(place) = &said.place {
        let name = place.name.as_deref().unwrap_or("a point");
        lines.push(format!("{:<24} {name} by {}, at {}, {}", "around", place.matched, place.lat, place.lon));
        let others = place.candidates.iter().map(|candidate| candidate.near.as_str());
        let others: Vec<&str> = others.collect();
        if !others.is_empty() {
            lines.push(format!("{:<24} {}", "or perhaps", others.join("; ")));
        }
    }
    if let Some((km, reason)) = said.radius_km.zip(said.radius_reason) {
        lines.push(format!("{:<24} {km} km, {reason}", "within"));
    }
    if let Some((from, to)) = said.window.from.as_ref().zip(said.window.to.as_ref()) {
        lines.push(format!("{:<24} {from} to {to}", "starting"));
    }
    lines.push(format!("{:<24} {}, by {}", "zone", said.window.tz, said.window.tz_source));
    if said.crisis {
        lines.push("these words call for help: help comes first".to_owned());
    }
    lines.push(String::new());
    lines.join("\n") + "\n"
}

fn for_people(answer: &SearchJson) -> String {
    let mut lines = vec![match answer.total {
        0 => "no meeting matches".to_owned(),
        1 => "1 meeting".to_owned(),
        total => format!("{total} meetings, the first {}:", answer.meetings.listings.len()),
    }];
    lines.extend(answer.meetings.listings.iter().map(line));
    lines.extend(answer.interpreted.relaxed.iter().map(|relaxed| {
        let online = if relaxed.online { ", online or by phone" } else { "" };
        format!("{} without {}{online}", relaxed.count, relaxed.without.join(", "))
    }));
    if let Some(instead) = &answer.instead {
        lines.push(format!("\nwithout {}:", instead.without.join(", ")));
        lines.extend(instead.meetings.listings.iter().map(line));
    }
    lines.join("\n")
}

fn line(listing: &ListingJson) -> String {
    let schedule = &listing.schedule;
    let place = match (&listing.venue, &listing.online) {
        (Some(venue), _) if venue.address.is_some() => venue.address.clone().unwrap_or_default(),
        (_, Some(online)) => format!("online {}", online.provider.clone().unwrap_or_default()),
        _ => "-".to_owned(),
    };
    let distance = listing.distance_km.map(|km| format!("  {km} km")).unwrap_or_default();
    let why = listing.why.as_ref().map(|why| {
        format!(
            "  [{} = words {} near {} soon {} fresh {}]",
            why.total, why.text, why.near, why.wait, why.fresh
        )
    });
    let why = why.unwrap_or_default();
    format!(
        "{:<13} {:<4} {:<5}  {:<9} {}  {place}{distance}{why}",
        listing.id,
        schedule.weekday.unwrap_or("-"),
        schedule.start.as_deref().unwrap_or("-"),
        listing.fellowship.id,
        listing.name,
    )
}
