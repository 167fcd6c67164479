//! What there is at all: how many meetings from how many lists, and which lists are known where somebody looks. Only lists
//! that are read count.

use super::results::Found;
use super::visitor::Visitor;
use crate::message::{Marked, Plural};
use crate::problem::Problem;
use crate::state::AppState;
use crate::words;
use everyroom_feeds::country::{Country, Region};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{Vocabulary, label};

/// So many groups that were asked for are told one by one.
const GROUPS: usize = 3;

/// How much there is, and how lately it was read; `None` before anything was.
pub fn of_all(state: &AppState, visitor: &Visitor) -> Result<Option<Marked>, Problem> {
    let facts = state.facts()?;
    let extent = state.extent()?;
    let Some(read) = facts.last_read() else { return Ok(None) };
    let values = [
        ("meetings", counted(visitor, |t| &t.meetings, extent.meetings)),
        ("groups", counted(visitor, |t| &t.groups, extent.groups())),
        ("lists", counted(visitor, |t| &t.lists, facts.read().count() as u64)),
        ("ago", words::ago(visitor.locale, read, state.now())),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    Ok(Some(Marked::words(&visitor.text().home.coverage.plain(&values))))
}

/// What is known where a search found nothing: the lists of the groups that it named, there, and all there is.
pub fn of_search(state: &AppState, found: &Found<'_>) -> Result<Vec<Marked>, Problem> {
    let visitor = found.visitor;
    let t = &visitor.text().nothing;
    let groups = found.parsed.query.filters.fellowship.any.iter().take(GROUPS);
    let mut lines: Vec<Marked> = place(found)
        .map_or_else(Vec::new, |place| groups.map(|group| of_group(found, *group, place)).collect());
    let extent = state.extent()?;
    lines.push(Marked::words(&t.coverage_all.plain(&[
        ("lists", &counted(visitor, |t| &t.lists, found.facts.read().count() as u64)),
        ("meetings", &counted(visitor, |t| &t.meetings, extent.meetings)),
    ])));
    Ok(lines)
}

/// The country that is searched, and its region where that is known.
fn place(found: &Found<'_>) -> Option<(Country, Option<Region>)> {
    let filters = &found.parsed.query.filters;
    let named = found.parsed.place.as_ref().map(|found| (found.place.country, found.place.region));
    let region = filters.regions.any.first().map(|region| (region.country(), Some(*region)));
    named.or(region).or_else(|| filters.countries.any.first().map(|country| (*country, None)))
}

fn of_group(found: &Found<'_>, group: Fellowship, (country, region): (Country, Option<Region>)) -> Marked {
    let visitor = found.visitor;
    let t = &visitor.text().nothing;
    let is_there = |(land, part): (Option<Country>, Option<Region>)| {
        land.is_none_or(|land| land == country)
            && part.zip(region).is_none_or(|(part, region)| part == region)
    };
    let lists =
        found.facts.read().filter(|fact| fact.fellowship == group && is_there(fact.place)).count() as u64;
    let place = region.map_or_else(|| words::country(visitor.locale, country), Region::name);
    let values = [("group", label(visitor.language(), Vocabulary::Fellowship, group.id())), ("place", place)];
    match lists {
        0 => t.coverage_none.marked(&values),
        lists => t.coverage.marked(visitor.language(), lists, &values),
    }
}

/// A count with its noun.
pub fn counted(
    visitor: &Visitor,
    noun: impl Fn(&'static crate::message::CountedText) -> &'static Plural,
    count: u64,
) -> String {
    noun(&visitor.text().counted).plain(visitor.language(), count, &[])
}
