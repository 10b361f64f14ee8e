//! Why somebody is in the list, or is not: typed by name, email or id, also of people whom the table does not show.

use crate::app::context::Context;
use crate::app::dialogs::OpenedFrom;
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, FILL, height_of, rows};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::text_input;
use crate::app::viewport::Viewport;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;
use crate::domain::picking::named::people_named;
use crate::domain::picking::search::Shown;
use crate::domain::picking::why::{Reason, Why, why};
use crate::domain::query::{parse, quoted_value};
use ratatui::layout::Rect;
use tui_input::Input;

const WIDTH: u16 = 76;
const LINES: usize = 14;
const MOST_ROWS: u16 = 6;
/// In a lower dialog every row is for why.
const LOWEST_WITH_BLANK: u16 = 8;
/// Whoever looks for more than these writes more of the name.
const MAX_LISTED: usize = 100;

#[derive(Clone, Debug)]
pub struct WhyDialog {
    pub input: Input,
    /// The query whose rows are in the table, and whom it shows.
    query: String,
    shown: Shown,
    /// Whoever is in the table.
    table: Bits,
    under_cursor: Option<PersonId>,
    pub people: Vec<Row>,
    /// How many are meant, the listed and the others.
    pub count: usize,
    pub viewport: Viewport,
    /// Of the one under the cursor.
    pub why: Option<Why>,
}

impl WhyDialog {
    pub fn new(from: &OpenedFrom, cx: &Context) -> WhyDialog {
        let only = from.only_selected.then(|| cx.company.selection.chosen().clone());
        let mut dialog = WhyDialog {
            input: Input::default(),
            query: from.query.to_string(),
            shown: Shown { leavers: from.shows_leavers || from.only_selected, never: from.shows_never, only },
            table: from.shown.clone(),
            under_cursor: from.person,
            people: vec![],
            count: 0,
            viewport: Viewport::default(),
            why: None,
        };
        dialog.look_up(cx);
        dialog
    }

    pub fn is_in_table(&self, row: Row) -> bool {
        self.table.has(row)
    }

    fn current(&self) -> Option<Row> {
        self.people.get(self.viewport.cursor).copied()
    }

    /// Without a name the person under the table's cursor is meant.
    fn look_up(&mut self, cx: &Context) {
        let Some(roster) = cx.company.roster() else { return };
        let text = self.input.value().trim();
        self.people = match text {
            "" => self.under_cursor.and_then(|id| roster.row_of(id)).into_iter().collect(),
            text => people_named(roster, text),
        };
        self.count = self.people.len();
        self.people.truncate(MAX_LISTED);
        self.viewport = Viewport::default();
        self.explain(cx);
    }

    fn explain(&mut self, cx: &Context) {
        self.why = self.current().zip(cx.query_context()).and_then(|(row, context)| {
            why(&parse(&self.query).ok()?, row, &self.shown, &cx.company.kept.never, &context).ok()
        });
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, LINES)
    }

    /// The field, who is meant, a blank row, and why.
    pub fn inside(&self, content: Rect) -> [Rect; 4] {
        let blank = u16::from(content.height >= LOWEST_WITH_BLANK);
        let most = (content.height.saturating_sub(2) / 2).clamp(1, MOST_ROWS);
        let list = u16::try_from(self.people.len()).unwrap_or(most).clamp(1, if blank == 0 { 1 } else { most });
        rows(content, [1, list, blank, FILL])
    }

    fn height(&self, cx: &Context) -> usize {
        let [_, list, ..] = self.inside(self.layout(cx).content);
        height_of(list)
    }

    /// What Enter does with the person under the cursor; empty if there is none.
    pub fn enter(&self) -> &'static str {
        match self.current() {
            Some(row) if self.is_in_table(row) => "go there",
            Some(_) => "show the person",
            None => "",
        }
    }

    pub fn offers(&self, action: Action) -> bool {
        action != Action::Press || self.current().is_some()
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => return vec![Step::Close],
            Action::Go(movement) => {
                let height = self.height(cx);
                self.viewport.go(movement, self.people.len(), height);
                self.explain(cx);
            }
            Action::Press => return self.press(cx),
            _ => {}
        }
        vec![]
    }

    /// The cursor of the table goes to the person; whoever is not there is shown by a query, which Esc takes back.
    fn press(&self, cx: &Context) -> Vec<Step> {
        let Some((row, roster)) = self.current().zip(cx.company.roster()) else { return vec![] };
        if self.is_in_table(row) {
            return vec![Step::Close, Step::GoToPerson(roster.id(row))];
        }
        let name = roster.name(row).replace('"', " ");
        let marks = &cx.company.marks;
        let mut query = format!("name:{}", quoted_value(name.trim()));
        for (is_hidden, flag) in [(marks.leavers().has(row), "leaver"), (marks.never().has(row), "never")] {
            if is_hidden {
                query.push_str(&format!(" {flag}:yes"));
            }
        }
        let back = cx.key(KeyContext::Recipients, Action::Back);
        let said = Notice::plain(format!("{back} brings back your query"));
        vec![Step::Close, Step::Filter(query), said.into()]
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        let before = self.input.value().to_string();
        text_input::edit(&mut self.input, key);
        if self.input.value() != before {
            self.look_up(cx);
        }
    }

    /// # Errors
    /// As [`text_input::paste`].
    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<(), Notice> {
        text_input::paste(&mut self.input, text)?;
        self.look_up(cx);
        Ok(())
    }

    pub fn resized(&mut self, cx: &Context) {
        let height = self.height(cx);
        self.viewport.follow(self.people.len(), height);
    }

    /// Why, in lines; the first one says whether.
    pub fn lines(&self) -> Vec<String> {
        let Some(Why { is_in, reasons }) = &self.why else { return self.nobody() };
        let first = match (is_in, reasons.is_empty()) {
            (true, true) => "In the list: there is no query, and nothing hides them",
            (true, false) => "In the list because",
            (false, _) => "Not in the list because",
        };
        std::iter::once(first.to_string()).chain(reasons.iter().map(Reason::to_string)).collect()
    }

    fn nobody(&self) -> Vec<String> {
        if self.input.value().trim().is_empty() {
            return vec![];
        }
        let why = "Nobody in the last sync has that name, email or id: not in Personio, or new since.";
        vec![why.to_string()]
    }
}
