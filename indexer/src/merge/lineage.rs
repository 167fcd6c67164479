//! Merging by lineage only: a record that names where it came from, whose key there is equal, and whose day and
//! start are equal. Addresses of whole bodies are shared by many meetings and never merge anything by themselves.

use crate::store::meetings::StoredMeeting;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::source::Source;
use std::collections::HashMap;
use url::Url;

/// Groups meetings that are the same. Every position stands in exactly one group; the original comes first in its
/// group, and no group holds two meetings of one source.
pub fn clusters(meetings: &[StoredMeeting], sources: &[Source]) -> Vec<Vec<usize>> {
    let names = SourceNames::of(sources);
    let mut by_key: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, stored) in meetings.iter().enumerate() {
        by_key.entry((stored.meeting.source.as_str(), stored.meeting.key.as_str())).or_default().push(at);
    }
    let mut parent: Vec<Option<usize>> = vec![None; meetings.len()];
    for (at, stored) in meetings.iter().enumerate() {
        let Some(lineage) = &stored.meeting.lineage else { continue };
        let (Some(key), Some(origin)) = (&lineage.key, names.find(&lineage.origin)) else { continue };
        if origin == stored.meeting.source.as_str() {
            continue;
        }
        let candidates = by_key.get(&(origin, key.as_str())).map_or(&[][..], Vec::as_slice);
        parent[at] = candidates.iter().copied().find(|&other| is_same(&meetings[other], stored));
    }
    group(meetings, &parent)
}

fn is_same(origin: &StoredMeeting, copy: &StoredMeeting) -> bool {
    let (origin, copy) = (&origin.meeting, &copy.meeting);
    origin.fellowship == copy.fellowship
        && origin.schedule.slot.weekday().is_some()
        && origin.schedule.slot.weekday() == copy.schedule.slot.weekday()
        && origin.schedule.slot.minute_of_week() == copy.schedule.slot.minute_of_week()
        && origin.schedule.repeat == copy.schedule.repeat
}

fn group(meetings: &[StoredMeeting], parent: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = Vec::new();
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..meetings.len() {
        let root = root_of(at, parent);
        let group = members.entry(root).or_insert_with(|| {
            order.push(root);
            vec![root]
        });
        if at != root {
            group.push(at);
        }
    }
    let mut groups = Vec::with_capacity(order.len());
    for root in order {
        let mut group: Vec<usize> = Vec::new();
        for at in members.remove(&root).unwrap_or_default() {
            let source = &meetings[at].meeting.source;
            if group.iter().any(|&other| &meetings[other].meeting.source == source) {
                groups.push(vec![at]);
            } else {
                group.push(at);
            }
        }
        groups.push(group);
    }
    groups
}

/// The original that a copy leads to. Feeds that copy from each other form a ring: its first member is the original.
fn root_of(start: usize, parent: &[Option<usize>]) -> usize {
    let mut path = vec![start];
    while let Some(next) = path.last().and_then(|&at| parent[at]) {
        if let Some(ring_at) = path.iter().position(|&seen| seen == next) {
            return path[ring_at..].iter().copied().min().unwrap_or(next);
        }
        path.push(next);
    }
    path[path.len() - 1]
}

/// Finds the source that a record's words about its origin mean: by name, id, or address.
struct SourceNames<'a> {
    by_name: HashMap<String, Option<&'a str>>,
}

impl<'a> SourceNames<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let mut names = Self { by_name: HashMap::new() };
        for source in sources {
            let mut known_as = vec![source.name.clone(), source.id.to_string(), source.url.to_string()];
            known_as.extend(host(&source.url));
            known_as.extend(source.site.as_ref().and_then(host));
            known_as.sort();
            known_as.dedup();
            for name in known_as {
                names.add(&name, &source.id);
            }
        }
        names
    }

    fn add(&mut self, name: &str, id: &'a SourceId) {
        // a name that two sources share says nothing
        self.by_name
            .entry(folded(name))
            .and_modify(|known| {
                if *known != Some(id.as_str()) {
                    *known = None;
                }
            })
            .or_insert(Some(id.as_str()));
    }

    fn find(&self, words: &str) -> Option<&'a str> {
        let named = self.by_name.get(&folded(words)).copied().flatten();
        named.or_else(|| {
            let host = Url::parse(words).ok().and_then(|url| host(&url))?;
            self.by_name.get(&folded(&host)).copied().flatten()
        })
    }
}

/// Host and port of an address; a bare host without `www.` else.
fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_start_matches("www.");
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn folded(text: &str) -> String {
    text.trim().trim_end_matches('/').to_lowercase()
}
