use super::*;
use everyroom_indexer::generation::Secret;
use everyroom_indexer::search::Window;
use proptest::prelude::*;

fn context() -> Context<'static> {
    let now = "2026-11-23T02:40:31Z".parse().unwrap();
    Context {
        now,
        zone: Zone::parse("America/Los_Angeles").unwrap(),
        scope: Scope::Listings,
        catalogue: None,
    }
}

fn read(query: &str) -> Result<Parsed, Problem> {
    parse(body::of_form(query.as_bytes()).into_iter(), &context())
}

fn span_of(query: &str, now: &str) -> (String, String, bool) {
    let context = Context { now: now.parse().unwrap(), ..context() };
    let parsed = parse(body::of_form(query.as_bytes()).into_iter(), &context).unwrap();
    let Some(Window::Between { from, to, ongoing }) = parsed.query.window else { panic!("no span") };
    (from.to_string(), to.to_string(), ongoing)
}

#[test]
fn every_parameter_is_read_by_someone() {
    // an example of each is taken, and shows in what was understood or in the query
    for parameter in &table::PARAMETERS {
        let mut pairs = vec![(parameter.name.to_owned(), parameter.example.to_owned())];
        if parameter.name.starts_with("radius") {
            pairs.push(("near".to_owned(), "1,1".to_owned()));
        }
        let parsed = parse(pairs.into_iter(), &context());
        assert!(parsed.is_ok(), "{}: {:?}", parameter.name, parsed.err());
    }
}

#[test]
fn names_and_other_spellings_are_unique() {
    let mut seen = std::collections::HashSet::new();
    for parameter in &table::PARAMETERS {
        for name in std::iter::once(&parameter.name).chain(parameter.also) {
            assert!(seen.insert(*name), "{name} twice");
        }
    }
}

#[test]
fn tonight_goes_to_four_in_the_morning() {
    // Sunday in Los Angeles: 16:59, 17:01, 23:59, then Monday 00:00, 03:59, 04:00
    for (now, from, to, ongoing) in [
        ("2026-11-23T00:59:00Z", "2026-11-23T01:00:00Z", "2026-11-23T12:00:00Z", false),
        ("2026-11-23T01:01:00Z", "2026-11-23T01:01:00Z", "2026-11-23T12:00:00Z", true),
        ("2026-11-23T07:59:00Z", "2026-11-23T07:59:00Z", "2026-11-23T12:00:00Z", true),
        ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z", "2026-11-23T12:00:00Z", true),
        ("2026-11-23T11:59:00Z", "2026-11-23T11:59:00Z", "2026-11-23T12:00:00Z", true),
        ("2026-11-23T12:00:00Z", "2026-11-24T01:00:00Z", "2026-11-24T12:00:00Z", false),
    ] {
        assert_eq!(span_of("when=tonight", now), (from.to_owned(), to.to_owned(), ongoing), "{now}");
    }
}

#[test]
fn days_are_right_over_clock_changes() {
    // the clocks go back on 1 November 2026 in Los Angeles: that day has 25 hours
    let (from, to, _) = span_of("when=tomorrow", "2026-10-31T20:00:00Z");
    assert_eq!((from.as_str(), to.as_str()), ("2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z"));
    let (_, to, _) = span_of("when=today", "2026-11-01T08:30:00Z");
    assert_eq!(to, "2026-11-02T08:00:00Z");
}

#[test]
fn an_unescaped_plus_is_forgiven() {
    let (from, to, _) =
        span_of("from=2026-11-23T10:00:00+01:00&to=2026-11-23T12:00:00+01:00", "2026-11-23T02:40:00Z");
    assert_eq!((from.as_str(), to.as_str()), ("2026-11-23T09:00:00Z", "2026-11-23T11:00:00Z"));
}

#[test]
fn the_same_question_has_the_same_normal_form() {
    let form = |query: &str| read(query).unwrap().normalised;
    assert_eq!(form("weekday=mon&fellowship=na&weekday=tue"), form("fellowship=na&weekday=mon,tue&q="));
    assert_ne!(form("weekday=mon"), form("weekday=tue"));
    assert_ne!(form("entity=A,B"), form("entity=A&entity=B"), "a name with a comma is one name");
}

#[test]
fn a_cursor_brings_its_own_moment() {
    let first = read("when=today").unwrap();
    let as_of = first.query.now - SignedDuration::from_mins(30);
    let cursor = Cursor::new("00000001", &Secret::random(), &first.query, as_of, 20).text();
    let second = read(&format!("when=today&cursor={cursor}")).unwrap();
    assert_eq!(second.query.now, as_of);
    let ancient = as_of - SignedDuration::from_hours(24 * 400);
    let cursor = Cursor::new("00000001", &Secret::random(), &first.query, ancient, 20).text();
    assert_eq!(read(&format!("cursor={cursor}")).unwrap_err().code(), ProblemCode::CursorMalformed);
}

fn name() -> impl Strategy<Value = String> {
    let known: Vec<&'static str> = table::PARAMETERS.iter().map(|parameter| parameter.name).collect();
    prop_oneof![9 => proptest::sample::select(known).prop_map(str::to_owned), 1 => ".{0,12}"]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "-?[0-9]{1,20}(\\.[0-9]{1,5})?(,-?[0-9]{1,4}){0,3}",
        "-?(na|open|mon|en|US|now|1|all|name|19:30|10km)(,-?[a-z_]{1,9}){0,4}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})",
    ]
}

/// A word of those that mean much.
fn spoken() -> impl Strategy<Value = String> {
    const WORDS: [&str; 40] = [
        "aa", "na", "after", "before", "24", "24:00", "0", "99999", "miles", "km", "within", "of", "denver",
        "95112", "hours", "tonight", "now", "in", "not", "no", "open", "closed", "or", "women", "texas",
        "germany", "near", "me", "monday", "to", "-", "10pm", "2am", "next", "online", "kill", "myself",
        "1.5", "half", "ireland",
    ];
    let word = proptest::sample::select(WORDS.to_vec());
    proptest::collection::vec(word, 1..9).prop_map(|words| words.join(" "))
}

#[test]
fn a_place_that_is_named_beside_a_point_is_no_word() {
    let parsed = read("q=aa+london&near=37.3,-121.9").unwrap();
    assert_eq!(parsed.query.text, None);
    let near = parsed.query.near.unwrap();
    assert_eq!((near.lat, near.lon), (37.3, -121.9));
    assert!(parsed.interpreted.understood.iter().any(|span| span.words == "london" && !span.used));
}

proptest! {
    /// Words are no parameters: whatever is understood of them can be searched.
    #[test]
    fn words_never_make_a_fault(words in spoken(), near in any::<bool>()) {
        let near = if near { "&near=37.3,-121.9" } else { "" };
        let parsed = read(&format!("q={}{near}", words.replace(' ', "+")));
        prop_assert!(parsed.is_ok() || !words.chars().any(char::is_alphanumeric), "{words}: {:?}", parsed.err());
    }

    #[test]
    fn nothing_panics_and_nothing_is_ignored(pairs in proptest::collection::vec((name(), value()), 0..6)) {
        match parse(pairs.clone().into_iter(), &context()) {
            Ok(parsed) => {
                for (name, value) in &pairs {
                    let was_given = value.trim().is_empty() || table::parameter(name).is_some();
                    prop_assert!(was_given, "{name} was ignored");
                }
                prop_assert!((1..=200).contains(&parsed.query.limit));
                if let Some(near) = parsed.query.near {
                    prop_assert!((-90.0..=90.0).contains(&near.lat) && (-180.0..=180.0).contains(&near.lon));
                    let radius_fits = near.radius_km.is_none_or(|km| (0.0..=20_040.0).contains(&km));
                    prop_assert!(radius_fits);
                }
            }
            Err(problem) => prop_assert!(problem.status().is_client_error(), "{problem}"),
        }
    }
}
