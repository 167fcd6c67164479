//! The dictionary of fellowships: who publishes meetings, for whom, about what.
//!
//! `registry/fellowships.toml` holds the facts, this module loads it once and hands out [`Fellowship`], a small
//! index into it. Nothing here reads a feed; what a meeting's name says is for callers to use and to tell.

mod focus;
mod in_name;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use focus::{Covers, ForWhom, LedBy, Philosophy, Support};

/// What people call fellowships, by language; wider than the aliases, which a meeting's name is judged by.
static CALLED: LazyLock<HashMap<String, BTreeMap<String, Vec<String>>>> = LazyLock::new(|| {
    toml::from_str(include_str!("../registry/aliases.toml"))
        .map(|file: CalledFile| file.fellowship)
        .expect("the file of aliases is checked by a test")
});

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    Dictionary::load(include_str!("../registry/fellowships.toml"))
        .expect("the fellowships registry file is checked by a test")
});

/// Everything the dictionary says about one fellowship.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FellowshipEntry {
    /// Stable id, lower snake case.
    pub id: String,
    /// Full English name.
    pub name: String,
    /// The name people use every day, mostly initials.
    pub short_name: String,
    /// Other names, in English and in other languages.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Approaches it follows, the main one first.
    #[serde(default)]
    pub philosophy: Vec<Philosophy>,
    /// The people it exists for.
    #[serde(default, rename = "for")]
    pub for_whom: Vec<ForWhom>,
    /// What its members recover from, or for a family fellowship, what they are affected by.
    #[serde(default)]
    pub covers: Vec<Covers>,
    /// Who leads a meeting.
    pub led_by: LedBy,
    /// The one-to-one support it offers between meetings.
    pub support: Support,
    /// Its own web site.
    #[serde(default)]
    pub site: Option<String>,
    /// One plain, neutral sentence in our own words.
    pub sentence: String,
    /// Its meetings may only be linked to, never listed.
    #[serde(default)]
    pub link_only: bool,
}

/// One fellowship of the dictionary. The order is that of the dictionary, with [`Fellowship::other`] last.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fellowship(u8);

impl Fellowship {
    /// The fellowship with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        DICTIONARY.by_id.get(id).copied()
    }

    /// The fellowship with this id, name, short name or alias; case, accents, spaces and punctuation do not matter.
    pub fn from_name(name: &str) -> Option<Self> {
        DICTIONARY.by_name.get(&fold(name)).copied()
    }

    /// The fellowship whose id or name is most like `text`, if one is near enough to be suggested.
    pub fn nearest(text: &str) -> Option<Self> {
        let names = DICTIONARY.by_name.iter().map(|(name, &fellowship)| (name.as_str(), fellowship));
        nearest(&fold(text), names)
    }

    /// For meetings of a fellowship that the dictionary does not hold.
    pub fn other() -> Self {
        Self::parse("other").expect("the dictionary holds `other`, as a test checks")
    }

    /// All fellowships in dictionary order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..DICTIONARY.entries.len()).filter_map(|index| u8::try_from(index).ok()).map(Self)
    }

    /// How many fellowships there are.
    pub fn count() -> usize {
        DICTIONARY.entries.len()
    }

    /// Stable id, lower snake case.
    pub fn id(self) -> &'static str {
        &self.entry().id
    }

    /// Position in the dictionary, below [`Fellowship::count`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// What people call it, by language (BCP 47): initials, names, common spellings. Some are ordinary words too.
    pub fn called(self) -> &'static BTreeMap<String, Vec<String>> {
        static NOTHING: BTreeMap<String, Vec<String>> = BTreeMap::new();
        CALLED.get(self.id()).unwrap_or(&NOTHING)
    }

    /// Everything the dictionary says about it.
    pub fn entry(self) -> &'static FellowshipEntry {
        &DICTIONARY.entries[self.index()]
    }
}

impl fmt::Display for Fellowship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Debug for Fellowship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Fellowship {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Fellowship {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::parse(&id).ok_or_else(|| match Self::nearest(&id) {
            Some(nearest) => {
                de::Error::custom(format!("unknown fellowship `{id}`, did you mean `{nearest}`?"))
            }
            None => de::Error::custom(format!("unknown fellowship `{id}`")),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalledFile {
    fellowship: HashMap<String, BTreeMap<String, Vec<String>>>,
}

struct Dictionary {
    entries: Vec<FellowshipEntry>,
    by_id: HashMap<String, Fellowship>,
    by_name: HashMap<String, Fellowship>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistryFile {
    fellowship: Vec<FellowshipEntry>,
}

impl Dictionary {
    fn load(text: &str) -> Result<Self, toml::de::Error> {
        let file: RegistryFile = toml::from_str(text)?;
        let mut by_id = HashMap::new();
        let mut by_name = HashMap::new();
        for (entry, number) in file.fellowship.iter().zip(0..=u8::MAX) {
            by_id.insert(entry.id.clone(), Fellowship(number));
            for name in entry.all_names() {
                by_name.entry(fold(name)).or_insert(Fellowship(number));
            }
        }
        Ok(Self { entries: file.fellowship, by_id, by_name })
    }
}

impl FellowshipEntry {
    fn all_names(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.name, &self.short_name].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

/// Letters and digits only, lower case, without accents: how names are compared.
pub(crate) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|&c| c.is_alphanumeric() && !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The value whose (folded) name is most like `text`, above a likeness that still reads as a typing error.
pub(crate) fn nearest<'a, T: Ord>(text: &str, names: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    const LIKE_ENOUGH: f64 = 0.8;
    names
        .map(|(name, value)| (strsim::jaro_winkler(text, name), value))
        .filter(|(likeness, _)| *likeness >= LIKE_ENOUGH)
        // equal likeness: the first of the dictionary, so that the answer never depends on hashing
        .max_by(|(a, first), (b, second)| a.total_cmp(b).then_with(|| second.cmp(first)))
        .map(|(_, value)| value)
}
