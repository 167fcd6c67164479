//! A table laid out: which cell stands in which column of a row, where cells span several rows or columns.

use super::page::identity;
use scraper::ElementRef;
use std::collections::HashMap;

/// Wider tables are cut.
const MOST_COLUMNS: usize = 100;

/// The cells of every row.
pub(super) struct Grid<'a> {
    rows: HashMap<usize, Vec<Option<ElementRef<'a>>>>,
    /// The headings, in small letters.
    headings: Vec<String>,
}

impl<'a> Grid<'a> {
    pub(super) fn of(table: ElementRef<'a>) -> Self {
        let mut grid = Self { rows: HashMap::new(), headings: Vec::new() };
        // cells that reach down into the rows below, by column: how many rows more, and which
        let mut reaching: Vec<Option<(usize, ElementRef<'a>)>> = Vec::new();
        for row in rows_of(table) {
            let mut cells: Vec<Option<ElementRef<'a>>> = Vec::new();
            let mut texts: Vec<String> = Vec::new();
            for cell in row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th")) {
                take_reaching(&mut reaching, &mut cells, false);
                let span = |name: &str, most: usize| {
                    let said = cell.attr(name).and_then(|text| text.trim().parse::<usize>().ok());
                    said.unwrap_or(1).clamp(1, most)
                };
                let (width, height) = (span("colspan", MOST_COLUMNS), span("rowspan", 10_000));
                for _ in 0..width {
                    if cells.len() >= MOST_COLUMNS {
                        break;
                    }
                    if reaching.len() <= cells.len() {
                        reaching.resize(cells.len() + 1, None);
                    }
                    reaching[cells.len()] = (height > 1).then_some((height - 1, cell));
                    cells.push(Some(cell));
                }
                if grid.headings.is_empty() {
                    texts.resize(cells.len().saturating_sub(1), String::new());
                    texts.push(cell.text().take(50).collect::<String>());
                }
            }
            take_reaching(&mut reaching, &mut cells, true);
            if grid.headings.is_empty() {
                grid.headings = texts.iter().map(|text| folded(text)).collect();
            }
            grid.rows.insert(identity(row), cells);
        }
        grid
    }

    /// The cell in a column, from 1.
    pub(super) fn cell(&self, row: ElementRef<'a>, column: usize) -> Option<ElementRef<'a>> {
        *self.rows.get(&identity(row))?.get(column.checked_sub(1)?)?
    }

    /// The column below a heading, from 1.
    pub(super) fn column(&self, heading: &str) -> Option<usize> {
        let heading = folded(heading);
        self.headings.iter().position(|known| *known == heading).map(|at| at + 1)
    }
}

/// Puts cells from above where the row has come to them; all that are left at its end.
fn take_reaching<'a>(
    reaching: &mut [Option<(usize, ElementRef<'a>)>],
    cells: &mut Vec<Option<ElementRef<'a>>>,
    at_the_end: bool,
) {
    while let Some(above) = reaching.get_mut(cells.len()) {
        match above {
            Some((rows, cell)) => {
                cells.push(Some(*cell));
                *above = (*rows > 1).then_some((*rows - 1, *cell));
            }
            None if at_the_end => cells.push(None),
            None => break,
        }
    }
}

/// The rows of a table, not those of tables in its cells.
fn rows_of(table: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut rows = Vec::new();
    for child in table.child_elements() {
        match child.value().name() {
            "tr" => rows.push(child),
            "tbody" | "thead" | "tfoot" => {
                rows.extend(child.child_elements().filter(|row| row.value().name() == "tr"));
            }
            _ => {}
        }
    }
    rows
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
