//! CSV (RFC 4180): one listing a row, names flattened with dots, several values joined by `|`. A value that is not known
//! is empty among them, so that the columns of origins and of types can be read side by side; a `|` or a backslash in one
//! has a backslash before it.
//!
//! A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`, narrow or wide, a tab or a line
//! break, with or without apostrophes before) gets an apostrophe in front; who reads the file back takes it away
//! from such texts and from no others.

use crate::search::Page;
use crate::shape::{ExceptionJson, ListingJson, NextJson, OnlineJson, VenueJson};
use ::csv::{ErrorKind, IntoInnerError, Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

const SEVERAL: &str = "|";

/// What begins a formula.
const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

enum Cell {
    Text(Option<String>),
    Number(Option<String>),
}

struct Column {
    name: &'static str,
    cell: fn(&ListingJson) -> Cell,
}

const fn column(name: &'static str, cell: fn(&ListingJson) -> Cell) -> Column {
    Column { name, cell }
}

static COLUMNS: [Column; 59] = [
    column("id", |m| text(&m.id)),
    column("name", |m| text(&m.name)),
    column("fellowship.id", |m| text(m.fellowship.id)),
    column("fellowship.name", |m| text(m.fellowship.name)),
    column("philosophy", |m| several(&m.philosophy)),
    column("for", |m| several(&m.for_whom)),
    column("covers", |m| several(&m.covers)),
    column("group", |m| maybe(m.group.as_deref())),
    column("entity", |m| maybe(m.entity.as_deref())),
    column("attendance", |m| several(&m.attendance)),
    column("status", |m| text(m.status)),
    column("schedule.weekday", |m| maybe(m.schedule.weekday)),
    column("schedule.start", |m| maybe(m.schedule.start.as_deref())),
    column("schedule.end", |m| maybe(m.schedule.end.as_deref())),
    column("schedule.end_inferred", |m| flag(m.schedule.end_inferred)),
    column("schedule.timezone", |m| maybe(m.schedule.timezone.as_deref())),
    column("schedule.timezone_source", |m| maybe(m.schedule.timezone_source)),
    column("schedule.rule", |m| maybe(m.schedule.rule.as_deref())),
    column("schedule.text", |m| maybe(m.schedule.text.as_deref())),
    column("next.start", |m| next(m, |next| &next.start)),
    column("next.end", |m| next(m, |next| &next.end)),
    column("next.starts_in_min", |m| number(m.next.as_ref().map(|next| next.starts_in_min))),
    column("venue.name", |m| venue(m, |venue| venue.name.as_deref())),
    column("venue.address", |m| venue(m, |venue| venue.address.as_deref())),
    column("venue.notes", |m| venue(m, |venue| venue.notes.as_deref())),
    column("venue.lat", |m| number(m.venue.as_ref().and_then(|venue| venue.lat))),
    column("venue.lon", |m| number(m.venue.as_ref().and_then(|venue| venue.lon))),
    column("venue.precision", |m| venue(m, |venue| venue.precision)),
    column("venue.country", |m| venue(m, |venue| venue.country)),
    column("venue.region", |m| venue(m, |venue| venue.region)),
    column("distance_km", |m| number(m.distance_km)),
    column("bearing", |m| maybe(m.bearing)),
    column("online.url", |m| online(m, |online| online.url.as_deref())),
    column("online.provider", |m| online(m, |online| online.provider.as_deref())),
    column("online.phone", |m| online(m, |online| online.phone.as_deref())),
    column("online.access_code", |m| online(m, |online| online.access_code.as_deref())),
    column("online.notes", |m| online(m, |online| online.notes.as_deref())),
    column("online.link", |m| online(m, |online| Some(online.link))),
    column("audience", |m| several(&m.audience)),
    column("series", |m| maybe(m.series.as_deref())),
    column("paused_since", |m| maybe(m.paused_since.as_deref())),
    column("exceptions", |m| joined(m.exceptions.iter().map(exception))),
    column("conflicts", |m| joined(m.conflicts.iter().map(|conflict| conflict.field.clone()))),
    column("stale", |m| flag(m.stale)),
    column("types", |m| joined(m.types.iter().map(|t| t.id.map_or_else(|| t.label.clone(), str::to_owned)))),
    column("types.label", |m| joined(m.types.iter().map(|t| t.label.clone()))),
    column("types.code", |m| joined(m.types.iter().map(|t| t.code.clone().unwrap_or_default()))),
    column("access", |m| joined(m.access.iter().map(|(kind, holds)| format!("{kind}={holds}")))),
    column("languages", |m| joined(m.languages.iter().cloned())),
    column("notes", |m| maybe(m.notes.as_deref())),
    column("links.html", |m| text(&m.links.html)),
    column("links.ics", |m| maybe(m.links.ics.as_deref())),
    column("links.source", |m| maybe(m.links.source.as_deref())),
    column("origins.source", |m| joined(m.origins.iter().map(|origin| origin.source.clone()))),
    column("origins.key", |m| joined(m.origins.iter().map(|origin| origin.key.clone()))),
    column("origins.confirmed", |m| {
        joined(m.origins.iter().map(|o| o.confirmed.clone().unwrap_or_default()))
    }),
    column("origins.state", |m| joined(m.origins.iter().map(|o| o.state.unwrap_or_default().to_owned()))),
    column("inferred", |m| several(&m.inferred)),
    column("number", |m| number(Some(m.number))),
];

/// The listings of a page as a table with a header.
pub fn csv(page: &Page) -> io::Result<Vec<u8>> {
    let is_wanted = |column: &&Column| {
        let (top, _) = column.name.split_once('.').unwrap_or((column.name, ""));
        page.fields.as_ref().is_none_or(|fields| fields.contains(&top))
    };
    let mut rows = CsvRows::begin(Vec::new(), COLUMNS.iter().filter(is_wanted).collect())?;
    page.listings.iter().try_for_each(|listing| rows.write(listing))?;
    rows.end()
}

/// A table that is written row by row.
pub struct CsvRows<W: Write> {
    writer: Writer<W>,
    columns: Vec<&'static Column>,
}

impl<W: Write> CsvRows<W> {
    /// Begins a table of all columns with its header.
    pub fn whole(out: W) -> io::Result<Self> {
        Self::begin(out, COLUMNS.iter().collect())
    }

    fn begin(out: W, columns: Vec<&'static Column>) -> io::Result<Self> {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        writer.write_record(columns.iter().map(|column| column.name)).map_err(io_error)?;
        Ok(Self { writer, columns })
    }

    /// Writes a listing.
    pub fn write(&mut self, listing: &ListingJson) -> io::Result<()> {
        let cells = self.columns.iter().map(|column| written((column.cell)(listing)));
        self.writer.write_record(cells).map_err(io_error)
    }

    /// Ends the table; what was written to.
    pub fn end(self) -> io::Result<W> {
        self.writer.into_inner().map_err(IntoInnerError::into_error)
    }
}

/// What went wrong with the output itself, so that a closed pipe is known as one.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Number(number) => number.unwrap_or_default(),
        Cell::Text(text) => neutralised(text.unwrap_or_default()),
    }
}

/// A text that no spreadsheet takes for a formula.
fn neutralised(text: String) -> String {
    let is_formula = text.trim_start_matches('\'').starts_with(FORMULA);
    if is_formula { format!("'{text}") } else { text }
}

fn text(text: &str) -> Cell {
    Cell::Text(Some(text.to_owned()))
}

fn maybe(text: Option<&str>) -> Cell {
    Cell::Text(text.map(str::to_owned))
}

fn several(values: &[&str]) -> Cell {
    Cell::Text(Some(values.join(SEVERAL)))
}

fn joined(values: impl Iterator<Item = String>) -> Cell {
    let parted = |value: String| match value.contains(['|', '\\']) {
        true => value.replace('\\', "\\\\").replace('|', "\\|"),
        false => value,
    };
    Cell::Text(Some(values.map(parted).collect::<Vec<_>>().join(SEVERAL)))
}

/// A date that differs; one that is added has its hour too.
fn exception(exception: &ExceptionJson) -> String {
    let at = exception.start.as_ref().map(|start| format!("T{start}")).unwrap_or_default();
    format!("{}{at}={}", exception.date, exception.status)
}

fn number(number: Option<impl ToString>) -> Cell {
    Cell::Number(number.map(|number| number.to_string()))
}

fn flag(holds: bool) -> Cell {
    text(if holds { "true" } else { "false" })
}

fn next(listing: &ListingJson, part: fn(&NextJson) -> &str) -> Cell {
    maybe(listing.next.as_ref().map(part))
}

fn venue(listing: &ListingJson, part: fn(&VenueJson) -> Option<&str>) -> Cell {
    maybe(listing.venue.as_ref().and_then(part))
}

fn online(listing: &ListingJson, part: fn(&OnlineJson) -> Option<&str>) -> Cell {
    maybe(listing.online.as_ref().and_then(part))
}
