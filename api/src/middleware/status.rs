//! The status stays that of the answer: compression says 406 over the body of a 200 where a client refuses everything
//! that is not packed and names no packing of ours. It is sent as it is instead, as RFC 9110 allows.

use axum::response::Response;
use http::StatusCode;

#[derive(Clone, Copy)]
struct Told(StatusCode);

/// Notes it, inside of compression.
pub async fn note(mut response: Response) -> Response {
    let told = Told(response.status());
    response.extensions_mut().insert(told);
    response
}

/// Puts it back, outside of compression.
pub async fn keep(mut response: Response) -> Response {
    if let Some(Told(status)) = response.extensions_mut().remove() {
        *response.status_mut() = status;
    }
    response
}
