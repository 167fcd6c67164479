//! Recipes over small invented documents: what is taken, what is left out, what is told, what is asked for next.

mod docs;
mod faults;
mod json;
mod pages;
mod plans;
pub(in crate::format) mod shipped;
mod steps;

use super::{Recipe, rows};
use crate::format::rows::Rows;
use crate::plan::{Part, Role};
use crate::reading::Refusal;
use serde_json::Value;

/// A recipe as it stands in a source's file.
pub(super) fn recipe(text: &str) -> Recipe {
    toml::from_str(text).unwrap()
}

/// A document as the crawler hands it over.
pub(super) fn part(role: Role, url: &str, body: &str) -> Part {
    let url = url::Url::parse("https://list.example/meetings/").unwrap().join(url).unwrap();
    Part { role, url, content_type: None, body: body.as_bytes().to_vec() }
}

pub(super) fn read(recipe: &Recipe, parts: &[Part]) -> Result<Rows, Refusal> {
    let mut read = Rows::default();
    rows(recipe, parts, &mut read)?;
    Ok(read)
}

/// A line for each record, one for each notice.
pub(super) fn outline(rows: &Rows) -> String {
    let mut lines = Vec::new();
    for super::super::rows::Row { raw, part, pointer, .. } in rows.iter() {
        let place = rows.place(raw, None).unwrap();
        let spot = place.spot.map(|(line, column)| format!(" {line}:{column}")).unwrap_or_default();
        lines.push(format!("[{part}] {pointer}{spot} {}", raw.get()));
    }
    for group in rows.notices.groups() {
        for sample in &group.samples {
            let spot = sample.line.zip(sample.column).map(|(line, column)| format!(" {line}:{column}"));
            let value = sample.value.as_deref().unwrap_or("-");
            let pointer = sample.pointer.as_deref().unwrap_or("-");
            lines.push(format!("{} {pointer}{} {value}", group.code, spot.unwrap_or_default()));
        }
    }
    lines.join("\n")
}

/// The records of one document, without their places.
pub(super) fn records(recipe_text: &str, body: &str) -> Vec<Value> {
    let read = read(&recipe(recipe_text), &[part(Role::Feed, "", body)]).unwrap();
    read.iter().map(|row| serde_json::from_str(row.raw.get()).unwrap()).collect()
}
