//! The parameters as they were given, and what is wrong with them. Every fault is kept, so that a client can mend
//! all of them at once.

use super::table::{PARAMETERS, Parameter, Takes, parameter};
use crate::nearest::nearest;
use crate::problem::{ParamError, Problem, ProblemCode};
use everyroom_indexer::generation::text::is_invisible;
use std::collections::BTreeMap;

/// At most so many values in one list.
pub const MOST_VALUES: usize = 100;
/// Of a wrong value so much is repeated.
const VALUE_CHARS: usize = 80;
/// A longer name of a parameter is none.
const NAME_BYTES: usize = 40;
/// So many faults are spelt out and the rest counted; more help nobody.
const MOST_FAULTS: usize = 20;
/// A query may have so many fields, empty ones and all.
const MOST_PAIRS: usize = 200;

/// Given parameters by name, and faults.
pub struct Reader {
    given: BTreeMap<&'static str, Vec<String>>,
    empty: BTreeMap<&'static str, usize>,
    faults: Vec<Fault>,
    untold: usize,
    is_too_much: bool,
}

struct Fault {
    is_unknown: bool,
    why: String,
    error: ParamError,
}

/// One value of a list.
pub struct Item {
    /// The value.
    pub text: String,
    /// Whether it is one that is not wanted.
    pub excluded: bool,
}

/// Whether a form left it open. What is chosen from a list is never typed, so blanks there are a mistake.
fn is_none(parameter: &Parameter, value: &str) -> bool {
    match parameter.takes {
        Takes::One(_) => value.is_empty(),
        _ => value.trim().is_empty(),
    }
}

impl Reader {
    /// Sorts pairs by parameter. Empty values are not given: forms send them for every field left open.
    pub fn new(pairs: impl Iterator<Item = (String, String)>, allowed: impl Fn(&Parameter) -> bool) -> Self {
        let mut reader = Self {
            given: BTreeMap::new(),
            empty: BTreeMap::new(),
            faults: Vec::new(),
            untold: 0,
            is_too_much: false,
        };
        for (at, (name, value)) in pairs.enumerate() {
            if at == MOST_PAIRS {
                reader.given.clear();
                reader.is_too_much = true;
                break;
            }
            match parameter(&name).filter(|known| allowed(known)) {
                None => reader.unknown(&name, &allowed),
                Some(known) if is_none(known, &value) => *reader.empty.entry(known.name).or_default() += 1,
                Some(known) => reader.given.entry(known.name).or_default().push(value),
            }
        }
        reader
    }

    fn unknown(&mut self, name: &str, allowed: impl Fn(&Parameter) -> bool) {
        if self.is_full() {
            self.untold += 1;
            return;
        }
        let known = || PARAMETERS.iter().filter(|parameter| allowed(parameter));
        let names = known().map(|parameter| (parameter.name, parameter.name));
        let also = known().flat_map(|parameter| parameter.also.iter().map(|also| (*also, parameter.name)));
        let nearest = nearest(name, names.chain(also));
        let shown = shown_name(name);
        let why = match &nearest {
            Some(nearest) => format!("there is no parameter `{shown}`; did you mean `{nearest}`?"),
            None => format!("there is no parameter `{shown}`"),
        };
        let error = ParamError {
            parameter: shown,
            value: None,
            allowed: Some(known().map(|parameter| parameter.name.to_owned()).collect()),
            nearest,
        };
        self.faults.push(Fault { is_unknown: true, why, error });
    }

    /// Whether more faults would only be counted.
    fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// What is nearest to a wrong value, while that is told: to find it is work.
    pub fn near(&self, find: impl FnOnce() -> Option<String>) -> Option<String> {
        if self.is_full() { None } else { find() }
    }

    /// Adds a value, as if a client had sent it.
    pub fn give(&mut self, name: &'static str, value: String) {
        self.given.entry(name).or_default().push(value);
    }

    /// Whether a parameter was given.
    pub fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// All values of a parameter, as they came.
    pub fn all(&self, name: &str) -> &[String] {
        self.given.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a value has more characters than that, as it came.
    pub fn is_longer(&self, name: &str, most: usize) -> bool {
        self.all(name).iter().any(|value| value.chars().count() > most)
    }

    /// The value of a parameter that takes one.
    pub fn one(&mut self, name: &'static str) -> Option<String> {
        match self.all(name) {
            [] => None,
            [value] => Some(value.trim().to_owned()),
            _ => {
                self.fault(name, None, "takes one value and was given several");
                None
            }
        }
    }

    /// The values of a parameter that takes several.
    pub fn items(&mut self, name: &'static str, split: bool) -> Vec<Item> {
        let whole = self.all(name).iter().map(String::as_str);
        let texts: Vec<&str> =
            if split { whole.flat_map(|value| value.split(',')).collect() } else { whole.collect() };
        if texts.len() + self.empty.get(name).copied().unwrap_or(0) > MOST_VALUES {
            self.fault(name, None, &format!("has more than {MOST_VALUES} values"));
            return Vec::new();
        }
        texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(item).collect()
    }

    /// One of the words that a parameter takes.
    pub fn word(&mut self, name: &'static str) -> Option<&'static str> {
        let value = self.one(name)?;
        let Some(Takes::One(words)) = parameter(name).map(|parameter| parameter.takes) else { return None };
        let found = words.iter().find(|word| word.eq_ignore_ascii_case(&value)).copied();
        if found.is_none() {
            let nearest = self.near(|| nearest(&value, words.iter().map(|word| (*word, *word))));
            self.not_allowed(name, &value, words, nearest);
        }
        found
    }

    /// A number within the bounds of its parameter.
    pub fn number(&mut self, name: &'static str) -> Option<f64> {
        let value = self.one(name)?;
        let Some(Takes::Number(least, most)) = parameter(name).map(|parameter| parameter.takes) else {
            return None;
        };
        let number = value.parse::<f64>().ok().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.fault(name, Some(&value), &format!("is not a number from {least} to {most}"));
        }
        number
    }

    /// A whole number within the bounds of its parameter.
    pub fn whole_number(&mut self, name: &'static str) -> Option<u32> {
        let number = self.number(name)?;
        if number.fract() == 0.0 {
            return Some(number as u32);
        }
        let value = number.to_string();
        self.fault(name, Some(&value), "is not a whole number");
        None
    }

    /// Notes what is wrong with a parameter. The value is left out where it is personal.
    pub fn fault(&mut self, name: &'static str, value: Option<&str>, why: &str) {
        self.fault_near(name, value, why, None, None);
    }

    /// Notes a value that is not on the list of its parameter.
    pub fn not_allowed(
        &mut self,
        name: &'static str,
        value: &str,
        allowed: &[&str],
        nearest: Option<String>,
    ) {
        const FEW: usize = 12;
        if self.is_full() {
            self.untold += 1;
            return;
        }
        let mut why = "is not a value of this parameter".to_owned();
        if allowed.len() <= FEW {
            why = format!("is not allowed; use {}", listed(allowed));
        } else if let Some(nearest) = &nearest {
            why.push_str(&format!("; did you mean `{nearest}`?"));
        }
        let allowed = allowed.iter().map(|&word| word.to_owned()).collect();
        self.fault_near(name, Some(value), &why, Some(allowed), nearest);
    }

    /// Notes what is wrong with a parameter, with what would be right.
    pub fn fault_near(
        &mut self,
        name: &'static str,
        value: Option<&str>,
        why: &str,
        allowed: Option<Vec<String>>,
        nearest: Option<String>,
    ) {
        if self.is_full() {
            self.untold += 1;
            return;
        }
        let is_personal = parameter(name).is_some_and(Parameter::is_personal);
        let value = value.filter(|value| !is_personal && !looks_like_a_point(value)).map(clip);
        let why = match &value {
            Some(value) => format!("{name}={value} {why}"),
            None => format!("{name} {why}"),
        };
        let error = ParamError { parameter: name.to_owned(), value, allowed, nearest };
        self.faults.push(Fault { is_unknown: false, why, error });
    }

    /// What was given, by name, in an order of its own: equal for two queries that ask the same.
    pub fn normalised(&self) -> String {
        // a value of an open list may hold commas of its own
        let separator = |name| match parameter(name).map(|known| known.takes) {
            Some(Takes::Many(_)) => ",",
            _ => "\u{1f}",
        };
        let lines =
            self.given.iter().map(|(name, values)| format!("{name}={}\n", values.join(separator(name))));
        lines.collect()
    }

    /// What was given, as pairs.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        self.given
            .iter()
            .flat_map(|(name, values)| values.iter().map(|value| (*name, value.clone())))
            .collect()
    }

    /// All faults as one problem, if there are any.
    pub fn problem(self) -> Option<Problem> {
        if self.is_too_much {
            let detail = format!("there are more than {MOST_PAIRS} fields; give several values by comma");
            return Some(Problem::new(ProblemCode::InvalidParameter, detail));
        }
        let first = self.faults.first()?;
        let code =
            if first.is_unknown { ProblemCode::UnknownParameter } else { ProblemCode::InvalidParameter };
        let mut detail = self.faults.iter().map(|fault| fault.why.as_str()).collect::<Vec<_>>().join("; ");
        if self.untold > 0 {
            detail.push_str(&format!("; and {} more", self.untold));
        }
        let errors = self.faults.into_iter().map(|fault| fault.error).collect();
        Some(Problem::of_parameters(code, detail, errors))
    }
}

/// A name that is not known, fit for a message. It may hold anything: only what looks like a name is repeated.
pub fn shown_name(name: &str) -> String {
    let is_name =
        name.len() <= NAME_BYTES && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-[].".contains(&b));
    let is_number = name.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if is_name && !is_number { name.to_owned() } else { "…".to_owned() }
}

fn item(text: &str) -> Item {
    match text.strip_prefix('-') {
        Some(rest) => Item { text: rest.trim().to_owned(), excluded: true },
        None => Item { text: text.to_owned(), excluded: false },
    }
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => (*word).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Two numbers with fractions are somebody's whereabouts, wherever they stand.
fn looks_like_a_point(text: &str) -> bool {
    let is_fraction = |part: &str| part.contains('.') && part.trim().parse::<f64>().is_ok();
    text.split([',', ';', ' ', '/']).filter(|part| is_fraction(part)).count() >= 2
}

/// The beginning of a text without control characters, fit for a message.
fn clip(text: &str) -> String {
    let plain = text.chars().filter(|c| !c.is_control() && !is_invisible(*c));
    let mut clipped: String = plain.take(VALUE_CHARS + 1).collect();
    if clipped.chars().count() > VALUE_CHARS {
        clipped.pop();
        clipped.push('…');
    }
    clipped
}
