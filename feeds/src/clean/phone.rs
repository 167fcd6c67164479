//! Dial strings: a number, then pauses and the codes to be keyed in, out of whatever prose stands around them.

#[cfg(test)]
mod tests;

use super::is_one_of;

/// A dial string, and what else stood in the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// Digits, perhaps with `+` before and `,`, `#`, `*` and digits behind; fit for a `tel:` link.
    pub number: String,
    /// The rest of the text, such as a second number.
    pub rest: Option<String>,
    /// Whether the number was run together with its code and had to be taken apart.
    pub mended: bool,
}

/// Words that announce digits to be keyed in after the call is answered.
const CODE_WORDS: &str = "access code codes pin passcode password pw pass meeting id conference room zoom then enter and x \
    ext extension press participant number";

/// Finds the first number in a text that can be dialled.
pub fn dial(text: &str) -> Option<Dial> {
    let text = super::text::line(text).text;
    let (start, number, after) = first_number(&text)?;
    let mut dial = Dial { number, rest: None, mended: false };
    split_run_together(&mut dial)?;
    let codes_end = after + push_codes(&mut dial.number, &text[after..]);
    let (codes_end, second) = codes_behind_second(&mut dial.number, &text, codes_end, codes_end == after);
    let before = text[..start].trim().trim_end_matches([':', '-']).trim();
    let behind = text[codes_end..].trim_matches(|c: char| c.is_whitespace() || ",;:-".contains(c));
    let rest = [before, second, behind].map(str::trim).join(" ");
    let has_words = rest.split_whitespace().any(|word| !is_call_word(word));
    dial.rest = has_words.then(|| rest.trim().to_owned());
    Some(dial)
}

/// `+…,,+…,,id`: what is keyed in behind the second number is keyed in behind the first too.
fn codes_behind_second<'t>(
    number: &mut String,
    text: &'t str,
    from: usize,
    is_bare: bool,
) -> (usize, &'t str) {
    let behind = &text[from..];
    let start = behind.len() - behind.trim_start_matches([',', ';', ' ']).len();
    if !is_bare || start == 0 || !behind[start..].starts_with('+') {
        return (from, "");
    }
    let (digits, length) = number_run(&behind[start..]);
    let end = start + length;
    if digits.len() < 8 {
        return (from, "");
    }
    match push_codes(number, &behind[end..]) {
        0 => (from, ""),
        taken => (from + end + taken, &behind[start..end]),
    }
}

/// Start, digits and end of the first run that is a telephone number.
fn first_number(text: &str) -> Option<(usize, String, usize)> {
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit() || c == '+' || c == '(') {
        let start = from + start;
        let (digits, end) = number_run(&text[start..]);
        let count = digits.bytes().filter(u8::is_ascii_digit).count();
        if (7..=25).contains(&count) && !is_announced_as_id(&text[..start]) {
            return Some((start, digits, start + end));
        }
        from = start + end.max(1);
    }
    None
}

/// A number in groups; ends before pauses, codes and words.
fn number_run(text: &str) -> (String, usize) {
    let mut digits = String::new();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        match c {
            '+' if digits.is_empty() => digits.push(c),
            '0'..='9' => {
                digits.push(c);
                end = at + 1;
            }
            ' ' | '(' | ')' | '-' | '.' | '–' | '‑' => {}
            _ => break,
        }
    }
    (digits, end.max(1))
}

fn is_announced_as_id(before: &str) -> bool {
    let folded = before.to_lowercase();
    let word =
        folded.trim_end_matches(|c: char| !c.is_alphanumeric()).rsplit(|c: char| !c.is_alphanumeric()).next();
    matches!(word, Some("id" | "code" | "pin" | "password" | "passcode" | "pw"))
}

/// A North American number has eleven digits with its 1; what follows without a sign is the code. Where else the
/// number ends can't be told, and half a number must not be dialled.
fn split_run_together(dial: &mut Dial) -> Option<()> {
    let digits = dial.number.trim_start_matches('+');
    if digits.len() <= 15 {
        return Some(());
    }
    if !digits.starts_with('1') {
        return None;
    }
    dial.mended = true;
    let plus = dial.number.len() - digits.len();
    let code = dial.number.split_off(plus + 11);
    dial.number.push_str(",,");
    dial.number.push_str(&code);
    Some(())
}

/// Appends pauses and codes that follow a number; returns how much of the text they took.
fn push_codes(number: &mut String, text: &str) -> usize {
    let mut taken = 0;
    let mut pending = String::new();
    let mut word = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            if !is_one_of(CODE_WORDS, &word.to_lowercase()) {
                break;
            }
            word.clear();
            if !pending.contains(',') {
                pending.push_str(",,");
            }
        }
        match c {
            ',' | ';' => pending.push(','),
            '/' if !pending.contains(',') => pending.push_str(",,"),
            '#' | '*' | '0'..='9' => {
                // digits without any pause before them are another number, not a code
                if c.is_ascii_digit()
                    && pending.is_empty()
                    && !number.ends_with(['#', '*', ','])
                    && taken == 0
                {
                    break;
                }
                number.push_str(&pending);
                pending.clear();
                number.push(c);
                taken = at + 1;
            }
            ' ' | ':' | '.' | '-' | '(' | ')' | '=' | '/' => {}
            _ => break,
        }
    }
    taken
}

fn is_call_word(word: &str) -> bool {
    let folded: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    folded.is_empty() || is_one_of(CALL_WORDS, &folded)
}

const CALL_WORDS: &str = "tel phone dial in dialin call telephone number us by the or";
