//! `everyroom search`: the same search as `GET /v1/meetings`, without HTTP.

use super::print;
use crate::app::App;
use crate::cli::{Common, SearchArgs};
use crate::clock;
use crate::exit::{Exit, UsageError};
use anyhow::Result;
use everyroom_api::params::{self, Context, Scope};
use everyroom_api::search::{SearchJson, search_body};
use everyroom_api::shape::ListingJson;
use everyroom_api::sources::SourceFacts;

/// Searches and prints.
pub fn run(app: &App, common: &Common, args: &SearchArgs) -> Result<Exit> {
    app.catalogue.reload()?;
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
    let now = clock::now();
    let context = Context {
        now,
        zone: app.config.server.timezone.clone(),
        scope: Scope::Listings,
        catalogue: Some(&app.catalogue),
    };
    let problem = |problem: everyroom_api::problem::Problem| UsageError(problem.detail().to_owned());
    let parsed = params::parse(pairs.into_iter(), &context).map_err(problem)?;
    let facts = SourceFacts::of(&app.catalogue.store().sources()?, now, app.period());
    let answer = search_body(&app.catalogue, &parsed, &facts)
        .map_err(|problem| anyhow::anyhow!("{}", problem.detail()))?;
    if common.json {
        print::json(&answer)?;
    } else {
        print::text(&for_people(&answer))?;
    }
    Ok(Exit::Ok)
}

fn for_people(answer: &SearchJson) -> String {
    let mut lines = vec![match answer.total {
        0 => "no meeting matches".to_owned(),
        1 => "1 meeting".to_owned(),
        total => format!("{total} meetings, the first {}:", answer.meetings.listings.len()),
    }];
    lines.extend(answer.meetings.listings.iter().map(line));
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
    format!(
        "{:<13} {:<4} {:<5}  {:<9} {}  {place}{distance}",
        listing.id,
        schedule.weekday.unwrap_or("-"),
        schedule.start.as_deref().unwrap_or("-"),
        listing.fellowship.id,
        listing.name,
    )
}
