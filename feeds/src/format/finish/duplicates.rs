//! One key, several records. The order of the records must never decide which of them survives.

use super::Draft;
use crate::format::context::{Fault, Feed};
use crate::id::MeetingId;
use crate::notice::Code;
use std::collections::HashMap;

/// Leaves out records that say the same under the same key, and gives records that differ keys of their own.
pub(super) fn settle<'a>(feed: &mut Feed<'a>, drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        by_key.entry(&draft.meeting.key).or_default().push(at);
    }
    let mut fates: Vec<Fate> = vec![Fate::Keep; drafts.len()];
    for group in by_key.values().filter(|group| group.len() > 1) {
        decide(&drafts, group, &mut fates);
    }
    let mut kept = Vec::with_capacity(drafts.len());
    for (mut draft, fate) in drafts.into_iter().zip(fates) {
        match fate {
            Fate::Keep => kept.push(draft),
            Fate::Drop => {
                let fault = Fault::new(Code::DuplicateRecord).value(draft.meeting.key.clone());
                feed.note(&draft.anchor, fault);
            }
            Fate::Rename(key) => {
                let fault =
                    Fault::new(Code::DuplicateId).value(draft.meeting.key.clone()).corrected(key.clone());
                feed.note(&draft.anchor, fault);
                draft.meeting.id = MeetingId::of(&draft.meeting.source, &key);
                draft.meeting.key = key;
                kept.push(draft);
            }
        }
    }
    kept
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Keep,
    Drop,
    Rename(String),
}

fn decide(drafts: &[Draft<'_>], group: &[usize], fates: &mut [Fate]) {
    // of equal records the one changed last stands for all; they differ in nothing else
    let mut variants: HashMap<[u8; 16], usize> = HashMap::new();
    for &at in group {
        let variant = variants.entry(content(&drafts[at])).or_insert(at);
        if drafts[at].meeting.updated > drafts[*variant].meeting.updated {
            fates[*variant] = Fate::Drop;
            *variant = at;
        } else if *variant != at {
            fates[at] = Fate::Drop;
        }
    }
    if variants.len() == 1 {
        return;
    }
    let mut same_slot: HashMap<String, usize> = HashMap::new();
    for &at in variants.values() {
        *same_slot.entry(slot_digest(&drafts[at])).or_default() += 1;
    }
    for (content, at) in variants {
        let draft = &drafts[at];
        let slot = slot_digest(draft);
        let key = match same_slot[&slot] {
            1 => format!("{}~{slot}", draft.meeting.key),
            _ => format!("{}~{slot}{}", draft.meeting.key, hex(&content[..4])),
        };
        fates[at] = Fate::Rename(key);
    }
}

/// Everything a reader would see, for all days of the record.
fn content(draft: &Draft<'_>) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&draft.meeting.content_hash());
    hasher.update(format!("{:?}", draft.slots).as_bytes());
    first_bytes(&hasher)
}

/// What makes it another meeting rather than another wording: name, time and place. Stable when notes are edited.
fn slot_digest(draft: &Draft<'_>) -> String {
    let meeting = &draft.meeting;
    let address = meeting.venue.as_ref().and_then(|venue| venue.address.as_deref());
    let parts = format!("{:?}|{:?}|{:?}", meeting.name, draft.slots, address);
    let mut hasher = blake3::Hasher::new();
    hasher.update(parts.as_bytes());
    hex(&first_bytes(&hasher)[..4])
}

fn first_bytes(hasher: &blake3::Hasher) -> [u8; 16] {
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
