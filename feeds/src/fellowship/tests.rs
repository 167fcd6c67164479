use std::collections::HashMap;
use std::fmt::Debug;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Covers, Dictionary, Fellowship, ForWhom, LedBy, Philosophy, Support, fold};

fn fellowship(id: &str) -> Fellowship {
    Fellowship::parse(id).unwrap_or_else(|| panic!("no fellowship `{id}`"))
}

fn ids_where(holds: impl Fn(Fellowship) -> bool) -> Vec<&'static str> {
    Fellowship::all().filter(|&fellowship| holds(fellowship)).map(Fellowship::id).collect()
}

#[test]
fn the_registry_file_loads() {
    let dictionary = Dictionary::load(include_str!("../../registry/fellowships.toml")).unwrap();
    assert_eq!(dictionary.entries.len(), dictionary.by_id.len(), "an id is there twice");
    assert_eq!(Fellowship::all().count(), Fellowship::count());
    assert_eq!(Fellowship::all().last(), Some(Fellowship::other()));
}

#[test]
fn positions_and_ids_lead_back_to_the_fellowship() {
    for (index, fellowship) in Fellowship::all().enumerate() {
        assert_eq!(fellowship.index(), index);
        assert_eq!(Fellowship::parse(fellowship.id()), Some(fellowship));
        assert_eq!(
            (fellowship.to_string(), format!("{fellowship:?}")),
            (fellowship.id().into(), fellowship.id().into())
        );
    }
    assert_eq!(Fellowship::parse("NA"), None, "an id is exact");
}

#[test]
fn no_name_belongs_to_two_fellowships() {
    let mut owners = HashMap::new();
    for fellowship in Fellowship::all() {
        for name in fellowship.entry().all_names() {
            let owner = *owners.entry(fold(name)).or_insert(fellowship);
            assert_eq!(owner, fellowship, "{name}");
            assert_eq!(Fellowship::from_name(name), Some(fellowship), "{name}");
        }
    }
}

#[test]
fn a_fellowship_is_known_by_its_names() {
    let cases = [
        ("N.A.", Some("na")),
        ("narcoticos anonimos", Some("na")),
        ("Narcóticos Anônimos", Some("na")),
        ("Alcooliques Anonymes", Some("aa")),
        ("ANONYME ALKOHOLIKER", Some("aa")),
        ("alanon", Some("al_anon")),
        ("Al Anon", Some("al_anon")),
        ("nar anon", Some("nar_anon")),
        ("Adult Children of Alcoholics & Dysfunctional Families", Some("aca")),
        ("Narconon", None),
        ("", None),
    ];
    for (name, id) in cases {
        assert_eq!(Fellowship::from_name(name).map(Fellowship::id), id, "{name}");
    }
}

#[test]
fn whoever_looks_for_help_with_opioids_finds_every_fellowship_that_helps() {
    let found = ids_where(|f| {
        let entry = f.entry();
        entry.covers.contains(&Covers::Opioids) && entry.for_whom.contains(&ForWhom::SelfSeeker)
    });
    for id in [
        "na",
        "ha",
        "pa",
        "mara",
        "ca",
        "daa",
        "smart",
        "lifering",
        "sos",
        "recovery_dharma",
        "refuge_recovery",
    ] {
        assert!(found.contains(&id), "{id}");
    }
    for id in ["aa", "ga", "oa", "coda", "cma", "ma", "dbsa"] {
        assert!(!found.contains(&id), "{id}");
    }
}

#[test]
fn families_find_the_family_fellowships() {
    let families = ids_where(|f| f.entry().for_whom.contains(&ForWhom::Family));
    let expected = [
        "gam_anon",
        "al_anon",
        "alateen",
        "nar_anon",
        "narateen",
        "families_anonymous",
        "pal",
        "grasp",
        "y12sr",
    ];
    assert_eq!(families, expected);
    assert_eq!(ids_where(|f| f.entry().for_whom.contains(&ForWhom::Teens)), ["alateen", "narateen"]);
    assert_eq!(ids_where(|f| f.entry().for_whom.contains(&ForWhom::Bereaved)), ["grasp"]);
    assert_eq!(ids_where(|f| f.entry().covers.contains(&Covers::DualDiagnosis)), ["dra", "dtr"]);
}

#[test]
fn any_drug_names_the_drugs_that_people_search_for() {
    let named = [
        Covers::Opioids,
        Covers::Cocaine,
        Covers::Methamphetamine,
        Covers::Cannabis,
        Covers::PrescriptionPills,
    ];
    for fellowship in Fellowship::all().filter(|f| f.entry().covers.contains(&Covers::AnyDrug)) {
        for drug in named {
            assert!(fellowship.entry().covers.contains(&drug), "{fellowship} {drug:?}");
        }
    }
}

#[test]
fn smart_is_described_as_it_describes_itself() {
    let smart = fellowship("smart").entry();
    assert_eq!(smart.philosophy, [Philosophy::Secular, Philosophy::SkillsBased]);
    assert_eq!((smart.led_by, smart.support), (LedBy::TrainedFacilitator, Support::None));
    for covered in [Covers::AnyBehaviour, Covers::Alcohol, Covers::AnyDrug, Covers::Gambling] {
        assert!(smart.covers.contains(&covered), "{covered:?}");
    }
}

#[test]
fn every_entry_is_complete_and_says_nothing_twice() {
    for fellowship in Fellowship::all() {
        let entry = fellowship.entry();
        assert!(
            entry.sentence.ends_with('.') && entry.sentence.len() <= 160,
            "{fellowship}: {}",
            entry.sentence
        );
        assert!(entry.site.as_deref().is_none_or(|site| site.starts_with("https://")), "{fellowship}");
        if fellowship != Fellowship::other() {
            assert!(!entry.philosophy.is_empty() && !entry.for_whom.is_empty(), "{fellowship}");
        }
        for (index, covered) in entry.covers.iter().enumerate() {
            assert!(!entry.covers[..index].contains(covered), "{fellowship} {covered:?}");
        }
    }
    assert_eq!(ids_where(|f| f.entry().link_only), ["celebrate_recovery"]);
}

#[test]
fn json_holds_the_id_and_an_unknown_one_is_named() {
    let json = serde_json::to_string(&fellowship("al_anon")).unwrap();
    assert_eq!(json, "\"al_anon\"");
    assert_eq!(serde_json::from_str::<Fellowship>(&json).unwrap(), fellowship("al_anon"));
    let error = serde_json::from_str::<Fellowship>("\"alannon\"").unwrap_err().to_string();
    assert!(error.contains("unknown fellowship `alannon`, did you mean `al_anon`?"), "{error}");
    let error = serde_json::from_str::<Fellowship>("\"zzzz\"").unwrap_err().to_string();
    assert!(error.contains("unknown fellowship `zzzz`") && !error.contains("did you mean"), "{error}");
}

#[test]
fn a_typing_error_is_given_the_nearest_fellowship() {
    for (text, id) in
        [("smrt", "smart"), ("narcotics anonymos", "na"), ("al-annon", "al_anon"), ("life ring", "lifering")]
    {
        assert_eq!(Fellowship::nearest(text).map(Fellowship::id), Some(id), "{text}");
    }
    assert_eq!(Fellowship::nearest(""), None);
    assert_eq!(Fellowship::nearest("qqqq"), None);
}

fn assert_closed_list<T>(
    all: &[T],
    id: impl Fn(T) -> &'static str,
    parse: impl Fn(&str) -> Option<T>,
    ids: &str,
) where
    T: Copy + PartialEq + Debug + Serialize + DeserializeOwned,
{
    assert_eq!(all.iter().map(|&value| id(value)).collect::<Vec<_>>(), ids.split(' ').collect::<Vec<_>>());
    for &value in all {
        assert_eq!(parse(id(value)), Some(value));
        let json = format!("\"{}\"", id(value));
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
    }
    assert_eq!(parse(""), None);
}

#[test]
fn the_closed_lists_are_those_of_the_vocabulary() {
    assert_closed_list(
        Philosophy::ALL,
        Philosophy::id,
        Philosophy::parse,
        "twelve_step secular skills_based buddhist christian spiritual indigenous peer_support",
    );
    assert_closed_list(ForWhom::ALL, ForWhom::id, ForWhom::parse, "self family teens bereaved");
    assert_closed_list(
        Covers::ALL,
        Covers::id,
        Covers::parse,
        "alcohol any_drug opioids cocaine methamphetamine cannabis prescription_pills nicotine gambling food \
         sex_love spending codependency family_dysfunction mental_health dual_diagnosis any_behaviour",
    );
    assert_closed_list(LedBy::ALL, LedBy::id, LedBy::parse, "peers trained_facilitator convenor");
    assert_closed_list(Support::ALL, Support::id, Support::parse, "sponsor mentor varies none");
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(text in "\\PC*") {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        let known = Fellowship::from_name(&text);
        if known.is_some() {
            prop_assert_eq!(Fellowship::nearest(&text), known);
        }
    }
}
