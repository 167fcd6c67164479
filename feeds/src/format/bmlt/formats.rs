//! What the formats of a row mean: ids and keys are each server's own, only its table and the world ids say more.

use crate::clean::language;
use crate::code_table::{CodeEntry, System, lookup};
use crate::fellowship::Fellowship;
use crate::format::context::{Fault, RecordReader};
use crate::format::tags::Tags;
use crate::notice::Code;
use crate::reading::FormatRow;
use std::collections::{HashMap, HashSet};
use url::Url;

/// A server's formats by id and by key; one format has a row per language.
pub(super) struct FormatTable<'t> {
    by_id: HashMap<&'t str, Vec<&'t FormatRow>>,
    by_key: HashMap<&'t str, Vec<&'t FormatRow>>,
    own_system: Option<System>,
}

impl<'t> FormatTable<'t> {
    /// `root` is the address that the rows of meetings name as their server, for answers that were passed on.
    pub(super) fn new(rows: &'t [FormatRow], source: &Url, root: Option<&str>) -> Self {
        let mut by_id: HashMap<&str, Vec<&FormatRow>> = HashMap::new();
        let mut by_key: HashMap<&str, Vec<&FormatRow>> = HashMap::new();
        for row in rows {
            by_id.entry(&row.id).or_default().push(row);
            by_key.entry(&row.key_string).or_default().push(row);
        }
        // this server's list has been mapped by hand
        let is_virtual_na =
            [source.host_str(), root].into_iter().flatten().any(|host| host.contains("virtual-na"));
        Self { by_id, by_key, own_system: is_virtual_na.then_some(System::BMLT_VIRTUAL_NA) }
    }

    /// Everything that the formats of a row say.
    pub(super) fn read(&self, record: &mut RecordReader<'_, '_>) -> Tags {
        let mut tags = Tags::default();
        let ids = parts(record, "format_shared_id_list");
        let keys = parts(record, "formats");
        let mut named: HashSet<&str> = HashSet::new();
        for id in &ids {
            match self.by_id.get(id.as_str()) {
                Some(rows) => {
                    named.extend(rows.iter().map(|row| row.key_string.as_str()));
                    self.add(record, &mut tags, rows);
                }
                None if self.by_id.is_empty() => {}
                None => {
                    let fault = Fault::new(Code::FormatReferenceUnknown).field("format_shared_id_list");
                    record.note(fault.value(id.clone()));
                }
            }
        }
        for key in keys.iter().filter(|key| !named.contains(key.as_str())) {
            match self.by_key.get(key.as_str()) {
                Some(rows) => self.add(record, &mut tags, rows),
                None => {
                    if !self.by_key.is_empty() {
                        let fault =
                            Fault::new(Code::FormatReferenceUnknown).field("formats").value(key.clone());
                        record.note(fault.harmless());
                    }
                    let row =
                        FormatRow { key_string: key.clone(), lang: "en".to_owned(), ..FormatRow::default() };
                    self.add(record, &mut tags, &[&row]);
                }
            }
        }
        for contradiction in tags.settle() {
            record.note(Fault::new(Code::TypeContradiction).field("formats").value(contradiction));
        }
        tags
    }

    fn add(&self, record: &mut RecordReader<'_, '_>, tags: &mut Tags, rows: &[&FormatRow]) {
        let Some(row) = rows.iter().find(|row| row.lang == "en").or(rows.first()) else { return };
        let means_language = rows
            .iter()
            .any(|row| row.world_id.eq_ignore_ascii_case("LANG") || row.format_type_enum == "LANG");
        let fellowship = record.feed.source.fellowship;
        if means_language
            && let Some(language) = rows.iter().find_map(|row| {
                language::mentioned(&row.name_string).or_else(|| language::mentioned(&row.key_string))
            })
        {
            tags.add_language(&language);
            return;
        }
        match rows.iter().find_map(|row| self.entry(fellowship, row)) {
            Some(entry) => tags.add(&row.key_string, entry),
            None => {
                record.note(Fault::new(Code::TypeUnknown).field("formats").value(row.key_string.clone()));
                tags.add_raw(&row.key_string, Some(&row.name_string));
            }
        }
    }

    /// The world id first, then the key in the list it belongs to, then the name.
    fn entry(&self, fellowship: Fellowship, row: &FormatRow) -> Option<&'static CodeEntry> {
        let by = |system: System, code: &str| look_up(system, fellowship, code);
        if let Some(entry) = by(System::BMLT_WORLD, &row.world_id).filter(|entry| !entry.meanings.is_empty())
        {
            return Some(entry);
        }
        if let Some(entry) = self.own_system.and_then(|system| by(system, &row.key_string)) {
            return Some(entry);
        }
        let of_language = match row.lang.as_str() {
            "it" => by(System::BMLT_IT, &row.key_string),
            "pt" => by(System::BMLT_PT, &row.key_string),
            "sv" => by(System::BMLT_SV, &row.key_string),
            "de" => by(System::BMLT_DE_REGION, &row.key_string),
            _ => None,
        };
        // lists of single servers count for others too, where the names show that the same is meant
        let of_others = |system| {
            let entry = by(system, &row.key_string).filter(|entry| !entry.label.is_empty());
            entry.filter(|entry| {
                row.lang == "en" && !row.name_string.is_empty() && is_same_format(entry.label, row)
            })
        };
        of_language
            .or_else(|| by(System::BMLT, &row.key_string).filter(|entry| is_same_format(entry.label, row)))
            .or_else(|| by(System::TSML_LABEL, &row.name_string))
            .or_else(|| [System::BMLT_VIRTUAL_NA, System::BMLT_GNYR].into_iter().find_map(of_others))
    }
}

/// BMLT is the toolbox of NA; another fellowship's server uses the same stock list.
fn look_up(system: System, fellowship: Fellowship, code: &str) -> Option<&'static CodeEntry> {
    if code.is_empty() {
        return None;
    }
    lookup(system, fellowship, code).or_else(|| lookup(system, Fellowship::parse("na")?, code))
}

/// Servers reuse stock keys for formats of their own; where both names are English they must have a word in common.
fn is_same_format(label: &str, row: &FormatRow) -> bool {
    if row.lang != "en" || row.name_string.is_empty() || label.is_empty() {
        return true;
    }
    let words = |text: &str| -> HashSet<String> {
        let folded = text.to_lowercase();
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
        words.map(|word| word.chars().take(5).collect()).collect()
    };
    let (ours, theirs) = (words(label), words(&row.name_string));
    ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs)
}

fn parts(record: &mut RecordReader<'_, '_>, field: &str) -> Vec<String> {
    let texts = record.list(field);
    let parts = texts.iter().flat_map(|text| text.split(',')).map(str::trim).filter(|part| !part.is_empty());
    let mut seen = HashSet::new();
    parts.filter(|part| seen.insert(part.to_string())).map(str::to_owned).collect()
}
