//! The form of the check page as a browser sends it: fields and a file, within bounds. What is in the file is not looked
//! at here, and nothing is written down.

use crate::received::FEED_TIME;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use http::StatusCode;
use std::time::Duration;

/// All of the form may have so many bytes: a feed, and some room for the rest.
pub const MOST_BYTES: usize = 8 * 1024 * 1024 + 64 * 1024;
/// More parts than our form has are not read.
const MOST_PARTS: usize = 24;
/// Fields that are lines may have so many characters.
const LONGEST: usize = 2000;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// Address of a list.
    pub url: String,
    /// A list that was pasted.
    pub text: String,
    /// A list as a file, with what the browser takes it for.
    pub file: Option<(Option<String>, Vec<u8>)>,
    /// How to read it.
    pub format: String,
    /// Whose it is.
    pub fellowship: String,
    /// Zone of entries that name none.
    pub timezone: String,
    /// Country of entries that name none.
    pub country: String,
    /// Language of the page.
    pub ui_lang: String,
}

/// Why a form could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadFault {
    /// It is too large.
    TooBig,
    /// It is no form, or was cut off.
    Broken,
    /// It did not come in time.
    Slow,
}

impl From<MultipartError> for UploadFault {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooBig } else { Self::Broken }
    }
}

/// Reads the form. What was read before a fault comes with it.
pub async fn upload(form: Multipart) -> Result<Upload, (UploadFault, Upload)> {
    within(FEED_TIME, form).await
}

async fn within(time: Duration, form: Multipart) -> Result<Upload, (UploadFault, Upload)> {
    let mut upload = Upload::default();
    let read = tokio::time::timeout(time, fill(form, &mut upload)).await;
    match read.unwrap_or(Err(UploadFault::Slow)) {
        Ok(()) => Ok(upload),
        Err(fault) => Err((fault, upload)),
    }
}

async fn fill(mut form: Multipart, upload: &mut Upload) -> Result<(), UploadFault> {
    for _ in 0..MOST_PARTS {
        let Some(field) = form.next_field().await? else { return Ok(()) };
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" => {
                let kind = field.content_type().map(str::to_owned);
                let bytes = field.bytes().await?;
                // an empty field of a form is sent as an empty file
                upload.file = (!bytes.is_empty()).then(|| (kind, bytes.to_vec()));
            }
            "text" => upload.text = text(field).await?,
            "url" => upload.url = line(field).await?,
            "format" => upload.format = line(field).await?,
            "fellowship" => upload.fellowship = line(field).await?,
            "timezone" => upload.timezone = line(field).await?,
            "country" => upload.country = line(field).await?,
            "ui_lang" => upload.ui_lang = line(field).await?,
            _ => {
                field.bytes().await?;
            }
        }
    }
    Err(UploadFault::Broken)
}

async fn text(field: Field<'_>) -> Result<String, UploadFault> {
    Ok(String::from_utf8_lossy(&field.bytes().await?).into_owned())
}

async fn line(field: Field<'_>) -> Result<String, UploadFault> {
    Ok(text(field).await?.trim().chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, Bytes};
    use axum::extract::{FromRequest, Request};
    use futures_util::{StreamExt, stream};

    #[tokio::test]
    async fn a_form_that_does_not_come_is_not_waited_for() {
        let part = "--x\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\n[";
        let first = stream::iter([Ok::<_, std::io::Error>(Bytes::from(part))]);
        let request = Request::post("/check").header("content-type", "multipart/form-data; boundary=x");
        let request = request.body(Body::from_stream(first.chain(stream::pending()))).unwrap();
        let form = Multipart::from_request(request, &()).await.unwrap();
        let read = within(Duration::from_millis(20), form).await;
        assert_eq!(read.err().map(|(fault, _)| fault), Some(UploadFault::Slow));
    }
}
