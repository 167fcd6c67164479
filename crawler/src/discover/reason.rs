//! Why something can't be used, in plain words.

use crate::attempt::Attempt;
use crate::fault::FetchFault;
use everyroom_feeds::notice::{Code, Effect};
use everyroom_feeds::reading::Refusal;

/// A longer detail is cut, in characters.
const LONGEST: usize = 160;

/// The reason that a fault is.
pub(super) fn of_fault(fault: &FetchFault) -> String {
    fault.code.map_or_else(|| fault.detail.clone(), |code| words(code, &fault.detail))
}

/// The code and reason of an attempt that brought nothing.
pub(super) fn of_attempt(attempt: &Attempt) -> (Option<Code>, String) {
    let mut groups = attempt.notices.groups();
    let Some(group) = groups.find(|group| group.effect == Effect::FetchFailed) else {
        return (None, "it was stopped before it was finished".to_owned());
    };
    let detail = group.samples.first().and_then(|sample| sample.value.as_deref()).unwrap_or_default();
    (Some(group.code), words(group.code, detail))
}

/// The reason that a document was not read.
pub(super) fn of_refusal(refusal: &Refusal) -> String {
    words(refusal.code, &refusal.detail)
}

fn words(code: Code, detail: &str) -> String {
    let plain = match code {
        Code::RobotsDisallowed => "robots.txt forbids it, and it is obeyed",
        Code::BotChallenge => "the site asks for proof of being human, so it has to be asked for another way",
        Code::HttpForbidden => "it needs a permission or a key: ask the publisher",
        Code::DestinationForbidden => "nobody here goes to such an address",
        Code::TooManyRedirects => "it leads on and on",
        Code::BodyTooLarge | Code::DecompressionLimit => "it is too large",
        Code::Timeout | Code::SlowResponse => "it did not come in time",
        Code::DnsFailure => "its name is not known",
        Code::ConnectionFailed | Code::TlsInvalid => "no connection",
        Code::HttpClientError => "there is nothing at this address",
        Code::RateLimited => "the site asks to come back later",
        Code::UnexpectedHtml => "a web page, not a list of meetings",
        Code::FormatUnknown | Code::SchemaBreak => "not a list of meetings",
        Code::EmptyBody => "empty",
        _ => return format!("{code}: {}", cut(detail)),
    };
    format!("{plain} ({code}: {})", cut(detail))
}

fn cut(detail: &str) -> String {
    detail.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}
