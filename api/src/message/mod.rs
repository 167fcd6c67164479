//! The words of the interface in six languages: `messages/*.toml`, typed, so that a key that is missing, superfluous or
//! misspelt does not get past a test or the compiler. Knows nothing of meetings; what is put into a message is escaped
//! here and nowhere else becomes markup.

mod filled;
mod lists;
mod pages;
mod parts;
mod plural;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod tests;
mod words;

pub use filled::{Halves, Marked, Message, isolated};
pub use plural::{Digits, Plural, digits, number};
pub use words::CountedText;

use everyroom_feeds::label::UiLanguage;
use serde::Deserialize;
use std::sync::LazyLock;

/// Which clock a language reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Hours {
    /// 7:00 pm.
    #[serde(rename = "12")]
    Twelve,
    /// 19:00.
    #[serde(rename = "24")]
    TwentyFour,
}

/// All words of one language, a field a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the sections say what they are for")]
pub struct Text {
    pub language: parts::LanguageText,
    pub frame: parts::FrameText,
    pub crisis: parts::CrisisText,
    pub form: parts::FormText,
    pub when: parts::WhenText,
    pub home: parts::HomeText,
    pub unread: parts::UnreadText,
    pub results: parts::ResultsText,
    pub without: parts::WithoutText,
    pub chip: parts::ChipText,
    pub time: words::TimeText,
    pub month: words::MonthText,
    pub rule: words::RuleText,
    pub join: words::JoinText,
    pub status: words::StatusText,
    pub way: words::WayText,
    pub distance: words::DistanceText,
    pub kind: words::KindText,
    pub counted: CountedText,
    pub card: words::CardText,
    pub state: words::StateText,
    pub nothing: pages::NothingText,
    pub map: pages::MapText,
    pub meeting: pages::MeetingText,
    pub keep: pages::KeepText,
    pub first: pages::FirstText,
    pub fellowships: pages::FellowshipsText,
    pub fellowship: pages::FellowshipText,
    pub which: pages::WhichText,
    pub help: pages::HelpText,
    pub error: pages::ErrorText,
    pub sources: lists::SourcesText,
    pub source: lists::SourceText,
    pub check: lists::CheckText,
    pub report: lists::ReportText,
    pub severity: lists::SeverityText,
    pub about: lists::AboutText,
    pub privacy: lists::PrivacyText,
    pub developers: lists::DevelopersText,
    pub embed: lists::EmbedText,
    pub withdraw: lists::WithdrawText,
    pub exit: parts::ExitText,
}

static TABLES: LazyLock<[Text; UiLanguage::ALL.len()]> = LazyLock::new(|| {
    UiLanguage::ALL
        .map(|language| toml::from_str(table(language)).expect("the messages are checked by a test"))
});

/// The words of a language.
pub fn text(language: UiLanguage) -> &'static Text {
    &TABLES[language as usize]
}

fn table(language: UiLanguage) -> &'static str {
    match language {
        UiLanguage::En => include_str!("../../messages/en.toml"),
        UiLanguage::Es => include_str!("../../messages/es.toml"),
        UiLanguage::Fr => include_str!("../../messages/fr.toml"),
        UiLanguage::De => include_str!("../../messages/de.toml"),
        UiLanguage::Pt => include_str!("../../messages/pt.toml"),
        UiLanguage::Fa => include_str!("../../messages/fa.toml"),
    }
}
