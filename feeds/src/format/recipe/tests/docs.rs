//! The examples of `docs/recipes.md` are true.

use super::{outline, part, read, recipe};
use crate::format::recipe::Step;
use crate::plan::{self, Role};

const DOCS: &str = include_str!("../../../../../docs/recipes.md");
const NESTED: &str = include_str!("../../../../../docs/recipes/nested.toml");
const PAGE: &str = include_str!("../../../../../docs/recipes/page.toml");

#[test]
fn the_recipes_shown_are_those_beside_it() {
    for shown in [NESTED, PAGE] {
        assert!(DOCS.contains(&format!("```toml\n{shown}```")), "{shown}");
        assert_eq!(recipe(shown).check(), []);
    }
    let source = DOCS.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let source: crate::source::Source = toml::from_str(source).unwrap();
    assert_eq!(source.recipe.unwrap().check(), []);
}

#[test]
fn groups_with_meetings_inside() {
    let body = include_str!("../../../../../docs/recipes/nested.json");
    let rows = read(&recipe(NESTED), &[part(Role::Feed, "", body)]).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] /groups/0/meetings/0 7:9 {"address":"12 Quay Street","city":"Alba","day":"Monday","id":7,"name":"Harbor Group","notes":"Use the rear door","time":"19:00","types":["Open","Hybrid"]}
    [0] /groups/1/meetings 11:5 {"city":"Born","name":"Pier Group"}
    unpublished_record /groups/0/meetings/1 8:9 cancelled
    "#);
}

#[test]
fn a_page_with_headings_and_a_page_about_each_meeting() {
    let list = include_str!("../../../../../docs/recipes/page.html");
    let about = include_str!("../../../../../docs/recipes/page-32.html");
    let parts = [part(Role::Page, "", list), part(Role::Detail, "/meeting/32", about)];
    let rows = read(&recipe(PAGE), &parts).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] record 1 (li.meeting) 3:3 {"day":"Monday","id":"31","name":"First Light","time":"7:00 am"}
    [0] record 2 (li.meeting) 4:3 {"formatted_address":"12 Quay Street, Alba","time":"12:15 pm","day":"Monday","id":"32","name":"Long Lunch"}
    [0] record 3 (li.meeting) 8:3 {"day":"Friday","id":"33","name":"Harbor Lights","time":"8:00 pm"}
    "#);
    let mut source = crate::format::tests::source("na");
    source.recipe = Some(recipe(PAGE));
    source.url = "https://list.example/".parse().unwrap();
    let asked = |done: &[_]| {
        plan::requests(&source, done).iter().map(|r| r.url.path().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&[]), ["/meetings/"]);
    assert_eq!(asked(&parts[..1]), ["/meeting/31", "/meeting/32", "/meeting/33"]);
}

#[test]
fn every_step_and_every_key_is_explained() {
    let error = toml::from_str::<Steps>("then = ['upper']").unwrap_err().to_string();
    let known = error.split("expected one of ").nth(1).unwrap();
    for step in known.split('`').skip(1).step_by(2) {
        assert!(DOCS.contains(&format!("\"{step}\"")) || DOCS.contains(&format!("{{ {step} = ")), "{step}");
    }
    for table in [
        "[[records]]\nx = 1",
        "[fetch]\nx = 1",
        "fetch = { pages = { x = 1 } }",
        "records = [{ fields = { name = { x = 1 } } }]",
    ] {
        let error = toml::from_str::<crate::format::recipe::Recipe>(table).unwrap_err().to_string();
        let known = error.split("expected one of ").nth(1).unwrap();
        for key in known.split('`').skip(1).step_by(2) {
            assert!(DOCS.contains(&format!("`{key}`")) || DOCS.contains(&format!("pages.{key}`")), "{key}");
        }
    }
}

#[derive(Debug, serde::Deserialize)]
struct Steps {
    #[allow(dead_code, reason = "only whether it can be read matters")]
    then: Vec<Step>,
}
