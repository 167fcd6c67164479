//! The keys of a recipe as an operator writes them. What they do is said where they are carried out.

use super::Field;
use crate::plan::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How to read a source that publishes in none of the formats.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recipe {
    /// Name of a recipe that comes with the program; beside it only `fetch` may be said.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub shipped: Option<String>,
    /// Tables of codes that `types` are read with, the first that knows a code wins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Tables of words for the step `table`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, BTreeMap<String, String>>,
    /// Which requests bring the documents.
    pub fetch: Fetch,
    /// Where the records are, one rule for each kind of place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Records>,
}

/// Where records are, and what is where in them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Records {
    /// Documents of which role it is for; those with meetings if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Where in the document a JSON text stands, as in a script or an attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json_in: Option<Field>,
    /// Path of the records in JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Path from a record to its days and times, each of which makes a meeting; the record is still one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slots: Option<String>,
    /// Where in JSON, or in each record of it, markup stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html_in: Option<Field>,
    /// Selector of the records in a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<String>,
    /// Where the text stands that `pattern` divides; the whole record if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern_in: Option<Field>,
    /// Every match in the text is a record; its named groups are fields to pick.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The matches are days and times of one record, not records of their own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pattern_slots: bool,
    /// Which records to leave out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<Skip>,
    /// The page about each record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
    /// Field by field of the common shape, what to put there.
    pub fields: BTreeMap<String, Field>,
}

/// A record is left out when all that is said here holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// What to look at.
    pub field: Field,
    /// It is one of these, letter case aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<String>,
    /// It matches this pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matches: Option<String>,
    /// There is nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub missing: bool,
    /// It is no record at all, as a heading in a table: nothing is told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

/// The page about one record; what is found there goes before what the list says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    /// Its address, in the record.
    pub link: Field,
    /// Where in the page a JSON text stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json_in: Option<Field>,
    /// Field by field, what to put there.
    pub fields: BTreeMap<String, Field>,
}

/// Which requests bring the documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fetch {
    /// The first addresses, relative to that of the source; that of the source if not said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// What they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Sent with every request.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Sent with the first requests, which are then POST; `{page}` is the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What `body` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// One page after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// Addresses found in pages and indexes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Links>,
    /// Other hosts that links may lead to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// More requests than this fail the attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_requests: Option<usize>,
}

/// One page after the other, as one of `next`, `count`, `total` or `found` leads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pages {
    /// Query parameter with the number of the page; not needed where `{page}` stands in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The first number; 1 if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<u64>,
    /// From one number to the next; 1 if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<u64>,
    /// The address of the next page, in a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Field>,
    /// How many pages there are, in the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Field>,
    /// How many records there are, in the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Field>,
    /// Records a page, for `total`; `step` if not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// What every page has but the one behind the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Field>,
}

/// Addresses found in pages and indexes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Where they are.
    pub from: Field,
    /// What they lead to.
    #[serde(default = "detail")]
    pub role: Role,
}

fn detail() -> Role {
    Role::Detail
}
