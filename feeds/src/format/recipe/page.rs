//! A page: parsed within bounds, its text as people see it, and the order its elements stand in.

use super::markup::{self, Tags};
use super::table::Grid;
use crate::reading::Refusal;
use scraper::{ElementRef, Html, Node, Selector};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How many elements one reading may look at, however clever its selectors.
const MOST_LOOKS: u64 = 400_000_000;

/// What is left to spend on looking.
#[derive(Debug)]
pub(super) struct Budget(Cell<u64>);

impl Budget {
    pub(super) fn new() -> Self {
        Self(Cell::new(MOST_LOOKS))
    }

    /// Takes so many looks; `false` when there are none left.
    pub(super) fn take(&self, looks: u64) -> bool {
        let left = self.0.get().saturating_sub(looks);
        self.0.set(left);
        left > 0
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// Markup that was parsed within bounds.
pub(super) struct Parsed {
    html: Html,
    tags: Tags,
}

impl Parsed {
    /// Parses a whole page or a piece of one.
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        let tags = markup::survey(text)?;
        Ok(Self { html: Html::parse_document(text), tags })
    }

    /// XML, as from a store locator.
    pub(super) fn parse_xml(text: &str) -> Result<Self, Refusal> {
        Self::parse(&markup::from_xml(text))
    }

    pub(super) fn root(&self) -> ElementRef<'_> {
        self.html.root_element()
    }

    pub(super) fn page(&self) -> Page<'_> {
        let (order, before, grids) = (OnceCell::new(), RefCell::default(), RefCell::default());
        Page { root: self.root(), tags: &self.tags, order, before, grids }
    }
}

/// A parsed page, and what is found out about it while it is read.
pub(super) struct Page<'a> {
    pub(super) root: ElementRef<'a>,
    tags: &'a Tags,
    order: OnceCell<HashMap<usize, usize>>,
    before: RefCell<HashMap<usize, Matches<'a>>>,
    grids: RefCell<HashMap<usize, Rc<Grid<'a>>>>,
}

/// Elements in order, each with its place in it.
type Matches<'a> = Rc<[(usize, ElementRef<'a>)]>;

/// What tells an element from all others of its page.
pub(super) fn identity(element: ElementRef<'_>) -> usize {
    std::ptr::from_ref(element.value()) as usize
}

impl<'a> Page<'a> {
    /// Lines and columns of the elements of one name, if the parser found as many as stand there.
    pub(super) fn places(&self, name: &str) -> HashMap<usize, (u32, u32)> {
        let places = self.tags.of(name);
        let elements = self.root.descendent_elements().filter(|element| element.value().name() == name);
        let elements: Vec<usize> = elements.map(identity).collect();
        match elements.len() == places.len() {
            true => elements.into_iter().zip(places.iter().copied()).collect(),
            false => HashMap::new(),
        }
    }

    /// The last match of a selector that begins before an element; `key` tells selectors apart.
    pub(super) fn last_before(
        &self,
        element: ElementRef<'a>,
        key: usize,
        selector: &Selector,
        budget: &Budget,
    ) -> Option<ElementRef<'a>> {
        let order = self.order.get_or_init(|| {
            let elements = self.root.descendent_elements().enumerate();
            elements.map(|(at, element)| (identity(element), at)).collect()
        });
        let known = self.before.borrow().get(&key).cloned();
        let matches = known.unwrap_or_else(|| {
            let all = select(self.root, selector, budget);
            let placed = all.into_iter().filter_map(|found| Some((*order.get(&identity(found))?, found)));
            let placed: Matches<'a> = placed.collect();
            self.before.borrow_mut().insert(key, placed.clone());
            placed
        });
        let at = *order.get(&identity(element))?;
        let before = matches.partition_point(|(place, _)| *place < at).checked_sub(1)?;
        Some(matches[before].1)
    }

    /// The table that a row stands in, laid out.
    pub(super) fn grid(&self, row: ElementRef<'a>) -> Option<Rc<Grid<'a>>> {
        let mut around = row.ancestors().filter_map(ElementRef::wrap);
        let table = around.find(|element| element.value().name() == "table")?;
        let known = self.grids.borrow().get(&identity(table)).cloned();
        Some(known.unwrap_or_else(|| {
            let grid = Rc::new(Grid::of(table));
            self.grids.borrow_mut().insert(identity(table), grid.clone());
            grid
        }))
    }
}

/// The matches of a selector inside an element, in order, while there is budget.
pub(super) fn select<'a>(scope: ElementRef<'a>, selector: &Selector, budget: &Budget) -> Vec<ElementRef<'a>> {
    let elements = scope.descendent_elements().filter(|element| element.id() != scope.id());
    let looked = elements.take_while(|_| budget.take(1));
    looked.filter(|element| selector.matches_with_scope(element, Some(scope))).collect()
}

/// Elements that stand on lines of their own.
const BLOCKS: &str = " address article aside blockquote center dd details div dl dt fieldset figure footer form h1 \
    h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul ";

/// The text of an element: a line for every block and every line break, blanks as they are seen.
pub(super) fn text(element: ElementRef<'_>, budget: &Budget) -> String {
    let mut raw = String::new();
    let mut open = vec![(*element, true)];
    while let Some((node, opens)) = open.pop() {
        if !budget.take(1) {
            break;
        }
        match node.value() {
            Node::Element(element) => {
                let name = element.name();
                if matches!(name, "script" | "style" | "noscript" | "template") {
                    continue;
                }
                if name == "br" || BLOCKS.split(' ').any(|block| block == name) {
                    raw.push('\n');
                }
                if opens {
                    open.push((node, false));
                    open.extend(node.children().rev().map(|child| (child, true)));
                }
            }
            Node::Text(text) => push_words(&mut raw, text),
            _ => {}
        }
    }
    lines(&raw)
}

/// Only the texts that stand in the element itself, one a line.
pub(super) fn own_text(element: ElementRef<'_>, budget: &Budget) -> String {
    let mut raw = String::new();
    for child in element.children().take_while(|_| budget.take(1)) {
        match child.value() {
            Node::Text(text) => push_words(&mut raw, text),
            _ => raw.push('\n'),
        }
    }
    lines(&raw)
}

/// The text of a script as it stands.
pub(super) fn raw_text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Line ends in a source are blanks on the screen.
fn push_words(raw: &mut String, text: &str) {
    raw.extend(text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
}

fn lines(raw: &str) -> String {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = raw.lines().map(words).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
