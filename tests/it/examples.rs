//! Every example of the documentation, and every line to copy that a page shows, run against the sample sites as a newcomer
//! would: what it answers holds something.

use crate::http::{Got, Reply, Site, ask, get};
use crate::world::{Server, World, list, path_text};
use serde_json::Value;

const README: &str = include_str!("../../README.md");
const API: &str = include_str!("../../docs/api.md");
const DISCOVER: &str = include_str!("../../docs/discover.md");
/// Where examples say that the server is.
const BASE: &str = "http://127.0.0.1:8080";

/// The sample sites, crawled, at the moment that the browser tests look at them too.
fn demo() -> World {
    let world = World::new().at("2026-11-22T20:00:00Z");
    let data = world.data();
    assert_eq!(world.run(&["demo", "--once", "--data", path_text(&data)]).code, 0);
    std::fs::write(world.config(), format!("data = '{}'\n", path_text(&data))).unwrap();
    world
}

/// The addresses that curl is shown with.
fn addresses(text: &str) -> Vec<&str> {
    let quoted = text.lines().filter_map(|line| line.trim().strip_prefix("curl '"));
    quoted.map(|rest| rest.trim_end_matches('\'')).collect()
}

/// Whether an answer holds what one asks such an address for, and not only says that all is well.
fn holds_something(target: &str, got: &Got) -> bool {
    let path = target.split('?').next().unwrap();
    let is_calendar = path.ends_with(".ics");
    if is_calendar || path.ends_with(".txt") || path.ends_with(".csv") || path.ends_with(".ndjson") {
        let mark = if is_calendar { "BEGIN:VEVENT" } else { "m" };
        return got.body.contains(mark) && got.body.lines().count() > 1;
    }
    if path.starts_with("/embed") {
        return got.body.contains("<h3>");
    }
    if ["/healthz", "/readyz", "/metrics"].contains(&path) {
        return !got.body.is_empty();
    }
    let json: Value = got.json();
    let is_full = |value: &Value| match value {
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
        other => !other.is_null(),
    };
    match json.get("total") {
        Some(total) => total.as_u64() > Some(0),
        None => ["features", "suggestions", "places", "notices", "sources"]
            .iter()
            .find_map(|name| json.get(name))
            .map_or_else(|| is_full(&json), is_full),
    }
}

#[test]
fn every_address_in_the_documentation_finds_something() {
    let world = demo();
    let server = world.serve();
    let shown: Vec<&str> = [README, API, DISCOVER].into_iter().flat_map(addresses).collect();
    assert!(shown.len() >= 11, "{shown:?}");
    for address in shown {
        let target = address.strip_prefix(BASE).unwrap_or_else(|| panic!("{address}"));
        let got = get(server.addr, target);
        assert_eq!(got.status, 200, "{address}: {}", got.body);
        assert!(holds_something(target, &got), "{address}: {}", got.body);
    }
}

#[test]
fn every_search_in_the_documentation_finds_something() {
    let world = demo();
    let commands: Vec<&str> =
        README.lines().filter_map(|line| line.trim().strip_prefix("$ everyroom search ")).collect();
    assert!(commands.len() >= 2, "{commands:?}");
    for command in commands {
        let command = command.split("  #").next().unwrap_or(command).trim();
        let mut args = vec!["search".to_owned()];
        // words in double quotes are one word
        for (at, part) in command.split('"').enumerate() {
            match at % 2 {
                0 => args.extend(part.split_whitespace().map(str::to_owned)),
                _ => args.push(part.to_owned()),
            }
        }
        args.push("--json".to_owned());
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = world.run(&args);
        assert_eq!(ran.code, 0, "{command}: {ran:?}");
        assert!(ran.json()["total"].as_u64() > Some(0), "{command}: {ran:?}");
    }
}

#[test]
fn the_command_line_explains_what_it_understood() {
    let world = demo();
    let ran = world.run(&["search", "--explain", "women's na tuesday evening oakland"]);
    for words in
        ["women's", "audience women", "fellowship na", "weekday tue", "after", "Oakland by name", "zone"]
    {
        assert!(ran.out.contains(words), "{words} in {}", ran.out);
    }
    assert!(ran.out.contains("= words 0 near"), "{}", ran.out);
}

#[test]
fn what_discover_is_shown_to_print_is_what_it_prints() {
    let site = Site::new(|asked| match asked.target.as_str() {
        "/" => {
            let page = "<!doctype html>\n\
                <html><head><title>Example Area of Narcotics Anonymous</title></head><body>\n\
                <meta name='12_step_meeting_list' content='3.19.17'>\n\
                <link rel='alternate' type='application/json' title='Meetings Feed' \
                href='/wp-admin/admin-ajax.php?action=meetings'>\n</body></html>";
            Reply { headers: vec![("Content-Type".into(), "text/html".into())], ..Reply::json(page) }
        }
        "/wp-admin/admin-ajax.php?action=meetings" => Reply::json(list("Found", 12)),
        _ => Reply::status(404),
    });
    let world = World::new().at("2026-11-22T20:00:00Z");
    let config =
        format!("[crawl]\nhost_gap_ms = 0\nallow_private = ['{}']\n[registry]\nbuiltin = false\n", site.addr);
    std::fs::write(world.config(), config).unwrap();
    let ran = world.run(&["discover", &format!("http://{}/", site.addr)]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let shown =
        DISCOVER.split("```console\n$ everyroom discover https://www.club.example/\n").nth(1).unwrap();
    let shown: Vec<&str> = shown.split("```").next().unwrap().lines().collect();
    let printed = format!("{}{}", ran.err, ran.out)
        .replace(&format!("http://{}", site.addr), "https://www.club.example");
    // an id is made of the name of the site, and loopback has none
    let is_told = |line: &&str| !line.starts_with("id = ");
    let printed: Vec<&str> = printed.lines().filter(is_told).collect();
    assert!(shown.len() > 12, "{shown:?}");
    for line in shown.into_iter().filter(is_told) {
        assert!(printed.contains(&line), "{line}\nis not printed:\n{}", printed.join("\n"));
    }
}

/// What a page shows to be copied.
fn codes(server: &Server, path: &str) -> Vec<String> {
    codes_of(&server.get(path).body)
}

fn codes_of(html: &str) -> Vec<String> {
    let codes = html.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next());
    let plain = |code: &str| {
        let signs = [("&#39;", "'"), ("&#34;", "\""), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
        signs.into_iter().fold(code.to_owned(), |code, (from, to)| code.replace(from, to))
    };
    codes.map(plain).collect()
}

/// Does what a line for curl says, with a feed where it names a file.
fn curl(server: &Server, line: &str, feed: &str) -> (String, Got) {
    let quoted: Vec<&str> = line.split('\'').skip(1).step_by(2).collect();
    let at = quoted.iter().position(|part| part.starts_with(BASE)).unwrap_or_else(|| panic!("{line}"));
    let target = quoted[at].strip_prefix(BASE).unwrap().to_owned();
    let data = quoted.iter().enumerate().find(|(other, _)| *other != at).map(|(_, data)| *data);
    let body = if line.contains("@FILE") { feed } else { data.unwrap_or_default() };
    let method = if line.contains("-X POST")
        || line.contains("--data")
        || line.contains("--json")
        || line.contains(" -d ")
    {
        "POST"
    } else {
        "GET"
    };
    let length = body.len().to_string();
    let kind =
        if body.starts_with(['{', '[']) { "application/json" } else { "application/x-www-form-urlencoded" };
    let headers = [("Content-Length", length.as_str()), ("Content-Type", kind)];
    let headers = if method == "POST" { &headers[..] } else { &[] };
    let got = ask(server.addr, method, &target, headers, body);
    (target, got)
}

#[test]
fn every_line_that_the_pages_for_developers_show_finds_something() {
    let world = demo();
    let server = world.serve();
    let id = server.json("/v1/meetings?limit=1")["meetings"][0]["id"].as_str().unwrap().to_owned();
    let document = server.json("/openapi.json");
    let methods =
        document["paths"].as_object().unwrap().values().flat_map(|all| all.as_object().unwrap().values());
    let pages =
        methods.map(|operation| format!("/developers/{}", operation["operationId"].as_str().unwrap()));
    let (mut tried, mut faults) = (0, Vec::new());
    for page in std::iter::once("/developers".to_owned()).chain(pages) {
        for line in codes(&server, &page).into_iter().filter(|code| code.starts_with("curl ")) {
            tried += 1;
            // what stands for something is put in, as everybody would
            let is_source = line.contains("/v1/sources/");
            let id = if is_source { "aa-hudson" } else { &id };
            let line = line.replace("{id}", id).replace("{suffix}", "csv");
            let (target, got) = curl(&server, &line, &list("Copied", 3));
            if got.status != 200 || !holds_something(&target, &got) {
                faults.push(format!("{page}: {line}: {} {:.200}", got.status, got.body));
            }
        }
    }
    assert!(tried >= 20, "{tried}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_frame_and_the_check_that_pages_show_work() {
    let world = demo();
    let server = world.serve();
    let frames = codes(&server, "/embed");
    let frame =
        frames.iter().find(|code| code.starts_with("<iframe ")).unwrap_or_else(|| panic!("{frames:?}"));
    let source = frame.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
    let target = source.strip_prefix(BASE).unwrap_or_else(|| panic!("{frame}"));
    let got = server.get(target);
    assert_eq!(got.status, 200, "{target}");
    assert!(holds_something(target, &got), "{target}: {}", got.body);

    let feed = list("Pasted", 4);
    let parts = [("text", feed.as_str()), ("fellowship", "aa"), ("country", "US")];
    let part =
        |(name, value)| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let form = format!("{}--x--\r\n", parts.map(part).concat());
    let length = form.len().to_string();
    let headers = [("Content-Length", length.as_str()), ("Content-Type", "multipart/form-data; boundary=x")];
    let page = ask(server.addr, "POST", "/check", &headers, &form);
    assert_eq!(page.status, 200, "{}", page.body);
    let shown = codes_of(&page.body);
    let line = shown.iter().find(|code| code.starts_with("curl ")).unwrap_or_else(|| panic!("{shown:?}"));
    let (_, got) = curl(&server, line, &feed);
    assert_eq!((got.status, &got.json()["meetings"]), (200, &Value::from(4)), "{line}: {}", got.body);
}
