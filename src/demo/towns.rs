//! The towns where the sample meetings are: real towns and districts with approximate centres, so that a
//! search by place finds something. Streets and venues are invented elsewhere; nothing here is a real meeting
//! place.

/// A country, as far as addresses differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Country {
    Us,
    Ca,
    Gb,
    Ie,
    De,
    Es,
    Au,
}

impl Country {
    /// The name as feeds print it at the end of an address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Us => "USA",
            Self::Ca => "Canada",
            Self::Gb => "UK",
            Self::Ie => "Ireland",
            Self::De => "Germany",
            Self::Es => "Spain",
            Self::Au => "Australia",
        }
    }
}

/// The language that groups of a town use for names and notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    En,
    De,
    Es,
}

/// A part of a town.
#[derive(Debug)]
pub(super) struct District {
    pub(super) name: &'static str,
    /// The town line of an address, where it is not the town's name.
    pub(super) locality: Option<&'static str>,
    /// The postal code, or its outward part where the rest is drawn per venue.
    pub(super) postal: &'static str,
    /// Degrees north.
    pub(super) latitude: f64,
    /// Degrees east.
    pub(super) longitude: f64,
}

/// A town with its districts.
#[derive(Debug)]
pub(super) struct Town {
    pub(super) name: &'static str,
    /// State or province, as addresses print it; empty where they do not.
    pub(super) state: &'static str,
    pub(super) county: &'static str,
    pub(super) country: Country,
    pub(super) language: Language,
    /// IANA name.
    pub(super) zone: &'static str,
    pub(super) districts: &'static [District],
}

const fn district(name: &'static str, postal: &'static str, latitude: f64, longitude: f64) -> District {
    District { name, locality: None, postal, latitude, longitude }
}

const fn borough(
    name: &'static str,
    locality: &'static str,
    postal: &'static str,
    latitude: f64,
    longitude: f64,
) -> District {
    District { name, locality: Some(locality), postal, latitude, longitude }
}

pub(super) static SAN_JOSE: Town = Town {
    name: "San Jose",
    state: "CA",
    county: "Santa Clara",
    country: Country::Us,
    language: Language::En,
    zone: "America/Los_Angeles",
    districts: &[
        district("Downtown", "95112", 37.3430, -121.8790),
        district("Japantown", "95112", 37.3490, -121.8940),
        district("Willow Glen", "95125", 37.3060, -121.9010),
        district("Rose Garden", "95126", 37.3320, -121.9280),
        district("Cambrian Park", "95124", 37.2570, -121.9290),
        district("Berryessa", "95132", 37.4010, -121.8610),
        district("Evergreen", "95148", 37.3290, -121.7900),
        district("Almaden Valley", "95120", 37.2180, -121.8610),
    ],
};

pub(super) static OAKLAND: Town = Town {
    name: "Oakland",
    state: "CA",
    county: "Alameda",
    country: Country::Us,
    language: Language::En,
    zone: "America/Los_Angeles",
    districts: &[
        district("Downtown Oakland", "94612", 37.8080, -122.2700),
        district("Temescal", "94609", 37.8350, -122.2630),
        district("Fruitvale", "94601", 37.7790, -122.2220),
        district("Rockridge", "94618", 37.8440, -122.2510),
        district("Dimond", "94602", 37.8030, -122.2110),
        district("West Oakland", "94607", 37.8070, -122.2920),
    ],
};

pub(super) static NEW_YORK: Town = Town {
    name: "New York",
    state: "NY",
    county: "New York",
    country: Country::Us,
    language: Language::En,
    zone: "America/New_York",
    districts: &[
        district("East Village", "10009", 40.7270, -73.9820),
        district("Chelsea", "10011", 40.7440, -73.9990),
        district("Harlem", "10027", 40.8110, -73.9500),
        district("Upper West Side", "10025", 40.7970, -73.9680),
        borough("Park Slope", "Brooklyn", "11215", 40.6690, -73.9840),
        borough("Bushwick", "Brooklyn", "11237", 40.7020, -73.9190),
        borough("Astoria", "Queens", "11103", 40.7630, -73.9130),
        borough("Jackson Heights", "Queens", "11372", 40.7510, -73.8830),
        borough("Fordham", "Bronx", "10458", 40.8610, -73.8900),
    ],
};

pub(super) static TORONTO: Town = Town {
    name: "Toronto",
    state: "ON",
    county: "",
    country: Country::Ca,
    language: Language::En,
    zone: "America/Toronto",
    districts: &[
        district("Garden District", "M5B", 43.6570, -79.3770),
        district("The Annex", "M5R", 43.6740, -79.4050),
        district("Leslieville", "M4M", 43.6640, -79.3360),
        district("Parkdale", "M6K", 43.6400, -79.4310),
        district("North York", "M2N", 43.7690, -79.4130),
        district("Scarborough", "M1P", 43.7580, -79.2700),
    ],
};

pub(super) static LONDON: Town = Town {
    name: "London",
    state: "",
    county: "Greater London",
    country: Country::Gb,
    language: Language::En,
    zone: "Europe/London",
    districts: &[
        district("Soho", "W1D", 51.5140, -0.1310),
        district("Camden Town", "NW1", 51.5390, -0.1430),
        district("Brixton", "SW2", 51.4560, -0.1180),
        district("Hackney", "E8", 51.5450, -0.0610),
        district("Islington", "N1", 51.5390, -0.1030),
        district("Hammersmith", "W6", 51.4950, -0.2270),
        district("Deptford", "SE8", 51.4770, -0.0270),
    ],
};

pub(super) static LEEDS: Town = Town {
    name: "Leeds",
    state: "",
    county: "West Yorkshire",
    country: Country::Gb,
    language: Language::En,
    zone: "Europe/London",
    districts: &[
        district("City Centre", "LS1", 53.7980, -1.5470),
        district("Headingley", "LS6", 53.8190, -1.5770),
        district("Chapel Allerton", "LS7", 53.8290, -1.5380),
        district("Harehills", "LS8", 53.8140, -1.5080),
        district("Armley", "LS12", 53.7960, -1.5900),
        district("Beeston", "LS11", 53.7730, -1.5570),
        district("Horsforth", "LS18", 53.8400, -1.6400),
    ],
};

pub(super) static DUBLIN: Town = Town {
    name: "Dublin",
    state: "",
    county: "County Dublin",
    country: Country::Ie,
    language: Language::En,
    zone: "Europe/Dublin",
    districts: &[
        district("St Stephen's Green", "D02", 53.3370, -6.2590),
        district("Smithfield", "D07", 53.3490, -6.2780),
        district("Rathmines", "D06", 53.3230, -6.2650),
        district("Drumcondra", "D09", 53.3710, -6.2530),
        district("Tallaght", "D24", 53.2870, -6.3570),
    ],
};

pub(super) static BERLIN: Town = Town {
    name: "Berlin",
    state: "Berlin",
    county: "",
    country: Country::De,
    language: Language::De,
    zone: "Europe/Berlin",
    districts: &[
        district("Kreuzberg", "10999", 52.4990, 13.4240),
        district("Neukölln", "12043", 52.4810, 13.4330),
        district("Prenzlauer Berg", "10405", 52.5340, 13.4240),
        district("Charlottenburg", "10625", 52.5100, 13.3090),
        district("Wedding", "13347", 52.5500, 13.3660),
        district("Friedrichshain", "10247", 52.5150, 13.4620),
    ],
};

pub(super) static MADRID: Town = Town {
    name: "Madrid",
    state: "Madrid",
    county: "",
    country: Country::Es,
    language: Language::Es,
    zone: "Europe/Madrid",
    districts: &[
        district("Lavapiés", "28012", 40.4080, -3.7010),
        district("Chamberí", "28010", 40.4330, -3.6990),
        district("Vallecas", "28018", 40.3880, -3.6640),
        district("Tetuán", "28020", 40.4530, -3.6960),
    ],
};

pub(super) static BILBAO: Town = Town {
    name: "Bilbao",
    state: "Bizkaia",
    county: "",
    country: Country::Es,
    language: Language::Es,
    zone: "Europe/Madrid",
    districts: &[
        district("Casco Viejo", "48005", 43.2560, -2.9230),
        district("Deusto", "48014", 43.2740, -2.9500),
        district("Indautxu", "48010", 43.2600, -2.9410),
        district("Santutxu", "48004", 43.2530, -2.9110),
    ],
};

pub(super) static SYDNEY: Town = Town {
    name: "Sydney",
    state: "NSW",
    county: "",
    country: Country::Au,
    language: Language::En,
    zone: "Australia/Sydney",
    districts: &[
        borough("Surry Hills", "Surry Hills", "2010", -33.8850, 151.2110),
        borough("Newtown", "Newtown", "2042", -33.8970, 151.1790),
        borough("Parramatta", "Parramatta", "2150", -33.8140, 151.0030),
        borough("Bondi Junction", "Bondi Junction", "2022", -33.8920, 151.2480),
        borough("Chatswood", "Chatswood", "2067", -33.7960, 151.1830),
    ],
};
