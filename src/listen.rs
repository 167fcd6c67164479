//! Connections: so many at a time, each given so long to say what it wants and to be done, all of them ended in time when
//! the server stops. What is answered is the business of the router; here nothing of it is looked at or logged.

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;
use tracing::warn;

/// The head of a request has to fit into so many bytes.
const MOST_HEAD: usize = 64 * 1024;
/// When no connection can be accepted, it is tried again after so long.
const ACCEPT_REST: Duration = Duration::from_secs(1);

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The head of a request is there within so long, after the connection began or the last answer ended.
    pub head: Duration,
    /// A connection is asked to end after so long, and given as long once more: above the longest request.
    pub lifetime: Duration,
    /// At the end whatever is in flight is given so long.
    pub farewell: Duration,
    /// Open at a time; more wait to be accepted.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            lifetime: Duration::from_secs(180),
            farewell: Duration::from_secs(10),
            connections: 1024,
        }
    }
}

/// Serves until told to stop; then accepts nothing more, lets what is in flight end, and closes what does not.
pub async fn listen(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (open, end) = (TaskTracker::new(), CancellationToken::new());
    loop {
        let (socket, peer, place) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let connection = serve(socket, peer, router.clone(), limits, stop.clone());
        let end = end.clone();
        open.spawn(async move {
            let _place = place;
            tokio::select! {
                () = end.cancelled() => {}
                () = connection => {}
            }
        });
    }
    drop(listener);
    open.close();
    if tokio::time::timeout(limits.farewell, open.wait()).await.is_err() {
        warn!("connections were still open and are closed now");
        end.cancel();
        open.wait().await;
    }
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // nobody closes the semaphore
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((socket, peer)) => return (socket, peer, place),
            // whoever knocked has gone again
            Err(error) if is_of_peer(error.kind()) => {}
            Err(error) => {
                warn!(%error, "no connection can be accepted just now");
                tokio::time::sleep(ACCEPT_REST).await;
            }
        }
    }
}

fn is_of_peer(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

async fn serve(socket: TcpStream, peer: SocketAddr, router: Router, limits: Limits, stop: CancellationToken) {
    // small answers are sent at once; a socket that can't be told so is as good
    let _ = socket.set_nodelay(true);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(MOST_HEAD)
        .serve_connection(TokioIo::new(socket), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // who goes away, says nothing or nothing that makes sense is no news
        _ = connection.as_mut() => return,
        () = stop.cancelled() => {}
        () = tokio::time::sleep(limits.lifetime) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(limits.lifetime, connection).await;
}

#[cfg(test)]
mod tests;
