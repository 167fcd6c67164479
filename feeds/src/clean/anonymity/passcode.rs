//! Passcodes in running text: a word for it in one of many languages, and what follows that word.

use super::near;
use crate::clean::is_one_of;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A passcode in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// From the word that announces it to its end.
    pub(crate) whole: Range<usize>,
    /// The passcode itself.
    pub(crate) value: Range<usize>,
    /// Whether the word means nothing else, or a sign behind it says that it means that here.
    pub(crate) is_sure: bool,
}

/// Words that announce a passcode. The second group takes words that mean much else too: digits must follow those.
static KEYWORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:(?:\b|[0-9_])(?P<sure>pass[\s-]?codes?|pass?[\s-]?o?words?|code secret|passwd|p/w|pwd?|mdp|pin[\s-]?(?:code|number|no)\.?",
        r"|(?:access|security|zoom|login)[\s-]?(?:codes?|key)|contrase(?:ñ|n)(?:a|ia)|clave de acceso",
        r"|c(?:ó|o)digo de acceso|mot de passe|code d['’]acc(?:è|e)s|pas+wort|kennwort|kenn?code|zugangscode",
        r"|einwahlcode|code zoom|senha|palavra[\s-]?passe|parola d['’]ordine|wachtwoord|toegangscode|l(?:ö|o)senord",
        r"|adgangskode|passord|salasana|has(?:ł|l)o|[пnp]ароль(?: (?:для|от) [^:\d\n]{1,30}[^:\d\s])?|şifre|jelsz(?:ó|o))\b",
        r"|(?:\b|[0-9_])(?P<unsure>pass|pin|codes?|clave|c(?:ó|o)digo|codice|parola|código|код|pc)\b",
        r"|(?P<other>パスワード|パスコード|暗証番号|密码|密碼|비밀번호|رمز عبور|رمز|كلمة المرور|پسورد|पासवर्ड))",
    ))
    .expect("a constant pattern")
});

static DELIMITER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)^\s*(?:[:;：=>#→~*·•–—-]+|,?\s*\b(?:it\s+)?(?:is|are|ist|es|est|é)\b\s*[:：]?)\s*"#)
        .expect("a constant pattern")
});

/// What may stand between the word and the passcode: when or for what it is asked.
static QUALIFIER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\s*(?:,|\(|\.?-)?\s*(?:if (?:any|needed|required|asked|prompted)|dial[ -]?in only|tel(?:ephone)?|phone",
        r"|for (?:the |this )?(?:dial[ -]?in|phone|call|zoom|meeting|entry|app)(?: only| is)?|to (?:get in|enter|join)",
        r"|d['’]entr(?:é|e)e|animateur|pour (?:entrer|rejoindre)|du zoom|de (?:la )?(?:zoom|reuni(?:ó|o)n|sala|entrada)",
        r"|d[ao] (?:zoom|sala|reuni(?:ã|a)o)|f(?:ü|u)r (?:zoom|das meeting)|zum meeting)\b\s*\)?",
    ))
    .expect("a constant pattern")
});

/// A second code right behind the first: `[passcode removed] (123456)`, or keyed in after it.
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[passcode removed\](?:\s?[(/]\s?|[,#*]{2,})(?P<code>\d{5,10})\b")
        .expect("a constant pattern")
});

/// Keyed in behind the number of a room, `555 5555 0100# # 1234#`, also after the key that skips a question.
static KEYED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\d{3,4}[ -]?\d{2,4}[ -]?\d{2,4}#[\s,]*(?:[#*,][\s,]*)(?:[01]?#[\s,]*)*\*?(?P<code>\d{3} \d{3} \d{3,4}|\d{3,10})\b",
    )
    .expect("a constant pattern")
});

/// A line of a list under a heading of passcodes: the number of the room, then its passcode.
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b\d{9,11}\s?[-–/]\s?(?P<code>\d{4,8})(?m:$)").expect("a constant pattern")
});

static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"^(?:["“'‘](?P<quoted>[^"”'’\n]{1,40})["”'’]"#,
        r#"|(?P<digits>[#*]*\d+\b(?:\s?[ /-]\s?\d{2,}\b)*[#*]*)|(?P<token>[^\s,;"“”()]+))"#,
    ))
    .expect("a constant pattern")
});

/// Every passcode of a text, in order.
pub(crate) fn find(text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut from = 0;
    while let Some(captures) = KEYWORD.captures_at(text, from) {
        let named = ["sure", "unsure", "other"].iter().find_map(|name| captures.name(name));
        let Some(keyword) = named else { break };
        from = keyword.end();
        // the mark of an earlier masking
        if text[..keyword.start()].ends_with('[') && text[keyword.end()..].starts_with(" removed]") {
            continue;
        }
        let is_unsure = captures.name("unsure").is_some();
        if is_unsure && is_another_kind_of_code(&text[..keyword.start()]) {
            continue;
        }
        let is_denied = is_denied(&text[..keyword.start()]);
        let is_short = matches!(keyword.as_str().to_lowercase().as_str(), "pw" | "pwd" | "p/w" | "mdp");
        let is_told = |value: &Range<usize>| !is_denied || starts_with_a_code(&text[value.clone()]);
        if let Some(value) = value_after(text, keyword.end(), is_unsure, is_short).filter(is_told) {
            from = value.end;
            let is_sure = !is_unsure || text[keyword.end()..value.start].contains([':', '=', '：', '#']);
            all.push(Found { whole: keyword.start()..value.end, value, is_sure });
        }
    }
    all.extend(further(text, &all));
    all.sort_by_key(|found| found.value.start);
    all
}

/// Codes that no word stands before, because another code does, or a heading.
fn further(text: &str, known: &[Found]) -> Vec<Found> {
    let has_heading = || {
        let folded = text.to_lowercase();
        folded.contains("password") || folded.contains("passcode")
    };
    let has_digits = text.bytes().filter(u8::is_ascii_digit).count() > 12;
    let listed = has_digits && text.contains(['-', '–', '/']) && has_heading();
    let mut patterns: Vec<&Regex> = Vec::new();
    patterns.extend(text.contains("removed]").then_some(&*FURTHER));
    patterns.extend(text.contains('#').then_some(&*KEYED));
    patterns.extend(listed.then_some(&*LISTED));
    let codes = patterns.into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let codes = codes.filter_map(|captures| captures.name("code")).map(|code| code.range());
    let is_new = |code: &Range<usize>| {
        // in order and apart, so that at most one of them reaches it
        let next = known.partition_point(|found| found.value.end <= code.start);
        known.get(next).is_none_or(|found| code.end <= found.whole.start)
    };
    codes.filter(is_new).map(|value| Found { whole: value.clone(), value, is_sure: true }).collect()
}

/// `no password`: what follows is about something else.
fn is_denied(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_one_of(DENIALS, &word.to_lowercase())
}

fn starts_with_a_code(value: &str) -> bool {
    value.bytes().take_while(u8::is_ascii_digit).count() >= 4
}

fn value_after(text: &str, at: usize, is_unsure: bool, is_short: bool) -> Option<Range<usize>> {
    // nothing between the word and what follows: it is part of a longer word or a list of words
    let behind = &text[at..];
    let is_compound = is_unsure
        && behind.starts_with(['-', '–'])
        && behind.chars().nth(1).is_none_or(|c| !c.is_whitespace());
    if is_compound {
        return None;
    }
    let qualifier = QUALIFIER.find(behind).map_or(0, |found| found.end());
    let has_qualifier = qualifier > 0;
    let at = at + qualifier;
    let delimiter = DELIMITER.find(&text[at..]).map_or(0, |found| found.end()).max(loose_mark(&text[at..]));
    let blanks = text[at + delimiter..].len() - text[at + delimiter..].trim_start().len();
    let start = at + delimiter + blanks;
    if start == at && !has_qualifier {
        return None;
    }
    let captures = VALUE.captures(&text[start..])?;
    let (found, is_quoted) = match captures.name("quoted") {
        Some(quoted) => (quoted, true),
        None => (captures.name("digits").or_else(|| captures.name("token"))?, false),
    };
    let mut value = found.as_str();
    // digits that turn out to begin a time of day belong to the time
    if text[start + found.end()..].starts_with(':')
        && let Some((before, _)) = value.rsplit_once([' ', '-', '/'])
    {
        value = before;
    }
    let value = value.trim_end_matches(['.', '!', '?', ':']);
    let has_digit = value.chars().any(char::is_numeric);
    let looks_random = value.chars().skip(1).any(char::is_uppercase) && value.chars().any(char::is_lowercase)
        || value.contains(['!', '@', '$', '%', '&', '*', '_', '+']);
    let behind = &text[start + found.start() + value.len()..];
    let line = near(behind).lines().next().unwrap_or_default();
    let ends_line = line.trim().is_empty();
    let is_announced = delimiter > 0 || is_short || is_quoted || ends_line;
    // nothing announces it, but nothing else is said either: `Password big book`, `Passcode EFJNZ (all caps)`
    let is_all =
        line.starts_with(' ') && line.split_whitespace().count() <= 2 && !line.contains(['[', ':', '@']);
    let stands_out = is_all && !line.split_whitespace().any(is_plain_word) || line.starts_with(": ");
    // a word that means much else too must have a line of its own
    let is_plainly_told = delimiter > 0 && ends_line && value.chars().count() >= 4 && !is_room(value);
    // the next word for it, and what follows that is it
    let is_keyword = behind.starts_with([':', '=']) && KEYWORD.is_match(value);
    let is_passcode = !value.is_empty()
        && !is_keyword
        && !value.starts_with(['[', '<'])
        && !is_mail(value)
        && !is_phone(value)
        && (has_digit && (!has_qualifier || !is_plain_word(value))
            || !is_unsure && (looks_random || is_announced || stands_out) && !is_plain_word(value)
            || is_unsure
                && is_plainly_told
                && value.chars().all(char::is_alphabetic)
                && !is_plain_word(value));
    if !is_passcode {
        return None;
    }
    let start = start + found.start();
    let end = start + value.len();
    let is_phrase = !has_digit && !is_quoted && (is_announced || stands_out);
    Some(start..if is_phrase { end_of_phrase(text, end) } else { end })
}

/// The length of a full stop, a stroke or a "to" where a colon was meant: a number of at least four digits follows.
fn loose_mark(text: &str) -> usize {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)^(\s*(?:\.|/|\bto\b)\s*)\d{4}").expect("a constant pattern"));
    MARK.captures(text).and_then(|captures| captures.get(1)).map_or(0, |mark| mark.end())
}

/// An e-mail address is where to ask for the passcode.
fn is_mail(value: &str) -> bool {
    value.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// The name of a room at Google, which is a way to join and no secret.
fn is_room(value: &str) -> bool {
    let groups: Vec<usize> = value.split('-').map(str::len).collect();
    groups == [3, 4, 3]
}

/// A number in the groups of a telephone number is whom to ask for it.
fn is_phone(value: &str) -> bool {
    let groups: Vec<usize> = value.split([' ', '-', '.', '/']).map(str::len).collect();
    let is_number = value.chars().all(|c| c.is_ascii_digit() || " -./".contains(c));
    is_number && (groups.ends_with(&[3, 3, 4]) || groups == [3, 4] && value.contains('-'))
}

/// A passcode of words: when only one or two more stand before the end of the line, they belong to it.
fn end_of_phrase(text: &str, end: usize) -> usize {
    let rest = near(&text[end..]);
    let line = &rest[..rest.find(['\n', '.', ',', ';', '(', '/', '|', ':', '[']).unwrap_or(rest.len())];
    let words: Vec<&str> = line.split_whitespace().collect();
    let may_belong = words.len() <= 2 && !words.iter().any(|word| is_plain_word(word));
    if may_belong && !words.is_empty() && line.starts_with(' ') { end + line.trim_end().len() } else { end }
}

/// Words that follow the word for a passcode when none is told.
fn is_plain_word(word: &str) -> bool {
    let folded: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '/').collect();
    folded.is_empty() || folded.starts_with("http") || is_one_of(NO_PASSCODE, &folded)
}

/// `zip code 10001` is no passcode, and codes of doors are directions.
fn is_another_kind_of_code(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_one_of(OTHER_CODES, &word.to_lowercase())
}

const NO_PASSCODE: &str = "send enabled has was can must may optional hidden changed change attend join enter entry only first then there \
    here changes info information below. group service email. phone website chair host secretary none no not n/a needed required requires necessary see via email call text contact ask on upon \
    available request requested by from to the a an and or is are for with without will be protected \
    same below above listed posted in at of please you if provided sent removed meeting meetings id \
    zoom it this that your our before when after nicht keine sin sans ninguna aucun nein não nao de da \
    do la el embedded included open closed free emailed requests requested effective protected waiting \
    conduct honor honour ethics casual just one each every";

const DENIALS: &str = "no without sin sem sans kein keine ohne ningun ningún";

const OTHER_CODES: &str = "zip postal post area country dress door gate barrier building entry lock lockbox eir color colour type format meeting-type keypad key alarm elevator \
    qr bar promo discount dial bus train safety penal criminal";
