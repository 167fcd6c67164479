//! The search parameters in the OpenAPI document, made from their table.

use crate::params::table::{PARAMETERS, Parameter, Takes};
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

fn documented(parameter: &Parameter) -> DocumentedParameter {
    let example = Some(parameter.example).filter(|example| !example.is_empty());
    let text = || ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    let schema: Schema = match parameter.takes {
        Takes::Number(least, most) => {
            let kind = if parameter.name.ends_with("km") { Type::Number } else { Type::Integer };
            ObjectBuilder::new()
                .schema_type(SchemaType::new(kind))
                .minimum(Some(least))
                .maximum(Some(most))
                .into()
        }
        Takes::One(words) => text().enum_values(Some(words.iter().copied())).into(),
        Takes::Many(_) | Takes::ManyOpen => ArrayBuilder::new().items(text()).into(),
        Takes::Words | Takes::Coordinates | Takes::Text => text().into(),
    };
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(parameter.meaning))
        .schema(Some(schema))
        .style(parameter.is_list().then_some(ParameterStyle::Form))
        .explode(parameter.is_list().then_some(false))
        .example(example.map(Into::into))
        .build()
}
