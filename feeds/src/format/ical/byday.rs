//! The weekdays of a rule, moved where the zone of a rule is not that of its first start.

use crate::schedule::Weekday;

const NAMES: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/// The one weekday of a weekly rule.
pub(super) fn single(rule: &str) -> Option<Weekday> {
    let folded = rule.to_ascii_uppercase();
    let is_weekly = parts(&folded).any(|part| part == ("FREQ", "WEEKLY"));
    let (_, days) = parts(&folded).find(|(name, _)| *name == "BYDAY").filter(|_| is_weekly)?;
    NAMES.iter().position(|name| *name == days).map(|at| Weekday::ALL[at])
}

/// The rule with its weekdays so many days later; `None` where that would be another rule.
pub(super) fn moved(rule: &str, days: i32) -> Option<String> {
    let folded = rule.to_ascii_uppercase();
    if days == 0 || !folded.contains("BYDAY") && !folded.contains("MONTH") {
        return Some(rule.to_owned());
    }
    let is_plain = parts(&folded).any(|(name, value)| name == "FREQ" && matches!(value, "WEEKLY" | "DAILY"));
    if !is_plain || folded.contains("MONTH") || folded.contains("BYSETPOS") {
        return None;
    }
    let move_day = |name: &str| {
        let at = NAMES.iter().position(|known| *known == name.trim())?;
        let at = i32::try_from(at).ok()? + days;
        NAMES.get(usize::try_from(at.rem_euclid(7)).ok()?).copied()
    };
    let part = |(name, value): (&str, &str)| match name {
        "BYDAY" => {
            let days: Option<Vec<&str>> = value.split(',').map(move_day).collect();
            Some(format!("BYDAY={}", days?.join(",")))
        }
        _ => Some(format!("{name}={value}")),
    };
    let moved: Option<Vec<String>> = parts(&folded).map(part).collect();
    moved.map(|parts| parts.join(";"))
}

fn parts(rule: &str) -> impl Iterator<Item = (&str, &str)> {
    rule.split(';').filter_map(|part| part.trim().split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_of_rules() {
        assert_eq!(single("FREQ=WEEKLY;BYDAY=TU"), Some(Weekday::Tue));
        assert_eq!(single("FREQ=WEEKLY;BYDAY=TU,WE"), None);
        assert_eq!(single("FREQ=MONTHLY;BYDAY=TU"), None);
        for (rule, days, expected) in [
            ("FREQ=WEEKLY;BYDAY=SA,SU", 1, Some("FREQ=WEEKLY;BYDAY=SU,MO")),
            ("freq=weekly;byday=su;count=3", -1, Some("FREQ=WEEKLY;BYDAY=SA;COUNT=3")),
            ("FREQ=WEEKLY", 1, Some("FREQ=WEEKLY")),
            ("FREQ=MONTHLY;BYDAY=2WE", 0, Some("FREQ=MONTHLY;BYDAY=2WE")),
            ("FREQ=MONTHLY;BYDAY=2WE", 1, None),
            ("FREQ=WEEKLY;BYDAY=2WE", 1, None),
        ] {
            assert_eq!(moved(rule, days).as_deref(), expected, "{rule}");
        }
    }
}
