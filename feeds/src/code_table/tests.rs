use std::collections::HashSet;

use super::{CodeTable, Meaning, System, lookup};
use crate::fellowship::{Covers, Fellowship};
use crate::kind::{Kind, KindGroup};
use std::io::Write;

const ROWS: &str = include_str!("../../registry/codes.tsv");

fn fellowship(id: &str) -> Fellowship {
    Fellowship::parse(id).unwrap_or_else(|| panic!("no fellowship `{id}`"))
}

/// Meanings written as in the table: ids, with `!` for a denial.
fn meanings(system: System, fellowship_id: &str, code: &str) -> Option<String> {
    let entry = lookup(system, fellowship(fellowship_id), code)?;
    let words: Vec<String> = entry.meanings.iter().map(written).collect();
    Some(words.join(" "))
}

fn written(meaning: &Meaning) -> String {
    match *meaning {
        Meaning::Type(kind) | Meaning::Audience(kind) | Meaning::Access(kind, true) => kind.id().to_owned(),
        Meaning::Access(kind, false) => format!("!{kind}"),
        Meaning::Language(tag) => format!("lang:{tag}"),
        Meaning::InPerson(true) => "in_person".to_owned(),
        Meaning::InPerson(false) => "!in_person".to_owned(),
        Meaning::Online => "online".to_owned(),
        Meaning::Phone => "phone".to_owned(),
        Meaning::Paused => "paused".to_owned(),
        Meaning::AlwaysOn => "always_on".to_owned(),
        Meaning::Covers(covers) => format!("covers:{}", covers.id()),
        Meaning::For(whom) => format!("for:{}", whom.id()),
        Meaning::Belongs(fellowship) => format!("belongs:{fellowship}"),
    }
}

#[test]
fn the_registry_file_loads_and_every_row_is_unique() {
    CodeTable::load(ROWS).unwrap();
    let mut seen = HashSet::new();
    for row in ROWS.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        assert!(seen.insert((columns[0], columns[1], columns[2], columns[5])), "twice: {row}");
        assert!(columns.iter().all(|cell| cell.trim() == *cell), "spaces: {row}");
    }
}

#[test]
fn every_row_is_found_again() {
    for row in ROWS.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let system = System::parse(columns[0]).unwrap();
        // a row for all is checked through a fellowship without rows of its own
        let fellowship_id = if columns[1] == "*" { "other" } else { columns[1] };
        let entry = lookup(system, fellowship(fellowship_id), columns[2]).unwrap();
        assert_eq!(entry.label, columns[3], "{row}");
        assert!(entry.meanings.is_empty() || !columns[5].is_empty(), "{row}");
    }
}

#[test]
fn meanings_keep_to_their_group() {
    for entry in &CodeTable::load(ROWS).unwrap().entries {
        for meaning in &entry.meanings {
            let group_fits = match meaning {
                Meaning::Type(kind) => kind.group() == KindGroup::Type,
                Meaning::Audience(kind) => kind.group() == KindGroup::Audience,
                Meaning::Access(kind, _) => kind.group() == KindGroup::Access,
                _ => true,
            };
            assert!(group_fits, "{entry:?}");
        }
    }
}

#[test]
fn colliding_tsml_codes_are_read_by_fellowship() {
    let cases = [
        ("A", "aa", "secular"),
        ("A", "eda", "secular"),
        ("A", "slaa", "secular"),
        ("A", "al_anon", "secular"),
        ("A", "coda", "secular"),
        ("A", "aca", "adults"),
        ("S", "aa", "lang:es"),
        ("S", "al_anon", "lang:es"),
        ("S", "aca", "speaker"),
        ("SP", "aa", "speaker"),
        ("SP", "slaa", "speaker"),
        ("SP", "aca", "lang:es"),
        ("T", "aa", "transgender"),
        ("T", "aca", "book_study"),
        ("T", "ua", "tools"),
        ("Y", "aa", "young_people"),
        ("Y", "al_anon", "teens belongs:alateen"),
        ("Y", "aca", "workbook"),
        ("B", "aa", "big_book"),
        ("B", "cea_how", "big_book"),
        ("B", "aca", "book_study"),
        ("B", "coda", "book_study"),
        ("B", "slaa", "book_study"),
        ("B", "da", "special_focus"),
        ("BB", "ma", "book_study"),
        ("BB", "recovery_dharma", "book_study"),
        ("BB", "aa", ""),
        ("POA", "aa", "proof_of_attendance"),
        ("POA", "slaa", "proof_of_attendance"),
        ("POA", "al_anon", "parents"),
        ("NL", "aa", "lang:nl"),
        ("NL", "recovery_dharma", ""),
        ("NC", "slaa", "beginners"),
        ("NS", "na", "non_smoking"),
        ("NS", "aca", ""),
        ("GL", "na", "gay lesbian"),
        ("GL", "sca", ""),
        ("G", "aa", "gay"),
        ("G", "aca", "gay lesbian"),
        ("O", "aa", "open"),
        ("O", "al_anon", "open"),
        ("O", "ma", "open"),
        ("C", "aa", "closed"),
        ("C", "al_anon", "closed"),
        ("CC", "aca", "child_care"),
        ("CC", "eda", ""),
        ("CCAP", "ma", "captions"),
        ("CL", "da", "special_focus"),
        ("12x12", "aa", "twelve_and_twelve"),
        ("12x12", "slaa", ""),
        ("MI", "recovery_dharma", "meditation"),
        ("MI", "refuge_recovery", "meditation"),
        ("MI", "sa", ""),
        ("N", "aa", "native_american"),
        ("P", "aa", "professionals"),
        ("N", "da", "special_focus"),
        ("P", "da", "special_focus"),
        ("TO", "da", "tools"),
        ("TO", "eda", "topic discussion"),
        ("LS", "aa", "living_sober"),
        ("TR", "aa", "tradition_study"),
        ("TR", "aca", ""),
        ("TR", "slaa", ""),
        ("TR", "na", "lang:tr"),
        ("HR", "slaa", ""),
        ("HR", "aa", "lang:hr"),
        ("AR", "da", ""),
        ("AR", "aa", "lang:ar"),
        ("IS", "recovery_dharma", ""),
        ("IS", "refuge_recovery", ""),
        ("IS", "aa", "lang:is"),
        ("H", "aa", "birthday"),
        ("H", "coda", "birthday"),
        ("SL", "aa", "lang:sl"),
        ("FR", "aa", "lang:fr"),
        ("TC", "aa", "!in_person"),
        ("SP", "cea_how", "speaker"),
        ("BE", "aa", "beginners"),
        ("X", "aa", "step_free"),
        ("DD", "aa", "covers:dual_diagnosis"),
        ("HYB", "aa", "in_person online"),
        ("inactive", "aa", "paused"),
        ("QSL", "aa", "sign_language lang:fcs"),
    ];
    for (code, fellowship_id, expected) in cases {
        let found = meanings(System::TSML, fellowship_id, code);
        assert_eq!(found.as_deref(), Some(expected), "{fellowship_id} {code}");
    }
}

#[test]
fn colliding_bmlt_keys_are_read_by_language_and_server() {
    let cases = [
        (System::BMLT, "B", "beginners"),
        (System::BMLT, "C", "closed"),
        (System::BMLT, "NC", "!child_friendly"),
        (System::BMLT, "GL", "gay lesbian transgender"),
        (System::BMLT, "CL", "candlelight"),
        (System::BMLT, "M", "men"),
        (System::BMLT, "D", "discussion"),
        (System::BMLT, "St", "step_study"),
        (System::BMLT, "LC", "book_study"),
        (System::BMLT, "SL", "asl"),
        (System::BMLT, "To", "topic"),
        (System::BMLT, "HY", "in_person online"),
        (System::BMLT, "Pi", ""),
        (System::BMLT_IT, "C", "concept_study"),
        (System::BMLT_IT, "T", "tradition_study"),
        (System::BMLT_IT, "M", ""),
        (System::BMLT_IT, "D", "women"),
        (System::BMLT_IT, "P", "step_study"),
        (System::BMLT_IT, "LC", "candlelight"),
        (System::BMLT_IT, "HY", "in_person online"),
        (System::BMLT_PT, "A", "open"),
        (System::BMLT_PT, "M", "women"),
        (System::BMLT_PT, "ST", "question_answer"),
        (System::BMLT_PT, "LS", "asl"),
        (System::BMLT_PT, "FR", "rotating_format"),
        (System::BMLT_SV, "S", "closed"),
        (System::BMLT_SV, "Ö", "open"),
        (System::BMLT_SV, "M", "men"),
        (System::BMLT_DE_REGION, "S", "step_study"),
        (System::BMLT_DE_REGION, "T", "topic"),
        (System::BMLT_DE_REGION, "CL", "book_study"),
        (System::BMLT_DE_REGION, "KT", "!pets_welcome"),
        (System::BMLT_DE_REGION, "VG", "paused"),
        (System::BMLT_VIRTUAL_NA, "SP", "topic"),
        (System::BMLT_VIRTUAL_NA, "DE", "lang:de"),
        (System::BMLT_VIRTUAL_NA, "PH", "phone"),
        (System::BMLT_VIRTUAL_NA, "VO", ""),
        (System::BMLT_GNYR, "ID", "restricted_entry"),
        (System::BMLT_WORLD, "GL", "gay lesbian"),
        (System::BMLT_WORLD, "WCHR", "step_free"),
        (System::BMLT_WORLD, "LANG", ""),
    ];
    for (system, key, expected) in cases {
        assert_eq!(meanings(system, "na", key).as_deref(), Some(expected), "{system:?} {key}");
    }
}

#[test]
fn bmlt_keys_are_case_sensitive_and_tsml_codes_are_not() {
    assert_eq!(meanings(System::BMLT, "na", "ST"), None);
    assert_eq!(meanings(System::BMLT, "na", "TR"), None);
    assert_eq!(meanings(System::BMLT, "na", "Tr").as_deref(), Some("tradition_study"));
    assert_eq!(meanings(System::TSML, "aa", " st ").as_deref(), Some("step_study"));
    assert_eq!(meanings(System::TSML, "aa", "12X12").as_deref(), Some("twelve_and_twelve"));
    assert_eq!(meanings(System::TSML, "recovery_dharma", "nl").as_deref(), Some(""), "own row before `*`");
    assert_eq!(meanings(System::TSML_LABEL, "aa", "wheelchair access").as_deref(), Some("step_free"));
}

#[test]
fn a_label_says_what_the_code_says() {
    assert_eq!(meanings(System::TSML_LABEL, "al_anon", "Alateen").as_deref(), Some("teens belongs:alateen"));
    assert_eq!(meanings(System::TSML_LABEL, "aa", "Big Book").as_deref(), Some("big_book"));
    assert_eq!(lookup(System::TSML, fellowship("aa"), "BE").unwrap().label, "Newcomer");
}

#[test]
fn an_unknown_code_is_none() {
    for (system, fellowship_id, code) in [
        (System::TSML, "aa", "NOPE"),
        (System::TSML, "aa", ""),
        (System::TSML, "oa", "A"),
        (System::TSML, "lifering", "S"),
        (System::BMLT, "aa", "O"),
    ] {
        assert_eq!(lookup(system, fellowship(fellowship_id), code), None, "{fellowship_id} {code}");
    }
}

#[test]
fn systems_are_known_by_id() {
    for &system in System::all() {
        assert_eq!(System::parse(system.id()), Some(system));
    }
    assert_eq!(System::parse("TSML"), None);
}

#[test]
fn a_broken_row_is_refused_with_its_line_and_column() {
    let head = "system\tfellowship\tcode\tlabel\tgroup\tid\tvalue\n";
    let cases = [
        ("tsml\taa\tA\tSecular\ttype\tsecular", "number of columns"),
        ("\taa\tA\tSecular\ttype\tsecular\tyes", "system"),
        ("tsml\tab\tA\tSecular\ttype\tsecular\tyes", "fellowship"),
        ("tsml\taa\tA\tSecular\tmood\tsecular\tyes", "group"),
        ("tsml\taa\tA\tSecular\ttype\twomen\tyes", "id"),
        ("tsml\taa\tA\tSecular\ttype\tsecular\tmaybe", "value"),
        ("tsml\taa\tA\tSecular\tcovers\tsecular\tyes", "id"),
    ];
    for (row, column) in cases {
        let text: &'static str = format!("{head}{row}\n").leak();
        let error = CodeTable::load(text).err().unwrap().to_string();
        assert_eq!(error, format!("line 2 of the codes registry has no valid {column}"));
    }
}

#[test]
fn types_are_stated_or_absent_never_denied() {
    let found = lookup(System::BMLT_VIRTUAL_NA, fellowship("na"), "VO").unwrap();
    assert_eq!((found.label, found.meanings.len()), ("Video Optional", 0));
    let covers = lookup(System::TSML, fellowship("ca"), "DD").unwrap();
    assert_eq!(covers.meanings, [Meaning::Covers(Covers::DualDiagnosis)]);
    let hybrid = lookup(System::TSML, fellowship("other"), "HY").unwrap();
    assert_eq!(hybrid.meanings, [Meaning::InPerson(true), Meaning::Online]);
    assert_eq!(
        lookup(System::TSML, fellowship("na"), "CW").unwrap().meanings,
        [Meaning::Access(Kind::parse("child_friendly").unwrap(), true)]
    );
}

/// The map that the table was made from, where somebody keeps it beside the real feeds.
#[test]
fn every_code_of_the_published_map_says_what_the_map_says() {
    let Some(corpus) = crate::corpus::corpus() else { return };
    let Ok(map) = std::fs::read_to_string(corpus.join("../reference/code-map.tsv")) else {
        let line = "feeds: no map of codes beside the real feeds, NOT COMPARED\n";
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return;
    };
    let mut compared = 0;
    for row in map.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [system, whose, code, _, _, id, value] = columns[..7] else { panic!("{row}") };
        // what the scrubbing of the real feeds left of a code is no code
        if code.contains("Xxxx") {
            continue;
        }
        let whose = if whose == "*" { "other" } else { whose };
        let system = System::parse(system).unwrap_or_else(|| panic!("no such system: {row}"));
        let entry = lookup(system, fellowship(whose), code).unwrap_or_else(|| panic!("unknown: {row}"));
        let words: Vec<String> = entry.meanings.iter().map(written).collect();
        let is_said = words.iter().any(|word| {
            let word = word.rsplit(':').next().unwrap_or_default();
            word.strip_prefix('!').unwrap_or(word) == id && word.starts_with('!') == (value == "no")
        });
        // only access and the venue can be denied, so any other "no" says nothing
        assert!(is_said || id.is_empty() || value == "no" && words.is_empty(), "{row} says {words:?}");
        compared += 1;
    }
    assert!(compared > 2000, "{compared} rows");
}
