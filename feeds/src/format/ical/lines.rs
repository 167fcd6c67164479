//! From text to components: lines are unfolded, components found by their first and last line.
//!
//! Publishers' line ends are CR, LF or both; a line that is no property belongs to the text before it, where its
//! publisher forgot to fold. A component without an end is told by [`Component::is_whole`].

/// A component that is read: an event or a zone, or the calendar around them.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) kind: Kind,
    /// Line of its `BEGIN`.
    pub(super) line: u32,
    /// Its lines, unfolded.
    pub(super) lines: Vec<Line>,
    /// Whether its end was found.
    pub(super) is_whole: bool,
    /// Which calendar of the document it stands in.
    pub(super) calendar: usize,
    /// Lines of text that were not folded.
    pub(super) loose_lines: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Calendar,
    Event,
    Zone,
}

/// An unfolded line and the number of its first part.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) text: String,
}

impl Line {
    /// The name of the property, as written.
    pub(super) fn name(&self) -> &str {
        let end = self.text.find([':', ';']).unwrap_or(self.text.len());
        &self.text[..end]
    }

    /// The value, as written; a colon within quotes does not start it.
    pub(super) fn value(&self) -> &str {
        let mut is_quoted = false;
        let colon = self.text.bytes().position(|byte| {
            is_quoted ^= byte == b'"';
            byte == b':' && !is_quoted
        });
        colon.map_or("", |at| &self.text[at + 1..])
    }
}

impl Component {
    /// The component as a calendar's text; what stands in components within it is left out.
    pub(super) fn text(&self) -> String {
        let name = match self.kind {
            Kind::Calendar => "VCALENDAR",
            Kind::Event => "VEVENT",
            Kind::Zone => "VTIMEZONE",
        };
        let mut text = format!("BEGIN:{name}\n");
        for line in &self.lines {
            text.push_str(&line.text);
            text.push('\n');
        }
        text.push_str("END:");
        text.push_str(name);
        text.push('\n');
        text
    }

    /// The first line of a property.
    pub(super) fn line_of(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name().eq_ignore_ascii_case(name))
    }
}

/// The components of a document in the order in which they start; alarms, tasks and other kinds are left out.
pub(super) fn components(text: &str) -> Vec<Component> {
    let mut splitter = Splitter::default();
    for line in unfolded(text) {
        splitter.take(line);
    }
    splitter.components
}

#[derive(Default)]
struct Splitter {
    components: Vec<Component>,
    /// Position of the open calendar, and of the open event or zone.
    calendar: Option<usize>,
    inner: Option<usize>,
    /// How deep in components that are not read.
    skipped: usize,
    calendars: usize,
}

impl Splitter {
    fn take(&mut self, line: Unfolded) {
        let text = line.line.text.trim_end();
        if let Some(name) = marker(text, "BEGIN:") {
            self.begin(&name, line.line.number);
        } else if let Some(name) = marker(text, "END:") {
            self.end(&name);
        } else if self.skipped == 0
            && let Some(component) = self.inner.or(self.calendar).and_then(|at| self.components.get_mut(at))
        {
            component.loose_lines += line.loose_lines;
            component.lines.push(line.line);
        }
    }

    fn begin(&mut self, name: &str, number: u32) {
        let kind = match name {
            "VCALENDAR" => Kind::Calendar,
            "VEVENT" => Kind::Event,
            "VTIMEZONE" => Kind::Zone,
            _ => {
                self.skipped += 1;
                return;
            }
        };
        // whatever was open lacks its end
        self.skipped = 0;
        self.inner = None;
        let at = self.components.len();
        if kind == Kind::Calendar {
            self.calendar = Some(at);
            self.calendars += 1;
        } else {
            self.inner = Some(at);
        }
        let calendar = self.calendars.saturating_sub(1);
        self.components.push(Component {
            kind,
            line: number,
            lines: Vec::new(),
            is_whole: false,
            calendar,
            loose_lines: 0,
        });
    }

    fn end(&mut self, name: &str) {
        let open = match name {
            "VCALENDAR" => self.calendar.take(),
            "VEVENT" | "VTIMEZONE" => self.inner.take(),
            _ => {
                self.skipped = self.skipped.saturating_sub(1);
                return;
            }
        };
        self.skipped = 0;
        if let Some(component) = open.and_then(|at| self.components.get_mut(at)) {
            component.is_whole = true;
        }
    }
}

/// The name behind `BEGIN:` or `END:`, in capitals.
fn marker(text: &str, start: &str) -> Option<String> {
    let (head, name) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then(|| name.trim().to_ascii_uppercase())
}

struct Unfolded {
    line: Line,
    loose_lines: u32,
}

fn unfolded(text: &str) -> impl Iterator<Item = Unfolded> {
    let mut lines = physical(text).filter(|(_, line)| !line.is_empty()).peekable();
    std::iter::from_fn(move || {
        let (number, first) = lines.next()?;
        let mut line = Line { number, text: first.to_owned() };
        let mut loose_lines = 0;
        while let Some(&(_, next)) = lines.peek() {
            if let Some(rest) = next.strip_prefix([' ', '\t']) {
                line.text.push_str(rest);
            } else if is_property(next) {
                break;
            } else {
                line.text.push_str("\\n");
                line.text.push_str(next);
                loose_lines += 1;
            }
            lines.next();
        }
        Some(Unfolded { line, loose_lines })
    })
}

/// Whether a line starts as a property does: a name of letters, digits and hyphens, then a colon or semicolon.
fn is_property(line: &str) -> bool {
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(line.len());
    end > 0 && line[end..].starts_with([':', ';'])
}

/// Lines with their numbers, which count as [`crate::format::json::Positions`] does.
fn physical(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut rest = Some(text);
    let lines = std::iter::from_fn(move || {
        let here = rest?;
        let Some(end) = here.find(['\r', '\n']) else {
            rest = None;
            return Some(here);
        };
        let length = if here[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = Some(&here[end + length..]);
        Some(&here[..end])
    });
    (1u32..).zip(lines)
}
