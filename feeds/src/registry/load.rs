//! Texts with `[[source]]` tables -> sources, and all that is wrong with the others.

use super::address::address_key;
use super::entry;
use super::fault::{Fault, FaultCode};
use super::field::{Fields, kind, table_of};
use super::nearest::nearest;
use super::place::Place;
use crate::source::Source;
use std::collections::HashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text to read entries from.
#[derive(Clone, Copy, Debug)]
pub struct TextFile<'a> {
    /// How the file is called in faults.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
    /// What else may stand in it.
    pub whole: Whole,
}

/// What a text is besides its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Nothing: another table is a fault.
    Registry,
    /// A configuration, whose other tables are somebody else's to judge.
    Configuration,
}

/// An entry that can be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The source.
    pub source: Source,
    /// Where it begins.
    pub place: Place,
    /// Where the value of each of its keys stands.
    keys: Vec<(String, Place)>,
}

impl Entry {
    /// Where the value of a key stands; the head of the entry when it does not have that key.
    pub fn place_of(&self, key: &str) -> &Place {
        self.keys.iter().find(|(name, _)| name == key).map_or(&self.place, |(_, place)| place)
    }

    /// A fault of one of its keys.
    pub fn fault(&self, code: FaultCode, key: &str, message: String) -> Fault {
        let (place, id) = (self.place_of(key).clone(), Some(self.source.id.to_string()));
        Fault { code, place, id, message, nearest: None }
    }
}

/// What came of some texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The entries that can be used, in their order; no two have one id or one address.
    pub entries: Vec<Entry>,
    /// What is wrong with the others, in the order of the texts.
    pub faults: Vec<Fault>,
}

impl Loaded {
    /// The sources alone.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.entries.iter().map(|entry| &entry.source)
    }
}

/// Reads every entry of every text. Of two entries with one id or one address the first is kept.
pub fn load(files: &[TextFile<'_>]) -> Loaded {
    let mut loaded = Loaded::default();
    for file in files {
        let (entries, faults) = of_file(file);
        loaded.entries.extend(entries);
        loaded.faults.extend(faults);
    }
    let (entries, mut twice) = without_doubles(std::mem::take(&mut loaded.entries));
    loaded.entries = entries;
    loaded.faults.append(&mut twice);
    let order = |fault: &Fault| files.iter().position(|file| file.name == fault.place.file);
    loaded.faults.sort_by_key(|fault| (order(fault), fault.place.line, fault.place.column));
    loaded
}

fn of_file(file: &TextFile<'_>) -> (Vec<Entry>, Vec<Fault>) {
    let (document, errors) = DeTable::parse_recoverable(file.text);
    let fault = |code, at, message: String, nearest| Fault {
        code,
        place: Place::of(file.name, file.text, at),
        id: None,
        message,
        nearest,
    };
    let mut faults: Vec<Fault> = errors
        .iter()
        .map(|error| {
            let at = error.span().map_or(0, |span| span.start);
            fault(FaultCode::Syntax, at, error.message().replace('\n', " "), None)
        })
        .collect();
    let mut entries = Vec::new();
    for (key, value) in document.get_ref() {
        let at = key.span().start;
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("source", DeValue::Array(tables)) => {
                for table in tables.iter() {
                    match of_table(file, table) {
                        Ok(entry) => entries.push(entry),
                        Err(mut wrong) => faults.append(&mut wrong),
                    }
                }
            }
            ("source", other) => {
                let message =
                    format!("write `[[source]]`, in two pairs of brackets; this is {}", kind(other));
                faults.push(fault(FaultCode::TypeWrong, at, message, None));
            }
            (_, _) if file.whole == Whole::Configuration => {}
            (other, _) => {
                let near = nearest(other, ["source"].into_iter()).map(str::to_owned);
                let message = format!("unknown key `{other}`: here are only `[[source]]` tables");
                faults.push(fault(FaultCode::KeyUnknown, at, message, near));
            }
        }
    }
    (entries, faults)
}

fn of_table(file: &TextFile<'_>, value: &Spanned<DeValue<'_>>) -> Result<Entry, Vec<Fault>> {
    let head = value.span().start;
    let place = Place::of(file.name, file.text, head);
    let Some(table) = table_of(value) else {
        let message = format!("a source is a table, not {}", kind(value.get_ref()));
        return Err(vec![Fault { code: FaultCode::TypeWrong, place, id: None, message, nearest: None }]);
    };
    let mut fields = Fields { table, file, head, id: None, faults: Vec::new() };
    let Some(source) = entry::read(&mut fields) else { return Err(fields.faults) };
    let keys = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), Place::of(file.name, file.text, value.span().start)));
    Ok(Entry { source, place, keys: keys.collect() })
}

fn without_doubles(entries: Vec<Entry>) -> (Vec<Entry>, Vec<Fault>) {
    let (mut kept, mut faults) = (Vec::<Entry>::with_capacity(entries.len()), Vec::new());
    let (mut ids, mut addresses) = (HashMap::<String, usize>::new(), HashMap::<String, usize>::new());
    for entry in entries {
        let source = &entry.source;
        let (mut doubles, mut own) = (Vec::new(), Vec::new());
        if let Some(other) = ids.get(source.id.as_str()).map(|&at: &usize| &kept[at]) {
            let message = format!("this id stands at {} too", other.place);
            doubles.push(entry.fault(FaultCode::IdTwice, "id", message));
        }
        for (key, url) in
            std::iter::once(("url", &source.url)).chain(source.also.iter().map(|url| ("also", url)))
        {
            let address = address_key(url);
            if own.contains(&address) {
                let message = "one of its addresses stands twice".to_owned();
                doubles.push(entry.fault(FaultCode::AddressTwice, key, message));
            } else if let Some(other) = addresses.get(&address).map(|&at: &usize| &kept[at]) {
                let message = format!("its address is also that of `{}` at {}", other.source.id, other.place);
                doubles.push(entry.fault(FaultCode::AddressTwice, key, message));
            }
            own.push(address);
        }
        if doubles.is_empty() {
            ids.insert(source.id.to_string(), kept.len());
            addresses.extend(own.into_iter().map(|address| (address, kept.len())));
            kept.push(entry);
        } else {
            faults.append(&mut doubles);
        }
    }
    (kept, faults)
}
