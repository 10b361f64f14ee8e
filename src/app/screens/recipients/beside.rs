//! The person beside the table. They follow the cursor once it rests: a held key would send each of them over a slow line,
//! and why somebody is found costs a search for each part of the query.

use super::RecipientsScreen;
use crate::app::context::Context;
use crate::app::request::RequestId;
use crate::domain::people::bits::Row;
use crate::domain::picking::search::Shown;
use crate::domain::picking::why::{Why, why};
use crate::domain::query::parse;

#[derive(Clone, Debug, Default)]
pub struct Beside {
    pub row: Option<Row>,
    /// Which parts of the query find them; empty without a query.
    pub because: Vec<String>,
    /// The search whose rows they are in.
    search: RequestId,
}

impl Beside {
    pub fn at(row: Option<Row>) -> Beside {
        Beside { row, ..Beside::default() }
    }
}

impl RecipientsScreen {
    pub fn follow_cursor(&mut self, cx: &Context) {
        let row = self.view.current();
        let because = if self.layout(cx).person.is_empty() { None } else { self.because(row, cx) };
        self.beside = Beside { row, because: because.unwrap_or_default(), search: self.found };
    }

    /// Whether the person beside the table is another than that under the cursor, or was found by another query.
    pub fn is_beside_another(&self, cx: &Context) -> bool {
        let Beside { row, search, .. } = self.beside;
        !self.layout(cx).person.is_empty() && (row != self.view.current() || search != self.found)
    }

    fn because(&self, row: Option<Row>, cx: &Context) -> Option<Vec<String>> {
        let (node, context) = (parse(&self.applied).ok()?, cx.query_context()?);
        let shown = Shown { leavers: true, never: true, only: None };
        let Why { is_in, reasons } = why(&node, row?, &shown, &cx.company.kept.never, &context).ok()?;
        is_in.then(|| reasons.iter().map(ToString::to_string).collect())
    }
}
