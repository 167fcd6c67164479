//! The body of a request: so many bytes, within so long. Says which of these failed, and never what was in it.

use crate::problem::{Problem, ProblemCode};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use http_body_util::LengthLimitError;
use std::error::Error;
use std::time::Duration;

/// The fields of a search or of a form come within so long.
pub const FORM_TIME: Duration = Duration::from_secs(5);
/// A feed that is to be checked comes within so long.
pub const FEED_TIME: Duration = Duration::from_secs(30);

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// Reads a body.
pub async fn read(body: Body, most: usize, within: Duration) -> Result<Bytes, Problem> {
    // who says at once that it is too large need not send it
    if body.size_hint().lower() > most as u64 {
        return Err(too_large(most));
    }
    match tokio::time::timeout(within, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if error.source().is_some_and(|cause| cause.is::<LengthLimitError>()) => {
            Err(too_large(most))
        }
        Ok(Err(_)) => Err(Problem::new(ProblemCode::InvalidBody, "the body broke off before its end")),
        Err(_) => Err(too_slow(within)),
    }
}

/// It did not come in time.
pub fn too_slow(within: Duration) -> Problem {
    let detail = format!("the body has to be there within {} seconds", within.as_secs());
    Problem::new(ProblemCode::BodyTooSlow, detail)
}

fn too_large(most: usize) -> Problem {
    let most = if most >= MIB { format!("{} MiB", most / MIB) } else { format!("{} KiB", most / KIB) };
    Problem::new(ProblemCode::BodyTooLarge, format!("the body may have {most} here"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use std::io;

    const SOON: Duration = Duration::from_millis(20);

    async fn refused(body: Body) -> Problem {
        read(body, 2 * KIB, SOON).await.unwrap_err()
    }

    #[tokio::test]
    async fn what_failed_is_told() {
        let part = || Ok::<_, io::Error>(Bytes::from_static(b"q=a"));
        let never = stream::pending::<Result<Bytes, io::Error>>();
        assert_eq!(refused(Body::from_stream(never)).await.code(), ProblemCode::BodyTooSlow);
        let cut = stream::iter([part(), Err(io::Error::other("gone"))]);
        assert_eq!(refused(Body::from_stream(cut)).await.code(), ProblemCode::InvalidBody);
        for large in [
            Body::from("a".repeat(2 * KIB + 1)),
            Body::from_stream(stream::iter((0..3 * KIB).map(move |_| part()))),
        ] {
            let problem = refused(large).await;
            assert_eq!(problem.code(), ProblemCode::BodyTooLarge);
            assert_eq!(problem.detail(), "the body may have 2 KiB here");
        }
        let whole = read(Body::from_stream(stream::iter([part(), part()])), 6, SOON).await.unwrap();
        assert_eq!(&whole[..], b"q=aq=a");
    }

    #[test]
    fn feeds_may_be_larger() {
        assert_eq!(too_large(8 * MIB).detail(), "the body may have 8 MiB here");
    }
}
