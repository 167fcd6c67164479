//! Answers that are not the document: what their status means, and what it asks of us.

use crate::body::{Body, Limits};
use crate::challenge::{self, LOOKED_AT};
use crate::encoding::Encoding;
use crate::exchange::Opened;
use crate::fault::FetchFault;
use crate::network::Network;
use crate::retry_after;
use everyroom_feeds::notice::Code;
use std::time::Duration;
use tokio::time::Instant;

/// The page behind a refusal is not waited for longer.
const PATIENCE: Duration = Duration::from_secs(5);

impl Network {
    /// The fault that an answer without the document stands for; where it asks for rest, it gets it.
    pub(crate) async fn refusal(&self, mut opened: Opened) -> FetchFault {
        let status = opened.response.status();
        let page = self.page_of(&mut opened).await;
        if let Some(mark) = challenge::mark(status.is_success(), opened.response.headers(), &page) {
            return FetchFault::failed(Code::BotChallenge, format!("status {}, {mark}", status.as_u16()));
        }
        let asked = retry_after::wait(opened.response.headers(), self.now(), self.config.max_retry_after);
        let says = format!("status {}", status.as_u16());
        match (status.as_u16(), asked) {
            (401 | 403, _) => FetchFault::failed(Code::HttpForbidden, says),
            (410, _) => FetchFault::gone(says),
            (429, asked) => {
                self.rest(&opened, Code::RateLimited, says, asked.unwrap_or(self.config.default_rest))
            }
            (503, Some(wait)) => self.rest(&opened, Code::HttpServerError, says, wait),
            (501 | 505, _) => FetchFault::failed(Code::HttpServerError, says),
            (500..=599, _) => FetchFault::passing(Code::HttpServerError, says),
            (400..=499, _) => FetchFault::failed(Code::HttpClientError, says),
            (304, _) => {
                FetchFault::failed(Code::HttpClientError, "status 304 to a request without conditions")
            }
            (300..=399, _) => {
                FetchFault::failed(Code::HttpServerError, format!("{says} without a usable address"))
            }
            (204 | 205, _) => FetchFault::failed(Code::EmptyBody, says),
            (206, _) => {
                FetchFault::failed(Code::TruncatedBody, format!("{says}, a part that nobody asked for"))
            }
            _ => FetchFault::failed(Code::HttpServerError, says),
        }
    }

    fn rest(&self, opened: &Opened, code: Code, says: String, wait: Duration) -> FetchFault {
        self.rests.rest(opened.route.here(), wait);
        FetchFault::deferred(code, format!("{says}, back in {} s", wait.as_secs()), self.after(wait))
    }

    /// The start of the page, as far as it comes without trouble.
    async fn page_of(&self, opened: &mut Opened) -> Vec<u8> {
        let headers = opened.response.headers();
        let Ok(encoding) = Encoding::of(headers) else { return Vec::new() };
        if !challenge::looks_like_html(headers, b"") {
            return Vec::new();
        }
        let deadline = opened.deadline.min(Instant::now() + PATIENCE);
        let mut page = Body::new(encoding, Limits::of(&self.config, LOOKED_AT, deadline));
        // whatever stops the page, its start is what is looked at
        let _ = page.read(&mut opened.response).await;
        page.into_bytes().0
    }
}
