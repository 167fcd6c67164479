//! What can be wrong with an entry.

use super::place::Place;
use serde::Serialize;
use std::fmt;

/// What is wrong. Codes never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// The text is not TOML there.
    Syntax,
    /// There is no such key.
    KeyUnknown,
    /// A key that every entry needs is not there.
    KeyMissing,
    /// The value is of another type.
    TypeWrong,
    /// The id does not have the form of one.
    IdInvalid,
    /// The address is none that can be fetched.
    UrlInvalid,
    /// There is no such format.
    FormatUnknown,
    /// There is no such fellowship.
    FellowshipUnknown,
    /// There is no such zone.
    ZoneUnknown,
    /// There is no such country.
    CountryUnknown,
    /// There is no such region, or it is one of another country.
    RegionUnknown,
    /// There is no such permission.
    PermissionUnknown,
    /// There is no such recipe.
    RecipeUnknown,
    /// The recipe can't be carried out.
    RecipeInvalid,
    /// Neither `never` nor a date.
    VerifiedInvalid,
    /// Neither `owner/repo:path` nor an address.
    FoundInInvalid,
    /// The cron line can't be read.
    ScheduleInvalid,
    /// Another entry has the same id.
    IdTwice,
    /// Another entry has the same address.
    AddressTwice,
}

impl FaultCode {
    /// All of them.
    pub const ALL: [FaultCode; 19] = [
        FaultCode::Syntax,
        FaultCode::KeyUnknown,
        FaultCode::KeyMissing,
        FaultCode::TypeWrong,
        FaultCode::IdInvalid,
        FaultCode::UrlInvalid,
        FaultCode::FormatUnknown,
        FaultCode::FellowshipUnknown,
        FaultCode::ZoneUnknown,
        FaultCode::CountryUnknown,
        FaultCode::RegionUnknown,
        FaultCode::PermissionUnknown,
        FaultCode::RecipeUnknown,
        FaultCode::RecipeInvalid,
        FaultCode::VerifiedInvalid,
        FaultCode::FoundInInvalid,
        FaultCode::ScheduleInvalid,
        FaultCode::IdTwice,
        FaultCode::AddressTwice,
    ];

    /// The code, as `key_unknown`.
    pub fn id(self) -> &'static str {
        match self {
            FaultCode::Syntax => "syntax",
            FaultCode::KeyUnknown => "key_unknown",
            FaultCode::KeyMissing => "key_missing",
            FaultCode::TypeWrong => "type_wrong",
            FaultCode::IdInvalid => "id_invalid",
            FaultCode::UrlInvalid => "url_invalid",
            FaultCode::FormatUnknown => "format_unknown",
            FaultCode::FellowshipUnknown => "fellowship_unknown",
            FaultCode::ZoneUnknown => "zone_unknown",
            FaultCode::CountryUnknown => "country_unknown",
            FaultCode::RegionUnknown => "region_unknown",
            FaultCode::PermissionUnknown => "permission_unknown",
            FaultCode::RecipeUnknown => "recipe_unknown",
            FaultCode::RecipeInvalid => "recipe_invalid",
            FaultCode::VerifiedInvalid => "verified_invalid",
            FaultCode::FoundInInvalid => "found_in_invalid",
            FaultCode::ScheduleInvalid => "schedule_invalid",
            FaultCode::IdTwice => "id_twice",
            FaultCode::AddressTwice => "address_twice",
        }
    }
}

/// One fault: what is wrong, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong.
    pub code: FaultCode,
    /// Where: the key or value that is wrong, or the head of the entry.
    #[serde(flatten)]
    pub place: Place,
    /// The entry's id, when it has one.
    pub id: Option<String>,
    /// What is wrong, in words; never with an address in it.
    pub message: String,
    /// The good value that is most like the wrong one.
    pub nearest: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: ", self.place, self.code.id())?;
        if let Some(id) = &self.id {
            write!(f, "source `{id}`: ")?;
        }
        f.write_str(&self.message)?;
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}
