//! What an operator says of a source: where it is, how to read it, whether we may.

mod verified;

use crate::country::{Country, Region};
use crate::fellowship::Fellowship;
use crate::format::recipe::Recipe;
use crate::id::SourceId;
use crate::reading::Format;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};
use url::Url;

pub use verified::Verified;

/// A configured source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable name, `a-z 0-9 -`.
    pub id: SourceId,
    /// Name for people.
    pub name: String,
    /// A feed's address; for BMLT the root address.
    pub url: Url,
    /// How to read it.
    #[serde(default)]
    pub format: FormatChoice,
    /// Whose meetings; feeds hardly ever say.
    pub fellowship: Fellowship,
    /// Zone of records that have none of their own.
    #[serde(default)]
    pub timezone: Option<Zone>,
    /// ISO 3166-1 country of records that have none.
    #[serde(default)]
    pub country: Option<Country>,
    /// ISO 3166-2 region where its meetings are, or most of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// Whether the list is offered to us.
    #[serde(default)]
    pub permission: Permission,
    /// Licence as the publisher states it; empty when unknown.
    #[serde(default)]
    pub licence: String,
    /// Whom to tell when it breaks; for operators, never published.
    #[serde(default)]
    pub contact: String,
    /// Own cron line; empty for the global one.
    #[serde(default)]
    pub schedule: String,
    /// What is where in its documents, where no format fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<Recipe>,
    /// The publisher's home page.
    #[serde(default)]
    pub site: Option<Url>,
    /// Other addresses of the same list; they are never fetched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Url>,
    /// Where the facts about it came from, `owner/repo:path` of a public repository, several joined by `; `.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub found_in: String,
    /// When someone last looked whether all of this is so.
    #[serde(default, skip_serializing_if = "Verified::is_never")]
    pub verified: Verified,
}

/// How a source is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FormatChoice {
    /// Whatever the content looks like.
    #[default]
    Auto,
    /// As this format, whatever it looks like.
    Only(Format),
}

impl FormatChoice {
    /// All that can be chosen, `auto` last.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        Format::ALL.into_iter().map(FormatChoice::Only).chain([FormatChoice::Auto])
    }

    /// The id, as `auto` or `tsml`.
    pub fn id(self) -> &'static str {
        match self {
            FormatChoice::Auto => "auto",
            FormatChoice::Only(format) => format.id(),
        }
    }
}

impl From<FormatChoice> for String {
    fn from(choice: FormatChoice) -> Self {
        choice.id().to_owned()
    }
}

impl TryFrom<String> for FormatChoice {
    type Error = String;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        FormatChoice::all().find(|choice| choice.id() == id).ok_or_else(|| {
            let ids: Vec<&str> = FormatChoice::all().map(FormatChoice::id).collect();
            format!("no such format `{id}`, it is one of: {}", ids.join(", "))
        })
    }
}

/// Whether we may read a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// It is an offered feed.
    #[default]
    Open,
    /// Readable, not offered: not fetched until someone has asked.
    Ask,
    /// The publisher said no.
    Refused,
    /// Only a link to it is shown.
    LinkOnly,
}

impl Permission {
    /// All of them.
    pub const ALL: [Permission; 4] =
        [Permission::Open, Permission::Ask, Permission::Refused, Permission::LinkOnly];

    /// Whether it is fetched without further ado.
    pub fn is_open(self) -> bool {
        self == Permission::Open
    }

    /// The id, as `link_only`.
    pub fn id(self) -> &'static str {
        match self {
            Permission::Open => "open",
            Permission::Ask => "ask",
            Permission::Refused => "refused",
            Permission::LinkOnly => "link_only",
        }
    }
}
