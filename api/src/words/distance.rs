//! How far something is, and which way.

use super::Locale;
use crate::message::digits;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::meeting::Inferred;
use everyroom_feeds::place::Precision;
use everyroom_indexer::search::Hit;

const MILES_PER_KM: f64 = 0.621_371;

/// A length, as `0.9 km`.
pub fn length(locale: Locale, km: f64) -> String {
    let value = if locale.is_in_miles { km * MILES_PER_KM } else { km };
    let text = if value < 9.95 { format!("{value:.1}") } else { format!("{value:.0}") };
    written(locale, &text)
}

/// How far was looked, as `3 mi`: to the nearest whole, since nobody measured it.
pub fn reach(locale: Locale, km: f64) -> String {
    let value = if locale.is_in_miles { km * MILES_PER_KM } else { km };
    if value < 0.95 { length(locale, km) } else { written(locale, &format!("{value:.0}")) }
}

fn written(locale: Locale, text: &str) -> String {
    let t = &locale.text().distance;
    let text = match locale.language {
        UiLanguage::En => text.to_owned(),
        UiLanguage::Fa => text.replace('.', "٫"),
        _ => text.replace('.', ","),
    };
    let number = digits(locale.language, &text);
    if locale.is_in_miles { t.mi.plain(&[("n", &number)]) } else { t.km.plain(&[("n", &number)]) }
}

/// How far a hit is, as `0.9 km north-west`; `about` where its point is the middle of something, or our conclusion.
pub fn distance(locale: Locale, hit: &Hit) -> Option<String> {
    let (km, bearing) = hit.distance_km.zip(hit.bearing)?;
    let t = &locale.text().distance;
    let meeting = &hit.listing.meeting;
    let venue = meeting.venue.as_ref();
    let precision = venue.and_then(|venue| venue.precision);
    let is_rough = matches!(precision, Some(Precision::Postcode | Precision::Town | Precision::Region))
        || meeting.inferred.contains(&Inferred::Point);
    let length = length(locale, km);
    let length = if is_rough { t.about.plain(&[("distance", &length)]) } else { length };
    let wind = match bearing {
        "N" => &t.n,
        "NE" => &t.ne,
        "E" => &t.e,
        "SE" => &t.se,
        "S" => &t.s,
        "SW" => &t.sw,
        "W" => &t.w,
        _ => &t.nw,
    };
    Some(if km < 0.05 { length } else { t.toward.plain(&[("distance", &length), ("wind", wind)]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_follow_the_reader() {
        let lengths = UiLanguage::ALL.map(|language| length(Locale::of(language), 0.94));
        assert_eq!(lengths[0], "0.9 km");
        assert_eq!(lengths[3], "0,9 km");
        let miles = Locale { is_in_miles: true, ..Locale::of(UiLanguage::En) };
        assert_eq!(length(miles, 16.09), "10 mi");
        assert_eq!([0.5, 5.0, 100.0].map(|km| reach(miles, km)), ["0.3 mi", "3 mi", "62 mi"]);
        assert_eq!(reach(Locale::of(UiLanguage::En), 5.0), "5 km");
        assert!(lengths[5].starts_with("۰٫۹"), "{}", lengths[5]);
    }
}
