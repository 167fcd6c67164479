//! Who asks, as far as a page has to know: how they read, at which address, on what device. Nothing of it is kept.

use crate::params::body::of_form;
use crate::params::table::parameter;
use crate::words::Locale;
use axum::extract::FromRequestParts;
use everyroom_feeds::label::UiLanguage;
use http::request::Parts;
use http::{HeaderMap, HeaderName, Uri, header};
use std::convert::Infallible;

/// What only pages take.
const OURS: [&str; 6] = ["view", "page", "what", "url", "state", "number"];

/// What opens the way to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// An Android device.
    Android,
    /// An iPhone, an iPad or a Mac.
    Apple,
    /// Anything else.
    Other,
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// How they read.
    pub locale: Locale,
    /// What they hold in their hands.
    pub device: Device,
    /// Whether the address itself says the language.
    pub is_chosen: bool,
    /// What the browser says of languages.
    accept: String,
    path: String,
    pairs: Vec<(String, String)>,
}

impl Visitor {
    /// Who sent a request of this address with these headers.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let mut pairs = of_form(uri.query().unwrap_or_default().as_bytes());
        let chosen = pairs.iter().find(|(name, _)| name == "ui_lang");
        let chosen = chosen.and_then(|(_, tag)| UiLanguage::parse(tag));
        // what other sites hang onto a link is not passed on
        pairs.retain(|(name, _)| {
            name != "ui_lang" && (parameter(name).is_some() || OURS.contains(&name.as_str()))
        });
        let text =
            |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let accept = text(header::ACCEPT_LANGUAGE);
        Self {
            locale: Locale::negotiated(accept, chosen),
            device: device(text(header::USER_AGENT)),
            is_chosen: chosen.is_some(),
            accept: accept.to_owned(),
            path: uri.path().to_owned(),
            pairs,
        }
    }

    /// The same reading in the language that a form brought along.
    pub fn speaking(self, language: Option<UiLanguage>) -> Self {
        match language {
            Some(language) => {
                let locale = Locale::negotiated(&self.accept, Some(language));
                Self { locale, is_chosen: true, ..self }
            }
            None => self,
        }
    }

    /// The same looking at a list in the way that a form says.
    pub fn viewing(mut self, view: Option<&str>) -> Self {
        self.pairs.retain(|(name, _)| name != "view");
        self.pairs.extend(view.map(|view| ("view".to_owned(), view.to_owned())));
        self
    }

    /// The language.
    pub fn language(&self) -> UiLanguage {
        self.locale.language
    }

    /// The words.
    pub fn text(&self) -> &'static crate::message::Text {
        self.locale.text()
    }

    /// The pairs of the address, without its language.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// An address of ours that carries the language on, when the address of this page said it.
    pub fn at(&self, path: &str) -> String {
        at(path, self.is_chosen.then_some(self.language()))
    }

    /// The address of this page in another language.
    pub fn in_language(&self, language: UiLanguage) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.pairs);
        query.append_pair("ui_lang", language.id());
        format!("{}?{}", self.path, query.finish())
    }
}

/// An address of ours in a language.
pub fn at(path: &str, language: Option<UiLanguage>) -> String {
    let Some(language) = language else { return path.to_owned() };
    let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(anchor)));
    let joint = if path.contains('?') { '&' } else { '?' };
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
    format!("{path}{joint}ui_lang={}{anchor}", language.id())
}

fn device(agent: &str) -> Device {
    if agent.contains("Android") {
        Device::Android
    } else if ["iPhone", "iPad", "Macintosh"].iter().any(|name| agent.contains(name)) {
        Device::Apple
    } else {
        Device::Other
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_carry_the_language_of_the_address_on() {
        let visitor = |uri: &str| Visitor::of(&uri.parse().unwrap(), &HeaderMap::new());
        let persian = visitor("/?q=a+b&ui_lang=fa");
        assert_eq!(persian.at("/which"), "/which?ui_lang=fa");
        assert_eq!(persian.at("/?when=now#r"), "/?when=now&ui_lang=fa#r");
        assert_eq!(persian.in_language(UiLanguage::De), "/?q=a+b&ui_lang=de");
        assert_eq!(visitor("/?q=a").at("/which"), "/which");
        assert_eq!(visitor("/?ui_lang=xx").language(), UiLanguage::En);
    }

    #[test]
    fn the_language_of_a_form_brings_its_own_clock() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "en-US".parse().unwrap());
        let visitor = Visitor::of(&"/".parse().unwrap(), &headers).speaking(Some(UiLanguage::De));
        assert_eq!(visitor.locale.hours, crate::message::Hours::TwentyFour);
        assert!(visitor.locale.is_in_miles && visitor.is_chosen);
    }

    #[test]
    fn devices_are_told_apart() {
        assert_eq!(device("Mozilla/5.0 (Linux; Android 13; Pixel)"), Device::Android);
        assert_eq!(device("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"), Device::Apple);
        assert_eq!(device(""), Device::Other);
    }
}
