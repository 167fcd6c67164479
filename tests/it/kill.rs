//! `kill -9` at random moments of a crawl and a publication: the next start serves a whole generation, the next
//! crawl completes, nothing is lost.

use crate::http::Site;
use crate::world::{World, list};
use std::process::Stdio;
use std::time::{Duration, Instant};

const MEETINGS: usize = 400;

fn kills() -> usize {
    std::env::var("EVERYROOM_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

#[test]
fn killed_at_any_moment_nothing_is_lost() {
    let mut world = World::new();
    let site = Site::feed(list("Kill", MEETINGS));
    world.source("kill", &site, "/feed.json", "fellowship = 'aa'");
    let begun = Instant::now();
    world.crawl(0);
    let usual = begun.elapsed();
    let mut moment = 88_172_645_463_325_252_u64;
    for round in 1..=kills() {
        site.publish(list("Kill", MEETINGS + round));
        let mut crawl =
            world.command(&["crawl", "--force"]).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        // xorshift: the moments differ from round to round and are the same in every run
        moment ^= moment << 13;
        moment ^= moment >> 7;
        moment ^= moment << 17;
        std::thread::sleep(usual.mul_f64((moment % 1000) as f64 / 1000.0).min(Duration::from_secs(20)));
        crawl.kill().unwrap();
        crawl.wait().unwrap();

        let (old, new) = ((MEETINGS + round - 1) as u64, (MEETINGS + round) as u64);
        let total = world.serve().total("");
        assert!(total == old || total == new, "round {round}: {total} is neither {old} nor {new}");
        let ran = world.run(&["crawl", "--force", "--json"]);
        assert_eq!(
            (ran.code, &ran.json()["listings"]),
            (0, &serde_json::json!(new)),
            "round {round}: {ran:?}"
        );
        assert_eq!(world.serve().total(""), new, "round {round}");
    }
    let gone = world.run(&["sources", "show", "kill", "--json"]).json();
    assert_eq!(gone["meetings"], MEETINGS + kills());
}
