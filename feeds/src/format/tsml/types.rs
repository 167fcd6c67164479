//! Type codes: lists, texts, numbers and labels, read with the table of the meeting's fellowship.

use crate::code_table::{System, lookup};
use crate::fellowship::Fellowship;
use crate::format::context::{Fault, RecordReader};
use crate::format::tags::Tags;
use crate::notice::Code;

pub(super) fn read(record: &mut RecordReader<'_, '_>, fellowship: Fellowship) -> Tags {
    let places = record.feed.places;
    let known = |code: &str| places.systems().iter().find_map(|system| lookup(*system, fellowship, code));
    let mut tags = Tags::default();
    for text in record.list("types") {
        // a label may hold a comma of its own
        let codes = if known(&text).is_some() { vec![text] } else { codes(&text, fellowship) };
        for code in codes {
            let code = record.clean_line("types", &code).unwrap_or_default();
            let known = known(&code);
            match known {
                _ if code.is_empty() => {}
                Some(entry) => tags.add(&code, entry),
                None => {
                    record.note(Fault::new(Code::TypeUnknown).field("types").value(code.clone()));
                    tags.add_raw(&code, None);
                }
            }
        }
    }
    for contradiction in tags.settle() {
        record.note(Fault::new(Code::TypeContradiction).field("types").value(contradiction));
    }
    tags
}

/// The codes of a text: one, or several behind commas; blanks divide only where every word is a code.
fn codes(text: &str, fellowship: Fellowship) -> Vec<String> {
    let text = text.trim().trim_start_matches('[').trim_end_matches(']');
    let parts: Vec<&str> = text.split([',', ';', '|']).map(|part| part.trim().trim_matches('"')).collect();
    let is_code = |word: &str| lookup(System::TSML, fellowship, word).is_some();
    let mut codes = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_list = words.len() > 1 && words.iter().all(|word| is_code(word));
        match is_list && lookup(System::TSML_LABEL, fellowship, part).is_none() {
            true => codes.extend(words.into_iter().map(str::to_owned)),
            false => codes.push(part.to_owned()),
        }
    }
    codes
}
