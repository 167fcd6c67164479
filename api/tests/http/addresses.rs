//! Every state of a search is an address: the form, its chips, its languages and its twins lead to the same meetings again,
//! and nothing that was asked gets lost. Searches by chance, the same every time.

use crate::world::{World, meeting, meetings, weekly};
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::schedule::Weekday;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const SEARCHES: usize = 360;

/// Parameters of the page with values that work, also those that need to be escaped.
const VALUES: [(&str, &[&str]); 29] = [
    (
        "q",
        &["clean", "room", "na sunday", "a+b & c=d", "<b>\"'", "سلام", "%20", "women near san jose", "naïve"],
    ),
    ("near", &["37.3512,-121.8841", "51.5,-0.12", "San Jose"]),
    ("radius_km", &["5", "200"]),
    ("fellowship", &["na", "aa,na", "smart", "-al_anon"]),
    ("weekday", &["sun", "mon,tue", "-wed"]),
    ("when", &["week", "tomorrow", "tonight", "now"]),
    ("after", &["07:00"]),
    ("before", &["21:30"]),
    ("attendance", &["in_person", "online", "-online"]),
    ("lang", &["en", "pt"]),
    ("access", &["step_free", "step_free,asl"]),
    ("type", &["open", "closed,speaker"]),
    ("audience", &["women", "newcomers"]),
    ("for", &["self", "family"]),
    ("covers", &["alcohol", "drugs"]),
    ("philosophy", &["twelve_step", "secular"]),
    ("country", &["US", "GB"]),
    ("sort", &["soonest", "name", "best"]),
    ("inactive", &["include"]),
    ("ui_lang", &["de", "fa"]),
    ("view", &["map", "list"]),
    ("limit", &["5", "20"]),
    ("tz", &["Europe/Berlin", "Asia/Kathmandu"]),
    ("bbox", &["-122.5,37,-121,38"]),
    ("region", &["US-CA"]),
    ("starts_within", &["90", "2880"]),
    ("from", &["2026-11-23T03:00:00Z"]),
    ("to", &["2026-11-26T00:00:00Z"]),
    ("type_all", &["open", "closed,speaker"]),
];

/// A few searches: each takes up to four parameters.
fn searches() -> Vec<Vec<(&'static str, &'static str)>> {
    let one = (0..VALUES.len()).prop_flat_map(|at| (Just(at), 0..VALUES[at].1.len()));
    let all = proptest::collection::btree_map(one.clone().prop_map(|(at, _)| at), any::<u8>(), 1..5);
    let mut runner = TestRunner::deterministic();
    let tree = proptest::collection::vec(all, SEARCHES).new_tree(&mut runner).unwrap();
    let pick = |(at, by): (usize, u8)| {
        let (name, values) = VALUES[at];
        (name, values[usize::from(by) % values.len()])
    };
    let found = tree.current().into_iter().map(|search| search.into_iter().map(pick).collect());
    // what only works together seldom comes together by chance
    let near = [("37.3512,-121.8841", "5"), ("San Jose", "200"), ("51.5,-0.12", "200")];
    let near = near.map(|(place, radius)| vec![("near", place), ("radius_km", radius)]);
    found.chain(near).collect()
}

fn world() -> World {
    let more = (0..30).map(|n| Meeting {
        schedule: weekly(Weekday::ALL[n % 7], (6 + n % 16) as i8, 30, Some(60), "America/Los_Angeles"),
        ..meeting(
            ["na-example", "aa-example", "smart-example"][n % 3],
            &format!("x{n}"),
            &format!("Room {n:02}"),
        )
    });
    World::of(meetings().into_iter().chain(more).collect())
}

fn query(pairs: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn plain(text: &str) -> String {
    [("&#38;", "&"), ("&#34;", "\""), ("&quot;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&lt;", "<")]
        .iter()
        .chain(&[("&#62;", ">"), ("&gt;", ">"), ("&amp;", "&")])
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

/// What a browser sends when the search form is sent as it stands.
fn fields(html: &str) -> Vec<(String, String)> {
    let form = html
        .split("role=\"search\"")
        .nth(1)
        .unwrap()
        .split_once('>')
        .unwrap()
        .1
        .split("</form>")
        .next()
        .unwrap();
    let mut sent: Vec<(String, String)> = Vec::new();
    let mut select: Option<(&str, Option<&str>, Option<&str>)> = None;
    for tag in form.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = value(tag, "name").unwrap_or_default();
        let own = value(tag, "value").unwrap_or_default();
        if tag.starts_with("input") {
            let is_sent = value(tag, "type") != Some("checkbox") || tag.ends_with(" checked");
            sent.extend(is_sent.then(|| (name.to_owned(), plain(own))));
        } else if tag.starts_with("select") {
            select = Some((name, None, None));
        } else if tag.starts_with("option") {
            let (name, first, chosen) = select.unwrap();
            let chosen = if tag.ends_with(" selected") { Some(own) } else { chosen };
            select = Some((name, first.or(Some(own)), chosen));
        } else if tag.starts_with("/select") {
            let (name, first, chosen) = select.take().unwrap();
            sent.push((name.to_owned(), plain(chosen.or(first).unwrap())));
        }
    }
    sent
}

/// Ids of the first list of a page.
fn ids(html: &str) -> Vec<String> {
    let list = html.split("<ol class=\"cards\">").nth(1).unwrap_or_default().split("</ol>").next().unwrap();
    let links = list.split("<h3>").skip(1).map(|card| card.split("href=\"/m/").nth(1).unwrap());
    links.map(|rest| rest.split(['"', '?']).next().unwrap().to_owned()).collect()
}

/// What was understood, chip by chip: where its cross leads, and what it says.
fn chips(html: &str) -> Vec<(String, String)> {
    let links = html.split("<a class=\"chip said\" href=\"").skip(1);
    let parts = links.map(|rest| {
        let (href, rest) = rest.split_once('"').unwrap();
        let words = rest.split("<bdi>").nth(1).unwrap().split("</bdi>").next().unwrap();
        (plain(href), plain(words))
    });
    parts.collect()
}

fn labels(chips: &[(String, String)]) -> Vec<&str> {
    let mut labels: Vec<&str> = chips.iter().map(|(_, label)| label.as_str()).collect();
    labels.sort_unstable();
    labels
}

/// What was looked at, so that nothing passes for want of it.
#[derive(Default)]
struct Met {
    results: usize,
    taken: usize,
    twins: usize,
    named: std::collections::BTreeSet<&'static str>,
}

/// What is wrong with a search and all that stands on its page.
async fn faults(world: &World, search: &[(&'static str, &'static str)], met: &mut Met) -> Vec<String> {
    let pairs: Vec<_> = search.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let address = format!("/?{}", query(&pairs));
    let page = world.get(&address).await;
    let html = page.text();
    let mut faults = Vec::new();
    let mut check =
        |is_right: bool, what: String| faults.extend((!is_right).then(|| format!("{address}: {what}")));
    // a radius without a place, say
    if page.status == 400 {
        check(html.contains("role=\"alert\""), "a refusal that nobody hears".to_owned());
        return faults;
    }
    check(page.status == 200, page.status.to_string());
    met.named.extend(search.iter().map(|(name, _)| *name));
    met.results += usize::from(html.contains("rel=\"alternate\" type=\"application/json\""));

    // the form takes a town back into its words, and lets its distance go
    let is_town = search.contains(&("near", "San Jose")) && address.contains("radius_km=");
    if !is_town {
        let again = world.get(&format!("/?{}", query(&fields(&html)))).await.text();
        check(ids(&again) == ids(&html), format!("its form sends {:?}", fields(&html)));
        let (said, before) = (chips(&again), chips(&html));
        check(
            labels(&said) == labels(&before),
            format!("its form leads to {:?}, not {:?}", labels(&said), labels(&before)),
        );
    }

    let languages: Vec<String> =
        html.split("<li><a href=\"").skip(1).map(|rest| plain(rest.split('"').next().unwrap())).collect();
    let others: Vec<&String> =
        languages.iter().filter(|href| href.starts_with("/?") && href.contains("ui_lang=")).collect();
    check(others.len() == 5, format!("{languages:?}"));
    for other in others.into_iter().take(2) {
        check(ids(&world.get(other).await.text()) == ids(&html), format!("{other} shows others"));
    }

    if let Some(twin) = html.split("type=\"application/json\" href=\"").nth(1) {
        let twin = plain(twin.split('"').next().unwrap());
        let answer = world.get(&twin).await;
        check(answer.status == 200, format!("its twin {twin} answers {}", answer.text()));
        let json = if answer.status == 200 { answer.json() } else { serde_json::json!({ "meetings": [] }) };
        let told: Vec<&str> =
            json["meetings"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        // a page shows twenty unless it is asked for fewer; where nothing fits, what comes close
        let told = &told[..told.len().min(20)];
        let is_nothing = !html.contains("class=\"split\"");
        check(
            answer.status != 200 || told.is_empty() == is_nothing,
            "its twin finds something else".to_owned(),
        );
        check(
            answer.status != 200 || is_nothing || told == ids(&html),
            "its twin has another order".to_owned(),
        );
        met.twins += usize::from(!is_nothing);
    }

    let outputs = html.split("href=\"/v1/").skip(1).map(|rest| plain(rest.split('"').next().unwrap()));
    for output in outputs.collect::<std::collections::BTreeSet<_>>() {
        let answer = world.get(&format!("/v1/{output}")).await;
        check(answer.status == 200, format!("/v1/{output} answers {}", answer.status));
    }

    for (href, label) in chips(&html) {
        let rest = world.get(&href).await;
        check(rest.status == 200, format!("{href}, without “{label}”, answers {}", rest.status));
        let own = chips(&html);
        let mut wanted = labels(&own);
        wanted.remove(wanted.iter().position(|known| *known == label).unwrap());
        let left = chips(&rest.text());
        // a distance goes with its place
        let has_lost_place = address.contains("radius_km=") && !href.contains("near=");
        if rest.status == 200 && !left.is_empty() && !has_lost_place {
            check(labels(&left) == wanted, format!("{href}, without “{label}”, has {:?}", labels(&left)));
            met.taken += 1;
        }
    }
    faults
}

#[tokio::test]
async fn a_search_leads_back_to_itself_from_all_that_stands_on_its_page() {
    let world = world();
    let (mut met, mut wrong) = (Met::default(), Vec::new());
    for search in searches() {
        // a language or a way to show things asks for nothing: that is the home page
        if search.iter().any(|(name, _)| !["ui_lang", "view"].contains(name)) {
            wrong.extend(faults(&world, &search, &mut met).await);
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    let Met { results, taken, twins, named } = met;
    assert!(results > 90 && taken > 180 && twins > 60, "{results} {taken} {twins}");
    let left_out: Vec<&str> =
        VALUES.iter().map(|(name, _)| *name).filter(|name| !named.contains(name)).collect();
    assert!(left_out.is_empty(), "never in a search that works: {left_out:?}");
}
