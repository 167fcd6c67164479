use super::*;
use crate::schedule::{Schedule, Weeks};
use calcard::Entry;
use calcard::common::timezone::Tz;
use jiff::civil::{date, datetime};
use proptest::prelude::*;

fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn read(text: &str, starts: &str) -> Result<Slots, RuleFault> {
    rule(Some(text), at(starts), Some(60), &[], &[], None)
}

/// The dates on which any of the slots is held, up to a date.
fn held(slots: &Slots, first: Date, last: Date) -> Vec<Date> {
    let mut dates: Vec<Date> = first
        .series(jiff::ToSpan::days(1))
        .take_while(|date| *date <= last)
        .filter(|date| {
            slots.iter().any(|(slot, repeat)| {
                slot.weekday() == Some(Weekday::of(*date))
                    && repeat.as_ref().is_none_or(|repeat| repeat.holds(*date))
            })
        })
        .collect();
    dates.extend(
        slots.iter().flat_map(|(_, repeat)| repeat.iter().flat_map(|r| &r.extra)).map(|at| at.date()),
    );
    dates.sort_unstable();
    dates
}

fn text_dates(dates: &[Date]) -> Vec<String> {
    dates.iter().map(|date| date.strftime("%m-%d").to_string()).collect()
}

#[test]
fn rules_worked_by_hand() {
    for (text, starts, to, expected) in [
        ("FREQ=WEEKLY;BYDAY=SU", "2026-03-01T19:00", "2026-03-20", "03-01 03-08 03-15"),
        ("FREQ=WEEKLY", "2026-03-03T19:00", "2026-03-20", "03-03 03-10 03-17"),
        (
            "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5",
            "2026-03-04T19:00",
            "2026-12-31",
            "03-04 03-09 03-11 03-16 03-18",
        ),
        ("FREQ=DAILY;COUNT=3", "2026-03-04T19:00", "2026-12-31", "03-04 03-05 03-06"),
        ("FREQ=DAILY;INTERVAL=14;COUNT=2", "2026-03-04T19:00", "2026-12-31", "03-04 03-18"),
        ("FREQ=DAILY;BYDAY=SA,SU", "2026-03-04T19:00", "2026-03-15", "03-07 03-08 03-14 03-15"),
        ("FREQ=MONTHLY;BYDAY=5FR", "2026-01-30T19:00", "2026-10-31", "01-30 05-29 07-31 10-30"),
        ("FREQ=MONTHLY;BYDAY=5FR;COUNT=3", "2026-01-30T19:00", "2027-12-31", "01-30 05-29 07-31"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30T19:00", "2026-04-30", "01-30 02-27 03-27 04-24"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "2026-01-30T19:00", "2026-04-30", "01-30 02-27 03-27 04-24"),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2,4", "2026-07-01T19:00", "2026-08-31", "07-08 07-22 08-12 08-26"),
        ("FREQ=MONTHLY;BYDAY=1MO,3TU", "2026-06-01T19:00", "2026-07-31", "06-01 06-16 07-06 07-21"),
        (
            "FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=8,9,10,11,12,13,14",
            "2026-07-08T19:00",
            "2026-09-30",
            "07-08 08-12 09-09",
        ),
        ("FREQ=MONTHLY;BYDAY=TH", "2026-07-02T19:00", "2026-07-20", "07-02 07-09 07-16"),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20260308", "2026-03-01T19:00", "2026-12-31", "03-01 03-08"),
        ("FREQ=WEEKLY;UNTIL=20260308T185959", "2026-03-01T19:00", "2026-12-31", "03-01"),
        ("freq=weekly;byday=su;count=1;", "2026-03-01T19:00", "2026-12-31", "03-01"),
    ] {
        let slots = read(text, starts).unwrap();
        let first = at(starts).date();
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(text_dates(&held(&slots, first, to.parse().unwrap())), expected, "{text}");
    }
}

/// Every two weeks over new year, with a Sunday and a Monday: which of them share a week depends on its first day.
#[test]
fn weeks_start_where_the_rule_says() {
    let dates = |week_start: &str| {
        let text = format!("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST={week_start}");
        let slots = read(&text, "2026-12-20T19:00").unwrap();
        text_dates(&held(&slots, date(2026, 12, 20), date(2027, 1, 20)))
    };
    assert_eq!(dates("SU"), ["12-20", "12-21", "01-03", "01-04", "01-17", "01-18"]);
    assert_eq!(dates("MO"), ["12-20", "12-28", "01-03", "01-11", "01-17"]);
}

#[test]
fn an_end_in_utc_is_an_instant_of_the_zone() {
    let zone = Zone::parse("America/New_York").unwrap();
    let last = |until: &str, starts: &str| {
        let text = format!("FREQ=DAILY;UNTIL={until}");
        let slots = rule(Some(&text), at(starts), None, &[], &[], Some(&zone)).unwrap();
        slots[0].1.as_ref().unwrap().until.unwrap().to_string()
    };
    // clocks go back on 1 November 2026: 07:00 is 11:00Z before and 12:00Z from then on
    assert_eq!(last("20261031T110000Z", "2026-10-01T07:00"), "2026-10-31");
    assert_eq!(last("20261102T110000Z", "2026-10-01T07:00"), "2026-11-01");
    assert_eq!(last("20261102T120000Z", "2026-10-01T07:00"), "2026-11-02");
    // 01:30 comes twice that night; the first is meant, at 05:30Z
    assert_eq!(last("20261101T060000Z", "2026-10-01T01:30"), "2026-11-01");
    // 02:30 is skipped on 8 March 2026 and held at 03:30, 07:30Z
    assert_eq!(last("20260308T072900Z", "2026-03-01T02:30"), "2026-03-07");
    assert_eq!(last("20260308T073000Z", "2026-03-01T02:30"), "2026-03-08");
    // the evening before, across the date line of UTC
    assert_eq!(last("20260311T000000Z", "2026-03-01T19:00"), "2026-03-10");
}

#[test]
fn what_weekly_slots_cannot_say() {
    for text in [
        "FREQ=YEARLY",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYMONTHDAY=15",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=-2FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=13",
        "FREQ=WEEKLY;BYMONTH=9,10,11",
        "FREQ=WEEKLY;BYHOUR=7,19",
        "FREQ=WEEKLY;INTERVAL=60",
        "FREQ=HOURLY",
    ] {
        assert_eq!(read(text, "2026-03-01T19:00"), Err(RuleFault::Unsupported), "{text}");
    }
    for text in [
        "weekly",
        "INTERVAL=2",
        "FREQ=SOMETIMES",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=-1",
        "FREQ=WEEKLY;BYDAY=2WE",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=tomorrow",
        "FREQ=WEEKLY;UNTIL=20261399",
        "FREQ=WEEKLY;FOO=1",
        "FREQ=WEEKLY;COUNT=99999999999",
    ] {
        assert_eq!(read(text, "2026-03-01T19:00"), Err(RuleFault::Malformed), "{text}");
    }
}

#[test]
fn numbers_of_any_size_end_at_once() {
    let slots = read("FREQ=WEEKLY;COUNT=4294967295", "2026-03-01T19:00").unwrap();
    assert_eq!(slots[0].1.as_ref().unwrap().until, None);
    let slots = read("FREQ=MONTHLY;BYDAY=5SU;COUNT=4294967295", "2026-03-29T19:00").unwrap();
    assert_eq!(slots[0].1.as_ref().unwrap().until, None);
    let many = vec![DateOrDateTime::Date(date(2026, 3, 8)); LISTED_DATES + 1];
    let fault = rule(Some("FREQ=WEEKLY"), at("2026-03-01T19:00"), None, &many, &[], None);
    assert_eq!(fault, Err(RuleFault::TooMany));
}

#[test]
fn dates_left_out_and_added() {
    let exdates = [
        DateOrDateTime::Date(date(2026, 3, 8)),
        DateOrDateTime::At(at("2026-03-15T19:00")),
        DateOrDateTime::At(at("2026-03-22T00:00")),
        // not a start of the rule
        DateOrDateTime::At(at("2026-03-29T07:00")),
        DateOrDateTime::Date(date(2026, 3, 9)),
    ];
    let rdates = [at("2026-03-16T20:00"), at("2026-03-29T19:00"), at("2026-03-16T20:00")];
    let slots = rule(Some("FREQ=WEEKLY"), at("2026-03-01T19:00"), Some(0), &exdates, &rdates, None).unwrap();
    let [(slot, Some(repeat))] = slots.as_slice() else { panic!("{slots:?}") };
    assert_eq!(
        *slot,
        Slot::Weekly { weekday: Weekday::Sun, start: at("2026-03-01T19:00").time(), minutes: None }
    );
    assert_eq!(repeat.except, [date(2026, 3, 8), date(2026, 3, 15), date(2026, 3, 22)]);
    assert_eq!(repeat.extra, [at("2026-03-16T20:00")]);
}

#[test]
fn without_a_rule_it_is_held_once() {
    let slots = rule(None, at("2026-03-01T19:00"), Some(90), &[], &[at("2026-03-05T19:00")], None).unwrap();
    let repeat = slots[0].1.as_ref().unwrap();
    assert_eq!((repeat.from, repeat.until), (Some(date(2026, 3, 1)), Some(date(2026, 3, 1))));
    assert_eq!(repeat.last_date(), Some(date(2026, 3, 5)));
    assert_eq!(held(&slots, date(2026, 1, 1), date(2026, 12, 31)), [date(2026, 3, 1), date(2026, 3, 5)]);
}

#[test]
fn a_rule_that_was_read_reads_back_as_itself() {
    let slots = read("FREQ=MONTHLY;BYDAY=2WE,-1WE;UNTIL=20261231", "2026-07-08T19:00").unwrap();
    let repeat = slots[0].1.as_ref().unwrap();
    assert_eq!(repeat.weeks, Weeks::of_month([2, -1]).unwrap());
    assert_eq!(read(&repeat.rule(Weekday::Wed), "2026-07-08T19:00").unwrap(), slots);
    let zone = Zone::parse("America/New_York");
    let schedule =
        Schedule { slot: slots[0].0, repeat: slots[0].1.clone(), text: None, zone, zone_source: None };
    let next = schedule.next_from("2026-07-09T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(next.start.date(), date(2026, 7, 29));
}

#[test]
fn dates_and_wall_times_are_told_apart() {
    for (text, expected) in [
        ("2026-03-01", Some(DateOrDateTime::Date(date(2026, 3, 1)))),
        ("2026-03-01T19:00:00", Some(DateOrDateTime::At(datetime(2026, 3, 1, 19, 0, 0, 0)))),
        ("2026-03-01T19:00:00Z", None),
        ("2026-03-01T19:00:00-05:00", None),
        ("2026-02-30", None),
        ("next week", None),
        ("", None),
    ] {
        assert_eq!(DateOrDateTime::parse(text), expected, "{text}");
    }
}

/// The dates of a rule as the calendar library expands it, in floating time, where it is right.
fn expanded(text: &str, starts: DateTime, first: usize) -> Vec<Date> {
    let event = format!(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:{}\nDURATION:PT1H\nRRULE:{text}\nEND:VEVENT\nEND:VCALENDAR\n",
        starts.strftime("%Y%m%dT%H%M%S")
    );
    let Entry::ICalendar(calendar) = calcard::Parser::new(&event).entry() else { panic!("{event}") };
    let dates = calendar.expand_dates(Tz::Floating, first).events.into_iter().map(|event| {
        let start = event.start.naive_local().to_string();
        start[..10].parse().unwrap()
    });
    let mut dates: Vec<Date> = dates.collect();
    dates.sort_unstable();
    dates
}

const DAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/// Rules whose first start is one of their own dates; what else the first one would be, the standard leaves open.
fn any_rule() -> impl Strategy<Value = (String, DateTime)> {
    let start = (0i32..3000, 0i8..24, 0i8..60);
    let days = proptest::collection::btree_set(0usize..7, 1..4);
    let numbers = proptest::collection::btree_set(prop_oneof![1i8..=5, Just(-1i8)], 1..4);
    let end = prop_oneof![Just(None), (1u32..40).prop_map(Some)];
    (start, days, numbers, 0u8..6, 1u8..5, end, 0usize..7).prop_map(
        |((days_on, hour, minute), mut days, numbers, shape, interval, count, week_start)| {
            let first = date(2024, 1, 1).checked_add(jiff::Span::new().days(days_on)).unwrap();
            let own = usize::from(Weekday::of(first).days_from_sunday());
            days.insert(own);
            let list = days.iter().map(|day| DAYS[*day]).collect::<Vec<_>>().join(",");
            let nth = (first.day() - 1) / 7 + 1;
            let with_own = numbers.iter().copied().chain([nth]);
            let set: std::collections::BTreeSet<i8> = with_own.collect();
            let numbered = set.iter().map(|n| format!("{n}{}", DAYS[own])).collect::<Vec<_>>().join(",");
            let positions = set.iter().map(i8::to_string).collect::<Vec<_>>().join(",");
            let mut text = match shape {
                0 => "FREQ=DAILY".to_owned(),
                1 => "FREQ=WEEKLY".to_owned(),
                2 => format!("FREQ=WEEKLY;BYDAY={list}"),
                3 => format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={list};WKST={}", DAYS[week_start]),
                4 => format!("FREQ=MONTHLY;BYDAY={numbered}"),
                _ => format!("FREQ=MONTHLY;BYDAY={};BYSETPOS={positions}", DAYS[own]),
            };
            if let Some(count) = count {
                text.push_str(&format!(";COUNT={count}"));
            }
            (text, first.at(hour, minute, 0, 0))
        },
    )
}

proptest! {
    #[test]
    fn dates_are_those_of_the_standard((text, starts) in any_rule()) {
        const COMPARED: usize = 30;
        let expected = expanded(&text, starts, COMPARED);
        let slots = rule(Some(&text), starts, Some(60), &[], &[], None).unwrap();
        let last = *expected.last().unwrap();
        prop_assert_eq!(held(&slots, starts.date(), last), expected.clone(), "{} from {}", text, starts);
        if expected.len() < COMPARED {
            let ends = slots.iter().filter_map(|(_, repeat)| repeat.as_ref()?.last_date()).max();
            prop_assert_eq!(ends, Some(last), "{} from {}", text, starts);
        }
    }

    #[test]
    fn any_rule_is_survived(text in any::<String>(), days in 0i32..9000) {
        let starts = date(2020, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap().at(19, 0, 0, 0);
        let _ = rule(Some(&text), starts, None, &[], &[], None);
        let _ = DateOrDateTime::parse(&text);
    }

    #[test]
    fn any_parts_are_survived(
        parts in proptest::collection::vec(
            ("FREQ|INTERVAL|COUNT|UNTIL|BYDAY|BYSETPOS|BYMONTHDAY|BYMONTH|WKST|BYHOUR", "[0-9A-Z,+-]{0,12}"), 0..6),
        frequency in "FREQ=(DAILY|WEEKLY|MONTHLY)",
        year in -9000i16..9999,
    ) {
        let text: Vec<String> = parts.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let text = format!("{frequency};{}", text.join(";"));
        let starts = date(year, 6, 1).at(19, 0, 0, 0);
        let _ = rule(Some(&text), starts, None, &[], &[], None);
    }
}
