//! Why a document did not come: an outcome, a notice code and the detail. Nothing here decides what to do
//! about it.

use crate::attempt::AttemptOutcome;
use everyroom_feeds::notice::{Code, Effect, Notices, Sample, Severity};
use jiff::Timestamp;

/// Why a document did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchFault {
    /// `Failed`, `Blocked`, `Deferred` or `Gone`.
    pub outcome: AttemptOutcome,
    /// The notice code; `None` when nobody is at fault because we were stopped.
    pub code: Option<Code>,
    /// What happened, with status or stage and without secrets.
    pub detail: String,
    /// Not to be asked again before this time.
    pub retry_after: Option<Timestamp>,
    /// What may help at once.
    pub(crate) remedy: Option<Remedy>,
}

/// What may help against a fault within the same attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// To try again in a moment.
    Again,
    /// To ask for the document unpacked.
    Unpacked,
}

impl FetchFault {
    fn new(outcome: AttemptOutcome, code: Option<Code>, detail: String) -> Self {
        Self { outcome, code, detail, retry_after: None, remedy: None }
    }

    pub(crate) fn failed(code: Code, detail: impl Into<String>) -> Self {
        Self::new(AttemptOutcome::Failed, Some(code), detail.into())
    }

    /// A failure that may be over in a moment.
    pub(crate) fn passing(code: Code, detail: impl Into<String>) -> Self {
        Self { remedy: Some(Remedy::Again), ..Self::failed(code, detail) }
    }

    /// A body that is not packed as its label says.
    pub(crate) fn mislabelled(detail: &str) -> Self {
        Self { remedy: Some(Remedy::Unpacked), ..Self::failed(Code::EncodingMismatch, detail) }
    }

    pub(crate) fn blocked(code: Code, detail: impl Into<String>) -> Self {
        Self::new(AttemptOutcome::Blocked, Some(code), detail.into())
    }

    pub(crate) fn deferred(code: Code, detail: impl Into<String>, until: Timestamp) -> Self {
        let fault = Self::new(AttemptOutcome::Deferred, Some(code), detail.into());
        Self { retry_after: Some(until), ..fault }
    }

    pub(crate) fn gone(detail: impl Into<String>) -> Self {
        Self::new(AttemptOutcome::Gone, Some(Code::HttpClientError), detail.into())
    }

    pub(crate) fn cancelled() -> Self {
        Self::new(AttemptOutcome::Deferred, None, "stopped before it was finished".to_owned())
    }

    /// The same fault, met on the way to something else. What may help has been tried by then.
    pub(crate) fn within(self, what: &str) -> Self {
        Self { detail: format!("{what}: {}", self.detail), remedy: None, ..self }
    }

    /// The fault as a notice at an address (already redacted); none when we were stopped.
    pub fn notices(&self, address: &str) -> Notices {
        let mut notices = Notices::default();
        let Some(code) = self.code else { return notices };
        let sample = Sample {
            pointer: Some(address.to_owned()),
            value: Some(self.detail.clone()),
            ..Sample::default()
        };
        match code.info().effect {
            Effect::FetchFailed => notices.push(code, sample),
            // a code that is usually harmless, but not this time
            _ => notices.push_as(code, Severity::Error, Effect::FetchFailed, sample),
        }
        notices
    }
}

impl std::error::Error for FetchFault {}

impl std::fmt::Display for FetchFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.code {
            Some(code) => write!(f, "{code}: {}", self.detail),
            None => f.write_str(&self.detail),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_always_says_that_the_fetch_failed() {
        let notices = FetchFault::failed(Code::EncodingMismatch, "not gzip").notices("http://h.example/");
        let group = notices.groups().next().unwrap();
        assert_eq!((group.severity, group.effect), (Severity::Error, Effect::FetchFailed));
        assert_eq!(group.samples[0].value.as_deref(), Some("not gzip"));
    }

    #[test]
    fn being_stopped_is_nobodys_fault() {
        assert!(FetchFault::cancelled().notices("http://h.example/").is_empty());
    }
}
