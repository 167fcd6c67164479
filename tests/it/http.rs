//! A small HTTP client and scripted feed servers on loopback, with nothing hidden: tests decide every byte.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a server was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub target: String,
    pub headers: HashMap<String, String>,
}

/// What a server answers.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Send only so many bytes of the body, then close.
    pub cut: Option<usize>,
}

impl Reply {
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        Self { status: 200, headers, body: body.into(), cut: None }
    }

    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: b"x".to_vec(), cut: None }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Script = Box<dyn Fn(&Asked) -> Reply + Send>;

/// A site on loopback whose behaviour can be changed while it runs.
#[derive(Clone)]
pub struct Site {
    pub addr: SocketAddr,
    script: Arc<Mutex<Script>>,
    asked: Arc<AtomicUsize>,
    robots: Arc<Mutex<Option<String>>>,
}

impl Site {
    pub fn new(script: impl Fn(&Asked) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let script: Script = Box::new(script);
        let site = Self {
            addr: listener.local_addr().unwrap(),
            script: Arc::new(Mutex::new(script)),
            asked: Arc::default(),
            robots: Arc::default(),
        };
        let served = site.clone();
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let served = served.clone();
                std::thread::spawn(move || served.answer(connection));
            }
        });
        site
    }

    /// A site with one feed at every address but robots.txt, with an ETag of its content.
    pub fn feed(body: impl Into<String>) -> Self {
        let site = Self::new(|_| Reply::status(500));
        site.publish(body);
        site
    }

    /// Publishes another list.
    pub fn publish(&self, body: impl Into<String>) {
        let body = body.into();
        let tag = format!("\"{}\"", blake3::hash(body.as_bytes()).to_hex());
        self.behave(move |asked| {
            if asked.headers.get("if-none-match") == Some(&tag) {
                return Reply { body: Vec::new(), ..Reply::status(304).with("ETag", &tag) };
            }
            Reply::json(body.clone()).with("ETag", &tag)
        });
    }

    pub fn behave(&self, script: impl Fn(&Asked) -> Reply + Send + 'static) {
        *self.script.lock().unwrap() = Box::new(script);
    }

    /// Gives the site a robots.txt; there is none otherwise.
    pub fn robots(&self, text: &str) {
        *self.robots.lock().unwrap() = Some(text.to_owned());
    }

    /// Requests so far, robots.txt not counted.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn answer(&self, connection: TcpStream) {
        let Some(asked) = read_head(&connection) else { return };
        let reply = if asked.target == "/robots.txt" {
            let robots = self.robots.lock().unwrap().clone();
            robots
                .map_or_else(|| Reply::status(404), |text| Reply { headers: Vec::new(), ..Reply::json(text) })
        } else {
            self.asked.fetch_add(1, Ordering::SeqCst);
            (self.script.lock().unwrap())(&asked)
        };
        let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", reply.status);
        for (name, value) in &reply.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if reply.status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", reply.body.len()));
        }
        head.push_str("\r\n");
        let sent = &reply.body[..reply.cut.unwrap_or(reply.body.len()).min(reply.body.len())];
        let mut connection = connection;
        let _ = connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(sent));
    }
}

fn read_head(connection: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(connection).lines();
    let first = lines.next()?.ok()?;
    let mut headers = HashMap::new();
    for line in lines.map_while(Result::ok).take_while(|line| !line.is_empty()) {
        if let Some((name, value)) = line.split_once(':') {
            headers.insert(name.to_lowercase(), value.trim().to_owned());
        }
    }
    Some(Asked { target: first.split(' ').nth(1)?.to_owned(), headers })
}

/// An answer to the small client.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Got {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// `GET` without following anything.
pub fn get(addr: SocketAddr, target: &str) -> Got {
    get_with(addr, target, &[])
}

pub fn get_with(addr: SocketAddr, target: &str, headers: &[(&str, &str)]) -> Got {
    ask(addr, "GET", target, headers, "")
}

/// Sends a form.
pub fn post_form(addr: SocketAddr, target: &str, form: &str) -> Got {
    let length = form.len().to_string();
    let headers =
        [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", length.as_str())];
    ask(addr, "POST", target, &headers, form)
}

/// Any request, without following anything.
pub fn ask(addr: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Got {
    let mut connection = TcpStream::connect(addr).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut head = format!("{method} {target} HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    connection.write_all(format!("{head}\r\n{body}").as_bytes()).unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let split = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer has a head");
    let head = String::from_utf8_lossy(&answer[..split]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
    let headers: HashMap<String, String> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &answer[split + 4..];
    let is_chunked = headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked");
    let body = if is_chunked { unchunk(body) } else { body.to_vec() };
    Got { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).unwrap();
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
        if size == 0 {
            break;
        }
    }
    body
}
