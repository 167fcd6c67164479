//! Path patterns of robots.txt: prefix match on octets, `*` for anything, `$` at the end for the end.

/// One `Allow` or `Disallow` value, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// The literal pieces between the stars; the first one stands at the start of the path.
    pieces: Vec<String>,
    /// Whether the last piece has to stand at the end of the path.
    anchored: bool,
    /// Octets of the pattern; the longest match wins.
    pub(crate) octets: usize,
}

impl Pattern {
    pub(crate) fn parse(text: &str) -> Self {
        let (body, anchored) = match text.strip_suffix('$') {
            Some(body) => (body, true),
            None => (text, false),
        };
        let pieces: Vec<String> = body.split('*').map(comparable).collect();
        let stars = pieces.len() - 1;
        let octets = pieces.iter().map(String::len).sum::<usize>() + stars + usize::from(anchored);
        Self { pieces, anchored, octets }
    }

    /// Whether it matches a path in its comparable form.
    pub(crate) fn matches(&self, path: &str) -> bool {
        let (first, others) = self.pieces.split_first().expect("splitting a text gives at least one piece");
        let Some(mut rest) = path.strip_prefix(first.as_str()) else { return false };
        let Some((last, middle)) = others.split_last() else { return !self.anchored || rest.is_empty() };
        for piece in middle {
            // the leftmost place leaves the most room for the pieces that follow
            let Some(at) = rest.find(piece.as_str()) else { return false };
            rest = &rest[at + piece.len()..];
        }
        if self.anchored { rest.ends_with(last.as_str()) } else { rest.contains(last.as_str()) }
    }
}

/// A path or a literal piece as it is compared: every octet spelled in one way only.
///
/// Unreserved characters are never escaped, others than ASCII always are, and so are a stray `%` and `*`
/// and `$`, which in a pattern mean themselves only when escaped.
pub(crate) fn comparable(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        match escaped(&bytes[at..]) {
            Some(octet) => {
                push(&mut out, octet, is_unreserved(octet));
                at += 3;
            }
            None => {
                push(
                    &mut out,
                    bytes[at],
                    bytes[at].is_ascii_graphic() && !matches!(bytes[at], b'*' | b'$' | b'%'),
                );
                at += 1;
            }
        }
    }
    out
}

fn push(out: &mut String, octet: u8, plain: bool) {
    if plain {
        out.push(char::from(octet));
    } else {
        out.push_str(&format!("%{octet:02X}"));
    }
}

fn escaped(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}

fn is_unreserved(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~')
}
