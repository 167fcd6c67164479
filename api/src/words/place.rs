//! Places in words.

use super::Locale;
use everyroom_feeds::country::Country;
use everyroom_feeds::label::country_name;
use everyroom_feeds::place::Venue;

/// What a country is called.
pub fn country(locale: Locale, country: Country) -> &'static str {
    country_name(locale.language, country)
}

/// Where a room is, on one line.
pub fn place(locale: Locale, venue: &Venue) -> String {
    let parts = [venue.name.clone(), venue.address.clone().or_else(|| town(locale, venue))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The address of a room without its name, as a map takes it.
pub fn address(locale: Locale, venue: &Venue) -> String {
    venue.address.clone().or_else(|| town(locale, venue)).unwrap_or_default()
}

fn town(locale: Locale, venue: &Venue) -> Option<String> {
    let land = venue.country.map(|land| country(locale, land).to_owned());
    let parts = [venue.street.clone(), venue.city.clone(), venue.state.clone(), land];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A text cut at a word, with what shows that there is more.
pub fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let kept = &text[..end];
    let kept = kept.rsplit_once(char::is_whitespace).map_or(kept, |(kept, _)| kept);
    format!("{}…", kept.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(cut("by the side door", 20), "by the side door");
        assert_eq!(cut("by the side door, upstairs", 18), "by the side door…");
        assert_eq!(cut("ααααααααα", 4), "αααα…");
    }
}
