use super::*;
use crate::clean::time::time;
use proptest::prelude::*;

/// Slots as `tue 19:00+90 w2,4`; `*` is no day, `~` every other week.
fn shown(spoken: &Spoken) -> String {
    let slot = |slot: &SpokenSlot| {
        let mut out = slot.day.map_or("*", Weekday::id).to_owned();
        if let Some(start) = slot.start {
            out.push_str(&start.strftime(" %H:%M").to_string());
        }
        if let Some(minutes) = slot.minutes {
            out.push_str(&format!("+{minutes}"));
        }
        match slot.weeks {
            None => out.push_str(" ~"),
            Some(Weeks::Every) => {}
            Some(weeks) => {
                let numbers: Vec<String> = weeks.numbers().iter().map(i8::to_string).collect();
                out.push_str(&format!(" w{}", numbers.join(",")));
            }
        }
        out
    };
    spoken.slots.iter().map(slot).collect::<Vec<_>>().join("; ")
}

fn assert_all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = schedule(text).as_ref().map(shown).unwrap_or_default();
            (found != *expected).then(|| format!("{text:?}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const WEEK: &str = "sun; mon; tue; wed; thu; fri; sat";
const WORK: &str = "mon; tue; wed; thu; fri";

#[test]
fn days() {
    assert_all(&[
        ("Tuesday", "tue"),
        ("Tuesdays", "tue"),
        ("Tue/Thu", "tue; thu"),
        ("Mon, Wed & Fri", "mon; wed; fri"),
        ("Monday Wednesday Friday", "mon; wed; fri"),
        ("Mo, Mi + Fr", "mon; wed; fri"),
        ("Mo-Fr", WORK),
        ("Mon-Fri", WORK),
        ("M-F", WORK),
        ("Monday through Friday", WORK),
        ("Monday – Friday", WORK),
        ("Fri-Sun", "fri; sat; sun"),
        ("Sat to Mon", "sat; sun; mon"),
        ("Mon-Wed, Fri", "mon; tue; wed; fri"),
        ("lunes a viernes", WORK),
        ("de lunes a viernes", WORK),
        ("lunes, miércoles y viernes", "mon; wed; fri"),
        ("todos los lunes", "mon"),
        ("du lundi au vendredi", WORK),
        ("lundi et jeudi", "mon; thu"),
        ("tous les mardis", "tue"),
        ("montags und donnerstags", "mon; thu"),
        ("Montag bis Freitag", WORK),
        ("jeden Dienstag", "tue"),
        ("segunda a sexta-feira", WORK),
        ("segunda, quarta e sexta", "mon; wed; fri"),
        ("2ª e 4ª feira", ""),
        ("2ª-feira, 4ª-feira", "mon; wed"),
        ("Terças e Quintas", "tue; thu"),
        ("daily", WEEK),
        ("Every day", WEEK),
        ("todos los días", WEEK),
        ("tous les jours", WEEK),
        ("täglich", WEEK),
        ("todos os dias", WEEK),
        ("weekdays", WORK),
        ("weekends", "sat; sun"),
        ("Mondays weekly", "mon"),
        ("every week on Monday", "mon"),
    ]);
}

#[test]
fn weeks_of_the_month() {
    assert_all(&[
        ("2nd and 4th Wednesday", "wed w2,4"),
        ("1st, 3rd & 5th Fri", "fri w1,3,5"),
        ("1st/3rd Sat", "sat w1,3"),
        ("first Monday of the month", "mon w1"),
        ("last Sunday of each month", "sun w-1"),
        ("2nd & last Sun", "sun w2,-1"),
        ("1st through 3rd Monday", "mon w1,2,3"),
        ("1st Tuesday and 3rd Thursday", "tue w1; thu w3"),
        ("1st Tuesday, 3rd Tuesday", "tue w1,3"),
        ("Monday and 2nd Thursday", "mon; thu w2"),
        ("Wednesday (2nd and 4th)", "wed w2,4"),
        ("(1st & 3rd Saturday Each Month)", "sat w1,3"),
        ("Every 1st Friday", "fri w1"),
        ("every 4th Wednesday of the month", "wed w4"),
        ("Monthly on the 2nd Tuesday", "tue w2"),
        ("Second, third, fourth, and last Friday of each month", "fri w2,3,4,-1"),
        ("First, second, third, fourth and fifth Friday", "fri"),
        ("segundo y cuarto miércoles", "wed w2,4"),
        ("primer martes de cada mes", "tue w1"),
        ("1er y 3er sábado del mes", "sat w1,3"),
        ("2º e 4º sábado", "sat w2,4"),
        ("primeira segunda-feira do mês", "mon w1"),
        ("último domingo do mês", "sun w-1"),
        ("jeden 1. und 3. Freitag", "fri w1,3"),
        ("am 1. Freitag im Monat", "fri w1"),
        ("jeden letzten Sonntag im Monat", "sun w-1"),
        ("le premier mardi du mois", "tue w1"),
        ("1er et 3e jeudi du mois", "thu w1,3"),
    ]);
}

#[test]
fn every_other_week_is_never_every_week() {
    assert_all(&[
        ("every other Tuesday", "tue ~"),
        ("alternate Mondays", "mon ~"),
        ("Fridays, fortnightly", "fri ~"),
        ("Every other Friday, 1:00 PM to 2:30 PM", "fri 13:00+90 ~"),
        ("every two weeks on Monday at 7pm", "mon 19:00 ~"),
        ("Mon 7pm, every other Wed 8pm", "mon 19:00; wed 20:00 ~"),
        ("jueves, cada dos semanas", "thu ~"),
        ("14-tägig montags 19 Uhr", "mon 19:00 ~"),
        ("une semaine sur deux, le mardi", "tue ~"),
        ("quinzenalmente, sábado 10h", "sat 10:00 ~"),
        ("every other 2nd Tuesday", ""),
        ("every other week", ""),
    ]);
}

#[test]
fn days_and_times() {
    assert_all(&[
        ("Tuesday 08:15 PM", "tue 20:15"),
        ("Monday, \t12:00 PM", "mon 12:00"),
        ("Friday, \tMidnight ", "fri 00:00"),
        ("Mondays & Thursdays 7-8:30pm", "mon 19:00+90; thu 19:00+90"),
        ("Every Saturday, 1:00 PM to 3:00 PM", "sat 13:00+120"),
        ("Every Tuesday, 11:00 PM to 12:30 AM", "tue 23:00+90"),
        ("Every Monday, 10:00 PM to 12:00 AM", "mon 22:00+120"),
        ("Mon 7pm, Wed 8pm & Sat 10am", "mon 19:00; wed 20:00; sat 10:00"),
        ("Mon 7pm Wed 8pm", "mon 19:00; wed 20:00"),
        ("7pm Mondays, 8pm Wednesdays", "mon 19:00; wed 20:00"),
        ("7:30 PM on Tuesdays and Thursdays", "tue 19:30; thu 19:30"),
        ("Monday 10am and 7pm", "mon 10:00; mon 19:00"),
        ("Saturday 05:30P", "sat 17:30"),
        ("Tue 7a", "tue 07:00"),
        ("Tues PM 12:00", "tue 12:00"),
        ("Wed: 7.30 p.m.", "wed 19:30"),
        ("Wednesday @ 7 p.m.", "wed 19:00"),
        ("Thursday at noon", "thu 12:00"),
        ("Thursday 12 noon", "thu 12:00"),
        ("Thursday noon-1", "thu 12:00+60"),
        ("Fri 10pm - midnight", "fri 22:00+120"),
        ("Tuesday 1930", "tue 19:30"),
        ("Tuesdays - 19:30", "tue 19:30"),
        ("Monday 7:30", "mon 07:30"),
        ("Friday night at 8", "fri 20:00"),
        ("Sunday mornings 9-10:15", "sun 09:00+75"),
        ("Daily 7am", "sun 07:00; mon 07:00; tue 07:00; wed 07:00; thu 07:00; fri 07:00; sat 07:00"),
        ("2nd & 4th Tue 7pm", "tue 19:00 w2,4"),
        ("Saturdays 9am, 1st Saturday 8pm", "sat 09:00; sat 20:00 w1"),
        ("1st Tuesday 7pm, 3rd Tuesday 7pm", "tue 19:00 w1,3"),
        ("Monday 7pm (90 min)", "mon 19:00+90"),
        ("Monday 7pm, 1 hour", "mon 19:00+60"),
        ("Monday 7pm, 1 hour 30 mins", "mon 19:00+90"),
        ("Monday (7pm)", "mon 19:00"),
        ("We meet Mondays at 7pm", "mon 19:00"),
        (
            "lunes a viernes de 19 a 20:30 h",
            "mon 19:00+90; tue 19:00+90; wed 19:00+90; thu 19:00+90; fri 19:00+90",
        ),
        ("martes y jueves a las 7:30 pm", "tue 19:30; thu 19:30"),
        ("lunes 7 de la tarde", "mon 19:00"),
        ("sábados, 19 horas", "sat 19:00"),
        ("le mardi à 19h", "tue 19:00"),
        ("mardi de 19h à 20h30", "tue 19:00+90"),
        ("jeudi 19 h 30", "thu 19:30"),
        ("vendredi 19 heures 30", "fri 19:30"),
        ("mittwochs von 19 bis 20:30 Uhr", "wed 19:00+90"),
        ("Dienstag 19.30 Uhr", "tue 19:30"),
        ("Dienstag um 7 Uhr abends", "tue 19:00"),
        ("jeden 1. und 3. Freitag um 19 Uhr", "fri 19:00 w1,3"),
        ("19 Uhr am Montag", "mon 19:00"),
        ("quinta-feira das 19h às 20h30", "thu 19:00+90"),
        ("terça 19:30 hs", "tue 19:30"),
    ]);
}

#[test]
fn times_alone() {
    assert_all(&[
        ("7-8:30pm", "* 19:00+90"),
        ("7pm-8:30", "* 19:00+90"),
        ("11-12:30pm", "* 11:00+90"),
        ("11:30am–12:30pm", "* 11:30+60"),
        ("11pm-12:30am", "* 23:00+90"),
        ("11-1am", "* 23:00+120"),
        ("12-1pm", "* 12:00+60"),
        ("9-5pm", "* 09:00+480"),
        ("7:00 PM to 8:00 PM", "* 19:00+60"),
        ("from 7 to 9pm", "* 19:00+120"),
        ("de 19h à 20h30", "* 19:00+90"),
        ("von 19 bis 20:30 Uhr", "* 19:00+90"),
        ("22:00-24:00", "* 22:00+120"),
        ("7:00 – 8:30", "* 07:00+90"),
        ("19:00-20:30", "* 19:00+90"),
        ("6pm - 7.30pm", "* 18:00+90"),
        ("11:00am -12:30 pm", "* 11:00+90"),
        ("7am, 12pm and 7pm", "* 07:00; * 12:00; * 19:00"),
        // as likely in the afternoon
        ("9-5", ""),
        ("7-8:30", ""),
        ("11.30 -1.00", ""),
        ("9:00-5:00", ""),
        ("7pm-7pm", ""),
        ("7", ""),
        ("19", ""),
        ("1930", ""),
        ("19-20", ""),
        ("25:00", ""),
        ("13am", ""),
        ("7:60pm", ""),
    ]);
}

#[test]
fn zones_and_brackets() {
    let zone = |text: &str| {
        let spoken = schedule(text)?;
        Some((shown(&spoken), spoken.zone?.name().to_owned()))
    };
    for (text, slots, name) in [
        ("10 AM (ET)", "* 10:00", "America/New_York"),
        ("Sundays | 11:00am (GMT)", "sun 11:00", "UTC"),
        ("Monday 7pm ET", "mon 19:00", "America/New_York"),
        ("Monday 7pm et", "mon 19:00", "America/New_York"),
        ("Mon 7pm ET & Wed 8pm ET", "mon 19:00; wed 20:00", "America/New_York"),
        ("Mon 7pm Eastern", "mon 19:00", "America/New_York"),
        ("Mon 7pm Pacific Time (PT)", "mon 19:00", "America/Los_Angeles"),
        ("Mon 7pm EST/EDT", "mon 19:00", "America/New_York"),
        ("Mon 7pm America/Chicago", "mon 19:00", "America/Chicago"),
        ("7pm CT - 8pm CT Mon", "mon 19:00+60", "America/Chicago"),
    ] {
        assert_eq!(zone(text), Some((slots.to_owned(), name.to_owned())), "{text}");
    }
    assert_all(&[
        ("Mon 7pm ET / 4pm PT", ""),
        ("Mon 7pm ET, Wed 8pm PT", ""),
        ("Mon 7pm IST", ""),
        ("Mon 7pm GMT+1", ""),
        ("lundi et jeudi 19h et 20h30", "mon 19:00; mon 20:30; thu 19:00; thu 20:30"),
        ("LUNDI ET JEUDI", "mon; thu"),
    ]);
    let rest = schedule("Tuesdays 7pm (Online via Zoom) (Spanish)").and_then(|spoken| spoken.rest);
    assert_eq!(rest.as_deref(), Some("Online via Zoom, Spanish"));
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    for text in [
        "",
        " ",
        "Tuesday except holidays",
        "2nd Tuesday business meeting",
        "the 2nd Wednesday, July 2026",
        "3rd Friday of each month September through June",
        "24/7",
        "ongoing",
        "by appointment",
        "monthly",
        "monthly (PDT)",
        "of the month",
        "Tuesday of the month",
        "Monday or Tuesday",
        "lunes o martes",
        "no meeting on Monday",
        "not Monday",
        "no domingo",
        "SA meeting, Monday 7pm",
        "SA Monday 7pm",
        "every second Tuesday",
        "jeden zweiten Mittwoch",
        "every 3rd Thursday",
        "2nd Tuesday and Friday",
        "2nd Tue, Wed 7pm",
        "1st Mon-Fri",
        "6th Monday",
        "24th St Monday 7pm",
        "1st and 3rd",
        "1st of the month",
        "1st week Tuesday",
        "Monday and",
        "Mon 7pm & Wed",
        "Mon 7pm, Wed",
        "Mon - Wed - Fri",
        "Mon 7pm 8pm",
        "7pm/8pm Mon",
        "Mon 7pm-8pm-9pm",
        "Monday evening 7am",
        "Monday 7 and 8pm",
        "Mondays 7pm (8pm in summer)",
        "Mondays 7pm (except the 1st)",
        "Mondays 7pm (6pm)",
        "Mon 7pm (Tue 8pm)",
        "weekly 2nd Tuesday",
        "2nd weekday",
        "Mo und Do 19 Uhr",
        "Die Treffen sind montags",
        "las reuniones son los lunes",
        "segunda quarta-feira",
        "1ª quarta",
        "Mon (7pm",
        "Mon 7pm)",
        "(((((Mon)))))",
        "Thursday, RS\t9:00 AM",
        "July 4",
        "Mon 7pm, 500 min, 90 min",
    ] {
        assert_eq!(schedule(text), None, "{text}");
    }
    assert_eq!(schedule(&"Monday, ".repeat(100)), None);
}

#[test]
fn a_day_alone_and_a_time_alone() {
    assert_eq!(day("2nd and last Sun"), Some(vec![(Weekday::Sun, Weeks::of_month([2, -1]))]));
    assert_eq!(day("Alternate Sundays"), Some(vec![(Weekday::Sun, None)]));
    for text in ["Sun 7pm", "7pm", "Sunday (GMT)", "Sunday (online)", ""] {
        assert_eq!(day(text), None, "{text}");
    }
    let at = |hour, minute| jiff::civil::time(hour, minute, 0, 0);
    assert_eq!(span("7-8:30pm"), Some((at(19, 0), Some(90))));
    assert_eq!(span("1930"), Some((at(19, 30), None)));
    assert_eq!(span("0730-0830"), Some((at(7, 30), Some(60))));
    for text in ["Sun 7pm", "7pm (ET)", "7pm, 8pm", "Monday", "730", ""] {
        assert_eq!(span(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = schedule(&text);
        let _ = span(&text);
    }

    #[test]
    fn words_of_schedules_in_any_order_are_survived(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "Mon", "tuesday", "-", "to", ",", "&", "/", "1st", "2.", "last", "every", "other", "of the month",
                "7", "7pm", "19:30", "1930", "19h", "am", "pm", "Uhr", "noon", "(", ")", "ET", "et", "a", "evening",
                "90", "min", "hours", "weekly", "daily", "segunda", "-feira", "2ª", "fortnightly", ";", "Sa", "½",
            ]),
            0..14,
        ),
    ) {
        for text in [words.join(" "), words.concat()] {
            if let Some(spoken) = schedule(&text) {
                prop_assert!(!spoken.slots.is_empty());
                prop_assert!(spoken.slots.iter().all(|slot| slot.day.is_some() || slot.start.is_some()));
                prop_assert!(spoken.slots.iter().all(|slot| slot.minutes.is_none_or(|m| (1..=1440).contains(&m))));
            }
        }
    }

    #[test]
    fn one_time_is_read_as_it_is_everywhere_else(hour in 0u8..24, minute in 0u8..60, which in 0usize..4) {
        let of_day = jiff::civil::time(hour.cast_signed(), minute.cast_signed(), 0, 0);
        let format = ["%H:%M", "%-I:%M %p", "%I:%M%P", "%Hh%M"][which];
        let written = of_day.strftime(format).to_string();
        prop_assert_eq!(span(&written), Some((time(&written).unwrap().time, None)), "{}", written);
    }

    #[test]
    fn a_range_says_how_long(start in 0u16..1440, minutes in 1u16..1440) {
        let show = |minute: u16| format!("{:02}:{:02}", minute % 1440 / 60, minute % 60);
        let at = |minute: u16| jiff::civil::time((minute / 60).cast_signed() as i8, (minute % 60).cast_signed() as i8, 0, 0);
        let half = |minute: u16| at(minute % 1440).strftime("%-I:%M %p").to_string();
        let halves = format!("{} - {}", half(start), half(start + minutes));
        prop_assert_eq!(span(&halves), Some((at(start), Some(minutes))), "{}", halves);
        if let Some((from, length)) = span(&format!("{}-{}", show(start), show(start + minutes))) {
            prop_assert_eq!((from, length), (at(start), Some(minutes)));
        }
    }
}
