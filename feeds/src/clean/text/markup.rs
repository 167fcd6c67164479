//! Tags and entities out of a text that should have none. Lines and link targets survive, scripts do not.

use std::borrow::Cow;

/// The text without markup, and the first piece of markup found.
pub(super) fn remove(text: &str) -> (String, Option<String>) {
    let mut text = Cow::Borrowed(text);
    let mut found = None;
    // markup is often escaped once more on the way; each round takes one layer off
    for _ in 0..6 {
        if !text.contains(['<', '&']) {
            break;
        }
        let (stripped, tag) = strip_tags(&text);
        let (decoded, entity) = decode_entities(&stripped);
        let changed = tag.or(entity);
        if changed.is_none() {
            break;
        }
        found = found.or(changed);
        text = Cow::Owned(decoded);
    }
    (text.into_owned(), found)
}

fn strip_tags(text: &str) -> (String, Option<String>) {
    let mut out = String::with_capacity(text.len());
    let mut first = None;
    let mut link = None;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(tag) = tag_at(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        first = first.or_else(|| Some(tag.chars().take(40).collect()));
        rest = &rest[tag.len()..];
        let name = tag_name(tag);
        match name.as_str() {
            "br" | "p" | "/p" | "div" | "/div" | "li" | "/li" | "ul" | "/ul" | "tr" | "/tr" | "h1" | "h2"
            | "h3" | "/h1" | "/h2" | "/h3" => out.push('\n'),
            "script" | "style" => rest = after_element(rest, &name),
            "a" => link = href(tag).map(|target| (target, out.len())),
            "/a" => {
                if let Some((target, start)) = link.take() {
                    push_target(&mut out, &target, start);
                }
            }
            _ => {}
        }
    }
    out.push_str(rest);
    (out, first)
}

/// The tag or comment that the text starts with. `<` before a blank or a digit is just a sign.
fn tag_at(text: &str) -> Option<&str> {
    if text.starts_with("<!--") {
        let end = text.find("-->").map_or(text.len(), |end| end + 3);
        return Some(&text[..end]);
    }
    let inner = text[1..].strip_prefix(['/', '!', '?']).unwrap_or(&text[1..]);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text[1..].find(['<', '>'])? + 1;
    let tag = text[..=end].strip_suffix('>')?;
    // an address in angle brackets is no tag
    let is_address = tag.contains('@') || tag.contains("://");
    (!is_address || tag.contains('=')).then_some(&text[..=end])
}

fn tag_name(tag: &str) -> String {
    let inner = tag.trim_start_matches('<');
    let end = inner.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if name.len() > 1 { name.trim_end_matches('/').to_owned() } else { name }
}

fn after_element<'a>(rest: &'a str, name: &str) -> &'a str {
    let close = format!("</{name}");
    match rest.to_ascii_lowercase().find(&close) {
        Some(at) => rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]),
        None => "",
    }
}

fn href(tag: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find("href")?;
    let value = tag[at + 4..].trim_start().strip_prefix('=')?.trim_start();
    let target = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    let is_web = target.starts_with("http://") || target.starts_with("https://");
    is_web.then(|| target.to_owned())
}

/// A link whose words don't show where it leads gets its address behind the words.
fn push_target(out: &mut String, target: &str, start: usize) {
    let words = out.get(start..).unwrap_or_default();
    let bare =
        |text: &str| text.trim().trim_start_matches("https://").trim_start_matches("http://").to_owned();
    if bare(words).trim_end_matches('/') != bare(target).trim_end_matches('/') {
        out.push_str(" (");
        out.push_str(target);
        out.push(')');
    }
}

fn decode_entities(text: &str) -> (String, Option<String>) {
    let mut out = String::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity_at(rest) {
            Some((length, decoded)) => {
                first = first.or_else(|| Some(rest[..length].to_owned()));
                out.push_str(&decoded);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    (out, first)
}

/// Length and meaning of the entity that the text starts with.
fn entity_at(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let end = text.bytes().take(34).position(|byte| byte == b';')?;
    let name = &text[1..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((end + 1, Cow::Owned(numbered(code)?.to_string())));
    }
    let decoded = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => " ",
        "ndash" => "–",
        "mdash" => "—",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "hellip" => "…",
        "bull" => "•",
        _ => return Some((end + 1, Cow::Owned(rarely_named(name)?))),
    };
    Some((end + 1, Cow::Borrowed(decoded)))
}

fn numbered(code: u32) -> Option<char> {
    // numbers 128 to 159 are meant in windows-1252 by everyone who writes them
    if let Some(byte) = u8::try_from(code).ok().filter(|byte| (0x80..=0x9f).contains(byte)) {
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    }
    char::from_u32(code).filter(|&c| c != '\0')
}

/// The two thousand other names are left to the HTML parser.
fn rarely_named(name: &str) -> Option<String> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let parsed = scraper::Html::parse_fragment(&format!("&{name};"));
    let text: String = parsed.root_element().text().collect();
    (text.chars().count() <= 2 && !text.starts_with('&')).then_some(text)
}
