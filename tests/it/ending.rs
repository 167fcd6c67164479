//! How the server ends: whole, in time, and at once for whoever asks twice.

use crate::world::World;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[test]
fn whoever_asks_twice_is_not_kept_waiting() {
    let world = World::new();
    let server = world.serve();
    // a form of which the end does not come: it is given five seconds
    let mut dawdling = TcpStream::connect(server.addr).unwrap();
    let head = "POST /v1/meetings HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
    dawdling.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    server.tell_to_stop();
    std::thread::sleep(Duration::from_millis(300));
    server.tell_to_stop();
    let (code, log) = server.ended();
    assert_eq!(code, Some(130), "{log}");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}

#[test]
fn what_is_in_flight_is_answered_before_the_end() {
    let world = World::new();
    let server = world.serve();
    let mut slow = TcpStream::connect(server.addr).unwrap();
    let head = "POST /v1/meetings HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{";
    slow.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    server.tell_to_stop();
    std::thread::sleep(Duration::from_millis(300));
    slow.write_all(b"}").unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert_eq!(server.ended().0, Some(0));
}
