//! Every example of the documentation, run against the sample sites as a newcomer would.

use crate::http::get;
use crate::world::{World, path_text};

const README: &str = include_str!("../../README.md");
const API: &str = include_str!("../../docs/api.md");

/// The sample sites, crawled.
fn demo() -> World {
    let world = World::new();
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

#[test]
fn every_address_in_the_documentation_answers() {
    let world = demo();
    let server = world.serve();
    let shown: Vec<&str> = [README, API].into_iter().flat_map(addresses).collect();
    assert!(shown.len() >= 11, "{shown:?}");
    for address in shown {
        let target = address.strip_prefix("http://127.0.0.1:8080").unwrap_or_else(|| panic!("{address}"));
        let got = get(server.addr, target);
        assert_eq!(got.status, 200, "{address}: {}", got.body);
        assert!(got.body.len() > 40, "{address}: {}", got.body);
    }
}

#[test]
fn every_search_in_the_documentation_runs() {
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
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = world.run(&args);
        assert_eq!(ran.code, 0, "{command}: {ran:?}");
        assert!(ran.out.contains("meeting"), "{command}: {ran:?}");
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
