//! How deep the elements of a page nest, before it is parsed: building the tree takes time that grows with the square
//! of the depth, and no page that people made nests hundreds deep.

use regex::Regex;
use std::sync::LazyLock;

/// Deeper pages are not parsed.
const DEEPEST: usize = 500;

static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)").expect("the pattern is valid"));

/// Elements without an end, or whose end is commonly left out.
const UNCLOSED: [&str; 36] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "keygen", "li", "link", "meta", "optgroup", "option", "p", "param", "path", "rp", "rt",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "use", "wbr", "circle",
];

/// Whether the elements of a page nest too deeply to be parsed.
pub(super) fn is_too_deep(page: &str) -> bool {
    let mut depth = 0usize;
    for tag in TAG.captures_iter(page) {
        let is_end = tag.get(1).is_some_and(|slash| !slash.is_empty());
        let is_counted = tag.get(2).is_some_and(|name| {
            !UNCLOSED.iter().any(|unclosed| name.as_str().eq_ignore_ascii_case(unclosed))
        });
        match (is_counted, is_end) {
            (false, _) => {}
            (true, true) => depth = depth.saturating_sub(1),
            (true, false) => depth += 1,
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_counts_and_what_has_no_end_does_not() {
        assert!(!is_too_deep(&"<tr><td><p>x<br>".repeat(5000)));
        assert!(!is_too_deep(&"<div><span>x</span></div>".repeat(5000)));
        assert!(!is_too_deep(&format!("{}{}", "<div>".repeat(400), "</div>".repeat(400))));
        assert!(is_too_deep(&"<div>".repeat(600)));
        assert!(is_too_deep(&"<B>x".repeat(600)));
    }
}
