//! Taking values out of a record.

use super::chain::Frame;
use super::page::{self, Budget, Page};
use super::path::Path;
use super::steps::{self, Op};
use crate::notice::Code;
use scraper::{ElementRef, Selector};
use serde_json::Value;
use std::cell::RefCell;
use url::Url;

/// Where a value is, and what is done with it.
#[derive(Debug, Default)]
pub(super) struct Pick {
    pub(super) places: Vec<Place>,
    pub(super) steps: Vec<Op>,
    pub(super) join: Option<String>,
    /// As the publisher calls it.
    pub(super) label: String,
}

/// One place to look.
#[derive(Debug)]
pub(super) enum Place {
    Value(String),
    PageUrl,
    Group(String),
    Path(Path),
    Select(Selector, Take),
    Itself(Take),
    Before(usize, Selector, Take),
    Cell(usize, Take),
    Column(String, Take),
    AllOf(Vec<Pick>),
    FirstOf(Vec<Pick>),
}

/// What to take of an element.
#[derive(Debug, Default)]
pub(super) struct Take {
    pub(super) attr: Option<String>,
    pub(super) own: bool,
}

impl Take {
    pub(super) fn of(&self, element: ElementRef<'_>, budget: &Budget) -> Option<String> {
        match (&self.attr, self.own) {
            (Some(name), _) => element.attr(name).map(str::to_owned),
            (None, true) => Some(page::own_text(element, budget)),
            (None, false) if matches!(element.value().name(), "script" | "template" | "noscript") => {
                Some(page::raw_text(element))
            }
            (None, false) => Some(page::text(element, budget)),
        }
    }
}

/// What all of a reading shares.
pub(super) struct Desk {
    pub(super) budget: Budget,
    /// Faults of the values of the record that is being read.
    pub(super) faults: RefCell<Vec<(Code, String)>>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self { budget: Budget::new(), faults: RefCell::default() }
    }
}

/// Where we are: in a record, or in a document as a whole.
#[derive(Clone, Copy)]
pub(super) struct Spot<'c, 'p> {
    pub(super) desk: &'c Desk,
    pub(super) url: &'c Url,
    pub(super) frame: Option<&'c Frame<'c>>,
    pub(super) element: Option<(&'c Page<'p>, ElementRef<'p>)>,
    /// What the pattern matched.
    pub(super) groups: &'c [(String, String)],
    /// Text that is neither JSON nor markup.
    pub(super) text: Option<&'c str>,
}

impl<'c, 'p> Spot<'c, 'p> {
    /// In no record.
    pub(super) fn bare(desk: &'c Desk, url: &'c Url) -> Self {
        Self { desk, url, frame: None, element: None, groups: &[], text: None }
    }

    /// The same place in JSON, and no page.
    pub(super) fn without_page<'q>(&self) -> Spot<'c, 'q> {
        Spot { frame: self.frame, ..Spot::bare(self.desk, self.url) }
    }

    /// The same place in JSON, and an element of a page.
    pub(super) fn in_page<'d, 'q>(&self, page: &'d Page<'q>, element: ElementRef<'q>) -> Spot<'d, 'q>
    where
        'c: 'd,
    {
        Spot { element: Some((page, element)), ..self.without_page() }
    }

    /// The record itself.
    pub(super) fn itself(&self, take: &Take) -> Option<Value> {
        if let Some((_, element)) = self.element {
            return take.of(element, &self.desk.budget).map(Value::String);
        }
        let plain = self.text.map(|text| Value::String(text.to_owned()));
        plain.or_else(|| Some(self.frame?.value.clone()))
    }
}

impl Pick {
    /// All values found, after all steps.
    pub(super) fn values(&self, spot: &Spot<'_, '_>) -> Vec<Value> {
        let mut values = Vec::new();
        for place in &self.places {
            place.collect(spot, &mut values);
        }
        for step in &self.steps {
            values = steps::apply(step, values, spot);
        }
        values.retain(|value| !is_nothing(value));
        match &self.join {
            Some(between) if !values.is_empty() => vec![Value::String(joined(&values, between))],
            _ => values,
        }
    }

    /// The first value as text.
    pub(super) fn text(&self, spot: &Spot<'_, '_>) -> Option<String> {
        self.values(spot).iter().find_map(scalar)
    }

    /// All values as one text, a line each.
    pub(super) fn lines(&self, spot: &Spot<'_, '_>) -> String {
        joined(&self.values(spot), "\n")
    }
}

impl Place {
    fn collect(&self, spot: &Spot<'_, '_>, values: &mut Vec<Value>) {
        let budget = &spot.desk.budget;
        let taken = |take: &Take, element: Option<ElementRef<'_>>| {
            element.and_then(|element| take.of(element, budget)).map(Value::String)
        };
        match self {
            Place::Value(text) => values.push(Value::String(text.clone())),
            Place::PageUrl => values.push(Value::String(spot.url.to_string())),
            Place::Group(name) => {
                let group = spot.groups.iter().find(|(known, _)| known == name);
                values.extend(group.map(|(_, text)| Value::String(text.clone())));
            }
            Place::Path(path) => {
                if let Some(frame) = spot.frame {
                    budget.take(8);
                    values.extend(path.values(frame));
                }
            }
            Place::Select(selector, take) => {
                if let Some((_, scope)) = spot.element {
                    let found = page::select(scope, selector, budget);
                    values.extend(found.into_iter().filter_map(|found| taken(take, Some(found))));
                }
            }
            Place::Itself(take) => match spot.itself(take) {
                Some(Value::Array(members)) => values.extend(members),
                itself => values.extend(itself),
            },
            Place::Before(key, selector, take) => {
                if let Some((page, element)) = spot.element {
                    values.extend(taken(take, page.last_before(element, *key, selector, budget)));
                }
            }
            Place::Cell(column, take) => {
                if let Some((page, row)) = spot.element
                    && let Some(grid) = page.grid(row)
                {
                    values.extend(taken(take, grid.cell(row, *column)));
                }
            }
            Place::Column(heading, take) => {
                if let Some((page, row)) = spot.element
                    && let Some(grid) = page.grid(row)
                    && let Some(column) = grid.column(heading)
                {
                    values.extend(taken(take, grid.cell(row, column)));
                }
            }
            Place::AllOf(picks) => values.extend(picks.iter().flat_map(|pick| pick.values(spot))),
            Place::FirstOf(picks) => {
                let found = picks.iter().map(|pick| pick.values(spot)).find(|found| !found.is_empty());
                values.extend(found.into_iter().flatten());
            }
        }
    }
}

/// A text, number, or yes or no, as text without blanks around it; `None` for nothing.
pub(super) fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

pub(super) fn joined(values: &[Value], between: &str) -> String {
    values.iter().filter_map(scalar).collect::<Vec<_>>().join(between)
}
