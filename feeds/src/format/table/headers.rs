//! What headings of columns mean: `registry/headers.toml`, looked up by folded spelling.

use crate::clean::day;
use crate::code_table::System;
use crate::schedule::Weekday;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static HEADERS: LazyLock<Headers> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../registry/headers.toml"))
        .expect("the headings registry file is checked by a test");
    Headers::of(file).expect("the headings registry file is checked by a test")
});

/// Fields that a column may hold: those of [`crate::format::rows`], and a few that its cells decide about.
const FIELDS: [&str; 58] = [
    "name",
    "group",
    "id",
    "world_id",
    "meeting_id",
    "day",
    "day_number",
    "time",
    "end_time",
    "duration",
    "schedule",
    "timezone",
    "formatted_address",
    "address",
    "address_2",
    "address_3",
    "city",
    "state",
    "postal_code",
    "country",
    "county",
    "location",
    "location_notes",
    "transit",
    "latitude",
    "longitude",
    "coordinates",
    "approximate",
    "region",
    "sub_region",
    "sub_sub_region",
    "regions",
    "district",
    "sub_district",
    "types",
    "attendance_option",
    "conference_url",
    "conference_url_notes",
    "conference_phone",
    "conference_phone_notes",
    "passcode",
    "link",
    "entity",
    "entity_url",
    "notes",
    "group_notes",
    "updated",
    "status",
    "fellowship",
    "languages",
    "data_source_name",
    "source_slug",
    "starts",
    "ends",
    "rrule",
    "withheld",
    "private",
    "ignored",
];

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A field.
    Field(&'static str),
    /// A yes stands for this type.
    Flag(String),
    /// The times of that day.
    Weekday(Weekday),
    /// Its heading and cell together are a code.
    Code,
    /// Nobody knows.
    Unknown,
}

impl Target {
    pub(super) fn is(&self, field: &str) -> bool {
        matches!(self, Target::Field(own) if *own == field)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    columns: BTreeMap<String, Vec<String>>,
    flags: BTreeMap<String, Vec<String>>,
    private: Names,
    ignored: Names,
    profile: Vec<ProfileRow>,
}

#[derive(Deserialize)]
struct Names {
    headers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileRow {
    id: String,
    signature: Vec<String>,
    systems: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    lists: Vec<String>,
    #[serde(default)]
    prose: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

struct Headers {
    by_spelling: HashMap<String, Target>,
    profiles: Vec<Profile>,
}

/// A known list whose columns mean something of their own.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) id: String,
    signature: Vec<String>,
    pub(super) systems: Vec<System>,
    codes: Vec<String>,
    lists: Vec<String>,
    prose: Vec<String>,
    columns: HashMap<String, Target>,
}

impl Profile {
    /// The profile that these folded headings show.
    pub(super) fn of(folded: &[String]) -> Option<&'static Self> {
        let has = |name: &String| folded.contains(name);
        HEADERS.profiles.iter().find(|profile| profile.signature.iter().all(has))
    }

    /// Whether a column of codes holds several, behind commas.
    pub(super) fn is_list(&self, folded: &str) -> bool {
        self.lists.iter().any(|name| name == folded)
    }

    /// Whether what is no code in a column is worth reading.
    pub(super) fn is_prose(&self, folded: &str) -> bool {
        self.prose.iter().any(|name| name == folded)
    }
}

impl Headers {
    fn of(file: File) -> Result<Self, String> {
        let mut by_spelling = HashMap::new();
        let mut add = |spelling: &str, target: Target| {
            let folded = fold(spelling);
            match by_spelling.insert(folded, target.clone()) {
                Some(other) if other != target => Err(format!("`{spelling}` stands twice")),
                _ => Ok(()),
            }
        };
        for (name, spellings) in &file.columns {
            let target = field(name)?;
            spellings.iter().try_for_each(|spelling| add(spelling, target.clone()))?;
        }
        for (label, spellings) in &file.flags {
            spellings.iter().try_for_each(|spelling| add(spelling, Target::Flag(label.clone())))?;
        }
        file.private.headers.iter().try_for_each(|spelling| add(spelling, Target::Field("private")))?;
        file.ignored.headers.iter().try_for_each(|spelling| add(spelling, Target::Field("ignored")))?;
        let profiles = file.profile.into_iter().map(Profile::try_from).collect::<Result<_, _>>()?;
        Ok(Self { by_spelling, profiles })
    }
}

impl TryFrom<ProfileRow> for Profile {
    type Error = String;

    fn try_from(row: ProfileRow) -> Result<Self, String> {
        let folded = |names: &[String]| names.iter().map(|name| fold(name)).collect();
        let target = |(name, target): (&String, &String)| {
            let target = match target.strip_prefix("flag ") {
                Some(label) => Target::Flag(label.to_owned()),
                None => field(target)?,
            };
            Ok((fold(name), target))
        };
        let system = |id: &String| System::parse(id).ok_or_else(|| format!("no system `{id}`"));
        Ok(Self {
            signature: folded(&row.signature),
            systems: row.systems.iter().map(system).collect::<Result<_, _>>()?,
            codes: folded(&row.codes),
            lists: folded(&row.lists),
            prose: folded(&row.prose),
            columns: row.columns.iter().map(target).collect::<Result<_, String>>()?,
            id: row.id,
        })
    }
}

fn field(name: &str) -> Result<Target, String> {
    let known = FIELDS.iter().find(|field| **field == name);
    known.map(|field| Target::Field(field)).ok_or_else(|| format!("no field `{name}`"))
}

/// Lower case, without accents, blanks and punctuation.
pub(super) fn fold(text: &str) -> String {
    let spelled = text.replace('ß', "ss");
    let letters = spelled.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase);
    letters.filter(|c| c.is_alphanumeric() || *c == '#').collect()
}

/// What a heading means, for the list that the profile describes.
pub(super) fn target(heading: &str, profile: Option<&Profile>) -> Target {
    let folded = fold(heading);
    if let Some(profile) = profile {
        if profile.codes.contains(&folded) {
            return Target::Code;
        }
        if let Some(target) = profile.columns.get(&folded) {
            return target.clone();
        }
    }
    spellings(heading, folded)
        .iter()
        .find_map(|spelling| HEADERS.by_spelling.get(spelling).cloned())
        .or_else(|| day::named(heading).map(Target::Weekday))
        .unwrap_or(Target::Unknown)
}

/// The heading itself, without what stands in brackets, without a leading word that says whose it is.
fn spellings(heading: &str, folded: String) -> Vec<String> {
    let outside = heading.split_once(['(', '[', ':']).map(|(before, _)| fold(before));
    let bare = ["meeting", "source"].iter().find_map(|word| folded.strip_prefix(word)).map(str::to_owned);
    let mut spellings = vec![folded];
    spellings.extend(outside.into_iter().chain(bare).filter(|spelling| !spelling.is_empty()));
    spellings
}

/// The field whose spelling is most like a heading that nobody knows.
pub(super) fn nearest(heading: &str) -> Option<String> {
    let folded = fold(heading);
    if folded.chars().count() > 40 {
        return None;
    }
    let likeness = |spelling: &str| strsim::jaro_winkler(spelling, &folded);
    let known = HEADERS.by_spelling.iter().filter_map(|(spelling, target)| match target {
        Target::Field(field) => Some((likeness(spelling), *field)),
        _ => None,
    });
    let best = known
        .filter(|(likeness, field)| *likeness > 0.9 && !matches!(*field, "private" | "ignored" | "withheld"))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    Some(best.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_is_sound() {
        let file: File = toml::from_str(include_str!("../../../registry/headers.toml")).unwrap();
        let listed: Vec<String> = file.columns.keys().cloned().collect();
        for field in FIELDS.iter().filter(|field| !matches!(**field, "private" | "ignored")) {
            assert!(listed.iter().any(|name| name == field), "{field} has no spelling");
        }
        let headers = Headers::of(file).unwrap();
        assert!(headers.by_spelling.len() > 500);
        assert!(headers.profiles.iter().all(|profile| !profile.signature.is_empty()));
        for spelling in headers.by_spelling.keys() {
            assert!(day::named(spelling).is_none(), "`{spelling}` is the name of a day too");
        }
    }

    #[test]
    fn headings_as_publishers_write_them() {
        for (heading, expected) in [
            ("Meeting Name", Target::Field("name")),
            ("DAY:", Target::Field("day")),
            ("Día", Target::Field("day")),
            ("Start_Time", Target::Field("time")),
            ("Uhrzeit", Target::Field("time")),
            ("Time (24h, local)", Target::Field("time")),
            ("Meeting City", Target::Field("city")),
            ("Straße", Target::Field("address")),
            ("Endereço", Target::Field("address")),
            ("Wheelchair?", Target::Flag("Wheelchair Access".to_owned())),
            ("Thursday", Target::Weekday(Weekday::Thu)),
            ("Miércoles", Target::Weekday(Weekday::Wed)),
            ("Contact 2 Phone", Target::Field("private")),
            ("Nobody Knows", Target::Unknown),
            ("", Target::Unknown),
        ] {
            assert_eq!(target(heading, None), expected, "{heading}");
        }
        assert_eq!(nearest("Adresss").as_deref(), Some("address"));
        assert_eq!(nearest("Quux"), None);
    }

    #[test]
    fn a_profile_goes_before_the_list() {
        let folded: Vec<String> =
            ["Committee", "CommitteeName", "AreaRegion"].iter().map(|h| fold(h)).collect();
        let profile = Profile::of(&folded).unwrap();
        assert_eq!(profile.id, "bmlt_naws");
        assert_eq!(target("WheelChr", Some(profile)), Target::Flag("WCHR".to_owned()));
        assert_eq!(target("Closed", Some(profile)), Target::Code);
        assert_eq!(target("Closed", None), Target::Flag("Closed".to_owned()));
        assert!(Profile::of(&folded[..2]).is_none());
    }
}
