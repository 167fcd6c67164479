//! Web addresses as people paste them: without scheme, with blanks, with half a mistyped host.

mod provider;
#[cfg(test)]
mod tests;

pub use provider::provider;

use super::text::is_invisible;
use url::{Host, Url};

/// What a field that should hold an address holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadLink {
    /// An address on the public web.
    Usable {
        /// The address.
        url: String,
        /// What else stood in the field.
        rest: Option<String>,
        /// Whether it had to be completed or mended.
        repaired: bool,
    },
    /// A telephone number, as `tel:`.
    Phone(String),
    /// Not an address.
    Invalid,
    /// An address of a kind that is never given out, as `javascript:`.
    Forbidden,
}

const LONGEST: usize = 2048;

/// Reads an address; `None` for an empty field.
pub fn link(text: &str) -> Option<ReadLink> {
    let published = text.trim();
    let text = super::text::line(text).text;
    let text = text.trim_matches(['"', '\'', '<', '>', '(', ')', ' ']);
    if text.is_empty() {
        return None;
    }
    Some(read(text, published))
}

fn read(text: &str, published: &str) -> ReadLink {
    // browsers ignore what can't be seen inside a scheme, so it must not hide one here
    let dense: String = text.chars().filter(|&c| !c.is_whitespace() && !is_invisible(c)).collect();
    match scheme(&dense).as_deref() {
        None | Some("http" | "https") => {}
        Some("tel") => return ReadLink::Phone(text.to_owned()),
        Some("mailto") => return ReadLink::Invalid,
        Some(_) => return ReadLink::Forbidden,
    }
    if dense.starts_with("//") || dense.starts_with('\\') {
        return ReadLink::Forbidden;
    }
    let (first, rest) = split_first(text);
    let found = match usable(&first) {
        Some(url) => Some((url, rest)),
        None => usable(&dense).map(|url| (url, None)),
    };
    let Some((url, rest)) = found else { return ReadLink::Invalid };
    let repaired = rest.is_none() && Url::parse(published).map(String::from).as_deref() != Ok(url.as_str());
    ReadLink::Usable { url, rest, repaired }
}

/// The scheme of an address; a host with a port is no scheme.
fn scheme(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    let is_name = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(&byte));
    let is_port = rest.starts_with(|c: char| c.is_ascii_digit()) && scheme.eq_ignore_ascii_case("localhost");
    (is_name && !is_port).then(|| scheme.to_ascii_lowercase()).map(mistyped_scheme)
}

fn mistyped_scheme(scheme: String) -> String {
    match scheme.as_str() {
        "htp" | "htt" | "ttp" | "hhttp" | "htttp" | "httpp" => "http".to_owned(),
        "htps" | "htts" | "ttps" | "hhttps" | "htttps" | "httpss" | "httsp" => "https".to_owned(),
        _ => scheme,
    }
}

/// The first word and what follows it. A number in groups behind a number is one number.
fn split_first(text: &str) -> (String, Option<String>) {
    let mut words = text.split_whitespace();
    let mut first = words.next().unwrap_or_default().to_owned();
    let mut rest: Vec<&str> = Vec::new();
    for word in words {
        // `zoom.us/j/ 555 5555 0100`, also with the passcode behind it
        let number = word.split('?').next().unwrap_or(word);
        let is_group = (first.ends_with(|c: char| c.is_ascii_digit()) || first.ends_with("/j/"))
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit());
        let is_query = word.starts_with(['?', '&']) && word.contains('=');
        if rest.is_empty() && (is_group && first.contains('/') || is_query) {
            first.push_str(word);
        } else {
            rest.push(word);
        }
    }
    let first = first.trim_end_matches([',', ';', '.']).to_owned();
    (first, (!rest.is_empty()).then(|| rest.join(" ")))
}

fn usable(text: &str) -> Option<String> {
    let (secure, bare) = strip_schemes(text);
    // the trail of a search engine's redirect
    let bare = if bare.contains('?') { bare } else { bare.split("&sa=D").next().unwrap_or(bare) };
    let address = format!("{}://{}", if secure { "https" } else { "http" }, mend_zoom(bare));
    let mut url = Url::parse(&address).ok()?;
    let Some(Host::Domain(host)) = url.host() else { return None };
    let last_label = host.rsplit('.').next().unwrap_or_default();
    let is_public = host.contains('.')
        && !host.contains("..")
        && !host.starts_with('.')
        && last_label.len() >= 2
        && !last_label.bytes().any(|byte| byte.is_ascii_digit() && !last_label.starts_with("xn--"))
        && !matches!(last_label, "local" | "localhost" | "internal" | "invalid" | "lan" | "test");
    if !is_public || url.as_str().len() > LONGEST {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    match unwrapped(&url) {
        // a mail filter's wrapper holds the mailbox it was made for
        Some(target) => usable(&target),
        None => Some(url.into()),
    }
}

/// The address inside a mail filter's wrapper.
fn unwrapped(url: &Url) -> Option<String> {
    let is_wrapper = url.host_str()?.ends_with(".safelinks.protection.outlook.com");
    let target = url.query_pairs().find(|(name, _)| name == "url")?.1.into_owned();
    (is_wrapper && !target.contains("safelinks.protection.outlook.com")).then_some(target)
}

/// Takes every scheme off the front, also repeated and half-typed ones; plain http only where nothing else is said.
fn strip_schemes(text: &str) -> (bool, &str) {
    let mut secure = None;
    let mut rest = text;
    loop {
        let folded = rest.to_ascii_lowercase();
        let letters = folded.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = mistyped_scheme(folded[..letters].to_owned());
        let mark = rest[letters..].bytes().take_while(|byte| b":;/".contains(byte)).count();
        let is_scheme = (word == "http" || word == "https") && mark > 0;
        if !is_scheme {
            return (secure.unwrap_or(true), rest);
        }
        secure = Some(word == "https");
        rest = &rest[letters + mark..];
    }
}

/// Mends the commonest slips in addresses of the commonest service.
fn mend_zoom(bare: &str) -> String {
    let (host, path) = bare.split_at(bare.find(['/', '?', '#']).unwrap_or(bare.len()));
    let host = host.to_ascii_lowercase();
    let host = mend_zoom_host(&host).unwrap_or(host);
    let is_zoom = host == "zoom.us" || host.ends_with(".zoom.us");
    let path = match path.strip_prefix('/') {
        Some(rest) if is_zoom && (rest.starts_with("j8") || is_room_after_j(path)) => {
            format!("/j/{}", rest.trim_start_matches('j'))
        }
        Some(rest) if is_zoom && is_room(rest) => format!("/j/{rest}"),
        _ => path.to_owned(),
    };
    format!("{host}{path}")
}

/// `us06.web.zoom.us`, `us04web.us` and `us04web.zoom` all mean the numbered host.
fn mend_zoom_host(host: &str) -> Option<String> {
    let rest = host.strip_prefix("us")?;
    let number = rest.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let tail = rest[2..].trim_start_matches('.');
    let is_slip =
        matches!(tail, "web.zoom.us" | "web.us" | "web.zoom" | "web.zoom.com" | "webzoom.us" | "zoom.us");
    is_slip.then(|| format!("us{number}web.zoom.us"))
}

fn is_room_after_j(path: &str) -> bool {
    path.strip_prefix("/j").is_some_and(is_room)
}

fn is_room(path: &str) -> bool {
    let number = path.split(['?', '/', '#']).next().unwrap_or(path);
    (9..=11).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an address holds a passcode.
pub fn has_passcode(url: &str) -> bool {
    Url::parse(url)
        .is_ok_and(|url| url.query_pairs().any(|(key, value)| is_passcode_key(&key) && !value.is_empty()))
}

/// An address without its passcode; unchanged where it has none or is no address.
pub fn without_passcode(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else { return text.to_owned() };
    if !url.query_pairs().any(|(key, _)| is_passcode_key(&key)) {
        return text.to_owned();
    }
    let kept: Vec<String> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !is_passcode_key(pair.split('=').next().unwrap_or_default()))
        .map(str::to_owned)
        .collect();
    url.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
    url.into()
}

fn is_passcode_key(key: &str) -> bool {
    matches!(key.to_ascii_lowercase().as_str(), "pwd" | "pw" | "password" | "passcode" | "pass" | "pin")
}
