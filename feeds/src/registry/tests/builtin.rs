//! The entries that come with the program are without faults, and the documentation counts them right.

use super::*;
use crate::format::recipe::shipped_names;
use crate::reading::Format;
use crate::source::{FormatChoice, Permission, Source};
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

fn sources() -> impl Iterator<Item = &'static Source> {
    builtin().sources()
}

fn with(permission: Permission) -> usize {
    sources().filter(|source| source.permission == permission).count()
}

#[test]
fn it_has_no_faults_and_nothing_that_needs_a_look_but_lists_of_the_whole_world() {
    let faults: Vec<String> = builtin().faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, [""; 0]);
    let remarks = builtin().entries.iter().flat_map(remarks);
    let remarks: Vec<String> = remarks
        .filter(|remark| remark.code != RemarkCode::NoCountry)
        .map(|remark| remark.to_string())
        .collect();
    assert_eq!(remarks, [""; 0]);
}

#[test]
fn every_file_of_the_folder_is_part_of_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("registry/sources");
    let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let embedded: BTreeSet<String> = builtin_files().map(|file| file.name.to_owned()).collect();
    assert_eq!(on_disk, embedded);
}

#[test]
fn no_two_entries_are_for_one_feed() {
    let mut seen = HashSet::new();
    for source in sources() {
        for url in std::iter::once(&source.url).chain(&source.also) {
            assert!(seen.insert(address_key(url)), "{}", source.id);
        }
    }
    assert!(seen.len() > builtin().entries.len(), "some entries have several addresses");
}

#[test]
fn the_number_of_entries_is_what_the_documentation_says() {
    let docs = include_str!("../../../../docs/registry.md");
    let roots = sources().filter(|source| source.format == FormatChoice::Only(Format::Bmlt)).count();
    let fellowships: HashSet<_> = sources().map(|source| source.fellowship).collect();
    assert!(builtin().entries.len() >= 300);
    for (count, what) in [
        (builtin().entries.len(), "entries"),
        (with(Permission::Open), "`open`"),
        (with(Permission::Ask), "`ask`"),
        (with(Permission::LinkOnly), "`link_only`"),
        (roots, "BMLT servers"),
        (fellowships.len(), "fellowships"),
    ] {
        assert!(docs.contains(&format!("| {what} | {count} |")), "docs/registry.md: {count} {what}");
    }
}

#[test]
fn what_is_fetched_has_a_zone_and_what_is_not_offered_is_not_fetched() {
    for source in sources() {
        let is_bmlt = source.format == FormatChoice::Only(Format::Bmlt);
        let id = source.id.as_str();
        if source.permission.is_open() {
            assert!(source.timezone.is_some() || is_bmlt, "{id}");
            assert!(!source.found_in.is_empty(), "{id}");
            assert!(
                source.recipe.is_none() && source.format != FormatChoice::Auto,
                "{id} is no offered feed"
            );
        }
        assert!(source.site.is_some(), "{id}");
        assert!(source.verified.is_never(), "{id}: nobody looked yet");
    }
    for id in ["smart-us", "lifering", "women-for-sobriety", "ga-us", "oa", "aca", "nar-anon", "al-anon"] {
        assert_eq!(permission(id), Permission::Ask, "{id}");
    }
    for id in ["celebrate-recovery", "in-the-rooms"] {
        assert_eq!(permission(id), Permission::LinkOnly, "{id}");
    }
    for id in ["recovery-dharma", "refuge-recovery", "buddhist-recovery-network", "cma", "ma", "eda", "na-dk"]
    {
        assert_eq!(permission(id), Permission::Open, "{id}");
    }
}

fn permission(id: &str) -> Permission {
    sources().find(|source| source.id.as_str() == id).unwrap_or_else(|| panic!("no {id}")).permission
}

#[test]
fn the_fellowships_that_the_product_names_are_there() {
    let have: HashSet<&str> = sources().map(|source| source.fellowship.id()).collect();
    for id in ["na", "ha", "aa", "smart", "al_anon", "nar_anon", "sos", "dra"] {
        assert!(have.contains(id), "{id}");
    }
}

#[test]
fn every_recipe_is_one_of_those_that_come_with_the_program() {
    let mut used = 0;
    for source in sources() {
        let Some(recipe) = &source.recipe else { continue };
        assert!(shipped_names().any(|name| recipe.shipped.as_deref() == Some(name)), "{}", source.id);
        assert_eq!(recipe.check(), [], "{}", source.id);
        used += 1;
    }
    assert!(used >= 12, "{used}");
}

#[test]
fn regions_and_zones_go_together() {
    for source in sources() {
        let (Some(region), Some(zone)) = (source.region, &source.timezone) else { continue };
        let offset = zone.rules().to_offset("2026-01-15T12:00:00Z".parse().unwrap()).seconds() / 3600;
        let fits = match region.country().code() {
            "US" if region.code() == "US-HI" => offset == -10,
            "US" if region.code() == "US-AK" => offset == -9,
            "US" | "CA" => (-8..=-4).contains(&offset),
            other => panic!("{}: no rule for {other}", source.id),
        };
        assert!(fits, "{}: {zone} in {region}", source.id);
    }
}
