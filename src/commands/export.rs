//! `everyroom export`: every listing of the current generation, one after the other.

use crate::app::App;
use crate::cli::{ExportArgs, ExportFormat};
use crate::clock;
use crate::exit::Exit;
use anyhow::Result;
use everyroom_api::out::{CsvRows, feature};
use everyroom_api::shape::{ListingJson, ShapeContext, listing_json};
use everyroom_api::sources::SourceFacts;
use everyroom_feeds::label::UiLanguage;
use everyroom_indexer::IndexerError;
use everyroom_indexer::search::{Status, hit_of};
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// Prints all listings in row order.
pub fn run(app: &App, args: &ExportArgs) -> Result<Exit> {
    app.catalogue.reload()?;
    let nothing = || IndexerError::NoData { path: app.catalogue.data().to_owned() };
    let generation = app.catalogue.current().ok_or_else(nothing)?;
    let now = clock::now();
    let facts = SourceFacts::of(&app.catalogue.store().sources()?, now, app.config.period());
    let context = ShapeContext { sources: &facts, now, language: UiLanguage::default() };
    let shown = |listing| {
        let hit = hit_of(listing, now, None);
        (args.inactive || hit.status != Status::Paused).then(|| listing_json(&hit, &context))
    };
    let listings = generation.listings().filter_map(|listing| listing.map(shown).transpose());
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        ExportFormat::Ndjson => ndjson(&mut out, listings)?,
        ExportFormat::Csv => csv(&mut out, listings)?,
        ExportFormat::Geojson => geojson(&mut out, listings)?,
    }
    out.flush()?;
    Ok(Exit::Ok)
}

type Listing = everyroom_indexer::Result<ListingJson>;

fn ndjson(out: &mut impl Write, mut listings: impl Iterator<Item = Listing>) -> Result<()> {
    listings.try_for_each(|listing| {
        json(out, &listing?)?;
        Ok(out.write_all(b"\n")?)
    })
}

fn csv(out: &mut impl Write, mut listings: impl Iterator<Item = Listing>) -> Result<()> {
    let mut rows = CsvRows::whole(out)?;
    listings.try_for_each(|listing| anyhow::Ok(rows.write(&listing?)?))?;
    rows.end()?;
    Ok(())
}

fn geojson(out: &mut impl Write, listings: impl Iterator<Item = Listing>) -> Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (at, listing) in listings.enumerate() {
        let listing = listing?;
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        json(out, &feature(&listing, &listing))?;
    }
    Ok(out.write_all(b"\n]}\n")?)
}

/// A closed pipe has to be known again as one.
fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}
