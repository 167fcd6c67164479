//! Long lists, a page at a time: which part is shown, and the addresses of the parts before and after it.

use super::frame::Link;
use super::visitor::Visitor;
use std::ops::Range;

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which of the list it shows.
    pub range: Range<usize>,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
}

/// The part that the address asks for by `page`, of a list of so many; `None` when there is no such page.
pub fn part(visitor: &Visitor, path: &str, total: usize, each: usize) -> Option<Part> {
    let asked = visitor.pairs().iter().find(|(name, _)| name == "page").map(|(_, value)| value.as_str());
    let page: usize = match asked.filter(|value| !value.is_empty()) {
        None => 1,
        Some(value) => value.parse().ok()?,
    };
    let from = page.checked_sub(1)?.checked_mul(each)?;
    if from >= total && page > 1 {
        return None;
    }
    let to = (from + each).min(total);
    let t = &visitor.text().sources;
    let link = |page: usize, label: &str| Link { href: href(visitor, path, page), label: label.to_owned() };
    Some(Part {
        range: from..to,
        previous: (page > 1).then(|| link(page - 1, &t.previous)),
        next: (to < total).then(|| link(page + 1, &t.next)),
    })
}

fn href(visitor: &Visitor, path: &str, page: usize) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let kept = visitor.pairs().iter().filter(|(name, value)| name != "page" && !value.is_empty());
    query.extend_pairs(kept);
    if page > 1 {
        query.append_pair("page", &page.to_string());
    }
    let query = query.finish();
    visitor.at(&if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn seen(uri: &str, total: usize) -> Option<(Range<usize>, Option<String>, Option<String>)> {
        let visitor = Visitor::of(&uri.parse().unwrap(), &HeaderMap::new());
        let part = part(&visitor, "/list", total, 10)?;
        Some((part.range, part.previous.map(|link| link.href), part.next.map(|link| link.href)))
    }

    #[test]
    fn parts_follow_each_other() {
        let href = |text: &str| Some(text.to_owned());
        assert_eq!(seen("/list", 0), Some((0..0, None, None)));
        assert_eq!(seen("/list?page=", 25), Some((0..10, None, href("/list?page=2"))));
        assert_eq!(
            seen("/list?q=%26&page=2", 25),
            Some((10..20, href("/list?q=%26"), href("/list?q=%26&page=3")))
        );
        assert_eq!(
            seen("/list?page=3&ui_lang=de", 25),
            Some((20..25, href("/list?page=2&ui_lang=de"), None))
        );
        assert_eq!(seen("/list?page=1", 10), Some((0..10, None, None)));
    }

    #[test]
    fn there_are_no_other_pages() {
        for page in ["0", "-1", "4", "x", "1.5", "99999999999999999999", "18446744073709551615"] {
            assert_eq!(seen(&format!("/list?page={page}"), 25), None, "{page}");
        }
        assert_eq!(seen("/list?page=2", 0), None);
    }
}
