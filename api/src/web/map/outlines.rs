//! Reads the file of coasts and borders. What is wrong with a file is said, never guessed; the shipped one is checked by
//! a test. Nothing is drawn here.

use super::view::Cells;
use std::sync::LazyLock;

static PACKED: &[u8] = include_bytes!("../../../data/outlines.bin.zst");
const MAGIC: &[u8] = b"EROUT1\n";

/// A point in steps of the file: longitude, latitude.
pub type Step = (i32, i32);

/// What is wrong with a file of outlines.
pub(super) type Fault = &'static str;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Where land meets the sea.
    Coast,
    /// Between countries.
    Country,
    /// Between states of the US.
    State,
}

/// A line or the edge of a piece of land, with the box it lies in.
#[derive(Clone, Debug)]
pub(super) struct Shape<K> {
    pub kind: K,
    pub points: Vec<Step>,
    low: Step,
    high: Step,
}

impl<K: Copy> Shape<K> {
    fn new(kind: K, points: Vec<Step>) -> Option<Self> {
        let first = *points.first()?;
        let low = points.iter().fold(first, |low, p| (low.0.min(p.0), low.1.min(p.1)));
        let high = points.iter().fold(first, |high, p| (high.0.max(p.0), high.1.max(p.1)));
        Some(Self { kind, points, low, high })
    }

    /// Longitude in steps of each whole turn at which it meets these cells.
    pub(super) fn turns(&self, cells: Cells, turn: i32) -> impl Iterator<Item = i32> {
        let (low, high) = (self.low, self.high);
        [-turn, 0, turn].into_iter().filter(move |turn| {
            f64::from(low.0 + turn) <= cells.east
                && f64::from(high.0 + turn) >= cells.west
                && f64::from(low.1) <= cells.north
                && f64::from(high.1) >= cells.south
        })
    }
}

/// Coasts and borders.
#[derive(Debug)]
pub struct Outlines {
    /// Steps in a degree.
    pub(super) per_degree: u16,
    pub(super) lines: Vec<Shape<Kind>>,
    /// Land, for views of a country and nearer.
    pub(super) near: Vec<Shape<()>>,
    /// Land, for views of continents.
    pub(super) far: Vec<Shape<()>>,
}

impl Outlines {
    /// Those that are built in.
    pub fn embedded() -> &'static Outlines {
        static OUTLINES: LazyLock<Outlines> = LazyLock::new(|| {
            let bytes = zstd::stream::decode_all(PACKED).expect("the file is checked by a test");
            Outlines::decode(&bytes).expect("the file is checked by a test")
        });
        &OUTLINES
    }

    /// Reads the file, unpacked.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Fault> {
        let mut bytes = Bytes(bytes.strip_prefix(MAGIC).ok_or("not a file of outlines")?);
        let per_degree = u16::from_le_bytes(bytes.take()?);
        if per_degree == 0 {
            return Err("no steps in a degree");
        }
        let [lines, near, far] = [bytes.take()?, bytes.take()?, bytes.take()?].map(u32::from_le_bytes);
        let mut at = (0i32, 0i32);
        // nothing is set aside for what a file only claims to hold
        let lines = (0..lines).map(|_| bytes.line(&mut at)).collect::<Result<Vec<_>, _>>()?;
        let near = (0..near).map(|_| bytes.ring(&lines)).collect::<Result<Vec<_>, _>>()?;
        let far = (0..far).map(|_| bytes.ring(&lines)).collect::<Result<Vec<_>, _>>()?;
        if !bytes.0.is_empty() {
            return Err("bytes are left over");
        }
        Ok(Self { per_degree, lines, near, far })
    }

    /// A whole turn in steps.
    pub(super) fn turn(&self) -> i32 {
        360 * i32::from(self.per_degree)
    }
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or("the file is cut off")?;
        self.0 = rest;
        Ok(*taken)
    }

    fn count(&mut self) -> Result<u32, Fault> {
        let mut number = 0u32;
        for shift in (0..32).step_by(7) {
            let [byte] = self.take()?;
            number |= u32::from(byte & 127).checked_shl(shift).unwrap_or(0);
            if byte < 128 {
                return Ok(number);
            }
        }
        Err("a number is too long")
    }

    fn signed(&mut self) -> Result<i32, Fault> {
        let number = self.count()?;
        Ok((number >> 1) as i32 ^ -((number & 1) as i32))
    }

    fn line(&mut self, at: &mut Step) -> Result<Shape<Kind>, Fault> {
        let kind = match self.take()? {
            [0] => Kind::Coast,
            [1] => Kind::Country,
            [2] => Kind::State,
            _ => return Err("a line of no known kind"),
        };
        let count = self.count()?;
        let mut points = Vec::new();
        for _ in 0..count {
            let (x, y) = (at.0.checked_add(self.signed()?), at.1.checked_add(self.signed()?));
            *at = x
                .zip(y)
                .filter(|(x, y)| x.abs() < 1 << 24 && y.abs() < 1 << 24)
                .ok_or("a point off the globe")?;
            points.push(*at);
        }
        Shape::new(kind, points).ok_or("a line without points")
    }

    /// The lines of a ring one after the other. They may lie a whole turn apart where they cross the antimeridian.
    fn ring(&mut self, lines: &[Shape<Kind>]) -> Result<Shape<()>, Fault> {
        let mut points: Vec<Step> = Vec::new();
        for _ in 0..self.count()? {
            let index = self.signed()?;
            let at = if index < 0 { !index } else { index };
            let line =
                usize::try_from(at).ok().and_then(|at| lines.get(at)).ok_or("a ring of no such line")?;
            let part: Box<dyn Iterator<Item = &Step>> =
                if index < 0 { Box::new(line.points.iter().rev()) } else { Box::new(line.points.iter()) };
            let mut part = part.copied().peekable();
            let turn = match (points.last(), part.peek()) {
                (Some(last), Some(first)) => last.0 - first.0,
                _ => 0,
            };
            let shared = usize::from(!points.is_empty());
            points.extend(part.skip(shared).map(|(x, y)| (x + turn, y)));
            if points.len() > 1 << 20 {
                return Err("a ring of too many points");
            }
        }
        if points.first() != points.last() {
            return Err("a ring that does not close");
        }
        Shape::new((), points).ok_or("a ring without lines")
    }
}
