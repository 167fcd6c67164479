//! The pages about single records.

use super::document::Document;
use super::{Details, Reader, address};
use crate::format::recipe::chain::Frame;
use crate::format::recipe::compile::DetailRule;
use crate::format::recipe::path::first_json;
use crate::format::recipe::pick::{Desk, Spot};
use crate::notice::Code;
use crate::plan::Part;
use crate::reading::Refusal;
use serde_json::Value;
use std::rc::Rc;

impl Reader<'_> {
    /// What the page about a record says; each page is read once.
    pub(super) fn detail(&self, rule: &DetailRule, spot: &Spot<'_, '_>) -> Option<Details> {
        let link = rule.link.text(spot)?;
        let at = *self.by_address.get(&address(&spot.url.join(&link).ok()?))?;
        let key = (at, std::ptr::from_ref(rule) as usize);
        if let Some(known) = self.details.borrow().get(&key) {
            return Some(known.clone());
        }
        let read = self.read_detail(rule, &self.parts[at], spot.desk);
        let details: Details = Rc::new(read.unwrap_or_else(|refusal| {
            let fault = (Code::ValueUnexpected, format!("{}: {}", self.parts[at].url.path(), refusal.detail));
            spot.desk.faults.borrow_mut().push(fault);
            Vec::new()
        }));
        self.details.borrow_mut().insert(key, details.clone());
        Some(details)
    }

    fn read_detail(
        &self,
        rule: &DetailRule,
        part: &Part,
        desk: &Desk,
    ) -> Result<Vec<(&'static str, Vec<Value>)>, Refusal> {
        let document = Document::open(part)?;
        let bare = Spot::bare(desk, &part.url);
        let all = |spot: Spot<'_, '_>| {
            let fields = rule.fields.iter().map(|(field, pick)| (*field, pick.values(&spot)));
            fields.filter(|(_, values)| !values.is_empty()).collect()
        };
        let Some(json_in) = &rule.json_in else { return document.with_root(bare, all) };
        let text = document.with_root(bare, |spot| json_in.text(&spot))?;
        let value = text.as_deref().and_then(first_json).unwrap_or_default();
        Ok(all(Spot { frame: Some(&Frame::root(&value)), ..bare }))
    }
}
