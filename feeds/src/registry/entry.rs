//! One `[[source]]` table: a source, or everything that is wrong with it.

use super::fault::FaultCode;
use super::field::Fields;
use super::nearest::{nearest, with_nearest};
use crate::country::{self, Country, Region};
use crate::fellowship::Fellowship;
use crate::format::recipe::{Recipe, shipped_names};
use crate::id::SourceId;
use crate::reading::Format;
use crate::source::{FormatChoice, Permission, Source, Verified};
use crate::zone::Zone;
use serde::Deserialize;
use std::sync::LazyLock;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};
use url::Url;

/// Every name of the tz database, for suggestions.
static ZONES: LazyLock<Vec<String>> =
    LazyLock::new(|| jiff::tz::db().available().map(|name| name.to_string()).collect());

/// Reads an entry; `None` when `fields` has a fault now.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<Source> {
    let id = id(fields);
    fields.only_known_keys();
    let name = fields.needed("name").map(|(name, _)| name.to_owned());
    let url = fields.needed("url").and_then(|(text, at)| fields.address("url", text, at));
    let fellowship = fellowship(fields);
    let format = format(fields);
    let country = country(fields);
    let recipe = recipe(fields);
    if format == FormatChoice::Only(Format::Recipe) && fields.value("recipe").is_none() {
        let head = fields.head;
        fields.fault(
            FaultCode::KeyMissing,
            head,
            "`format` is `recipe`, but `recipe` is missing".to_owned(),
            None,
        );
    }
    let source = Source {
        id: id?,
        name: name.unwrap_or_default(),
        url: url.unwrap_or_else(nowhere),
        format,
        fellowship: fellowship.unwrap_or_else(Fellowship::other),
        timezone: timezone(fields),
        country,
        region: region(fields, country),
        permission: permission(fields),
        licence: fields.plain("licence"),
        contact: fields.plain("contact"),
        schedule: fields.plain("schedule"),
        recipe,
        site: fields.text("site").and_then(|(text, at)| fields.address("site", text, at)),
        also: fields.addresses("also"),
        found_in: found_in(fields),
        verified: verified(fields),
    };
    fields.faults.is_empty().then_some(source)
}

/// Stands where an address is faulty; a source with it never leaves [`read`].
fn nowhere() -> Url {
    Url::parse("http://nowhere.invalid/").expect("a fixed address can be read")
}

fn id(fields: &mut Fields<'_>) -> Option<SourceId> {
    let (text, at) = fields.needed("id")?;
    match SourceId::parse(text) {
        Ok(id) => {
            fields.id = Some(id.to_string());
            Some(id)
        }
        Err(error) => {
            let near: String = text.trim().to_lowercase().chars().take(64).map(in_id).collect();
            let near = Some(near.trim_matches('-').to_owned()).filter(|near| SourceId::parse(near).is_ok());
            fields.fault(FaultCode::IdInvalid, at, error.to_string(), near);
            None
        }
    }
}

fn in_id(c: char) -> char {
    if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' }
}

fn fellowship(fields: &mut Fields<'_>) -> Option<Fellowship> {
    let (text, at) = fields.needed("fellowship")?;
    let found = Fellowship::parse(text);
    if found.is_none() {
        let near =
            Fellowship::from_name(text).or_else(|| Fellowship::nearest(text)).map(|near| near.to_string());
        fields.fault(FaultCode::FellowshipUnknown, at, format!("unknown fellowship `{text}`"), near);
    }
    found
}

fn format(fields: &mut Fields<'_>) -> FormatChoice {
    let Some((text, at)) = fields.text("format") else { return FormatChoice::Auto };
    let found = FormatChoice::all().find(|choice| choice.id() == text);
    if found.is_none() {
        let near = nearest(text, FormatChoice::all().map(FormatChoice::id)).map(str::to_owned);
        fields.fault(FaultCode::FormatUnknown, at, format!("unknown format `{text}`"), near);
    }
    found.unwrap_or_default()
}

fn permission(fields: &mut Fields<'_>) -> Permission {
    let Some((text, at)) = fields.text("permission") else { return Permission::Open };
    let found = Permission::ALL.into_iter().find(|permission| permission.id() == text);
    if found.is_none() {
        let near = nearest(text, Permission::ALL.into_iter().map(Permission::id)).map(str::to_owned);
        fields.fault(FaultCode::PermissionUnknown, at, format!("unknown permission `{text}`"), near);
    }
    found.unwrap_or(Permission::Refused)
}

fn timezone(fields: &mut Fields<'_>) -> Option<Zone> {
    let (text, at) = fields.text("timezone")?;
    let found = Zone::parse(text);
    if found.is_none() {
        let near = nearest(text, ZONES.iter().map(String::as_str)).map(str::to_owned);
        let message = format!("`{text}` is not a tz database name, as `America/New_York`");
        fields.fault(FaultCode::ZoneUnknown, at, message, near);
    }
    found
}

fn country(fields: &mut Fields<'_>) -> Option<Country> {
    let (text, at) = fields.text("country")?;
    let found = Country::parse(text);
    if found.is_none() {
        let names = || Country::all().map(Country::name);
        let near = nearest(text, names()).and_then(Country::parse).map(|near| near.code().to_owned());
        let message = format!("unknown country `{text}`: write an ISO 3166-1 code, as US");
        fields.fault(FaultCode::CountryUnknown, at, message, near);
    }
    found
}

fn region(fields: &mut Fields<'_>, country: Option<Country>) -> Option<Region> {
    let (text, at) = fields.text("region")?;
    let found = Region::parse(text);
    match (found, country) {
        (None, _) => {
            let named = country.and_then(|country| country::region(country, text)).map(Region::code);
            let near = named.or_else(|| nearest(text, Region::all().map(Region::code))).map(str::to_owned);
            let message = format!("unknown region `{text}`: write an ISO 3166-2 code, as US-NY");
            fields.fault(FaultCode::RegionUnknown, at, message, near);
        }
        (Some(region), Some(country)) if region.country() != country => {
            let message = format!("`{region}` is in {}, but `country` is {country}", region.country());
            fields.fault(FaultCode::RegionUnknown, at, message, None);
        }
        _ => {}
    }
    found
}

fn verified(fields: &mut Fields<'_>) -> Verified {
    let Some((text, at)) = fields.text("verified") else { return Verified::Never };
    let found = Verified::parse(text);
    if found.is_none() {
        let near = nearest(text, ["never"].into_iter()).map(str::to_owned);
        let message = format!("`{text}` is neither `never` nor a date, as 2026-11-22");
        fields.fault(FaultCode::VerifiedInvalid, at, message, near);
    }
    found.unwrap_or_default()
}

fn found_in(fields: &mut Fields<'_>) -> String {
    let Some((text, at)) = fields.text("found_in") else { return String::new() };
    if !text.is_empty() && !text.split("; ").all(is_finder) {
        let message = "`found_in` is `owner/repo:path` of a public repository or a page's address, several joined by `; `";
        fields.fault(FaultCode::FoundInInvalid, at, message.to_owned(), None);
    }
    text.to_owned()
}

/// `owner/repo`, `owner/repo:path` or an address without anything secret in it.
fn is_finder(text: &str) -> bool {
    if let Ok(url) = Url::parse(text)
        && matches!(url.scheme(), "http" | "https")
    {
        return crate::redact::redact(&url) == url.as_str();
    }
    let repository = text.split_once(':').map_or(text, |(repository, _)| repository);
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    repository.split_once('/').is_some_and(|(owner, name)| is_name(owner) && is_name(name))
}

fn recipe(fields: &mut Fields<'_>) -> Option<Recipe> {
    let (value, span) = fields.value("recipe")?;
    let deserializer = ValueDeserializer::from(Spanned::new(span.clone(), value.clone()));
    let recipe = match Recipe::deserialize(deserializer) {
        Ok(recipe) => recipe,
        Err(error) => {
            let at = error.span().map_or(span.start, |found| found.start);
            let message = format!("recipe: {}", without_values(&with_nearest(error.message())));
            fields.fault(FaultCode::RecipeInvalid, at, message, None);
            return None;
        }
    };
    if let Some(name) = recipe.shipped.as_deref().filter(|name| !shipped_names().any(|known| known == *name))
    {
        let at = match value {
            DeValue::Table(table) => table.get("use").map_or(span.start, |value| value.span().start),
            _ => span.start,
        };
        let near = nearest(name, shipped_names()).map(str::to_owned);
        fields.fault(FaultCode::RecipeUnknown, at, format!("there is no recipe `{name}`"), near);
        return None;
    }
    for mistake in recipe.check() {
        fields.fault(FaultCode::RecipeInvalid, span.start, format!("recipe: {mistake}"), None);
    }
    Some(recipe)
}

/// A complaint of serde without the values it quotes: a header may hold a secret.
fn without_values(message: &str) -> String {
    let mut parts = message.split('"');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.enumerate().fold(first, |told, (n, part)| told + if n % 2 == 0 { "…" } else { part })
}
