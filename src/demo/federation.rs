//! The list of sample sites: who publishes what, where and how.

use super::SampleSite;
use super::calendar::{Feature, Share};
use super::kinds::Kind;
use super::site::Validators;
use super::towns::{self, Town};

const fn share(town: &'static Town, in_town: u16, online: u16) -> Share {
    Share { town, in_town, online }
}

const fn feature(
    town: &'static Town,
    day: u8,
    start: (i8, i8),
    name: &'static str,
    kinds: &'static [Kind],
) -> Feature {
    Feature { town, day, start, name, kinds }
}

/// The site with this id.
pub(super) fn site(id: &str) -> Option<SampleSite> {
    sites().into_iter().find(|site| site.id == id)
}

/// All sample sites, in the order they are started.
pub fn sites() -> Vec<SampleSite> {
    let mut all = narcotics_anonymous();
    all.extend(alcoholics_anonymous());
    all.extend(other_fellowships());
    all
}

fn tsml(id: &'static str, name: &'static str, fellowship: &'static str) -> SampleSite {
    SampleSite {
        id,
        name,
        fellowship,
        format: "tsml",
        recipe: None,
        path: "/wp-admin/admin-ajax.php?action=meetings".to_owned(),
        timezone: None,
        country: "US",
        validators: Validators::None,
        has_robots: true,
        is_faulty: false,
        republishes: None,
        shares: &[],
        features: &[],
    }
}

/// A site whose list is a static file, with the validators of its web server.
fn tsml_cache(
    id: &'static str,
    name: &'static str,
    fellowship: &'static str,
    validators: Validators,
) -> SampleSite {
    let hash = blake3::hash(id.as_bytes()).to_hex();
    SampleSite {
        path: format!("/wp-content/tsml-cache-{}.json", &hash[..10]),
        validators,
        has_robots: false,
        ..tsml(id, name, fellowship)
    }
}

/// A site that is read by a shipped recipe.
fn shaped(
    id: &'static str,
    name: &'static str,
    fellowship: &'static str,
    recipe: &'static str,
    path: &str,
) -> SampleSite {
    SampleSite {
        format: "auto",
        recipe: Some(recipe),
        path: path.to_owned(),
        has_robots: false,
        ..tsml(id, name, fellowship)
    }
}

fn bmlt(id: &'static str, name: &'static str, root: &str) -> SampleSite {
    SampleSite { format: "bmlt", path: root.to_owned(), has_robots: false, ..tsml(id, name, "na") }
}

fn narcotics_anonymous() -> Vec<SampleSite> {
    vec![
        SampleSite {
            timezone: Some("America/Los_Angeles"),
            shares: const { &[share(&towns::SAN_JOSE, 36, 6), share(&towns::OAKLAND, 28, 4)] },
            features: const {
                &[feature(
                    &towns::SAN_JOSE,
                    0,
                    (19, 0),
                    "Sunday Supper Group",
                    &[Kind::Open, Kind::Wheelchair],
                )]
            },
            ..bmlt("na-bay-valley", "Bay and Valley Region of Narcotics Anonymous", "/main_server/")
        },
        SampleSite {
            timezone: Some("Europe/Berlin"),
            country: "DE",
            has_robots: true,
            shares: const {
                &[
                    share(&towns::BERLIN, 22, 3),
                    share(&towns::LEEDS, 17, 2),
                    share(&towns::LONDON, 18, 4),
                    share(&towns::DUBLIN, 13, 2),
                ]
            },
            features: const {
                &[
                    feature(
                        &towns::LEEDS,
                        2,
                        (19, 30),
                        "Sisters of the Aire",
                        &[Kind::Women, Kind::Closed, Kind::Wheelchair],
                    ),
                    feature(
                        &towns::BERLIN,
                        4,
                        (20, 0),
                        "Bridge Over the Spree",
                        &[Kind::English, Kind::Open],
                    ),
                ]
            },
            ..bmlt("na-north-sea", "North Sea Region of Narcotics Anonymous", "/bmlt/")
        },
    ]
}

fn alcoholics_anonymous() -> Vec<SampleSite> {
    vec![
        SampleSite {
            timezone: Some("America/Los_Angeles"),
            shares: const { &[share(&towns::SAN_JOSE, 58, 8)] },
            features: const {
                &[feature(
                    &towns::SAN_JOSE,
                    2,
                    (6, 30),
                    "Before the Traffic",
                    &[Kind::Open, Kind::Discussion, Kind::Wheelchair],
                )]
            },
            ..tsml_cache("aa-south-bay", "South Bay Intergroup of A.A.", "aa", Validators::EntityTag)
        },
        SampleSite {
            timezone: Some("America/Los_Angeles"),
            republishes: Some("aa-south-bay"),
            shares: const { &[share(&towns::OAKLAND, 38, 4)] },
            ..tsml("aa-east-bay", "East Bay Intergroup of A.A.", "aa")
        },
        SampleSite {
            timezone: Some("America/New_York"),
            is_faulty: true,
            shares: const { &[share(&towns::NEW_YORK, 36, 4)] },
            ..tsml("aa-hudson", "Hudson Intergroup of A.A.", "aa")
        },
        SampleSite {
            timezone: Some("Europe/London"),
            country: "GB",
            shares: const { &[share(&towns::LONDON, 34, 3), share(&towns::LEEDS, 20, 2)] },
            ..tsml_cache(
                "aa-thames-aire",
                "Thames and Aire Intergroup of A.A.",
                "aa",
                Validators::LastModified,
            )
        },
        SampleSite {
            timezone: Some("Europe/Madrid"),
            country: "ES",
            shares: const { &[share(&towns::MADRID, 18, 2), share(&towns::BILBAO, 14, 1)] },
            ..tsml("aa-meseta-norte", "Intergrupo Meseta y Norte de A.A.", "aa")
        },
    ]
}

fn other_fellowships() -> Vec<SampleSite> {
    vec![
        SampleSite {
            shares: const {
                &[share(&towns::NEW_YORK, 14, 4), share(&towns::SAN_JOSE, 8, 0), share(&towns::LONDON, 6, 0)]
            },
            ..tsml("ha-rooms", "Heroin Anonymous Meeting List", "ha")
        },
        SampleSite {
            country: "GB",
            shares: const {
                &[
                    share(&towns::LONDON, 10, 4),
                    share(&towns::LEEDS, 7, 0),
                    share(&towns::SYDNEY, 10, 3),
                    share(&towns::TORONTO, 6, 0),
                    share(&towns::NEW_YORK, 8, 3),
                    share(&towns::SAN_JOSE, 6, 0),
                ]
            },
            ..shaped("smart-meetings", "SMART Recovery Meeting Calendar", "smart", "pathminder", "/calendar/")
        },
        SampleSite {
            shares: const {
                &[share(&towns::NEW_YORK, 20, 3), share(&towns::TORONTO, 14, 2), share(&towns::DUBLIN, 9, 0)]
            },
            features: const {
                &[
                    feature(&towns::NEW_YORK, 5, (17, 0), "Chelsea Alateen", &[Kind::Teens, Kind::Closed]),
                    feature(
                        &towns::TORONTO,
                        3,
                        (18, 30),
                        "Parents' Wednesday Al-Anon",
                        &[Kind::Parents, Kind::Closed],
                    ),
                ]
            },
            ..tsml("al-anon-family-groups", "Al-Anon and Alateen Family Groups", "al_anon")
        },
        SampleSite {
            shares: const {
                &[share(&towns::OAKLAND, 9, 0), share(&towns::NEW_YORK, 9, 3), share(&towns::SAN_JOSE, 6, 0)]
            },
            ..shaped(
                "nar-anon-groups",
                "Nar-Anon Family Groups",
                "nar_anon",
                "nar_anon",
                "/v1/scenes/scene_18/views/view_26/records?rows_per_page=12",
            )
        },
        SampleSite {
            timezone: Some("America/Los_Angeles"),
            shares: const { &[share(&towns::OAKLAND, 8, 0), share(&towns::SAN_JOSE, 8, 0)] },
            ..shaped("sos-meetings", "Secular Organizations for Sobriety", "sos", "sos", "/meetings.html")
        },
        SampleSite {
            timezone: Some("America/New_York"),
            shares: const { &[share(&towns::NEW_YORK, 16, 0)] },
            ..shaped(
                "dra-meetings",
                "Dual Recovery Anonymous Meetings",
                "dra",
                "dra",
                "/meetings_dra/usa/new_york.html",
            )
        },
        SampleSite {
            shares: const {
                &[share(&towns::NEW_YORK, 8, 3), share(&towns::LONDON, 6, 2), share(&towns::BERLIN, 4, 0)]
            },
            ..tsml("recovery-dharma", "Recovery Dharma Meetings", "recovery_dharma")
        },
    ]
}
