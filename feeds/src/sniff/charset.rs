//! The character set of a document: its mark, valid UTF-8, the declared one, and a flagged guess, in this order.
//!
//! Valid UTF-8 goes before what a header declares: text that is not UTF-8 is hardly ever valid UTF-8 by chance,
//! while headers are often left over from another century.

mod macintosh;

use crate::notice::{Code, Notices, Sample};
use crate::reading::Refusal;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// With fewer characters outside ASCII a guess between character sets is no better than the commonest one.
const ENOUGH_TO_GUESS: usize = 40;

pub(super) fn decode(
    bytes: &[u8],
    content_type: Option<&str>,
    notices: &mut Notices,
) -> Result<(String, String), Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let sample = Sample { value: Some(name(encoding)), ..Sample::default() };
        notices.push(Code::ByteOrderMark, sample);
        let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return match had_errors {
            false => Ok((text.into_owned(), name(encoding))),
            true if encoding == UTF_8 => guess(&bytes[mark..], notices),
            true => Err(undetected()),
        };
    }
    let declared = content_type.and_then(declared_charset);
    if let Some(wide) = declared.filter(|&encoding| encoding == UTF_16LE || encoding == UTF_16BE) {
        let (text, had_errors) = wide.decode_without_bom_handling(bytes);
        return if had_errors { Err(undetected()) } else { Ok((text.into_owned(), name(wide))) };
    }
    if bytes.contains(&0) {
        return Err(undetected());
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && declared != Some(ISO_2022_JP)
    {
        note_wrong_label(text, declared, notices);
        return Ok((text.to_owned(), name(UTF_8)));
    }
    if let Some(text) = whole_characters(bytes) {
        return Ok((text, name(UTF_8)));
    }
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        if !had_errors {
            return Ok((text.into_owned(), name(encoding)));
        }
    }
    guess(bytes, notices)
}

/// A calendar in UTF-8 whose lines were folded by bytes, in the middle of characters; the halves are put together
/// behind the fold, so that lines keep their numbers.
fn whole_characters(bytes: &[u8]) -> Option<String> {
    const START: &[u8] = b"BEGIN:VCALENDAR";
    let is_calendar = bytes.trim_ascii_start().get(..START.len())?.eq_ignore_ascii_case(START);
    if !is_calendar {
        return None;
    }
    let mut mended = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        let (line, fold) = rest.split_at(end);
        let blank = fold.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(fold.len());
        let is_folded = matches!(fold.get(blank), Some(b' ' | b'\t'))
            && fold.get(blank + 1).is_some_and(|byte| (0x80..0xc0).contains(byte));
        let cut = match line.iter().rposition(|byte| !(0x80..0xc0).contains(byte)) {
            Some(at) if is_folded && line[at] >= 0xc0 && line.len() - at < 4 => at,
            _ => line.len(),
        };
        let behind = if is_folded { blank + 1 } else { blank };
        mended.extend_from_slice(&line[..cut]);
        mended.extend_from_slice(&fold[..behind]);
        mended.extend_from_slice(&line[cut..]);
        rest = &fold[behind..];
    }
    mended.extend_from_slice(rest);
    String::from_utf8(mended).ok()
}

fn guess(bytes: &[u8], notices: &mut Notices) -> Result<(String, String), Refusal> {
    if bytes.contains(&0) {
        return Err(undetected());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let mut encoding = detector.guess(None, Utf8Detection::Deny);
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() < ENOUGH_TO_GUESS {
        encoding = WINDOWS_1252;
    }
    // browsers never need it, so the detector does not know it
    if macintosh::is_likely(bytes) {
        encoding = MACINTOSH;
    }
    let (mut text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        encoding = WINDOWS_1252;
        text = encoding.decode_without_bom_handling(bytes).0;
    }
    let sample = Sample { corrected: Some(name(encoding)), ..Sample::default() };
    notices.push(Code::CharsetGuessed, sample);
    Ok((text.into_owned(), name(encoding)))
}

fn note_wrong_label(text: &str, declared: Option<&'static Encoding>, notices: &mut Notices) {
    if let Some(declared) = declared.filter(|&encoding| encoding != UTF_8)
        && !text.is_ascii()
    {
        let sample =
            Sample { value: Some(name(declared)), corrected: Some(name(UTF_8)), ..Sample::default() };
        notices.push(Code::ContentTypeWrong, sample);
    }
}

fn declared_charset(content_type: &str) -> Option<&'static Encoding> {
    let mut parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, label) = parameters.find(|(key, _)| key.trim().eq_ignore_ascii_case("charset"))?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn undetected() -> Refusal {
    Refusal::new(Code::CharsetUndetected, "the bytes are text in no character set that can be told")
}
