use crate::place::gazetteer::Gazetteer;
use crate::place::{NamedKind, Via, fold};
use everyroom_feeds::country::Country;

fn found(text: &str, home: &str) -> Vec<String> {
    let gazetteer = Gazetteer::embedded();
    let row = |named: &crate::place::Named<'_>| {
        let region = named.region.map_or_else(String::new, |row| row.name.to_string());
        format!("{}, {region}, {}", named.name, named.country)
    };
    gazetteer.find(text, Country::parse(home), 4).iter().map(row).collect()
}

#[test]
fn the_embedded_file_is_whole_and_folded_as_here() {
    let gazetteer = Gazetteer::embedded();
    assert!(
        gazetteer.len() > 170_000 && gazetteer.regions().len() > 3_500 && gazetteer.countries().len() > 230
    );
    assert!(gazetteer.bytes() < 60 << 20, "{} bytes", gazetteer.bytes());
    let lost: Vec<&str> = gazetteer
        .places()
        .filter(|&place| !gazetteer.named(&fold(gazetteer.name(place))).any(|(other, _)| other == place))
        .map(|place| gazetteer.name(place))
        .collect();
    assert!(
        lost.is_empty(),
        "{} names fold otherwise in build.py: {:?}",
        lost.len(),
        &lost[..lost.len().min(20)]
    );
    assert!(gazetteer.places().all(|place| gazetteer.point(place).is_some()));
}

#[test]
fn names_are_found_as_people_write_them() {
    for (text, home, first) in [
        ("Geneva", "", "Geneva, Geneva, CH"),
        ("Genève", "", "Geneva, Geneva, CH"),
        ("genf", "", "Geneva, Geneva, CH"),
        ("Springfield il", "", "Springfield, Illinois, US"),
        ("Springfield, Massachusetts", "", "Springfield, Massachusetts, US"),
        ("Paris texas", "", "Paris, Texas, US"),
        ("paris", "US", "Paris, Île-de-France, FR"),
        ("Köln", "", "Köln, North Rhine-Westphalia, DE"),
        ("Koeln", "", "Köln, North Rhine-Westphalia, DE"),
        ("Cologne", "", "Köln, North Rhine-Westphalia, DE"),
        ("München", "", "Munich, Bavaria, DE"),
        ("New York", "", "New York City, New York, US"),
        ("nyc", "", "New York City, New York, US"),
        ("São Paulo", "", "São Paulo, São Paulo, BR"),
        ("sao paulo brazil", "", "São Paulo, São Paulo, BR"),
        ("London Ontario", "", "London, Ontario, CA"),
        ("London, Canada", "", "London, Ontario, CA"),
        ("birmingham", "GB", "Birmingham, England, GB"),
        ("St Louis", "", "St. Louis, Missouri, US"),
        ("Saint Louis MO", "", "St. Louis, Missouri, US"),
        ("Москва", "", "Moscow, Moscow, RU"),
        ("東京", "", "Tokyo, Tokyo, JP"),
    ] {
        assert_eq!(
            found(text, home).first().map(String::as_str),
            Some(first),
            "{text}: {:?}",
            found(text, home)
        );
    }
    for nothing in ["", "   ", ",,", "no such place at all", "\u{0}"] {
        assert_eq!(found(nothing, ""), Vec::<String>::new(), "{nothing:?}");
    }
}

#[test]
fn regions_and_countries_have_names_too() {
    let gazetteer = Gazetteer::embedded();
    let kinds = |text: &str| gazetteer.find(text, None, 3).iter().map(|named| named.kind).collect::<Vec<_>>();
    assert_eq!(kinds("Bavaria"), [NamedKind::Region]);
    assert_eq!(kinds("Germany"), [NamedKind::Country]);
    assert!(kinds("New York").contains(&NamedKind::Region));
    assert!(matches!(kinds("Springfield il")[0], NamedKind::Town(_)));
}

#[test]
fn ambiguous_names_come_with_their_candidates() {
    let all = found("Springfield", "US");
    assert_eq!(all.len(), 4, "{all:?}");
    assert!(all.iter().all(|one| one.ends_with("US")), "{all:?}");
    let gazetteer = Gazetteer::embedded();
    let named = gazetteer.find("Geneva", Country::parse("US"), 50);
    assert!(named.iter().any(|named| named.country.code() == "US"), "{named:?}");
    assert!(named.iter().all(|named| matches!(named.via, Via::Name | Via::OtherName)));
}

#[test]
fn beginnings_are_completed() {
    let gazetteer = Gazetteer::embedded();
    let first = |text: &str, home: &str| {
        let found = gazetteer.beginning(text, Country::parse(home), 3);
        found.first().map(|named| format!("{} {}", named.name, named.country))
    };
    assert_eq!(first("new y", "").as_deref(), Some("New York City US"));
    assert_eq!(first("münch", "").as_deref(), Some("Munich DE"));
    assert_eq!(first("springf il", "").as_deref(), Some("Springfield US"));
    assert_eq!(first("san jos", "US").as_deref(), Some("San Jose US"));
    assert_eq!(first("zzzzq", ""), None);
    assert_eq!(gazetteer.beginning("s", None, 5).len(), 5);
}

#[test]
fn postal_points_are_where_they_belong() {
    let gazetteer = Gazetteer::embedded();
    let near = |point: Option<everyroom_feeds::place::GeoPoint>, lat: f64, lon: f64| {
        let (point, there) = (point.unwrap(), everyroom_feeds::place::GeoPoint::new(lat, lon).unwrap());
        point.distance_km(there) < 30.0
    };
    assert!(near(gazetteer.zip(95112), 37.34, -121.89));
    assert!(near(gazetteer.zip(501), 40.81, -73.05), "the lowest code");
    assert!(near(gazetteer.sortation_area("M5V"), 43.64, -79.39));
    assert!(near(gazetteer.zips_beginning(606), 41.85, -87.68));
    assert_eq!(gazetteer.zip(99_999), None);
    assert_eq!(gazetteer.sortation_area("Z9Z"), None);
    assert_eq!(gazetteer.sortation_area("nonsense"), None);
}
