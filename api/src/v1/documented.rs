//! The search parameters in the OpenAPI document, made from their table.

use crate::params::MOST_VALUES;
use crate::params::table::{PARAMETERS, Parameter, Takes};
use everyroom_indexer::search::MOST_CHARS;
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{
    Parameter as DocumentedParameter, ParameterBuilder, ParameterIn, ParameterStyle,
};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};

/// The parameters of a search.
pub struct SearchParams;

/// The parameters of a search that answers counts only.
pub struct CountParams;

impl IntoParams for SearchParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<DocumentedParameter> {
        PARAMETERS.iter().map(documented).collect()
    }
}

impl IntoParams for CountParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<DocumentedParameter> {
        PARAMETERS.iter().filter(|parameter| !parameter.shapes_pages()).map(documented).collect()
    }
}

/// What texts have to look like, where that is simple to say. An empty one is none.
fn pattern(name: &str) -> Option<String> {
    let degrees = r"-?[0-9]{1,3}(\.[0-9]{1,7})?";
    let time = r"([01]?[0-9]|2[0-3]):[0-5][0-9]";
    let wanted = match name {
        "bbox" => [degrees; 4].join(","),
        "radius" => {
            let part = r"(\.[0-9]{1,6})? ?";
            let miles = format!("([0-9]{{1,4}}|1[01][0-9]{{3}}){part}(mi|miles?)");
            format!("{miles}|1?[0-9]{{1,4}}{part}km|1?[0-9]{{1,7}}{part}m")
        }
        "after" => time.to_owned(),
        "before" => format!("{time}|24:00"),
        "cursor" => "[0-9a-f]{64}".to_owned(),
        _ => return None,
    };
    Some(format!("^({wanted})?$"))
}

const LANGUAGE_TAG: &str = "^(-?[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$";
const SOURCE_ID: &str = "^(-?[a-z0-9][a-z0-9-]{0,63})?$";

fn documented(parameter: &Parameter) -> DocumentedParameter {
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(parameter.meaning))
        .schema(Some(schema(parameter)))
        .style(parameter.is_list().then_some(ParameterStyle::Form))
        .explode(parameter.is_list().then_some(false))
        .example(example(parameter))
        .build()
}

fn schema(parameter: &Parameter) -> Schema {
    let text = || ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    match parameter.takes {
        Takes::Number(least, most) => {
            let kind = if is_whole(parameter) { Type::Integer } else { Type::Number };
            ObjectBuilder::new()
                .schema_type(SchemaType::new(kind))
                .minimum(Some(least))
                .maximum(Some(most))
                .into()
        }
        Takes::One(words) => text().enum_values(Some(words.iter().copied().chain([""]))).into(),
        Takes::Many(values) => {
            let item = text().pattern(Some(item_pattern(parameter.name, &values())));
            ArrayBuilder::new().items(item).max_items(Some(MOST_VALUES)).into()
        }
        Takes::ManyOpen => {
            let pattern = match parameter.name {
                "lang" => Some(LANGUAGE_TAG),
                "source" => Some(SOURCE_ID),
                _ => None,
            };
            let item = text().pattern(pattern);
            ArrayBuilder::new().items(item).max_items(Some(MOST_VALUES)).into()
        }
        Takes::Words => text().max_length(Some(MOST_CHARS)).into(),
        // the whole world is no neighbourhood
        Takes::Coordinates if parameter.name == "near" => text().min_length(Some(1)).into(),
        Takes::Coordinates | Takes::Text => text().pattern(pattern(parameter.name)).into(),
    }
}

/// The ids of a closed list, with the hyphen that excludes where a parameter takes it.
fn item_pattern(name: &str, ids: &[&str]) -> String {
    let ids = ids.join("|");
    match name {
        "fields" | "type_all" | "audience_all" | "access_all" => format!("^({ids})?$"),
        "facets" => format!("^({ids}|0|1|true|false|all|none)?$"),
        "weekday" => format!("^(-?({ids}|[0-6]))?$"),
        _ => format!("^(-?({ids}))?$"),
    }
}

fn is_whole(parameter: &Parameter) -> bool {
    parameter.name != "radius_km"
}

/// What says the same as another parameter has no example: examples are made to be sent together.
const SAYS_THE_SAME: [&str; 4] = ["radius", "starts_within", "from", "to"];

fn example(parameter: &Parameter) -> Option<serde_json::Value> {
    if SAYS_THE_SAME.contains(&parameter.name) {
        return None;
    }
    let example = parameter.example;
    match parameter.takes {
        _ if example.is_empty() => None,
        Takes::Number(..) => example.parse::<u64>().ok().map(Into::into),
        Takes::Many(_) => Some(example.split(',').collect::<Vec<_>>().into()),
        Takes::ManyOpen => Some(vec![example].into()),
        _ => Some(example.into()),
    }
}
