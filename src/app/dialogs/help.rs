//! The keys of the dialog or screen below, from the table of keys; for the query bar also the query language. Typing
//! filters them.

mod page;

use crate::app::context::Context;
use crate::app::filter_list::{self, Filter, SHOW_ALL};
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext, Keymap, Keys};
use crate::app::layout::{DialogLayout, height_of};
use crate::app::notice::Notice;
use crate::app::text_input;
use crate::app::viewport::{Move, Viewport};
use crate::domain::people::marks::LEGEND;
use crate::domain::query::FIELDS;
use page::{Entry, Section};
pub use page::{GUTTER, HelpLine, Page};
use tui_input::Input;

const WIDTH: u16 = 116;

/// The query language apart from its fields.
const QUERY_WORDS: [(&str, &str); 6] = [
    ("anna dublin", "both words, anywhere"),
    ("\"two words\"", "a phrase"),
    ("-status:leave", "not"),
    ("berlin OR dublin", "one of them; blanks bind first"),
    ("(a OR b) c", "brackets bind before them"),
    ("team:=Blue,Red", "the whole value; any of several"),
];

/// The movements that go together, in the order of the help.
const MOVES: [[Action; 2]; 5] = [
    [Action::Go(Move::Up), Action::Go(Move::Down)],
    [Action::Go(Move::PageUp), Action::Go(Move::PageDown)],
    [Action::Go(Move::HalfUp), Action::Go(Move::HalfDown)],
    [Action::Go(Move::First), Action::Go(Move::Last)],
    [Action::ColumnsLeft, Action::ColumnsRight],
];

#[derive(Clone, Debug)]
pub struct Help {
    /// The context whose keys are shown.
    pub keys: KeyContext,
    pub filter: Input,
    pub viewport: Viewport,
}

/// What there is to draw.
pub struct HelpView {
    /// As tall as without a filter, so that typing does not move it.
    pub layout: DialogLayout,
    pub page: Page,
    /// How many entries the filter leaves, and of how many.
    pub counts: (usize, usize),
}

impl Help {
    pub fn new(keys: KeyContext) -> Help {
        Help { keys, filter: Input::default(), viewport: Viewport::default() }
    }

    pub fn is_filtered(&self) -> bool {
        !self.filter.value().is_empty()
    }

    fn sections(&self, keymap: &Keymap) -> Vec<Section> {
        let query = (self.keys == KeyContext::QueryBar).then(|| {
            let words = QUERY_WORDS.into_iter().chain(FIELDS.iter().map(|field| (field.example, field.help)));
            Section {
                heading: "What can be typed",
                entries: words.map(|(keys, help)| Entry::new(keys, help)).collect(),
            }
        });
        let keys = [self.keys, KeyContext::Everywhere].map(|context| {
            let letters = context.is_filtered().then(|| Entry::new("letters", "filter the list"));
            let rows = keymap.rows(context).filter(|keys| !has_no_line(keys.binding.action));
            let bound = rows.map(|keys| Entry::new(names(keymap, keys, self.keys).join(" "), keys.binding.help));
            let bound = bound.filter(|entry| !entry.keys.is_empty());
            let entries = letters.into_iter().chain(self.screens(context, keymap)).chain(bound).collect();
            Section { heading: context.title(), entries }
        });
        query.into_iter().chain(keys).collect()
    }

    /// The keys of the screens, in one entry; `None` if the context has none.
    fn screens(&self, context: KeyContext, keymap: &Keymap) -> Option<Entry> {
        let rows = keymap.rows(context).filter(|keys| matches!(keys.binding.action, Action::GoTo(_)));
        let keys: Vec<_> = rows.filter_map(|keys| keymap.working(keys, self.keys).next()).collect();
        (!keys.is_empty()).then(|| Entry::new(keys.join(" "), "the screens"))
    }

    /// The keys that move, in one entry; `None` if there are none.
    fn movement(&self, keymap: &Keymap) -> Option<Entry> {
        let groups = MOVES.iter().map(|pair| {
            let names = pair.map(|action| {
                let keys = keymap.rows(self.keys).find(|keys| keys.binding.action == action);
                keys.map(|keys| names(keymap, keys, self.keys)).unwrap_or_default()
            });
            let longest = names.iter().map(Vec::len).max().unwrap_or_default();
            let pairs = (0..longest).flat_map(|place| names.iter().filter_map(move |names| names.get(place)));
            pairs.copied().collect::<Vec<_>>().join(" ")
        });
        let keys = groups.filter(|group| !group.is_empty()).collect::<Vec<_>>().join("  ");
        let help = match self.keys {
            KeyContext::Recipients => "move and scroll",
            KeyContext::QueryBar => "move in the table",
            KeyContext::GiftDate => "choose a suggestion",
            KeyContext::Export | KeyContext::ExportText => "move in the warnings",
            _ => "move",
        };
        (!keys.is_empty()).then(|| Entry::new(keys, help))
    }

    /// What a filter leaves, in as many columns as there is room for.
    fn page(&self, filter: &str, cx: &Context) -> Page {
        let [_, area] = filter_list::inside(DialogLayout::centered(cx.body(), WIDTH, usize::MAX).content);
        let mut sections = self.sections(&cx.launch.keymap);
        sections.extend(self.marks());
        Page::of(&sections, self.movement(&cx.launch.keymap).as_ref(), &Filter::of(filter), area.as_size())
    }

    /// What the words and signs in the table mean, where it is in sight.
    fn marks(&self) -> Option<Section> {
        let selected = Entry::new("●", "selected");
        let words = LEGEND.iter().map(|(word, meaning)| Entry::new(*word, meaning));
        let entries = std::iter::once(selected).chain(words).collect();
        let is_table = matches!(self.keys, KeyContext::Recipients | KeyContext::QueryBar);
        is_table.then_some(Section { heading: "Marks", entries })
    }

    pub fn view(&self, cx: &Context) -> HelpView {
        let all = self.page("", cx);
        let layout = DialogLayout::centered(cx.body(), WIDTH, 1 + all.height());
        let all_entries = all.entries;
        let page = if self.is_filtered() { self.page(self.filter.value(), cx) } else { all };
        HelpView { layout, counts: (page.entries, all_entries), page }
    }

    /// How many lines there are, and how many of them are visible.
    fn window(&self, cx: &Context) -> (usize, usize) {
        let HelpView { layout, page, .. } = self.view(cx);
        let [_, area] = filter_list::inside(layout.content);
        (page.height(), height_of(area))
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        let Action::Go(movement) = action else { return true };
        let (lines, height) = self.window(cx);
        self.viewport.hints_at(movement, lines, height)
    }

    pub fn hint(&self, action: Action) -> Option<&'static str> {
        (self.is_filtered() && action == Action::Back).then_some(SHOW_ALL)
    }

    /// Returns whether the help stays open.
    #[must_use]
    pub fn act(&mut self, action: Action, cx: &Context) -> bool {
        match action {
            Action::Go(movement) => {
                let (lines, height) = self.window(cx);
                self.viewport.scroll(movement, lines, height);
            }
            Action::Back if self.is_filtered() => *self = Help::new(self.keys),
            Action::Back | Action::ShowHelp => return false,
            _ => {}
        }
        true
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        text_input::edit(&mut self.filter, key);
        self.resized(cx);
    }

    /// # Errors
    /// As [`text_input::paste`].
    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<(), Notice> {
        text_input::paste(&mut self.filter, text)?;
        self.resized(cx);
        Ok(())
    }

    pub fn resized(&mut self, cx: &Context) {
        let (lines, height) = self.window(cx);
        self.viewport.clamp(lines, height);
    }
}

/// Whether an action has no line of its own: it is in a line with others, or is what the reader has just done.
fn has_no_line(action: Action) -> bool {
    matches!(action, Action::GoTo(_) | Action::ShowHelp) || MOVES.as_flattened().contains(&action)
}

/// The names of those keys of a row that work in a context.
fn names<'a>(keymap: &'a Keymap, keys: &'a Keys, inner: KeyContext) -> Vec<&'a str> {
    keymap.working(keys, inner).collect()
}
