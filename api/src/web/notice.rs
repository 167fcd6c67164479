//! What was noticed in a list, in the words of the registry of notices, with the first places. Those words are English
//! and say so; what stands in the list is shown as it is, never as markup.

use crate::check::NoticeJson;
use crate::message::{digits, number};
use crate::words::Locale;
use everyroom_feeds::notice::{Sample, Severity};

/// Places that are shown of one notice.
const PLACES: usize = 3;

/// All notices of one code, for a page.
#[derive(Clone, Debug)]
pub struct NoticeView {
    /// The colour of the word before it.
    pub tone: &'static str,
    /// Whose it is to act.
    pub severity: &'static str,
    /// The code.
    pub code: &'static str,
    /// What is wrong.
    pub message: &'static str,
    /// How often.
    pub count: String,
    /// What to do.
    pub fix: &'static str,
    /// What it means for readers.
    pub consequence: &'static str,
    /// The first places.
    pub samples: Vec<Place>,
    /// How many more there are.
    pub rest: Option<String>,
}

/// Where something was noticed.
#[derive(Clone, Debug)]
pub struct Place {
    /// The name of the meeting, or its key.
    pub name: Option<String>,
    /// Where in the document.
    pub place: String,
    /// What stands there.
    pub value: Option<String>,
    /// What it was read as.
    pub corrected: Option<String>,
}

impl NoticeView {
    /// Notices as they are shown.
    pub fn of(locale: Locale, notice: &NoticeJson) -> Self {
        let t = locale.text();
        let (tone, severity) = match notice.severity {
            Severity::Error => ("warn", &t.severity.error),
            Severity::Warning => ("soon", &t.severity.warning),
            Severity::Info => ("plain", &t.severity.info),
        };
        let samples: Vec<Place> =
            notice.samples.iter().take(PLACES).map(|sample| place(locale, sample)).collect();
        let rest = notice.count_total.saturating_sub(samples.len() as u64);
        let is_told = rest > 0 && !samples.is_empty();
        Self {
            tone,
            severity,
            code: notice.code,
            message: notice.message,
            count: t.report.times.plain(locale.language, notice.count_total, &[]),
            fix: notice.how_to_fix,
            consequence: notice.consequence,
            samples,
            rest: is_told.then(|| t.report.rest.plain(locale.language, rest, &[])),
        }
    }
}

fn place(locale: Locale, sample: &Sample) -> Place {
    let t = &locale.text().report;
    let counted = |count: u32| number(locale.language, count.into());
    let place = match (sample.line, sample.column, &sample.pointer) {
        (Some(line), Some(column), _) => {
            t.line_column.plain(&[("line", &counted(line)), ("column", &counted(column))])
        }
        (Some(line), None, _) => t.line.plain(&[("line", &counted(line))]),
        // a spreadsheet's own way of naming a place
        (None, _, Some(pointer)) if is_cell(pointer) => t.cell.plain(&[("cell", pointer)]),
        (None, _, Some(pointer)) => t.pointer.plain(&[("pointer", pointer)]),
        (None, _, None) => String::new(),
    };
    Place {
        name: sample.name.clone().or_else(|| sample.record_key.clone()),
        place,
        value: sample.value.clone(),
        corrected: sample.corrected.clone(),
    }
}

fn is_cell(pointer: &str) -> bool {
    let column = pointer.trim_end_matches(|c: char| c.is_ascii_digit());
    !column.is_empty() && column.len() < pointer.len() && column.chars().all(|c| c.is_ascii_uppercase())
}

/// How many notices there are of each severity, in one sentence with these places.
pub fn counts(locale: Locale, notices: &[NoticeJson]) -> [(u64, String); 3] {
    [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let of_it = notices.iter().filter(|notice| notice.severity == severity);
        let count = of_it.map(|notice| notice.count_total).sum();
        (count, digits(locale.language, &number(locale.language, count)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use everyroom_feeds::label::UiLanguage;

    #[test]
    fn places_are_named_as_the_document_names_them() {
        let locale = Locale::of(UiLanguage::En);
        let said = |sample: Sample| place(locale, &sample).place;
        let at =
            |line, column| Sample { line, column, pointer: Some("/7/time".to_owned()), ..Sample::default() };
        assert_eq!(said(at(Some(1200), Some(3))), "line 1,200, character 3");
        assert_eq!(said(at(Some(3), None)), "line 3");
        assert_eq!(said(at(None, None)), "at /7/time");
        assert_eq!(said(Sample { pointer: Some("AB12".to_owned()), ..Sample::default() }), "cell AB12");
        assert_eq!(said(Sample::default()), "");
        assert!(!is_cell("12") && !is_cell("AB") && !is_cell("a1"));
    }
}
