//! Raw sockets against the listener: whoever dawdles is sent away, whoever waits is served, and the end comes in time.

use super::*;
use axum::routing::get;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;

const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
/// Whatever should end soon has ended by then, on a busy machine too.
const SOON: Duration = Duration::from_secs(8);

fn limits() -> Limits {
    Limits { head: Duration::from_millis(300), farewell: Duration::from_millis(300), ..Limits::default() }
}

struct Served {
    address: SocketAddr,
    stop: CancellationToken,
    server: JoinHandle<()>,
}

async fn serve_with(limits: Limits) -> Served {
    let peer = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() };
    let router = Router::new()
        .route("/", get(peer))
        .route("/slow", get(|| tokio::time::sleep(Duration::from_millis(150))))
        .route("/stuck", get(std::future::pending::<()>));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let server = tokio::spawn(listen(listener, router, limits, stop.clone()));
    Served { address, stop, server }
}

async fn connected(served: &Served, said: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect(served.address).await.unwrap();
    socket.write_all(said).await.unwrap();
    socket
}

/// Everything that comes until the other side closes.
async fn heard(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // a reset is an end too
    let _ = tokio::time::timeout(SOON, socket.read_to_end(&mut bytes)).await.expect("it is closed in time");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_request_is_answered_and_knows_its_peer() {
    let served = serve_with(limits()).await;
    let answer = heard(&mut connected(&served, ASK).await).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("127.0.0.1"), "{answer}");
}

#[tokio::test]
async fn half_a_request_line_and_silence_are_closed() {
    let served = serve_with(limits()).await;
    for said in ["GET / HT", "", "GET / HTTP/1.1\r\nhost: x\r\n"] {
        let answer = heard(&mut connected(&served, said.as_bytes()).await).await;
        assert!(!answer.contains("200"), "{said}: {answer}");
    }
}

#[tokio::test]
async fn a_connection_that_idles_after_an_answer_is_closed() {
    let served = serve_with(limits()).await;
    let mut socket = connected(&served, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(heard(&mut socket).await.ends_with("127.0.0.1"));
}

#[tokio::test]
async fn a_byte_now_and_then_gains_no_time() {
    let served = serve_with(limits()).await;
    let mut socket = connected(&served, b"GET / HTTP/1.1\r\nx: ").await;
    let began = Instant::now();
    let mut byte = [0];
    while began.elapsed() < SOON {
        let is_closed = match tokio::time::timeout(Duration::from_millis(50), socket.read(&mut byte)).await {
            Ok(Ok(read)) => read == 0,
            Ok(Err(_)) => true,
            Err(_) => socket.write_all(b"a").await.is_err(),
        };
        if is_closed {
            return;
        }
    }
    panic!("a dripping request kept its connection");
}

#[tokio::test]
async fn http_2_is_not_spoken() {
    let served = serve_with(limits()).await;
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let answer = heard(&mut connected(&served, preface).await).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer:?}");
}

#[tokio::test]
async fn whoever_finds_no_place_waits_for_one() {
    let served = serve_with(Limits { connections: 1, ..limits() }).await;
    let _first = connected(&served, b"GET").await;
    let answer = heard(&mut connected(&served, ASK).await).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test]
async fn a_connection_does_not_last_for_ever() {
    let served = serve_with(Limits { lifetime: Duration::from_millis(100), ..limits() }).await;
    let answer = heard(&mut connected(&served, b"GET /stuck HTTP/1.1\r\nhost: x\r\n\r\n").await).await;
    assert_eq!(answer, "");
}

#[tokio::test]
async fn at_the_end_what_is_in_flight_is_finished_and_what_is_stuck_is_not_waited_for() {
    let served = serve_with(limits()).await;
    let mut slow = connected(&served, b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let mut stuck = connected(&served, b"GET /stuck HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    served.stop.cancel();
    assert!(heard(&mut slow).await.starts_with("HTTP/1.1 200 OK"));
    assert_eq!(heard(&mut stuck).await, "");
    tokio::time::timeout(SOON, served.server).await.expect("the server ends").unwrap();
    assert!(TcpStream::connect(served.address).await.is_err(), "nothing more is accepted");
}
