//! The rules of one robots.txt that concern us, and what they say about an address.

use super::Verdict;
use super::pattern::{Pattern, comparable};
use std::time::Duration;
use url::Url;

/// Longer lines are cut; no honest pattern is this long.
const LONGEST_LINE: usize = 8 << 10;

/// The group for us, or the one for everybody where there is none for us.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

#[derive(Debug)]
struct Rule {
    allows: bool,
    pattern: Pattern,
    /// As the file has it.
    text: String,
}

impl Rules {
    /// Reads the groups that name `product_token` (lower case), else those for `*`.
    pub(crate) fn parse(text: &str, product_token: &str) -> Self {
        let mut reader = Reader::default();
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            reader.line(line, product_token);
        }
        if reader.names_us { reader.ours } else { reader.everybodys }
    }

    /// What they say: the longest match decides, and of two equally long ones the one that allows.
    pub(crate) fn verdict(&self, url: &Url) -> Verdict {
        if url.path() == "/robots.txt" {
            return self.told(true, "robots.txt itself".to_owned());
        }
        let mut path = comparable(url.path());
        if let Some(query) = url.query() {
            path.push('?');
            path.push_str(&comparable(query));
        }
        let matching = self.rules.iter().filter(|rule| rule.pattern.matches(&path));
        match matching.max_by_key(|rule| (rule.pattern.octets, rule.allows)) {
            None => self.told(true, "no rule applies".to_owned()),
            Some(rule) => {
                let word = if rule.allows { "allow" } else { "disallow" };
                self.told(rule.allows, format!("{word}: {}", rule.text))
            }
        }
    }

    fn told(&self, allowed: bool, rule: String) -> Verdict {
        Verdict { allowed, rule, delay: self.delay }
    }
}

/// Reads line by line and remembers whose group it stands in.
#[derive(Default)]
struct Reader {
    ours: Rules,
    everybodys: Rules,
    /// Whether any group names us, even one without rules.
    names_us: bool,
    in_ours: bool,
    in_everybodys: bool,
    /// Whether the group has rules already, so that another user agent begins another group.
    in_rules: bool,
}

impl Reader {
    fn line(&mut self, line: &str, product_token: &str) {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { return };
        let value: String = value.trim().chars().take(LONGEST_LINE).collect();
        match key.trim().to_ascii_lowercase().as_str() {
            "user-agent" => self.agent(&value, product_token),
            "allow" => self.rule(true, &value),
            "disallow" => self.rule(false, &value),
            "crawl-delay" => self.delay(&value),
            _ => {}
        }
    }

    fn agent(&mut self, value: &str, product_token: &str) {
        if std::mem::take(&mut self.in_rules) {
            (self.in_ours, self.in_everybodys) = (false, false);
        }
        // a name may carry a version, which does not take part
        let ends = |c: char| !c.is_ascii_alphabetic() && !matches!(c, '-' | '_');
        let name = value.split(ends).next().unwrap_or_default();
        self.in_everybodys |= value == "*" || value.starts_with("* ");
        self.in_ours |= name.eq_ignore_ascii_case(product_token);
        self.names_us |= self.in_ours;
    }

    fn rule(&mut self, allows: bool, value: &str) {
        self.in_rules = true;
        if value.is_empty() {
            return;
        }
        for rules in self.current() {
            rules.rules.push(Rule { allows, pattern: Pattern::parse(value), text: shown(value) });
        }
    }

    fn delay(&mut self, value: &str) {
        let Some(delay) = value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        else {
            return;
        };
        for rules in self.current() {
            rules.delay = rules.delay.max(Some(delay));
        }
    }

    fn current(&mut self) -> impl Iterator<Item = &mut Rules> {
        let ours = self.in_ours.then_some(&mut self.ours);
        ours.into_iter().chain(self.in_everybodys.then_some(&mut self.everybodys))
    }
}

fn shown(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).take(120).collect()
}
