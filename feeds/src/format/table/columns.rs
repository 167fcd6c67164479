//! The columns of one table: what each is for, settled by its heading and, where that leaves it open, by its cells.

use super::grid::{Cell, GridRow};
use super::headers::{Profile, Target, fold, nearest, target};
use super::values;
use crate::format::rows::{Rows, Spot};
use crate::notice::{Code, Effect, SAMPLES_KEPT, Severity};
use crate::schedule::Weekday;

/// So many columns with names of days make a timetable.
const DAYS_OF_A_TIMETABLE: usize = 5;

/// One column.
#[derive(Clone, Debug)]
pub(in crate::format) struct Column {
    /// The heading as published.
    pub(super) label: String,
    pub(super) folded: String,
    pub(super) target: Target,
    /// Whether the heading is the field's own name, which goes before other spellings.
    pub(super) is_exact: bool,
    spot: Spot,
}

/// All columns.
#[derive(Debug)]
pub(in crate::format) struct Columns {
    columns: Vec<Column>,
    pub(super) profile: Option<&'static Profile>,
    pointer: String,
}

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, Default)]
struct Looks {
    filled: usize,
    answers: usize,
    yes: usize,
    long_numbers: usize,
}

impl Columns {
    pub(in crate::format) fn of(header: &GridRow<'_>) -> Self {
        let folded: Vec<String> = header.cells.iter().map(|cell| fold(&cell.text)).collect();
        let profile = Profile::of(&folded);
        let last = header.cells.last().map_or(0, |cell| cell.column + 1);
        let nameless = Column {
            label: String::new(),
            folded: String::new(),
            target: Target::Unknown,
            is_exact: false,
            spot: header.spot,
        };
        let mut columns = vec![nameless; last];
        for (cell, folded) in header.cells.iter().zip(folded) {
            let target = target(&cell.text, profile);
            // the second line of an address never goes before the first
            let is_exact = matches!(target, Target::Field(field) if fold(field) == folded && !field.starts_with("address_"));
            let label = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            columns[cell.column] = Column { label, folded, target, is_exact, spot: cell.spot };
        }
        Self { columns, profile, pointer: header.pointer.clone() }
    }

    pub(super) fn get(&self, column: usize) -> Option<&Column> {
        self.columns.get(column)
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn last(&self) -> Option<&Column> {
        self.columns.last()
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.columns.iter().any(|column| column.target.is(field))
    }

    fn weekdays(&self) -> usize {
        let is_there =
            |day: &Weekday| self.columns.iter().any(|column| column.target == Target::Weekday(*day));
        Weekday::ALL.iter().filter(|day| is_there(day)).count()
    }

    /// How many columns are understood; 0 where there is no name, or nothing about when.
    pub(in crate::format) fn score(&self) -> usize {
        let names = ["name", "group", "location"].iter().any(|field| self.has(field));
        let times = ["day", "day_number", "time", "schedule", "starts"].iter().any(|field| self.has(field));
        let says_when = times || self.weekdays() >= DAYS_OF_A_TIMETABLE;
        let is_known = |column: &&Column| !matches!(column.target, Target::Unknown);
        if names && says_when { self.columns.iter().filter(is_known).count() } else { 0 }
    }

    /// Whether a row is the headings once more, as below a page break.
    pub(super) fn is_header(&self, row: &GridRow<'_>) -> bool {
        let repeats = |cell: &Cell<'_>| {
            let column = self.get(cell.column);
            column.is_some_and(|column| !column.folded.is_empty() && column.folded == fold(&cell.text))
        };
        row.cells.len() >= 2 && row.cells.iter().all(repeats)
    }

    /// Looks at all cells once, where the headings leave something open.
    pub(in crate::format) fn settle<'t>(&mut self, rows: impl Iterator<Item = GridRow<'t>>) {
        let mut looks = vec![Looks::default(); self.columns.len()];
        for row in rows.filter(|row| !self.is_header(row)) {
            for cell in &row.cells {
                if let Some(look) = looks.get_mut(cell.column) {
                    look.see(&cell.text);
                }
            }
        }
        let has_day = self.has("day");
        let is_timetable = !has_day && self.weekdays() >= DAYS_OF_A_TIMETABLE;
        for (column, look) in self.columns.iter_mut().zip(looks) {
            let settled = match &column.target {
                Target::Unknown if look.is_question() && !column.label.is_empty() => {
                    Target::Flag(column.label.clone())
                }
                Target::Field("day_number") if has_day => Target::Field("ignored"),
                Target::Field("day_number") => Target::Field("day"),
                Target::Field("meeting_id") if look.long_numbers * 2 < look.filled => Target::Field("id"),
                Target::Weekday(_) if !is_timetable => Target::Unknown,
                _ => continue,
            };
            column.target = settled;
        }
    }

    /// Tells what is wrong with the headings: columns that nobody knows, and headings that repeat.
    pub(in crate::format) fn tell(&self, rows: &mut Rows) {
        let mut seen = std::collections::HashSet::new();
        for (at, column) in self.columns.iter().enumerate() {
            let shown = match column.label.as_str() {
                "" => format!("column {}", at + 1),
                label => label.to_owned(),
            };
            let header = GridRow { pointer: self.pointer.clone(), spot: column.spot, ..GridRow::default() };
            let mut sample = header.sample(Some(&shown), column.spot);
            sample.value = Some(shown);
            if !column.folded.is_empty() && !seen.insert(column.folded.as_str()) {
                rows.notices.push_as(Code::DuplicateColumn, Severity::Error, Effect::None, sample.clone());
            }
            if column.target == Target::Unknown && !column.label.is_empty() {
                // a comparison with every spelling is only worth it where it is shown
                let is_shown = rows.notices.count(Code::UnknownField) < SAMPLES_KEPT as u64;
                sample.corrected = is_shown.then(|| nearest(&column.label)).flatten();
                rows.notices.push(Code::UnknownField, sample);
            }
        }
        if let Some(profile) = self.profile {
            rows.systems.clone_from(&profile.systems);
        }
    }
}

impl Looks {
    fn see(&mut self, text: &str) {
        if values::is_nothing(text) {
            return;
        }
        self.filled += 1;
        // bare digits answer a question only where the heading is known to ask one
        let answer = values::answer(text).filter(|_| !text.bytes().all(|byte| byte.is_ascii_digit()));
        self.answers += usize::from(answer.is_some());
        self.yes += usize::from(answer == Some(true));
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'));
        self.long_numbers += usize::from(is_number && (9..=12).contains(&digits));
    }

    fn is_question(self) -> bool {
        self.yes > 0 && self.answers == self.filled
    }
}
