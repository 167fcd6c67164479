//! Walking the documents of a snapshot, rule by rule and record by record.

mod details;
mod document;
mod pending;

pub(super) use document::Document;

use super::chain::Frame;
use super::compile::{Compiled, Rule, SkipIf};
use super::page::{Page, Parsed, identity, select};
use super::path::{Path, first_json};
use super::pick::{Desk, Pick, Spot, scalar};
use crate::format::rows::{Rows, Spot as Line};
use crate::notice::{Code, Sample};
use crate::plan::{Part, Role};
use crate::reading::Refusal;
use pending::{Named, Order, Pending};
use scraper::ElementRef;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use url::Url;

/// A snapshot with more records is refused.
const MOST_RECORDS: usize = 200_000;

/// Fields of a page about one record.
type Details = Rc<Vec<(&'static str, Vec<Value>)>>;

/// What one reading has come to.
struct Reader<'r> {
    parts: &'r [Part],
    rows: &'r mut Rows,
    desk: &'r Desk,
    pending: Vec<Pending>,
    kept: usize,
    records: usize,
    /// Whether there was a list, be it empty.
    found_list: bool,
    details: RefCell<HashMap<(usize, usize), Details>>,
    by_address: HashMap<String, usize>,
}

pub(super) fn rows(recipe: &Compiled, parts: &[Part], rows: &mut Rows) -> Result<String, Refusal> {
    rows.systems.clone_from(&recipe.systems);
    let details = parts.iter().enumerate().filter(|(_, part)| part.role == Role::Detail);
    let desk = Desk::new();
    let mut reader = Reader {
        parts,
        by_address: details.map(|(at, part)| (address(&part.url), at)).collect(),
        rows,
        desk: &desk,
        pending: Vec::new(),
        kept: 0,
        records: 0,
        found_list: false,
        details: RefCell::default(),
    };
    let mut charset = None;
    for (position, part) in parts.iter().enumerate() {
        let fits = |rule: &&Rule| rule.role.map_or(part.role.holds_meetings(), |role| role == part.role);
        let rules: Vec<&Rule> = recipe.rules.iter().filter(fits).collect();
        if rules.is_empty() {
            continue;
        }
        reader.rows.enter_part(u16::try_from(position).unwrap_or(u16::MAX));
        match reader.part(&rules, part) {
            Ok(found) => charset = charset.or(Some(found)),
            // one page about one meeting never costs the others
            Err(refusal) if part.role == Role::Detail => reader.lose_page(part, &refusal),
            Err(refusal) => return Err(refusal),
        }
    }
    reader.rows.records = Some(reader.records);
    let Some(charset) = charset else {
        return Err(Refusal::new(Code::EmptyBody, "no document with meetings came"));
    };
    if desk.budget.is_spent() {
        let detail = "the documents are so large or so odd that reading them by this recipe takes too long";
        return Err(Refusal::new(Code::BodyTooLarge, detail));
    }
    if reader.records == 0 && !reader.found_list {
        let detail = "nothing stands where the recipe says the records are";
        return Err(Refusal::new(Code::SchemaBreak, detail));
    }
    Ok(charset)
}

/// An address without its fragment.
fn address(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    url.into()
}

impl Reader<'_> {
    fn part(&mut self, rules: &[&Rule], part: &Part) -> Result<String, Refusal> {
        let document = Document::open(part)?;
        self.rows.notices.absorb(document.notices.clone());
        for rule in rules {
            self.rule(rule, &document, part)?;
        }
        self.records += pending::write_down(std::mem::take(&mut self.pending), self.rows);
        Ok(document.charset.clone())
    }

    fn lose_page(&mut self, part: &Part, refusal: &Refusal) {
        self.pending.clear();
        self.records += 1;
        let (pointer, value) = (Some(part.url.path().to_owned()), Some(refusal.detail.clone()));
        let sample =
            Sample { pointer, value, line: refusal.line, column: refusal.column, ..Sample::default() };
        self.rows.notices.push(Code::RecordUnreadable, sample);
    }

    fn rule(&mut self, rule: &Rule, document: &Document, part: &Part) -> Result<(), Refusal> {
        let bare = Spot::bare(self.desk, &part.url);
        if let Some(json_in) = &rule.json_in {
            let text = document.with_root(bare, |spot| json_in.text(&spot))?;
            let Some(value) = text.as_deref().and_then(first_json) else { return Ok(()) };
            return self.json(rule, &value, None, bare);
        }
        if rule.path.is_some() || rule.html_in.is_some() {
            let json = document.json()?;
            let spans = rule.path.as_ref().and_then(|path| path.spans(json.root));
            let spans = spans.map(|spans| spans.into_iter().map(|raw| json.line(raw.get())).collect());
            return self.json(rule, &json.value, spans, bare);
        }
        if rule.select.is_none() {
            let named =
                Named { pointer: part.url.path().to_owned(), line: None, order: Order::of(rule.list, 0) };
            return document.with_root(bare, |spot| self.divide(rule, spot, named))?;
        }
        let page = document.parsed()?.page();
        self.elements(rule, &page, bare, None, &mut 0)
    }

    /// The records in JSON.
    fn json(
        &mut self,
        rule: &Rule,
        value: &Value,
        lines: Option<Vec<Line>>,
        bare: Spot<'_, '_>,
    ) -> Result<(), Refusal> {
        let root = Frame::root(value);
        let (mut seen, mut elements) = (0, 0);
        let mut done = Ok(());
        let mut visit = |frame: &Frame<'_>| {
            if done.is_err() {
                return;
            }
            let line = lines.as_ref().and_then(|lines| lines.get(seen).copied()).flatten();
            let named = Named { pointer: frame.pointer(), line, order: Order::of(rule.list, seen) };
            seen += 1;
            let spot = Spot { frame: Some(frame), ..bare };
            done = match (&rule.html_in, &rule.slots) {
                (Some(html_in), _) => self.markup(rule, html_in, spot, named, &mut elements),
                (None, Some(slots)) => self.slots(rule, slots, frame, bare, &named),
                (None, None) => self.divide(rule, spot, named),
            };
        };
        let found = match &rule.path {
            Some(path) => path.visit(&root, &mut visit),
            None => {
                visit(&root);
                true
            }
        };
        self.found_list |= found && rule.html_in.is_none();
        done
    }

    /// The days and times of a record; one that has none is there all the same.
    fn slots(
        &mut self,
        rule: &Rule,
        slots: &Path,
        record: &Frame<'_>,
        bare: Spot<'_, '_>,
        named: &Named,
    ) -> Result<(), Refusal> {
        let (mut seen, mut done) = (0, Ok(()));
        let mut visit = |frame: &Frame<'_>| {
            if done.is_ok() {
                let order = Order { slot: seen, ..named.order };
                let named = Named { pointer: frame.pointer(), line: named.line, order };
                seen += 1;
                done = self.divide(rule, Spot { frame: Some(frame), ..bare }, named);
            }
        };
        slots.visit(record, &mut visit);
        if seen == 0 {
            let frame = record.inner(&Value::Null);
            return self.divide(rule, Spot { frame: Some(&frame), ..bare }, named.clone());
        }
        done
    }

    /// Markup inside of JSON.
    fn markup(
        &mut self,
        rule: &Rule,
        html_in: &Pick,
        spot: Spot<'_, '_>,
        named: Named,
        elements: &mut usize,
    ) -> Result<(), Refusal> {
        let parsed = Parsed::parse(&html_in.lines(&spot))?;
        let page = parsed.page();
        match rule.select {
            Some(_) => self.elements(rule, &page, spot.without_page(), Some(named), elements),
            None => self.divide(rule, spot.in_page(&page, page.root), named),
        }
    }

    /// The records in a page.
    fn elements<'p>(
        &mut self,
        rule: &Rule,
        page: &Page<'p>,
        bare: Spot<'_, '_>,
        around: Option<Named>,
        count: &mut usize,
    ) -> Result<(), Refusal> {
        let Some((selector, text)) = &rule.select else { return Ok(()) };
        let elements: Vec<ElementRef<'p>> = select(page.root, selector, &bare.desk.budget);
        let mut places = HashMap::new();
        for (at, element) in elements.into_iter().enumerate() {
            let record = format!("record {} ({text})", at + 1);
            let order = Order::of(rule.list, *count);
            *count += 1;
            let named = match &around {
                None => Named { pointer: record, line: line_in(page, element, &mut places), order },
                Some(Named { pointer, line, .. }) => {
                    let between = if pointer.is_empty() { "" } else { ", " };
                    Named { pointer: format!("{pointer}{between}{record}"), line: *line, order }
                }
            };
            self.divide(rule, bare.in_page(page, element), named)?;
        }
        Ok(())
    }

    /// The records that a pattern finds in a text; without a pattern it is one.
    fn divide(&mut self, rule: &Rule, spot: Spot<'_, '_>, named: Named) -> Result<(), Refusal> {
        let Some(pattern) = &rule.pattern else { return self.record(rule, spot, named) };
        let text = match &rule.pattern_in {
            Some(pattern_in) => pattern_in.lines(&spot),
            None => spot.itself(&Default::default()).as_ref().and_then(scalar).unwrap_or_default(),
        };
        spot.desk.budget.take(text.len() as u64);
        let mut matches = 0;
        for found in pattern.captures_iter(&text) {
            matches += 1;
            let names = pattern.capture_names().flatten();
            let group = |name: &str| Some((name.to_owned(), found.name(name)?.as_str().to_owned()));
            let groups: Vec<(String, String)> = names.filter_map(group).collect();
            let line = match spot.text {
                // a text without markup: the line of the match is that of the document
                Some(_) => found.get(0).map(|found| line_of(&text, found.start())),
                None => named.line,
            };
            let pointer = format!("{}, match {matches}", named.pointer);
            let order = match rule.pattern_slots {
                true => Order { slot: matches, ..named.order },
                false => Order { part: matches, ..named.order },
            };
            self.record(rule, Spot { groups: &groups, ..spot }, Named { pointer, line, order })?;
        }
        if matches == 0 && (rule.select.is_some() || rule.path.is_some()) {
            return self.record(rule, spot, named);
        }
        Ok(())
    }

    fn record(&mut self, rule: &Rule, spot: Spot<'_, '_>, named: Named) -> Result<(), Refusal> {
        if let Some((skip, value)) = skipped(rule, &spot) {
            if !skip.silent {
                self.tell(Code::UnpublishedRecord, value.filter(|_| !skip.is.is_empty()), &named);
                self.pending.push(Pending { named, fields: None });
            }
            return Ok(());
        }
        if self.kept >= MOST_RECORDS {
            let detail = format!("there are more than {MOST_RECORDS} records");
            return Err(Refusal::new(Code::BodyTooLarge, detail));
        }
        self.kept += 1;
        let mut fields: Vec<(&'static str, String, Vec<Value>)> = Vec::new();
        if let Some(details) = rule.detail.as_ref().and_then(|detail| self.detail(detail, &spot)) {
            fields.extend(details.iter().map(|(field, values)| (*field, String::new(), values.clone())));
        }
        for (field, pick) in &rule.fields {
            let values = pick.values(&spot);
            if !values.is_empty() {
                fields.push((field, pick.label.clone(), values));
            }
        }
        for (code, value) in spot.desk.faults.take() {
            self.tell(code, Some(value), &named);
        }
        self.pending.push(Pending { named, fields: Some(fields) });
        Ok(())
    }

    fn tell(&mut self, code: Code, value: Option<String>, named: &Named) {
        let (line, column) = named.line.unzip();
        let pointer = Some(named.pointer.clone());
        self.rows.notices.push(code, Sample { line, column, pointer, value, ..Sample::default() });
    }
}

/// Lines and columns of elements, by their names.
type Places<'p> = HashMap<&'p str, HashMap<usize, (u32, u32)>>;

/// Where an element begins: where its tag stands, or the first inside it where the parser put the tag in.
fn line_in<'p>(page: &Page<'p>, element: ElementRef<'p>, places: &mut Places<'p>) -> Line {
    std::iter::once(element).chain(element.child_elements()).take(2).find_map(|element| {
        let name = element.value().name();
        let known = places.entry(name).or_insert_with(|| page.places(name));
        known.get(&identity(element)).copied()
    })
}

/// Why a record is left out, and for which value.
fn skipped<'r>(rule: &'r Rule, spot: &Spot<'_, '_>) -> Option<(&'r SkipIf, Option<String>)> {
    rule.skip.iter().find_map(|skip| {
        let values: Vec<String> = skip.pick.values(spot).iter().filter_map(scalar).collect();
        if skip.missing {
            return values.is_empty().then_some((skip, None));
        }
        let found = values.into_iter().find(|value| {
            let is_one = skip.is.is_empty() || skip.is.contains(&value.to_lowercase());
            is_one && skip.matches.as_ref().is_none_or(|pattern| pattern.is_match(value))
        });
        found.map(|value| (skip, Some(value)))
    })
}

/// Line and column of a byte offset.
fn line_of(text: &str, offset: usize) -> (u32, u32) {
    let before = &text[..offset];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) as u32 + 1;
    (line, column)
}
