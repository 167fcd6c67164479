//! Invented tables that hold every irregularity met in real ones, and what must hold for any text.

use crate::format::tests::outline::outline;
use crate::format::tests::{part, read_text, source};
use crate::format::{read, table};
use crate::notice::{Code, Effect};
use crate::plan::Role;
use crate::reading::{Format, Reading};
use crate::schedule::{Slot, Weekday};
use crate::source::FormatChoice;
use proptest::prelude::*;

fn slots(reading: &Reading) -> Vec<String> {
    let short = |slot: Slot| match slot {
        Slot::Weekly { weekday, start, .. } => format!("{} {}", weekday.id(), start.strftime("%H:%M")),
        other => format!("{other:?}"),
    };
    reading
        .meetings
        .iter()
        .map(|meeting| format!("{} {}", meeting.key, short(meeting.schedule.slot)))
        .collect()
}

fn first_sample(reading: &Reading, code: Code) -> (Option<u32>, Option<u32>, String) {
    let group = reading.notices.groups().find(|group| group.code == code).unwrap();
    let sample = &group.samples[0];
    (sample.line, sample.column, sample.pointer.clone().unwrap_or_default())
}

#[test]
fn irregular_tables() {
    let reading = read_text("aa", include_str!("../fixtures/table-irregular.csv")).unwrap();
    assert_eq!(reading.format, Format::Csv);
    insta::assert_snapshot!(outline(&reading));
}

#[test]
fn naws_spreadsheets() {
    let reading = read_text("na", include_str!("../fixtures/table-naws.csv")).unwrap();
    assert_eq!(reading.format, Format::Naws);
    insta::assert_snapshot!(outline(&reading));
}

#[test]
fn bmlt_answers_as_tables() {
    let reading = read_text("na", include_str!("../fixtures/table-bmlt.csv")).unwrap();
    assert_eq!(reading.format, Format::Bmlt);
    insta::assert_snapshot!(outline(&reading));
}

#[test]
fn values_of_a_sheet() {
    let text = include_str!("../fixtures/sheet.json");
    let reading = read_text("aa", text).unwrap();
    assert_eq!(reading.format, Format::Sheet);
    insta::assert_snapshot!(outline(&reading));
    let columns = r#"{"range":"A1:C3","majorDimension":"COLUMNS",
        "values":[["Name","One","Two"],["Day","Mon","Tue"],["Time","9:00","10:00"]]}"#;
    let turned: Vec<_> = read_text("aa", columns).unwrap().meetings.iter().map(|m| m.name.clone()).collect();
    assert_eq!(turned, ["One", "Two"]);
}

#[test]
fn delimiters_line_ends_and_languages() {
    for (text, expected) in [
        ("Name,Day,Time\rOne,Mon,9:00\rTwo,Tue,10:00\r", ["mon 09:00", "tue 10:00"]),
        ("Name\tDay\tTime\nOne, or so\tMon\t9:00\r\nTwo\tTue\t10:00\r", ["mon 09:00", "tue 10:00"]),
        ("sep=;\r\nNombre;Día;Hora\r\nUno;lunes;21:00\r\nDos;sábado;9:30", ["mon 21:00", "sat 09:30"]),
        ("Nom|Jour|Heure\nUn|mercredi|19h30\nDeux|vendredis|9h", ["wed 19:30", "fri 09:00"]),
        ("Gruppe;Wochentag;Uhrzeit\nEins;Donnerstag;19.30 Uhr\nZwei;So;10:00", ["thu 19:30", "sun 10:00"]),
        (
            "\"Nome\",\"Dia\",\"Horário\"\n\"Um\",\"terça-feira\",\"20h\"\n\"Dois\",\"quinta\",\"7:00\"",
            ["tue 20:00", "thu 07:00"],
        ),
    ] {
        let reading = read_text("aa", text).unwrap();
        let found: Vec<String> =
            slots(&reading).into_iter().map(|slot| slot.split_once(' ').unwrap().1.to_owned()).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_timetable_has_a_row_a_day() {
    let text = "ID,Group,Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Address\n\
                a,One,,7pm,,\"12:00, 19:30\",,-,,1 Quay St\n\
                b,Two,,,,,,,,2 Quay St\n";
    let reading = read_text("aa", text).unwrap();
    assert_eq!(
        slots(&reading),
        ["a@mon mon 19:00", "a@wed wed 12:00", "a@wed2 wed 19:30", "b ByAppointment"]
    );
    assert_eq!(reading.records, 2);
    let marks = "Group,Time,Mon,Tue,Wed,Thu,Fri\nOne,8pm,x,,X,,\n";
    let found = read_text("aa", marks).unwrap();
    let days: Vec<_> = found.meetings.iter().filter_map(|meeting| meeting.schedule.slot.weekday()).collect();
    assert_eq!(days, [Weekday::Mon, Weekday::Wed]);
}

#[test]
fn headings_between_rows_name_the_day() {
    let text = "Meeting,Time,Address\nMONDAY\nOne,9:00,1 Quay St\nTwo,10:00,2 Quay St\nFriday:\nThree,9:00,3 Quay St\n";
    let days: Vec<_> =
        read_text("aa", text).unwrap().meetings.iter().filter_map(|m| m.schedule.slot.weekday()).collect();
    assert_eq!(days, [Weekday::Mon, Weekday::Mon, Weekday::Fri]);
}

#[test]
fn day_and_time_in_one_cell() {
    let text = "id,day,name\n1,\"Monday, \t12:00 PM\",One\n2,\"Friday, \tMidnight \",Two\n3,\"Thursday, RS\t9:00 AM\",Three\n4,Ongoing,Four\n";
    let found = slots(&read_text("aa", text).unwrap());
    assert_eq!(found, ["1 mon 12:00", "2 fri 00:00", "3 thu 09:00", "4 AlwaysOn"]);
}

#[test]
fn columns_that_are_codes_with_their_headings() {
    let text = "Guid,Title,Time,Day,Hearing,Wheelchair,Chit,Open,OpenFormat,Format,MeetingTypeNamespace\n\
        00000000-0000-0000-0000-000000000000,One,19:30,Monday,False,True,False,True,Only when the tide is low,\"Steps,Boats\",AA\n";
    let reading = read_text("aa", text).unwrap();
    let meeting = &reading.meetings[0];
    let types: Vec<_> = meeting.types.iter().filter_map(|tag| tag.code.as_deref()).collect();
    assert_eq!(types, ["Open=True", "Steps", "Boats"]);
    assert_eq!(meeting.access.len(), 1);
    assert_eq!(meeting.notes.as_deref(), Some("Only when the tide is low"));
    assert!(meeting.key.starts_with("c-"), "a key of zeros is none: {}", meeting.key);
    assert_eq!(first_sample(&reading, Code::TypeUnknown).2, "row 2, Format");
}

#[test]
fn notices_name_the_cell() {
    let text = "Name,Day,Time\n\"Élan, one\",Monday,9:00\n\"Two\nlines\",Someday,25:99\n";
    let reading = read_text("aa", text).unwrap();
    assert_eq!(first_sample(&reading, Code::DayInvalid), (Some(4), Some(8), "row 3, Day".to_owned()));
    assert_eq!(first_sample(&reading, Code::TimeInvalid), (Some(4), Some(16), "row 3, Time".to_owned()));
}

#[test]
fn one_bad_row_costs_no_other() {
    let text = "Name,Day,Time,City\nOne,Mon,9:00,A\nTwo, or so,Tue,9:00,A\nThree,Wed,9:00,A,,\nFour,Thu,9:00,A,B\nFive,Fri,9:00\n";
    let reading = read_text("aa", text).unwrap();
    let names: Vec<_> = reading.meetings.iter().map(|meeting| meeting.name.as_str()).collect();
    assert_eq!(names, ["One", "Three", "Four", "Five"]);
    assert_eq!((reading.records, reading.notices.count(Code::RaggedRow)), (5, 3));
    let group = reading.notices.groups().find(|group| group.code == Code::RaggedRow).unwrap();
    assert_eq!(group.effect, Effect::RecordDropped);
    let city = |at: usize| reading.meetings[at].venue.as_ref().and_then(|venue| venue.city.clone());
    assert_eq!((city(1).as_deref(), city(2)), (Some("A"), None), "of a slipped row only its start is sure");
}

#[test]
fn what_is_no_table_is_refused() {
    let mut only = source("aa");
    only.format = FormatChoice::Only(Format::Csv);
    for text in ["Forbidden", "a,b,c\n1,2,3\n", "Name,Address\nOne,1 Quay St\n"] {
        let refusal = read(&only, &[part(Role::Feed, text)]).unwrap_err();
        assert_eq!((refusal.code, refusal.line), (Code::MalformedCsv, Some(1)), "{text}");
        assert_eq!(table::recognise(text), None);
    }
}

#[test]
fn people_are_not_read() {
    let reading = read_text("aa", include_str!("../fixtures/table-irregular.csv")).unwrap();
    let all = format!("{:?}{:?}", reading.meetings, reading.notices);
    assert!(!all.contains("Pat E") && !all.contains("555-01"), "{all}");
}

#[test]
fn hostile_tables_take_no_longer_than_others_of_their_size() {
    let head = "Name,Day,Time\n";
    let mut slowest = Vec::new();
    for pattern in [
        "\"a\n",
        "\"\"\"",
        ",\"\"x",
        "\"a,\"b\n",
        ",",
        "\" \" ",
        "a,b,\"c\nd\"\n",
        "#REF!,",
        "\r",
        "x,Mon,9:00,\n",
    ] {
        let text = format!("{head}{}", pattern.repeat(300_000 / pattern.len()));
        let start = std::time::Instant::now();
        let _ = table::rows(&text, &mut Default::default());
        slowest.push((start.elapsed(), pattern));
    }
    slowest.sort();
    // an unoptimised build reads this much in some seconds; what grows with the square takes minutes
    assert!(slowest.iter().all(|(time, _)| time.as_secs() < 30), "{slowest:?}");
}

proptest! {
    #[test]
    fn any_table_is_survived(rows in prop::collection::vec("[a-z0-9:,;\"\n\r\té ]{0,30}", 0..8)) {
        let text = format!("Name,Day,Time,Types,Monday,Lat\n{}", rows.join("\n"));
        let reading = read_text("aa", &text).unwrap();
        let told: u64 = reading.notices.groups().filter(|g| g.effect == Effect::RecordDropped).map(|g| g.count_total).sum();
        prop_assert!(reading.records as u64 <= reading.meetings.len() as u64 + told);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = table::recognise(&text);
    }

    #[test]
    fn any_sheet_is_survived(cells in prop::collection::vec(prop::collection::vec("[a-z0-9:#]{0,6}", 0..6), 0..6)) {
        let mut values = vec![vec!["Name".to_owned(), "Day".to_owned(), "Time".to_owned()]];
        values.extend(cells);
        let json = serde_json::json!({"range": "A1", "values": values}).to_string();
        prop_assert_eq!(read_text("aa", &json).unwrap().format, Format::Sheet);
    }
}
