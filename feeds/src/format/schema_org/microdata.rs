//! Microdata as the same values that JSON-LD has: an item is an object, its properties are members.
//!
//! The tree is walked, not recursed into; the text of a property is kept to a length.

use super::nodes::Root;
use scraper::{Html, Node};
use serde_json::{Map, Value};

/// Longer texts are cut, in bytes.
const LONGEST: usize = 16_384;
/// So many open properties collect text; those further out only have it from others.
const COLLECTING: usize = 4;
/// A property goes by so many names at most.
const NAMES: usize = 4;
/// Items further in are no part of those around them.
const DEEPEST: usize = 32;

/// An item that is open.
struct Item {
    members: Map<String, Value>,
    /// The properties of the item around it that it is the value of.
    properties: Vec<String>,
}

/// A property that is open, and collects its text.
struct Property {
    names: Vec<String>,
    text: String,
}

/// Whether a page may have microdata of events.
pub(super) fn any(page: &str) -> bool {
    page.contains("itemscope") && page.contains("itemtype") && page.contains("Event")
}

/// The items of a page that are no part of another.
pub(super) fn read(page: &str) -> Vec<Root> {
    let document = Html::parse_document(page);
    let mut walk = Walk::default();
    let mut here = document.tree.root();
    loop {
        walk.enter(here.value());
        if let Some(child) = here.first_child() {
            here = child;
            continue;
        }
        loop {
            walk.leave(here.value());
            if let Some(sibling) = here.next_sibling() {
                here = sibling;
                break;
            }
            match here.parent() {
                Some(parent) => here = parent,
                None => return walk.roots,
            }
        }
    }
}

#[derive(Default)]
struct Walk {
    items: Vec<Item>,
    properties: Vec<Property>,
    roots: Vec<Root>,
}

impl Walk {
    fn enter(&mut self, node: &Node) {
        match node {
            Node::Text(text) => {
                for property in self.properties.iter_mut().rev().take(COLLECTING) {
                    if property.text.len() + text.len() <= LONGEST {
                        property.text.push_str(text);
                    }
                }
            }
            Node::Element(element) => {
                let names = element.attr("itemprop").unwrap_or_default();
                let names: Vec<String> = names.split_whitespace().take(NAMES).map(str::to_owned).collect();
                if element.attr("itemscope").is_some() {
                    let mut members = Map::new();
                    if let Some(types) = element.attr("itemtype") {
                        let types = types.split_whitespace().map(|name| Value::String(name.to_owned()));
                        members.insert("@type".to_owned(), Value::Array(types.collect()));
                    }
                    if let Some(id) = element.attr("itemid") {
                        members.insert("@id".to_owned(), Value::String(id.to_owned()));
                    }
                    self.items.push(Item { members, properties: names });
                } else if !names.is_empty() {
                    match attribute(element.name(), |name| element.attr(name)) {
                        Some(value) => self.add(&names, Value::String(value.to_owned())),
                        None => self.properties.push(Property { names, text: String::new() }),
                    }
                }
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        if element.attr("itemscope").is_some() {
            if let Some(item) = self.items.pop() {
                self.close(item);
            }
        } else if element.attr("itemprop").is_some_and(|names| !names.trim().is_empty())
            && attribute(element.name(), |name| element.attr(name)).is_none()
            && let Some(property) = self.properties.pop()
        {
            let words: Vec<&str> = property.text.split_whitespace().collect();
            self.add(&property.names, Value::String(words.join(" ")));
        }
    }

    fn close(&mut self, mut item: Item) {
        let value = Value::Object(item.members);
        // an item has one name, so that no nesting of items multiplies
        item.properties.truncate(1);
        if item.properties.is_empty() || self.items.is_empty() || self.items.len() > DEEPEST {
            let pointer = format!("microdata item {}", self.roots.len() + 1);
            self.roots.push(Root { value, pointer, spot: None, is_graph: false });
        } else {
            self.add(&item.properties, value);
        }
    }

    /// Adds a value to the innermost item.
    fn add(&mut self, names: &[String], value: Value) {
        let Some(item) = self.items.last_mut() else { return };
        for name in names {
            match item.members.get_mut(name) {
                Some(Value::Array(members)) => members.push(value.clone()),
                Some(first) => *first = Value::Array(vec![first.take(), value.clone()]),
                None => {
                    item.members.insert(name.clone(), value.clone());
                }
            }
        }
    }
}

/// The attribute that holds the value of an element; the others say it in their text.
fn attribute<'e>(element: &str, get: impl Fn(&str) -> Option<&'e str>) -> Option<&'e str> {
    let by_element = match element {
        "time" => get("datetime"),
        "a" | "area" | "link" => get("href"),
        "img" | "iframe" | "embed" | "audio" | "video" | "source" => get("src"),
        "object" => get("data"),
        "data" | "meter" => get("value"),
        "meta" => Some(""),
        _ => None,
    };
    get("content").or(by_element)
}
