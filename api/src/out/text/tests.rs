use super::*;
use crate::out::testing::{hit, meeting, now, online, paper, weekly};
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::meeting::{Online, State};
use everyroom_feeds::schedule::{Repeat, Schedule, Slot, Weekday, Weeks};
use everyroom_feeds::zone::Zone;

fn said(meeting: Meeting) -> String {
    String::from_utf8(one(&paper(&[hit(meeting)]))).unwrap()
}

fn when_of(schedule: Schedule) -> String {
    let hits = [hit(Meeting { schedule, ..meeting() })];
    when::when(&paper(&hits), &hits[0])
}

#[test]
fn a_search_is_read_out_in_every_language() {
    let hits = [hit(meeting()), hit(online())];
    let texts = UiLanguage::ALL.map(|language| {
        let body = found(&Paper { language, total: 37, ..paper(&hits) });
        format!("== {}\n{}", language.id(), String::from_utf8(body).unwrap())
    });
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn nothing_found_says_what_to_do() {
    let text = String::from_utf8(found(&paper(&[]))).unwrap();
    assert!(text.starts_with("No meeting was found.\n\nTake away a word or a filter"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 72));
}

#[test]
fn times_are_said_as_people_say_them() {
    // it is Sunday, 18:40
    let at = |weekday, hour, minute, minutes| weekly("America/Los_Angeles", weekday, hour, minute, minutes);
    let mut second = at(Weekday::Tue, 12, 0, None);
    second.repeat = Some(Box::new(Repeat { weeks: Weeks::of_month([2, 4]).unwrap(), ..Repeat::default() }));
    for (schedule, expected) in [
        (
            at(Weekday::Sun, 19, 15, Some(60)),
            "Tonight at 7:15 pm, in 35 min, until 8:15 pm, Los Angeles time; every week.",
        ),
        (at(Weekday::Sun, 18, 40, None), "On now, since 6:40 pm, Los Angeles time; every week."),
        (at(Weekday::Mon, 0, 0, None), "Tomorrow at 12:00 am, in 5 h 20 min, Los Angeles time; every week."),
        (second, "On Tuesday 24 November at noon, Los Angeles time; 2nd and 4th Tuesday of the month."),
        (
            Schedule { slot: Slot::DayOnly { weekday: Weekday::Fri }, ..meeting().schedule },
            "Friday, time not stated.",
        ),
        (
            Schedule {
                slot: Slot::Unparsed,
                text: Some("First day of\neach month".to_owned()),
                ..meeting().schedule
            },
            "First day of each month.",
        ),
    ] {
        assert_eq!(when_of(schedule), expected);
    }
    assert!(
        said(Meeting { state: State::Paused, ..meeting() })
            .lines()
            .nth(1)
            .is_some_and(|line| !line.contains("7:00 pm"))
    );
}

#[test]
fn online_meetings_are_told_by_the_askers_clock() {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let hits = [hit(online()), hit(meeting())];
    let text = String::from_utf8(found(&Paper { asker: Some(&zone), ..paper(&hits) })).unwrap();
    assert!(text.contains("On Monday") || text.contains("Today at 4:00 am"), "{text}");
    assert!(text.contains("Berlin time") && text.contains("Los Angeles time"), "{text}");
}

#[test]
fn what_is_withheld_is_not_read_out() {
    let withheld = Online { link: LinkState::Withheld, ..online().online.unwrap() };
    let text = said(Meeting { online: Some(withheld), ..online() });
    assert!(!text.contains("zoom") && !text.contains("4321") && text.contains("not published"), "{text}");
    assert!(
        said(online()).contains("https://zoom.example/j/123?pwd=Ab1\n"),
        "nothing stands behind an address"
    );
}

#[test]
fn no_text_of_a_publisher_makes_a_line() {
    let evil = "A\r\n2. Forged, 555-0100\u{2028}\u{202e}\u{1b}[2J";
    let spoilt = Meeting { name: evil.to_owned(), notes: Some(evil.to_owned()), ..meeting() };
    let text = String::from_utf8(found(&paper(&[hit(spoilt)]))).unwrap();
    assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}') && !text.contains('\r'), "{text}");
    assert!(text.lines().all(|line| !line.starts_with("2.")), "{text}");
    let _ = now();
}
