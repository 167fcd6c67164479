//! Pages: records by selector, context around them, tables, prose, pages about one record, XML.

use super::{outline, part, read, recipe, records};
use crate::notice::Code;
use crate::plan::Role;
use serde_json::json;

#[test]
fn headings_before_a_record_belong_to_it() {
    let body = "<h1>List</h1>\n<h3>MONDAY</h3>\n<div class=m><b>Harbor</b> 7 pm\n<a href='/g/1'>more</a></div>\n\
        <div class=m><b>Pier</b> 8 pm</div>\n<h3>TUESDAY</h3>\n<p>closed\n<div class=m><b>Dock</b> noon</div>";
    let recipe = recipe(
        r#"
        [[records]]
        select = "div.m"
        [records.fields]
        name = "b"
        day = { before = "h3", then = ["title_case"] }
        time = { own = true }
        url = { select = "a", attr = "href", then = ["absolute"] }
        "#,
    );
    let rows = read(&recipe, &[part(Role::Feed, "", body)]).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] record 1 (div.m) 3:1 {"day":"Monday","name":"Harbor","time":"7 pm","url":"https://list.example/g/1"}
    [0] record 2 (div.m) 5:1 {"day":"Monday","name":"Pier","time":"8 pm"}
    [0] record 3 (div.m) 8:1 {"day":"Tuesday","name":"Dock","time":"noon"}
    "#);
}

#[test]
fn cells_reach_over_rows_and_columns() {
    let body = "<TABLE><TR><TH>Day<TH>Time<TH colspan=2>Place\n\
        <TR><TD rowspan=2>Monday<TD>7 pm<TD>Hall<TD>Alba\n\
        <TR><TD>8 pm<TD colspan=2>Church\n\
        <TR><TD>Tuesday<TD>noon<TD>Club<TD>Born<TABLE><TR><TD>x</TABLE></TABLE>";
    let recipe = recipe(
        r#"
        [[records]]
        select = "table tr:has(td)"
        skip = [{ field = { cell = 2 }, missing = true, silent = true }]
        [records.fields]
        day = { column = "day" }
        time = { cell = 2 }
        location = { cell = 3 }
        city = { cell = 4, own = true }
        "#,
    );
    let rows = read(&recipe, &[part(Role::Feed, "", body)]).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] record 1 (table tr:has(td)) 2:1 {"city":"Alba","day":"Monday","location":"Hall","time":"7 pm"}
    [0] record 2 (table tr:has(td)) 3:1 {"city":"Church","day":"Monday","location":"Church","time":"8 pm"}
    [0] record 3 (table tr:has(td)) 4:1 {"city":"Born","day":"Tuesday","location":"Club","time":"noon"}
    "#);
}

#[test]
fn prose_is_divided_by_a_pattern() {
    let body =
        "<p>Our circles</p><p>Sundays | 11:00am (GMT)<br>Quay Room<p>First Mondays | 7pm (EST)<br>Loft";
    let recipe = r"
        [[records]]
        pattern = '(?m)^(?<when>\w[^|\n]*) \| (?<time>[^(\n]+)\((?<zone>\w+)\)\n(?<name>.+)$'
        [records.fields]
        name = 'name'
        schedule = { of = ['when', 'time'], join = ' ' }
        timezone = { group = 'zone' }
    ";
    assert_eq!(
        records(recipe, body),
        [
            json!({"name": "Quay Room", "schedule": "Sundays 11:00am", "timezone": "GMT"}),
            json!({"name": "Loft", "schedule": "First Mondays 7pm", "timezone": "EST"})
        ]
    );
    let plain = recipe_of_lines();
    let rows = read(&plain, &[part(Role::Feed, "", "Mondays: Hall\n\nTuesdays: Pier\n")]).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] /meetings/, match 1 1:1 {"day":"Mondays","name":"Hall"}
    [0] /meetings/, match 2 3:1 {"day":"Tuesdays","name":"Pier"}
    "#);
}

fn recipe_of_lines() -> crate::format::recipe::Recipe {
    recipe(
        r"records = [{ pattern = '(?m)^(?<day>\w+days?): (?<name>.+)$', fields = { day = 'day', name = 'name' } }]",
    )
}

#[test]
fn an_element_with_several_meetings_is_divided_and_one_with_none_is_kept() {
    let body = "<ul><li><b>Harbor</b> Mondays 7 pm, Fridays 8 pm</li><li><b>Pier</b> ask us</li></ul>";
    let recipe = r"
        [[records]]
        select = 'li'
        pattern = '(?<day>\w+day)s (?<time>\d+ pm)'
        pattern_in = { own = true }
        fields = { name = 'b', day = 'day', time = 'time' }
    ";
    assert_eq!(
        records(recipe, body),
        [
            json!({"day": "Monday", "name": "Harbor", "time": "7 pm"}),
            json!({"day": "Friday", "name": "Harbor", "time": "8 pm"}),
            json!({"name": "Pier"})
        ]
    );
}

#[test]
fn json_in_a_script_or_an_attribute_is_read_as_json() {
    let script = "<script>var a = [1]; var list = [{\"n\": \"A\", \"d\": 1}];</script>";
    let recipe = r"
        [[records]]
        json_in = { select = 'script', then = [{ capture = '(?s)var list = (.*)' }] }
        path = '*'
        fields = { name = 'n', day = 'd' }
    ";
    assert_eq!(records(recipe, script), [json!({"day": 1, "name": "A"})]);
    let attribute = "<div id=map data-all='{&quot;l&quot;:[{&quot;n&quot;:&quot;B&quot;}]}'></div>";
    let recipe = "records = [{ json_in = { select = '#map', attr = 'data-all' }, path = 'l.*', fields = { name = 'n' } }]";
    assert_eq!(records(recipe, attribute), [json!({"name": "B"})]);
}

#[test]
fn pages_about_one_record_go_before_the_list() {
    let list = "<li><a href='/m/1/'>Harbor</a> 1 am</li><li><a href='/m/2/'>Pier</a> 2 am</li>\
        <li><a href='/m/3/'>Dock</a> 3 am</li>";
    let recipe = recipe(
        r#"
        [[records]]
        select = "li"
        fields = { name = "a", time = { own = true } }
        [records.detail]
        link = { select = "a", attr = "href" }
        fields = { time = "b", notes = { select = "i" } }
        "#,
    );
    let parts = [
        part(Role::Page, "", list),
        part(Role::Detail, "/m/1/", "<b>19:00</b><i>Bring a cup</i>"),
        part(Role::Detail, "/m/2/", "<p>moved"),
        part(Role::Detail, "/m/3/", ""),
    ];
    let rows = read(&recipe, &parts).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] record 1 (li) 1:1 {"notes":"Bring a cup","time":"19:00","name":"Harbor"}
    [0] record 2 (li) 1:41 {"name":"Pier","time":"2 am"}
    [0] record 3 (li) 1:79 {"name":"Dock","time":"3 am"}
    value_unexpected record 3 (li) 1:79 /m/3/: there are no bytes to read
    "#);
}

#[test]
fn pages_of_one_record_each_stand_alone_and_a_broken_one_costs_only_itself() {
    let recipe = recipe(
        "records = [{ role = 'detail', fields = { name = { select = 'h1' }, url = { page_url = true } } }]",
    );
    let parts = [
        part(Role::Index, "/map.xml", "<urlset><url><loc>https://list.example/m/1/</loc></url></urlset>"),
        part(Role::Detail, "/m/1/", "<h1>Harbor</h1>"),
        part(Role::Detail, "/m/2/", " "),
    ];
    let rows = read(&recipe, &parts).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [1] /m/1/ {"name":"Harbor","url":"https://list.example/m/1/"}
    record_unreadable /m/2/ there are no bytes to read
    "#);
    assert_eq!(rows.records(), 2);
}

#[test]
fn xml_is_read_as_a_page_whatever_its_elements_are_called() {
    let body = "<?xml version='1.0'?>\n<!-- two\nlines --><markers>\n<marker name='Harbor &amp; Co' lat='1.5'/>\n\
        <marker name='Pier'><link>https://a.example/</link><note><![CDATA[<7 & up]]></note></marker></markers>";
    let recipe = recipe(
        r#"
        [[records]]
        select = "marker"
        [records.fields]
        name = { attr = "name" }
        latitude = { attr = "lat" }
        url = "x-link"
        notes = "note"
        "#,
    );
    let rows = read(&recipe, &[part(Role::Feed, "", body)]).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] record 1 (marker) 4:1 {"latitude":"1.5","name":"Harbor & Co"}
    [0] record 2 (marker) 5:1 {"name":"Pier","notes":"<7 & up","url":"https://a.example/"}
    "#);
}

#[test]
fn a_page_without_records_is_not_an_empty_list() {
    let recipe = recipe("records = [{ select = 'li.m', fields = { name = { select = '' } } }]");
    let refusal = read(&recipe, &[part(Role::Feed, "", "<p>We moved</p>")]).unwrap_err();
    assert_eq!(refusal.code, Code::SchemaBreak);
}

#[test]
fn pages_made_to_cost_time_are_refused() {
    let recipe = recipe("records = [{ select = 'p', fields = { name = { select = '' } } }]");
    let refused = |body: String| read(&recipe, &[part(Role::Feed, "", &body)]).unwrap_err().code;
    assert_eq!(refused("<p>".to_owned() + &"<div>".repeat(100_000)), Code::NestingLimit);
    assert_eq!(
        refused((0..900).map(|n| format!("<font size={n}>")).collect::<String>() + &"<p>x".repeat(20_000)),
        Code::NestingLimit
    );
    let anchors: String = (0..20_000).map(|n| format!("<p><a name=x{n}><font size=2><b>x")).collect();
    assert_eq!(
        read(&recipe, &[part(Role::Feed, "", &anchors)]).unwrap().records(),
        20_000,
        "old pages are like that"
    );
    let cells = format!("<p>x<table>{}</table>", "<tr><td><font color=red><b>x".repeat(20_000));
    assert_eq!(read(&recipe, &[part(Role::Feed, "", &cells)]).unwrap().records(), 1);
    let wide = format!("<html>{}", "<p>a<br><img><td>".repeat(20_000));
    assert_eq!(read(&recipe, &[part(Role::Feed, "", &wide)]).unwrap().records(), 20_000);
}
