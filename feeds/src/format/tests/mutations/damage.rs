//! Damage to a document, the same for the same numbers: bytes flipped, cut, doubled, spliced, and what structures are
//! made of put where it does not belong, up to very long runs of it.

/// What opens, closes or separates something for one of the readers, or reads like a value it looks for.
const PIECES: [&str; 64] = [
    "[",
    "]",
    "{",
    "}",
    "[[",
    "{\"a\":",
    "\"",
    "\\\"",
    "\\u0000",
    "\\ud800",
    ",",
    ":",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    " ",
    "'",
    "`",
    "null",
    "1e999",
    "-0",
    "99999999999999999999",
    "1",
    "0",
    "<",
    ">",
    "</",
    "/>",
    "<b>",
    "</b>",
    "<table>",
    "<tr><td rowspan=9999 colspan=9999>",
    "<script type=\"application/ld+json\">",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#",
    "&#x110000;",
    "<?xml ",
    "<row>",
    "<a href=x>",
    "<div itemscope itemprop=event>",
    "BEGIN:VEVENT\n",
    "END:VEVENT\n",
    "BEGIN:VTIMEZONE\n",
    "RRULE:FREQ=DAILY\n",
    "RRULE:FREQ=MINUTELY;INTERVAL=1\n",
    "DTSTART:20260101T000000\n",
    "DTSTART;TZID=",
    "=",
    "\n ",
    "Monday ",
    "1st and ",
    "24:00-",
    "é",
    "漢",
    "\u{200b}",
    "\u{feff}",
    "https://zoom.us/j/1?pwd=",
    "555-0101 ",
];

/// A stream of choices.
pub(super) struct Damage(u64);

impl Damage {
    pub(super) fn new(numbers: [usize; 3]) -> Self {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let hash = blake3::hash(&bytes);
        Self(u64::from_le_bytes(std::array::from_fn(|at| hash.as_bytes()[at])) | 1)
    }

    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % count.max(1)
    }

    /// One to four kinds of damage after another, no longer than `longest`.
    pub(super) fn done_to(&mut self, body: &[u8], other: &[u8], longest: usize) -> Vec<u8> {
        let mut damaged = body.to_vec();
        for _ in 0..=self.below(4) {
            self.one(&mut damaged, other, longest);
            damaged.truncate(longest);
        }
        damaged
    }

    fn one(&mut self, body: &mut Vec<u8>, other: &[u8], longest: usize) {
        let at = self.below(body.len() + 1);
        match self.below(12) {
            0 | 1 => self.flip(body, at),
            2 => body.truncate(at),
            3 | 4 => {
                let span = self.span(body);
                body.drain(span);
            }
            5 => {
                let slice = body[self.span(body)].to_vec();
                insert(body, at, &slice);
            }
            6 => {
                let slice = &other[self.span(other)];
                insert(body, at, slice);
            }
            7..=9 => {
                let piece = PIECES[self.below(PIECES.len())];
                insert(body, at, piece.as_bytes());
            }
            10 => {
                let piece = PIECES[self.below(PIECES.len())];
                let times = 1 << self.below(7);
                insert(body, at, piece.repeat(times).as_bytes());
            }
            // as long as there is room, now and then
            _ if self.below(8) == 0 => {
                let piece = PIECES[self.below(PIECES.len())];
                let room = longest.saturating_sub(body.len());
                insert(body, at, piece.repeat(room / piece.len()).as_bytes());
            }
            _ => {
                let with = PIECES[self.below(PIECES.len())];
                let span = self.span(body);
                body.splice(span, with.bytes());
            }
        }
    }

    /// Another bit, or any other byte.
    fn flip(&mut self, body: &mut [u8], at: usize) {
        let with = if self.below(2) == 0 { 1 << self.below(8) } else { 1 + self.below(255) as u8 };
        if let Some(byte) = body.get_mut(at) {
            *byte ^= with;
        }
    }

    /// A stretch somewhere, mostly a short one.
    fn span(&mut self, body: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(body.len() + 1);
        let most = if self.below(3) == 0 { body.len() } else { 40 };
        start..(start + self.below(most)).min(body.len())
    }
}

fn insert(body: &mut Vec<u8>, at: usize, what: &[u8]) {
    body.splice(at..at, what.iter().copied());
}
