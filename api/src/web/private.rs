//! `POST /`: a search near the asker, whose place stands in no address, no link and no log. Coordinates are rounded to
//! three decimals, about 100 metres, whoever sends them.

use super::error::ErrorPage;
use super::form::form;
use super::home::meant;
use super::reply::NOT_KEPT;
use super::results;
use super::visitor::Visitor;
use crate::message::Marked;
use crate::params::body::{MOST_BYTES, of_form};
use crate::params::{Scope, parse};
use crate::problem::Problem;
use crate::received::{FORM_TIME, read};
use crate::state::AppState;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use everyroom_feeds::label::UiLanguage;
use http::{HeaderValue, StatusCode, header};

/// What words become that say where.
const PLACES: [&str; 3] = ["near", "region", "country"];

/// The search.
pub async fn search(
    State(state): State<AppState>,
    visitor: Visitor,
    body: Body,
) -> Result<Response, Problem> {
    let sent = of_form(&read(body, MOST_BYTES, FORM_TIME).await?);
    let value = |name: &str| sent.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
    // where somebody is now, at the press of a button, and where the search was before
    let (here, near) = (value("here").and_then(rounded), value("near").and_then(rounded));
    // a step from one private search to another, or the form
    let pairs = value("then").map_or_else(|| sent.clone(), |then| of_form(then.as_bytes()));
    let leaves_place =
        value("then").is_some() && pairs.iter().any(|(name, value)| name == "near" && value.is_empty());
    let view = pairs.iter().find(|(name, _)| name == "view").map(|(_, view)| view.clone());
    let given = meant(pairs);
    let mut given: Vec<(String, String)> = given.into_iter().filter(|(name, _)| name != "near").collect();
    let language =
        given.iter().find(|(name, _)| name == "ui_lang").and_then(|(_, tag)| UiLanguage::parse(tag));
    let visitor = visitor.speaking(language).viewing(view.as_deref());
    if leaves_place {
        return Ok(elsewhere(&given));
    }
    let places = places_in_words(&state, &given).await?;
    if here.is_some() {
        leave_out(&mut given, &places);
    } else if !places.is_empty() {
        return Ok(elsewhere(&given));
    }
    let Some(point) = here.or(near) else { return Ok(missing(&visitor, &given)) };
    given.push(("near".to_owned(), point.clone()));
    results::reply(&state, &visitor, given, Some(point)).await
}

/// A point with three decimals at most.
fn rounded(text: &str) -> Option<String> {
    let (lat, lon) = text.split_once(',')?;
    let round = |text: &str, most: f64| {
        let degrees: f64 = text.trim().parse().ok()?;
        (degrees.abs() <= most).then(|| (degrees * 1000.0).round() / 1000.0)
    };
    Some(format!("{},{}", round(lat, 90.0)?, round(lon, 180.0)?))
}

/// What the words say of places of their own: then the search is there, and can stand in an address.
async fn places_in_words(state: &AppState, given: &[(String, String)]) -> Result<Vec<String>, Problem> {
    if !given.iter().any(|(name, _)| name == "q") || given.iter().any(|(name, _)| name == "cursor") {
        return Ok(Vec::new());
    }
    let pairs: Vec<(String, String)> = given
        .iter()
        .filter(|(name, _)| !["radius_km", "radius", "sort"].contains(&name.as_str()))
        .cloned()
        .collect();
    state
        .blocking(move |state| {
            let Ok(parsed) = parse(pairs.into_iter(), &state.context(Scope::Listings)) else {
                return Ok(Vec::new());
            };
            let spans = parsed.interpreted.understood.into_iter();
            let places = spans.filter(|span| PLACES.contains(&span.parameter) && span.used && !span.excluded);
            Ok(places.map(|span| span.words).collect())
        })
        .await
}

/// Whoever presses "near me" means that, whatever place the words name.
fn leave_out(given: &mut Vec<(String, String)>, places: &[String]) {
    for (_, words) in given.iter_mut().filter(|(name, _)| name == "q") {
        for place in places {
            if let Some(at) = as_words(words, place) {
                words.replace_range(at..at + place.len(), "");
            }
        }
    }
    let is_elsewhere = ["country", "region", "bbox"];
    given.retain(|(name, value)| !is_elsewhere.contains(&name.as_str()) && !value.trim().is_empty());
}

/// Where a text holds these words, and not as a part of others: "is" of "paris".
fn as_words(text: &str, words: &str) -> Option<usize> {
    let is_apart = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric());
    let found = text.match_indices(words).map(|(at, _)| at);
    found.filter(|_| !words.is_empty()).find(|at| {
        is_apart(text[..*at].chars().next_back()) && is_apart(text[at + words.len()..].chars().next())
    })
}

/// The same search without the asker's place, at its address.
fn elsewhere(given: &[(String, String)]) -> Response {
    let open = given.iter().filter(|(name, _)| !["near", "cursor"].contains(&name.as_str()));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(open).finish();
    let to = if query.is_empty() { "/".to_owned() } else { format!("/?{query}") };
    let location = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static(NOT_KEPT))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The browser sent no place: the form, and what to do instead.
fn missing(visitor: &Visitor, given: &[(String, String)]) -> Response {
    let t = visitor.text();
    let lines = vec![Marked::words(&t.form.near_missing)];
    let page = ErrorPage::new(visitor, &t.form.near_me, lines, Vec::new());
    let page = ErrorPage { form: Some(form(visitor, given)), ..page };
    page.reply(visitor, StatusCode::OK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_out_as_words_of_its_own() {
        let left = |words: &str, place: &str| {
            let mut given = vec![("q".to_owned(), words.to_owned())];
            leave_out(&mut given, &[place.to_owned()]);
            given.pop().map(|(_, words)| words)
        };
        assert_eq!(left("parish hall paris", "paris").as_deref(), Some("parish hall "));
        assert_eq!(left("na in oakland", "in oakland").as_deref(), Some("na "));
        assert_eq!(left("parish hall", "paris").as_deref(), Some("parish hall"));
        assert_eq!(left("paris", "paris"), None);
    }

    #[test]
    fn points_are_rounded_whoever_sends_them() {
        assert_eq!(rounded("37.33821234,-121.88632").as_deref(), Some("37.338,-121.886"));
        assert_eq!(rounded("-0.00049, 180").as_deref(), Some("-0,180"));
        for bad in ["", "1", "x,1", "91,0", "0,181", "NaN,1", "1,2,3"] {
            assert_eq!(rounded(bad), None, "{bad}");
        }
    }
}
