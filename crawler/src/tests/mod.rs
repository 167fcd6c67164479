//! The crawler against real sockets on loopback. One module for each thing that must hold.

mod bodies;
mod boundaries;
mod conditions;
mod delays;
mod failures;
mod manners;
mod redirects;
mod robots_files;
mod site;
mod snapshots;
mod tls;

use crate::client::Trust;
use crate::resolver::Lookup;
use crate::{
    Attempt, AttemptOutcome, CancellationToken, Crawler, CrawlerConfig, FetchFault, FetchMode, FetchedPart,
    Known,
};
use everyroom_feeds::notice::Code;
use everyroom_feeds::source::Source;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};
use site::Site;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use url::Url;

const MS: fn(u64) -> Duration = Duration::from_millis;

/// Short limits, no gaps, no second tries; the sites that are given are open.
fn config(sites: &[&Site]) -> CrawlerConfig {
    CrawlerConfig {
        contact: Some("mailto:ops@example.org".to_owned()),
        host_gap: Duration::ZERO,
        allow_private: sites.iter().map(|site| site.pair()).collect(),
        connect_timeout: MS(1000),
        first_byte_timeout: MS(1000),
        total_timeout: MS(5000),
        retries: 0,
        retry_pause: MS(5),
        ..CrawlerConfig::default()
    }
}

/// What must come to an end by itself; how soon is for a busy machine to say.
async fn within<T>(doing: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), doing).await.expect("it waits for ever")
}

/// Waits for what a site is to have met.
async fn until(is_so: impl Fn() -> bool) {
    within(async {
        while !is_so() {
            tokio::time::sleep(MS(5)).await;
        }
    })
    .await;
}

fn crawler(sites: &[&Site]) -> Crawler {
    Crawler::new(config(sites)).unwrap()
}

fn source(url: &Url, format: &str) -> Source {
    let fields =
        [("id", "x-1"), ("name", "X"), ("fellowship", "na"), ("url", url.as_str()), ("format", format)];
    Source::deserialize(MapDeserializer::<_, Error>::new(fields.into_iter())).unwrap()
}

async fn get(crawler: &Crawler, url: &Url) -> Result<FetchedPart, FetchFault> {
    crawler.fetch_once(url, CancellationToken::new()).await
}

async fn fault(crawler: &Crawler, url: &Url) -> FetchFault {
    get(crawler, url).await.expect_err("this fetch must fail")
}

async fn attempt(crawler: &Crawler, url: &Url, known: &[Known]) -> Attempt {
    crawler.fetch_source(&source(url, "auto"), known, FetchMode::Conditional, CancellationToken::new()).await
}

fn known(attempt: &Attempt) -> Vec<Known> {
    attempt.parts.iter().map(Known::from).collect()
}

/// The outcome and the only code of a failed attempt.
fn ended(attempt: &Attempt) -> (AttemptOutcome, Vec<Code>) {
    (attempt.outcome, attempt.notices.groups().map(|group| group.code).collect())
}

/// Answers look-ups from a list: each call takes the next answer, the last one stays.
struct Names {
    answers: Mutex<Vec<Vec<SocketAddr>>>,
    asked: AtomicUsize,
}

impl Names {
    fn answering(answers: &[&[&str]]) -> Arc<Self> {
        let address = |text: &&str| SocketAddr::new(text.parse().unwrap(), 0);
        let answers = answers.iter().rev().map(|answer| answer.iter().map(address).collect()).collect();
        Arc::new(Self { answers: Mutex::new(answers), asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Lookup for Names {
    fn lookup(&self, _: String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop() } else { answers.first().cloned() };
        async move { answer.filter(|found| !found.is_empty()).ok_or_else(|| io::Error::other("no such name")) }.boxed()
    }
}

fn crawler_with_names(config: CrawlerConfig, names: &Arc<Names>) -> Crawler {
    Crawler::with(config, Arc::clone(names) as Arc<dyn Lookup>, &Trust::Machine).unwrap()
}
