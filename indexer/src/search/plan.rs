//! A query made ready for one generation: masks and tables instead of names, so that a row is tested by a few
//! comparisons. Tells for every row which filters it misses, so that facets can be counted without their own.

use super::ask::Ask;
use super::clock::{Ahead, Clocks, NEVER, next_whole_minute};
use super::query::{Choice, Filters, Query, TimeOfDay, Way, Window};
use crate::generation::columns::{Dictionaries, NO_DAY, NONE16, Row, flag};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::schedule::ASSUMED_MINUTES;
use jiff::Timestamp;

/// Bits of what must hold whatever facet is counted.
const HARD: u32 = 1 << 31;

/// A choice among bits of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Bits {
    any: u64,
    none: u64,
}

impl Bits {
    fn of<T: Copy>(choice: &Choice<T>, position: impl Fn(T) -> usize) -> Self {
        let mask =
            |values: &[T]| values.iter().fold(0, |mask, &value| mask | 1u64 << (position(value) as u32 & 63));
        Self { any: mask(&choice.any), none: mask(&choice.none) }
    }

    fn allow(self, bits: u64) -> bool {
        (self.any == 0 || bits & self.any != 0) && bits & self.none == 0
    }
}

/// A choice among entries of a dictionary: one flag an entry, and one for having none.
#[derive(Clone, Debug, Default)]
struct Table {
    /// `None`: nothing was asked, everything goes.
    allowed: Option<Vec<bool>>,
    without: bool,
}

impl Table {
    fn of<T, V>(choice: &Choice<V>, entries: &[T], holds: impl Fn(&T, &V) -> bool) -> Self {
        if choice.is_empty() {
            return Self::default();
        }
        let among = |entry: &T, values: &[V]| values.iter().any(|value| holds(entry, value));
        let allow =
            |entry| (choice.any.is_empty() || among(entry, &choice.any)) && !among(entry, &choice.none);
        Self { allowed: Some(entries.iter().map(allow).collect()), without: choice.any.is_empty() }
    }

    fn allows(&self, number: Option<usize>) -> bool {
        let Some(allowed) = &self.allowed else { return true };
        number.and_then(|number| allowed.get(number)).copied().unwrap_or(self.without)
    }
}

/// Wall-clock facts of a row for this asker.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// Days from Sunday, or [`NO_DAY`].
    pub weekday: u8,
    /// Minute of the day of the start; `None` without a time.
    pub minute: Option<u16>,
}

/// A query made ready.
pub struct Plan<'a> {
    fellowship: Bits,
    philosophy: Bits,
    for_whom: Bits,
    covers: Bits,
    attendance: Bits,
    weekday: Bits,
    time: TimeOfDay,
    types: Bits,
    types_all: u64,
    audience_all: u64,
    access_all: u64,
    audience: Bits,
    access: Bits,
    languages: Table,
    countries: Table,
    regions: Table,
    sources: Table,
    entities: Table,
    changed_since: u32,
    paused: bool,
    window: Option<Window>,
    /// At the moment of asking.
    clocks: Clocks<'a>,
    /// At the start of the window.
    window_clocks: Clocks<'a>,
    window_minutes: u32,
    asker: Ahead,
    has_filters: bool,
    /// Of each set of sources, whether none of them was confirmed lately.
    stale: Vec<bool>,
}

impl<'a> Plan<'a> {
    /// Makes a query ready for a generation.
    pub fn new(query: &Query, words: &'a Dictionaries, now: Timestamp) -> Self {
        let filters = &query.filters;
        let way = |way: Way| way as usize;
        let (mut window_from, mut window_minutes) = (now, 0);
        if let Some(Window::Between { from, to, .. }) = query.window {
            let (from, to) = (next_whole_minute(from), next_whole_minute(to));
            window_minutes = u32::try_from(to.duration_since(from).as_mins().max(0)).unwrap_or(u32::MAX);
            window_from = from;
        }
        Self {
            fellowship: Bits::of(&filters.fellowship, |fellowship| fellowship.index()),
            philosophy: Bits::of(&filters.philosophy, |value| value as usize),
            for_whom: Bits::of(&filters.for_whom, |value| value as usize),
            covers: Bits::of(&filters.covers, |value| value as usize),
            attendance: Bits::of(&filters.attendance, way),
            weekday: Bits::of(&filters.weekday, |day| usize::from(day.days_from_sunday())),
            time: filters.time,
            types: Bits::of(&filters.types, |kind| kind.index_in_group()),
            types_all: all_of(&filters.types_all),
            audience_all: all_of(&filters.audience_all),
            access_all: all_of(&filters.access_all),
            audience: Bits::of(&filters.audience, |kind| kind.index_in_group()),
            access: Bits::of(&filters.access, |kind| kind.index_in_group()),
            languages: Table::of(&filters.languages, &words.language_sets, |set, wanted| {
                set.iter().any(|language| speaks(language, wanted))
            }),
            countries: Table::of(&filters.countries, &words.countries, |a, b| a == b),
            regions: Table::of(&filters.regions, &words.regions, |a, b| a == b),
            sources: Table::of(&filters.sources, &words.source_sets, |set, wanted| set.contains(wanted)),
            entities: Table::of(&filters.entities, &words.entities, |a, b| {
                a.to_lowercase() == b.to_lowercase()
            }),
            changed_since: filters.updated_since.map_or(0, |since| {
                // before 1970 is before everything
                u32::try_from((next_whole_minute(since).as_second() / 60).max(0)).unwrap_or(u32::MAX)
            }),
            paused: query.include_paused,
            window: query.window,
            clocks: Clocks::new(&words.zones, &words.repeats, now),
            window_clocks: Clocks::new(&words.zones, &words.repeats, window_from),
            window_minutes,
            asker: Ahead::new(&query.zone, now),
            stale: stale(query, &words.source_sets),
            has_filters: *filters != Filters::default() || query.window.is_some(),
        }
    }

    /// Bits of the dimensions that a row misses; 0 when it is an answer. With [`Plan::is_out`] rows it never is.
    pub fn misses(&self, row: &Row) -> u32 {
        if row.is(flag::PAUSED) && !self.paused {
            return HARD;
        }
        if !self.has_filters {
            return 0;
        }
        if !self.passes_hard(row) {
            return HARD;
        }
        self.misses_facets(row)
    }

    /// Bits of everything that a row lacks, also of what has no facet.
    pub fn lacks(&self, row: &Row) -> u32 {
        let mut lacks = self.misses_facets(row);
        let mut test = |holds: bool, ask: Ask| lacks |= if holds { 0 } else { ask.bit() };
        test(row.types & self.types_all == self.types_all, Ask::TypeAll);
        test(self.regions.allows(entry(row.region)), Ask::Region);
        test(self.window.is_none_or(|window| self.in_window(row, window)), Ask::Window);
        lacks
    }

    /// Whether none of its sources was confirmed lately.
    pub fn is_stale(&self, row: &Row) -> bool {
        self.stale.get(row.sources as usize).copied().unwrap_or(false)
    }

    fn misses_facets(&self, row: &Row) -> u32 {
        let mut misses = 0;
        let mut test = |holds: bool, dimension: Ask| misses |= if holds { 0 } else { dimension.bit() };
        test(self.fellowship.allow(1 << (row.fellowship & 63)), Ask::Fellowship);
        test(self.philosophy.allow(u64::from(row.philosophy)), Ask::Philosophy);
        test(self.for_whom.allow(u64::from(row.for_whom)), Ask::For);
        test(self.covers.allow(u64::from(row.covers)), Ask::Covers);
        let ways = row.flags & (flag::IN_PERSON | flag::ONLINE | flag::PHONE);
        test(self.attendance.allow(u64::from(ways)), Ask::Attendance);
        test(self.types.allow(row.types), Ask::Type);
        let has_all = |bits: u64, all: u64| bits & all == all;
        let (audience, access) = (row.audience, u64::from(row.access));
        test(self.audience.allow(audience) && has_all(audience, self.audience_all), Ask::Audience);
        test(self.access.allow(access) && has_all(access, self.access_all), Ask::Access);
        test(self.languages.allows(Some(row.languages as usize)), Ask::Language);
        test(self.countries.allows(entry(row.country)), Ask::Country);
        if self.weekday.any | self.weekday.none != 0 || self.time != TimeOfDay::default() {
            let when = self.when(row);
            let day = if when.weekday == NO_DAY { 0 } else { 1 << self.evening_of(when) };
            test(self.weekday.allow(day), Ask::Weekday);
            let in_time = self.time == TimeOfDay::default()
                || when.minute.is_some_and(|minute| self.time.contains(minute));
            test(in_time, Ask::Time);
        }
        misses
    }

    /// Whether a row can't be an answer whatever facet is counted.
    pub fn is_out(misses: u32) -> bool {
        misses & HARD != 0
    }

    fn passes_hard(&self, row: &Row) -> bool {
        row.types & self.types_all == self.types_all
            && row.changed >= self.changed_since
            && self.regions.allows(entry(row.region))
            && self.sources.allows(Some(row.sources as usize))
            && self.entities.allows((row.entity != u32::MAX).then_some(row.entity as usize))
            && self.window.is_none_or(|window| self.in_window(row, window))
    }

    fn in_window(&self, row: &Row, window: Window) -> bool {
        if row.is(flag::ALWAYS_ON) {
            return true;
        }
        match window {
            Window::Now => self.is_on(row, &self.clocks),
            Window::Between { ongoing, .. } => {
                let starts =
                    self.window_clocks.look(row).is_some_and(|look| look.until < self.window_minutes);
                starts || ongoing && self.is_on(row, &self.window_clocks)
            }
        }
    }

    fn is_on(&self, row: &Row, clocks: &Clocks<'_>) -> bool {
        clocks.look(row).is_some_and(|look| look.since < length(row))
    }

    /// Day and time of a row: in its own zone where there is a room, in the asker's where there is none. Of the
    /// occurrence that is shown: the one under way, else the next.
    pub fn when(&self, row: &Row) -> When {
        let own = When { weekday: row.weekday, minute: (row.minute != NONE16).then_some(row.minute % 1440) };
        if !row.is_remote_only() {
            return own;
        }
        let minute = match self.clocks.look(row) {
            Some(look) if look.since < length(row) => self.asker.minute_in(-i64::from(look.since)),
            Some(look) if look.until < NEVER => self.asker.minute_in(i64::from(look.until)),
            _ => return own,
        };
        When { weekday: (minute / 1440) as u8, minute: Some(minute % 1440) }
    }

    /// The day that a weekday asks for: of a window over midnight the hours behind it belong to the evening before, so that
    /// Saturday from 22:00 to 2:00 is one night.
    pub fn evening_of(&self, when: When) -> u8 {
        let (Some(after), Some(before)) = (self.time.after, self.time.before) else { return when.weekday };
        let is_behind = after > before && when.minute.is_some_and(|minute| minute < before);
        if is_behind && when.weekday < 7 { (when.weekday + 6) % 7 } else { when.weekday }
    }

    /// Order in time: under way first, the latest begun before the others, then by start; last what has no time.
    pub fn wait(&self, row: &Row) -> u32 {
        let Some(look) = self.clocks.look(row) else { return u32::MAX };
        if look.since < length(row) { look.since } else { look.until + UNDER_WAY }
    }
}

/// Waits below this are minutes since the start of what is under way.
pub const UNDER_WAY: u32 = 1440;

/// Bits of kinds that all have to hold.
fn all_of(kinds: &[Kind]) -> u64 {
    kinds.iter().fold(0, |mask, kind| mask | 1 << kind.index_in_group())
}

fn length(row: &Row) -> u32 {
    u32::from(if row.length == 0 { ASSUMED_MINUTES } else { row.length })
}

fn stale(query: &Query, sets: &[Vec<SourceId>]) -> Vec<bool> {
    if query.stale.is_empty() {
        return Vec::new();
    }
    let is_stale = |set: &Vec<SourceId>| !set.is_empty() && set.iter().all(|id| query.stale.contains(id));
    sets.iter().map(is_stale).collect()
}

fn entry(number: u16) -> Option<usize> {
    (number != NONE16).then_some(usize::from(number))
}

/// Whether a language tag satisfies a wanted one: `pt-BR` satisfies `pt`, never the reverse.
pub fn speaks(language: &str, wanted: &str) -> bool {
    let language = language.to_ascii_lowercase();
    let wanted = wanted.to_ascii_lowercase();
    language == wanted || language.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('-'))
}
