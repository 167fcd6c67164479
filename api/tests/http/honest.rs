//! What is not known is "not stated", what is stated as missing is said so, and what was typed is never lost.

use crate::world::{World, meeting};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::Meeting;
use http::Request;

/// "not stated" and "no", in each language.
const WORDS: [(&str, &str, &str); 6] = [
    ("en", "not stated", "no"),
    ("es", "no se indica", "no"),
    ("fr", "non indiqué", "non"),
    ("de", "nicht angegeben", "nein"),
    ("pt", "não indicado", "não"),
    ("fa", "گفته نشده", "نه"),
];

/// The facts of a page, by name.
fn facts(html: &str) -> Vec<(String, String)> {
    let facts = html.split("<dt>").skip(1).filter_map(|fact| fact.split_once("</dt>"));
    let value =
        |rest: &str| rest.split("<dd>").nth(1).map(|rest| rest.split("</dd>").next().unwrap().to_owned());
    facts.filter_map(|(name, rest)| Some((name.to_owned(), value(rest)?))).collect()
}

#[tokio::test]
async fn unknown_is_not_no_in_any_language() {
    let kind = |id: &str| Kind::parse(id).unwrap();
    let bare = meeting("na-example", "1", "Bare Room");
    let stairs =
        Meeting { access: vec![(kind("step_free"), false)], ..meeting("na-example", "2", "Stairs Room") };
    let ramp = Meeting {
        access: vec![(kind("step_free"), true), (kind("accessible_toilet"), false)],
        ..meeting("na-example", "3", "Ramp Room")
    };
    let world = World::of(vec![bare, stairs, ramp]);
    for (language, unknown, no) in WORDS {
        for (name, unknowns, noes) in [("bare", 2, 0), ("stairs", 1, 1), ("ramp", 0, 1)] {
            let json = world.search(&format!("q={name}")).await.json();
            let meeting = &json["meetings"][0];
            let page = meeting["links"]["html"].as_str().unwrap();
            let html = world.get(&format!("{page}?ui_lang={language}")).await.text();
            let all = facts(&html);
            let count = |words: &str| all.iter().filter(|(_, value)| value == words).count();
            assert_eq!((count(unknown), count(no)), (unknowns, noes), "{language} {name}: {all:?}");
            let told = meeting["access"].as_object().unwrap().values();
            assert_eq!(told.filter(|value| *value == "no").count(), noes, "{name} as data");
        }
    }
    // who asks for access is not told that a room has none because nobody said
    let found = world.search("access=step_free").await.names();
    assert_eq!(found, ["Ramp Room"]);
}

#[tokio::test]
async fn cards_tell_another_language_and_stated_access() {
    let kind = |id: &str| Kind::parse(id).unwrap();
    let room = |key: &str, name: &str, languages: &[&str], access: Vec<(Kind, bool)>| Meeting {
        languages: languages.iter().map(|tag| (*tag).to_owned()).collect(),
        access,
        ..meeting("na-example", key, name)
    };
    let world = World::of(vec![
        room("1", "Grupo Sol", &["es"], vec![(kind("step_free"), true)]),
        room("2", "Both Ways", &["en", "es"], vec![(kind("step_free"), false)]),
        room("3", "Plain Room", &["en"], vec![]),
    ]);
    for (language, name, told) in [
        ("en", "Grupo Sol", "Narcotics Anonymous · Twelve Steps · Spanish · Wheelchair access"),
        ("en", "Both Ways", "Narcotics Anonymous · Twelve Steps · English · Spanish · Wheelchair access: no"),
        ("en", "Plain Room", "Narcotics Anonymous · Twelve Steps"),
        ("es", "Grupo Sol", "Narcóticos Anónimos · Doce Pasos · Acceso en silla de ruedas"),
        ("es", "Plain Room", "Narcóticos Anónimos · Doce Pasos · Inglés"),
    ] {
        let query = format!("/?q={}&ui_lang={language}", name.replace(' ', "+"));
        let html = world.get(&query).await.text();
        let card = html.split("<li class=\"card").skip(1).find(|card| card.contains(name)).unwrap();
        assert!(card.contains(&format!("<p class=\"quiet\">{told}</p>")), "{query}: {card}");
    }
}

#[tokio::test]
async fn whatever_is_refused_the_rest_stays_in_the_form() {
    let world = World::invented();
    for bad in [
        "after=25:99",
        "when=funday",
        "weekday=blursday",
        "near=Xyzzyville",
        "radius_km=-5",
        "covers=tea",
        "cursor=x",
    ] {
        let address = format!("/?{bad}&q=clean&fellowship=na&access=step_free");
        let page = world.send(Request::get(&address).header("accept", "text/html")).await;
        let html = page.text();
        assert_eq!(page.status, 400, "{bad}");
        for kept in [
            "role=\"alert\"",
            "value=\"clean",
            "value=\"na\" selected",
            "value=\"step_free\" checked",
            "Need to talk now?",
        ] {
            assert!(html.contains(kept), "{kept} after {bad}:\n{html}");
        }
    }
}

#[tokio::test]
async fn fellowships_stand_in_the_order_of_their_names_wherever_they_are_chosen() {
    let world = World::invented();
    for path in ["/", "/which", "/fellowships", "/sources"] {
        let html = world.get(path).await.text();
        let names: Vec<String> = match path {
            "/" | "/sources" => {
                let list =
                    html.split("name=\"fellowship\">").nth(1).unwrap().split("</select>").next().unwrap();
                let options = list.split("<option").skip(2).map(|option| option.split('>').nth(1).unwrap());
                options.map(|rest| rest.split('<').next().unwrap().to_lowercase()).collect()
            }
            _ => {
                let rows = html.split("class=\"row\" href=\"/fellowships/").skip(1);
                rows.map(|row| row.split("<bdi>").nth(1).unwrap().split('<').next().unwrap().to_lowercase())
                    .collect()
            }
        };
        assert!(names.len() >= 3 && names.is_sorted(), "{path}: {names:?}");
    }
}

#[tokio::test]
async fn what_would_do_instead_is_said_in_every_language() {
    let world = World::invented();
    for (query, language, cause) in [
        ("after=25:99", "es", "Una hora se escribe así: 19:00."),
        ("near=Germany&sort=nearest", "de", "Das braucht einen Ort"),
        ("near=Nowhereville", "fr", "aucun lieu de ce nom"),
        ("weekday=funday", "pt", "Escolha um da lista."),
        ("radius_km=5", "es", "Esto necesita un lugar"),
        ("limit=0", "de", "Hier wird eine Zahl gebraucht."),
        ("updated_since=yesterday", "fa", "تاریخ را این‌طور بنویسید"),
    ] {
        let answer = world.get(&format!("/?{query}&ui_lang={language}")).await;
        assert_eq!(answer.status, 400, "{query}");
        let html = answer.text();
        let told = html.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(told.contains(cause), "{query}: {told}");
        let words = told.replace("19:00", "");
        assert!(!words.contains("is not") && !words.contains("needs a"), "{query} in English: {told}");
    }
}
