//! The headers of every route there is, as a table: a route that is not in it fails.

use crate::world::{SAN_JOSE, World, config, many};
use everyroom_api::ApiConfig;
use std::collections::BTreeSet;

/// The routes of the pages as they are written down.
const PAGES: &str = include_str!("../../src/web/mod.rs");

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sort {
    /// A page for people.
    Page,
    /// A list that other sites may frame.
    Framed,
    /// For programs, or a file.
    Data,
}

use Sort::{Data, Framed, Page};

/// Route, an address of it, and what it answers.
const ROUTES: [(&str, &str, Sort); 42] = [
    ("/", "/", Page),
    ("/", "/?fellowship=na", Page),
    ("/", "/?q=nosuchwordanywhere", Page),
    ("/", "/?after=25:99", Page),
    ("/search", "/search?q=na", Data),
    ("/m/{id}", "/m/{id}", Page),
    ("/m/{id}", "/m/m000000000000", Page),
    ("/fellowships", "/fellowships", Page),
    ("/fellowships/{id}", "/fellowships/na", Page),
    ("/which", "/which?for=family", Page),
    ("/first-meeting", "/first-meeting", Page),
    ("/about", "/about", Page),
    ("/privacy", "/privacy", Page),
    ("/help", "/help", Page),
    ("/exit", "/exit", Page),
    ("/sources", "/sources", Page),
    ("/sources/{id}", "/sources/na-example", Page),
    ("/check", "/check", Page),
    ("/withdraw", "/withdraw", Page),
    ("/withdraw/sent", "/withdraw/sent?number=1", Page),
    ("/developers", "/developers", Page),
    ("/developers/{operation}", "/developers/search", Page),
    ("/problems", "/problems", Page),
    ("/problems/{code}", "/problems/not-found", Page),
    ("/embed", "/embed", Page),
    ("/embed", "/embed?fellowship=na", Framed),
    ("/robots.txt", "/robots.txt", Data),
    ("/v1", "/v1", Data),
    ("/v1/meetings", "/v1/meetings", Data),
    ("/v1/meetings/{id}", "/v1/meetings/{id}", Data),
    ("/v1/meetings.{suffix}", "/v1/meetings.csv", Data),
    ("/v1/facets", "/v1/facets", Data),
    ("/v1/suggest", "/v1/suggest?q=na", Data),
    ("/v1/places", "/v1/places?q=london", Data),
    ("/v1/fellowships", "/v1/fellowships", Data),
    ("/v1/kinds", "/v1/kinds", Data),
    ("/v1/languages", "/v1/languages", Data),
    ("/v1/sources", "/v1/sources", Data),
    ("/v1/sources/{id}", "/v1/sources/na-example", Data),
    ("/v1/sources/{id}/report", "/v1/sources/na-example/report", Data),
    ("/openapi.json", "/openapi.json", Data),
    ("/healthz", "/healthz", Data),
];
/// Not asked here: they need a body, have an address of their own, or speak to the operator only.
const OTHERS: [&str; 4] = ["/assets/{name}", "/v1/check", "/readyz", "/metrics"];

async fn asked(world: &World, address: &str) -> crate::world::Answer {
    let address = match address.contains("{id}") {
        true => {
            let json = world.search("limit=1").await.json();
            address.replace("{id}", json["meetings"][0]["id"].as_str().unwrap())
        }
        false => address.to_owned(),
    };
    world.send(http::Request::get(&address).header("accept", "text/html,*/*;q=0.8")).await
}

#[test]
fn no_route_is_left_out_of_the_table() {
    let document: serde_json::Value = serde_json::from_str(everyroom_api::openapi_json()).unwrap();
    let documented = document["paths"].as_object().unwrap().keys().map(String::as_str);
    let pages = PAGES.split(".route(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let all: BTreeSet<&str> = documented.chain(pages).collect();
    let known: BTreeSet<&str> = ROUTES.iter().map(|(route, ..)| *route).chain(OTHERS).collect();
    assert!(all.len() > 35);
    assert_eq!(all, known);
}

#[tokio::test]
async fn every_route_bears_its_headers() {
    let public_url = Some("https://rooms.example".to_owned());
    let world = World::with(many(3), ApiConfig { public_url, ..config() });
    for (route, address, sort) in ROUTES {
        let answer = asked(&world, address).await;
        assert!(answer.status.as_u16() < 500, "{address}: {}", answer.status);
        let is_html = answer.header("content-type").starts_with("text/html");
        assert_eq!(is_html, sort != Data, "{route}: {}", answer.header("content-type"));
        let (policy, location, opener) = match sort {
            Page => (
                "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                "geolocation=(self), camera=(), microphone=()",
                "same-origin",
            ),
            Framed => (
                "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors *",
                "geolocation=(self), camera=(), microphone=()",
                "same-origin",
            ),
            Data => (
                "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
                "geolocation=(), camera=(), microphone=()",
                "",
            ),
        };
        for (name, value) in [
            ("content-security-policy", policy),
            ("permissions-policy", location),
            ("cross-origin-opener-policy", opener),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {address}");
        }
        assert!(!answer.header("cache-control").is_empty(), "{address}");
        for never in ["set-cookie", "server", "x-powered-by", "x-frame-options"] {
            assert!(!answer.headers.contains_key(never), "{address} has {never}");
        }
    }
}

#[tokio::test]
async fn pages_that_answer_to_a_post_bear_them_too() {
    let world = World::of(many(3));
    let form = "application/x-www-form-urlencoded";
    for (path, body, status) in [
        ("/", format!("near={}", SAN_JOSE.replace(',', "%2C")), 200),
        ("/", "near=".to_owned(), 200),
        ("/withdraw", "what=".to_owned(), 400),
    ] {
        let answer = world.post(path, form, &body).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {body}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'self'"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path} {body}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
    }
}
