//! What is wrong with a recipe is told with its key; what is wrong with a document never stops the program.

use super::{part, read, recipe};
use crate::plan::Role;
use proptest::prelude::*;

#[test]
fn mistakes_are_told_with_their_keys() {
    for (text, expected) in [
        ("records = []", "records: there is no rule where the records are"),
        ("records = [{ path = '*' }]", "records[0].fields: no field is said"),
        (
            "records = [{ fields = { nmae = 'n' } }]",
            "records[0].fields.nmae: there is no `nmae`; did you mean `name`?",
        ),
        (
            "records = [{ fields = { contact_1_name = 'n' } }]",
            "records[0].fields.contact_1_name: there is no `contact_1_name`",
        ),
        (
            "records = [{ select = 'tr >', fields = { name = 'td' } }]",
            "records[0].select: `tr >` is not a selector",
        ),
        (
            "records = [{ fields = { name = { path = 'a', then = ['lower', { capture = '(' }] } } }]",
            "records[0].fields.name.then[1]: not a pattern",
        ),
        (
            "records = [{ fields = { name = { path = '**.a' } } }]",
            "records[0].fields.name: nothing can follow",
        ),
        ("records = [{ path = '^.a', fields = { name = 'n' } }]", "records[0].path: `^`, `**`, `@key`"),
        (
            "codes = ['tsm']\nrecords = [{ fields = { name = 'n' } }]",
            "codes[0]: there is no `tsm`; did you mean",
        ),
        (
            "records = [{ fields = { name = { path = 'n', then = [{ table = 'z' }] } } }]",
            "records[0].fields.name.then[0]: there is no `z`",
        ),
        (
            "records = [{ fields = { name = { path = 'n', then = [{ local = { zone = 'EST' } }] } } }]",
            "records[0].fields.name.then[0]: `EST` is not a tz database name",
        ),
        (
            "records = [{ pattern = '(?<a>x)', fields = { name = { group = 'b' } } }]",
            "records[0].fields.name: the pattern has no group `b`",
        ),
        (
            "records = [{ path = '*', select = 'p', fields = { name = 'n' } }]",
            "records[0].select: say with `html_in`",
        ),
        (
            "fetch = { pages = { query = 'p' } }\nrecords = [{ fields = { name = 'n' } }]",
            "fetch.pages: say one of",
        ),
        (
            "fetch = { links = [{ from = 'a' }] }\nrecords = [{ fields = { name = 'n' } }]",
            "fetch.links[0].from: say which it is",
        ),
        (
            "fetch = { max_requests = 9000 }\nrecords = [{ fields = { name = 'n' } }]",
            "fetch.max_requests: it can",
        ),
        ("use = 'nosuch'", "use: there is no recipe `nosuch`"),
        ("use = 'oa'\ncodes = ['tsml']", "use: beside `use` only `fetch`"),
    ] {
        let mistakes = recipe(text).check();
        let told = mistakes.first().map(ToString::to_string).unwrap_or_default();
        assert!(told.starts_with(expected), "{text}\n{told}");
        assert!(read(&recipe(text), &[part(Role::Feed, "", "[]")]).is_err(), "{text}");
    }
}

#[test]
fn unknown_keys_and_steps_are_refused() {
    for (text, expected) in [
        ("records = [{ feilds = {} }]", "unknown field `feilds`"),
        ("records = [{ fields = { name = { paht = 'n' } } }]", "unknown field `paht`"),
        ("records = [{ fields = { name = { path = 'n', then = ['upper'] } } }]", "unknown variant `upper`"),
        ("records = [{ fields = { name = 7 } }]", "a path or selector"),
    ] {
        let error = toml::from_str::<crate::format::recipe::Recipe>(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn a_recipe_survives_being_kept() {
    let text = r#"
        codes = ["pathminder"]
        [tables.zones]
        Maine = "America/New_York"
        [fetch]
        urls = ["/sitemap.xml"]
        role = "index"
        pages = { query = "p", count = { path = "c" } }
        [[fetch.links]]
        from = { select = "loc" }
        [[records]]
        role = "detail"
        skip = [{ field = "p.gone", missing = true }]
        [records.fields]
        name = ["h1", { select = "title", then = ["lower", { pick = -1 }, { local = { from = "b" } }] }]
        day = { cell = 2, then = [{ day_base = "monday_1" }, { map = { a = "b" } }, { divide = 60.0 }] }
    "#;
    let first = recipe(text);
    assert_eq!(first.check(), []);
    let json = serde_json::to_string(&first).unwrap();
    let again: crate::format::recipe::Recipe = serde_json::from_str(&json).unwrap();
    assert_eq!(again, first);
    let again: crate::format::recipe::Recipe = toml::from_str(&toml::to_string(&first).unwrap()).unwrap();
    assert_eq!(again, first);
}

const EVERYTHING: &str = r#"
    [[records]]
    path = "a.*.b?.*"
    html_in = ["h", "^.h"]
    select = "li, tr"
    pattern = '(?<w>\w+)day'
    [records.fields]
    name = { select = "b", before = "p", cell = 1, column = "x", path = "n", attr = "i", own = true }
    types = { path = "**", then = ["strip_html", "time_of", "day_of", { html = { select = "i" } }, { json = "a.*" }] }
    starts = { path = "t", then = [{ local = { from = "z" } }, { seconds_of_week = "monday_0" }] }
    day = "w"
    [[records]]
    json_in = { select = "script" }
    path = "*"
    fields = { name = "n", time = { path = "t", then = ["minutes_of_day", { datetime = "%H%M" }] } }
    [[records]]
    select = "li, td"
    [records.fields]
    name = { cell = 1, before = "b, p", then = ["absolute", "title_case", { split = "," }] }
    [[records]]
    fields = { name = { select = "b" } }
"#;

proptest! {
    #[test]
    fn any_document_is_survived(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", "\"a\":", "\"b\":", "\"h\":", "\"n\"", ":", ",", "1", "null", "-9e99", "<", ">",
            "<li>", "<b>", "</b>", "<table>", "<tr>", "<td rowspan=99999 colspan=9>", "</table>", "<script>[1]",
            "</script>", "<!--", "-->", "<svg>", "<path/>", "<template>", "<?xml ", "<![CDATA[", "Monday", "é", "\n",
            "&#0;", "<p a='", "\"<li>Sunday</li>\"", "{\"a\":[{\"b\":[{\"h\":\"<li><b i=1>Monday</b>\"}]}]}",
        ]), 0..40),
        role in prop::sample::select(vec![Role::Feed, Role::Page, Role::Detail]),
    ) {
        let recipe = recipe(EVERYTHING);
        prop_assert_eq!(recipe.check(), []);
        let part = part(role, "", &pieces.concat());
        if let Ok(rows) = read(&recipe, &[part]) {
            for raw in rows.iter().map(|row| row.raw) {
                prop_assert!(rows.place(raw, Some("name")).is_some());
            }
        }
    }
}
