//! From a recipe as written to one that can be carried out: every name, path, selector and pattern is looked at once,
//! and what is wrong is told with the path of its key.

mod steps;

use super::field::{Field, FieldTable};
use super::path::Path;
use super::pick::{Pick, Place, Take};
use super::spec::{Recipe, Records, Skip};
use crate::code_table::System;
use crate::format::tsml::fields::KNOWN;
use crate::plan::Role;
use regex::{Regex, RegexBuilder};
use scraper::Selector;
use std::collections::BTreeMap;
use std::fmt;

/// A fault of a recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The key, as `records[0].fields.day`.
    pub path: String,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

/// A recipe that can be carried out.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) systems: Vec<System>,
    pub(super) rules: Vec<Rule>,
    pub(super) next: Option<Pick>,
    pub(super) count: Option<Pick>,
    pub(super) total: Option<Pick>,
    pub(super) found: Option<Pick>,
    pub(super) links: Vec<(Pick, Role)>,
}

/// Where records are, and what is where in them.
#[derive(Debug)]
pub(super) struct Rule {
    /// The first rule with the same place for its records: together they tell one list.
    pub(super) list: usize,
    pub(super) role: Option<Role>,
    pub(super) json_in: Option<Pick>,
    pub(super) path: Option<Path>,
    pub(super) slots: Option<Path>,
    pub(super) html_in: Option<Pick>,
    pub(super) select: Option<(Selector, String)>,
    pub(super) pattern_in: Option<Pick>,
    pub(super) pattern: Option<Regex>,
    pub(super) pattern_slots: bool,
    pub(super) skip: Vec<SkipIf>,
    pub(super) detail: Option<DetailRule>,
    pub(super) fields: Vec<(&'static str, Pick)>,
}

/// When to leave a record out.
#[derive(Debug)]
pub(super) struct SkipIf {
    pub(super) pick: Pick,
    pub(super) is: Vec<String>,
    pub(super) matches: Option<Regex>,
    pub(super) missing: bool,
    pub(super) silent: bool,
}

/// What to take of the page about a record.
#[derive(Debug)]
pub(super) struct DetailRule {
    pub(super) link: Pick,
    pub(super) json_in: Option<Pick>,
    pub(super) fields: Vec<(&'static str, Pick)>,
}

/// What a field that is only a text means.
#[derive(Clone, Copy)]
enum Short<'r> {
    Path,
    Select,
    /// A group of the pattern if there is one of that name, else as in the rule without a pattern.
    Group(&'r Regex, bool),
    Unclear,
}

struct Compiler<'r> {
    mistakes: Vec<Mistake>,
    tables: &'r BTreeMap<String, BTreeMap<String, String>>,
    /// Tells the selectors of `before` apart.
    keys: usize,
}

pub(super) fn compile(recipe: &Recipe) -> Result<Compiled, Vec<Mistake>> {
    let mut c = Compiler { mistakes: Vec::new(), tables: &recipe.tables, keys: 0 };
    let mut systems = Vec::new();
    for (at, code) in recipe.codes.iter().enumerate() {
        match System::parse(code) {
            Some(system) => systems.push(system),
            None => c.wrong(&format!("codes[{at}]"), unknown(code, System::all().iter().map(|s| s.id()))),
        }
    }
    if recipe.records.is_empty() {
        c.wrong("records", "there is no rule where the records are".to_owned());
    }
    let rules = recipe.records.iter().enumerate();
    let place = |records: &Records| {
        let Records { role, json_in, path, html_in, select, .. } = records;
        (*role, json_in.clone(), path.clone(), html_in.clone(), select.clone())
    };
    let list =
        |records| recipe.records.iter().position(|other| place(other) == place(records)).unwrap_or_default();
    let rules = rules
        .map(|(at, records)| Rule { list: list(records), ..c.rule(&format!("records[{at}]"), records) })
        .collect();
    let fetch = &recipe.fetch;
    let pages = fetch.pages.clone().unwrap_or_default();
    let links = fetch.links.iter().enumerate();
    let links = links
        .map(|(at, link)| {
            (c.field(&format!("fetch.links[{at}].from"), &link.from, Short::Unclear), link.role)
        })
        .collect();
    super::fetch::check(fetch, &mut |path, what| c.wrong(path, what));
    let compiled = Compiled {
        systems,
        rules,
        next: c.some("fetch.pages.next", pages.next.as_ref()),
        count: c.some("fetch.pages.count", pages.count.as_ref()),
        total: c.some("fetch.pages.total", pages.total.as_ref()),
        found: c.some("fetch.pages.found", pages.found.as_ref()),
        links,
    };
    if c.mistakes.is_empty() { Ok(compiled) } else { Err(c.mistakes) }
}

impl Compiler<'_> {
    fn wrong(&mut self, path: &str, what: String) {
        self.mistakes.push(Mistake { path: path.to_owned(), what });
    }

    fn some(&mut self, at: &str, field: Option<&Field>) -> Option<Pick> {
        field.map(|field| self.field(at, field, Short::Unclear))
    }

    fn rule(&mut self, at: &str, records: &Records) -> Rule {
        let pattern = records.pattern.as_ref().and_then(|text| self.regex(&format!("{at}.pattern"), text));
        let in_page = records.select.is_some() || records.html_in.is_some();
        let plain = if in_page { Short::Select } else { Short::Path };
        let short = pattern.as_ref().map_or(plain, |regex| Short::Group(regex, in_page));
        let select = records.select.as_ref().and_then(|text| {
            let selector = self.selector(&format!("{at}.select"), text)?;
            Some((selector, text.clone()))
        });
        let mut records_at = |key: &str, text: &Option<String>| {
            let at = format!("{at}.{key}");
            let path = self.path(&at, text.as_ref()?)?;
            if !path.leads_to_records() {
                self.wrong(&at, "`^`, `**`, `@key` and `@n` don't lead to records".to_owned());
            }
            Some(path)
        };
        let path = records_at("path", &records.path);
        let slots = records_at("slots", &records.slots);
        if records.fields.is_empty() {
            self.wrong(&format!("{at}.fields"), "no field is said".to_owned());
        }
        if records.select.is_some() && records.html_in.is_none() && records.path.is_some() {
            self.wrong(
                &format!("{at}.select"),
                "say with `html_in` where in the JSON the markup is".to_owned(),
            );
        }
        if records.pattern_in.is_some() && records.pattern.is_none() {
            self.wrong(&format!("{at}.pattern_in"), "there is no `pattern`".to_owned());
        }
        let skip = records.skip.iter().enumerate();
        let skip = skip.map(|(n, skip)| self.skip(&format!("{at}.skip[{n}]"), skip, short)).collect();
        let detail = records.detail.as_ref().map(|detail| DetailRule {
            link: self.field(&format!("{at}.detail.link"), &detail.link, short),
            json_in: detail
                .json_in
                .as_ref()
                .map(|f| self.field(&format!("{at}.detail.json_in"), f, Short::Select)),
            fields: {
                let short = if detail.json_in.is_some() { Short::Path } else { Short::Select };
                self.fields(&format!("{at}.detail.fields"), &detail.fields, short)
            },
        });
        let fields = self.fields(&format!("{at}.fields"), &records.fields, short);
        let mut part = |key: &str, field: &Option<Field>, short| {
            field.as_ref().map(|field| self.field(&format!("{at}.{key}"), field, short))
        };
        Rule {
            list: 0,
            role: records.role,
            json_in: part("json_in", &records.json_in, Short::Select),
            html_in: part("html_in", &records.html_in, Short::Path),
            pattern_in: part("pattern_in", &records.pattern_in, plain),
            path,
            slots,
            select,
            pattern,
            pattern_slots: records.pattern_slots,
            skip,
            detail,
            fields,
        }
    }

    fn skip(&mut self, at: &str, skip: &Skip, short: Short<'_>) -> SkipIf {
        if skip.is.is_empty() && skip.matches.is_none() && !skip.missing {
            self.wrong(at, "neither `is`, `matches` nor `missing` is said".to_owned());
        }
        SkipIf {
            pick: self.field(&format!("{at}.field"), &skip.field, short),
            is: skip.is.iter().map(|text| text.to_lowercase()).collect(),
            matches: skip.matches.as_ref().and_then(|text| self.regex(&format!("{at}.matches"), text)),
            missing: skip.missing,
            silent: skip.silent,
        }
    }

    fn fields(
        &mut self,
        at: &str,
        fields: &BTreeMap<String, Field>,
        short: Short<'_>,
    ) -> Vec<(&'static str, Pick)> {
        let mut picks = Vec::new();
        for (name, field) in fields {
            let at = format!("{at}.{name}");
            let pick = self.field(&at, field, short);
            match writable().find(|known| known == name) {
                Some(known) => picks.push((known, pick)),
                None => self.wrong(&at, unknown(name, writable())),
            }
        }
        picks
    }

    fn field(&mut self, at: &str, field: &Field, short: Short<'_>) -> Pick {
        let mut pick = Pick { label: field.label(), ..Pick::default() };
        match field {
            Field::Short(text) => pick.places.extend(self.short(at, text, short)),
            Field::FirstOf(fields) => {
                let fields = fields.iter().enumerate();
                let picks =
                    fields.map(|(n, field)| self.field(&format!("{at}[{n}]"), field, short)).collect();
                pick.places.push(Place::FirstOf(picks));
            }
            Field::Full(table) => {
                pick.places = self.places(at, table, short);
                pick.steps = self.steps(at, &table.then, short);
                pick.join.clone_from(&table.join);
            }
        }
        pick
    }

    fn short(&mut self, at: &str, text: &str, short: Short<'_>) -> Option<Place> {
        match short {
            Short::Group(regex, _) if regex.capture_names().flatten().any(|name| name == text) => {
                Some(Place::Group(text.to_owned()))
            }
            Short::Select | Short::Group(_, true) => {
                Some(Place::Select(self.selector(at, text)?, Take::default()))
            }
            Short::Path | Short::Group(_, false) => self.path(at, text).map(Place::Path),
            Short::Unclear => {
                self.wrong(at, "say which it is: { path = … } or { select = … }".to_owned());
                None
            }
        }
    }

    fn places(&mut self, at: &str, table: &FieldTable, short: Short<'_>) -> Vec<Place> {
        let take = || Take { attr: table.attr.clone(), own: table.own };
        let mut places = Vec::new();
        places.extend(table.value.clone().map(Place::Value));
        places.extend(table.page_url.then_some(Place::PageUrl));
        if let Some(name) = &table.group {
            match short {
                Short::Group(regex, _) if regex.capture_names().flatten().any(|known| known == name) => {
                    places.push(Place::Group(name.clone()));
                }
                _ => self.wrong(at, format!("the pattern has no group `{name}`")),
            }
        }
        places.extend(table.path.as_ref().and_then(|text| self.path(at, text)).map(Place::Path));
        if let Some(text) = &table.select {
            match text.is_empty() {
                true => places.push(Place::Itself(take())),
                false => places.extend(self.selector(at, text).map(|found| Place::Select(found, take()))),
            }
        }
        if let Some(text) = &table.before {
            self.keys += 1;
            let key = self.keys;
            places.extend(self.selector(at, text).map(|found| Place::Before(key, found, take())));
        }
        places.extend(table.cell.map(|cell| Place::Cell(cell, take())));
        places.extend(table.column.clone().map(|heading| Place::Column(heading, take())));
        let of = table.of.iter().enumerate();
        let of: Vec<Pick> = of.map(|(n, field)| self.field(&format!("{at}.of[{n}]"), field, short)).collect();
        if !of.is_empty() {
            places.push(Place::AllOf(of));
        }
        if places.is_empty() {
            places.push(Place::Itself(take()));
        }
        places
    }

    fn regex(&mut self, at: &str, text: &str) -> Option<Regex> {
        let built = RegexBuilder::new(text).size_limit(1 << 21).build();
        built
            .map_err(|error| self.wrong(at, format!("not a pattern: {}", last_line(&error.to_string()))))
            .ok()
    }

    fn selector(&mut self, at: &str, text: &str) -> Option<Selector> {
        let parsed = Selector::parse(text);
        parsed.map_err(|error| self.wrong(at, format!("`{text}` is not a selector: {error}"))).ok()
    }

    fn path(&mut self, at: &str, text: &str) -> Option<Path> {
        Path::parse(text).map_err(|what| self.wrong(at, what)).ok()
    }
}

/// The fields that may be written: all that are known up to those that are the publisher's own business.
fn writable() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().copied().take_while(|name| *name != "region_id")
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or(text)
}

fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let likely = known
        .map(|known| (strsim::jaro_winkler(known, name), known))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match likely {
        Some((_, nearest)) => format!("there is no `{name}`; did you mean `{nearest}`?"),
        None => format!("there is no `{name}`"),
    }
}
