//! Writing to stdout, where a closed pipe is an error like any other and not a panic.

use anyhow::Result;
use comfy_table::{ContentArrangement, Table, presets};
use std::io::Write;

/// A text, ended by a line break.
pub fn text(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// A value as JSON.
pub fn json(value: &impl serde::Serialize) -> Result<()> {
    text(&serde_json::to_string_pretty(value)?)
}

/// A table without lines, for people.
pub fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<()> {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header);
    rows.for_each(|row| {
        table.add_row(row);
    });
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    text(&lines.join("\n"))
}
