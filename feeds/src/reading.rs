//! What a format reader makes of the parts of a snapshot: meetings, notices, and the source's own tables.

use crate::meeting::{Meeting, State};
use crate::notice::{Code, Notices, Sample};
use serde::{Deserialize, Serialize};

/// The shape that a document turned out to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Meeting Guide JSON.
    Tsml,
    /// BMLT's answers: semantic JSON, older XML, the administration's JSON.
    Bmlt,
    /// NAWS spreadsheet of a BMLT server.
    Naws,
    /// Tables: CSV, TSV, also as Google Sheets publishes them.
    Csv,
    /// Values of a Google Sheet as JSON.
    Sheet,
    /// Records of an Airtable base.
    Airtable,
    /// Answers of the central-query service.
    CentralQuery,
    /// iCalendar.
    Ical,
    /// schema.org events in a page or alone: JSON-LD, microdata.
    SchemaOrg,
    /// The Events Calendar's REST answers.
    EventsCalendar,
    /// Pages of a Realtime Paged Data Exchange feed.
    Rpde,
    /// Anything else, by the recipe of its source.
    Recipe,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 12] = [
        Format::Tsml,
        Format::Bmlt,
        Format::Naws,
        Format::Csv,
        Format::Sheet,
        Format::Airtable,
        Format::CentralQuery,
        Format::Ical,
        Format::SchemaOrg,
        Format::EventsCalendar,
        Format::Rpde,
        Format::Recipe,
    ];

    /// The id, as `tsml`.
    pub fn id(self) -> &'static str {
        match self {
            Format::Tsml => "tsml",
            Format::Bmlt => "bmlt",
            Format::Naws => "naws",
            Format::Csv => "csv",
            Format::Sheet => "sheet",
            Format::Airtable => "airtable",
            Format::CentralQuery => "central_query",
            Format::Ical => "ical",
            Format::SchemaOrg => "schema_org",
            Format::EventsCalendar => "events_calendar",
            Format::Rpde => "rpde",
            Format::Recipe => "recipe",
        }
    }
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The shape.
    pub format: Format,
    /// Character set of the document with the meetings, as `utf-8`.
    pub charset: String,
    /// How many records stand in the file.
    pub records: usize,
    /// The meetings; a record of several days counts several times.
    pub meetings: Vec<Meeting>,
    /// What was noticed.
    pub notices: Notices,
    /// The source's own tables.
    pub tables: Tables,
}

impl Reading {
    /// How many of the meetings are inactive.
    pub fn hidden(&self) -> usize {
        self.meetings.iter().filter(|meeting| meeting.state == State::Paused).count()
    }
}

/// Tables of a source that later outputs need as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tables {
    /// What the server says of itself.
    pub server: Option<serde_json::Value>,
    /// Service bodies.
    pub bodies: Vec<ServiceBody>,
    /// Formats, in every language they came in.
    pub formats: Vec<FormatRow>,
}

/// A service body of a source. Helpline numbers are a body's own, not a person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceBody {
    /// Id on the server.
    pub id: String,
    /// Id of the body above, `0` at the top.
    pub parent_id: String,
    /// Name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// `AS`, `RS` and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// Web site.
    pub url: String,
    /// Helpline.
    pub helpline: String,
    /// World id.
    pub world_id: String,
}

/// One row of a server's format table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormatRow {
    /// Id on the server.
    pub id: String,
    /// Key, case-sensitive.
    pub key_string: String,
    /// Name.
    pub name_string: String,
    /// Sentence.
    pub description_string: String,
    /// Language of these words.
    pub lang: String,
    /// World id, shared by all servers.
    pub world_id: String,
    /// `FC1` and so on.
    pub format_type_enum: String,
}

/// Why a document as a whole can't be read: a code and the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Refusal {
    /// The notice code.
    pub code: Code,
    /// What is wrong, for people.
    pub detail: String,
    /// Line, from 1, where known.
    pub line: Option<u32>,
    /// Column, from 1, where known.
    pub column: Option<u32>,
}

impl Refusal {
    /// A refusal without a place.
    /// What it quotes of a document is masked like any note.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        let detail = crate::clean::anonymity::notes(&detail.into()).text;
        Self { code, detail, line: None, column: None }
    }

    /// The same as a notice.
    pub fn notices(&self) -> Notices {
        let mut notices = Notices::default();
        let sample = Sample {
            line: self.line,
            column: self.column,
            value: Some(self.detail.clone()),
            ..Sample::default()
        };
        notices.push(self.code, sample);
        notices
    }
}
