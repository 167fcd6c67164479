//! XML answers of BMLT servers of the 2.x line: `<meetings><row sequence_index="0"><id_bigint>…`. Their formats and
//! service bodies are recognised and refused.

mod xml;

#[cfg(test)]
mod tests;

use super::bmlt;
use super::json::Positions;
use super::rows::{Dialect, Rows};
use crate::notice::{Code, Sample};
use crate::reading::Refusal;
use std::collections::HashSet;
use xml::{Event, Fault, Xml};

/// Answers that are not lists of meetings.
const OTHERS: [&str; 5] = ["formats", "serviceBodies", "changes", "fields", "serverInfo"];

/// Whether an XML text is of this format.
pub(super) fn recognises(text: &str) -> bool {
    let Some(Ok(Event::Open { name, .. })) = Xml::new(text).next() else { return false };
    let head: String = text.chars().take(1000).collect::<String>().to_lowercase();
    let is_answer = name == "meetings" || OTHERS.contains(&name);
    is_answer && (head.contains("bmlt") || head.contains("sequence_index") || head.contains("main_server"))
}

/// Brings the document into rows of BMLT fields.
pub(super) fn rows(text: &str, rows: &mut Rows) -> Result<(), Refusal> {
    let positions = Positions::new(text);
    let mut reader = Reader { positions: &positions, unknown: HashSet::new(), records: 0 };
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next() {
        match event.map_err(|fault| refusal(&positions, fault))? {
            Event::Open { name, .. } if xml.depth() == 1 && name != "meetings" => {
                let detail = format!("this is the server's list of `{name}`, not of meetings");
                return Err(Refusal::new(Code::SchemaBreak, detail));
            }
            Event::Open { name: "row", offset } if xml.depth() == 2 => {
                reader.row(&mut xml, offset, rows).map_err(|fault| refusal(&positions, fault))?;
            }
            _ => {}
        }
    }
    rows.dialect = Dialect::Bmlt;
    rows.records = Some(rows.records.unwrap_or(0) + reader.records);
    Ok(())
}

struct Reader<'p, 't> {
    positions: &'p Positions<'t>,
    unknown: HashSet<String>,
    records: usize,
}

impl<'t> Reader<'_, 't> {
    /// Reads one row to its end; an element is a field, what is nested deeper is left out.
    fn row(&mut self, xml: &mut Xml<'t>, offset: usize, rows: &mut Rows) -> Result<(), Fault> {
        self.records += 1;
        let pointer = format!("row {}", self.records);
        let mut fields: Vec<(&'t str, String, usize)> = Vec::new();
        while let Some(event) = xml.next() {
            match event? {
                Event::Open { name, offset } if xml.depth() == 3 => {
                    fields.push((name, String::new(), offset))
                }
                Event::Text(text) if xml.depth() == 3 => {
                    if let Some((_, value, _)) = fields.last_mut() {
                        value.push_str(&text);
                    }
                }
                Event::Close if xml.depth() == 1 => break,
                _ => {}
            }
        }
        let spot = Some(self.positions.of(offset));
        for (name, value, offset) in &fields {
            if bmlt::known_field(name).is_none()
                && !value.is_empty()
                && self.unknown.insert((*name).to_owned())
            {
                let (line, column) = self.positions.of(*offset);
                let place = Sample { line: Some(line), column: Some(column), ..Sample::default() };
                let pointer = Some(format!("{pointer}, {name}"));
                rows.notices
                    .push(Code::UnknownField, Sample { pointer, value: Some((*name).to_owned()), ..place });
            }
        }
        let mut row = rows.row(pointer, spot);
        for (name, value, offset) in fields {
            if let Some(field) = bmlt::known_field(name).filter(|_| !value.trim().is_empty()) {
                row.labelled(field, field, Some(self.positions.of(offset))).text(field, value);
            }
        }
        row.end();
        Ok(())
    }
}

fn refusal(positions: &Positions<'_>, fault: Fault) -> Refusal {
    let (line, column) = positions.of(fault.offset);
    Refusal { code: fault.code, detail: fault.detail.to_owned(), line: Some(line), column: Some(column) }
}
