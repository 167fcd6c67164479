//! The closed lists a fellowship is described with: approach, people, problem, lead and support.
//!
//! Ids are those of the shared vocabulary and never change. Labels are the English ones.

use serde::{Deserialize, Serialize};

/// The approach a fellowship follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Philosophy {
    /// Works the Twelve Steps.
    TwelveStep,
    /// No religion or higher power in the programme.
    Secular,
    /// Teaches tools and skills, often from psychology.
    SkillsBased,
    /// Buddhist practice and meditation.
    Buddhist,
    /// Christian faith.
    Christian,
    /// Spiritual without being tied to one faith.
    Spiritual,
    /// Indigenous teachings and culture.
    Indigenous,
    /// People in the same place support each other, without a set programme.
    PeerSupport,
}

impl Philosophy {
    /// All values in vocabulary order.
    pub const ALL: &[Self] = &[
        Self::TwelveStep,
        Self::Secular,
        Self::SkillsBased,
        Self::Buddhist,
        Self::Christian,
        Self::Spiritual,
        Self::Indigenous,
        Self::PeerSupport,
    ];

    /// The value with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.id() == id)
    }

    /// Stable id, lower snake case.
    pub fn id(self) -> &'static str {
        match self {
            Self::TwelveStep => "twelve_step",
            Self::Secular => "secular",
            Self::SkillsBased => "skills_based",
            Self::Buddhist => "buddhist",
            Self::Christian => "christian",
            Self::Spiritual => "spiritual",
            Self::Indigenous => "indigenous",
            Self::PeerSupport => "peer_support",
        }
    }
}

/// The people a fellowship exists for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForWhom {
    /// The person who has the problem.
    #[serde(rename = "self")]
    SelfSeeker,
    /// People affected by someone else's problem.
    Family,
    /// Teenagers.
    Teens,
    /// People who lost someone.
    Bereaved,
}

impl ForWhom {
    /// All values in vocabulary order.
    pub const ALL: &[Self] = &[Self::SelfSeeker, Self::Family, Self::Teens, Self::Bereaved];

    /// The value with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.id() == id)
    }

    /// Stable id, lower snake case.
    pub fn id(self) -> &'static str {
        match self {
            Self::SelfSeeker => "self",
            Self::Family => "family",
            Self::Teens => "teens",
            Self::Bereaved => "bereaved",
        }
    }
}

/// What a fellowship's members recover from or are affected by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covers {
    /// Alcohol.
    Alcohol,
    /// Any drug.
    AnyDrug,
    /// Heroin, fentanyl and other opioids.
    Opioids,
    /// Cocaine and crack.
    Cocaine,
    /// Methamphetamine.
    Methamphetamine,
    /// Cannabis.
    Cannabis,
    /// Painkillers, tranquillisers and other pills.
    PrescriptionPills,
    /// Nicotine.
    Nicotine,
    /// Gambling.
    Gambling,
    /// Overeating and eating disorders.
    Food,
    /// Compulsive sex or relationships.
    SexLove,
    /// Debt, spending and underearning.
    Spending,
    /// Unhealthy relationships.
    Codependency,
    /// Growing up with addiction or abuse.
    FamilyDysfunction,
    /// Mental illness.
    MentalHealth,
    /// Addiction together with mental illness.
    DualDiagnosis,
    /// Any addictive behaviour.
    AnyBehaviour,
}

impl Covers {
    /// All values in vocabulary order.
    pub const ALL: &[Self] = &[
        Self::Alcohol,
        Self::AnyDrug,
        Self::Opioids,
        Self::Cocaine,
        Self::Methamphetamine,
        Self::Cannabis,
        Self::PrescriptionPills,
        Self::Nicotine,
        Self::Gambling,
        Self::Food,
        Self::SexLove,
        Self::Spending,
        Self::Codependency,
        Self::FamilyDysfunction,
        Self::MentalHealth,
        Self::DualDiagnosis,
        Self::AnyBehaviour,
    ];

    /// The value with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.id() == id)
    }

    /// Stable id, lower snake case.
    pub fn id(self) -> &'static str {
        match self {
            Self::Alcohol => "alcohol",
            Self::AnyDrug => "any_drug",
            Self::Opioids => "opioids",
            Self::Cocaine => "cocaine",
            Self::Methamphetamine => "methamphetamine",
            Self::Cannabis => "cannabis",
            Self::PrescriptionPills => "prescription_pills",
            Self::Nicotine => "nicotine",
            Self::Gambling => "gambling",
            Self::Food => "food",
            Self::SexLove => "sex_love",
            Self::Spending => "spending",
            Self::Codependency => "codependency",
            Self::FamilyDysfunction => "family_dysfunction",
            Self::MentalHealth => "mental_health",
            Self::DualDiagnosis => "dual_diagnosis",
            Self::AnyBehaviour => "any_behaviour",
        }
    }
}

/// Who leads a fellowship's meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedBy {
    /// Members take turns.
    Peers,
    /// Someone the organisation has trained.
    TrainedFacilitator,
    /// A member who keeps the same meeting going.
    Convenor,
}

impl LedBy {
    /// All values in vocabulary order.
    pub const ALL: &[Self] = &[Self::Peers, Self::TrainedFacilitator, Self::Convenor];

    /// The value with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.id() == id)
    }

    /// Stable id, lower snake case.
    pub fn id(self) -> &'static str {
        match self {
            Self::Peers => "peers",
            Self::TrainedFacilitator => "trained_facilitator",
            Self::Convenor => "convenor",
        }
    }
}

/// The one-to-one support a fellowship offers between meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// An experienced member who guides through the steps.
    Sponsor,
    /// An experienced member who accompanies.
    Mentor,
    /// Each group has its own custom.
    Varies,
    /// Nothing beyond the meetings.
    None,
}

impl Support {
    /// All values in vocabulary order.
    pub const ALL: &[Self] = &[Self::Sponsor, Self::Mentor, Self::Varies, Self::None];

    /// The value with exactly this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.id() == id)
    }

    /// Stable id, lower snake case.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sponsor => "sponsor",
            Self::Mentor => "mentor",
            Self::Varies => "varies",
            Self::None => "none",
        }
    }
}
