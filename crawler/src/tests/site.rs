//! A web site on loopback that does exactly what a test tells it, byte by byte.

use crate::HostPort;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// One request as it came in.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) target: String,
    pub(super) head: String,
    pub(super) at: Instant,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// One thing a site does with a connection; after the last one it closes.
#[derive(Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    Hang,
}

type Answer = dyn Fn(&Seen) -> Vec<Step> + Send + Sync;

/// The site; it goes away with the test's runtime.
pub(super) struct Site {
    pub(super) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    pub(super) meter: Arc<Meter>,
}

/// How many requests are being answered, and how many were at most.
#[derive(Default)]
pub(super) struct Meter {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Meter {
    fn enter(&self) {
        self.most.fetch_max(self.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    }

    fn leave(&self) {
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    pub(super) fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

impl Site {
    /// A site without robots.txt.
    pub(super) async fn start(answer: impl Fn(&Seen) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start_whole(move |seen| if is_robots(seen) { status(404) } else { answer(seen) }).await
    }

    /// A site that answers for its robots.txt itself.
    pub(super) async fn start_whole(answer: impl Fn(&Seen) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start_metered(Arc::default(), answer).await
    }

    /// A site that shares its meter with others.
    pub(super) async fn start_metered(
        meter: Arc<Meter>,
        answer: impl Fn(&Seen) -> Vec<Step> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let site = Self { address, seen: Arc::default(), connections: Arc::default(), meter };
        let answer: Arc<Answer> = Arc::new(answer);
        let (seen, connections, meter) = (site.seen.clone(), site.connections.clone(), site.meter.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (answer, seen, meter) = (answer.clone(), seen.clone(), meter.clone());
                tokio::spawn(async move { serve(stream, &answer, &seen, &meter).await });
            }
        });
        site
    }

    pub(super) fn pair(&self) -> HostPort {
        self.address.to_string().parse().unwrap()
    }

    pub(super) fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    /// Every request but those for robots.txt.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().iter().filter(|seen| !is_robots(seen)).cloned().collect()
    }

    pub(super) fn robots_seen(&self) -> usize {
        self.seen.lock().unwrap().iter().filter(|seen| is_robots(seen)).count()
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn is_robots(seen: &Seen) -> bool {
    seen.target == "/robots.txt"
}

async fn serve(mut stream: TcpStream, answer: &Arc<Answer>, seen: &Mutex<Vec<Seen>>, meter: &Meter) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let request = Seen { target, head, at: Instant::now() };
    seen.lock().unwrap().push(request.clone());
    meter.enter();
    let mut steps = answer(&request).into_iter().peekable();
    while let Some(step) = steps.next() {
        if steps.peek().is_none() {
            // whoever gets the last bytes may ask again at once
            meter.leave();
        }
        let done = match step {
            Step::Send(bytes) => stream.write_all(&bytes).await,
            Step::Wait(time) => {
                tokio::time::sleep(time).await;
                Ok(())
            }
            Step::Hang => std::future::pending().await,
        };
        if done.is_err() {
            return;
        }
    }
    let _ = stream.shutdown().await;
}

/// A whole answer with its length.
pub(super) fn reply(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<Step> {
    let length = body.len().to_string();
    let headers: Vec<_> = headers.iter().copied().chain([("Content-Length", length.as_str())]).collect();
    bare(status, &headers, body)
}

/// An answer with no headers but those given.
pub(super) fn bare(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<Step> {
    let mut head = format!("HTTP/1.1 {status} Status\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    vec![Step::Send([head.as_bytes(), b"\r\n", body].concat())]
}

pub(super) fn ok(body: &[u8]) -> Vec<Step> {
    reply(200, &[("Content-Type", "application/json")], body)
}

pub(super) fn status(status: u16) -> Vec<Step> {
    reply(status, &[], b"")
}

pub(super) fn redirect(status: u16, to: &str) -> Vec<Step> {
    reply(status, &[("Location", to)], b"")
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
