use std::collections::HashSet;

use super::{Dictionary, Kind, KindGroup};

fn kind(id: &str) -> Kind {
    Kind::parse(id).unwrap_or_else(|| panic!("no kind `{id}`"))
}

#[test]
fn the_registry_file_loads_and_fits_the_bit_sets() {
    let dictionary = Dictionary::load(include_str!("../../registry/kinds.toml")).unwrap();
    assert_eq!(dictionary.entries.len(), dictionary.by_id.len(), "an id is there twice");
    assert!(Kind::in_group(KindGroup::Type).count() <= 64);
    assert!(Kind::in_group(KindGroup::Audience).count() <= 64);
    assert!(Kind::in_group(KindGroup::Access).count() <= 32);
}

#[test]
fn ids_are_snake_case_and_texts_are_short_and_plain() {
    let mut labels = HashSet::new();
    for kind in Kind::all() {
        let id = kind.id();
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{id}");
        assert!((2..=30).contains(&kind.label().chars().count()), "{id}: {}", kind.label());
        assert!(kind.sentence().ends_with('.'), "{id}: {}", kind.sentence());
        assert!(labels.insert((kind.group(), kind.label())), "{id}: label is there twice");
    }
}

#[test]
fn positions_lead_back_to_the_kind() {
    for (index, kind) in Kind::all().enumerate() {
        assert_eq!(kind.index(), index);
        assert_eq!(Kind::parse(kind.id()), Some(kind));
        assert_eq!(Kind::in_group(kind.group()).nth(kind.index_in_group()), Some(kind));
    }
    assert_eq!(Kind::all().count(), Kind::count());
    assert_eq!(Kind::parse("Women"), None);
}

#[test]
fn narrower_satisfies_wider_and_never_the_reverse() {
    for (narrow, wide) in [
        ("gay", "lgbtq"),
        ("lesbian", "lgbtq"),
        ("bisexual", "lgbtq"),
        ("transgender", "lgbtq"),
        ("non_binary", "lgbtq"),
        ("asl", "sign_language"),
        ("native_american", "indigenous"),
        ("daily_reflections", "daily_reading"),
    ] {
        assert_eq!(kind(narrow).implies(), [kind(wide)], "{narrow}");
        assert!(kind(wide).implies().is_empty(), "{wide}");
    }
    for kind in Kind::all() {
        let stays_in_group = kind.implies().iter().all(|wide| wide.group() == kind.group() && *wide != kind);
        assert!(stays_in_group, "{kind}");
    }
}

#[test]
fn groups_and_labels_are_those_of_the_vocabulary() {
    let cases = [
        ("open", KindGroup::Type, "Open to anyone"),
        ("women", KindGroup::Audience, "Women"),
        ("step_free", KindGroup::Access, "Wheelchair access"),
        ("pets_welcome", KindGroup::Access, "Pets welcome"),
        ("neurodivergent", KindGroup::Audience, "Neurodivergent"),
        ("open_sometimes", KindGroup::Type, "Open at times"),
    ];
    for (id, group, label) in cases {
        assert_eq!((kind(id).group(), kind(id).label()), (group, label));
    }
    for &group in KindGroup::ALL {
        assert_eq!(KindGroup::parse(group.id()), Some(group));
        assert_eq!(serde_json::to_string(&group).unwrap(), format!("\"{}\"", group.id()));
    }
}

#[test]
fn a_typing_error_is_given_the_nearest_kind() {
    for (text, id) in [
        ("womens", "women"),
        ("begginers", "beginners"),
        ("step free", "step_free"),
        ("Open to anyone", "open"),
    ] {
        assert_eq!(Kind::nearest(text), Some(kind(id)), "{text}");
    }
    assert_eq!(Kind::nearest("zzzz"), None);
    assert_eq!(Kind::nearest(""), None);
    assert_eq!(Kind::nearest_in(KindGroup::Access, "captoins"), Some(kind("captions")));
    assert_eq!(Kind::nearest_in(KindGroup::Access, "women"), None);
}

#[test]
fn json_holds_the_id() {
    let json = serde_json::to_string(&kind("big_book")).unwrap();
    assert_eq!(json, "\"big_book\"");
    assert_eq!(serde_json::from_str::<Kind>(&json).unwrap(), kind("big_book"));
    let error = serde_json::from_str::<Kind>("\"wommen\"").unwrap_err().to_string();
    assert!(error.contains("unknown kind `wommen`, did you mean `women`?"), "{error}");
}

#[test]
fn a_broken_registry_is_refused() {
    let entry = "[[kind]]\nid = \"gay\"\ngroup = \"audience\"\nlabel = \"Gay\"\nsentence = \"Gay.\"\n";
    assert!(Dictionary::load(entry).is_ok());
    let unknown_wider = Dictionary::load(&format!("{entry}implies = [\"lgbtq\"]")).err().unwrap();
    assert_eq!(unknown_wider.to_string(), "kind `gay` implies the unknown kind `lgbtq`");
    assert!(Dictionary::load(&entry.replace("audience", "mood")).is_err());
}
