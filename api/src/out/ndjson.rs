//! One listing a line.

use crate::search::Page;

/// The listings of a page, a line each.
pub fn ndjson(page: &Page) -> Vec<u8> {
    let mut lines = Vec::new();
    for listing in &page.listings {
        let line = match page.fields {
            None => serde_json::to_vec(listing),
            Some(_) => serde_json::to_vec(&page.shown(listing)),
        };
        lines.extend(line.unwrap_or_default());
        lines.push(b'\n');
    }
    lines
}
