//! The dictionary of kinds: what a meeting is (type), whom it is meant for (audience), what access it gives.
//!
//! `registry/kinds.toml` holds ids, labels and sentences; this module loads it once and hands out [`Kind`], a small
//! index into it. Publishers' codes are turned into kinds by [`crate::code_table`], not here.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::fellowship::{fold, nearest};

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    Dictionary::load(include_str!("../registry/kinds.toml"))
        .expect("the kinds registry file is checked by a test")
});

/// The three groups of kinds, each a search parameter of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindGroup {
    /// Formats and rules: open, speaker, step study.
    Type,
    /// The people a meeting is meant for: women, young people.
    Audience,
    /// Three-valued facts about getting in and following: step-free, captions.
    Access,
}

impl KindGroup {
    /// All groups.
    pub const ALL: &[Self] = &[Self::Type, Self::Audience, Self::Access];

    /// Stable id, which is also the name of the search parameter.
    pub fn id(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Audience => "audience",
            Self::Access => "access",
        }
    }

    /// The group with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.id() == id)
    }
}

/// One kind of the dictionary. The order is that of the dictionary.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(u16);

impl Kind {
    /// The kind with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        DICTIONARY.by_id.get(id).copied()
    }

    /// The kind whose id or label is most like `text`, if one is near enough to be suggested.
    pub fn nearest(text: &str) -> Option<Self> {
        nearest(&fold(text), Self::all().flat_map(Self::folded_names))
    }

    /// As [`Kind::nearest`], among the kinds of one group.
    pub fn nearest_in(group: KindGroup, text: &str) -> Option<Self> {
        nearest(&fold(text), Self::in_group(group).flat_map(Self::folded_names))
    }

    /// All kinds in dictionary order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..DICTIONARY.entries.len()).filter_map(|index| u16::try_from(index).ok()).map(Self)
    }

    /// The kinds of one group in dictionary order, which is the order of [`Kind::index_in_group`].
    pub fn in_group(group: KindGroup) -> impl Iterator<Item = Self> {
        Self::all().filter(move |kind| kind.group() == group)
    }

    /// How many kinds there are.
    pub fn count() -> usize {
        DICTIONARY.entries.len()
    }

    /// Stable id, lower snake case.
    pub fn id(self) -> &'static str {
        &self.entry().id
    }

    /// The group it belongs to.
    pub fn group(self) -> KindGroup {
        self.entry().group
    }

    /// Short plain English label.
    pub fn label(self) -> &'static str {
        &self.entry().label
    }

    /// One plain English sentence.
    pub fn sentence(self) -> &'static str {
        &self.entry().sentence
    }

    /// The wider kinds that it also satisfies in a search (`gay` satisfies `lgbtq`), never itself.
    pub fn implies(self) -> &'static [Self] {
        &self.entry().implies
    }

    /// Position in the dictionary, below [`Kind::count`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Dense position within its group, for bit sets: below 64 for types and audiences, below 32 for access.
    pub fn index_in_group(self) -> usize {
        self.entry().index_in_group
    }

    fn entry(self) -> &'static Entry {
        &DICTIONARY.entries[self.index()]
    }

    fn folded_names(self) -> [(&'static str, Self); 2] {
        let [id, label] = &self.entry().folded;
        [(id, self), (label, self)]
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::parse(&id).ok_or_else(|| match Self::nearest(&id) {
            Some(nearest) => de::Error::custom(format!("unknown kind `{id}`, did you mean `{nearest}`?")),
            None => de::Error::custom(format!("unknown kind `{id}`")),
        })
    }
}

struct Dictionary {
    entries: Vec<Entry>,
    by_id: HashMap<String, Kind>,
}

struct Entry {
    id: String,
    group: KindGroup,
    label: String,
    sentence: String,
    implies: Vec<Kind>,
    index_in_group: usize,
    folded: [String; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistryFile {
    kind: Vec<RegistryEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistryEntry {
    id: String,
    group: KindGroup,
    label: String,
    sentence: String,
    #[serde(default)]
    implies: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error("the kinds registry is not valid")]
    Toml(#[from] toml::de::Error),
    #[error("kind `{kind}` implies the unknown kind `{wider}`")]
    UnknownWider { kind: String, wider: String },
}

impl Dictionary {
    fn load(text: &str) -> Result<Self, LoadError> {
        let file: RegistryFile = toml::from_str(text)?;
        let by_id: HashMap<String, Kind> = file
            .kind
            .iter()
            .zip(0..=u16::MAX)
            .map(|(entry, number)| (entry.id.clone(), Kind(number)))
            .collect();
        let mut group_sizes: HashMap<KindGroup, usize> = HashMap::new();
        let mut entries = Vec::with_capacity(file.kind.len());
        for RegistryEntry { id, group, label, sentence, implies } in file.kind {
            let wider_kind = |wider: &String| {
                let unknown = || LoadError::UnknownWider { kind: id.clone(), wider: wider.clone() };
                by_id.get(wider).copied().ok_or_else(unknown)
            };
            let implies = implies.iter().map(wider_kind).collect::<Result<_, _>>()?;
            let group_size = group_sizes.entry(group).or_default();
            let index_in_group = *group_size;
            *group_size += 1;
            let folded = [fold(&id), fold(&label)];
            entries.push(Entry { id, group, label, sentence, implies, index_in_group, folded });
        }
        Ok(Self { entries, by_id })
    }
}
