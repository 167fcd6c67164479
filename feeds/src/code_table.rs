//! What publishers' codes mean: `registry/codes.tsv`, looked up by system, fellowship and code.
//!
//! Codes collide (`A` is Secular in AA, 18+ in ACA), so a code is never read alone, and a row of the fellowship wins
//! over a row for all (`*`). A code without a row is unknown: keep it and show it raw. Which systems to try, in which
//! order, is the format reader's choice: for BMLT the world id, then the server's own list, then the stock keys of
//! the key's language.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fellowship::{Covers, Fellowship, ForWhom};
use crate::kind::{Kind, KindGroup};

static TABLE: LazyLock<CodeTable> = LazyLock::new(|| {
    CodeTable::load(include_str!("../registry/codes.tsv"))
        .expect("the codes registry file is checked by a test")
});

/// A family of codes with one legend; its id is the first column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct System(&'static str);

impl System {
    /// Type codes of TSML and Meeting Guide feeds.
    pub const TSML: Self = Self("tsml");
    /// Type labels as sheets, CSV files and pages spell them out.
    pub const TSML_LABEL: Self = Self("tsml_label");
    /// Codes of the central-query service.
    pub const CENTRAL_QUERY: Self = Self("central_query");
    /// BMLT's stock format keys, English and the languages that share them.
    pub const BMLT: Self = Self("bmlt");
    /// BMLT's stock format keys in Italian.
    pub const BMLT_IT: Self = Self("bmlt_it");
    /// BMLT's stock format keys in Portuguese.
    pub const BMLT_PT: Self = Self("bmlt_pt");
    /// BMLT's stock format keys in Swedish.
    pub const BMLT_SV: Self = Self("bmlt_sv");
    /// The German-speaking region's own BMLT keys.
    pub const BMLT_DE_REGION: Self = Self("bmlt_de_region");
    /// The virtual-na server's own BMLT keys.
    pub const BMLT_VIRTUAL_NA: Self = Self("bmlt_virtual_na");
    /// Greater New York's own BMLT keys.
    pub const BMLT_GNYR: Self = Self("bmlt_gnyr");
    /// World ids of BMLT formats, the same on every server.
    pub const BMLT_WORLD: Self = Self("bmlt_world");
    /// Codes of NAWS spreadsheets.
    pub const BMLT_NAWS: Self = Self("bmlt_naws");

    /// The system of that id, if the table has it.
    pub fn parse(id: &str) -> Option<Self> {
        TABLE.systems.iter().copied().find(|system| system.0 == id)
    }

    /// Stable id, as the table spells it.
    pub fn id(self) -> &'static str {
        self.0
    }

    /// All systems of the table, in its order.
    pub fn all() -> &'static [Self] {
        &TABLE.systems
    }

    /// BMLT keys differ by case alone (`ST`, `St`); the other systems are typed by hand in any case.
    fn is_case_sensitive(self) -> bool {
        self.0.starts_with("bmlt") && self != Self::BMLT_WORLD
    }
}

/// One thing a code says about a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// It has this type.
    Type(Kind),
    /// It is meant for these people.
    Audience(Kind),
    /// It gives this access, or denies it.
    Access(Kind, bool),
    /// It is held in this language (BCP 47).
    Language(&'static str),
    /// People meet at the venue, or do not meet there for now.
    InPerson(bool),
    /// It can be joined online.
    Online,
    /// It can be joined by phone.
    Phone,
    /// It is not held for now.
    Paused,
    /// It can be attended at any time.
    AlwaysOn,
    /// It is about this, beyond what its fellowship covers.
    Covers(Covers),
    /// It is for these people, whomever its fellowship is for.
    For(ForWhom),
    /// It belongs to this fellowship, whatever the feed's fellowship is.
    Belongs(Fellowship),
}

/// A known code. Without meanings it is to be shown raw: its legend is missing, or says nothing a search can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeEntry {
    /// The published English name; empty if none is known.
    pub label: &'static str,
    /// Everything the code says, in table order.
    pub meanings: Vec<Meaning>,
}

/// What `code` means in a feed of `fellowship` that uses `system`; `None` if the code is unknown.
pub fn lookup(system: System, fellowship: Fellowship, code: &str) -> Option<&'static CodeEntry> {
    let code = code.trim();
    let folded = (!system.is_case_sensitive()).then(|| code.to_lowercase());
    [Some(fellowship), None].into_iter().find_map(|scope| {
        let codes = TABLE.by_scope.get(&(system, scope))?;
        let index = codes.exact.get(code).or_else(|| codes.folded.get(folded.as_deref()?))?;
        TABLE.entries.get(*index)
    })
}

/// A system, and the fellowship or all of them (`None`).
type Scope = (System, Option<Fellowship>);

#[derive(Default)]
struct CodeTable {
    systems: Vec<System>,
    entries: Vec<CodeEntry>,
    by_scope: HashMap<Scope, ScopeCodes>,
}

#[derive(Default)]
struct ScopeCodes {
    exact: HashMap<&'static str, usize>,
    folded: HashMap<String, usize>,
}

#[derive(Debug, thiserror::Error)]
#[error("line {line} of the codes registry has no valid {column}")]
struct LoadError {
    line: usize,
    column: &'static str,
}

impl CodeTable {
    fn load(text: &'static str) -> Result<Self, LoadError> {
        let mut table = Self::default();
        for (line, row) in text.lines().enumerate().skip(1) {
            table.add_row(row).map_err(|column| LoadError { line: line + 1, column })?;
        }
        Ok(table)
    }

    /// Adds one row, or names the column that is wrong. Rows of one code add up to one entry.
    fn add_row(&mut self, row: &'static str) -> Result<(), &'static str> {
        let columns: Vec<&str> = row.split('\t').collect();
        let [system, fellowship, code, label, group, id, value] = columns[..] else {
            return Err("number of columns");
        };
        if system.is_empty() {
            return Err("system");
        }
        let system = System(system);
        if !self.systems.contains(&system) {
            self.systems.push(system);
        }
        let fellowship = match fellowship {
            "*" => None,
            id => Some(Fellowship::parse(id).ok_or("fellowship")?),
        };
        let codes = self.by_scope.entry((system, fellowship)).or_default();
        let index = *codes.exact.entry(code).or_insert(self.entries.len());
        codes.folded.entry(code.to_lowercase()).or_insert(index);
        if index == self.entries.len() {
            self.entries.push(CodeEntry { label, meanings: Vec::new() });
        }
        let meaning = read_meaning(group, id, value)?;
        self.entries[index].meanings.extend(meaning);
        Ok(())
    }
}

fn read_meaning(group: &str, id: &'static str, value: &str) -> Result<Option<Meaning>, &'static str> {
    let kind_of = |group| Kind::parse(id).filter(|kind| kind.group() == group).ok_or("id");
    let holds = match value {
        "yes" => true,
        "no" => false,
        "" if id.is_empty() && group.is_empty() => return Ok(None),
        _ => return Err("value"),
    };
    let meaning = match (group, id) {
        ("access", _) => Meaning::Access(kind_of(KindGroup::Access)?, holds),
        ("attendance", "in_person") => Meaning::InPerson(holds),
        ("type", _) => Meaning::Type(kind_of(KindGroup::Type)?),
        ("audience", _) => Meaning::Audience(kind_of(KindGroup::Audience)?),
        ("lang", _) => Meaning::Language(id),
        ("attendance", "online") => Meaning::Online,
        ("attendance", "phone") => Meaning::Phone,
        ("status", "paused") => Meaning::Paused,
        ("status", "always_on") => Meaning::AlwaysOn,
        ("covers", _) => Meaning::Covers(Covers::parse(id).ok_or("id")?),
        ("for", _) => Meaning::For(ForWhom::parse(id).ok_or("id")?),
        ("fellowship", _) => Meaning::Belongs(Fellowship::parse(id).ok_or("id")?),
        _ => return Err("group"),
    };
    // only access and the venue can be denied; "video optional" is no more than the absence of a rule
    let can_be_denied = matches!(meaning, Meaning::Access(..) | Meaning::InPerson(_));
    Ok((holds || can_be_denied).then_some(meaning))
}
