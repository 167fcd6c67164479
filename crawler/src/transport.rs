//! What went wrong below HTTP: the library's errors told as faults, by their types and never by their words.

use crate::fault::FetchFault;
use crate::guard;
use crate::resolver::ResolveFault;
use everyroom_feeds::notice::Code;
use std::error::Error;
use std::io;

/// The fault behind an error that came before the head of an answer.
pub(crate) fn fault(error: &reqwest::Error) -> FetchFault {
    if let Some(resolve) = find::<ResolveFault>(error) {
        return match resolve {
            ResolveFault::Forbidden { address, what } => guard::forbidden(*address, what),
            ResolveFault::Unknown(_) => FetchFault::passing(Code::DnsFailure, resolve.to_string()),
        };
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return FetchFault::failed(Code::TlsInvalid, clipped(&tls.to_string()));
    }
    if error.is_connect() && error.is_timeout() {
        return FetchFault::passing(Code::Timeout, "while connecting (name, TCP or TLS)");
    }
    let stage = if error.is_connect() { "while connecting" } else { "before an answer" };
    FetchFault::passing(Code::ConnectionFailed, format!("{stage}: {}", reason(error)))
}

/// What the innermost error says, which is short and holds no address.
pub(crate) fn reason(error: &reqwest::Error) -> String {
    if let Some(io) = find::<io::Error>(error) {
        return clipped(&io.kind().to_string());
    }
    let mut innermost: &dyn Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let is_outermost = error.source().is_none();
    if is_outermost { "the request could not be made".to_owned() } else { clipped(&innermost.to_string()) }
}

/// The first error of a type in the chain, also inside the errors that `std::io` wraps.
fn find<'a, T: Error + 'static>(error: &'a reqwest::Error) -> Option<&'a T> {
    let mut next: Option<&'a (dyn Error + 'static)> = error.source();
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}

fn clipped(text: &str) -> String {
    text.chars().take(160).collect()
}
