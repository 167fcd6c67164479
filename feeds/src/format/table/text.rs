//! From the text of a table to its rows: quotes, mixed line ends, places of cells. One walk, with a bounded number of
//! second looks at rows that a stray quote swallowed.

use super::grid::{Cell, GridRow, MAX_CELLS};
use std::borrow::Cow;

/// A quote that is not closed within so many bytes was none.
const LONGEST_QUOTED: usize = 64 * 1024;
/// Once so many bytes were searched in vain for closing quotes, they are only searched for nearby.
const IN_VAIN: usize = 16 * LONGEST_QUOTED;
const NEARBY: usize = 128;
/// So many rows of a document may be looked at a second time.
const SECOND_LOOKS: u32 = 256;

/// Where the reading stands.
#[derive(Clone, Copy, Debug)]
struct Mark {
    offset: usize,
    line: u32,
    column: u32,
    row: u32,
}

/// The rows of a text.
#[derive(Clone, Debug)]
pub(super) struct TextRows<'t> {
    text: &'t str,
    delimiter: u8,
    at: Mark,
    /// How many cells a row should have; 0 before that is known.
    expected: usize,
    second_looks: u32,
    in_vain: usize,
}

impl<'t> TextRows<'t> {
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        let at = Mark { offset: 0, line: 1, column: 1, row: 0 };
        Self { text, delimiter, at, expected: 0, second_looks: SECOND_LOOKS, in_vain: 0 }
    }

    /// From here on rows should have so many cells.
    pub(super) fn expecting(mut self, cells: usize) -> Self {
        self.expected = cells;
        self
    }

    /// Goes on in the whole of a text whose start was walked.
    pub(super) fn over(mut self, text: &'t str) -> Self {
        self.text = text;
        self
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(offset).copied()
    }

    fn ends_cell(&self, offset: usize) -> bool {
        self.byte(offset).is_none_or(|byte| byte == self.delimiter || matches!(byte, b'\n' | b'\r'))
    }

    fn advance(&mut self, offset: usize) {
        while self.at.offset < offset {
            let byte = self.text.as_bytes()[self.at.offset];
            self.at.offset += 1;
            let is_pair = byte == b'\r' && self.byte(self.at.offset) == Some(b'\n');
            if matches!(byte, b'\n' | b'\r') && !is_pair {
                self.at.line += 1;
                self.at.column = 1;
            } else if byte & 0xC0 != 0x80 {
                self.at.column += 1;
            }
        }
    }

    fn skip_blanks(&self, mut offset: usize) -> usize {
        while self.byte(offset).is_some_and(|byte| matches!(byte, b' ' | b'\t') && byte != self.delimiter) {
            offset += 1;
        }
        offset
    }

    /// The row that starts here; no quoted cell may reach beyond `limit`. Tells whether one spans lines.
    fn row(&mut self, limit: Option<usize>) -> (GridRow<'t>, bool) {
        self.at.row += 1;
        let (line, pointer) = (self.at.line, format!("row {}", self.at.row));
        let mut row = GridRow { pointer, spot: Some((line, 1)), width: 0, cells: Vec::new() };
        let mut spans_lines = false;
        loop {
            let (cell, end) = self.cell(row.width, limit);
            let before = self.at.line;
            self.advance(end);
            spans_lines |= self.at.line != before;
            row.width += 1;
            row.cells.extend(cell.filter(|_| row.cells.len() < MAX_CELLS));
            if self.byte(end) != Some(self.delimiter) {
                break;
            }
            self.advance(end + 1);
        }
        let offset = self.at.offset;
        let is_pair = self.byte(offset) == Some(b'\r') && self.byte(offset + 1) == Some(b'\n');
        self.advance((offset + if is_pair { 2 } else { 1 }).min(self.text.len()));
        (row, spans_lines)
    }

    /// The cell that starts here, and where it ends.
    fn cell(&mut self, column: usize, limit: Option<usize>) -> (Option<Cell<'t>>, usize) {
        let start = self.skip_blanks(self.at.offset);
        self.advance(start);
        let spot = Some((self.at.line, self.at.column));
        if self.byte(start) == Some(b'"')
            && let Some((close, end)) = self.closing_quote(start + 1, limit)
        {
            let inner = &self.text[start + 1..close];
            let text = match inner.contains("\"\"") {
                true => Cow::Owned(inner.replace("\"\"", "\"")),
                false => Cow::Borrowed(inner),
            };
            return (Cell::new(column, text, spot), end);
        }
        let mut end = start;
        while !self.ends_cell(end) {
            end += 1;
        }
        (Cell::new(column, Cow::Borrowed(&self.text[start..end]), spot), end)
    }

    /// Where the quote is that closes a cell, and where the cell ends. A quote in the middle of words is none.
    fn closing_quote(&mut self, from: usize, limit: Option<usize>) -> Option<(usize, usize)> {
        let reach = if self.in_vain < IN_VAIN { LONGEST_QUOTED } else { NEARBY };
        let limit = limit.unwrap_or(self.text.len()).min(from + reach).min(self.text.len());
        let mut at = from;
        while at < limit {
            if self.byte(at) != Some(b'"') {
                at += 1;
            } else if self.byte(at + 1) == Some(b'"') {
                at += 2;
            } else {
                let end = self.skip_blanks(at + 1);
                if self.ends_cell(end) {
                    return Some((at, end));
                }
                at = end;
            }
        }
        self.in_vain += limit.saturating_sub(from);
        None
    }
}

impl<'t> Iterator for TextRows<'t> {
    type Item = GridRow<'t>;

    fn next(&mut self) -> Option<GridRow<'t>> {
        if self.at.offset >= self.text.len() {
            return None;
        }
        let before = self.at;
        let (row, spans_lines) = self.row(None);
        let is_suspect = spans_lines && self.expected > 0 && row.width != self.expected;
        if is_suspect && self.second_looks > 0 {
            self.second_looks -= 1;
            let after = self.at;
            let rest = &self.text[before.offset..];
            let line = rest.find(['\n', '\r']).map_or(self.text.len(), |length| before.offset + length);
            self.at = before;
            let (alone, _) = self.row(Some(line));
            if alone.width == self.expected {
                return Some(alone);
            }
            self.at = after;
        }
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let dense = |row: GridRow<'_>| {
            let mut cells = vec![String::new(); row.width];
            for cell in row.cells {
                cells[cell.column] = cell.text.into_owned();
            }
            cells
        };
        TextRows::new(text, delimiter).map(dense).collect()
    }

    #[test]
    fn rows_end_in_three_ways_and_quotes_keep_what_they_hold() {
        for (text, expected) in [
            ("a,b\nc,d\r\ne,f\rg,h", vec![vec!["a", "b"], vec!["c", "d"], vec!["e", "f"], vec!["g", "h"]]),
            ("\"a,\nb\",c\n", vec![vec!["a,\nb", "c"]]),
            ("\"say \"\"hi\"\"\",\"\"\n,\n", vec![vec!["say \"hi\"", ""], vec!["", ""]]),
            ("a, \"b, c\" ,d", vec![vec!["a", "b, c", "d"]]),
            ("6\" pipe,\"the \"best\" one\",x", vec![vec!["6\" pipe", "the \"best\" one", "x"]]),
            ("\n\na\n", vec![vec![""], vec![""], vec!["a"]]),
            ("\"never closed,b\nc,d", vec![vec!["\"never closed", "b"], vec!["c", "d"]]),
        ] {
            assert_eq!(cells(text, b','), expected, "{text:?}");
        }
        assert_eq!(cells("a\tb c\t\n", b'\t'), [["a", "b c", ""]]);
    }

    #[test]
    fn a_stray_quote_costs_no_other_row() {
        let text = "n,d,t\n\"Bob,Mon,7\nNext,\"Tue\",8\nLast,Wed,9\n";
        let rows: Vec<_> = TextRows::new(text, b',').expecting(3).collect();
        let names: Vec<_> = rows.iter().map(|row| (row.cells[0].text.as_ref(), row.width)).collect();
        assert_eq!(names, [("n", 3), ("\"Bob", 3), ("Next", 3), ("Last", 3)]);
        assert_eq!(rows[2].pointer, "row 3");
    }

    #[test]
    fn cells_know_their_places_in_characters() {
        let text = "é,\"x\ny\", z\r\nend,1";
        let rows: Vec<_> = TextRows::new(text, b',').collect();
        let spots: Vec<_> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.spot.unwrap()).collect();
        assert_eq!(spots, [(1, 1), (1, 3), (2, 5), (3, 1), (3, 5)]);
        assert_eq!(rows[1].spot, Some((3, 1)));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[ab\",\n\r é]{0,60}", expected in 0usize..4) {
            let rows: Vec<_> = TextRows::new(&text, b',').expecting(expected).collect();
            prop_assert!(rows.len() <= text.len());
        }

        /// What a well-behaved program wrote is read as it was meant.
        #[test]
        fn written_tables_read_back(table in prop::collection::vec(prop::collection::vec("[ab\",\n\r;é]{0,6}", 3), 1..6)) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let expected: Vec<Vec<String>> =
                table.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            prop_assert_eq!(cells(&text, b','), expected);
        }
    }
}
