use super::{Closed, LONGEST_WHAT, LONGEST_WHY, MOST_OPEN, NewRequest, RequestScope};
use crate::store::Store;
use crate::testing::at;

const MONDAY: &str = "2026-11-23T03:30:00Z";
const TUESDAY: &str = "2026-11-24T03:30:00Z";

fn new(what: &str) -> NewRequest {
    NewRequest {
        what: what.to_owned(),
        listing: None,
        source: None,
        scope: RequestScope::Meeting,
        why: String::new(),
        reply: None,
    }
}

fn store() -> (tempfile::TempDir, Store) {
    let data = tempfile::tempdir().unwrap();
    let store = Store::open(data.path()).unwrap();
    (data, store)
}

#[test]
fn a_request_is_kept_until_it_is_closed() {
    let (_data, store) = store();
    let asked = NewRequest {
        listing: Some("m7k3f9qz2w".to_owned()),
        scope: RequestScope::Group,
        why: "we moved\r\naway".to_owned(),
        reply: Some(" asker@example.org ".to_owned()),
        ..new("/m/m7k3f9qz2w")
    };
    let number = store.add_request(&asked, at(MONDAY)).unwrap().unwrap();
    let other = store.add_request(&new("the list of Example"), at(MONDAY)).unwrap().unwrap();
    assert!(other > number);
    let kept = store.request(number).unwrap().unwrap();
    assert_eq!((kept.what.as_str(), kept.scope, kept.at), ("/m/m7k3f9qz2w", RequestScope::Group, at(MONDAY)));
    assert_eq!((kept.why.as_str(), kept.reply.as_deref()), ("we moved\naway", Some("asker@example.org")));
    assert_eq!(kept.closed, None);

    assert_eq!(store.close_request(number, at(TUESDAY)).unwrap(), Some(Closed { is_overwritten: true }));
    assert_eq!(store.close_request(number, at(TUESDAY)).unwrap(), None, "closed already");
    assert_eq!(store.close_request(99, at(TUESDAY)).unwrap(), None);
    let closed = store.request(number).unwrap().unwrap();
    assert_eq!((closed.reply, closed.why.as_str(), closed.what.as_str()), (None, "", "m7k3f9qz2w"));
    assert_eq!(closed.closed, Some(at(TUESDAY)));
    let numbers = |all| store.requests(all).unwrap().iter().map(|request| request.number).collect::<Vec<_>>();
    assert_eq!((numbers(false), numbers(true)), (vec![other], vec![number, other]));
}

#[test]
fn what_a_person_told_is_gone_from_the_files_too() {
    let (data, store) = store();
    let asked = NewRequest {
        why: "SECRETREASON".to_owned(),
        reply: Some("SECRETADDRESS@example.org".into()),
        ..new("SECRETWORDS that match nothing")
    };
    let number = store.add_request(&asked, at(MONDAY)).unwrap().unwrap();
    let is_anywhere = |word: &str| {
        std::fs::read_dir(data.path()).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        })
    };
    assert!(is_anywhere("SECRETREASON") && is_anywhere("SECRETADDRESS"));
    // while someone reads, the old pages stay in the log, and that is told
    let reader = rusqlite::Connection::open(data.path().join("store.sqlite")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM request").unwrap();
    store.writer().busy_timeout(std::time::Duration::from_millis(10)).unwrap();
    assert_eq!(store.close_request(number, at(TUESDAY)).unwrap(), Some(Closed { is_overwritten: false }));
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(store.close_request(number, at(TUESDAY)).unwrap(), None);
    assert!(!["SECRETREASON", "SECRETADDRESS", "SECRETWORDS"].into_iter().any(is_anywhere));
    assert_eq!(store.request(number).unwrap().unwrap().what, "");
}

#[test]
fn texts_are_cut_and_cleaned() {
    let (_data, store) = store();
    let asked = NewRequest {
        why: "é".repeat(LONGEST_WHY + 5),
        reply: Some(" \u{1b} ".to_owned()),
        ..new(&format!("a\u{1b}[31m\n\tb\u{202e}c\0 {}", "x".repeat(LONGEST_WHAT)))
    };
    let number = store.add_request(&asked, at(MONDAY)).unwrap().unwrap();
    let kept = store.request(number).unwrap().unwrap();
    assert!(kept.what.starts_with("a [31m bc xx"), "{}", kept.what);
    assert_eq!((kept.what.chars().count(), kept.why.chars().count()), (LONGEST_WHAT, LONGEST_WHY));
    assert_eq!(kept.reply, None);
}

#[test]
fn when_too_many_wait_no_more_are_taken() {
    let (_data, store) = store();
    let numbers: Vec<i64> =
        (0..MOST_OPEN).map(|_| store.add_request(&new("x"), at(MONDAY)).unwrap().unwrap()).collect();
    assert_eq!(store.add_request(&new("x"), at(MONDAY)).unwrap(), None);
    store.close_request(numbers[7], at(TUESDAY)).unwrap();
    let next = store.add_request(&new("x"), at(TUESDAY)).unwrap();
    assert!(next > numbers.last().copied(), "numbers are never given twice");
}

#[test]
fn an_older_store_gets_the_table() {
    let data = tempfile::tempdir().unwrap();
    drop(Store::open(data.path()).unwrap());
    let connection = rusqlite::Connection::open(data.path().join("store.sqlite")).unwrap();
    connection.execute_batch("DROP TABLE request; PRAGMA user_version = 3").unwrap();
    drop(connection);
    let store = Store::open(data.path()).unwrap();
    assert_eq!(store.add_request(&new("x"), at(MONDAY)).unwrap(), Some(1));
}
