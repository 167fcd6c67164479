use super::*;
use crate::schedule::{DateOrDateTime, rule};
use jiff::civil::date;
use proptest::prelude::*;

fn instance(key: &str, start: &str) -> Instance {
    Instance { key: key.to_owned(), start: start.parse().unwrap() }
}

fn folded(dates: &[&str]) -> Vec<Series> {
    let instances: Vec<Instance> =
        dates.iter().map(|date| instance("river walk", &format!("2026-{date}T19:00"))).collect();
    fold(&instances)
}

#[test]
fn rhythms() {
    for (dates, rule, missing) in [
        (&["03-02", "03-09", "03-16"][..], "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260316T235959", &[][..]),
        (
            &["03-02", "03-09", "03-23", "03-30"],
            "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330T235959",
            &["2026-03-16"],
        ),
        (&["03-02", "03-16", "03-30"], "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20260330T235959", &[]),
        (&["01-05", "02-02", "03-02", "04-06"], "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20260406T235959", &[]),
        (&["01-30", "02-27", "03-27", "04-24"], "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260424T235959", &[]),
        (
            &["07-08", "07-22", "08-12", "08-26", "09-09"],
            "FREQ=MONTHLY;BYDAY=2WE,4WE;UNTIL=20260909T235959",
            &[],
        ),
    ] {
        let series = folded(dates);
        let [series] = series.as_slice() else { panic!("{dates:?}: {series:?}") };
        assert_eq!(series.rrule.as_deref(), Some(rule), "{dates:?}");
        let exdates: Vec<String> = series.exdates.iter().map(Date::to_string).collect();
        assert_eq!(exdates, missing, "{dates:?}");
    }
}

#[test]
fn dates_without_a_rhythm_stay_dates() {
    for dates in
        [&["03-02", "03-09"][..], &["01-05", "03-09", "11-30"], &["03-02", "03-09", "05-25", "06-01"]]
    {
        let series = folded(dates);
        assert_eq!((series.len(), &series[0].rrule), (1, &None), "{dates:?}");
        assert_eq!(series[0].rdates.len(), dates.len() - 1);
    }
    assert_eq!(folded(&["03-02"])[0].slug("River walk!", "river walk"), None);
}

#[test]
fn what_differs_in_title_day_or_time_stays_apart() {
    let instances = [
        instance("river walk", "2026-03-02T19:00"),
        instance("river walk", "2026-03-03T19:00"),
        instance("river walk", "2026-03-09T20:00"),
        instance("hill walk", "2026-03-02T19:00"),
        instance("river walk", "2026-03-09T19:00"),
    ];
    let series = fold(&instances);
    let members: Vec<&[usize]> = series.iter().map(|series| series.members.as_slice()).collect();
    assert_eq!(members, [&[0, 4][..], &[1], &[2], &[3]]);
    assert_eq!(series[0].newest(), 4);
    let slug = series[0].slug("River walk!", "river walk").unwrap();
    assert!(slug.starts_with("river-walk-mon-1900-"), "{slug}");
}

#[test]
fn a_century_between_two_dates_is_not_walked() {
    let instances: Vec<Instance> = ["0001-01-01", "5000-01-01", "9999-01-01"]
        .iter()
        .map(|date| instance("x", &format!("{date}T19:00")))
        .collect();
    assert!(fold(&instances).iter().all(|series| series.rrule.is_none()));
}

proptest! {
    #[test]
    fn the_dates_that_come_out_are_those_that_went_in(
        weeks in proptest::collection::btree_set(0i64..60, 1..40), day in 0i64..7,
    ) {
        let start = |week: &i64| {
            let date = date(2026, 1, 4).checked_add(jiff::Span::new().days(day + week * 7)).unwrap();
            date.at(19, 30, 0, 0)
        };
        let starts: Vec<DateTime> = weeks.iter().map(start).collect();
        let instances: Vec<Instance> =
            starts.iter().map(|start| Instance { key: "a".into(), start: *start }).collect();
        let series = fold(&instances);
        prop_assert_eq!(series.len(), 1);
        let exdates: Vec<DateOrDateTime> = series[0].exdates.iter().copied().map(DateOrDateTime::Date).collect();
        let slots =
            rule(series[0].rrule.as_deref(), series[0].starts, None, &exdates, &series[0].rdates, None).unwrap();
        prop_assert_eq!(slots.len(), 1);
        let repeat = slots[0].1.as_ref().unwrap();
        let mut held: Vec<DateTime> = (0i64..80)
            .map(|week| start(&week))
            .filter(|start| repeat.holds(start.date()) || repeat.extra.contains(start))
            .collect();
        held.sort_unstable();
        prop_assert_eq!(held, starts);
    }
}
