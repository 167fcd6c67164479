//! Lengths as `HH:MM:SS`, the way databases write them; `24:00:00` is a whole day, not a time of day.

/// A length in minutes; `None` where the text is no length. Zero and more than a day are returned as they stand.
pub fn minutes(text: &str) -> Option<u32> {
    let parts: Vec<u32> = text.trim().split(':').map(number).collect::<Option<_>>()?;
    match parts[..] {
        [hours, minutes] | [hours, minutes, _] if minutes < 60 => Some(hours * 60 + minutes),
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    let fits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_as_written() {
        for (text, expected) in [
            ("01:30:00", Some(90)),
            ("01:00", Some(60)),
            ("1:59:00", Some(119)),
            ("24:00:00", Some(1440)),
            ("00:00:00", Some(0)),
            ("100:00:00", Some(6000)),
            ("", None),
            ("90", None),
            ("01:75:00", None),
            ("-01:00", None),
            ("1:0:0:0", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = minutes(&text);
        }

        #[test]
        fn every_length_reads_back(length in 0u32..6000) {
            prop_assert_eq!(minutes(&format!("{:02}:{:02}:00", length / 60, length % 60)), Some(length));
        }
    }
}
