//! Postal codes: one way to write each, the country that its shape gives away, and its wider parts.

use everyroom_feeds::country::Country;

/// A postal code that was understood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PostalCode {
    /// The country whose code it is.
    pub country: Country,
    /// The whole code, capitals and digits only; absent when only its outward part was written.
    pub full: Option<String>,
    /// The part that names a district, where the country's codes have one: `SW1A`, `D02`, `1012`, `M5V`.
    pub outward: Option<String>,
    /// The widest part: `SW`, `951`, `10`. Good for telling towns of one name apart, not for a point.
    pub area: Option<String>,
}

impl PostalCode {
    /// Reads a code. A shape that only one country has says more than the country that is stated.
    pub fn read(text: &str, country: Option<Country>) -> Option<Self> {
        // `44266 USA`
        let end = ["USA", "US", "UK"].iter().find_map(|name| text.trim_end().strip_suffix(name));
        let text = end.filter(|rest| rest.ends_with([' ', ','])).unwrap_or(text).trim_end_matches([' ', ',']);
        let code: String =
            text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
        let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-');
        if !is_plain || !(2..=10).contains(&code.len()) || !code.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let of = |alpha2: &str| Country::parse(alpha2);
        let stated = country.map(Country::code);
        let shape = Shape::of(&code);
        let is = |pattern: &str| shape.0 == pattern;
        let plain = |country: Option<Country>, outward: Option<usize>, area: usize| {
            let part = |length: usize| code.get(..length).map(str::to_owned);
            Some(Self {
                country: country?,
                full: Some(code.clone()),
                outward: outward.and_then(part),
                area: part(area),
            })
        };
        if is("A9A9A9") {
            return plain(of("CA"), Some(3), 1);
        }
        if stated == Some("CA") && is("A9A") {
            return Some(Self {
                country: of("CA")?,
                full: None,
                outward: Some(code.clone()),
                area: code.get(..1).map(str::to_owned),
            });
        }
        if shape.is_british() {
            let (outward, _) = code.split_at(code.len() - 3);
            return Some(Self {
                outward: Some(outward.to_owned()),
                area: Some(letters(outward)),
                ..plain(of("GB"), None, 1)?
            });
        }
        if is_eircode(&code) {
            return plain(of("IE"), Some(3), 1);
        }
        match stated? {
            "GB" if shape.is_british_outward() => {
                Some(Self { country: of("GB")?, full: None, area: Some(letters(&code)), outward: Some(code) })
            }
            "IE" if code.len() == 3 && is_routing_key(&code) => {
                Some(Self { country: of("IE")?, full: None, area: Some(letters(&code)), outward: Some(code) })
            }
            "GB" | "IE" | "CA" => None,
            "US" | "PR" if is("99999") || is("999999999") => Some(Self {
                country: of("US")?,
                full: code.get(..5).map(str::to_owned),
                outward: None,
                area: code.get(..3).map(str::to_owned),
            }),
            "US" | "PR" => None,
            "NL" if is("9999AA") || is("9999") => plain(country, Some(4), 2),
            "PT" if is("9999999") || is("9999") => plain(country, Some(4), 2),
            "PL" if is("99999") => plain(country, Some(3), 2),
            "BR" if is("99999999") || is("99999") => plain(country, Some(5), 2),
            "JP" if is("9999999") => plain(country, Some(3), 2),
            "AU" | "NZ" | "CH" | "AT" | "BE" | "DK" | "NO" | "ZA" | "HU" if !is("9999") => None,
            "DE" | "FR" | "ES" | "IT" | "FI" | "MX" | "UA" | "TR" if !is("99999") => None,
            _ if code.len() >= 3 => plain(country, None, 2),
            _ => None,
        }
    }
}

/// A code with its letters and digits made alike.
struct Shape(String);

impl Shape {
    fn of(code: &str) -> Self {
        Self(code.bytes().map(|byte| if byte.is_ascii_digit() { '9' } else { 'A' }).collect())
    }

    /// One of the six shapes of codes of the United Kingdom and the islands around.
    fn is_british(&self) -> bool {
        matches!(self.0.as_str(), "A99AA" | "A999AA" | "AA99AA" | "AA999AA" | "A9A9AA" | "AA9A9AA")
    }

    fn is_british_outward(&self) -> bool {
        matches!(self.0.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A")
    }
}

fn letters(code: &str) -> String {
    code.chars().take_while(char::is_ascii_alphabetic).collect()
}

/// `D02X285`: the key of a route, and four letters and digits.
fn is_eircode(code: &str) -> bool {
    code.len() == 7
        && is_routing_key(&code[..3])
        && code[3..].bytes().any(|byte| byte.is_ascii_digit())
        && code[3..].bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_routing_key(key: &str) -> bool {
    key == "D6W" || Shape::of(key).0 == "A99"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, country: &str) -> Option<String> {
        let code = PostalCode::read(text, Country::parse(country))?;
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
        Some(format!("{} {} {} {}", code.country, part(code.full), part(code.outward), part(code.area)))
    }

    #[test]
    fn codes_and_their_parts() {
        for (text, country, expected) in [
            ("95112", "US", Some("US 95112 - 951")),
            ("95112-1234", "US", Some("US 95112 - 951")),
            ("95112 USA", "US", Some("US 95112 - 951")),
            ("951", "US", None),
            ("m5v 2t6", "CA", Some("CA M5V2T6 M5V M")),
            ("M5V 2T6", "US", Some("CA M5V2T6 M5V M")),
            ("M5V", "CA", Some("CA - M5V M")),
            ("SW1A 1AA", "GB", Some("GB SW1A1AA SW1A SW")),
            ("M1 1AE", "", Some("GB M11AE M1 M")),
            ("SW1A", "GB", Some("GB - SW1A SW")),
            ("SW1A", "", None),
            ("D02 X285", "GB", Some("IE D02X285 D02 D")),
            ("D6W", "IE", Some("IE - D6W D")),
            ("1012 AB", "NL", Some("NL 1012AB 1012 10")),
            ("10249", "DE", Some("DE 10249 - 10")),
            ("1024", "DE", None),
            ("2000", "AU", Some("AU 2000 - 20")),
            ("75011", "", None),
            ("unknown", "US", None),
            ("12/34", "DE", None),
            ("", "US", None),
        ] {
            assert_eq!(read(text, country).as_deref(), expected, "{text} {country}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>(), ascii in "[A-Z0-9 -]{0,12}") {
            for country in [None, Country::parse("US"), Country::parse("GB"), Country::parse("CA"), Country::parse("NL")] {
                let _ = PostalCode::read(&text, country);
                let _ = PostalCode::read(&ascii, country);
            }
        }
    }
}
