//! Tokens that begin with a digit.

use super::lex::Lexer;
use super::token::{ClockWord, DayWord, Half, Token};
use super::words;
use crate::clean::is_one_of;

/// Reads a number, a clock time or an ordinal in digits.
pub(super) fn lex(lexer: &mut Lexer<'_>) -> Option<()> {
    let (value, digits) = run(lexer, 0)?;
    let small = u8::try_from(value).ok();
    match lexer.peek(digits) {
        Some(':' | '.') if run(lexer, digits + 1).is_some_and(|(_, length)| length == 2) => {
            return clock(lexer, small?, digits);
        }
        Some('h') if digits <= 2 => {
            if let Some(length) = hours(lexer, small?, digits) {
                lexer.at += length;
                return Some(());
            }
        }
        Some('º') => {
            lexer.push(Token::Ordinal(ordinal(value)?), digits + 1);
            return Some(());
        }
        Some('ª') => return feminine(lexer, value, digits),
        Some('.') => {
            let dot = lexer.peek(digits + 1).is_none_or(|c| c == ' ');
            lexer.push(Token::Number { value, digits: u8::try_from(digits).ok()?, dot }, digits + 1);
            return Some(());
        }
        Some(c) if c.is_alphabetic() => {
            if let Some(length) = suffix(lexer, digits) {
                lexer.push(Token::Ordinal(ordinal(value)?), digits + length);
                return Some(());
            }
        }
        Some(' ') if lexer.peek(digits + 1) == Some('h') && digits <= 2 => {
            if let Some(length) = hours(lexer, small?, digits + 1) {
                lexer.at += length;
                return Some(());
            }
        }
        _ => {}
    }
    number(lexer, value, digits)
}

/// Up to four digits, so many places on.
fn run(lexer: &Lexer<'_>, ahead: usize) -> Option<(u16, usize)> {
    let mut value = 0u16;
    let mut length = 0;
    while let Some(digit) = lexer.peek(ahead + length).filter(char::is_ascii_digit) {
        if length == 4 {
            return None;
        }
        value = value * 10 + u16::try_from(digit.to_digit(10)?).ok()?;
        length += 1;
    }
    (length > 0).then_some((value, length))
}

fn number(lexer: &mut Lexer<'_>, value: u16, digits: usize) -> Option<()> {
    lexer.push(Token::Number { value, digits: u8::try_from(digits).ok()?, dot: false }, digits);
    morning(lexer);
    Some(())
}

/// `7a`: close to the digits it is no word of its own.
fn morning(lexer: &mut Lexer<'_>) {
    if lexer.peek(0) == Some('a') && !lexer.peek(1).is_some_and(|c| c.is_alphanumeric() || c == '.') {
        lexer.push(Token::Half(Half::Am), 1);
    }
}

/// `7:30`, `19.30`, `19:30:00`.
fn clock(lexer: &mut Lexer<'_>, hour: u8, digits: usize) -> Option<()> {
    let (minute, _) = run(lexer, digits + 1)?;
    let mut length = digits + 3;
    if lexer.peek(length) == Some(':') {
        let (seconds, 2) = run(lexer, length + 1)? else { return None };
        if seconds > 59 {
            return None;
        }
        length += 3;
    }
    let minute = u8::try_from(minute).ok().filter(|minute| *minute < 60)?;
    let padded = digits == 2 && hour < 10;
    lexer.push(Token::Clock(ClockWord { hour, minute, padded, is_24h: false }), length);
    morning(lexer);
    Some(())
}

/// `19h30`, `19 h 30`, `19h`; how long it is. `hs` and `hours` are words of their own.
fn hours(lexer: &mut Lexer<'_>, hour: u8, h_at: usize) -> Option<usize> {
    let after = h_at + 1;
    let blank = usize::from(lexer.peek(after) == Some(' '));
    let (minute, length) = match run(lexer, after + blank) {
        // `19 h 30`, but not `19 h 30 min` or `de 19h 20h`
        Some((minute, 2))
            if !lexer.peek(after + blank + 2).is_some_and(|c| c.is_alphanumeric() || c == ':') =>
        {
            (minute, after + blank + 2)
        }
        _ if lexer.peek(after).is_some_and(|c| c.is_alphanumeric()) => return None,
        _ => (0, after),
    };
    let minute = u8::try_from(minute).ok().filter(|minute| *minute < 60)?;
    lexer.tokens.push(Token::Clock(ClockWord { hour, minute, padded: false, is_24h: true }));
    Some(length)
}

/// How long the `nd` of `2nd` is.
fn suffix(lexer: &Lexer<'_>, digits: usize) -> Option<usize> {
    let letters = (digits..).map_while(|at| lexer.peek(at).filter(|c| c.is_alphabetic()));
    let letters: String = letters.take(6).collect();
    is_one_of("st nd rd th er ere e eme ieme o do ro to", &letters).then_some(letters.len())
}

/// `2ª-feira` is a Portuguese day, `2ª` an ordinal.
fn feminine(lexer: &mut Lexer<'_>, value: u16, digits: usize) -> Option<()> {
    match lexer.feira_length(digits + 1) {
        Some(length) => {
            let day = DayWord { day: words::feira(value)?, short: false, shaky: true };
            lexer.push(Token::Day(day), digits + 1 + length);
        }
        None => lexer.push(Token::Ordinal(ordinal(value)?), digits + 1),
    }
    Some(())
}

fn ordinal(value: u16) -> Option<i8> {
    i8::try_from(value).ok().filter(|number| (1..=5).contains(number))
}
