//! Places in words.

use super::Locale;
use everyroom_feeds::country::Country;

/// What a country is called; in English where the language's table has no word for it.
pub fn country(locale: Locale, country: Country) -> &'static str {
    let t = &locale.text().country;
    match country.code() {
        "US" => &t.us,
        "CA" => &t.ca,
        "GB" => &t.gb,
        "IE" => &t.ie,
        _ => country.name(),
    }
}
