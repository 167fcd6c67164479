//! English text of the documentation with its words in backticks, as pieces for a template. Escapes nothing: templates
//! do.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are to be typed as they stand.
    pub is_code: bool,
}

/// The pieces of a text, in their order. A backtick without a second one is a backtick.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |text: &str, is_code| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), is_code });
        }
    };
    let mut rest = text;
    while let Some((before, (code, after))) =
        rest.split_once('`').and_then(|(before, after)| Some((before, after.split_once('`')?)))
    {
        push(before, false);
        push(code, true);
        rest = after;
    }
    push(rest, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backticks_are_code() {
        let told = |text| -> String {
            let mark =
                |piece: &Piece| if piece.is_code { format!("[{}]", piece.text) } else { piece.text.clone() };
            pieces(text).iter().map(mark).collect()
        };
        for (text, want) in [
            ("plain", "plain"),
            ("`1`: more, as `a b`", "[1]: more, as [a b]"),
            ("`all`", "[all]"),
            ("one ` alone", "one ` alone"),
            ("`a` and ` alone", "[a] and ` alone"),
            ("", ""),
        ] {
            assert_eq!(told(text), want);
        }
    }
}
