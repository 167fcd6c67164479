//! The one shape that most formats are brought into: records with the field names of Meeting Guide JSON, each knowing
//! where in the publisher's document it and its fields stand. What the fields mean is the business of [`super::tsml`].
//!
//! A format's reader only says "this cell is the time, and it stands here"; cleaning, judging and telling faults
//! happens once, for all of them.

#[cfg(test)]
pub(super) mod outline;
pub(super) mod reading;
mod row;

pub(super) use row::RowWriter;

use super::events_calendar::PagedEvent;
use super::json::Record;
use crate::code_table::System;
use crate::notice::Notices;
use serde_json::value::RawValue;
use std::ops::Range;

/// Line and column, from 1, where they are known.
pub(super) type Spot = Option<(u32, u32)>;

/// Whose names the fields of rows have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Those of Meeting Guide.
    #[default]
    MeetingGuide,
    /// Those of BMLT.
    Bmlt,
}

/// Records, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Rows {
    json: String,
    rows: Vec<RowPlace>,
    /// What was noticed on the way.
    pub(super) notices: Notices,
    /// Which tables of codes hold the `types`, the first that knows a code wins; empty for those of Meeting Guide.
    pub(super) systems: Vec<System>,
    /// How many records the document has, where one of them became several rows or none.
    pub(super) records: Option<usize>,
    /// The one zone that all records name where nothing shows that it is the meetings' own: that of an exporter.
    pub(super) exporter_zone: Option<String>,
    /// Events of a list that comes in pages: what belongs together is only known after the last one.
    pub(super) paged: Vec<PagedEvent>,
    /// Whose field names these are.
    pub(super) dialect: Dialect,
    part: u16,
    /// The position of the next record, unless it says another.
    next_record: usize,
}

/// One record.
pub(super) struct Row<'r> {
    /// Its fields, as JSON.
    pub(super) raw: &'r RawValue,
    /// The part of the snapshot it stands in.
    pub(super) part: u16,
    /// Which of the publisher's records in that part it is, or is from.
    pub(super) record: usize,
    /// What names it for people.
    pub(super) pointer: &'r str,
}

/// Where a record stands.
#[derive(Debug)]
struct RowPlace {
    span: Range<usize>,
    part: u16,
    record: usize,
    pointer: String,
    spot: Spot,
    fields: Vec<FieldPlace>,
}

/// Where a field stands, and what its publisher calls it.
#[derive(Debug)]
struct FieldPlace {
    name: &'static str,
    label: String,
    spot: Spot,
}

/// A place in the publisher's document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) pointer: String,
    pub(super) spot: Spot,
}

impl Rows {
    /// The records that follow stand in the part of the snapshot at that position.
    pub(super) fn enter_part(&mut self, part: u16) {
        self.part = part;
        self.next_record = 0;
    }

    /// The part that is being read.
    pub(super) fn part(&self) -> u16 {
        self.part
    }

    /// Starts a record; `pointer` names it for people, as `row 12` or `/items/3`.
    pub(super) fn row(&mut self, pointer: impl Into<String>, spot: Spot) -> RowWriter<'_> {
        RowWriter::new(self, pointer.into(), spot)
    }

    /// How many records the documents have.
    pub(super) fn records(&self) -> usize {
        self.records.unwrap_or(self.rows.len())
    }

    /// The records with their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().filter_map(|row| {
            let raw: &RawValue = serde_json::from_str(&self.json[row.span.clone()]).ok()?;
            Some(Row { raw, part: row.part, record: row.record, pointer: &row.pointer })
        })
    }

    /// Where a record, or one of its fields, stands in the publisher's document.
    pub(super) fn place(&self, raw: &RawValue, field: Option<&str>) -> Option<Place> {
        let offset = (raw.get().as_ptr() as usize).checked_sub(self.json.as_ptr() as usize)?;
        let row = self.rows.partition_point(|row| row.span.start <= offset).checked_sub(1)?;
        let row = self.rows.get(row).filter(|row| row.span.contains(&offset))?;
        let known = field.and_then(|name| row.fields.iter().find(|place| place.name == name));
        let is_there = |name: &&str| Record::split(raw).is_ok_and(|record| record.get(name).is_some());
        Some(match (known, field.filter(is_there)) {
            (Some(place), _) => {
                Place { pointer: format!("{}, {}", row.pointer, place.label), spot: place.spot.or(row.spot) }
            }
            (None, Some(name)) => Place { pointer: format!("{}, {name}", row.pointer), spot: row.spot },
            (None, None) => Place { pointer: row.pointer.clone(), spot: row.spot },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_fields_know_their_places() {
        let mut rows = Rows::default();
        rows.row("row 1", Some((2, 1))).end();
        let mut row = rows.row("row 2", Some((3, 1)));
        row.labelled("time", "Start Time", Some((3, 9))).text("time", "noonish");
        row.list("types", ["O", "X"]);
        row.end();
        let Row { raw, part, record, pointer } = rows.iter().nth(1).unwrap();
        assert_eq!(raw.get(), r#"{"time":"noonish","types":["O","X"]}"#);
        assert_eq!((part, record, pointer), (0, 1, "row 2"));
        let place = |field| rows.place(raw, field).unwrap();
        assert_eq!(place(None), Place { pointer: "row 2".into(), spot: Some((3, 1)) });
        assert_eq!(place(Some("time")), Place { pointer: "row 2, Start Time".into(), spot: Some((3, 9)) });
        assert_eq!(place(Some("types")).pointer, "row 2, types");
        assert_eq!(place(Some("day")).pointer, "row 2");
    }
}
