//! How often fellowships, kinds and lengths occur in the synthetic world, in per cent.

use super::seeded::{Seeded, rising};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::meeting::TypeTag;

const FELLOWSHIPS: &[(&str, f64)] = &[
    ("aa", 50.0),
    ("na", 22.0),
    ("al_anon", 10.0),
    ("oa", 3.0),
    ("ca", 2.0),
    ("smart", 2.0),
    ("aca", 1.8),
    ("celebrate_recovery", 1.4),
    ("ga", 1.2),
    ("ha", 1.0),
    ("slaa", 0.9),
    ("coda", 0.9),
    ("recovery_dharma", 0.8),
    ("alateen", 0.6),
    ("nar_anon", 0.6),
    ("cma", 0.5),
    ("da", 0.4),
    ("sa", 0.3),
    ("ma", 0.2),
    ("refuge_recovery", 0.2),
    ("lifering", 0.1),
    ("families_anonymous", 0.1),
];

const KINDS: &[(&str, f64)] = &[
    ("open", 48.0),
    ("closed", 28.0),
    ("discussion", 34.0),
    ("speaker", 12.0),
    ("step_study", 14.0),
    ("big_book", 10.0),
    ("literature", 9.0),
    ("beginners", 9.0),
    ("topic", 6.0),
    ("meditation", 5.0),
    ("non_smoking", 5.0),
    ("tradition_study", 3.0),
    ("candlelight", 2.5),
    ("birthday", 2.5),
    ("round_robin", 2.0),
    ("eleventh_step", 1.5),
    ("secular", 1.2),
    ("women", 7.0),
    ("men", 6.0),
    ("young_people", 3.0),
    ("lgbtq", 2.0),
    ("gay", 0.8),
    ("seniors", 0.4),
    ("people_of_color", 0.3),
    ("veterans", 0.2),
];

/// Stated yes, and stated no.
const ACCESS: &[(&str, f64, f64)] = &[
    ("step_free", 34.0, 4.0),
    ("parking", 8.0, 1.0),
    ("public_transport", 6.0, 0.0),
    ("child_friendly", 3.0, 0.5),
    ("child_care", 1.5, 0.5),
    ("asl", 0.6, 0.0),
    ("captions", 0.6, 0.0),
    ("fragrance_free", 0.8, 0.0),
];

const MINUTES: &[(Option<u16>, f64)] = &[
    (Some(60), 64.0),
    (Some(90), 18.0),
    (None, 8.0),
    (Some(75), 4.0),
    (Some(120), 2.5),
    (Some(45), 1.5),
    (Some(30), 1.5),
    (Some(480), 0.5),
];

/// Starts by hour of the day, from midnight.
const HOURS: [f64; 24] = [
    0.3, 0.1, 0.0, 0.0, 0.1, 0.6, 3.0, 6.5, 4.0, 4.5, 5.0, 2.5, 11.0, 2.5, 1.5, 2.0, 2.5, 7.0, 13.0, 18.0,
    12.0, 3.0, 1.2, 0.5,
];

/// The tables, looked up.
pub struct Focus {
    fellowships: Vec<Fellowship>,
    fellowship_sums: Vec<f64>,
    kinds: Vec<(Kind, f64)>,
    access: Vec<(Kind, f64, f64)>,
    minute_sums: Vec<f64>,
    hour_sums: Vec<f64>,
}

impl Focus {
    /// Looks the tables up in the dictionaries.
    pub fn load() -> Self {
        let fellowship = |id: &str| Fellowship::parse(id).expect("the table names known fellowships");
        let kind = |id: &str| Kind::parse(id).expect("the table names known kinds");
        Self {
            fellowships: FELLOWSHIPS.iter().map(|(id, _)| fellowship(id)).collect(),
            fellowship_sums: rising(FELLOWSHIPS.iter().map(|(_, weight)| *weight)),
            kinds: KINDS.iter().map(|(id, weight)| (kind(id), *weight)).collect(),
            access: ACCESS.iter().map(|(id, yes, no)| (kind(id), *yes, *no)).collect(),
            minute_sums: rising(MINUTES.iter().map(|(_, weight)| *weight)),
            hour_sums: rising(HOURS),
        }
    }

    /// A fellowship.
    pub fn fellowship(&self, draw: &mut Seeded) -> Fellowship {
        self.fellowships[draw.weighted(&self.fellowship_sums)]
    }

    /// Types, now and then with one that has no word of ours, and audiences.
    pub fn kinds(&self, draw: &mut Seeded) -> (Vec<TypeTag>, Vec<Kind>) {
        let drawn: Vec<Kind> = self
            .kinds
            .iter()
            .filter(|(_, weight)| draw.chance(weight / 100.0))
            .map(|(kind, _)| *kind)
            .collect();
        let is_type = |kind: &Kind| kind.group() == KindGroup::Type;
        let code =
            |kind: Kind| kind.id().bytes().take(2).map(|b| char::from(b.to_ascii_uppercase())).collect();
        let tag = |kind| TypeTag { id: Some(kind), code: Some(code(kind)), label: None };
        let mut types: Vec<TypeTag> = drawn.iter().copied().filter(is_type).map(tag).collect();
        if draw.chance(0.03) {
            types.push(TypeTag { id: None, code: Some("PZ".into()), label: Some("Pizza Afterwards".into()) });
        }
        (types, drawn.into_iter().filter(|kind| !is_type(kind)).collect())
    }

    /// What is said about access.
    pub fn access(&self, draw: &mut Seeded) -> Vec<(Kind, bool)> {
        let said = |&(kind, yes, no): &(Kind, f64, f64)| {
            let at = draw.unit() * 100.0;
            (at < yes + no).then_some((kind, at < yes))
        };
        self.access.iter().filter_map(said).collect()
    }

    /// Hour and minute of a start.
    pub fn start(&self, draw: &mut Seeded) -> (i8, i8) {
        let hour = draw.weighted(&self.hour_sums) as i8;
        (hour, *draw.favour(&[0, 0, 30, 30, 15, 45]))
    }

    /// A length in minutes, if one is stated.
    pub fn minutes(&self, draw: &mut Seeded) -> Option<u16> {
        MINUTES[draw.weighted(&self.minute_sums)].0
    }
}
