//! The good value that someone may have meant.

/// The name that is most like `text`, if one is near enough to be a slip of the hand; the first of equals.
pub fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const LIKE_ENOUGH: f64 = 0.82;
    let text = text.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let likeness = strsim::jaro_winkler(&text, &name.to_lowercase());
        if likeness >= LIKE_ENOUGH && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Adds the nearest of the expected names to a complaint of serde about an unknown one.
pub fn with_nearest(message: &str) -> String {
    let message = message.replace('\n', " ");
    let mut quoted = message.split('`').skip(1).step_by(2);
    if !message.contains("unknown field") && !message.contains("unknown variant") {
        return message;
    }
    let Some(unknown) = quoted.next() else { return message };
    let nearest =
        quoted.max_by(|a, b| strsim::jaro_winkler(a, unknown).total_cmp(&strsim::jaro_winkler(b, unknown)));
    match nearest {
        Some(nearest) => format!("{message}; did you mean `{nearest}`?"),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_suggested() {
        let names = || ["open", "ask", "refused", "link_only"].into_iter();
        assert_eq!(nearest("opne", names()), Some("open"));
        assert_eq!(nearest("link-only", names()), Some("link_only"));
        assert_eq!(nearest("Refuse", names()), Some("refused"));
        assert_eq!(nearest("whatever", names()), None);
        assert_eq!(nearest("", names()), None);
    }

    #[test]
    fn the_complaint_of_serde_gets_the_nearest_name() {
        let message = with_nearest("unknown field `nmae`, expected one of `id`, `name`, `url`");
        assert!(message.ends_with("did you mean `name`?"), "{message}");
        assert_eq!(with_nearest("invalid type"), "invalid type");
    }
}
