//! Lines for people in distress: `data/crisis.toml`. Only numbers with a source and the day on which it was looked at;
//! where there is none for a country, words.

use super::frame::{Act, Frame};
use super::reply::{AN_HOUR, page};
use super::visitor::Visitor;
use crate::message::{Halves, Text};
use crate::words::{self, Locale};
use askama::Template;
use axum::response::Response;
use everyroom_feeds::country::Country;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lines that are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    line: Vec<Line>,
    emergency: Vec<Emergency>,
}

/// One line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), allow(dead_code, reason = "where it was looked up is checked by tests"))]
struct Line {
    country: String,
    name: String,
    by: Vec<String>,
    call: String,
    shown: Option<String>,
    text: Option<String>,
    chat: Option<String>,
    hours: Option<String>,
    #[serde(default)]
    languages: Vec<String>,
    source: String,
    compared_with: String,
    verified_at: Date,
}

/// A country's number for emergencies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), allow(dead_code, reason = "where it was looked up is checked by tests"))]
struct Emergency {
    countries: Vec<String>,
    call: String,
    source: String,
    compared_with: String,
    verified_at: Date,
}

static LINES: LazyLock<Lines> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/crisis.toml")).expect("the lines are checked by a test")
});

impl Line {
    /// The number as it is written, on one line.
    fn shown(&self) -> String {
        self.shown.as_ref().unwrap_or(&self.call).replace(' ', "\u{a0}")
    }

    fn sentence(&self, t: &'static Text) -> Halves {
        let ways = &t.crisis;
        let message = match (self.by.iter().any(|way| way == "text"), &self.hours) {
            (true, Some(_)) => &ways.call_text,
            (false, Some(_)) => &ways.call,
            (_, None) => &ways.call_plain,
        };
        message.halves("number")
    }
}

/// The block that stands on many pages.
#[derive(Clone, Debug)]
pub struct Crisis {
    /// The lines of the country, or of all countries.
    pub lines: Vec<Known>,
    /// The number for emergencies, where it is known.
    pub emergency: Option<String>,
    /// The sentence around it.
    pub overdose_call: Halves,
}

/// A line in a sentence.
#[derive(Clone, Debug)]
pub struct Known {
    /// What stands before and after the number.
    pub call: Halves,
    /// The number to dial.
    pub number: String,
    /// The number as it is written.
    pub shown: String,
    /// Its countries, where lines of several are shown.
    pub country: Option<String>,
}

/// The block of a country, or of all countries that have a line when none is known.
pub fn crisis(locale: Locale, country: Option<Country>) -> Crisis {
    let t = locale.text();
    let mut lines: Vec<Known> = Vec::new();
    for line in LINES.line.iter().filter(|line| country.is_none_or(|country| country.code() == line.country))
    {
        let name = country.is_none().then(|| named(locale, &line.country));
        let call = line.sentence(t);
        match lines.iter_mut().find(|known| known.number == line.call && country.is_none()) {
            Some(known) => {
                known.country = known.country.take().zip(name).map(|(a, b)| words::both(locale, &a, &b));
                // what all of them promise
                if known.call != call {
                    known.call = t.crisis.call_plain.halves("number");
                }
            }
            None => lines.push(Known { call, number: line.call.clone(), shown: line.shown(), country: name }),
        }
    }
    let is_here = |known: &&Emergency| {
        country.is_some_and(|country| known.countries.iter().any(|code| code == country.code()))
    };
    let emergency = LINES.emergency.iter().find(is_here);
    Crisis {
        lines,
        emergency: emergency.map(|known| known.call.clone()),
        overdose_call: t.crisis.overdose_call.halves("number"),
    }
}

/// The block as lines of plain text, for whoever reads it out.
pub fn in_text(locale: Locale, country: Option<Country>) -> String {
    let t = locale.text();
    let block = crisis(locale, country);
    let mut said = vec![t.crisis.ask.clone()];
    for line in &block.lines {
        let land = line.country.as_ref().map_or_else(String::new, |country| format!(" ({country})"));
        said.push(format!("{}{}{}{land}", line.call.0, line.shown, line.call.1));
    }
    if block.lines.is_empty() {
        said.push(t.crisis.no_line.clone());
    }
    let overdose = match &block.emergency {
        Some(number) => format!("{}{number}{}", block.overdose_call.0, block.overdose_call.1),
        None => t.crisis.overdose_local.clone(),
    };
    format!("{}\n{} {overdose}\n\n", said.join(" "), t.crisis.overdose)
}

fn named(locale: Locale, code: &str) -> String {
    Country::parse(code).map_or_else(|| code.to_owned(), |country| words::country(locale, country).to_owned())
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    frame: Frame,
    t: &'static Text,
    overdose: [&'static str; 3],
    emergency: Vec<Number>,
    countries: Vec<Land>,
    now_href: String,
}

/// A number for emergencies and where it works.
struct Number {
    call: &'static str,
    lands: String,
}

struct Land {
    name: String,
    lines: Vec<Told>,
}

struct Told {
    name: &'static str,
    hours: Option<&'static str>,
    actions: Vec<Act>,
    checked: String,
}

/// `/help`.
pub async fn help(visitor: Visitor) -> Response {
    let t = visitor.text();
    let mut countries: Vec<Land> = Vec::new();
    for line in &LINES.line {
        let name = named(visitor.locale, &line.country);
        let told = told(visitor.locale, line);
        match countries.iter_mut().find(|land| land.name == name) {
            Some(land) => land.lines.push(told),
            None => countries.push(Land { name, lines: vec![told] }),
        }
    }
    let shown = Help {
        frame: Frame::new(&visitor, &*t.help.title),
        t,
        overdose: [&t.help.overdose_1, &t.help.overdose_2, &t.help.overdose_3],
        emergency: numbers(visitor.locale),
        countries,
        now_href: visitor.at("/?when=now&attendance=online"),
    };
    page(&visitor, &shown, AN_HOUR)
}

/// Each number once.
fn numbers(locale: Locale) -> Vec<Number> {
    let mut numbers: Vec<(&str, Vec<String>)> = Vec::new();
    for known in &LINES.emergency {
        let lands = known.countries.iter().map(|code| named(locale, code));
        match numbers.iter_mut().find(|(call, _)| *call == known.call) {
            Some((_, all)) => all.extend(lands),
            None => numbers.push((&known.call, lands.collect())),
        }
    }
    let told = |(call, mut lands): (&'static str, Vec<String>)| {
        lands.sort();
        Number { call, lands: words::joined(locale, &lands) }
    };
    numbers.into_iter().map(told).collect()
}

fn told(locale: Locale, line: &'static Line) -> Told {
    let t = locale.text();
    let call = t.help.call.plain(&[("number", &line.shown())]);
    let mut actions = vec![Act::first(format!("tel:{}", line.call), call)];
    let text =
        line.text.as_ref().map(|number| (format!("sms:{number}"), t.help.text.plain(&[("number", number)])));
    actions.extend(text.map(|(href, label)| Act::quiet(href, label)));
    actions.extend(line.chat.as_ref().map(|href| Act::quiet(href, &*t.help.chat)));
    Told {
        name: &line.name,
        hours: line.hours.as_ref().map(|_| t.help.always.as_str()),
        actions,
        checked: t.help.checked.plain(&[("date", &words::date_year(locale, line.verified_at))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use everyroom_feeds::label::UiLanguage;

    /// The newest day that is known: that of this run, of the newest version in the changelog, or, where a machine's
    /// clock is behind, the last one on which somebody looked.
    fn today() -> Date {
        let log = include_str!("../../../CHANGELOG.md");
        let released = log
            .lines()
            .filter(|line| line.starts_with("## "))
            .filter_map(|line| line.split_whitespace().find_map(|word| word.parse::<Date>().ok()));
        let looked = LINES.line.iter().map(|line| line.verified_at);
        let known = released.chain(looked).chain(LINES.emergency.iter().map(|line| line.verified_at));
        known.chain([jiff::Zoned::now().date()]).max().unwrap_or(Date::MIN)
    }

    fn is_fresh(verified: Date, today: Date) -> bool {
        (0..=180).contains(&verified.until(today).unwrap().get_days())
    }

    #[test]
    fn a_line_is_fresh_for_half_a_year() {
        let verified = jiff::civil::date(2026, 11, 22);
        for (today, fresh) in [((2026, 11, 22), true), ((2027, 5, 21), true), ((2027, 5, 22), false)] {
            let today = jiff::civil::date(today.0, today.1, today.2);
            assert_eq!(is_fresh(verified, today), fresh, "{today}");
        }
        assert!(!is_fresh(jiff::civil::date(2020, 1, 1), today()), "today is a day of today");
    }

    #[test]
    fn every_line_has_a_source_and_was_looked_at_lately() {
        let lines = LINES
            .line
            .iter()
            .map(|line| (&line.call, &line.country, &line.source, &line.compared_with, line.verified_at));
        let others = LINES.emergency.iter().flat_map(|e| {
            e.countries
                .iter()
                .map(move |country| (&e.call, country, &e.source, &e.compared_with, e.verified_at))
        });
        let mut seen = 0;
        for (number, country, source, reason, day) in lines.chain(others) {
            assert!(number.chars().all(|c| c.is_ascii_digit()), "{number} can be dialled");
            assert!(Country::parse(country).is_some(), "{country}");
            assert!(source.starts_with("https://") && !reason.is_empty(), "{number} has no source");
            assert!(
                is_fresh(day, today()),
                "{number} was looked at on {day}: look again, and write down the day"
            );
            seen += 1;
        }
        assert!(seen >= 5);
        for line in &LINES.line {
            let ways = [("call", true), ("text", line.text.is_some()), ("chat", line.chat.is_some())];
            for (way, is_known) in ways {
                assert_eq!(line.by.iter().any(|by| by == way), is_known, "{} {way}", line.name);
            }
            assert!(!line.languages.is_empty());
        }
    }

    #[test]
    fn every_country_gets_its_line_or_words_and_never_anothers() {
        for language in UiLanguage::ALL {
            let locale = Locale::of(language);
            for country in Country::all() {
                let block = crisis(locale, Some(country));
                let own = LINES.line.iter().filter(|line| line.country == country.code()).count();
                assert_eq!(block.lines.len(), own, "{}", country.code());
                let known =
                    LINES.emergency.iter().filter(|e| e.countries.iter().any(|code| code == country.code()));
                assert_eq!(block.emergency.iter().count(), known.count(), "{}", country.code());
            }
            let number = |code| crisis(locale, Country::parse(code)).emergency;
            assert_eq!(
                ["US", "GB", "DE", "AU"].map(number).map(Option::unwrap),
                ["911", "999", "112", "000"]
            );
            assert_eq!(number("BR"), None);
            assert!(!locale.text().crisis.no_line.is_empty());
            let all = crisis(locale, None);
            let numbers: Vec<&str> = all.lines.iter().map(|line| line.number.as_str()).collect();
            assert_eq!(numbers, ["988", "116123"], "each number once");
            assert!(all.lines.iter().all(|line| line.country.is_some()) && all.emergency.is_none());
        }
    }
}
