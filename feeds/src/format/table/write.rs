//! From the rows of a table to records: what is a record, what is a heading between records, what has slipped.

use super::cells::{Fields, KnownCodes};
use super::columns::{Column, Columns};
use super::grid::{Cell, GridRow};
use super::headers::Target;
use super::values;
use crate::clean::day;
use crate::format::rows::Rows;
use crate::notice::{Code, Effect, Severity};

/// Writes the records of one table.
pub(in crate::format) struct TableWriter<'c> {
    columns: &'c Columns,
    known: KnownCodes,
    /// The day that a heading between the records names.
    day: Option<String>,
    records: usize,
}

impl<'c> TableWriter<'c> {
    pub(in crate::format) fn new(columns: &'c Columns) -> Self {
        Self { columns, known: KnownCodes::new(), day: None, records: 0 }
    }

    /// How many records there were, readable or not.
    pub(in crate::format) fn records(&self) -> usize {
        self.records
    }

    pub(in crate::format) fn row(&mut self, row: &GridRow<'_>, rows: &mut Rows) {
        if row.cells.is_empty() || self.columns.is_header(row) {
            return;
        }
        if let [cell] = row.cells.as_slice()
            && self.columns.len() > 2
        {
            return self.lone_cell(row, cell, rows);
        }
        self.records += 1;
        if let Some(cell) = self.withheld(row) {
            let mut sample = row.sample(None, cell.spot);
            sample.value = Some(cell.text.to_string());
            rows.notices.push(Code::UnpublishedRecord, sample);
            return;
        }
        let mut fields = Fields::of(row, self.columns, &mut self.known);
        if row.width > self.columns.len() {
            let is_more = |cell: &&Cell<'_>| cell.column >= self.columns.len();
            let rest: Vec<&str> = row.cells.iter().filter(is_more).map(|cell| &*cell.text).collect();
            if !rest.is_empty() {
                let mut sample = row.sample(None, None);
                sample.value = Some(rest.join(", "));
                let effect = if self.stands_right(row, &fields) {
                    Effect::FieldDropped
                } else if self.ends_in_words(row, &fields) {
                    fields.add_rest(&rest.join(", "));
                    Effect::None
                } else if self.is_timed(&fields) {
                    // what stands before the day and time has not slipped; of what follows nobody knows
                    fields = Fields::of(&self.sound_part(row), self.columns, &mut self.known);
                    Effect::FieldDropped
                } else {
                    rows.notices.push(Code::RaggedRow, sample);
                    return;
                };
                rows.notices.push_as(Code::RaggedRow, Severity::Warning, effect, sample);
            }
        } else if row.width < self.columns.len() {
            let sample = row.sample(None, None);
            rows.notices.push_as(Code::RaggedRow, Severity::Warning, Effect::None, sample);
        }
        rows.notices.absorb(std::mem::take(&mut fields.notices));
        self.write(row, &fields, rows);
    }

    fn write(&self, source: &GridRow<'_>, fields: &Fields, rows: &mut Rows) {
        let position = self.records.saturating_sub(1);
        if fields.timetable.is_empty() {
            let mut row = rows.row(source.pointer.as_str(), source.spot);
            row.record(position);
            fields.write(&mut row, &[]);
            if let Some(day) = self.day.as_deref().filter(|_| !fields.has("day") && !fields.has("schedule")) {
                row.text("day", day);
            }
            return row.end();
        }
        let key = fields.text("id");
        for (at, (day, time, spot)) in fields.timetable.iter().enumerate() {
            let mut row = rows.row(source.pointer.as_str(), source.spot);
            row.record(position);
            fields.write(&mut row, &["id", "day", "schedule"]);
            row.text("day", day.days_from_sunday().to_string());
            // a mark says that it is held at the time of the row
            if values::answer(time) != Some(true) {
                let spelled = values::clock(time, false);
                let field = if fields.has("time") { "schedule" } else { "time" };
                row.labelled(field, day.name(), *spot).text(field, spelled.unwrap_or_else(|| time.clone()));
            }
            let nth = fields.timetable[..at].iter().filter(|(other, ..)| other == day).count();
            match (key, nth) {
                (None, _) => {}
                (Some(key), 0) => drop(row.text("id", format!("{key}@{}", day.id()))),
                (Some(key), nth) => drop(row.text("id", format!("{key}@{}{}", day.id(), nth + 1))),
            }
            row.end();
        }
    }

    /// A row with one cell is a heading or a remark; a day holds for the rows below.
    fn lone_cell(&mut self, row: &GridRow<'_>, cell: &Cell<'_>, rows: &mut Rows) {
        let word = cell.text.trim_end_matches([':', '.']);
        if let Some(day) = day::named(word) {
            self.day = Some(day.days_from_sunday().to_string());
            return;
        }
        let is_private = self.columns.get(cell.column).is_some_and(|column| column.target.is("private"));
        let mut sample = row.sample(None, cell.spot);
        sample.value = (!is_private).then(|| cell.text.chars().take(60).collect());
        self.records += 1;
        rows.notices.push(Code::RaggedRow, sample);
    }

    /// The mark that keeps a row from being listed.
    fn withheld<'r, 't>(&self, row: &'r GridRow<'t>) -> Option<&'r Cell<'t>> {
        let is_mark = |cell: &&Cell<'_>| {
            self.columns.get(cell.column).is_some_and(|column| column.target.is("withheld"))
                && values::answer(&cell.text) != Some(false)
                && !values::is_nothing(&cell.text)
        };
        row.cells.iter().find(is_mark)
    }

    /// Whether what stands behind day and time is what the headings say, as far as cells can show it.
    fn stands_right(&self, row: &GridRow<'_>, fields: &Fields) -> bool {
        let last = self.last_of_when(row);
        let looks_right = |cell: &Cell<'_>| {
            let Target::Field(field) = &self.columns.get(cell.column).filter(|_| cell.column > last)?.target
            else {
                return None;
            };
            values::looks_like(field, &cell.text)
        };
        let looks: Vec<bool> = row.cells.iter().filter_map(looks_right).collect();
        self.is_timed(fields) && !looks.is_empty() && looks.iter().all(|is_right| *is_right)
    }

    /// Whether a row with more cells than headings has its day and time where they should stand, and ends in words:
    /// then only a comma in these words was not quoted.
    fn ends_in_words(&self, row: &GridRow<'_>, fields: &Fields) -> bool {
        let is_of_words = |column: &Column| column.target.is("notes") || column.target.is("location_notes");
        let is_filled = row.cells.iter().any(|cell| cell.column + 1 == self.columns.len());
        let is_only_text = !["latitude", "longitude", "coordinates"].iter().any(|field| fields.has(field));
        self.columns.last().is_some_and(is_of_words) && is_filled && is_only_text && self.is_timed(fields)
    }

    fn is_timed(&self, fields: &Fields) -> bool {
        let has_day = fields.text("day").is_some_and(|text| day::tsml_text(text).is_some());
        has_day && fields.text("time").is_some_and(values::is_clock)
    }

    fn last_of_when(&self, row: &GridRow<'_>) -> usize {
        let is_when = |cell: &&Cell<'_>| {
            self.columns
                .get(cell.column)
                .is_some_and(|column| column.target.is("day") || column.target.is("time"))
        };
        row.cells.iter().filter(is_when).map(|cell| cell.column).max().unwrap_or(0)
    }

    /// The row up to its day and time.
    fn sound_part<'t>(&self, row: &GridRow<'t>) -> GridRow<'t> {
        let last = self.last_of_when(row);
        let mut sound = row.clone();
        sound.cells.retain(|cell| cell.column <= last);
        sound
    }
}
