//! The search parameters as data: one table for reading them, for "did you mean", and for the OpenAPI document.

use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::kind::{Kind, KindGroup};
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::{MOST_KM, MOST_PER_PAGE, Way};

/// What a parameter takes.
#[derive(Clone, Copy)]
pub enum Takes {
    /// Free words; never repeated in a problem.
    Words,
    /// Numbers that say where someone is; never repeated in a problem.
    Coordinates,
    /// One text.
    Text,
    /// A number, from the least to the most.
    Number(f64, f64),
    /// One of a few words.
    One(&'static [&'static str]),
    /// Any of a closed list, by comma or repetition, `-x` to exclude.
    Many(fn() -> Vec<&'static str>),
    /// Any of an open list, by comma or repetition, `-x` to exclude.
    ManyOpen,
}

/// One parameter.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it means.
    pub meaning: &'static str,
    /// A value that works.
    pub example: &'static str,
    /// What people write instead.
    pub also: &'static [&'static str],
}

impl Parameter {
    /// Whether its value may tell who asks or where they are.
    pub fn is_personal(&self) -> bool {
        matches!(self.takes, Takes::Words | Takes::Coordinates)
    }

    /// Whether it shapes a page of listings, so that it has no meaning where only counts are answered.
    pub fn shapes_pages(&self) -> bool {
        ["sort", "limit", "cursor", "fields", "discreet", "explain"].contains(&self.name)
    }

    /// Whether it takes several values.
    pub fn is_list(&self) -> bool {
        matches!(self.takes, Takes::Many(_) | Takes::ManyOpen)
    }
}

/// The parameter of that name.
pub fn parameter(name: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|parameter| parameter.name == name)
}

/// Names of the facets, which with one exception are the parameters they belong to.
pub const FACETS: [&str; 12] = [
    "fellowship",
    "philosophy",
    "for",
    "covers",
    "attendance",
    "weekday",
    "time_of_day",
    "type",
    "audience",
    "access",
    "lang",
    "country",
];

fn fellowships() -> Vec<&'static str> {
    Fellowship::all().map(Fellowship::id).collect()
}

fn philosophies() -> Vec<&'static str> {
    Philosophy::ALL.iter().map(|value| value.id()).collect()
}

fn for_whom() -> Vec<&'static str> {
    ForWhom::ALL.iter().map(|value| value.id()).collect()
}

fn covers() -> Vec<&'static str> {
    Covers::ALL.iter().map(|value| value.id()).collect()
}

fn ways() -> Vec<&'static str> {
    Way::ALL.iter().map(|way| way.id()).collect()
}

fn days() -> Vec<&'static str> {
    // Monday first, as people read them
    Weekday::ALL.iter().cycle().skip(1).take(7).map(|day| day.id()).collect()
}

fn types() -> Vec<&'static str> {
    Kind::in_group(KindGroup::Type).map(Kind::id).collect()
}

fn audiences() -> Vec<&'static str> {
    Kind::in_group(KindGroup::Audience).map(Kind::id).collect()
}

fn access() -> Vec<&'static str> {
    Kind::in_group(KindGroup::Access).map(Kind::id).collect()
}

fn facets() -> Vec<&'static str> {
    FACETS.to_vec()
}

fn fields() -> Vec<&'static str> {
    crate::shape::FIELDS.to_vec()
}

const fn p(
    name: &'static str,
    takes: Takes,
    example: &'static str,
    also: &'static [&'static str],
    meaning: &'static str,
) -> Parameter {
    Parameter { name, takes, meaning, example, also }
}

/// All search parameters, in the order of the documentation.
#[rustfmt::skip]
pub static PARAMETERS: [Parameter; 40] = [
    p("q", Takes::Words, "candlelight", &["query", "search", "text", "name", "keyword"],
        "Free words, as people type them: fellowships, what it is about, days, times, places are understood and become \
         parameters (`interpreted` says which); what is left has to stand in a listing. At most 400 characters."),
    p("understand", Takes::One(&["on", "off"]), "off", &["literal", "parse", "smart"],
        "`off`: the words of `q` are not understood but looked for as they stand."),
    p("near", Takes::Coordinates, "37.3512,-121.8841",
        &["lat", "lon", "lng", "latitude", "longitude", "latlon", "location", "place", "postcode", "zip", "city"],
        "A point as `latitude,longitude` in degrees (WGS 84), or a town or postal code in words. Without a radius the \
         circle grows until it holds enough; then the nearest few are answered, however far."),
    p("radius_km", Takes::Number(0.0, MOST_KM), "10", &["distance", "km", "within", "distance_km"],
        "Radius around `near` in kilometres, 0 to 20040."),
    p("radius", Takes::Text, "10mi", &["miles", "radius_mi"],
        "Radius around `near` with its unit: `10mi`, `10km` or `500m`."),
    p("bbox", Takes::Coordinates, "-122.5,37.2,-121.7,37.9", &["bounds", "box", "viewbox"],
        "A box as `west,south,east,north` in degrees. West greater than east crosses the antimeridian."),
    p("country", Takes::ManyOpen, "US", &["countries", "countrycode", "country_code", "cc"],
        "Countries by ISO 3166-1 code or name."),
    p("region", Takes::ManyOpen, "US-CA", &["state", "province", "regions", "subdivision"],
        "States or provinces by ISO 3166-2 code or name."),
    p("when", Takes::One(&["now", "today", "tonight", "tomorrow", "week"]), "tonight", &["date", "day_of"],
        "`now`: under way. `today`: from now to midnight. `tonight`: from 17:00, or now if that is later, to 04:00; \
         after midnight from now to 04:00. `tomorrow`: midnight to midnight. `week`: the next seven days."),
    p("starts_within", Takes::Number(1.0, 10_080.0), "60", &["minutes", "starting_within", "soon"],
        "Only what starts within so many minutes."),
    p("from", Takes::Text, "2026-11-22T18:00:00-08:00", &["start", "since", "begin"],
        "Only what starts at or after this instant (RFC 3339); without `to`, within a week of it."),
    p("to", Takes::Text, "2026-11-23T04:00:00-08:00", &["until", "end"],
        "Only what starts before this instant (RFC 3339); without `from`, from now on."),
    p("weekday", Takes::Many(days), "mon,tue", &["day", "days", "weekdays", "dow"],
        "Days of the week, `mon` to `sun`, or 0 to 6 with Sunday 0. In the meeting's zone where there is a room, in \
         the asker's for online meetings."),
    p("after", Takes::Text, "18:00", &["start_time", "time", "starts_after", "earliest"],
        "Only what starts at or after this wall time (`HH:MM`). Later than `before` wraps past midnight."),
    p("before", Takes::Text, "21:00", &["end_time", "starts_before", "latest"],
        "Only what starts before this wall time (`HH:MM`, up to `24:00`)."),
    p("tz", Takes::Text, "America/Los_Angeles", &["timezone", "zone", "time_zone"],
        "The asker's zone by its name in the tz database. Without it the zone of `near` is taken, else the \
         server's; `interpreted.window` says which."),
    p("attendance", Takes::Many(ways), "in_person", &["venue_type", "mode", "online", "format"],
        "How to take part. A meeting that is in person and online is found under both."),
    p("inactive", Takes::One(&["include", "exclude"]), "include", &["paused", "closed"],
        "`include` also answers meetings that are paused."),
    p("fellowship", Takes::Many(fellowships), "na", &["fellowships", "program", "programme"],
        "Fellowships by id; `/v1/fellowships` lists them."),
    p("philosophy", Takes::Many(philosophies), "twelve_step", &["approach", "philosophies"],
        "Approaches that a fellowship follows."),
    p("for", Takes::Many(for_whom), "family", &["for_whom", "who"], "The people that it is for: what the meeting says, else what its fellowship exists for."),
    p("covers", Takes::Many(covers), "opioids", &["substance", "substances", "addiction", "issue", "topic"],
        "What people recover from, or are affected by."),
    p("type", Takes::Many(types), "open", &["types", "kind", "kinds", "formats"],
        "Formats and rules of a meeting; any of them is enough. `/v1/kinds` lists them."),
    p("type_all", Takes::Many(types), "open,speaker", &["types_all", "all_types"],
        "Formats and rules of a meeting; all of them have to hold. Takes no exclusions."),
    p("audience", Takes::Many(audiences), "women", &["audiences", "gender"],
        "Groups of people that a meeting is meant for. `/v1/kinds` lists them."),
    p("audience_all", Takes::Many(audiences), "women,young_people", &["all_audiences"],
        "Groups of people that a meeting is meant for; all of them have to hold. Takes no exclusions."),
    p("access", Takes::Many(access), "step_free", &["accessibility", "wheelchair"],
        "Access that a meeting says it gives. `/v1/kinds` lists them."),
    p("access_all", Takes::Many(access), "step_free,asl", &["all_access"],
        "Access that a meeting says it gives; all of it has to hold. Takes no exclusions."),
    p("lang", Takes::ManyOpen, "en", &["language", "languages", "locale"],
        "Languages of the meeting (BCP 47); `pt` also finds `pt-BR`. `/v1/languages` lists them."),
    p("source", Takes::ManyOpen, "na-example", &["sources", "feed", "feeds"],
        "Sources by id; `/v1/sources` lists them."),
    p("entity", Takes::ManyOpen, "Example Area", &["entities", "intergroup", "area", "service_body"],
        "Publishing bodies by name; not split at commas, repeat the parameter for several."),
    p("updated_since", Takes::Text, "2026-11-01T00:00:00Z", &["modified_since", "changed_since", "updated"],
        "Only what changed here at or after this instant (RFC 3339) or date."),
    p("sort", Takes::One(&["best", "soonest", "nearest", "name"]), "soonest", &["order", "sort_by", "order_by"],
        "`best` weighs words, nearness and waiting time; `nearest` needs `near`."),
    p("limit", Takes::Number(1.0, MOST_PER_PAGE as f64), "20", &["per_page", "page_size", "size", "count"],
        "Listings on a page, 1 to 200; 20 when absent."),
    p("cursor", Takes::Text, "", &["page", "offset", "next", "after_id"],
        "`next` of the page before, sent with the same parameters."),
    p("fields", Takes::Many(fields), "id,name,next", &["select", "only", "include"],
        "Only these top-level fields of a listing."),
    p("facets", Takes::Many(facets), "fellowship,weekday", &["facet", "counts"],
        "Counts by value: names of facets, or `1` for all. Each is counted without its own filter."),
    p("discreet", Takes::One(&["1", "0", "true", "false"]), "1", &["private", "neutral", "anonymous"],
        "`1` for a calendar that others may see: a neutral title, no fellowship, no name of a building, no notes. Only \
         `.ics` differs."),
    p("explain", Takes::One(&["1", "0", "true", "false"]), "1", &["why", "debug", "verbose"],
        "`1`: every listing says what it is worth in the order `best`, term by term (`why`)."),
    p("ui_lang", Takes::One(&["en", "es", "fr", "de", "pt", "fa"]), "es", &["accept_language", "hl"],
        "Language of labels; what publishers wrote is not translated."),
];
