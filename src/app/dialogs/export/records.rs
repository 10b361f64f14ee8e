//! What is remembered of an export: who was in the file, of which list it was, and in which campaign.

use super::ExportDialog;
use crate::app::context::Context;
use crate::app::dialogs::OpenedFrom;
use crate::domain::kept::{ExportRecord, name_to_keep};
use crate::domain::people::bits::Bits;
use crate::domain::problem::Problem;
use crate::domain::query::{Expr, QueryField, QueryKind, parse};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The saved list that the query asks for and nothing else, if everybody whom it shows is in the file, and nobody else.
pub fn list_of(from: &OpenedFrom, who: &Bits, cx: &Context) -> Option<String> {
    let Expr::Field { name, values } = parse(from.query).ok()?.inner else { return None };
    let is_list = QueryField::find(&name.inner).is_some_and(|field| field.kind == QueryKind::List);
    let [value] = values.as_slice() else { return None };
    let is_whole = who == from.shown && !from.shows_leavers && !from.only_selected;
    let lists = &cx.company.kept.lists;
    let name = lists.find(&value.inner.text).map(|list| list.name)?;
    (is_list && is_whole && lists.is_saved(&name)).then_some(name)
}

impl ExportDialog {
    /// Compares with the last file of the list. Call after other people are in it.
    pub(super) fn compare(&mut self, cx: &Context) {
        let list = self.list.as_ref();
        self.difference = list.and_then(|list| cx.company.kept.lists.difference(list, &self.people()));
    }

    fn people(&self) -> BTreeSet<u64> {
        self.plan.who.rows().map(|row| self.plan.roster.id(row).0).collect()
    }

    /// # Errors
    /// When the campaign cannot have that name.
    pub(super) fn record(&self, cx: &Context) -> Result<Option<Arc<ExportRecord>>, Problem> {
        let name = self.campaign.value().trim();
        let campaign = (!name.is_empty()).then(|| name_to_keep(name).map(str::to_string)).transpose()?;
        let list = self.list.clone();
        let is_kept = list.is_some() || campaign.is_some();
        let record = || ExportRecord { on: cx.now.today.to_string(), people: self.people(), list, campaign };
        Ok(is_kept.then(|| Arc::new(record())))
    }
}
