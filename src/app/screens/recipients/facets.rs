//! The pane that narrows down: the values of the people who are shown, with their numbers. A value that is chosen becomes a
//! part of the query, where the user sees how it is written.

use super::RecipientsScreen;
use super::search::MAX_WAITING_KEYS;
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::height_of;
use crate::app::notice::Notice;
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::text_input;
use crate::app::viewport::{Move, Viewport};
use crate::domain::picking::facets::{FACETS, Facet, FacetCounts, FacetSearch, FacetValue, Wanted};
use crate::domain::query::{self, Asked, Node, asked, compile, parse, turned, without_field};
use crate::domain::text::fold::fold;
use std::sync::Arc;
use tui_input::Input;

/// Of a folded facet so many values are listed.
const FOLDED: usize = 5;
/// Of an unfolded one, or where a filter leaves them; more are a matter for the filter.
const UNFOLDED: usize = 500;

#[derive(Clone, Debug, PartialEq)]
pub enum FacetLine {
    Title(Facet),
    Value {
        facet: Facet,
        value: FacetValue,
        /// What the query says of it.
        asked: Option<Asked>,
    },
    /// So many more values, or with 0: all are listed.
    More(Facet, usize),
}

#[derive(Clone, Debug, Default)]
pub struct FacetPane {
    /// Whether what is typed goes here.
    pub has_keys: bool,
    pub filter: Input,
    pub lines: Vec<FacetLine>,
    pub viewport: Viewport,
    /// How many values the filter leaves, and of how many.
    pub left: usize,
    pub all: usize,
    counts: Vec<FacetCounts>,
    unfolded: Vec<Facet>,
    requested: RequestId,
    answered: RequestId,
    /// The search whose rows the latest request counts; `None` where it has to be counted anew.
    of_search: Option<RequestId>,
}

impl FacetPane {
    /// For another account: what is being counted is of the one before.
    pub fn emptied(&mut self) -> FacetPane {
        let requested = self.requested.issue();
        FacetPane { requested, answered: requested, ..FacetPane::default() }
    }

    pub fn current(&self) -> Option<&FacetLine> {
        self.lines.get(self.viewport.cursor)
    }

    /// Lines of the counts, with what a query says of them. The cursor stays on its value.
    fn arrange(&mut self, node: Option<&Node>, height: usize) {
        let before = self.current().cloned();
        let is_filtered = !self.filter.value().trim().is_empty();
        self.lines.clear();
        for FacetCounts { facet, values, more } in &self.counts {
            let said: Vec<(String, Asked)> = node
                .map(|node| asked(node, facet.field).into_iter().map(|(text, asked)| (fold(text), asked)).collect())
                .unwrap_or_default();
            self.lines.push(FacetLine::Title(*facet));
            self.lines.extend(values.iter().map(|value| {
                let folded = fold(&value.text);
                let asked = said.iter().find(|(text, _)| *text == folded).map(|(_, asked)| *asked);
                FacetLine::Value { facet: *facet, value: value.clone(), asked }
            }));
            let is_unfolded = self.unfolded.contains(facet) && values.len() > FOLDED;
            if *more > 0 || is_unfolded && !is_filtered {
                self.lines.push(FacetLine::More(*facet, *more));
            }
        }
        let place = before.and_then(|before| self.lines.iter().position(|line| is_same(line, &before)));
        self.viewport.cursor = place.unwrap_or(self.viewport.cursor);
        self.settle(Move::Down, height);
    }

    /// Moves on from a title, which is nothing to choose.
    fn settle(&mut self, movement: Move, height: usize) {
        self.viewport.follow(self.lines.len(), height);
        let is_title = |place: usize| matches!(self.lines.get(place), Some(FacetLine::Title(_)));
        let cursor = self.viewport.cursor;
        if is_title(cursor) {
            let is_upward = matches!(movement, Move::Up | Move::PageUp | Move::HalfUp | Move::First);
            self.viewport.cursor = if is_upward && cursor > 0 { cursor - 1 } else { cursor + 1 };
        }
        self.viewport.follow(self.lines.len(), height);
        // The title above the first value is in sight with it.
        let cursor = self.viewport.cursor;
        if cursor == self.viewport.top && cursor > 0 && is_title(cursor - 1) {
            self.viewport.top = cursor - 1;
        }
    }

    fn turn_fold(&mut self, facet: Facet) {
        match self.unfolded.iter().position(|unfolded| *unfolded == facet) {
            Some(place) => drop(self.unfolded.remove(place)),
            None => self.unfolded.push(facet),
        }
        self.of_search = None;
    }

    /// Whether there is a value that the keys could choose.
    fn is_on_value(&self) -> bool {
        matches!(self.current(), Some(FacetLine::Value { .. }))
    }
}

fn is_same(line: &FacetLine, other: &FacetLine) -> bool {
    match (line, other) {
        (FacetLine::Title(a), FacetLine::Title(b)) | (FacetLine::More(a, _), FacetLine::More(b, _)) => a == b,
        (FacetLine::Value { facet: a, value: x, .. }, FacetLine::Value { facet: b, value: y, .. }) => {
            a == b && x.text == y.text
        }
        _ => false,
    }
}

impl RecipientsScreen {
    pub(super) fn facets_offer(&self, action: Action) -> bool {
        match action {
            Action::Exclude => self.facets.is_on_value(),
            Action::Toggle => self.facets.current().is_some(),
            _ => true,
        }
    }

    pub(super) fn facets_hint(&self, action: Action) -> Option<&'static str> {
        match (action, self.facets.current()) {
            (Action::Toggle, Some(FacetLine::More(_, 0))) => Some("show fewer"),
            (Action::Toggle, Some(FacetLine::More(..))) => Some("show all"),
            (Action::Toggle, Some(FacetLine::Value { asked: Some(Asked::Wanted), .. })) => Some("take out"),
            (Action::Exclude, Some(FacetLine::Value { asked: Some(Asked::Excluded), .. })) => Some("take out"),
            (Action::Back, _) if !self.facets.filter.value().is_empty() => Some("show all"),
            _ => None,
        }
    }

    pub(super) fn narrow_down(&mut self, cx: &Context) -> Vec<Step> {
        if cx.company.people.is_none() {
            return vec![];
        }
        self.facets.has_keys = true;
        self.resized(cx);
        self.count_facets(cx)
    }

    pub(super) fn act_on_facets(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        let height = height_of(self.layout(cx).facet_values);
        match (action, self.facets.current()) {
            (Action::Go(movement), _) => {
                self.facets.viewport.go(movement, self.facets.lines.len(), height);
                self.facets.settle(movement, height);
            }
            (Action::Toggle, Some(FacetLine::More(facet, _))) => {
                let facet = *facet;
                self.facets.turn_fold(facet);
                return self.count_facets(cx);
            }
            (Action::Toggle, _) => return self.turn(Asked::Wanted, cx),
            (Action::Exclude, _) => return self.turn(Asked::Excluded, cx),
            (Action::Back, _) if !self.facets.filter.value().is_empty() => {
                return self.filter_facets(Input::default(), cx);
            }
            (Action::Back | Action::Press | Action::NarrowDown, _) => return self.leave_facets(cx),
            _ => {}
        }
        vec![]
    }

    /// The keys go back to the table.
    pub(super) fn leave_facets(&mut self, cx: &Context) -> Vec<Step> {
        if !std::mem::take(&mut self.facets.has_keys) {
            return vec![];
        }
        self.facets.filter = Input::default();
        self.facets.of_search = None;
        self.resized(cx);
        let mut steps = self.count_facets(cx);
        steps.push(Step::Remember);
        steps
    }

    /// Changes the query by the value under the cursor.
    fn turn(&mut self, asked: Asked, cx: &Context) -> Vec<Step> {
        let Some(FacetLine::Value { facet, value, .. }) = self.facets.current() else { return vec![] };
        let Some(node) = parse(self.query.value()).ok().filter(|_| self.error.is_none()) else {
            let edit = cx.key(KeyContext::Recipients, Action::EditQuery);
            let text = format!("The query is wrong, so nothing is added to it: Enter, then {edit} mends it");
            return vec![Notice::warning(text).into()];
        };
        match turned(&node, facet.field, &value.text, asked) {
            Some(node) => {
                let query = node.inner.to_string();
                match self.compiled(&query, cx) {
                    Ok(_) => self.edited_to(Input::new(query), cx),
                    Err(error) => vec![Notice::plain(format!("This value cannot be asked for: {error}")).into()],
                }
            }
            None => vec![Notice::plain("A value with quotation marks of all kinds cannot be asked for").into()],
        }
    }

    pub(super) fn filter_typed(&mut self, key: Key, cx: &Context) -> Vec<Step> {
        let mut filter = self.facets.filter.clone();
        text_input::edit(&mut filter, key);
        self.filter_facets(filter, cx)
    }

    pub(super) fn filter_pasted(&mut self, text: &str, cx: &Context) -> Vec<Step> {
        let mut filter = self.facets.filter.clone();
        match text_input::paste(&mut filter, text) {
            Ok(()) => self.filter_facets(filter, cx),
            Err(refused) => vec![refused.into()],
        }
    }

    fn filter_facets(&mut self, filter: Input, cx: &Context) -> Vec<Step> {
        let is_other = filter.value() != self.facets.filter.value();
        self.facets.filter = filter;
        if is_other {
            self.facets.of_search = None;
            self.facets.viewport = Viewport::default();
        }
        self.count_facets(cx)
    }

    /// Shows at once what the query says now; the numbers follow.
    pub(super) fn mark_facets(&mut self, cx: &Context) {
        if self.facets.lines.is_empty() {
            return;
        }
        let height = height_of(self.layout(cx).facet_values);
        self.facets.arrange(parse(self.query.value()).ok().as_ref(), height);
    }

    /// Counts the values of the people who are shown, if the pane is in sight and has not counted them yet.
    pub fn count_facets(&mut self, cx: &Context) -> Vec<Step> {
        let is_counted = self.facets.of_search == Some(self.found);
        let is_in_sight = !self.layout(cx).facets.is_empty();
        let Some(context) = cx.query_context().filter(|_| is_in_sight && !is_counted && !self.awaits_rows(cx)) else {
            return vec![];
        };
        let Some(search) = self.search(cx) else { return vec![] };
        let node = parse(&self.applied).unwrap_or_else(|_| Node { inner: query::Expr::All, span: Default::default() });
        let filter = fold(self.facets.filter.value());
        let filter: Vec<String> = filter.split_whitespace().map(str::to_string).collect();
        let wanted = |facet: &Facet| {
            let chosen: Vec<String> = asked(&node, facet.field).iter().map(|(text, _)| text.to_string()).collect();
            let rest =
                (!chosen.is_empty()).then(|| compile(&without_field(&node, facet.field), &context).ok()).flatten();
            let is_unfolded = !filter.is_empty() || self.facets.unfolded.contains(facet);
            Wanted { most: if is_unfolded { UNFOLDED } else { FOLDED }, chosen, without: rest.map(Arc::new) }
        };
        let wanted = FACETS.iter().map(wanted).collect();
        let search = FacetSearch { search, shown: self.shown.clone(), filter, wanted };
        self.facets.of_search = Some(self.found);
        vec![Effect::CountFacets { request: self.facets.requested.issue(), search: Box::new(search) }.into()]
    }

    /// Shows the counts, and returns the keys that waited for them.
    pub fn facets_counted(&mut self, request: RequestId, counts: Vec<FacetCounts>, cx: &Context) -> Vec<Key> {
        if request != self.facets.requested {
            return vec![];
        }
        self.facets.answered = request;
        self.facets.left = counts.iter().map(|counts| counts.values.len() + counts.more).sum();
        if self.facets.filter.value().trim().is_empty() {
            self.facets.all = self.facets.left;
        }
        self.facets.counts = counts;
        let height = height_of(self.layout(cx).facet_values);
        self.facets.arrange(parse(self.query.value()).ok().as_ref(), height);
        std::mem::take(&mut self.waiting_keys)
    }

    /// Queues a key that acts on a value before the values of what was typed are there, and returns whether it did: a filter
    /// that is typed ahead over a slow line must not choose among those of before.
    pub fn queue_if_counts_pending(&mut self, key: Key, action: Option<Action>, cx: &Context) -> bool {
        let acts =
            matches!(action, Some(Action::Toggle | Action::Exclude | Action::Go(_))) || !self.waiting_keys.is_empty();
        let is_pending = self.awaits_rows(cx) || self.facets.answered != self.facets.requested;
        let waits = acts && is_pending && action != Some(Action::Quit) && self.waiting_keys.len() < MAX_WAITING_KEYS;
        if waits {
            self.waiting_keys.push(key);
        }
        waits
    }

    /// No counts will come: returns the keys that waited for them.
    pub fn counting_panicked(&mut self) -> Vec<Key> {
        self.facets.answered = self.facets.requested;
        self.facets.of_search = None;
        std::mem::take(&mut self.waiting_keys)
    }
}
