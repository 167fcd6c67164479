//! Parsing and nothing else: what the bytes cost before anyone asks what they mean.

use anyhow::{Result, bail};
use std::hint::black_box;

/// What parses a document.
#[derive(Clone, Copy)]
pub enum Bare {
    /// `serde_json`, into values.
    Json,
    /// The `csv` crate, row by row.
    Csv,
    /// `calcard`, component by component.
    Calendar,
    /// `scraper`, into a tree.
    Markup,
}

impl Bare {
    /// The crate.
    pub fn name(self) -> &'static str {
        match self {
            Bare::Json => "serde_json",
            Bare::Csv => "csv",
            Bare::Calendar => "calcard",
            Bare::Markup => "scraper",
        }
    }

    /// Parses; what came of it is dropped.
    pub fn parse(self, body: &[u8]) -> Result<()> {
        match self {
            Bare::Json => drop(black_box(serde_json::from_slice::<serde_json::Value>(body)?)),
            Bare::Csv => {
                let mut rows = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(body);
                for row in rows.byte_records() {
                    black_box(row?);
                }
            }
            Bare::Calendar => {
                let text = String::from_utf8_lossy(body);
                let mut parser = calcard::Parser::new(&text);
                loop {
                    match black_box(parser.entry()) {
                        calcard::Entry::Eof => break,
                        calcard::Entry::ICalendar(_) => {}
                        _ => bail!("the calendar has something in it that is no calendar"),
                    }
                }
            }
            Bare::Markup => {
                let text = String::from_utf8_lossy(body);
                drop(black_box(scraper::Html::parse_document(&text)));
            }
        }
        Ok(())
    }
}
