//! `everyroom export`: every listing of the current generation.

use super::print;
use crate::app::App;
use crate::cli::{ExportArgs, ExportFormat};
use crate::clock;
use crate::exit::Exit;
use anyhow::Result;
use everyroom_api::out::{csv, geometry};
use everyroom_api::search::Page;
use everyroom_api::shape::{ListingJson, ShapeContext, listing_json};
use everyroom_api::sources::SourceFacts;
use everyroom_feeds::label::UiLanguage;
use everyroom_indexer::search::{Status, hit_of};
use serde_json::json;

/// Prints all listings in row order.
pub fn run(app: &App, args: &ExportArgs) -> Result<Exit> {
    app.catalogue.reload()?;
    let now = clock::now();
    let facts = SourceFacts::of(&app.catalogue.store().sources()?, now, app.period());
    let context = ShapeContext { sources: &facts, now, language: UiLanguage::default() };
    let mut listings: Vec<ListingJson> = Vec::new();
    let current = app.catalogue.current();
    for listing in current.iter().flat_map(|generation| generation.listings()) {
        let hit = hit_of(listing?, now, None);
        if args.inactive || hit.status != Status::Paused {
            listings.push(listing_json(&hit, &context));
        }
    }
    match args.format {
        ExportFormat::Ndjson => {
            for listing in &listings {
                print::text(&serde_json::to_string(listing)?)?;
            }
        }
        ExportFormat::Csv => {
            print::text(&String::from_utf8(csv(&Page { listings, fields: None })?)?)?;
        }
        ExportFormat::Geojson => {
            let features = listings.iter().map(|listing| {
                json!({ "type": "Feature", "id": listing.id, "geometry": geometry(listing), "properties": listing })
            });
            print::json(&json!({ "type": "FeatureCollection", "features": features.collect::<Vec<_>>() }))?;
        }
    }
    Ok(Exit::Ok)
}
