//! Numbers that are times of the clock, distances or lengths of time: `7pm`, `after 7`, `19h30`, `between 6 and 8 pm`,
//! `within 10 miles`, `in the next 2 hours`.

use super::everyday::everyday;
use super::meaning::{Exactness, Meaning};
use super::token::Token;
use super::vocabulary::{Before, LONGEST, Phrase, Unit, Words};
use crate::search::MOST_KM;
use crate::search::query::TimeOfDay;

/// Who says seven means half an hour before to an hour after.
const BEFORE: u16 = 30;
const AFTER: u16 = 60;
const DAY: u16 = 1440;
/// Bare metres are a distance from here on; less is an hour, a number, a platform.
const LEAST_METRES: f64 = 0.05;

/// Behind an hour: half an hour later.
const HALF: [&str; 3] = ["y media", "e meia", "et demie"];

/// Around a time of the clock, in minutes of the day.
pub fn around(minute: u16) -> TimeOfDay {
    let before = (minute + AFTER) % DAY;
    TimeOfDay {
        after: Some((minute + DAY - BEFORE) % DAY),
        before: Some(if before == 0 { DAY } else { before }),
    }
}

/// What begins at a token, with its length in tokens.
pub fn read(tokens: &[Token], start: usize, words: &Words) -> Option<(usize, Meaning)> {
    let (connector, at) = connecting(tokens, start, words);
    let is = |before: Before| connector.contains(&before);
    let named = if is(Before::TimeTo) { Number::named(tokens, at, words) } else { None };
    let first = named.or_else(|| Number::read(tokens, at, words))?;
    // "after 10 years", "24/7"
    let next = tokens.get(first.end);
    let is_length = first.unit.is_none() && next.is_some_and(|next| everyday().is_length(&next.folded));
    if is_length || next.is_some_and(|next| next.joined == Some('/') && next.number().is_some()) {
        return None;
    }
    match first.unit {
        Some(Unit::Km(each)) => {
            let mut km = (f64::from(first.value) + first.fraction) * each;
            // nobody looks for a room within 20 metres
            if km < LEAST_METRES && is(Before::Distance) && tokens[first.end - 1].folded.ends_with('m') {
                km *= 1609.344;
            }
            let is_distance = km > 0.0 && (is(Before::Distance) || km >= LEAST_METRES);
            let km = (km.min(MOST_KM) * 10.0).round().max(1.0) / 10.0;
            return is_distance.then_some((first.end - start, Meaning::Radius(km)));
        }
        Some(Unit::Minutes(each)) if first.value != 24 || is(Before::Distance) => {
            let parts = (first.fraction * f64::from(each)).round() as u32;
            let minutes = first.value.checked_mul(each)?.checked_add(parts)?;
            let minutes = Some(minutes).filter(|minutes| (1..=10_080).contains(minutes))?;
            return is(Before::Distance).then_some((first.end - start, Meaning::StartsWithin(minutes)));
        }
        _ => {}
    }
    if let Some(range) = range(tokens, &first, words, connector.is_empty() || is(Before::TimeFrom)) {
        return Some((range.0 - start, range.1));
    }
    if first.fraction > 0.0 {
        return None;
    }
    let is_bare = first.unit.is_none() && first.minute.is_none();
    if is_bare && first.is_word && !(is(Before::TimeAt) && ends_an_hour(tokens, first.end, words)) {
        return None;
    }
    // "at 1930"
    if is_bare && is(Before::TimeAt) && (1000..2400).contains(&first.value) {
        let (hour, minute) = (first.value / 100, first.value % 100);
        let at = Number { value: hour, minute: Some(minute), unit: Some(Unit::Hours), ..first };
        let time = around(at.minute_of_day(Half::LateUntil(9))?);
        return Some((first.end - start, Meaning::Time(time, Exactness::Clock)));
    }
    // "grupo 24 horas" is open all day
    if first.value == 24 && first.minute.is_none() && !(is(Before::TimeFrom) || is(Before::TimeTo)) {
        return (connector.is_empty() && first.unit.is_some())
            .then_some((first.end - start, Meaning::Literal));
    }
    let time = if is(Before::TimeFrom) && !is(Before::TimeAt) {
        TimeOfDay { after: Some(first.minute_of_day(Half::LateUntil(9))? % DAY), before: None }
    } else if is(Before::TimeTo) && !is(Before::TimeAt) {
        TimeOfDay { after: None, before: Some(end_of(first.minute_of_day(Half::LateUntil(7))?)) }
    } else if is(Before::TimeAt) || !is_bare {
        around(first.minute_of_day(Half::LateUntil(9))?)
    } else {
        return None;
    };
    // "in 5", "a 12": a number behind a word that opens much else is no time
    let could_be_more = is_bare && (is(Before::Place) || is(Before::Distance)) && !is_only_time(&connector);
    (!could_be_more).then_some((first.end - start, Meaning::Time(time, Exactness::Clock)))
}

fn is_only_time(connector: &[Before]) -> bool {
    connector.iter().any(|before| matches!(before, Before::TimeFrom | Before::TimeTo))
        && !connector.contains(&Before::Distance)
        || connector.contains(&Before::TimeAt)
}

/// The longest connecting words at a token, and where they end.
fn connecting(tokens: &[Token], start: usize, words: &Words) -> (Vec<Before>, usize) {
    let most = LONGEST.min(tokens.len() - start);
    for len in (1..=most).rev() {
        if let Some(found) = words.connectors.get(&phrase(&tokens[start..start + len])) {
            return (found.clone(), start + len);
        }
    }
    (Vec::new(), start)
}

/// The words of tokens with a space between.
pub fn phrase(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    words.join(" ")
}

/// `6 to 8 pm`, `7-9pm`.
fn range(tokens: &[Token], first: &Number, words: &Words, may_open: bool) -> Option<(usize, Meaning)> {
    if !may_open || first.end >= tokens.len() {
        return None;
    }
    let dashed = matches!(tokens[first.end].joined, Some('-' | '–' | '—'));
    let (connector, at) = if dashed { (Vec::new(), first.end) } else { connecting(tokens, first.end, words) };
    if !dashed && !connector.contains(&Before::TimeTo) {
        return None;
    }
    let second = Number::named(tokens, at, words).or_else(|| Number::read(tokens, at, words))?;
    let is_time = |unit: Option<Unit>| !matches!(unit, Some(Unit::Km(_) | Unit::Minutes(_)));
    let says_time = second.unit.is_some() || first.unit.is_some() || second.minute.is_some() || !dashed;
    if !is_time(second.unit) || !says_time {
        return None;
    }
    let until = end_of(second.minute_of_day(Half::LateUntil(11))?);
    let has_half = first.unit.is_some() || first.value > 12;
    if first.is_word && first.unit.or(second.unit).is_none() {
        return None;
    }
    // "9 to midnight" is of the evening
    let unit = first.unit.or(second.unit.filter(|_| !second.is_word || second.value < 12));
    let first = Number { unit, ..*first };
    let mut from = first.minute_of_day(Half::LateUntil(11))?;
    // "11 to 1 pm" begins before noon, "11 pm to 1 am" does not
    if from > until && from >= 720 && !has_half {
        from -= 720;
    }
    let time = TimeOfDay { after: Some(from % DAY), before: Some(until) };
    Some((second.end, Meaning::Time(time, Exactness::Clock)))
}

/// Which half of the day a bare hour is in: after noon up to this hour.
enum Half {
    LateUntil(u32),
}

/// A number with its minutes and its unit.
struct Number {
    value: u32,
    /// What stands behind the point of a distance or a length of time.
    fraction: f64,
    minute: Option<u32>,
    unit: Option<Unit>,
    /// Written as `07`.
    padded: bool,
    /// Written as `seven`.
    is_word: bool,
    end: usize,
}

/// Until midnight is until the end of the day.
fn end_of(minute: u16) -> u16 {
    if minute == 0 { DAY } else { minute }
}

impl Number {
    /// "midnight" and "noon" behind what waits for a time.
    fn named(tokens: &[Token], at: usize, words: &Words) -> Option<Self> {
        let hour = |phrase: &Phrase| match &phrase.meaning {
            Meaning::Time(time, Exactness::Clock) if *time == around(0) => Some(24),
            Meaning::Time(time, Exactness::Clock) if *time == around(DAY / 2) => Some(12),
            _ => None,
        };
        let most = LONGEST.min(tokens.len().checked_sub(at)?);
        let (len, value) = (1..=most).rev().find_map(|len| {
            let found = words.phrases.get(&phrase(&tokens[at..at + len]))?;
            Some((len, found.iter().find_map(hour)?))
        })?;
        let (unit, end) = (Some(Unit::Hours), at + len);
        Some(Self { value, fraction: 0.0, minute: None, unit, padded: false, is_word: true, end })
    }

    fn read(tokens: &[Token], at: usize, words: &Words) -> Option<Self> {
        let token = tokens.get(at)?;
        if let Some(hour) = everyday().hour(&token.folded) {
            return Self::in_words(hour, tokens, at, words);
        }
        let (digits, suffix) = split(&token.folded)?;
        let mut number = Self {
            value: digits.parse().ok()?,
            fraction: 0.0,
            minute: None,
            unit: None,
            padded: digits.starts_with('0'),
            is_word: false,
            end: at + 1,
        };
        if let Some((unit, minutes)) = hour_and_minutes(suffix) {
            number.minute = Some(minutes);
            number.unit = Some(unit);
            return Some(number);
        }
        if let Some(decimal) = number.decimal(tokens, at, suffix, words) {
            return Some(decimal);
        }
        let mut suffix = suffix;
        let next =
            tokens.get(at + 1).filter(|next| suffix.is_empty() && matches!(next.joined, Some(':' | '.')));
        if let Some((minutes, rest)) = next.and_then(|next| split(&next.folded)).filter(|(m, _)| m.len() == 2)
        {
            number.minute = Some(minutes.parse().ok()?);
            number.end = at + 2;
            suffix = rest;
        }
        if !suffix.is_empty() {
            number.unit = Some(*words.units.get(suffix)?);
            // "730pm"
            let is_clock = matches!(number.unit, Some(Unit::Am | Unit::Pm | Unit::Hours));
            if is_clock && digits.len() >= 3 && number.minute.is_none() {
                (number.value, number.minute) = (number.value / 100, Some(number.value % 100));
            }
            return Some(number);
        }
        let most = LONGEST.min(tokens.len() - number.end);
        for len in (1..=most).rev() {
            if let Some(unit) = words.units.get(&phrase(&tokens[number.end..number.end + len])) {
                number.unit = Some(*unit);
                number.end += len;
                break;
            }
        }
        // "las 7 y media"
        let half = tokens.get(number.end..number.end + 2).map(phrase);
        if number.minute.is_none()
            && number.value <= 24
            && half.is_some_and(|half| HALF.contains(&half.as_str()))
        {
            number.minute = Some(30);
            number.end += 2;
            return Some(number);
        }
        // "20 h 30"
        let behind = tokens.get(number.end).filter(|_| number.unit == Some(Unit::Hours));
        if let Some(minutes) = behind.and_then(|next| next.number().filter(|_| next.folded.len() == 2)) {
            let next = tokens.get(number.end + 1);
            let has_unit = next.is_some_and(|next| words.units.contains_key(&next.folded));
            if number.minute.is_none() && minutes < 60 && !has_unit {
                number.minute = Some(minutes);
                number.end += 1;
            }
        }
        Some(number)
    }

    /// "seven pm", "two miles", and the hour of "at seven".
    fn in_words(value: u32, tokens: &[Token], at: usize, words: &Words) -> Option<Self> {
        let mut number = Self {
            value,
            fraction: 0.0,
            minute: None,
            unit: None,
            padded: false,
            is_word: true,
            end: at + 1,
        };
        let most = LONGEST.min(tokens.len() - number.end);
        for len in (1..=most).rev() {
            let unit = phrase(&tokens[number.end..number.end + len]);
            // "ten a week" is no time in the morning
            if let Some(found) = words.units.get(&unit).filter(|_| unit.len() > 1) {
                number.unit = Some(*found);
                number.end += len;
                break;
            }
        }
        let half = tokens.get(number.end..number.end + 2).map(phrase);
        if half.is_some_and(|half| HALF.contains(&half.as_str())) {
            number.minute = Some(30);
            number.end += 2;
        }
        Some(number)
    }

    /// "1.5 miles", "2,5 km", "1.5 hours".
    fn decimal(&self, tokens: &[Token], at: usize, suffix: &str, words: &Words) -> Option<Self> {
        let next = tokens.get(at + 1).filter(|_| suffix.is_empty())?;
        if !matches!(next.joined, Some('.' | ',')) {
            return None;
        }
        let (digits, suffix) = split(&next.folded).filter(|(digits, _)| digits.len() <= 2)?;
        let (unit, end) = if suffix.is_empty() {
            let most = LONGEST.min(tokens.len() - (at + 2));
            let unit = |len: &usize| words.units.get(&phrase(&tokens[at + 2..at + 2 + len]));
            let len = (1..=most).rev().find(|len| unit(len).is_some())?;
            (*unit(&len)?, at + 2 + len)
        } else {
            (*words.units.get(suffix)?, at + 2)
        };
        let is_length = matches!(unit, Unit::Km(_) | Unit::Minutes(_));
        let scale = 10f64.powi(i32::try_from(digits.len()).ok()?);
        let fraction = f64::from(digits.parse::<u32>().ok()?) / scale;
        is_length.then_some(Self { fraction, minute: None, unit: Some(unit), end, ..*self })
    }

    fn minute_of_day(&self, half: Half) -> Option<u16> {
        let Half::LateUntil(late) = half;
        let minute = self.minute.unwrap_or(0);
        if self.value > 24 || minute > 59 {
            return None;
        }
        let hour = match self.unit {
            Some(Unit::Am) if self.value == 12 => 0,
            Some(Unit::Pm) if self.value < 12 => self.value + 12,
            Some(Unit::Am | Unit::Pm | Unit::Hours) => self.value,
            _ if self.padded || self.value == 0 || self.value > late => self.value,
            _ => self.value + 12,
        };
        u16::try_from((hour * 60 + minute).min(u32::from(DAY))).ok()
    }
}

/// Behind "at seven" the question ends, or something else begins that we know: "at one accord" is a name.
fn ends_an_hour(tokens: &[Token], end: usize, words: &Words) -> bool {
    tokens.get(end).is_none_or(|next| {
        words.phrases.contains_key(&next.folded) || words.connectors.contains_key(&next.folded)
    })
}

/// Digits at the beginning, and the letters behind them.
fn split(word: &str) -> Option<(&str, &str)> {
    let at = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    (1..=4).contains(&at).then(|| word.split_at(at))
}

/// `h30` of `19h30`.
fn hour_and_minutes(suffix: &str) -> Option<(Unit, u32)> {
    let minutes = suffix.strip_prefix('h')?;
    let is_minutes = minutes.len() == 2 && minutes.bytes().all(|byte| byte.is_ascii_digit());
    is_minutes.then(|| Some((Unit::Hours, minutes.parse().ok()?))).flatten()
}
