//! Warnings that lead to the people behind them: the arrows reach them below the fields.

use super::lines::{GIVES_A_CODE, SHOWS_THEM};
use super::{ExportDialog, ExportField, ExportLine};
use crate::app::context::Context;
use crate::app::export_choices::{ExportChoices, ExportedFrom};
use crate::app::keys::{Action, KeyContext};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::export::warning::Warning;

impl ExportDialog {
    /// What the focus can be on, from top to bottom.
    pub fn fields(&self) -> Vec<ExportField> {
        let warnings = self.warnings.as_deref().unwrap_or_default().len();
        let leading = (0..warnings).filter(|place| self.leads_to_people(*place)).map(ExportField::Warning);
        self.form().into_iter().chain(leading).collect()
    }

    /// Whether a warning leads to the people behind it, or to what mends it.
    pub fn leads_to_people(&self, place: usize) -> bool {
        !self.is_writing && (self.query_of(place).is_some() || self.unknown_country(place).is_some())
    }

    /// A country without a code.
    fn unknown_country(&self, place: usize) -> Option<&str> {
        match self.warnings.as_ref()?.get(place)? {
            Warning::NoCountryCode { first, .. } => first.as_deref(),
            _ => None,
        }
    }

    pub fn is_on_warning(&self) -> bool {
        matches!(self.focus, ExportField::Warning(_))
    }

    /// The words for what Enter does, where it does not write.
    pub fn press_hint(&self) -> Option<&'static str> {
        let ExportField::Warning(place) = self.focus else { return None };
        Some(if self.unknown_country(place).is_some() { "give it a code" } else { "show them" })
    }

    /// The same, as it stands behind the warning.
    pub fn enter_words(&self, place: usize) -> &'static str {
        if self.unknown_country(place).is_some() { GIVES_A_CODE } else { SHOWS_THEM }
    }

    fn query_of(&self, place: usize) -> Option<String> {
        let query = self.queries.get(place)?.as_ref()?;
        // Who has left is in the file as well, and would be hidden.
        Some(format!("selected:yes leaver:yes,no {query}"))
    }

    /// Shows the people behind the focused warning, in the table.
    pub(super) fn people_behind(&mut self, cx: &Context) -> Vec<Step> {
        let ExportField::Warning(place) = self.focus else { return vec![] };
        if let Some(country) = self.unknown_country(place).map(str::to_string) {
            self.ask_for_code(country);
            return vec![];
        }
        let Some(query) = self.query_of(place) else { return vec![] };
        let key = |action| cx.key(KeyContext::Recipients, action);
        let (out, export) = (key(Action::UnselectShown), key(Action::Open(KeyContext::Export)));
        let back = key(Action::Back);
        let text = format!("{out} takes them out, {export} goes back to the export, {back} brings back your query");
        let said = Notice::plain(text);
        vec![Step::KeepExport(Box::new(self.choices())), Step::Filter(query), said.into()]
    }

    fn choices(&self) -> ExportChoices {
        ExportChoices {
            preset: self.preset,
            address: self.address,
            file: self.file.clone(),
            proposed_name: self.proposed_name.clone(),
            campaign: self.campaign.clone(),
            separator: self.separator,
            table: ExportedFrom {
                list: self.list.clone().map(|list| (list, self.plan.who.clone())),
                shown: self.shown.clone(),
                not_shown_query: self.not_shown_query.clone(),
                query: self.own_query.clone(),
                roster: self.plan.roster.clone(),
            },
        }
    }

    /// Moves the focus, and the lines below the fields so that it is in sight.
    pub(super) fn focus_on(&mut self, field: ExportField, cx: &Context) {
        self.focus = field;
        let ExportField::Warning(warning) = field else { return };
        let (count, height) = self.window(cx);
        let is_its = |line: &ExportLine| matches!(line, ExportLine::Note { warning: Some(it), .. } if *it == warning);
        let lines = self.lines(cx);
        let (first, last) = (lines.iter().position(is_its), lines.iter().rposition(is_its));
        if let Some((first, last)) = first.zip(last) {
            self.viewport.top = self.viewport.top.max((last + 1).saturating_sub(height)).min(first);
            self.viewport.clamp(count, height);
        }
    }
}
