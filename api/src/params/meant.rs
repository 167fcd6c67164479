//! What the words of `q` mean, taken up as if a client had sent it. What is given as a parameter beats what the words say.

use super::Context;
use super::reader::Reader;
use everyroom_feeds::country::Country;
use everyroom_feeds::label::UiLanguage;
use everyroom_indexer::place::country_of_zone;
use everyroom_indexer::search::Cursor;
use everyroom_indexer::search::understand::{
    Asker, Found, Listings, Meaning, NoListings, Span, Understood, understand,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Words of the question that were understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnderstoodJson {
    /// As they were typed.
    pub words: String,
    /// The parameter that says the same; `near_me` and `crisis` are no parameters. `after` stands for a whole window, and
    /// the parameter for several kinds that are all wanted is in `filters`.
    pub parameter: &'static str,
    /// Its values; of a window its two wall times as `17:00-21:00`, where one may be absent.
    pub values: Vec<String>,
    /// Whether that is what is not wanted.
    pub excluded: bool,
    /// Whether it was used; a parameter that was given beats what the words say.
    pub used: bool,
}

/// What came of the words.
#[derive(Clone, Debug, Default)]
pub struct Meant {
    /// Span by span, in the order of the text.
    pub spans: Vec<UnderstoodJson>,
    /// The place that was named.
    pub place: Option<Found>,
    /// The asker means where they are.
    pub near_me: bool,
    /// The words call for help.
    pub crisis: bool,
    /// What is left.
    pub text: Option<String>,
}

/// Runs something with who asks and what we have.
pub fn with_asker<T>(reader: &Reader, context: &Context<'_>, run: impl FnOnce(&Asker<'_>) -> T) -> T {
    let cursor = reader.all("cursor").first().and_then(|cursor| Cursor::parse(cursor).ok());
    let generation = context.catalogue.and_then(|catalogue| match cursor {
        // the generation of the first page, so that every page understands the same
        Some(cursor) => catalogue.opened(&cursor.generation()),
        None => catalogue.current(),
    });
    let listings: &dyn Listings = match &generation {
        Some(generation) => &**generation,
        None => &NoListings,
    };
    let language =
        reader.all("ui_lang").first().and_then(|tag| UiLanguage::parse(tag.trim())).unwrap_or_default();
    run(&Asker { language, country: country(reader, context), listings })
}

/// The asker's country: one that is asked for, else that of their zone, else the server's.
fn country(reader: &Reader, context: &Context<'_>) -> Option<Country> {
    let asked = match reader.all("country") {
        [one] => Country::parse(one),
        _ => None,
    };
    let zone = reader.all("tz").first().and_then(|name| everyroom_feeds::zone::Zone::parse(name.trim()));
    asked.or_else(|| country_of_zone(zone.as_ref().unwrap_or(&context.zone)))
}

/// Understands the words, unless they are to be taken as they stand, and gives the reader what they mean.
pub fn meant(reader: &mut Reader, context: &Context<'_>, text: String, as_it_stands: bool) -> Meant {
    if as_it_stands {
        return Meant { text: Some(text), ..Meant::default() };
    }
    let understood = with_asker(reader, context, |asker| understand(&text, asker));
    take_up(reader, understood)
}

/// Parameters that say the same sort of thing: where one is given, none of them is taken from the words.
const KIN: [&[&str]; 7] = [
    &["when", "starts_within", "from", "to"],
    &["after", "before"],
    &["near", "bbox"],
    &["radius_km", "radius"],
    &["type", "type_all"],
    &["audience", "audience_all"],
    &["access", "access_all"],
];

fn take_up(reader: &mut Reader, understood: Understood) -> Meant {
    let asks = understood.asks;
    let given: Vec<&str> = crate::params::table::PARAMETERS
        .iter()
        .map(|parameter| parameter.name)
        .filter(|name| reader.has(name))
        .collect();
    let beaten = |name: &str| {
        let kin = KIN.iter().find(|kin| kin.contains(&name)).copied();
        kin.map_or_else(|| given.contains(&name), |kin| kin.iter().any(|name| given.contains(name)))
    };
    // a place that is named beside a given one is told as not used: a listing around the point need not hold its name
    let spans = understood.spans.iter().map(told);
    let spans = spans.map(|json| UnderstoodJson { used: !beaten(json.parameter), ..json }).collect();
    for (name, values) in asks.pairs {
        let has_point = given.contains(&"near") || asks.place.is_some() && !beaten("near");
        let is_nowhere = name == "radius_km" && !has_point;
        if beaten(name) || is_nowhere {
            continue;
        }
        reader.give(name, values.join(","));
    }
    Meant {
        spans,
        place: asks.place.filter(|_| !beaten("near")),
        near_me: asks.near_me && !beaten("near"),
        crisis: asks.crisis,
        text: understood.text,
    }
}

fn told(span: &Span) -> UnderstoodJson {
    let parameter = match span.meaning {
        Meaning::NearMe => "near_me",
        Meaning::Crisis => "crisis",
        ref meaning => meaning.parameter().unwrap_or("q"),
    };
    UnderstoodJson {
        words: span.words.clone(),
        parameter,
        values: span.meaning.values(),
        excluded: span.excluded,
        used: true,
    }
}
