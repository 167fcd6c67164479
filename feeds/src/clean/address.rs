//! Postal addresses: one line into parts, parts into one line, and what is in them beside the address.

mod split;
#[cfg(test)]
mod tests;

pub use split::split;

use crate::country::{Country, country_of_state};

/// The parts of an address as published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Street and number.
    pub street: Option<String>,
    /// Neighbourhood or borough.
    pub district: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// County.
    pub county: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country, as a code or name.
    pub country: Option<String>,
}

/// One line: street, district, town, state and postal code, country; what repeats its neighbour is written once.
pub fn compose(parts: &Parts) -> Option<String> {
    let state_and_code = [parts.state.as_deref(), parts.postal_code.as_deref()];
    let state_and_code = state_and_code.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let in_order = [
        parts.street.as_deref(),
        parts.district.as_deref(),
        parts.city.as_deref(),
        Some(state_and_code.as_str()),
        parts.country.as_deref(),
    ];
    fold_repeats(&in_order.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// The same line without parts that are empty or repeat the part before.
pub fn fold_repeats(line: &str) -> Option<String> {
    let mut kept: Vec<&str> = Vec::new();
    for part in line.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if kept.last().is_none_or(|last| !last.eq_ignore_ascii_case(part)) {
            kept.push(part);
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// The country that an address is in, as far as its own words tell.
pub fn country(parts: &Parts) -> Option<Country> {
    let stated = parts.country.as_deref().and_then(Country::parse);
    stated.or_else(|| parts.state.as_deref().and_then(country_of_state))
}

/// A postal code that was stored as a number has lost its zeros; in the United States it has five digits.
pub fn padded_zip(code: &str, country: Option<Country>) -> String {
    let lost_zeros = (3..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    match lost_zeros && country.is_some_and(|country| country.code() == "US") {
        true => format!("{code:0>5}"),
        false => code.to_owned(),
    }
}

/// Splits what is no part of a street address off it: `@ 5th Ave`, as many sites add to be found more easily.
pub fn without_extra(street: &str) -> (String, Option<String>) {
    match street.split_once('@') {
        Some((before, extra)) if !before.trim().is_empty() && !extra.trim().is_empty() => {
            let before = before.trim().trim_end_matches([',', '-']).trim_end();
            (before.to_owned(), Some(format!("@ {}", extra.trim())))
        }
        _ => (street.trim().to_owned(), None),
    }
}
