//! What someone means by an id, an address of a page of ours, or words: the listing or the source of that id, with its
//! name. Words are not looked up.

use crate::problem::Problem;
use crate::state::AppState;
use crate::v1::listing::{Found, find};
use everyroom_feeds::id::{MeetingId, SourceId};

/// What was meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Its name and place.
    pub name: String,
    /// The listing.
    pub listing: Option<String>,
    /// The source.
    pub source: Option<String>,
}

/// Finds it. Reads the store, so for blocking threads only.
pub fn named(state: &AppState, what: &str) -> Result<Option<Named>, Problem> {
    let id = last_part(what);
    if MeetingId::parse(id).is_some() {
        let mut id = id.to_owned();
        // merged listings lead on; a circle can't be, but must not hang either
        for _ in 0..8 {
            match find(state, &id) {
                Ok(Found::Moved(to)) => id = to,
                Ok(Found::Listing(listing)) => {
                    let place = listing
                        .meeting
                        .venue
                        .as_ref()
                        .and_then(|venue| venue.name.clone().or_else(|| venue.city.clone()));
                    let name = [Some(listing.meeting.name.clone()), place].into_iter().flatten();
                    let name = name.collect::<Vec<_>>().join(" · ");
                    return Ok(Some(Named { name, listing: Some(id), source: None }));
                }
                Err(problem) if problem.status().is_client_error() => break,
                Err(problem) => return Err(problem),
            }
        }
    }
    let Ok(id) = SourceId::parse(id) else { return Ok(None) };
    let record = state.catalogue().store().source(&id)?;
    Ok(record.map(|record| Named { name: record.source.name, listing: None, source: Some(id.to_string()) }))
}

/// The id at the end of an address, or the words themselves.
fn last_part(what: &str) -> &str {
    let what = what.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    for folder in ["/m/", "/sources/"] {
        if let Some((_, id)) = what.rsplit_once(folder) {
            return id;
        }
    }
    what
}

#[cfg(test)]
mod tests {
    use super::last_part;

    #[test]
    fn ids_stand_alone_or_at_the_end_of_an_address() {
        for (what, id) in [
            ("m7k3f9qz2w", "m7k3f9qz2w"),
            (" https://meetings.example/m/m7k3f9qz2w?ui_lang=de ", "m7k3f9qz2w"),
            ("/sources/na-example/", "na-example"),
            ("the list of Example", "the list of Example"),
            ("", ""),
        ] {
            assert_eq!(last_part(what), id, "{what}");
        }
    }
}
