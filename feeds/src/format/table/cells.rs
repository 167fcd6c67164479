//! From the cells of one row to fields: what each column says, in the words of the fields.

use super::columns::{Column, Columns};
use super::grid::{Cell, GridRow};
use super::headers::{Profile, Target};
use super::values;
use crate::clean::{day, url};
use crate::code_table::{CodeEntry, System, lookup};
use crate::fellowship::Fellowship;
use crate::format::rows::{RowWriter, Spot};
use crate::notice::{Code, Effect, Notices, Severity};
use crate::schedule::Weekday;
use std::collections::HashMap;

/// What is to be written of one row.
#[derive(Debug, Default)]
pub(super) struct Fields {
    written: Vec<Field>,
    /// Times by day, of a timetable.
    pub(super) timetable: Vec<(Weekday, String, Spot)>,
    /// What was noticed.
    pub(super) notices: Notices,
}

#[derive(Debug)]
struct Field {
    name: &'static str,
    label: String,
    spot: Spot,
    text: String,
    how: How,
    /// Whether it is surely understood; of several columns one that is not gives the place.
    is_sure: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// The first wins.
    Once,
    /// One below the other.
    Below,
    /// A member of a list.
    Member,
}

/// How the codes of a profile are read, so that each is looked up once.
pub(super) type KnownCodes = HashMap<String, CodeReading>;

/// What is made of a code.
#[derive(Clone, Copy, Debug)]
pub(super) enum CodeReading {
    /// A way to attend.
    Way(&'static str),
    /// A code of the profile's own.
    Known,
    /// A label that means the same in all fellowships.
    Label,
    /// Neither; or one that says nothing.
    Unknown,
}

impl CodeReading {
    fn of(profile: &Profile, code: &str, folded: &str, part: &str) -> Self {
        let is_prose = profile.is_prose(folded);
        // a code that is known to say nothing is kept as it is, but not an answer, and not words
        let says_enough =
            |entry: &CodeEntry| !entry.meanings.is_empty() || !is_prose && values::answer(part).is_none();
        let knows = |system, fellowship| lookup(system, fellowship, code).is_some_and(says_enough);
        let is_own = |system| Fellowship::all().any(|fellowship| knows(system, fellowship));
        let is_label = lookup(System::TSML_LABEL, Fellowship::other(), part).is_some();
        let is_list = profile.is_list(folded);
        let is_way = matches!(part.to_lowercase().as_str(), "in-person" | "in person" | "online" | "hybrid");
        match values::attendance(part) {
            Some(way) if is_list && is_way => CodeReading::Way(way),
            _ if is_list && is_label => CodeReading::Label,
            _ if profile.systems.iter().any(|system| is_own(*system)) => CodeReading::Known,
            _ => CodeReading::Unknown,
        }
    }
}

impl Fields {
    pub(super) fn of(row: &GridRow<'_>, columns: &Columns, known: &mut KnownCodes) -> Self {
        let mut fields = Self::default();
        let is_exact = |cell: &&Cell<'_>| columns.get(cell.column).is_some_and(|column| column.is_exact);
        let (exact, other): (Vec<&Cell<'_>>, Vec<&Cell<'_>>) = row.cells.iter().partition(is_exact);
        let has = |name: &str| {
            let is_of =
                |cell: &&Cell<'_>| columns.get(cell.column).is_some_and(|column| column.target.is(name));
            row.cells.iter().any(|cell| is_of(&cell) && !values::is_nothing(&cell.text))
        };
        let has_time = has("time");
        let has_longitude = has("longitude");
        for cell in exact.into_iter().chain(other) {
            let Some(column) = columns.get(cell.column) else { continue };
            if values::is_nothing(&cell.text) {
                if !matches!(column.target, Target::Field("private" | "ignored") | Target::Unknown) {
                    fields.tell(Code::ValueUnexpected, Effect::FieldDropped, row, column, cell);
                }
                continue;
            }
            match &column.target {
                Target::Field(field) => match *field {
                    "day" if !has_time => fields.day_alone(column, cell),
                    "latitude" if !has_longitude => fields.latitude_alone(column, cell),
                    field => fields.field(field, column, cell),
                },
                Target::Flag(label) => fields.flag(label, column, cell),
                Target::Weekday(day) => {
                    let times = cell.text.split([',', ';', '/', '&', '|', '\n']).map(str::trim);
                    let times = times.filter(|time| !time.is_empty() && values::answer(time) != Some(false));
                    fields.timetable.extend(times.map(|time| (*day, time.to_owned(), cell.spot)));
                }
                Target::Code => fields.code(columns, column, cell, known),
                Target::Unknown => {}
            }
        }
        fields
    }

    fn tell(&mut self, code: Code, effect: Effect, row: &GridRow<'_>, column: &Column, cell: &Cell<'_>) {
        let mut sample = row.sample(Some(&column.label), cell.spot);
        sample.value = Some(cell.text.clone().into_owned());
        self.notices.push_as(code, Severity::Warning, effect, sample);
    }

    fn push(&mut self, name: &'static str, column: &Column, cell: &Cell<'_>, text: &str, how: How) {
        if how == How::Once && self.written.iter().any(|field| field.name == name) {
            return;
        }
        let (label, text) = (column.label.clone(), text.to_owned());
        self.written.push(Field { name, label, spot: cell.spot, text, how, is_sure: false });
    }

    /// A day in a row without a time: perhaps both stand in one cell, or it goes on all the time.
    fn day_alone(&mut self, column: &Column, cell: &Cell<'_>) {
        let text = cell.text.as_ref();
        match values::leading_day(text) {
            _ if values::is_always(text) => self.push("time", column, cell, text, How::Once),
            Some((day, rest)) if values::is_clock(rest) => {
                self.day(column, cell, day);
                let time = values::clock(rest, false);
                self.push("time", column, cell, time.as_deref().unwrap_or(rest), How::Once);
            }
            Some((day, rest)) if let Some((mark, time)) = values::behind_mark(rest) => {
                self.day(column, cell, day);
                self.push("time", column, cell, time, How::Once);
                self.push("types", column, cell, mark, How::Member);
            }
            Some((_, rest)) if !rest.is_empty() && rest.contains(|c: char| c.is_ascii_digit()) => {
                self.push("schedule", column, cell, text, How::Once);
            }
            _ => self.day(column, cell, text),
        }
    }

    /// In a table a day is rightly written as its name.
    fn day(&mut self, column: &Column, cell: &Cell<'_>, text: &str) {
        match day::named(text) {
            Some(day) => self.push("day", column, cell, &day.days_from_sunday().to_string(), How::Once),
            None => self.push("day", column, cell, text, How::Once),
        }
    }

    fn latitude_alone(&mut self, column: &Column, cell: &Cell<'_>) {
        match values::pair(&cell.text) {
            Some(pair) => self.push("coordinates", column, cell, &pair, How::Once),
            None => self.push("latitude", column, cell, &cell.text, How::Once),
        }
    }

    fn time(&mut self, column: &Column, cell: &Cell<'_>) {
        let spelled = values::clock(&cell.text, cell.is_number);
        let text = spelled.as_deref().unwrap_or(&cell.text);
        // another column may tell the same time in a way that can be read
        if let Some(field) = self.written.iter_mut().find(|field| field.name == "time") {
            if !values::is_clock(&field.text) && values::is_clock(text) {
                *field = Field {
                    name: "time",
                    label: column.label.clone(),
                    spot: cell.spot,
                    text: text.to_owned(),
                    how: How::Once,
                    is_sure: false,
                };
            }
            return;
        }
        self.push("time", column, cell, text, How::Once);
    }

    fn field(&mut self, field: &'static str, column: &Column, cell: &Cell<'_>) {
        let text = cell.text.as_ref();
        let spelled;
        match field {
            "private" | "ignored" | "withheld" | "day_number" => {}
            "id" if text.chars().all(|c| matches!(c, '0' | '-' | '.')) => {}
            "id" | "meeting_id" | "postal_code" => {
                let whole =
                    text.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
                self.push(field, column, cell, whole.unwrap_or(text), How::Once);
            }
            "day" => self.day(column, cell, text),
            "time" => self.time(column, cell),
            "end_time" => {
                spelled = values::clock(text, cell.is_number);
                self.push(field, column, cell, spelled.as_deref().unwrap_or(text), How::Once);
            }
            "updated" => {
                spelled = values::serial_date(text).or_else(|| values::parted_date(text));
                self.push(field, column, cell, spelled.as_deref().unwrap_or(text), How::Once);
            }
            "coordinates" => {
                spelled = values::pair(text);
                self.push(field, column, cell, spelled.as_deref().unwrap_or(text), How::Once);
            }
            "address_2" | "address_3" => {
                match self.written.iter_mut().find(|field| field.name == "address") {
                    Some(address) => {
                        address.text.push_str(", ");
                        address.text.push_str(text);
                    }
                    None => self.push("address", column, cell, text, How::Once),
                }
            }
            "attendance_option" => match values::attendance(text) {
                Some(way) => self.push(field, column, cell, way, How::Once),
                None => self.push("types", column, cell, text, How::Member),
            },
            "link" => {
                let is_room = url::provider(text).is_some();
                let field = if is_room { "conference_url" } else { "url" };
                self.push(field, column, cell, text, How::Once);
            }
            "status" => {
                let status = match values::answer(text) {
                    Some(true) => "active",
                    Some(false) => "inactive",
                    None => text,
                };
                self.push(field, column, cell, status, How::Once);
            }
            "types" => {
                for part in text.lines() {
                    self.push(field, column, cell, part.trim(), How::Member);
                }
            }
            "languages" => {
                for part in text.split([',', ';', '/', '&', '\n']) {
                    self.push(field, column, cell, part.trim(), How::Member);
                }
            }
            "notes" | "location_notes" | "group_notes" | "transit" => {
                self.push(field, column, cell, text, How::Below);
            }
            field => self.push(field, column, cell, text, How::Once),
        }
    }

    fn flag(&mut self, label: &str, column: &Column, cell: &Cell<'_>) {
        match values::answer(&cell.text) {
            Some(true) => {
                self.push("types", column, cell, label, How::Member);
                self.sure();
            }
            Some(false) => {}
            None if label == "Wheelchair Access" => {
                let text = format!("{}: {}", column.label, cell.text);
                self.push("location_notes", column, cell, &text, How::Below);
            }
            None => self.push("types", column, cell, &cell.text, How::Member),
        }
    }

    /// A cell that is a code together with its heading; what is no known code is read as words.
    fn code(&mut self, columns: &Columns, column: &Column, cell: &Cell<'_>, known: &mut KnownCodes) {
        let Some(profile) = columns.profile else { return };
        let is_list = profile.is_list(&column.folded);
        let parts: Vec<&str> = if is_list { cell.text.split(',').collect() } else { vec![&cell.text] };
        for part in parts.into_iter().map(str::trim).filter(|part| part.contains(char::is_alphanumeric)) {
            let code = format!("{}={part}", column.label);
            let of_profile = || CodeReading::of(profile, &code, &column.folded, part);
            let reading = *known.entry(code.clone()).or_insert_with(of_profile);
            match reading {
                CodeReading::Way(way) => self.way(column, cell, way),
                CodeReading::Known => self.push("types", column, cell, &code, How::Member),
                CodeReading::Label => self.push("types", column, cell, part, How::Member),
                CodeReading::Unknown if profile.is_prose(&column.folded) => {
                    self.push("notes", column, cell, part, How::Below);
                }
                CodeReading::Unknown if values::answer(part).is_some() => {}
                CodeReading::Unknown => self.push("types", column, cell, part, How::Member),
            }
            // of columns of answers it is clear that they are understood
            let is_answer = !is_list && !profile.is_prose(&column.folded);
            if is_answer || matches!(reading, CodeReading::Label) {
                self.sure();
            }
        }
    }

    /// One of several ways to attend.
    fn way(&mut self, column: &Column, cell: &Cell<'_>, way: &str) {
        match self.written.iter_mut().find(|field| field.name == "attendance_option") {
            Some(other) if other.text != way => other.text = "hybrid".to_owned(),
            Some(_) => {}
            None => self.push("attendance_option", column, cell, way, How::Once),
        }
    }

    /// What was pushed last is understood.
    fn sure(&mut self) {
        if let Some(field) = self.written.last_mut() {
            field.is_sure = true;
        }
    }

    /// Whether a field has been found.
    pub(super) fn has(&self, name: &str) -> bool {
        self.written.iter().any(|field| field.name == name)
    }

    /// Adds a text to the last column.
    pub(super) fn add_rest(&mut self, rest: &str) {
        if let Some(field) = self.written.iter_mut().rev().find(|field| field.how == How::Below) {
            field.text.push_str(", ");
            field.text.push_str(rest);
        }
    }

    /// Writes the fields; those named are left to the caller.
    pub(super) fn write(&self, row: &mut RowWriter<'_>, except: &[&str]) {
        for field in self.written.iter().filter(|field| !except.contains(&field.name)) {
            if row.get(field.name).is_none() {
                let doubtful = self.written.iter().find(|other| other.name == field.name && !other.is_sure);
                let place = doubtful.unwrap_or(field);
                row.labelled(field.name, place.label.as_str(), place.spot);
            }
            match field.how {
                How::Once => row.text(field.name, field.text.as_str()),
                How::Below => row.append(field.name, &field.text),
                How::Member => row.list(field.name, [field.text.as_str()]),
            };
        }
    }

    /// What has been found of a field.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.written.iter().find(|field| field.name == name).map(|field| field.text.as_str())
    }
}
