//! Base 64, as calendars hide their ids in it and some pages their scripts. Short texts only.

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// A longer text is not decoded.
const LONGEST: usize = 64 << 10;

/// With or without the signs at the end, and whatever is left over in the last of them.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// The text behind it; `None` for what is not base 64 of UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let alphabet = if text.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    let bytes = GeneralPurpose::new(alphabet, LENIENT).decode(text).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn texts_are_decoded_and_others_refused() {
        assert_eq!(decode("YWIxMkBncm91cC5leGFtcGxl").as_deref(), Some("ab12@group.example"));
        assert_eq!(decode("YWI=").as_deref(), Some("ab"));
        assert_eq!(decode("YWI").as_deref(), Some("ab"));
        assert_eq!(decode("ab12@group"), None);
        assert_eq!(decode("//8"), None);
        assert_eq!(decode(&"A".repeat(70_000)), None);
    }
}
