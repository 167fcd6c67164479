//! What is shown while clocks change: which meetings are on, and when the next one starts, in answers and on pages.

use crate::world::{World, config, meeting, weekly};
use everyroom_api::ApiConfig;
use everyroom_feeds::meeting::{Attendance, Meeting, Online};
use everyroom_feeds::schedule::Weekday;

/// A meeting of one hour, in a room or online, and no others, at a moment.
fn at(now: &str, zone: &str, (weekday, hour, minute): (Weekday, i8, i8), is_online: bool) -> World {
    let room = Meeting {
        schedule: weekly(weekday, hour, minute, Some(60), zone),
        ..meeting("na-example", "1", "Hour Glass")
    };
    let held = match is_online {
        false => room,
        true => Meeting {
            attendance: Attendance { online: true, ..Attendance::default() },
            venue: None,
            online: Some(Online { url: Some("https://zoom.example/j/1".to_owned()), ..Online::default() }),
            ..room
        },
    };
    World::with(vec![held], ApiConfig { fixed_now: Some(now.parse().unwrap()), ..config() })
}

/// Zone, slot, moment; whether it is on; the start that is told as `next`, worked out by hand.
type Case = (&'static str, (Weekday, i8, i8), &'static str, bool, &'static str);

const CASES: [Case; 14] = [
    // New York goes on, 14 March 2027: 02:00 -05:00 becomes 03:00 -04:00 at 07:00Z, so that there is no 02:30
    ("America/New_York", (Weekday::Sun, 2, 30), "2027-03-14T07:29:00Z", false, "2027-03-14T03:30:00-04:00"),
    ("America/New_York", (Weekday::Sun, 2, 30), "2027-03-14T07:30:00Z", true, "2027-03-14T03:30:00-04:00"),
    ("America/New_York", (Weekday::Sun, 2, 30), "2027-03-14T08:30:00Z", false, "2027-03-21T02:30:00-04:00"),
    // and back, 1 November 2026: 02:00 -04:00 becomes 01:00 -05:00 at 06:00Z, so that there are two 01:30
    ("America/New_York", (Weekday::Sun, 1, 30), "2026-11-01T06:29:00Z", true, "2026-11-01T01:30:00-04:00"),
    ("America/New_York", (Weekday::Sun, 1, 30), "2026-11-01T06:30:00Z", false, "2026-11-08T01:30:00-05:00"),
    // London goes back, 25 October 2026 at 01:00Z
    ("Europe/London", (Weekday::Sun, 1, 30), "2026-10-25T00:45:00Z", true, "2026-10-25T01:30:00+01:00"),
    ("Europe/London", (Weekday::Sun, 19, 0), "2026-10-25T00:45:00Z", false, "2026-10-25T19:00:00+00:00"),
    // and on, 29 March 2026 at 01:00Z
    ("Europe/London", (Weekday::Sun, 1, 30), "2026-03-29T01:15:00Z", false, "2026-03-29T02:30:00+01:00"),
    // St John's goes back by an hour, half an hour beside all others: 1 November 2026 at 04:30Z
    ("America/St_Johns", (Weekday::Sun, 1, 30), "2026-11-01T04:45:00Z", true, "2026-11-01T01:30:00-02:30"),
    ("America/St_Johns", (Weekday::Sun, 19, 0), "2026-11-01T04:45:00Z", false, "2026-11-01T19:00:00-03:30"),
    // Casablanca goes back for Ramadan, 15 February 2026 at 02:00Z, and on after it, 22 March at 02:00Z
    ("Africa/Casablanca", (Weekday::Sun, 2, 30), "2026-02-15T02:15:00Z", true, "2026-02-15T02:30:00+01:00"),
    ("Africa/Casablanca", (Weekday::Sun, 2, 30), "2026-03-22T02:15:00Z", false, "2026-03-22T03:30:00+01:00"),
    // Lord Howe goes on by half an hour, 3 October 2026 at 15:30Z, and back, 4 April at 15:00Z
    ("Australia/Lord_Howe", (Weekday::Sun, 2, 15), "2026-10-03T15:50:00Z", true, "2026-10-04T02:45:00+11:00"),
    ("Australia/Lord_Howe", (Weekday::Sun, 1, 45), "2026-04-04T15:20:00Z", true, "2026-04-05T01:45:00+11:00"),
];

/// The time of day of an instant with its offset, as German pages write it.
fn clock(start: &str) -> &str {
    &start[11..16]
}

#[tokio::test]
async fn a_start_over_a_change_is_the_same_in_answers_and_on_pages() {
    for (zone, slot, now, is_on, start) in CASES {
        for is_online in [false, true] {
            let world = at(now, zone, slot, is_online);
            let case = format!("{zone} {slot:?} at {now}, online: {is_online}");
            let on_now = world.search("when=now").await.names();
            assert_eq!(!on_now.is_empty(), is_on, "{case}");
            let json = world.search("").await.json();
            let told = &json["meetings"][0];
            assert_eq!(told["next"]["start"], start, "{case}: {told}");

            let asked = http::Request::get("/?fellowship=na").header("accept-language", "de-DE");
            let html = world.send(asked).await.text();
            let time = html.split("<time").nth(1).unwrap_or_else(|| panic!("{case}: {html}"));
            let stamp = time.split("datetime=\"").nth(1).unwrap().split('"').next().unwrap();
            assert!(start.starts_with(stamp.get(..16).unwrap()), "{case}: {stamp}");
            assert!(stamp.ends_with(&start[19..]), "{case}: {stamp} is at another offset");
            let shown = time.split_once('>').unwrap().1.split("</time>").next().unwrap();
            assert!(shown.contains(clock(start)), "{case}: {shown}");
            assert_eq!(html.contains("class=\"tag now\""), is_on, "{case}");
        }
    }
}

#[tokio::test]
async fn an_online_meeting_is_told_in_the_askers_time_as_it_is_on_that_day() {
    // the clocks of New York have changed on 8 March 2026, those of London not before the 29th
    for (now, own) in [
        ("2026-03-03T12:00:00Z", "2026-03-04T00:00:00+00:00"),
        ("2026-03-10T12:00:00Z", "2026-03-10T23:00:00+00:00"),
        ("2026-03-31T12:00:00Z", "2026-04-01T00:00:00+01:00"),
    ] {
        let world = at(now, "America/New_York", (Weekday::Tue, 19, 0), true);
        let html = world.get("/?fellowship=na&tz=Europe/London&ui_lang=fr").await.text();
        let stamps: Vec<&str> =
            html.split("datetime=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(stamps.iter().any(|stamp| own.starts_with(stamp.get(..16).unwrap())), "{now}: {stamps:?}");
    }
}

#[tokio::test]
async fn whoever_may_join_a_room_from_afar_is_told_both_times() {
    let mut hybrid = crate::world::many(1).remove(0);
    hybrid.attendance = Attendance { in_person: true, online: true, phone: false };
    let world = World::of(vec![hybrid]);
    // Sundays at half past seven in San Jose
    let unknown = world.get("/?q=room").await.text();
    assert!(unknown.contains("data-own=") && unknown.contains("in <bdi>Los Angeles</bdi>"), "{unknown}");
    let london = world.get("/?q=room&tz=Europe/London").await.text();
    assert!(!london.contains("data-own=") && london.contains("your time"), "{london}");
    let there = world.get("/?near=San+Jose").await.text();
    assert!(!there.contains("data-own=") && !there.contains("your time"), "{there}");
}

#[tokio::test]
async fn the_loud_time_of_what_is_joined_from_afar_is_the_readers() {
    let both = Meeting {
        schedule: weekly(Weekday::Sun, 19, 0, Some(60), "America/Los_Angeles"),
        attendance: Attendance { in_person: true, online: true, ..Attendance::default() },
        online: Some(Online { url: Some("https://zoom.example/j/1".to_owned()), ..Online::default() }),
        ..meeting("na-example", "1", "Both Ways")
    };
    let fixed_now = Some("2026-11-22T12:00:00Z".parse().unwrap());
    let world = World::with(vec![both], ApiConfig { fixed_now, ..config() });
    for (asked, loud, beside) in [
        // whoever may come to the room reads the clock on its wall
        ("fellowship=na&tz=Europe/Berlin", "7:00 pm", "Monday, 4:00 am"),
        ("attendance=online,phone&tz=Europe/Berlin", "4:00 am", "Sunday, 7:00 pm in Los Angeles"),
        ("near=Berlin", "4:00 am", "Sunday, 7:00 pm in Los Angeles"),
        ("attendance=online&near=San+Jose,+US-CA", "7:00 pm", ""),
    ] {
        let html = world.get(&format!("/?{asked}&ui_lang=en")).await.text();
        let card = html.split("<li class=\"card").nth(1).unwrap_or_else(|| panic!("{asked}: {html}"));
        let time = card.split("<time").nth(1).unwrap().split_once('>').unwrap().1;
        assert!(time.starts_with(loud), "{asked}: {card}");
        let words = card.replace("<bdi>", "").replace("</bdi>", "");
        assert!(words.contains(beside), "{asked}: {words}");
    }
}
