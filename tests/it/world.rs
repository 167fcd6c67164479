//! A temporary data directory, a configuration, and the program itself, run as people run it.

use crate::http::{Got, Site, get};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A place to run the program in.
pub struct World {
    pub dir: tempfile::TempDir,
    sources: Vec<String>,
    private: Vec<String>,
    now: Option<String>,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl World {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), sources: Vec::new(), private: Vec::new(), now: None }
    }

    /// Stops the clock of every program started from here.
    pub fn at(mut self, now: &str) -> Self {
        self.now = Some(now.to_owned());
        self
    }

    /// Moves the stopped clock.
    pub fn set_now(&mut self, now: &str) {
        self.now = Some(now.to_owned());
    }

    pub fn source(&mut self, id: &str, site: &Site, path: &str, more: &str) {
        let url = format!("http://{}{path}", site.addr);
        self.sources.push(format!("[[source]]\nid = '{id}'\nname = 'List {id}'\nurl = '{url}'\n{more}\n"));
        self.private.push(site.addr.to_string());
        let config = format!(
            "data = '{}'\n[crawl]\nhost_gap_ms = 0\nallow_private = {:?}\n{}",
            self.dir.path().join("data").display(),
            self.private,
            self.sources.join("\n")
        );
        std::fs::write(self.config(), config).unwrap();
    }

    /// Changes a word of the configuration.
    pub fn redefine(&mut self, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.config()).unwrap();
        assert!(text.contains(from));
        std::fs::write(self.config(), text.replace(from, to)).unwrap();
    }

    pub fn config(&self) -> PathBuf {
        self.dir.path().join("everyroom.toml")
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_everyroom"));
        command.args(args).current_dir(self.dir.path()).env_remove("EVERYROOM_NOW").stdin(Stdio::null());
        if let Some(now) = &self.now {
            command.env("EVERYROOM_NOW", now);
        }
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
    }

    /// Crawls; the exit code must be the expected one.
    pub fn crawl(&self, code: i32) -> Value {
        let ran = self.run(&["crawl", "--json"]);
        assert_eq!(ran.code, code, "{ran:?}");
        ran.json()
    }

    pub fn states(&self) -> Value {
        self.run(&["sources", "list", "--json"]).json()
    }

    pub fn state(&self, id: &str) -> String {
        let states = self.states();
        let state = states.as_array().unwrap().iter().find(|source| source["id"] == id).unwrap();
        state["state"].as_str().unwrap().to_owned()
    }

    /// Starts the server and waits until its port is open.
    pub fn serve(&self) -> Server {
        self.try_serve(&[]).unwrap_or_else(|log| panic!("the server did not start: {log}"))
    }

    pub fn try_serve(&self, more: &[&str]) -> Result<Server, String> {
        let mut args = vec!["--no-crawl"];
        args.extend(more);
        self.start_server(&args)
    }

    /// Starts the server with these flags.
    pub fn start_server(&self, flags: &[&str]) -> Result<Server, String> {
        let mut args = vec!["serve", "--listen", "127.0.0.1:0"];
        args.extend(flags);
        let mut child = self.command(&args).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        loop {
            let mut line = String::new();
            if log.read_line(&mut line).unwrap() == 0 {
                let code = child.wait().unwrap().code();
                return Err(format!("exit {code:?}: {said}"));
            }
            said.push_str(&line);
            if let Some((_, addr)) = line.trim().split_once("serving on http://") {
                let addr = addr.parse().unwrap();
                let log = std::thread::spawn(move || {
                    let mut rest = String::new();
                    let _ = std::io::Read::read_to_string(&mut log, &mut rest);
                    rest
                });
                return Ok(Server { child, addr, log: Some(log) });
            }
        }
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    pub addr: SocketAddr,
    log: Option<std::thread::JoinHandle<String>>,
}

impl Server {
    pub fn get(&self, target: &str) -> Got {
        get(self.addr, target)
    }

    pub fn json(&self, target: &str) -> Value {
        let got = self.get(target);
        assert_eq!(got.status, 200, "{target}: {}", got.body);
        got.json()
    }

    pub fn total(&self, query: &str) -> u64 {
        self.json(&format!("/v1/meetings?limit=1{query}"))["total"].as_u64().unwrap()
    }

    /// Every listing of a query, over all pages.
    pub fn all(&self, query: &str) -> Vec<Value> {
        let mut listings = Vec::new();
        let mut cursor = String::new();
        loop {
            let answer = self.json(&format!("/v1/meetings?limit=200{query}{cursor}"));
            listings.extend(answer["meetings"].as_array().unwrap().iter().cloned());
            match answer["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return listings,
            }
        }
    }

    /// Waits until something is so; a server looks every two seconds for what other programs did.
    pub fn until(&self, is_so: impl Fn() -> bool) {
        let until = Instant::now() + Duration::from_secs(60);
        while !is_so() {
            assert!(Instant::now() < until, "the server does not notice");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Asks it to stop as an operator would, and returns its exit code and what it logged.
    pub fn stop(self) -> (Option<i32>, String) {
        self.tell_to_stop();
        self.ended()
    }

    pub fn tell_to_stop(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Waits for its end.
    pub fn ended(mut self) -> (Option<i32>, String) {
        let until = Instant::now() + Duration::from_secs(20);
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < until, "the server does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
        let code = self.child.wait().unwrap().code();
        (code, self.log.take().unwrap().join().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An invented Meeting Guide list of so many meetings around a town.
pub fn list(prefix: &str, count: usize) -> String {
    let records: Vec<Value> = (0..count).map(|n| record(prefix, n)).collect();
    serde_json::to_string(&records).unwrap()
}

pub fn record(prefix: &str, n: usize) -> Value {
    json!({
        "name": format!("{prefix} group {n}"),
        "slug": format!("{prefix}-{n}"),
        "day": n % 7,
        "time": format!("{:02}:{:02}", 6 + n % 16, 15 * (n % 4)),
        "end_time": format!("{:02}:{:02}", 7 + n % 16, 15 * (n % 4)),
        "timezone": "America/Los_Angeles",
        "location": format!("Hall {}", n % 40),
        "formatted_address": format!("{} Cedar St, San Jose, CA 95112, USA", n + 1),
        "latitude": 37.33 + (n % 100) as f64 * 0.001,
        "longitude": -121.88 - (n / 100) as f64 * 0.001,
        "approximate": "no",
        "types": ["O", "D"],
        "updated": "2026-10-01 12:00:00",
    })
}

pub fn path_text(path: &Path) -> &str {
    path.to_str().unwrap()
}
