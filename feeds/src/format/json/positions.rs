//! From byte offsets to lines and columns, quickly also in a document that is one line of many megabytes.

/// How far apart the marks are, in bytes; a look-up walks at most this far.
const STRIDE: usize = 4096;

/// Places in a text.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Positions<'a> {
    /// Walks the text once.
    pub fn new(text: &'a str) -> Self {
        let mut at = Mark { offset: 0, line: 1, column: 1 };
        let mut marks = vec![at];
        let mut next_mark = STRIDE;
        for (offset, c) in text.char_indices() {
            if offset >= next_mark {
                at.offset = offset;
                marks.push(at);
                next_mark = offset + STRIDE;
            }
            at.step(c, &text.as_bytes()[offset..]);
        }
        Self { text, marks }
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn of(&self, offset: usize) -> (u32, u32) {
        let before = self.marks.partition_point(|mark| mark.offset <= offset);
        let mut at = self.marks[before.saturating_sub(1)];
        let from = at.offset;
        for (relative, c) in self.text[from..].char_indices() {
            if from + relative >= offset {
                break;
            }
            at.step(c, &self.text.as_bytes()[from + relative..]);
        }
        (at.line, at.column)
    }

    /// A walk through the text from its start, for places that are asked for in order.
    pub fn walk(&self) -> Walk<'a> {
        Walk { text: self.text, at: Mark { offset: 0, line: 1, column: 1 } }
    }

    /// Line and column of a slice of the text; the start of the text for a slice of another text.
    pub fn of_slice(&self, slice: &str) -> (u32, u32) {
        let offset = (slice.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if offset <= self.text.len() { self.of(offset) } else { (1, 1) }
    }
}

/// A walk through a text; it only goes forward.
#[derive(Debug)]
pub struct Walk<'a> {
    text: &'a str,
    at: Mark,
}

impl Walk<'_> {
    /// Line and column of a slice of the text that starts no earlier than the one before.
    pub fn to_slice(&mut self, slice: &str) -> (u32, u32) {
        let offset = (slice.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(self.text.len());
        let from = self.at.offset;
        for (relative, c) in self.text[from..offset.max(from)].char_indices() {
            self.at.step(c, &self.text.as_bytes()[from + relative..]);
        }
        self.at.offset = offset.max(from);
        (self.at.line, self.at.column)
    }
}

impl Mark {
    fn step(&mut self, c: char, rest: &[u8]) {
        // lines end with LF, CR or both together
        let ends_line = c == '\n' || c == '\r' && rest.get(1) != Some(&b'\n');
        if ends_line {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_in_three_ways_and_columns_count_characters() {
        let text = "ab\ncé\r\nd\re";
        let places = Positions::new(text);
        let of = |needle: &str| places.of_slice(&text[text.find(needle).unwrap()..]);
        assert_eq!(of("a"), (1, 1));
        assert_eq!(of("é"), (2, 2));
        assert_eq!(of("d"), (3, 1));
        assert_eq!(of("e"), (4, 1));
        assert_eq!(places.of_slice("elsewhere"), (1, 1));
    }

    proptest! {
        #[test]
        fn marks_change_nothing(start in "[aé\n\r]{0,40}", repeats in 0usize..400, at in 0usize..20_000) {
            let text = start.repeat(repeats);
            let mut at = at.min(text.len());
            while !text.is_char_boundary(at) { at -= 1; }
            let unix = text[..at].replace("\r\n", "\n\u{0}").replace('\r', "\n");
            let split_pair = text[..at].ends_with('\r') && text[at..].starts_with('\n');
            prop_assume!(!split_pair);
            let line = unix.matches('\n').count() + 1;
            let column = unix.rsplit('\n').next().unwrap().replace('\u{0}', "").chars().count() + 1;
            prop_assert_eq!(Positions::new(&text).of(at), (line as u32, column as u32));
        }
    }
}
