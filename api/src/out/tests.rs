use super::*;
use http::HeaderValue;

fn negotiated(accept: &str) -> Result<Form, ProblemCode> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
    Form::negotiated(&headers).map_err(|problem| problem.code())
}

#[test]
fn accept_is_read_as_written() {
    for (accept, form) in [
        ("*/*", Form::Json),
        ("application/*", Form::Json),
        ("text/*", Form::Csv),
        ("application/geo+json;q=0.9, application/json;q=0.1", Form::GeoJson),
        ("application/json;q=0.1, */*;q=0.9", Form::GeoJson),
        ("TEXT/CSV", Form::Csv),
        ("garbage, text/csv", Form::Csv),
        ("text/calendar, text/plain", Form::Calendar),
        ("text/plain;q=0.9, text/calendar;q=0.8", Form::Text),
        ("text/csv;q=NaN, text/plain;q=0.1", Form::Text),
        ("text/csv;q=7, text/plain", Form::Text),
        ("garbage", Form::Json),
    ] {
        assert_eq!(negotiated(accept), Ok(form), "{accept}");
    }
    for accept in
        ["image/png", "application/json;q=0", "application/json;Q=0.0", "text/html, application/xml"]
    {
        assert_eq!(negotiated(accept), Err(ProblemCode::NotAcceptable), "{accept}");
    }
    assert_eq!(Form::negotiated(&HeaderMap::new()).ok(), Some(Form::Json));
}

#[test]
fn suffixes_are_their_own_opposite() {
    for form in Form::ALL {
        assert_eq!(Form::of_suffix(form.suffix()), Some(form));
    }
}
