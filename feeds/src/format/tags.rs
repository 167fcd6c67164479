//! What the codes of one record add up to.

use crate::code_table::{CodeEntry, Meaning};
use crate::fellowship::{Covers, Fellowship, ForWhom};
use crate::kind::Kind;
use crate::meeting::TypeTag;

/// Everything that the codes of a record say.
#[derive(Debug, Default)]
pub(super) struct Tags {
    pub(super) types: Vec<TypeTag>,
    pub(super) audience: Vec<Kind>,
    pub(super) access: Vec<(Kind, bool)>,
    pub(super) languages: Vec<String>,
    pub(super) covers: Vec<Covers>,
    pub(super) for_whom: Vec<ForWhom>,
    pub(super) belongs: Option<Fellowship>,
    pub(super) says_in_person: bool,
    pub(super) says_online: bool,
    pub(super) says_phone: bool,
    /// Nobody can meet at the venue for now.
    pub(super) closed_venue: bool,
    pub(super) paused: bool,
    pub(super) always_on: bool,
}

impl Tags {
    /// Adds a known code; one that says nothing to a search is kept with its label.
    pub(super) fn add(&mut self, code: &str, entry: &'static CodeEntry) {
        if entry.meanings.is_empty() {
            self.add_raw(code, Some(entry.label));
        }
        for meaning in &entry.meanings {
            self.add_meaning(code, *meaning);
        }
    }

    /// Adds a code without a meaning that we know.
    pub(super) fn add_raw(&mut self, code: &str, label: Option<&str>) {
        let label = label.filter(|label| !label.is_empty()).map(str::to_owned);
        push_new(&mut self.types, TypeTag { id: None, code: Some(code.to_owned()), label });
    }

    /// Adds a language.
    pub(super) fn add_language(&mut self, language: &str) {
        push_new(&mut self.languages, language.to_owned());
    }

    fn add_meaning(&mut self, code: &str, meaning: Meaning) {
        match meaning {
            Meaning::Type(kind) => {
                if !self.types.iter().any(|tag| tag.id == Some(kind)) {
                    self.types.push(TypeTag { id: Some(kind), code: Some(code.to_owned()), label: None });
                }
            }
            Meaning::Audience(kind) => push_new(&mut self.audience, kind),
            Meaning::Access(kind, holds) => push_new(&mut self.access, (kind, holds)),
            Meaning::Language(language) => self.add_language(language),
            Meaning::InPerson(true) => self.says_in_person = true,
            Meaning::InPerson(false) => self.closed_venue = true,
            Meaning::Online => self.says_online = true,
            Meaning::Phone => self.says_phone = true,
            Meaning::Paused => self.paused = true,
            Meaning::AlwaysOn => self.always_on = true,
            Meaning::Covers(covers) => push_new(&mut self.covers, covers),
            Meaning::For(whom) => push_new(&mut self.for_whom, whom),
            Meaning::Belongs(fellowship) => self.belongs = Some(fellowship),
        }
    }

    /// Whether the codes give the meeting that type.
    fn has_type(&self, id: &str) -> bool {
        self.types.iter().any(|tag| tag.id.is_some_and(|kind| kind.id() == id))
    }

    /// Settles what contradicts itself and names it. Closed wins over open: nobody is sent where they may not enter.
    pub(super) fn settle(&mut self) -> Vec<String> {
        let mut contradictions = Vec::new();
        if self.has_type("open") && self.has_type("closed") {
            self.types.retain(|tag| tag.id.is_none_or(|kind| kind.id() != "open"));
            contradictions.push("open and closed".to_owned());
        }
        let is_for = |id: &str| self.audience.iter().any(|kind| kind.id() == id);
        if is_for("men") && is_for("women") {
            contradictions.push("men and women".to_owned());
        }
        let both = |&(kind, holds): &(Kind, bool)| holds && self.access.contains(&(kind, false));
        let unclear: Vec<Kind> =
            self.access.iter().filter(|&entry| both(entry)).map(|(kind, _)| *kind).collect();
        for kind in unclear {
            self.access.retain(|(other, _)| *other != kind);
            contradictions.push(format!("{kind} yes and no"));
        }
        contradictions
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}
