//! The gates: how many requests run at once, to one host and in all, and how far apart they start.
//!
//! A request first gets its place at the host, then waits for the host's gap, and only then takes one of
//! the places of the whole crawler: a host with a long queue never keeps the others waiting.

use crate::host_port::HostPort;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// Above this many gates, those that nobody stands at are taken down.
const TIDY_ABOVE: usize = 2048;

/// The gates of all hosts.
pub(crate) struct Gates {
    hosts: Mutex<HashMap<HostPort, Arc<Gate>>>,
    everywhere: Arc<Semaphore>,
    per_host: usize,
}

struct Gate {
    width: Arc<Semaphore>,
    /// Held by whoever is next to start, so that starts are counted when they happen.
    last_start: tokio::sync::Mutex<Option<Instant>>,
}

/// A place at a host; given back when dropped.
pub(crate) struct Visit {
    _host: Option<OwnedSemaphorePermit>,
    _everywhere: Option<OwnedSemaphorePermit>,
}

impl Gates {
    pub(crate) fn new(per_host: usize, concurrency: usize) -> Self {
        let everywhere = Arc::new(Semaphore::new(concurrency.clamp(1, Semaphore::MAX_PERMITS)));
        Self { hosts: Mutex::default(), everywhere, per_host: per_host.clamp(1, Semaphore::MAX_PERMITS) }
    }

    /// Waits for a place at a host, at least `gap` after the last start there.
    pub(crate) async fn enter(&self, host: HostPort, gap: Duration) -> Visit {
        let gate = self.gate(host, gap);
        // a semaphore that is never closed always gives a permit in the end
        let at_host = Arc::clone(&gate.width).acquire_owned().await.ok();
        let mut last_start = gate.last_start.lock().await;
        if let Some(last) = *last_start {
            sleep_until(last + gap).await;
        }
        let everywhere = Arc::clone(&self.everywhere).acquire_owned().await.ok();
        *last_start = Some(Instant::now());
        Visit { _host: at_host, _everywhere: everywhere }
    }

    fn gate(&self, host: HostPort, gap: Duration) -> Arc<Gate> {
        let mut hosts = self.hosts();
        if hosts.len() >= TIDY_ABOVE {
            hosts.retain(|_, gate| Arc::strong_count(gate) > 1 || gate.started_within(gap));
        }
        let new = || {
            Arc::new(Gate { width: Arc::new(Semaphore::new(self.per_host)), last_start: Default::default() })
        };
        Arc::clone(hosts.entry(host).or_insert_with(new))
    }

    fn hosts(&self) -> MutexGuard<'_, HashMap<HostPort, Arc<Gate>>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gate {
    fn started_within(&self, gap: Duration) -> bool {
        let is_idle = Arc::strong_count(&self.width) == 1;
        !is_idle
            || self.last_start.try_lock().map_or(true, |last| last.is_some_and(|last| last.elapsed() < gap))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const GAP: Duration = Duration::from_millis(40);

    fn host(name: &str) -> HostPort {
        format!("{name}:80").parse().unwrap()
    }

    #[tokio::test]
    async fn starts_at_one_host_are_apart_and_few_at_once() {
        let gates = Arc::new(Gates::new(2, 16));
        let begin = Instant::now();
        let (at_once, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let visits: Vec<_> = (0..5)
            .map(|_| {
                let (gates, at_once, most) = (gates.clone(), at_once.clone(), most.clone());
                tokio::spawn(async move {
                    let visit = gates.enter(host("one.example"), GAP).await;
                    let start = Instant::now();
                    most.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    tokio::time::sleep(GAP * 3).await;
                    at_once.fetch_sub(1, Ordering::SeqCst);
                    drop(visit);
                    start
                })
            })
            .collect();
        let mut starts = Vec::new();
        for visit in visits {
            starts.push(visit.await.unwrap() - begin);
        }
        starts.sort();
        assert!(
            starts.iter().enumerate().all(|(earlier, start)| *start >= GAP * earlier as u32),
            "{starts:?}"
        );
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_host_with_a_long_queue_leaves_room_for_the_others() {
        let gates = Arc::new(Gates::new(2, 2));
        let long = Duration::from_secs(60);
        drop(gates.enter(host("slow.example"), long).await);
        let queue: Vec<_> = (0..8)
            .map(|_| {
                let gates = gates.clone();
                tokio::spawn(async move { gates.enter(host("slow.example"), long).await })
            })
            .collect();
        tokio::task::yield_now().await;
        let quick =
            tokio::time::timeout(Duration::from_secs(5), gates.enter(host("quick.example"), long)).await;
        assert!(quick.is_ok());
        queue.iter().for_each(tokio::task::JoinHandle::abort);
    }

    #[tokio::test]
    async fn leaving_the_queue_gives_the_place_back() {
        let gates = Gates::new(1, 1);
        let first = gates.enter(host("one.example"), Duration::ZERO).await;
        let waiting =
            tokio::time::timeout(Duration::from_millis(20), gates.enter(host("one.example"), GAP)).await;
        assert!(waiting.is_err());
        drop(first);
        let again = tokio::time::timeout(Duration::from_secs(5), gates.enter(host("one.example"), GAP)).await;
        assert!(again.is_ok());
    }

    #[tokio::test]
    async fn gates_that_nobody_stands_at_are_taken_down() {
        let gates = Gates::new(2, 16);
        for n in 0..TIDY_ABOVE + 5 {
            drop(gates.enter(host(&format!("h{n}.example")), Duration::ZERO).await);
        }
        assert!(gates.hosts().len() < 10);
    }
}
