//! The normalised meeting: one recurring slot, as one source tells it.
//!
//! Nothing here names or reaches a person: contact names, private e-mails and phones never get this far.

use crate::fellowship::{Fellowship, ForWhom};
use crate::id::{MeetingId, SeriesId, SourceId};
use crate::kind::Kind;
use crate::place::Venue;
use crate::schedule::Schedule;
use serde::{Deserialize, Serialize};

/// One meeting of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Hash of source and key.
    pub id: MeetingId,
    /// Who published it.
    pub source: SourceId,
    /// The publisher's own key; with a day behind it where one record became several meetings.
    pub key: String,
    /// Ties the meetings of one record.
    pub series: Option<SeriesId>,
    /// Whose meeting it is.
    pub fellowship: Fellowship,
    /// The name as published, cleaned.
    pub name: String,
    /// The people who meet.
    pub group: Option<String>,
    /// The body that lists it: intergroup, area, service body.
    pub entity: Option<Entity>,
    /// Geographic regions of the publisher, general to specific.
    pub regions: Vec<String>,
    /// Service district.
    pub district: Option<String>,
    /// Ways to attend.
    pub attendance: Attendance,
    /// Whether it meets at present.
    pub state: State,
    /// When.
    pub schedule: Schedule,
    /// Where; `None` when it is online only and no place was given.
    pub venue: Option<Venue>,
    /// How to join from afar.
    pub online: Option<Online>,
    /// Formats and rules.
    pub types: Vec<TypeTag>,
    /// For whom, beside everyone.
    pub audience: Vec<Kind>,
    /// What is said about access: yes or no; what is not listed is unknown.
    pub access: Vec<(Kind, bool)>,
    /// BCP 47 languages.
    pub languages: Vec<String>,
    /// What it covers beside what its fellowship covers.
    pub covers: Vec<crate::fellowship::Covers>,
    /// Whom it is for, where its publisher says that it is not simply for those its fellowship exists for.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub for_whom: Vec<ForWhom>,
    /// Publisher's words, cleaned, with passcodes and contacts masked.
    pub notes: Option<String>,
    /// The publisher's page about it.
    pub url: Option<String>,
    /// When the publisher last changed it, as a date.
    pub updated: Option<jiff::civil::Date>,
    /// Where the publisher has it from.
    pub lineage: Option<Lineage>,
    /// A number for the whole group, where the fellowship gives one (BMLT world id).
    pub world_id: Option<String>,
    /// Names of fields that were concluded, not read.
    pub inferred: Vec<Inferred>,
    /// Where its record stands in the archive.
    pub raw: RawPlace,
}

/// The body that lists a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its name.
    pub name: String,
    /// Its key at the source, as a service body id.
    pub key: Option<String>,
    /// Its web site.
    pub url: Option<String>,
}

/// Ways to attend; several may hold at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// There is a room.
    pub in_person: bool,
    /// There is a link, or there would be one if it were not withheld.
    pub online: bool,
    /// One can take part by telephone.
    pub phone: bool,
}

impl Attendance {
    /// Whether no way to attend is known.
    pub fn is_none(self) -> bool {
        !self.in_person && !self.online && !self.phone
    }

    /// Whether it can only be attended from afar.
    pub fn is_remote_only(self) -> bool {
        !self.in_person && (self.online || self.phone)
    }
}

/// Whether a meeting meets at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It does.
    Active,
    /// Paused or inactive: kept, hidden from searches unless asked for.
    Paused,
}

/// Whether a way to join is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Yes.
    Published,
    /// The meeting is online, the link is given on request only.
    Withheld,
    /// No link is known.
    #[default]
    None,
}

/// How to join from afar. Given out as published; never indexed, logged or counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Online {
    /// Join address.
    pub url: Option<String>,
    /// Name of the service, as `zoom`.
    pub provider: Option<String>,
    /// Dial string, with pauses and `#`.
    pub phone: Option<String>,
    /// Passcode from a field that is for it.
    pub access_code: Option<String>,
    /// The rest of what is said about joining.
    pub notes: Option<String>,
    /// Whether a way to join is published.
    pub link: LinkState,
}

/// One format or rule of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TypeTag {
    /// Our word; `None` when the code has no mapping and is shown raw.
    pub id: Option<Kind>,
    /// The publisher's code.
    pub code: Option<String>,
    /// The publisher's label, where there is no word of ours.
    pub label: Option<String>,
}

/// Where a publisher has a meeting from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// Name or address of the origin.
    pub origin: String,
    /// The key there.
    pub key: Option<String>,
}

/// A field whose value was concluded, not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Inferred {
    /// The name was put together.
    #[serde(rename = "name")]
    Name,
    /// The fellowship follows from the name.
    #[serde(rename = "fellowship")]
    Fellowship,
    /// The way to attend follows from other fields.
    #[serde(rename = "attendance")]
    Attendance,
    /// The zone was not in the record.
    #[serde(rename = "schedule.timezone")]
    Timezone,
    /// The end was not in the record.
    #[serde(rename = "schedule.end")]
    End,
    /// The country follows from the state, the address or the source.
    #[serde(rename = "venue.country")]
    Country,
    /// The point is that of the address, as far as it could be found.
    #[serde(rename = "venue.point")]
    Point,
    /// The key is made of the content.
    #[serde(rename = "key")]
    Key,
}

/// Where a record stands: which document of the snapshot, and a JSON pointer into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawPlace {
    /// Position of the document in the snapshot, from 0.
    pub part: u16,
    /// Position of the record among those of its document, from 0.
    #[serde(default)]
    pub record: u32,
    /// JSON pointer or its like.
    pub pointer: String,
}

impl Meeting {
    /// The people it is for.
    pub fn is_for(&self) -> &[ForWhom] {
        match self.for_whom.as_slice() {
            [] => &self.fellowship.entry().for_whom,
            own => own,
        }
    }

    /// A hash of what a reader would see. Order of records, `updated` and the place in the document don't count, so
    /// a feed that only shuffles or re-stamps its records changes nothing.
    pub fn content_hash(&self) -> [u8; 16] {
        let seen = Meeting { updated: None, raw: RawPlace::default(), ..self.clone() };
        let bytes = serde_json::to_vec(&seen).expect("a meeting holds nothing that JSON can't");
        let hash = blake3::hash(&bytes);
        hash.as_bytes()[..16].try_into().expect("a hash has 32 bytes")
    }
}
