//! Everything put together: routes with their OpenAPI entries, pages, and the layers around them in their order.

use crate::middleware::limit::{self, Limit};
use crate::middleware::{headers, log, problems, status};
use crate::problem::{Problem, ProblemCode};
use crate::state::{ApiConfig, AppState};
use crate::{ops, v1, web};
use axum::Router;
use axum::routing::get;
use everyroom_indexer::Catalogue;
use http::{Method, StatusCode, header};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The last guard: every part of a request (its body, its place in a queue, its work) has a shorter deadline of its own,
/// and all of them together stay below.
const LONGEST: Duration = Duration::from_secs(90);

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Everyroom",
        description = "Recovery meetings of many fellowships in one search. No key is needed. Facts as the publishers \
                       state them; confirm before you travel. Not affiliated with any fellowship.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    tags(
        (name = "meetings", description = "Listings and their search"),
        (name = "dictionaries", description = "The words of the API in plain language"),
        (name = "sources", description = "Where listings come from"),
        (name = "operations", description = "For operators and their tools"),
        (name = "about", description = "What answers"),
    )
)]
struct Contract;

fn documented() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Contract::openapi())
        .routes(routes!(v1::index::index))
        .routes(routes!(v1::meetings::search, v1::meetings::search_by_post))
        .routes(routes!(v1::listing::listing))
        .routes(routes!(v1::facets::facets))
        .routes(routes!(v1::suggest::suggest))
        .routes(routes!(v1::places::places))
        .routes(routes!(v1::dictionaries::fellowships))
        .routes(routes!(v1::dictionaries::kinds))
        .routes(routes!(v1::dictionaries::languages))
        .routes(routes!(v1::sources::sources))
        .routes(routes!(v1::sources::source))
        .routes(routes!(v1::sources::report))
        .routes(routes!(v1::check::check))
        .routes(routes!(ops::healthz))
        .routes(routes!(ops::readyz))
        .routes(routes!(ops::metrics))
        .routes(routes!(ops::openapi))
}

/// The contract, made from the code.
pub(crate) fn openapi_document() -> &'static serde_json::Value {
    static DOCUMENT: LazyLock<serde_json::Value> =
        LazyLock::new(|| crate::contract::finished(&documented().into_openapi()));
    &DOCUMENT
}

/// The OpenAPI document, laid out for people and always the same for the same code.
pub fn openapi_json() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let mut text = serde_json::to_string_pretty(openapi_document()).unwrap_or_default();
        text.push('\n');
        text
    });
    &TEXT
}

/// All routes of the server. Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: the limit per
/// client address needs to know the peer.
pub fn router(catalogue: Arc<Catalogue>, config: ApiConfig) -> Router {
    let limit = Limit::new(&config);
    let state = AppState::new(catalogue, config);
    let (api, _) = documented().split_for_parts();
    let mut limited = api
        .route("/v1/meetings.{suffix}", get(v1::meetings::search_as).post(v1::meetings::search_as_by_post))
        .merge(web::routes())
        .fallback(web::nothing_here)
        .method_not_allowed_fallback(wrong_method);
    if let Some(limit) = limit {
        limited = limited.layer(axum::middleware::from_fn_with_state(limit, limit::check));
    }
    // from the inside out: what fails inside is told as a problem, then compressed, then counted
    limited
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(CatchPanicLayer::custom(problems::after_panic))
        .layer(axum::middleware::from_fn(problems::wrap))
        .layer(axum::middleware::map_response(status::note))
        .layer(CompressionLayer::new().gzip(true).br(true))
        .layer(axum::middleware::map_response(status::keep))
        .layer(axum::middleware::from_fn_with_state(state.clone(), headers::add))
        .layer(axum::middleware::from_fn_with_state(state.clone(), log::observe))
        .layer(cors())
        .with_state(state)
}

async fn wrong_method() -> Problem {
    Problem::plain(ProblemCode::MethodNotAllowed)
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::IF_NONE_MATCH])
        .max_age(Duration::from_secs(24 * 60 * 60))
}
