//! One line of an address into parts: `street, town, ST zip, country`, the way geocoders write it.

use super::Parts;
use crate::country::{Country, country_of_state, region};

/// Splits a line at its commas. What can't be told apart stays in the street.
pub fn split(line: &str) -> Parts {
    let mut rest: Vec<&str> = line.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut parts = Parts::default();
    if let Some(last) = rest.last()
        && rest.len() > 1
        && is_country(last)
    {
        parts.country = rest.pop().map(str::to_owned);
    }
    if let Some(last) = rest.last()
        && let Some((state, code)) = state_and_code(last, parts.country.as_deref(), rest.len())
    {
        parts.state = state.map(str::to_owned);
        parts.postal_code = code.map(str::to_owned);
        rest.pop();
    }
    if let Some(last) = rest.last()
        && (parts.postal_code.is_none() || parts.state.is_none())
        && let Some((code, city)) = code_and_city(last)
    {
        parts.postal_code = parts.postal_code.or(Some(code.to_owned()));
        parts.city = Some(city.to_owned());
        rest.pop();
    } else if let Some(last) = rest.last()
        && (rest.len() > 1 || !looks_like_street(last))
    {
        parts.city = rest.pop().map(str::to_owned);
    }
    parts.street = super::fold_repeats(&rest.join(", "));
    parts
}

/// Two capitals at the end are a state before they are a country, `US` and `UK` apart.
fn is_country(part: &str) -> bool {
    let is_state = country_of_state(part).is_some() && !matches!(part, "US" | "UK" | "GB");
    !is_state && !part.bytes().any(|byte| byte.is_ascii_digit()) && Country::parse(part).is_some()
        // the state, not the republic, when nothing follows it
        && !part.eq_ignore_ascii_case("georgia")
}

/// `CA 95112`, `ON M5V 2T6`, `NY`, `New South Wales 2000`, `SW1A 1AA`.
fn state_and_code<'a>(
    part: &'a str,
    country: Option<&str>,
    parts: usize,
) -> Option<(Option<&'a str>, Option<&'a str>)> {
    let is_state = |text: &str| {
        let country = country.and_then(Country::parse).or_else(|| country_of_state(text));
        country.is_some_and(|country| region(country, text).is_some())
    };
    if parts > 1 && is_state(part) {
        return Some((Some(part), None));
    }
    if let Some((state, code)) = part.split_once(' ')
        && country_of_state(state).is_some()
        && is_code(code)
    {
        return Some((Some(state), Some(code)));
    }
    if let Some((state, code)) = part.rsplit_once(' ')
        && is_state(state)
        && is_code(code)
    {
        return Some((Some(state), Some(code)));
    }
    (parts > 1 && is_code(part)).then_some((None, Some(part)))
}

/// `10249 Berlin`, `1012 AB Amsterdam`, and `London SW1A 1AA` the other way round.
fn code_and_city(part: &str) -> Option<(&str, &str)> {
    let words: Vec<&str> = part.split(' ').collect();
    for taken in [2, 1] {
        if words.len() <= taken {
            continue;
        }
        let front = words[..taken].join(" ").len();
        if is_code(&part[..front]) && has_no_digit(&part[front..]) && words[0].len() >= 4 {
            return Some((&part[..front], part[front..].trim()));
        }
        let back = part.len() - words[words.len() - taken..].join(" ").len();
        let code = &part[back..];
        if is_code(code) && has_no_digit(&part[..back]) && code.len() >= 5 {
            return Some((code, part[..back].trim()));
        }
    }
    None
}

/// A postal code: digits in it, capitals and digits only, not long.
fn is_code(text: &str) -> bool {
    (3..=10).contains(&text.len())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" -".contains(&byte))
        && text.bytes().filter(|byte| *byte == b' ').count() <= 1
}

fn has_no_digit(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_digit())
}

fn looks_like_street(part: &str) -> bool {
    part.bytes().any(|byte| byte.is_ascii_digit())
}
