//! A ready `[[source]]` for a feed that was found. Words of publishers only ever get into it through the TOML library.

use super::address::host;
use super::{About, Candidate, Kind, Summary};
use crate::country::Country;
use crate::fellowship::Fellowship;
use crate::id::SourceId;
use crate::reading::Format;
use crate::redact::redact;
use crate::source::{Permission, Verified};
use crate::zone::Zone;
use jiff::civil::Date;
use serde::Serialize;
use url::Url;

pub use super::whose::Whose;

/// The lines of a source that are known of a feed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Made from the host.
    pub id: SourceId,
    /// The site's name.
    pub name: String,
    /// Where the feed is.
    pub url: Url,
    /// The id of its format.
    pub format: &'static str,
    /// Whose meetings.
    pub fellowship: Fellowship,
    /// Zone of records that have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<Zone>,
    /// Country of records that have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Open for offered feeds; pages made for people have to be asked for.
    pub permission: Permission,
    /// The publisher's site.
    pub site: Url,
    /// The page that leads to it, without secrets.
    pub found_in: String,
    /// It was read on this day.
    pub verified: Verified,
    /// The recipe that reads it, where no format does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipe: Option<UseRecipe>,
    /// What the fellowship was concluded from; `None` where nothing said it.
    #[serde(skip)]
    pub because: Option<String>,
}

/// A shipped recipe by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UseRecipe {
    /// Its name.
    #[serde(rename = "use")]
    pub shipped: &'static str,
}

/// The entry for a feed that was read on that day. `taken` holds the ids that are in use already.
pub fn entry(
    candidate: &Candidate,
    read: &Summary,
    about: &About,
    page: &Url,
    taken: &[SourceId],
    day: Date,
) -> Entry {
    let kind = match candidate.kind {
        kind @ (Kind::Recipe(_) | Kind::PageEvents) => kind,
        _ => Kind::of(read.format),
    };
    let recipe = match kind {
        Kind::Recipe(shipped) => Some(UseRecipe { shipped }),
        _ => None,
    };
    let (fellowship, because) = match &about.fellowship {
        Some(whose) => (whose.fellowship, Some(whose.because.clone())),
        None if read.format == Format::Bmlt => {
            let na = Fellowship::parse("na").unwrap_or(Fellowship::other());
            (na, Some("BMLT is the software of Narcotics Anonymous".to_owned()))
        }
        None => (Fellowship::other(), None),
    };
    Entry {
        id: id(page, kind, taken),
        name: about.name.clone().unwrap_or_else(|| host(page).to_owned()),
        url: candidate.url.clone(),
        format: read.format.id(),
        fellowship,
        timezone: about.timezone.clone().or_else(|| read.timezone.clone()),
        country: read.country,
        permission: if kind.is_offered() { Permission::Open } else { Permission::Ask },
        found_in: redact(&candidate.found_in),
        verified: Verified::On(day),
        site: page.join("/").unwrap_or_else(|_| page.clone()),
        recipe,
        because,
    }
}

impl Entry {
    /// The entry as TOML, with notes above it as comments. Notes may hold anything; they stay comments.
    pub fn to_toml(&self, notes: &[String]) -> String {
        #[derive(Serialize)]
        struct File<'a> {
            source: [&'a Entry; 1],
        }
        let table = toml::to_string(&File { source: [self] }).unwrap_or_else(|error| format!("# {error}\n"));
        let mut text = String::new();
        for note in notes {
            text.push_str(&comment(note));
        }
        text.push_str(&table);
        text
    }
}

/// A line of a comment, whatever stands in it.
fn comment(note: &str) -> String {
    let plain: String =
        note.chars().map(|c| if c.is_control() || is_line_end(c) { ' ' } else { c }).collect();
    format!("# {}\n", plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// `club-example` for `www.club.example`, with the kind behind it and then a number where that is taken.
fn id(page: &Url, kind: Kind, taken: &[SourceId]) -> SourceId {
    const LONGEST: usize = 40;
    let letters = host(page).to_ascii_lowercase();
    let letters =
        letters.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte) } else { '-' });
    let words = letters.collect::<String>();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("-").chars().take(LONGEST).collect();
    let stem = if stem.is_empty() { "site".to_owned() } else { stem };
    let kind = kind.id().replace('_', "-");
    let numbered = (2..).map(|number| format!("{stem}-{kind}-{number}"));
    let mut names = [stem.clone(), format!("{stem}-{kind}")].into_iter().chain(numbered);
    let free = names.find_map(|name| SourceId::parse(&name).ok().filter(|id| !taken.contains(id)));
    free.expect("some number is free, and the letters are those of an id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_the_host_and_are_never_taken() {
        let page = Url::parse("https://www.Club_1.example:8080/x").unwrap();
        let first = id(&page, Kind::Tsml, &[]);
        assert_eq!(first.as_str(), "club-1-example");
        let second = id(&page, Kind::EventsCalendar, std::slice::from_ref(&first));
        assert_eq!(second.as_str(), "club-1-example-events-calendar");
        let third = id(&page, Kind::EventsCalendar, &[first, second]);
        assert_eq!(third.as_str(), "club-1-example-events-calendar-2");
        assert_eq!(id(&Url::parse("http://[::1]/").unwrap(), Kind::Csv, &[]).as_str(), "1");
    }

    #[test]
    fn comments_can_t_be_left() {
        assert_eq!(comment("a\nurl = 'x'\r\u{2028}[[b]]\u{0}"), "# a url = 'x' [[b]]\n");
    }
}
