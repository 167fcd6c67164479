//! From text to tokens. A word that is none is the end of it.

use super::fold::{Folded, fold};
use super::number;
use super::token::{DayWord, Token};
use super::words::{self, PHRASES, Phrase, Plain};
use crate::clean::zone::named_zone;
use crate::zone::Zone;

/// The tokens of a text, and what stood in brackets and says nothing about time.
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    pub(super) rest: Option<String>,
}

/// Cuts a text into tokens; `None` where any of it is not understood.
pub(super) fn lex(text: &str) -> Option<Lexed> {
    let folded = fold(text);
    let mut lexer = Lexer { text, chars: &folded, at: 0, tokens: Vec::new(), rest: Vec::new() };
    lexer.run()?;
    let Lexer { tokens, rest, .. } = lexer;
    Some(Lexed { tokens, rest: (!rest.is_empty()).then(|| rest.join(", ")) })
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    chars: &'t [Folded],
    pub(super) at: usize,
    pub(super) tokens: Vec<Token>,
    rest: Vec<String>,
}

impl Lexer<'_> {
    fn run(&mut self) -> Option<()> {
        let mut is_open = false;
        while let Some(c) = self.peek(0) {
            match c {
                '(' | '[' if is_open => return None,
                '(' | '[' => is_open = !self.set_aside(),
                ')' | ']' if !is_open => return None,
                ')' | ']' => {
                    is_open = false;
                    self.push(Token::Close, 1);
                }
                _ if self.phrase() => {}
                '0'..='9' => number::lex(self)?,
                _ if c.is_alphabetic() => self.word()?,
                _ => self.mark(c)?,
            }
        }
        (!is_open).then_some(())
    }

    /// The character so many places on.
    pub(super) fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|folded| folded.c)
    }

    pub(super) fn push(&mut self, token: Token, length: usize) {
        self.tokens.push(token);
        self.at += length;
    }

    fn mark(&mut self, c: char) -> Option<()> {
        let token = match c {
            ' ' | '.' | '@' => {
                self.at += 1;
                return Some(());
            }
            ',' | ';' | ':' | '|' | '•' | '·' => Token::Comma,
            '&' | '+' => Token::And,
            '/' => Token::Slash,
            '-' => {
                while self.peek(1) == Some('-') {
                    self.at += 1;
                }
                Token::Dash
            }
            _ => return None,
        };
        self.push(token, 1);
        Some(())
    }

    /// Leaves aside a harmless text in brackets; else the bracket opens.
    fn set_aside(&mut self) -> bool {
        let inner = &self.chars[self.at + 1..];
        let close = inner.iter().position(|folded| matches!(folded.c, ')' | ']'));
        if let Some(length) = close {
            let words: String = inner[..length].iter().map(|folded| folded.c).collect();
            if words::is_harmless(&words) {
                let (from, to) = (inner[0].at, inner[length].at);
                self.rest.push(self.text[from..to].trim().to_owned());
                self.at += length + 2;
                return true;
            }
        }
        self.push(Token::Open, 1);
        false
    }

    /// Whether the characters so many places on are those of a text that ends a word.
    fn has(&self, text: &str) -> Option<usize> {
        let mut length = 0;
        for c in text.chars() {
            if self.peek(length) != Some(c) {
                return None;
            }
            length += 1;
        }
        let goes_on = text.ends_with(char::is_alphanumeric)
            && self.peek(length).is_some_and(|c| c.is_alphanumeric() || c == 'º' || c == 'ª');
        (!goes_on).then_some(length)
    }

    fn phrase(&mut self) -> bool {
        let here = &*self;
        let matching = PHRASES.iter().flat_map(|(phrase, texts)| {
            texts.split('|').filter_map(move |text| Some((here.has(text)?, *phrase)))
        });
        let Some((length, phrase)) = matching.max_by_key(|(length, _)| *length) else { return false };
        let token = match phrase {
            Phrase::Days(days) => Token::Days(days),
            Phrase::Part(part) => Token::Part(part),
            Phrase::Half(half) => Token::Half(half),
            Phrase::Is(Plain::EveryOther) => Token::EveryOther,
            Phrase::Is(Plain::Month) => Token::Month,
            Phrase::Is(Plain::Weekly) => Token::Weekly,
            Phrase::Is(Plain::Noon) => Token::Noon,
            Phrase::Is(Plain::Midnight) => Token::Midnight,
            Phrase::Silent => {
                self.at += length;
                return true;
            }
        };
        self.push(token, length);
        true
    }

    fn word(&mut self) -> Option<()> {
        let rest = &self.chars[self.at..];
        let length = rest.iter().take_while(|folded| folded.c.is_alphabetic() || folded.c == '\'').count();
        let word: String = rest[..length].iter().map(|folded| folded.c).collect();
        let is_loud_et = word == "et" && rest[..length].iter().all(|folded| folded.is_upper);
        if is_loud_et && self.text.chars().any(char::is_lowercase) {
            self.push(Token::Zone(named_zone("et")?), length);
            return Some(());
        }
        match words::word(&word) {
            // a Portuguese day before `-feira` is surely a day
            Some(Some(Token::Day(day))) if self.feira_length(length).is_some_and(|_| !day.short) => {
                let feira = self.feira_length(length).unwrap_or_default();
                self.push(Token::Day(DayWord { shaky: false, ..day }), length + feira);
            }
            Some(Some(token)) => self.push(token, length),
            Some(None) => self.at += length,
            None => {
                let (zone, length) = self.zone()?;
                self.push(Token::Zone(zone), length);
                return Some(());
            }
        }
        Some(())
    }

    /// How long `-feira` is, so many places on.
    pub(super) fn feira_length(&self, ahead: usize) -> Option<usize> {
        let ahead_of = |text: &str| {
            let is_there = text.chars().zip(ahead..).all(|(c, at)| self.peek(at) == Some(c));
            let length = text.chars().count();
            let ends = !self.peek(ahead + length).is_some_and(char::is_alphanumeric);
            (is_there && ends).then_some(length)
        };
        ["-feiras", "-feira", " feiras", " feira"].into_iter().find_map(ahead_of)
    }

    /// The longest text from here that names a zone: up to five words, and brackets behind them.
    fn zone(&self) -> Option<(Zone, usize)> {
        const WORDS: usize = 5;
        const LONGEST: usize = 60;
        let rest = &self.chars[self.at..];
        let is_part = |c: char| c.is_alphabetic() || matches!(c, '.' | '_' | '\'');
        let mut ends = Vec::new();
        let mut at = 0;
        while ends.len() < WORDS {
            let length = rest[at..].iter().take(LONGEST).take_while(|folded| is_part(folded.c)).count();
            if length == 0 {
                break;
            }
            at += length;
            ends.push(at);
            match rest.get(at).map(|folded| folded.c) {
                Some(' ' | '/') => at += 1,
                _ => break,
            }
        }
        let with_brackets = ends.last().and_then(|&end| {
            let open = (end..=end + 1).find(|&at| rest.get(at).is_some_and(|folded| folded.c == '('))?;
            let close = rest[open..].iter().take(LONGEST).position(|folded| folded.c == ')')?;
            Some(open + close + 1)
        });
        ends.into_iter().chain(with_brackets).rev().find_map(|end| {
            let from = rest[0].at;
            let to = rest.get(end).map_or(self.text.len(), |folded| folded.at);
            named_zone(&self.text[from..to]).map(|zone| (zone, end))
        })
    }
}
